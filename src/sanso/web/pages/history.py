"""The history of a workspace: every change with who, when and what; look at, compare and restore any version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.report import page
from sanso.web.access import Entry, editor, reader
from sanso.web.editing.form_data import FormData
from sanso.web.failures import Refused
from sanso.web.gap_bars import gap_bars
from sanso.web.grids import Cell, Column, Grid
from sanso.web.posting import posted
from sanso.web.rendering import language_of, render
from sanso.web.saving import author_of
from sanso.web.service import Service, service_of
from sanso.web.text_changes import FileChange, text_changes
from sanso.workspace.versions import Kind, Version

__all__ = ["KINDS", "router"]

router = APIRouter()
_A_PAGE = 50
_MOST_LOOKED_AT = 2_000
_MOST_PLACES = 8

KINDS: Mapping[Kind, Text] = MappingProxyType(
    {
        "start": Text(en="beginning", ja="開始"),
        "edit": Text(en="form", ja="フォーム"),
        "text": Text(en="text", ja="テキスト"),
        "import": Text(en="import", ja="取り込み"),
        "answers": Text(en="filled workbook", ja="記入済みブック"),
        "undo": Text(en="undo", ja="元に戻す"),
        "redo": Text(en="redo", ja="やり直し"),
        "restore": Text(en="restored", ja="復元"),
        "outside": Text(en="outside of Sanso", ja="Sanso の外での変更"),
    }
)
"""How a version came about, in words."""

_COLUMNS = (
    Column("seq", Text(en="Version", ja="版"), "number"),
    Column("at", Text(en="When", ja="日時"), "day"),
    Column("author", Text(en="Who", ja="変更者")),
    Column("what", Text(en="What", ja="内容")),
    Column("kind", Text(en="How", ja="方法")),
    Column("places", Text(en="Where", ja="変更箇所")),
)
_NO_BASE = Text(
    en="Load the page again; it does not say which version it shows.",
    ja="ページを読み込み直してください。表示している版が分かりません。",
)


@router.get("/w/{workspace}/history")
def history(
    request: Request,
    entry: Annotated[Entry, Depends(reader)],
    before: int | None = None,
    author: str = "",
    kind: str = "",
    place: str = "",
) -> Response:
    """List the versions, newest first, filtered by person, kind and id of what changed."""
    service = service_of(request)
    found, more = _filtered(service, entry, before, author, kind, place)
    context = {
        "versions": found,
        "older": found[-1].seq if more and found else None,
        "kinds": KINDS,
        "author": author,
        "kind": kind,
        "place": place,
        "breaks": service.workspaces.verify(entry.workspace.id) if "verify" in request.query_params else None,
    }
    grid = Grid("history", Text(en="Versions", ja="版の一覧"), _COLUMNS, [_row(entry, one) for one in found])
    return render(request, "history.j2", context, entry=entry, grids=(grid,))


def _filtered(
    service: Service, entry: Entry, before: int | None, author: str, kind: str, place: str
) -> tuple[list[Version], bool]:
    """Return a page of versions that match, and whether older ones are left."""
    found: list[Version] = []
    looked_at = 0
    while looked_at < _MOST_LOOKED_AT:
        batch = service.workspaces.versions(entry.workspace.id, before=before, most=_A_PAGE)
        looked_at += len(batch)
        for one in batch:
            if _matches(one, author, kind, place):
                found.append(one)
            if len(found) == _A_PAGE:
                return found, one.seq > 1
        if len(batch) < _A_PAGE:
            return found, False
        before = batch[-1].seq
    return found, True


def _matches(version: Version, author: str, kind: str, place: str) -> bool:
    wanted = author.casefold()
    return (
        (not wanted or wanted in version.author.name.casefold())
        and (not kind or version.kind == kind)
        and (not place or any(place in map(str, one) for one in version.places))
    )


def _row(entry: Entry, version: Version) -> Sequence[Cell]:
    spots = ["/".join(map(str, one)) for one in version.places]
    listed = ", ".join(spots[:_MOST_PLACES]) + (", …" if len(spots) > _MOST_PLACES else "")
    return (
        Cell(version.seq, href=f"/w/{entry.workspace.id}/history/{version.seq}"),
        Cell(version.at.isoformat(timespec="seconds"), version.at.astimezone().strftime("%Y-%m-%d %H:%M")),
        Cell(version.author.name),
        Cell(version.what.show("en"), version.what),
        Cell(version.kind, KINDS[version.kind]),
        Cell(listed),
    )


@router.get("/w/{workspace}/history/{seq}")
def past(request: Request, entry: Annotated[Entry, Depends(reader)], seq: int) -> Response:
    """Show a version: what it changed in the files, and where the workspace stood then."""
    service, lang = service_of(request), language_of(request)
    if not 1 <= seq <= entry.workspace.head:
        raise HTTPException(404)
    version = service.workspaces.version(entry.workspace.id, seq)
    shown = service.states.past(entry.workspace.id, seq, service.today())
    words = shown.reader(lang) if shown.state.model is not None else None
    context = {
        "version": version,
        "kinds": KINDS,
        "changes": _changes(service, entry, seq),
        "r": words,
        "cards": page.cards(words) if words is not None else (),
        "bars": gap_bars(words.assessment.summary.status) if words is not None else (),
        "diagnostics": () if words is not None else shown.state.diagnostics,
    }
    return render(request, "version.j2", context, entry=entry)


def _changes(service: Service, entry: Entry, seq: int) -> tuple[FileChange, ...]:
    now = service.workspaces.files(entry.workspace.id, seq).contents
    before = service.workspaces.files(entry.workspace.id, seq - 1).contents if seq > 1 else {}
    return text_changes(before, now)


@router.post("/w/{workspace}/history/{seq}/restore")
def restore(
    request: Request,
    entry: Annotated[Entry, Depends(editor)],
    seq: int,
    form: Annotated[FormData, Depends(posted)],
) -> Response:
    """Let an earlier version stand again, as a new version."""
    if form.base is None:
        raise Refused(400, _NO_BASE)
    service_of(request).workspaces.restore(entry.workspace.id, form.base, seq, author_of(entry))
    return RedirectResponse(f"/w/{entry.workspace.id}/history", 303)
