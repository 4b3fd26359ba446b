"""Files of a report and of the deliverable of the procedure, for any version and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from sanso.model.text import Language
from sanso.report.write import ReportNotWritten
from sanso.web.api.describing import described, gives_file
from sanso.web.api.seeing import Seen, Wanted, answer
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
    try:
        content = wanted.shown.kept(("report-file", name, lang), lambda: _renderer(wanted, name, lang)())
    except ReportNotWritten as error:
        raise Refused(503, error.message) from error
    return answer(request, content, _MEDIA[name.rpartition(".")[2]], wanted.tag(name, lang), name)


def _renderer(wanted: Seen, name: str, lang: Language) -> Callable[[], bytes]:
    if name.startswith("iotssf."):
        from sanso.verbs.procedure import procedure_renderers

        return procedure_renderers(wanted.made, lang)[name]
    return _report_renderers(wanted, lang)[name]


def _report_renderers(wanted: Seen, lang: Language) -> dict[str, Callable[[], bytes]]:
    from sanso.report.html import render_html
    from sanso.report.json_out import to_json
    from sanso.report.workbook import render_workbook

    made, views = wanted.made, wanted.shown.state.views
    model, assessment, catalogue = made.model, made.assessment, made.catalogue

    def printed(kind: Literal["pdf", "docx"]) -> bytes:
        from sanso.report.document.assessment import assessment_document
        from sanso.report.pdf import render_pdf
        from sanso.report.word import render_word
        from sanso.report.write import with_fonts

        document = assessment_document(model, assessment, catalogue, lang, None, views)
        return with_fonts(render_pdf if kind == "pdf" else render_word, document)

    return {
        "report.html": lambda: render_html(model, assessment, catalogue, lang, None, views).encode("utf-8", "replace"),
        "report.pdf": lambda: printed("pdf"),
        "report.docx": lambda: printed("docx"),
        "assessment.xlsx": lambda: render_workbook(model, assessment, catalogue, lang, None, views),
        "assessment.json": lambda: to_json(assessment),
    }
