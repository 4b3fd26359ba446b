"""``sanso sectors``: what the sectors of a model bring with them."""

from __future__ import annotations

from typing import Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, Lang, ModelFile

__all__ = ["sectors"]

Everything = Annotated[bool, typer.Option("--all", help="Leave no row out.")]


def sectors(
    context: typer.Context,
    file: ModelFile,
    *,
    everything: Everything = False,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show what each sector brings: guidelines, requirements raised or narrowed, native items and where they stand."""
    from sanso import verbs
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.running import evaluate_file, voice_of

    voice = voice_of(context, lang)
    when = day(at)
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=when, choose=choose)
        report = verbs.sectors_evaluated(made)
    if as_json:
        from sanso.cli.plain import clean_json, say
        from sanso.report.sectors_json import sectors_to_json

        say(clean_json(sectors_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
        return
    from sanso.cli.show.sectors import show_sectors

    show_sectors(made, report, voice, whole=everything)
