"""Help pages in the language of the caller, laid out for wide characters as well.

English text is what stands in the commands; Japanese text comes from ``japanese.py``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sanso.cli import japanese
from sanso.cli.actions import Action, without_names
from sanso.cli.faults import unknown
from sanso.cli.plain import cells, wrap
from sanso.cli.voice import Voice

__all__ = ["Command", "Group", "render", "render_action", "render_actions"]

_MOST_COLUMNS = 100
_INDENT = "  "


def render(command: Any, context: Any) -> str:
    """Return the help page of *command*."""
    voice, width = _voice(context), _width()
    lines = [_usage_line(" ".join([context.command_path, *_usage(command, context, voice)]), voice), ""]
    lines += _paragraphs(_help(command, voice), width)
    arguments, options = _parameters(command, context, voice)
    lines += _table(voice("Arguments", "引数"), arguments, width)
    lines += _table(voice("Options", "オプション"), options, width)
    commands = [(name, _help(sub, voice).split("\n\n")[0]) for name, sub in getattr(command, "commands", {}).items()]
    lines += _table(voice("Commands", "コマンド"), commands, width)
    return "\n".join(lines).rstrip()


def render_actions(command: Any, context: Any, actions: Mapping[str, Action]) -> str:
    """Return the help page of *command* that names its actions, and the options that belong to all of them."""
    voice, width = _voice(context), _width()
    lines = [_usage_line(f"{context.command_path} {voice('ACTION ...', '操作 ...')}", voice), ""]
    lines += _paragraphs(_help(command, voice), width)
    lines += _table(voice("Actions", "操作"), [(name, voice(*one.does)) for name, one in actions.items()], width)
    lines += _table(voice("Options", "オプション"), _options_of(command, context, voice, actions, None), width)
    return "\n".join(lines).rstrip()


def render_action(command: Any, context: Any, actions: Mapping[str, Action], name: str) -> str:
    """Return the help page of the action *name* of *command*: what it takes, and a line as it could be typed."""
    voice, width, action = _voice(context), _width(), actions[name]
    usage = _usage_line(f"{context.command_path} {name} {voice('[OPTIONS]', '[オプション]')} {action.usage}", voice)
    lines = [*_hanging(usage, width), "", *_paragraphs(voice(*action.does), width)]
    if action.named is not None:
        written, means = action.named
        lines += _table(voice("Arguments", "引数"), [(written, voice(*means))], width)
    lines += _table(voice("Options", "オプション"), _options_of(command, context, voice, actions, action), width)
    lines += [voice("Example:", "例:"), *(_INDENT + line for line in _hanging(action.example, width - len(_INDENT)))]
    return "\n".join(lines).rstrip()


def _options_of(
    command: Any, context: Any, voice: Voice, actions: Mapping[str, Action], action: Action | None
) -> list[tuple[str, str]]:
    """Return the options of *action*, and those that belong to no action alone."""
    bound = frozenset().union(*(one.options for one in actions.values()))
    found = []
    for param, (names, text) in zip(_options(command, context), _parameters(command, context, voice)[1], strict=True):
        here = next((one for one in param.opts if action is not None and one in action.options), None)
        if here is not None and action is not None:
            meaning = action.meaning.get(here)
            found.append((names, voice(*meaning) if meaning is not None else without_names(text)))
        elif bound.isdisjoint(param.opts):
            found.append((names, text))
    return found


def _options(command: Any, context: Any) -> list[Any]:
    return [param for param in command.get_params(context) if param.param_type_name != "argument"]


def _hanging(text: str, width: int) -> list[str]:
    """Return *text* on as many lines as it needs, the later ones indented."""
    first, *rest = wrap(text, width - 2 * len(_INDENT))
    return [first, *(2 * _INDENT + line for line in rest)]


def _help(command: Any, voice: Voice) -> str:
    english = cleandoc(command.help or "").partition("Raises:")[0].strip()
    return voice("{en}", "{ja}", en=english, ja=japanese.command(_name(command)) or english)


def _voice(context: Any) -> Voice:
    voice = context.find_root().obj
    return voice if isinstance(voice, Voice) else Voice()


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _MOST_COLUMNS) - 1


def _usage_line(usage: str, voice: Voice) -> str:
    return voice("Usage: {usage}", "使い方: {usage}", usage=usage)


def _paragraphs(text: str, width: int) -> list[str]:
    lines = []
    for paragraph in text.split("\n\n"):
        lines += [_INDENT + line for line in wrap(" ".join(paragraph.split("\n")), width - len(_INDENT))] + [""]
    return lines


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
