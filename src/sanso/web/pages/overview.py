"""The overview of a workspace: trust gap per layer, what to do first, what changed since the last visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sanso.analysis.result import TrustRow
from sanso.model.text import Text
from sanso.report import page, wording
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.gap_bars import gap_bars
from sanso.web.grids import Cell, Column, Grid, Lines
from sanso.web.looking import Look, look
from sanso.web.rendering import render
from sanso.web.service import Service, service_of
from sanso.workspace.versions import Version
from sanso.workspace.visits import visit

__all__ = ["router"]

router = APIRouter()
_MOST_VERSIONS = 20


@router.get("/w/{workspace}")
def overview(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show where the workspace stands."""
    looked = look(request, entry)
    words = looked.reader
    context = {
        "r": words,
        "a": words.assessment,
        "cards": looked.shown.kept(("cards", looked.lang), lambda: page.cards(words)),
        "bars": gap_bars(words.assessment.summary.status),
        "since": _since(service_of(request), entry, looked),
    }
    return render(request, "overview.j2", context, entry=entry, grids=(_points(words), _trust(words, entry)))


def _points(words: Reader) -> Grid:
    """Return the ten most important open points."""
    return Grid(
        "open-points",
        Text(en="What to do first", ja="優先して取り組むこと"),
        (
            Column("text", Text(en="Open point", ja="未解決の事項")),
            Column("organization", Text(en="Organization", ja="組織")),
            Column("category", Text(en="Leaves open category", ja="未解決のカテゴリ"), "category"),
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
        Text(en="Nothing is open as stated.", ja="申告上、未解決の事項はありません。"),
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
            Column("open", Text(en="Open", ja="未解決"), "number"),
            Column("because", Text(en="Because", ja="理由")),
        ),
        Lines(rows, cells),
        Text(
            en="Nothing is rated yet: write down a harm.", ja="まだ評価がありません。被害シナリオを記入してください。"
        ),
        most=30,
    )


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a person's last visit, at version *seq*."""

    first: bool
    seq: int
    versions: tuple[Version, ...]
    difference: Text | None


def _since(service: Service, entry: Entry, looked: Look) -> Since:
    workspace, today = entry.workspace, service.today()
    now = service.states.open_points(workspace.id, workspace.head, today, looked.state)
    seen = visit(service.database, workspace.id, entry.visitor.account_id, workspace.head, service.clock())
    if seen is None:
        return Since(True, workspace.head, (), None)
    if seen >= workspace.head:
        return Since(False, seen, (), None)
    newest = service.workspaces.versions(workspace.id, most=_MOST_VERSIONS)
    changed = tuple(version for version in newest if version.seq > seen)
    then = service.states.open_points(workspace.id, seen, today)
    if then is None or now is None:
        return Since(False, seen, changed, None)
    return Since(
        False,
        seen,
        changed,
        Text(en="Open points: {then}, now {now}.", ja="未解決の事項: {then}件から{now}件へ。").fill(
            then=f"{then:,}", now=f"{now:,}"
        ),
    )
