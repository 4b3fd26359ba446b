"""The deliverables of the procedure, the same bytes as `sanso iotssf --out` writes for that version and day."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.model.text import Language
from sanso.report.write import ReportNotWritten
from sanso.verbs.procedure import PROCEDURE_FILES, procedure_renderers
from sanso.web.access import Entry, reader
from sanso.web.failures import Refused
from sanso.web.looking import look
from sanso.web.rendering import language_of

__all__ = ["router"]

router = APIRouter()

_MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
        "pdf": "application/pdf",
    }
)


@router.get("/w/{workspace}/procedure/files/{name}")
def deliverable(
    request: Request, entry: Annotated[Entry, Depends(reader)], name: str, lang: Language | None = None
) -> Response:
    """Make one file of the deliverable in *lang*, else in the language of the page."""
    if name not in PROCEDURE_FILES:
        raise HTTPException(404)
    looked = look(request, entry)
    chosen = lang or language_of(request)
    try:
        content = looked.shown.kept(
            ("procedure-file", name, chosen), procedure_renderers(looked.state.evaluation, chosen)[name]
        )
    except ReportNotWritten as error:
        raise Refused(503, error.message) from error
    stem, _, ending = name.rpartition(".")
    saved_as = quote(f"{stem}-{chosen}.{ending}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{saved_as}"}
    return Response(content, media_type=_MEDIA[ending], headers=headers)
