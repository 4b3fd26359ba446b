"""Files of a report and of the deliverable of the procedure, for any version and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from sanso.model.text import Language
from sanso.report.write import ReportNotWritten, report_renderers
from sanso.web.api.describing import described, gives_file
from sanso.web.api.seeing import Seen, Wanted, answer
from sanso.web.evidence.room import Looked, room_of
from sanso.web.failures import Refused

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["reports"])
ReportName = Literal[
    "report.html",
    "report.pdf",
    "report.docx",
    "assessment.xlsx",
    "assessment.json",
    "iotssf.docx",
    "iotssf.xlsx",
    "iotssf.json",
    "iotssf.pdf",
]
_MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
    }
)


@router.get(
    "/report/{name}",
    **described("A file of the report or of the deliverable", "レポートまたは成果物のファイル"),
    **gives_file("text/html", *(_MEDIA[ending] for ending in ("pdf", "docx", "xlsx", "json"))),
)
def report(
    request: Request,
    wanted: Wanted,
    name: ReportName,
    lang: Annotated[Language, Query(description="Language of the report.")] = "en",
) -> Response:
    """Give the same bytes as `sanso report` or `sanso iotssf --out` writes."""
    looked = None if name.startswith("iotssf.") else room_of(request).as_of(wanted.entry, wanted.shown, wanted.day)
    mark = looked.mark if looked is not None else ""
    try:
        content = wanted.shown.kept(("report-file", name, lang, mark), lambda: _renderer(wanted, looked, name, lang)())
    except ReportNotWritten as error:
        raise Refused(503, error.message) from error
    return answer(request, content, _MEDIA[name.rpartition(".")[2]], wanted.tag(name, lang, mark), name)


def _renderer(wanted: Seen, looked: Looked | None, name: str, lang: Language) -> Callable[[], bytes]:
    made = wanted.made
    if name.startswith("iotssf."):
        from sanso.verbs.procedure import procedure_renderers

        return procedure_renderers(made, lang)[name]
    proven = looked.proven if looked is not None else None
    assessment = proven.assessment if proven is not None else made.assessment
    return report_renderers(made.model, assessment, made.catalogue, lang, views=wanted.shown.state.views)[name]
