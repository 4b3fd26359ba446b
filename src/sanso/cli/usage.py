"""What the parser of the command line refuses, said in both languages."""

from __future__ import annotations

import difflib
from typing import Any

from sanso.cli.voice import Voice

__all__ = ["usage_sentence"]


def usage_sentence(error: Any, voice: Voice) -> str:
    """Say what is wrong with the command line, and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "sanso"
    more = voice("see `{command} --help`", "`{command} --help` をご覧ください", command=command)
    what = _what(error, voice)
    return f"{what}{' ' if what.endswith('?') else voice('; ', '。')}{more}"


def _what(error: Any, voice: Voice) -> str:
    kind = type(error).__name__
    name = getattr(error, "option_name", "") or ""
    if kind == "NoSuchOption":
        near = difflib.get_close_matches(name, error.possibilities or (), n=1)
        meant = voice("; did you mean {near}?", "。{near} のことですか", near=near[0]) if near else ""
        return voice("there is no option {name}", "オプション {name} はありません", name=name) + meant
    if kind == "BadOptionUsage":
        if "requires" in error.message:
            return voice("{name} needs a value", "{name} には値が必要です", name=name)
        return voice("{name} takes no value", "{name} に値は付けられません", name=name)
    if kind == "MissingParameter":
        param = error.param
        label = param.metavar if param.param_type_name == "argument" else max(param.opts, key=len)
        return voice("{label} is missing", "{label} が指定されていません", label=label)
    if "unexpected extra" in error.message:
        words = error.message.partition("(")[2].partition("(")[2].rstrip(")") or error.message.rpartition("(")[2][:-1]
        return voice("too many words: {words}", "余分な語があります: {words}", words=words)
    return str(error.format_message())
