"""The application: all commands under one name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from sanso.cli.actions import Action
from sanso.cli.assess import assess
from sanso.cli.attack import attack
from sanso.cli.catalogue import catalogue
from sanso.cli.check import check
from sanso.cli.claim import claim
from sanso.cli.claim_table import CLAIM_ACTIONS
from sanso.cli.compare_sectors import compare_sectors
from sanso.cli.demo import demo
from sanso.cli.diff import diff
from sanso.cli.doctor import doctor
from sanso.cli.exit_codes import ExitCode
from sanso.cli.help_page import Command, Group, render, render_action, render_actions
from sanso.cli.import_ import import_
from sanso.cli.inbox import inbox
from sanso.cli.iotssf import iotssf
from sanso.cli.label import label
from sanso.cli.layers import layers
from sanso.cli.ledger import ledger
from sanso.cli.map import map_
from sanso.cli.new import new
from sanso.cli.options import Lang
from sanso.cli.perspectives import perspectives
from sanso.cli.plain import say
from sanso.cli.report import report
from sanso.cli.request import request
from sanso.cli.running import voice_of
from sanso.cli.safety import safety
from sanso.cli.schema import schema
from sanso.cli.schemes import schemes
from sanso.cli.sectors import sectors
from sanso.cli.serve import serve
from sanso.cli.share import share
from sanso.cli.transcription import transcription
from sanso.cli.verify import verify
from sanso.cli.voice import LANGUAGES, Voice

__all__ = ["ACTIONS", "build", "help_for", "run"]

_COMMANDS: Mapping[str, Callable[..., None]] = {
    "demo": demo,
    "serve": serve,
    "new": new,
    "import": import_,
    "check": check,
    "assess": assess,
    "attack": attack,
    "diff": diff,
    "perspectives": perspectives,
    "iotssf": iotssf,
    "transcription": transcription,
    "safety": safety,
    "report": report,
    "layers": layers,
    "map": map_,
    "sectors": sectors,
    "compare-sectors": compare_sectors,
    "label": label,
    "schemes": schemes,
    "claim": claim,
    "verify": verify,
    "request": request,
    "share": share,
    "inbox": inbox,
    "ledger": ledger,
    "catalogue": catalogue,
    "schema": schema,
    "doctor": doctor,
}
"""In the order in which a newcomer meets them."""

ACTIONS: Mapping[str, Mapping[str, Action]] = {"claim": CLAIM_ACTIONS}
"""Commands whose actions have a help page each."""

_HELP_NAMES = ["-h", "--help"]


def _top(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,  # noqa: ARG001 -- see main
    lang: Lang = None,
) -> None:
    """Sanso (三層): an executable Cyber/Physical Security Framework.

    Model a value creation process, and see what can happen to it over the three layers, which requirements
    apply to whom, how strong the security and safety of every device must be, and what to do first.
    """
    context.obj = voice_of(context, lang)
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(ExitCode.USAGE)


def build() -> Any:
    """Return the command tree."""
    app = typer.Typer(
        name="sanso",
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        invoke_without_command=True,
        context_settings={"help_option_names": _HELP_NAMES},
    )
    app.callback()(_top)
    for name, function in _COMMANDS.items():
        app.command(name, cls=Command)(function)
    return get_command(app)


def help_for(application: Any, words: Sequence[str], voice: Voice) -> str:
    """Return the help page of the command, or of its action, that *words* name, without reading anything else of them.

    Raises:
        Fault: there is no such command.

    """
    top = typer.Context(application, info_name="sanso", obj=voice, help_option_names=_HELP_NAMES)
    named = [word for word in words if not word.startswith("-") and word not in LANGUAGES]
    if not named:
        return render(application, top)
    _, command, _ = application.resolve_command(top, named[:1])
    context = typer.Context(command, info_name=command.name, parent=top, help_option_names=_HELP_NAMES)
    actions = ACTIONS.get(named[0])
    if actions is None:
        return render(command, context)
    action = next((word for word in named[1:] if word in actions), None)
    return (
        render_actions(command, context, actions)
        if action is None
        else render_action(command, context, actions, action)
    )


def run(application: Any, arguments: Sequence[str], voice: Voice) -> int:
    """Run the command that *arguments* name and return its exit status.

    Raises:
        Fault: what was asked for cannot be done.

    """
    try:
        with application.make_context("sanso", list(arguments), obj=voice) as context:
            application.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    return ExitCode.FINE
