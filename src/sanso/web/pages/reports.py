"""The reports of any version as of any day: the same files, byte for byte, as `sanso report` writes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.model.text import Language, Text
from sanso.report.write import ReportNotWritten, report_renderers
from sanso.web.access import Entry, reader
from sanso.web.days import day_of
from sanso.web.evidence.room import Looked, room_of
from sanso.web.failures import Refused
from sanso.web.looking import Faulty
from sanso.web.rendering import language_of, render
from sanso.web.security.headers import STILL
from sanso.web.service import service_of
from sanso.web.states import Shown

__all__ = ["router"]

router = APIRouter()

_FILES: dict[str, tuple[Text, str]] = {
    "report.html": (Text(en="Page, complete in itself", ja="単独で開けるページ"), "text/html; charset=utf-8"),
    "assessment.xlsx": (
        Text(en="Workbook, to be filled in", ja="記入できるワークブック"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "report.pdf": (Text(en="PDF, tagged and archival", ja="PDF(タグ付き・長期保存用)"), "application/pdf"),
    "report.docx": (
        Text(en="Word, for editing", ja="Word(編集用)"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "assessment.json": (Text(en="JSON, for programs", ja="JSON(プログラム向け)"), "application/json"),
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@router.get("/w/{workspace}/report")
def reports(
    request: Request, entry: Annotated[Entry, Depends(reader)], seq: int | None = None, day: str = ""
) -> Response:
    """List the files of the report of a version as of a day."""
    number, when = _asked(request, entry, seq, day)
    state = service_of(request).states.past(entry.workspace.id, number, when).state
    faulty = state.model is None
    context = {
        "files": {} if faulty else {name: title for name, (title, _) in _FILES.items()},
        "diagnostics": state.diagnostics if faulty else (),
        "seq": number,
        "day": when.isoformat(),
        "languages": {"en": "English", "ja": "日本語"},
    }
    return render(request, "reports.j2", context, entry=entry)


@router.get("/w/{workspace}/report/{name}")
def file(
    request: Request,
    entry: Annotated[Entry, Depends(reader)],
    name: str,
    seq: int | None = None,
    day: str = "",
    lang: str = "",
) -> Response:
    """Make one file of a report, or the model's own files as a zip archive."""
    number, when = _asked(request, entry, seq, day)
    if name == "model.zip":
        content, media = _archive(request, entry, number), "application/zip"
    elif name in _FILES:
        words: Language = "ja" if lang == "ja" else "en" if lang == "en" else language_of(request)
        shown = service_of(request).states.past(entry.workspace.id, number, when)
        if shown.state.model is None:
            raise Faulty(entry, shown.state)
        looked = room_of(request).as_of(entry, shown, when)
        mark = looked.mark if looked is not None else ""
        content = shown.kept(("report", name, words, mark), lambda: _made(shown, looked, name, words))
        media = _FILES[name][1]
    else:
        raise HTTPException(404)
    headers = {"Content-Security-Policy": STILL} if name == "report.html" else {}
    if name != "report.html" or "save" in request.query_params:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(content, media_type=media, headers=headers)


def _asked(request: Request, entry: Entry, seq: int | None, day: str) -> tuple[int, dt.date]:
    """Return version and day that the address asks for: the newest, today, where it says nothing.

    Raises:
        HTTPException: there is no such version.
        Refused: the day cannot be read.

    """
    number = entry.workspace.head if seq is None else seq
    if not 1 <= number <= entry.workspace.head:
        raise HTTPException(404)
    return number, day_of(request, day)


def _made(shown: Shown, looked: Looked | None, name: str, lang: Language) -> bytes:
    """Make one file, with what the evidence proves.

    Raises:
        Refused: a font that it needs is not installed.

    """
    made = shown.state.evaluation
    proven = looked.proven if looked is not None else None
    assessment = proven.assessment if proven is not None else made.assessment
    makers = report_renderers(made.model, assessment, made.catalogue, lang, views=shown.state.views)
    try:
        return makers[name]()
    except ReportNotWritten as error:
        raise Refused(500, error.message) from error


def _archive(request: Request, entry: Entry, seq: int) -> bytes:
    files = service_of(request).workspaces.files(entry.workspace.id, seq)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.contents.items()):
            archive.writestr(zipfile.ZipInfo(path, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
