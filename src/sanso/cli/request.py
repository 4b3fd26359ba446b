"""``sanso request``: ask a supplier for exactly what is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Lang, ModelFile, TrustPins

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["request"]

Supplier = Annotated[str, typer.Option("--supplier", metavar="ID", help="Organization of the model to ask.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for letter and package; made if absent.")]
Asker = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="ID", help="Organization of the model that asks; left open in the letter if absent."
    ),
]
Due = Annotated[
    str | None, typer.Option("--due", metavar="DATE", help="Day by which to answer; 60 days from the day if absent.")
]
Detail = Annotated[
    str,
    typer.Option("--reason", metavar="HOW", help="How much of the reason to tell: none, category, harms."),
]
EvidenceOption = Annotated[
    Path | None,
    typer.Option(
        "--evidence", metavar="DIR", help="Evidence folder: ask for what is not proven; else what is not stated."
    ),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="Also write letter.pdf.")]


def request(
    context: typer.Context,
    file: ModelFile,
    *,
    supplier: Supplier,
    out: Out,
    asker: Asker = None,
    due: Due = None,
    reason: Detail = "category",
    evidence: EvidenceOption = None,
    pins: TrustPins = None,
    pdf: Pdf = False,
    at: At = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Ask a supplier for exactly what is open: a letter, a workbook to fill in, drafts of claims to sign.

    Nothing else of your model leaves the house. What comes back goes in with `sanso import` and `sanso inbox`.
    """
    from sanso.analysis.asking import DETAILS
    from sanso.cli.faults import Fault, unknown
    from sanso.cli.options import day
    from sanso.cli.progress import working
    from sanso.cli.refusals import refusals
    from sanso.cli.running import voice_of
    from sanso.cli.show.request import show_request
    from sanso.report.write import ReportNotWritten
    from sanso.verbs.requesting import RequestOrder
    from sanso.verbs.requesting import request as ask

    voice = voice_of(context, lang)
    detail = next((one for one in DETAILS if one == reason), None)
    if detail is None:
        raise unknown("way to tell the reason", "理由の示し方", reason, DETAILS)
    order = RequestOrder(supplier, asker, _due(due), detail)
    try:
        with refusals(voice, as_json=as_json), working(voice("writing the request", "依頼書を作成しています")):
            made = ask(
                file,
                order,
                out,
                voice.lang,
                evidence=evidence,
                pins=pins or (),
                at=day(at),
                catalogue=catalogue,
                pdf=pdf,
            )
    except ReportNotWritten as error:
        raise Fault(error.message.show("en"), error.message.show("ja")) from error
    show_request(made, voice, as_json=as_json)


def _due(value: str | None) -> dt.date | None:
    import datetime as dt

    from sanso.cli.faults import Fault

    try:
        return dt.date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise Fault(
            f"--due: {value} is not a date; write it like 2026-04-01",
            f"--due: {value} は日付ではありません。2026-04-01 のように書いてください",
        ) from None
