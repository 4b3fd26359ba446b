"""The evidence of a workspace: claims with their four marks, lists, pinned keys, files; put in and taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.trust.verdicts.verdict import BASIS_TEXTS
from sanso.web.access import Entry, editor, owner, reader
from sanso.web.evidence.room import Looked, room_of
from sanso.web.evidence.rows import claim_grid, claim_rows
from sanso.web.evidence.staleness import stale_of
from sanso.web.evidence.taking import TakenEvidence, take_evidence
from sanso.web.evidence.words import KIND_WORDS, MARK_LOOKS, MARK_TITLES, STATE_WORDS
from sanso.web.grids import Cell, Column, Grid, Lines
from sanso.web.pages.evidence import claim, gap, inbox
from sanso.web.rendering import render
from sanso.web.saving import author_of
from sanso.web.uploading import Typed, files_given
from sanso.workspace.evidence import EvidenceChange

__all__ = ["router"]

router = APIRouter()
router.include_router(claim.router)
router.include_router(gap.router)
router.include_router(inbox.router)

_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_Owner = Annotated[Entry, Depends(owner)]
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_PINS = 32
_MOST_SHOWN = 400
_PAGE = 100
_NO_THUMBPRINT = Text(
    en="A pinned key is named by its thumbprint: 43 letters, digits, - and _. Up to {most} of them, one a line.",
    ja="固定する鍵は拇印(英数字と - _ の43文字)で指定します。1行に1つ、{most}個までです。",
)


@router.get("/w/{workspace}/evidence")
def evidence(request: Request, entry: _Reader) -> Response:
    """Show what evidence there is and what it is worth."""
    return _page(request, entry)


@router.post("/w/{workspace}/evidence")
def put_in(request: Request, entry: _Editor, form: Typed) -> Response:
    """Take files in: a zip of an evidence folder, or single files, which are sorted by what they hold."""
    taken = take_evidence(files_given(form))
    if taken.refused:
        return _page(request, entry, {"refused": taken.refused}, 422)
    changed = room_of(request).store.put(entry.workspace.id, taken.contents, author_of(entry))
    return RedirectResponse(f"/w/{entry.workspace.id}/evidence?{_told(taken, changed)}", 303)


@router.post("/w/{workspace}/evidence/remove")
def take_away(request: Request, entry: _Editor, path: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Take a file away; its content stays in the history."""
    room_of(request).store.take_away(entry.workspace.id, path, author_of(entry))
    return RedirectResponse(f"/w/{entry.workspace.id}/evidence?removed=1", 303)


@router.post("/w/{workspace}/evidence/pins")
def set_pins(request: Request, entry: _Owner, pins: Annotated[str, Form(max_length=4000)] = "") -> Response:
    """Say which keys must have signed the first trust list."""
    wanted = pins.replace(",", " ").split()
    if len(wanted) > _MOST_PINS or not all(_THUMBPRINT.fullmatch(one) for one in wanted):
        said = _NO_THUMBPRINT.fill(most=_MOST_PINS)
        return _page(request, entry, {"message": said, "pins_typed": pins}, 422)
    room_of(request).store.pin(entry.workspace.id, wanted, entry.visitor.account_id)
    return RedirectResponse(f"/w/{entry.workspace.id}/evidence?pinned={len(set(wanted))}", 303)


@router.get("/w/{workspace}/evidence/history")
def history(request: Request, entry: _Reader, before: int | None = None, verify: str = "") -> Response:
    """List what was put in and taken away, by whom and when."""
    store = room_of(request).store
    found = store.changes(entry.workspace.id, before, _PAGE)
    context = {
        "older": found[-1].seq if len(found) == _PAGE and found[-1].seq > 1 else None,
        "broken": store.broken(entry.workspace.id) if verify == "1" else None,
    }
    return render(request, "evidence_history.j2", context, entry=entry, grids=[_history_grid(found, entry)])


@router.get("/w/{workspace}/evidence/files/{digest}")
def file(request: Request, entry: _Reader, digest: str) -> Response:
    """Give a file back as it was put in; browsers save it and never show it."""
    store, workspace = room_of(request).store, entry.workspace.id
    found = store.named(workspace, digest)
    if found is None:
        raise HTTPException(404)
    name = quote(PurePosixPath(found.path).name)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    content = store.contents(workspace, [digest])[digest]
    return Response(content, media_type="application/octet-stream", headers=headers)


