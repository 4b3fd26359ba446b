"""``sanso catalogue``: look framework content up, with its source and how sure it is."""

from __future__ import annotations

from typing import Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, Lang

__all__ = ["catalogue"]


def catalogue(
    context: typer.Context,
    *,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="Kind of records; all kinds if absent.")] = None,
    ident: Annotated[str | None, typer.Argument(metavar="ID", help="One record, with all its fields.")] = None,
    as_json: AsJson = False,
    catalogue: CatalogueFile = None,
    lang: Lang = None,
) -> None:
    """Look framework content up: kinds, records, one record.

    Every record says where it comes from and how sure that is; fields replaced by an own file are marked.
    """
    from sanso import verbs
    from sanso.cli.faults import unknown
    from sanso.cli.findings import bad_input
    from sanso.cli.running import voice_of
    from sanso.cli.show import records

    voice = voice_of(context, lang)
    with bad_input(voice, as_json=as_json):
        content = verbs.catalogue(catalogue)
    if kind is None:
        records.show_kinds(content, voice, as_json=as_json)
        return
    found = content.kind(kind)
    if found is None:
        raise unknown("kind of record", "記録の種類", kind, (name.replace("_", "-") for name in content.kinds))
    if ident is None:
        records.show_records(kind, found, voice, as_json=as_json)
        return
    record = found.get(ident) or next((r for i, r in found.items() if i.lower().endswith(ident.lower())), None)
    if record is None:
        raise unknown("record", "記録", ident, found)
    records.show_record(record, voice, as_json=as_json)
