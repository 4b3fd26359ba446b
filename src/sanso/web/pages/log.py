"""The public pages of a log: checkpoint, tiles and bundles as C2SP tlog-tiles names them, entries, proofs by digest.

Nobody signs in here, and nothing can be changed. Full tiles never change, so that they may be kept for good.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from sanso.envelope.log_entries import read_entry
from sanso.envelope.malformed import Malformed
from sanso.envelope.tiles import WIDTH
from sanso.model.text import Text
from sanso.web.grids import Cell, Column, Grid
from sanso.web.public.reading_log import MEDIA, PublicLog, public_log, tile_at
from sanso.web.rendering import render
from sanso.web.security.desk import address_of, desk_of

__all__ = ["router"]

router = APIRouter()
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_SHORTLY = {"Cache-Control": "public, max-age=10"}
_TEXT = "text/plain; charset=utf-8"
_DIGEST = re.compile(r"(?:sha-?256:)?([0-9a-f]{64})")
_SHOWN = 50
_NO_DIGEST = Text(
    en="A digest has 64 hexadecimal digits, perhaps after sha-256:",
    ja="ダイジェストは16進数64桁です(先頭の sha-256: は省略可)。",
)
_NOT_THERE = Text(
    en="The log holds nothing with this digest, up to its last checkpoint.",
    ja="最新のチェックポイントまでに、このダイジェストの記録はありません。",
)
_TOO_OFTEN = Text(
    en="Too many look-ups from your address. Wait a minute.",
    ja="お使いのアドレスからの検索回数が多すぎます。1分ほどお待ちください。",
)
KIND_WORDS = {
    "claim": Text(en="claim", ja="主張"),
    "withdrawal": Text(en="withdrawal", ja="取り消し"),
    "trust-list": Text(en="trust list", ja="トラストリスト"),
    "status-list": Text(en="status list", ja="失効情報"),
}


@router.get("/log")
def log(request: Request, digest: str = "", start: int | None = None) -> Response:
    """Show the log: its name and key, the last checkpoint, entries, and where a digest stands."""
    shown = _shown(request)
    message, found = None, None
    if digest.strip():
        wanted = _DIGEST.fullmatch(digest.strip().lower())
        found = _looked_up(request, shown, f"sha-256:{wanted[1]}") if wanted is not None else None
        message = _NO_DIGEST if wanted is None else _NOT_THERE if found is None else None
    reader = shown.reader()
    first = max(0, min(start if start is not None else reader.size - _SHOWN, reader.size - 1))
    entries: list[tuple[int, bytes]] = []
    for index, raw in reader.entries(first):
        if len(entries) == _SHOWN:
            break
        entries.append((index, raw))
    context = {
        "name": reader.key.name,
        "key": reader.key.text,
        "size": reader.size,
        "checkpoint": reader.last.raw.decode("utf-8", "replace"),
        "signatures": len(reader.last.note.lines) - 1,
        "digest": digest,
        "found": found,
        "message": message,
        "older": max(0, first - _SHOWN) if first else None,
        "newer": first + _SHOWN if first + _SHOWN < reader.size else None,
        "kind_words": KIND_WORDS,
    }
    return render(request, "log.j2", context, grids=[_grid(entries)])


@router.get("/log/checkpoint")
def checkpoint(request: Request) -> Response:
    """Give the last checkpoint as a signed note, with the cosignatures of its witnesses."""
    return Response(_shown(request).reader().last.raw, media_type=_TEXT, headers=_SHORTLY)


@router.get("/log/tile/{path:path}")
def tile(request: Request, path: str) -> Response:
    """Give a tile or a bundle; one that is not full yet names in its path how many it holds."""
    wanted = tile_at(path)
    content = _shown(request).tile(wanted) if wanted is not None else None
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=MEDIA, headers=_FOR_GOOD)


@router.get("/log/entries/{index}")
def entry(request: Request, index: int) -> Response:
    """Give one entry as it stands in the log."""
    reader = _shown(request).reader()
    if not 0 <= index < reader.size:
        raise HTTPException(404)
    bundle = index // WIDTH
    held = reader.places.bundle(bundle, min(WIDTH, reader.size - bundle * WIDTH))
    return Response(held[index % WIDTH], media_type="application/json", headers=_FOR_GOOD)


@router.get("/log/proof/{digest}")
def proof(request: Request, digest: str) -> Response:
    """Give the proof that the entry with this digest stands in the log, with the last checkpoint."""
    shown, wanted = _shown(request), _DIGEST.fullmatch(digest)
    found = _looked_up(request, shown, f"sha-256:{wanted[1]}") if wanted is not None else None
    if found is None:
        raise HTTPException(404)
    made = shown.reader().prove(found["index"])
    headers = {**_SHORTLY, "Content-Disposition": f'attachment; filename="{digest[-64:][:16]}.proof"'}
    return Response(made.raw, media_type=_TEXT, headers=headers)


def _shown(request: Request) -> PublicLog:
    found = public_log(request.app)
    if found is None:
        raise HTTPException(404)
    return found


def _looked_up(request: Request, shown: PublicLog, digest: str) -> dict[str, Any] | None:
    if not desk_of(request).tries.allow("log", address_of(request)):
        raise HTTPException(429, _TOO_OFTEN, {"Retry-After": "60"})
    found = shown.find(digest)
    return None if found is None else {"kind": found[0], "index": found[1], "digest": digest}


def _grid(entries: list[tuple[int, bytes]]) -> Grid:
    columns = (
        Column("index", Text(en="No.", ja="番号"), "number"),
        Column("kind", Text(en="Kind", ja="種類")),
        Column("digest", Text(en="Digest of what was signed", ja="署名対象のダイジェスト"), "id"),
    )
    rows = [_cells(index, raw) for index, raw in reversed(entries)]
    none = Text(en="The log is empty.", ja="記録はありません。")
    return Grid("entries", Text(en="Entries", ja="記録"), columns, rows, none)


def _cells(index: int, raw: bytes) -> tuple[Cell, ...]:
    try:
        held = read_entry(raw)
    except Malformed:
        other = Text(en="something else", ja="その他")
        return Cell(index), Cell("other", other), Cell(hashlib.sha256(raw).hexdigest())
    return Cell(index), Cell(held.kind, KIND_WORDS[held.kind]), Cell(held.digest)
