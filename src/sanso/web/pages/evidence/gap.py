"""The trust gap: required beside stated beside proven, what lapses, and what breaks if something is lost."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup

from sanso.model.text import Text
from sanso.report.pictures import draw_trust_gap
from sanso.report.proof_page import proof_context
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.days import day_of
from sanso.web.evidence.room import Looked, room_of
from sanso.web.evidence.staleness import stale_of
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import look
from sanso.web.pages.analysis_parts import Empty
from sanso.web.rendering import render
from sanso.web.sections import section_context

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Trust gap", ja="信頼性ギャップ")


@router.get("/w/{workspace}/gap")
def gap(request: Request, entry: Annotated[Entry, Depends(reader)], day: str = "") -> Response:
    """Show what is required beside what is stated and what the evidence proves, now or as of a day."""
    when = day_of(request, day)
    found, room = look(request, entry, when), room_of(request)
    looked = room.as_of(entry, found.shown, when) if day else room.glance(entry)
    proven = looked.proven if looked is not None else None
    if looked is None or proven is None:
        return render(request, "gap_page.j2", {"title": TITLE, "empty": _nothing(entry)}, entry=entry)
    words = Reader(found.reader.model, proven.assessment, found.reader.catalogue, found.lang, found.state.views)
    picture = draw_trust_gap(words.model, words.assessment, words.catalogue, found.lang)
    context = {
        **section_context(words, entry.workspace.id),
        **proof_context(words),
        "picture_gap": Markup(picture),  # noqa: S704 -- drawn and escaped by us
        "title": TITLE,
        "empty": None,
        "stale": stale_of(looked),
        "day": when.isoformat(),
    }
    return render(request, "gap_page.j2", context, entry=entry, grids=_grids(looked, words))


def _nothing(entry: Entry) -> Empty:
    return Empty(
        Text(
            en="Nothing is proven yet: there is no evidence. What the model says is stated.",
            ja="証跡がないため、証明されたものはまだありません。モデルの内容は申告です。",
        ),
        Text(en="Add evidence", ja="証跡を登録する"),
        f"/w/{entry.workspace.id}/evidence",
    )


def _grids(looked: Looked, words: Reader) -> list[Grid]:
    proof = looked.proof
    if proof is None:
        return []
    rows = [
        (
            Cell(row.id), Cell(row.organization, words.name(row.organization)), Cell(row.required),
            Cell(row.stated, words.word("status", row.stated)), Cell(row.proven), Cell(row.basis), Cell(row.category),
        )
        for row in proof.requirements
    ]  # fmt: skip
    columns = (
        Column("requirement", Text(en="Requirement", ja="対策要件"), "id"),
        Column("organization", Text(en="Organization", ja="組織")),
        Column("required", Text(en="Required", ja="要求")),
        Column("stated", Text(en="Stated", ja="申告")),
        Column("proven", Text(en="Proven", ja="証明")),
        Column("basis", Text(en="Basis", ja="確認の方法")),
        Column("category", Text(en="Category", ja="カテゴリ"), "number"),
    )
    return [Grid("proof", Text(en="Requirements, stated and proven", ja="対策要件(申告と証明)"), columns, rows, TITLE)]
