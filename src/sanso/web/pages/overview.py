"""The overview of a workspace: trust gap per layer, what to do first, what changed since the last visit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.analysis.result import TrustRow
from sanso.model.text import Text
from sanso.report import page, wording
from sanso.report.difference_rows import DIRECTION
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.evidence.proving import layer_counts
from sanso.web.evidence.room import room_of
from sanso.web.evidence.staleness import stale_of
from sanso.web.gap_bars import gap_bars
from sanso.web.grids import Cell, Column, Grid, Lines
from sanso.web.looking import look
from sanso.web.rendering import Made, render_kept, render_part
from sanso.web.service import service_of
from sanso.web.since import MOST_ELEMENTS, moved_since, since_last_visit

__all__ = ["router"]

router = APIRouter()


@router.get("/w/{workspace}")
def overview(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show where the workspace stands."""
    looked = look(request, entry)
    words = looked.reader
    seen = since_last_visit(service_of(request), entry, looked)
    evidence = room_of(request).glance(entry)

    def make(entry: Entry) -> Made:
        context = {
            "r": words,
            "a": words.assessment,
            "cards": looked.shown.kept(("cards", looked.lang), lambda: page.cards(words)),
            "bars": gap_bars(words.assessment.summary.status),
            "since": seen,
            "proven": layer_counts(evidence),
            "stale": stale_of(evidence),
        }
        return context, (_points(words), _trust(words, entry))

    key = (seen.key, evidence.stamp if evidence is not None else None)
    return render_kept(request, "overview.j2", looked.shown, make, entry=entry, key=key)


def _points(words: Reader) -> Grid:
    """Return the ten most important open points."""
    return Grid(
        "open-points",
        Text(en="What to do first", ja="優先して取り組むこと"),
        (
            Column("text", Text(en="Open point", ja="未対応事項")),
            Column("organization", Text(en="Organization", ja="組織")),
            Column("category", Text(en="Leaves open category", ja="未対応のまま残るカテゴリ"), "category"),
            Column("closes", Text(en="Elements it concerns", ja="対象の構成要素"), "number"),
        ),
        [
            (
                Cell(point.id, point.text, note=point.why),
                Cell(point.organization, words.name(point.organization)),
                Cell(point.category),
                Cell(point.closes),
            )
            for point in words.assessment.summary.open_points
        ],
        Text(en="Nothing is open as stated.", ja="申告上、未対応事項はありません。"),
    )


def _trust(words: Reader, entry: Entry) -> Grid:
    rows = sorted(words.assessment.trust, key=lambda row: (-(row.required or -1), row.subject))

    def cells(row: TrustRow) -> tuple[Cell, ...]:
        return (
            Cell(row.subject, words.name(row.subject), f"/w/{entry.workspace.id}/elements/{row.subject}"),
            Cell(row.kind, words.word("kind", row.kind)),
            Cell(row.required),
            Cell(row.stated.requirements.get("met", 0)),
            Cell(sum(row.stated.requirements.get(status, 0) for status in ("missing", "not-stated", "partial"))),
            Cell(words.t(wording.because_text(words.model, row.because))),
        )

    return Grid(
        "trust",
        Text(en="Required strength", ja="求められる強度"),
        (
            Column("subject", Text(en="Subject", ja="対象")),
            Column("kind", Text(en="Kind", ja="種別")),
            Column("required", Text(en="Required category", ja="求められるカテゴリ"), "category"),
            Column("met", Text(en="Met as stated", ja="申告上は充足"), "number"),
            Column("open", Text(en="Open", ja="未対応"), "number"),
            Column("because", Text(en="Because", ja="理由")),
        ),
        Lines(rows, cells),
        Text(
            en="Nothing is rated yet: write down a harm.", ja="まだ評価がありません。被害シナリオを記入してください。"
        ),
        most=30,
    )


@router.get("/w/{workspace}/since/{seq}")
def since(request: Request, entry: Annotated[Entry, Depends(reader)], seq: int) -> Response:
    """Tell what got better and worse since version *seq*: a part of the overview, which does not wait for it."""
    looked = look(request, entry)
    if not 1 <= seq <= entry.workspace.head:
        raise HTTPException(404)
    if len(looked.reader.model.elements) > MOST_ELEMENTS:
        return RedirectResponse(f"/w/{entry.workspace.id}/compare?old={seq}", 303)
    context = {"moved": moved_since(service_of(request), entry, looked, seq), "direction": DIRECTION, "seq": seq}
    return render_part(request, "since.j2", context, entry=entry)
