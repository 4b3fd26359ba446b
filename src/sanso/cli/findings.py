"""Diagnostics as a person or a program wants them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from sanso.cli.exit_codes import ExitCode
from sanso.cli.faults import Fault
from sanso.cli.plain import clean, clean_json, complain, say
from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.model.diagnostics import Diagnostic

__all__ = ["bad_input", "counted_findings", "finding_lines", "findings_json", "print_findings"]

_MOST_LINES = 200


def finding_lines(finding: Diagnostic, voice: Voice) -> list[str]:
    """Write one finding as ``file:line:column: code: message``, its hint on a line of its own."""
    severity = {"error": "", "warning": voice("warning: ", "警告: "), "info": voice("note: ", "お知らせ: ")}
    message = clean(voice.text(finding.message))
    lines = [f"{clean(finding.place)}: {severity[finding.severity]}{clean(finding.code)}: {message}"]
    if finding.hint is not None:
        lines.append(f"    {voice('hint: ', 'ヒント: ')}{clean(voice.text(finding.hint))}")
    return lines


def counted_findings(findings: Iterable[Diagnostic], voice: Voice) -> str:
    """Count findings by severity: ``2 errors, 1 warning``."""
    number: Counter[str] = Counter(finding.severity for finding in findings)
    names = (
        ("error", "error", "errors", "エラー"),
        ("warning", "warning", "warnings", "警告"),
        ("info", "note", "notes", "お知らせ"),
    )
    parts = [
        voice("{n:,} {noun}", "{ja}{n:,}件", n=n, noun=one if n == 1 else many, ja=ja)
        for severity, one, many, ja in names
        if (n := number[severity]) or severity != "info"
    ]
    return voice(", ", "、").join(parts)


def print_findings(findings: Sequence[Diagnostic], voice: Voice, show: Callable[[str], None] = say) -> None:
    """Print findings, at most a screenful of screenfuls, and their count."""
    for finding in findings[:_MOST_LINES]:
        for line in finding_lines(finding, voice):
            show(line)
    if len(findings) > _MOST_LINES:
        more = len(findings) - _MOST_LINES
        show(voice("… and {n:,} more; --json lists all", "… ほか{n:,}件。--json ですべて出力します", n=more))
    show(counted_findings(findings, voice))


def findings_json(findings: Sequence[Diagnostic]) -> str:
    """Write findings as JSON (schema: ``sanso schema diagnostics``)."""
    from pydantic import TypeAdapter

    from sanso.model.diagnostics import Diagnostic

    return clean_json(TypeAdapter(list[Diagnostic]).dump_json(list(findings), indent=1).decode("utf-8", "replace"))


@contextmanager
def bad_input(
    voice: Voice, *, as_json: bool = False, also: Callable[[Sequence[Diagnostic]], None] | None = None
) -> Iterator[None]:
    """Print the diagnostics of refused input and leave with the exit status for it; *also* sees them first.

    Raises:
        typer.Exit: the input was refused.

    """
    from sanso.model.diagnostics import InputRefused

    try:
        yield
    except InputRefused as refused:
        if also is not None:
            also(refused.diagnostics)
        if as_json:
            sys.stdout.write(findings_json(refused.diagnostics) + "\n")
        else:
            print_findings(refused.diagnostics, voice, complain)
        raise typer.Exit(ExitCode.BAD_INPUT) from None
    except RecursionError as error:
        raise Fault(
            "the model is nested too deeply to be assessed",
            "モデルの入れ子が深すぎて評価できません",
            ExitCode.BAD_INPUT,
        ) from error
