"""``sanso schemes``: labels, certificates and regulations, and which of their items ask for the same."""

from __future__ import annotations

from typing import Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, Lang

__all__ = ["schemes"]


def schemes(
    context: typer.Context,
    ident: Annotated[
        str | None, typer.Argument(metavar="ID", help="One scheme, such as jp.jc-star; all if absent.")
    ] = None,
    *,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show labels and schemes: who evaluates and who grants, dates, items, which items elsewhere ask for the same.

    Recognition between labels is shown as it is agreed, from one label to another, and never joined.
    """
    from sanso.cli.findings import bad_input
    from sanso.cli.plain import clean_json, say
    from sanso.cli.running import voice_of
    from sanso.verbs.schemes import schemes as look_up

    voice = voice_of(context, lang)
    with bad_input(voice, as_json=as_json):
        report = look_up(ident, catalogue=catalogue)
    if as_json:
        from sanso.report.json_out import result_to_json

        say(clean_json(result_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
        return
    from sanso.cli.show.schemes import show_scheme, show_schemes

    if ident is None:
        show_schemes(report, voice)
    else:
        show_scheme(report.schemes[0], voice)
