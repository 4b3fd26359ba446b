"""The page of one element, physical thing, product or connection, and the same as a panel beside a picture."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.analysis.asking import suppliers
from sanso.assessment.result import RequirementRow
from sanso.model.text import Text
from sanso.report import wording
from sanso.web.access import Entry, reader
from sanso.web.element_view import Asked, ElementView, Join, answers, element_view, section_of
from sanso.web.evidence.proving import proven_of, proven_words
from sanso.web.evidence.room import Looked, room_of
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import Look, look
from sanso.web.rendering import render, render_part

__all__ = ["panel_context", "router"]

router = APIRouter()
_PICTURES = ("/layers", "/map")


@router.get("/w/{workspace}/elements/{ident}")
def element(request: Request, entry: Annotated[Entry, Depends(reader)], ident: str, part: str = "") -> Response:
    """Show one thing of the model; with ``part=panel`` only what stands beside a picture."""
    looked = look(request, entry)
    section = section_of(looked.reader, ident)
    if section is None:
        raise HTTPException(404, _UNKNOWN)
    evidence = room_of(request).glance(entry)
    context = {**panel_context(looked, ident, section), "proven": proven_of(evidence, ident)}
    if part == "panel":
        return render_part(request, "element_panel.j2", context, entry=entry, headers=_replaced(request, ident))
    view: ElementView = context["view"]
    context["supplier"] = section == "organizations" and ident in suppliers(looked.reader.model)
    grids = (
        _requirements(looked, view.asked, entry.workspace.id, evidence, ident),
        _connections(looked, view.joins, ident, entry.workspace.id),
    )
    return render(request, "element.j2", context, entry=entry, grids=grids)


_UNKNOWN = Text(
    en="The newest version has nothing of this name. It may have been renamed or removed; see the history.",
    ja="最新版のモデルにこのIDのものはありません。名前の変更や削除の可能性があります。履歴を確認してください。",
)


def panel_context(looked: Look, ident: str, section: str) -> dict[str, Any]:
    """Return what the templates of an element use."""
    words = looked.reader
    return {
        "view": element_view(looked, ident, section),
        "r": words,
        "words": wording,
        "answers": lambda row: answers(words, row),
    }


def _replaced(request: Request, ident: str) -> dict[str, str]:
    """Let the address of the picture tell whose panel stands beside it."""
    here = urlsplit(request.headers.get("hx-current-url", ""))
    if not here.path.endswith(_PICTURES):
        return {}
    kept = [(key, value) for key, value in parse_qsl(here.query) if key != "element"]
    return {"HX-Replace-Url": f"{here.path}?{urlencode([*kept, ('element', ident)])}"}


def _requirements(looked: Look, asked: tuple[Asked, ...], workspace: str, evidence: Looked | None, ident: str) -> Grid:
    words = looked.reader

    def proven(row: RequirementRow) -> tuple[Cell, ...]:
        if evidence is None or evidence.proof is None:
            return ()
        part = evidence.part(row.id, row.organization, ident)
        return (Cell(part.proven, proven_words(words, part)) if part is not None else Cell(None),)

    beside = (Column("proven", Text(en="Proven", ja="証明"), "status"),) if evidence and evidence.proof else ()
    return Grid(
        "requirements",
        Text(en="Requirements", ja="対策要件"),
        (
            Column("id", Text(en="Requirement", ja="対策要件")),
            Column("title", Text(en="Title", ja="名称")),
            Column("organization", Text(en="Responsible", ja="責任組織")),
            Column("level", Text(en="Required level", ja="必要な水準")),
            Column("status", Text(en="Status", ja="状況"), "status"),
            *beside,
            Column("answer", Text(en="Answer", ja="回答")),
        ),
        [
            (
                Cell(row.id, row.id, f"/w/{workspace}/requirements?requirement={row.id}"),
                Cell(words.requirement(row.id)),
                Cell(row.organization, words.name(row.organization) or words.t(_NOBODY)),
                Cell(part.level, words.word("level", part.level)),
                Cell(part.status, words.word("status", part.status)),
                *proven(row),
                Cell(words.t(wording.answer_text(words.model, part.answer))),
            )
            for of in asked
            for row, part in of.rows
        ],
        Text(en="No requirement applies here.", ja="適用される対策要件はありません。"),
        most=120,
    )


_NOBODY = Text(en="nobody stated", ja="責任組織の記載なし")


def _connections(looked: Look, joins: tuple[Join, ...], ident: str, workspace: str) -> Grid:
    words = looked.reader
    return Grid(
        "connections",
        Text(en="Connections", ja="つながり"),
        (
            Column("id", Text(en="Connection", ja="つながり")),
            Column("layer", Text(en="Layer", ja="層")),
            Column("kind", Text(en="Kind", ja="種類")),
            Column("from", Text(en="From", ja="から")),
            Column("to", Text(en="To", ja="へ")),
        ),
        [
            (
                Cell(join.ident, words.name(join.ident), f"/w/{workspace}/elements/{join.ident}"),
                Cell(join.layer or None, words.word("layer_short", join.layer) if join.layer else words.t(_PHYSICAL)),
                Cell(join.connection.kind, words.connection_kind(join.connection.kind)),
                _end(looked, join.connection.from_, ident, workspace),
                _end(looked, join.connection.to, ident, workspace),
            )
            for join in joins
        ],
        Text(en="Connected with nothing.", ja="つながりはありません。"),
        most=200,
    )


_PHYSICAL = Text(en="physical", ja="物理")


def _end(looked: Look, end: str, ident: str, workspace: str) -> Cell:
    href = None if end == ident else f"/w/{workspace}/elements/{end}"
    return Cell(end, looked.reader.name(end), href)
