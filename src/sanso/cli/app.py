"""The application: all commands under one name."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.main import get_command

from sanso.cli.assess import assess
from sanso.cli.catalogue import catalogue
from sanso.cli.check import check
from sanso.cli.demo import demo
from sanso.cli.help_page import Command, Group
from sanso.cli.layers import layers
from sanso.cli.map import map_
from sanso.cli.new import new
from sanso.cli.options import Lang
from sanso.cli.report import report
from sanso.cli.schema import schema
from sanso.cli.plain import say

__all__ = ["build"]

_COMMANDS = {
    "demo": demo,
    "new": new,
    "check": check,
    "assess": assess,
    "report": report,
    "layers": layers,
    "map": map_,
    "catalogue": catalogue,
    "schema": schema,
}
"""In the order in which a newcomer meets them."""


def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
    lang: Lang = None,
) -> None:
    """Sanso (三層): an executable Cyber/Physical Security Framework.

    Model a value creation process, and see what can happen to it over the three layers, which requirements
    apply to whom, how strong the security and safety of every device must be, and what to do first.
    """
    from sanso import __version__

    if version:
        say(f"sanso {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(2)


def build() -> Any:
    """Return the command tree."""
    app = typer.Typer(
        name="sanso",
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_top)
    for name, function in _COMMANDS.items():
        app.command(name, cls=Command)(function)
    return get_command(app)
