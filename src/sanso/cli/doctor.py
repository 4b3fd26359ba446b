"""``sanso doctor``: what reports need, and whether it is there."""

from __future__ import annotations

import typer

from sanso.cli.options import AsJson, Lang

__all__ = ["doctor"]


def doctor(context: typer.Context, *, as_json: AsJson = False, lang: Lang = None) -> None:
    """Look at this machine: Python, fonts for both languages, libraries, encoding, write access.

    Exit status 1 where something is missing.
    """
    from sanso import verbs
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.plain import clean_json, say
    from sanso.cli.running import voice_of
    from sanso.cli.show.doctor import show_doctor
    from sanso.report.json_out import result_to_json

    voice = voice_of(context, lang)
    found = verbs.doctor()
    if as_json:
        say(clean_json(result_to_json(found).decode("utf-8", "replace")).rstrip("\n"))
    else:
        show_doctor(found, voice)
    if not found.fine:
        raise typer.Exit(ExitCode.FINDINGS)
