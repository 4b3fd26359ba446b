"""``sanso compare-sectors``: one element under several sectors, side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, Lang, ModelFile

__all__ = ["compare_sectors"]

ElementId = Annotated[str, typer.Argument(metavar="ELEMENT", help="Id of the element, as a rule a device.")]
Compared = Annotated[
    str, typer.Option("--sectors", metavar="A,B", help="Sectors to compare, separated by commas; two or more.")
]


def compare_sectors(
    context: typer.Context,
    file: ModelFile,
    element: ElementId,
    sectors: Compared,
    *,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Compare one element under two or more sectors: guidelines, levels that differ, native items.

    The category does not depend on the sector; it follows from harms alone.
    """
    from sanso import verbs
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.running import evaluate_file, voice_of

    voice = voice_of(context, lang)
    when = day(at)
    named = [word.strip() for word in sectors.replace("、", ",").split(",") if word.strip()]
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=when, choose=choose)
        comparison = verbs.compare_evaluated(made, element, named)
    if as_json:
        from sanso.cli.plain import clean_json, say
        from sanso.report.sectors_json import comparison_to_json

        say(clean_json(comparison_to_json(comparison).decode("utf-8", "replace")).rstrip("\n"))
        return
    from sanso.cli.show.sectors import show_comparison

    show_comparison(made, comparison, voice)
