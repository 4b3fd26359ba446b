"""What the palette (Ctrl+K) finds: pages, elements, connections, harms, requirements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from sanso.model.text import Language
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.heirlooms import NAMES
from sanso.web.looking import look
from sanso.web.navigation import navigation
from sanso.web.packed import compressed, packed_answer
from sanso.web.rendering import language_of

__all__ = ["router"]

router = APIRouter()


@router.get("/w/{workspace}/palette.json")
def palette(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Return everything that can be gone to: ``[{title, note, address}, …]``."""
    looked, lang = look(request, entry), language_of(request)

    def make() -> bytes:
        return compressed([*_pages(entry.workspace.id, lang), *_things(looked.reader, entry.workspace.id)])

    return packed_answer(request, looked.shown.kept(("palette", lang), make, NAMES))


def _pages(workspace: str, lang: Language) -> Iterator[dict[str, Any]]:
    for area in navigation(workspace):
        for page in area.pages:
            yield {"title": page.title.show(lang), "note": area.title.show(lang), "address": page.address}


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