def _told(taken: TakenEvidence, changed: tuple[str, ...]) -> str:
    return f"added={len(changed)}&same={len(taken.contents) - len(changed)}&left={len(taken.left_out)}"


def _page(request: Request, entry: Entry, more: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    looked = room_of(request).look(entry)
    rows = claim_rows(looked, entry.workspace.id)
    context = {
        "looked": looked,
        "stale": stale_of(looked),
        "rows": rows[:_MOST_SHOWN],
        "more_rows": max(0, len(rows) - _MOST_SHOWN),
        "counting": sum(row.counts for row in rows),
        "titles": MARK_TITLES,
        "looks": MARK_LOOKS,
        "states": STATE_WORDS,
        "trusted": looked.judged.verifier.trusted,
        "is_owner": entry.role == "owner",
        "findings": [one for one in looked.judged.diagnostics if one.code != "evidence-unpinned"],
        "gap_counts": _counts(looked),
        "message": None,
        "refused": (),
        "pins_typed": "\n".join(looked.pins),
        "files": tuple(looked.files.values())[:_MOST_SHOWN],
        "more_files": max(0, len(looked.files) - _MOST_SHOWN),
        "kind_words": KIND_WORDS,
        "basis_words": BASIS_TEXTS,
        "told": {name: _number(request, name) for name in ("added", "same", "left", "refused", "removed", "pinned")},
        **(more or {}),
    }
    grids = [claim_grid(rows), _file_grid(looked)]
    return render(request, "evidence.j2", context, entry=entry, grids=grids, status=status)


def _counts(looked: Looked) -> dict[str, int] | None:
    proof = looked.proof
    layer = next((one for one in proof.layers if one.layer == "all"), None) if proof is not None else None
    if layer is None:
        return None
    count = layer.requirements
    return {"required": count.required, "stated": count.stated, "proven": count.proven}


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _file_grid(looked: Looked) -> Grid:
    columns = (
        Column("path", Text(en="File", ja="ファイル"), "id"),
        Column("kind", Text(en="Kind", ja="種類")),
        Column("size", Text(en="Bytes", ja="バイト数"), "number"),
        Column("digest", Text(en="SHA-256", ja="SHA-256"), "id"),
        Column("by", Text(en="Put in by", ja="登録者")),
        Column("at", Text(en="When", ja="登録日時")),
    )
    return Grid(
        "evidence-files",
        Text(en="Files", ja="ファイル"),
        columns,
        Lines(tuple(looked.files.values()), _file_cells),
        Text(en="There is no evidence yet.", ja="証跡はまだありません。"),
    )


def _file_cells(one: EvidenceChange) -> tuple[Cell, ...]:
    kind = KIND_WORDS.get(one.path.partition("/")[0])
    return (
        Cell(one.path), Cell(None if kind is None else kind.en, kind), Cell(one.size), Cell(one.digest),
        Cell(one.author.name), Cell(one.at.isoformat(), one.at.astimezone().strftime("%Y-%m-%d %H:%M")),
    )  # fmt: skip


def _history_grid(found: tuple[EvidenceChange, ...], entry: Entry) -> Grid:
    put, taken = Text(en="put in", ja="登録"), Text(en="taken away", ja="削除")
    columns = (
        Column("seq", Text(en="No.", ja="番号"), "number"),
        Column("what", Text(en="What", ja="操作")),
        Column("path", Text(en="File", ja="ファイル")),
        Column("by", Text(en="By", ja="操作者")),
        Column("at", Text(en="When", ja="日時")),
    )
    base = f"/w/{entry.workspace.id}/evidence/files"

    def cells(one: EvidenceChange) -> tuple[Cell, ...]:
        what = Cell("put" if one.digest else "taken", put if one.digest else taken)
        when = Cell(one.at.isoformat(), one.at.astimezone().strftime("%Y-%m-%d %H:%M"))
        return (Cell(one.seq), what, Cell(one.path, href=f"{base}/{one.digest}" if one.digest else None),
                Cell(one.author.name), when)  # fmt: skip

    return Grid(
        "evidence-history",
        Text(en="Changes", ja="変更の一覧"),
        columns,
        Lines(found, cells),
        Text(en="Nothing was ever put in.", ja="まだ何も登録されていません。"),
    )
