"""Ask a supplier: whom there is to ask, what is asked of one, and the files, the same bytes as `sanso request` writes.

Nothing is kept and nothing is sent: the files are made of the newest version as of today whenever somebody asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.analysis.asking import Detail
from sanso.model.text import Language, Text
from sanso.report.write import ReportNotWritten
from sanso.web.access import Entry, reader
from sanso.web.api.seeing import FIRST_DAY, LAST_DAY
from sanso.web.evidence.asking import LETTERS, PACKAGE, By, Inquiry, inquiry_of, media_of, saved_as
from sanso.web.evidence.room import Looked, room_of
from sanso.web.evidence.staleness import stale_of
from sanso.web.failures import Refused
from sanso.web.looking import Look, look
from sanso.web.pages.asking.tables import confirmation_grid, requirement_grid, supplier_grid
from sanso.web.rendering import language_of, render
from sanso.web.security.headers import STILL

__all__ = ["router"]

router = APIRouter()
_Reader = Annotated[Entry, Depends(reader)]
_NO_DAY = Text(en="Write the day like 2026-04-01.", ja="日付は2026-04-01のように書いてください。")
_UNKNOWN = Text(
    en="The newest version has no organization of this name.", ja="最新版のモデルにこのIDの組織はありません。"
)
_DETAILS: Mapping[Detail, Text] = MappingProxyType(
    {
        "none": Text(en="nothing", ja="示さない"),
        "category": Text(en="category and rule", ja="カテゴリとルール"),
        "harms": Text(en="also the harms behind it", ja="背景の被害シナリオも示す"),
    }
)
_LETTERS: Mapping[str, Text] = MappingProxyType(
    {
        "letter.docx": Text(en="Letter, for editing in Word", ja="依頼書(Word・編集用)"),
        "letter.html": Text(en="Letter, to read here", ja="依頼書(ここで確認)"),
        "letter.pdf": Text(en="Letter, for printing", ja="依頼書(印刷用)"),
    }
)
_ALL = Text(
    en="All that is sent: letter, workbook, drafts of claims, how to answer",
    ja="送付用一式(依頼書・回答ブック・主張の下書き・回答の手順)",
)
_BOOK = Text(en="Workbook to fill in", ja="回答ブック(記入用)")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to ask, as an address says it."""

    asker: str
    due: dt.date | None
    reason: Detail
    by: By

    @property
    def query(self) -> str:
        """The same as part of an address; what goes without saying is left out."""
        due = self.due.isoformat() if self.due is not None else ""
        said = {"asker": self.asker, "due": due, "reason": self.reason, "by": self.by}
        usual = {"asker": "", "due": "", "reason": "category", "by": "proven"}
        return urlencode({name: value for name, value in said.items() if value != usual[name]})


def _wishes(asker: str = "", due: str = "", reason: Detail = "category", by: By = "proven") -> Wishes:
    try:
        day = dt.date.fromisoformat(due) if due else None
    except ValueError:
        raise Refused(422, _NO_DAY) from None
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise Refused(422, _NO_DAY)
    return Wishes(asker, day, reason, by)


_Wishes = Annotated[Wishes, Depends(_wishes)]


@router.get("/w/{workspace}/requests")
def whom(request: Request, entry: _Reader) -> Response:
    """List the suppliers of the model with what is open for each."""
    looked, evidence = look(request, entry), room_of(request).glance(entry)
    grid = supplier_grid(looked.reader, evidence, entry.workspace.id)
    return render(request, "requests.j2", {"stale": stale_of(evidence)}, entry=entry, grids=[grid])


@router.get("/w/{workspace}/requests/{supplier}")
def what(request: Request, entry: _Reader, supplier: str, wishes: _Wishes) -> Response:
    """Show what is asked of one supplier, and lead to the files."""
    looked, evidence = look(request, entry), room_of(request).glance(entry)
    inquiry = _inquiry(looked, evidence, supplier, wishes)
    words = looked.reader
    context = {
        "r": words,
        "supplier": supplier,
        "inquiry": inquiry,
        "wishes": wishes,
        "askers": [one for one in words.model.organizations if one != supplier],
        "details": _DETAILS,
        "files": {PACKAGE: _ALL, **{name: _LETTERS[name] for name in LETTERS}, f"answers-{supplier}.xlsx": _BOOK},
        "languages": {"en": "English", "ja": "日本語"},
        "proving": evidence is not None and evidence.proven is not None,
        "stale": stale_of(evidence),
    }
    base = f"/w/{entry.workspace.id}"
    grids = [requirement_grid(inquiry.asked, words, base), confirmation_grid(inquiry.asked, words, base)]
    return render(request, "request.j2", context, entry=entry, grids=grids)


@router.get("/w/{workspace}/requests/{supplier}/{name}")
def file(
    request: Request, entry: _Reader, supplier: str, name: str, wishes: _Wishes, lang: Language | None = None
) -> Response:
    """Make one file of a request in *lang*, else in the language of the page."""
    looked, evidence = look(request, entry), room_of(request).glance(entry)
    chosen = lang or language_of(request)
    make = _inquiry(looked, evidence, supplier, wishes).files(chosen).get(name)
    if make is None:
        raise HTTPException(404)
    try:
        content = make()
    except ReportNotWritten as error:
        raise Refused(503, error.message) from error
    shown = {"Content-Security-Policy": STILL}
    headers = shown if name == "letter.html" else {"Content-Disposition": saved_as(name, supplier, chosen)}
    return Response(content, media_type=media_of(name), headers=headers)


def _inquiry(looked: Look, evidence: Looked | None, supplier: str, wishes: Wishes) -> Inquiry:
    """Return what is asked.

    Raises:
        HTTPException: there is no such organization (404).
        InputRefused: whoever is to ask is none of the model.

    """
    if supplier not in looked.reader.model.organizations:
        raise HTTPException(404, _UNKNOWN)
    return inquiry_of(
        looked.state.evaluation,
        evidence,
        supplier,
        by=wishes.by,
        asker=wishes.asker or None,
        due=wishes.due,
        detail=wishes.reason,
    )
