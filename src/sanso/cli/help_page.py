"""Help pages in the language of the caller, laid out for wide characters as well.

English text is what stands in the commands; Japanese text comes from ``japanese.py``.
"""

from __future__ import annotations

import shutil
from inspect import cleandoc
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sanso.cli import japanese
from sanso.cli.faults import unknown
from sanso.cli.plain import cells, wrap
from sanso.cli.voice import Voice

__all__ = ["Command", "Group", "render"]

_MOST_COLUMNS = 100
_INDENT = "  "


def render(command: Any, context: Any) -> str:
    """Return the help page of *command*."""
    voice = context.find_root().obj
    voice = voice if isinstance(voice, Voice) else Voice()
    width = min(shutil.get_terminal_size().columns, _MOST_COLUMNS) - 1
    usage = " ".join([context.command_path, *_usage(command, context, voice)])
    lines = [voice("Usage: {usage}", "使い方: {usage}", usage=usage), ""]
    for paragraph in _help(command, voice).split("\n\n"):
        lines += [_INDENT + line for line in wrap(" ".join(paragraph.split("\n")), width - len(_INDENT))] + [""]
    arguments, options = _parameters(command, context, voice)
    lines += _table(voice("Arguments", "引数"), arguments, width)
    lines += _table(voice("Options", "オプション"), options, width)
    commands = [(name, _help(sub, voice).split("\n\n")[0]) for name, sub in getattr(command, "commands", {}).items()]
    lines += _table(voice("Commands", "コマンド"), commands, width)
    return "\n".join(lines).rstrip()


def _help(command: Any, voice: Voice) -> str:
    english = cleandoc(command.help or "").partition("Raises:")[0].strip()
    return voice("{en}", "{ja}", en=english, ja=japanese.command(_name(command)) or english)


def _name(command: Any) -> str:
    return "" if getattr(command, "commands", None) else command.name or ""


def _usage(command: Any, context: Any, voice: Voice) -> list[str]:
    arguments = [param for param in command.get_params(context) if param.param_type_name == "argument"]
    pieces = [voice("[OPTIONS]", "[オプション]")]
    pieces += [param.metavar if param.required else f"[{param.metavar}]" for param in arguments]
    if getattr(command, "commands", None):
        pieces.append(voice("COMMAND ...", "コマンド ..."))
    return pieces


def _parameters(command: Any, context: Any, voice: Voice) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    arguments, options = [], []
    for param in command.get_params(context):
        english = param.help or ""
        text = voice("{en}", "{ja}", en=english, ja=japanese.parameter(_name(command), param.name) or english)
        if param.param_type_name == "argument":
            arguments.append((param.metavar, text))
            continue
        names = ", ".join(sorted(param.opts, key=len))
        needed = voice("  (required)", "(必須)") if param.required else ""
        options.append((names if param.is_flag else f"{names} {param.metavar}", text + needed))
    return arguments, options


def _table(heading: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    column = min(max(cells(name) for name, _ in rows), 30) + 2
    lines = [f"{heading}:"]
    for name, text in rows:
        first, *rest = wrap(text, width - column - len(_INDENT))
        lines.append(_INDENT + name + " " * (column - cells(name)) + first)
        lines += [_INDENT + " " * column + line for line in rest]
    return [*lines, ""]


class Command(TyperCommand):
    """A command with a help page in both languages."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return render(self, ctx)


class Group(TyperGroup):
    """The commands together, with a help page in both languages."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return render(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named.

        Raises:
            Fault: there is none of that name.

        """
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise unknown("command", "コマンド", args[0], self.commands)
        return super().resolve_command(ctx, args)
