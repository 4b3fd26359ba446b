"""``sanso import`` of a requirement workbook that came back filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sanso.cli.voice import Voice

__all__ = ["import_answers"]


def import_answers(voice: Voice, file: Path, into: Path, *, apply: bool, as_json: bool) -> None:
    """Show what the workbook changes in the model *into*, and write it there with *apply*.

    Raises:
        Exit: the workbook has faults; nothing was written.
        Fault: the model's files cannot be written.

    """
    from sanso import verbs
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import writing_to
    from sanso.cli.findings import bad_input
    from sanso.cli.plain import clean_json, say
    from sanso.cli.progress import working
    from sanso.cli.show.answers import show_answers
    from sanso.model.diagnostics import has_errors
    from sanso.report.json_out import result_to_json

    with (
        bad_input(voice, as_json=as_json),
        writing_to(into),
        working(voice("reading {file}", "{file} を読み込んでいます", file=file)),
    ):
        made = verbs.import_answers(file, into, apply=apply)
    if as_json:
        say(clean_json(result_to_json(made).decode("utf-8", "replace")).rstrip("\n"))
    else:
        show_answers(made, into, voice)
    if has_errors(made.diagnostics):
        raise typer.Exit(ExitCode.BAD_INPUT)
