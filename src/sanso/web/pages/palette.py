"""What the palette (Ctrl+K) finds: pages, elements, connections, harms, requirements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.looking import look
from sanso.web.navigation import navigation
from sanso.web.rendering import language_of

__all__ = ["router"]

router = APIRouter()


@router.get("/w/{workspace}/palette.json")
def palette(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Return everything that can be gone to: ``[{title, note, address}, …]``."""
    looked, lang = look(request, entry), language_of(request)
    pages = [
        {"title": page.title.show(lang), "note": area.title.show(lang), "address": page.address}
        for area in navigation(entry.workspace.id)
        for page in area.pages
    ]
    things = looked.shown.kept(("palette", lang), lambda: _written(_things(looked.reader, entry.workspace.id)))
    return Response(_written(pages)[:-1] + b"," + things[1:], media_type="application/json")


def _written(found: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps(list(found), ensure_ascii=False, separators=(",", ":")).encode()


def _things(words: Reader, workspace: str) -> Iterator[dict[str, Any]]:
    model, base = words.model, f"/w/{workspace}"
    for ident in (*model.elements, *model.products, *model.physical, *model.connections):
        note = words.type_of(ident) if ident in model.elements else ""
        yield {"title": words.name(ident), "note": f"{note} {ident}".strip(), "address": f"{base}/elements/{ident}"}
    for ident in model.harms:
        yield {"title": words.name(ident), "note": ident, "address": f"{base}/edit/harms/{ident}"}
    for ident in sorted({row.id for row in words.assessment.requirements}):
        address = f"{base}/requirements?requirement={ident}"
        yield {"title": f"{ident} {words.requirement(ident)}", "note": "", "address": address}
