"""The requirement sheet: rows like in a spreadsheet, filtered by the address, filled in cell by cell."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, Field

from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.report import terms, wording
from sanso.report.proof_words import PROVEN_STATUS
from sanso.web.access import Entry, editor, reader
from sanso.web.editing.notices import Notice, notice
from sanso.web.evidence.proving import proven_parts, proven_rows
from sanso.web.evidence.room import Looked, room_of
from sanso.web.looking import Look, look
from sanso.web.packed import compressed, packed_answer
from sanso.web.rendering import Made, language_of, render, render_kept, render_part
from sanso.web.saving import Conflict, Saved, save_changes
from sanso.web.service import Service, service_of
from sanso.web.sheet import COLUMNS, EDITABLE, PROVEN, Sheet, columns_of, grid_of, sheet_of
from sanso.web.sheet_edits import CellEdit, CellMeeting, Judged, judge
from sanso.web.sheet_filter import NOBODY, SheetFilter, filtered, page_of
from sanso.workspace.merging import touching

__all__ = ["router"]

router = APIRouter()

_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_ON_PAGE = 100
_MOST_ELEMENTS = 200
_MOST_EDITS = 200_000
_TRIES = 4
_VERSIONS = 30


@router.get("/w/{workspace}/requirements")
def requirements(request: Request, entry: _Reader, row: str = "") -> Response:
    """Show the sheet: a plain page of its rows, which the script replaces by one that can be filled in."""
    looked = look(request, entry)
    said = notice(request, entry)
    evidence = room_of(request).glance(entry)

    def make(_: Entry) -> Made:
        return _made(request, looked, row, said, evidence)

    if said is None:
        key = evidence.stamp if evidence is not None else None
        return render_kept(request, "requirements.j2", looked.shown, make, entry=entry, key=key)
    context, grids = make(entry)
    return render(request, "requirements.j2", context, entry=entry, grids=grids)


def _made(request: Request, looked: Look, row: str, said: Notice | None, evidence: Looked | None) -> Made:
    sheet = sheet_of(looked.shown, looked.lang)
    query = request.query_params
    wanted = SheetFilter.read(query.multi_items())
    proofs = proven_rows(evidence, looked.reader, sheet)
    rows = filtered(sheet, wanted, proofs)
    last = max(1, -(-len(rows) // _ON_PAGE))
    page = min(page_of(query.get("page", "")), last)
    context = {
        "sheet": sheet,
        "columns": columns_of(proofs),
        "proofs": proofs,
        "proven_title": PROVEN.title,
        "editable": EDITABLE,
        "wanted": wanted,
        "nobody": NOBODY,
        "rows": rows[(page - 1) * _ON_PAGE : page * _ON_PAGE],
        "found": len(rows),
        "page": page,
        "last": last,
        "detail": _detail(looked, sheet, row) if row else None,
        "notice": said,
        "today": service_of(request).today().isoformat(),
    }
    return context, (grid_of(sheet, rows, proofs),) if "table" in query else ()


@router.get("/w/{workspace}/requirements/rows.json")
def rows_json(request: Request, entry: _Reader, have: str = "", element: str = "") -> Response:
    """Give all rows for the script; nothing but the version where it *has* that one already."""
    looked = look(request, entry)
    head = entry.workspace.head
    known = _have(service_of(request), head)
    if have == known:
        return Response(status_code=204)
    sheet = sheet_of(looked.shown, looked.lang)
    content = sheet.packed
    if element:
        parted = json.loads(gzip.decompress(content))
        parted["rows"] = [row.packed() for row in sheet.rows.values() if element in row.elements]
        content = compressed(parted)
    return packed_answer(request, content, {"X-Have": known})


@router.get("/w/{workspace}/requirements/proven.json")
def proven_json(request: Request, entry: _Reader) -> Response:
    """Give what is proven of each row for the script, and the statuses in their order; no row without evidence."""
    looked, evidence = look(request, entry), room_of(request).glance(entry)
    proofs = proven_rows(evidence, looked.reader, sheet_of(looked.shown, looked.lang))
    words = {code: looked.reader.t(PROVEN_STATUS[code]) for code in terms.STATUS_ORDER if code in PROVEN_STATUS}
    return packed_answer(request, compressed({"words": words, "rows": proofs or {}}))


@router.get("/w/{workspace}/requirements/row")
def row_detail(request: Request, entry: _Reader, key: str = "") -> Response:
    """Tell why a row asks for what it does, and of which elements."""
    looked = look(request, entry)
    detail = _detail(looked, sheet_of(looked.shown, looked.lang), key)
    if detail is None:
        raise HTTPException(404)
    proven = proven_parts(room_of(request).glance(entry), looked.reader, detail["row"])
    return render_part(request, "requirement_row.j2", {"detail": detail, "proven": proven}, entry=entry)


class _Cell(BaseModel):
    key: str = Field(max_length=400)
    field: str = Field(max_length=40)
    was: str
    now: str


class Batch(BaseModel):
    """Cells that were filled in, and the version that the page shows."""

    base: int = Field(ge=1, lt=10**9)
    cells: list[_Cell] = Field(max_length=_MOST_EDITS)


@router.put("/w/{workspace}/requirements/rows")
def fill_in(request: Request, entry: _Editor, batch: Batch) -> Response:
    """Take cells that were filled in; answer with the rows as they are now, and with what could not be taken."""
    look(request, entry)
    done = _taken(request, entry, [CellEdit(cell.key, cell.field, cell.was, cell.now) for cell in batch.cells])
    service, judged = service_of(request), done.judged
    workspace = service.workspaces.find(entry.workspace.id)
    lang = language_of(request)
    sheet = sheet_of(service.head(workspace), lang, done.before)
    rows = _touched(done, batch.base, sheet, workspace.head)
    content = {
        "seq": workspace.head,
        "have": _have(service, workspace.head),
        "stale": rows is None,
        "taken": [[edit.key, edit.field] for edit in judged.taken],
        "faults": [[fault.key, fault.field, fault.words.show(lang)] for fault in judged.faults],
        "meetings": [_met(service, entry, one) for one in judged.meetings],
        "rows": rows or [],
    }
    return Response(json.dumps(content, ensure_ascii=False), media_type="application/json")


def _have(service: Service, head: int) -> str:
    """Return what tells whether a page shows the newest rows: version and day."""
    return f"{head}:{service.today()}"


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a batch: judged by version *seq*, whose rows stand in *before*; what was saved of it."""

    judged: Judged
    seq: int
    before: Sheet
    saved: Saved | None = None


def _taken(request: Request, entry: Entry, edits: Sequence[CellEdit]) -> _Done:
    """Judge *edits* by the newest version and save what can be taken; again where somebody else was faster.

    Raises:
        Conflict: others were faster each time.
        StoreError: it cannot be kept.

    """
    service, lang = service_of(request), language_of(request)
    for left in reversed(range(_TRIES)):
        workspace = service.workspaces.find(entry.workspace.id)
        shown = service.head(workspace)
        sheet = sheet_of(shown, lang)
        judged = judge(shown.state, sheet, edits, service.today())
        if not judged.changes:
            return _Done(judged, workspace.head, sheet)
        try:
            saved = save_changes(request, entry, workspace.head, judged.changes, what=_what(sheet, judged))
            return _Done(judged, workspace.head, sheet, saved)
        except Conflict:
            if not left:
                raise
        except InputRefused as refused:
            return _Done(judged.refused(refused.diagnostics[0].message), workspace.head, sheet)
    raise AssertionError("the last try returns or raises")


def _what(sheet: Sheet, judged: Judged) -> Text:
    """Say what was filled in, for the history."""
    keys = list(dict.fromkeys(edit.key for edit in judged.taken))
    titles = {column.key: column.title for column in COLUMNS}
    fields = wording.joined((titles[name] for name in dict.fromkeys(edit.field for edit in judged.taken)), ", ", "・")
    if len(keys) == 1:
        row = sheet.rows[keys[0]]
        return Text(en="{where} of {who}: {fields}", ja="{who}の{where}: {fields}").fill(
            where=row.requirement, who=sheet.whose(row), fields=fields or ""
        )
    return Text(
        en="{number:,} rows of the requirement sheet: {fields}", ja="対策要件シートの{number:,}行: {fields}"
    ).fill(number=len(keys), fields=fields or "")


def _touched(done: _Done, base: int, sheet: Sheet, head: int) -> list[list[Any]] | None:
    """Return the rows that differ from those of version *base*; None where the page has to load all of them anew."""
    if head == base:
        return []
    own = done.saved is not None and done.saved.version.seq == head and not done.saved.merged_with
    if not own or done.seq != base or done.before.rows.keys() != sheet.rows.keys():
        return None
    known = done.before.rows
    return [row.packed() for key, row in sheet.rows.items() if row is not known[key] and row != known[key]]


def _met(service: Service, entry: Entry, one: CellMeeting) -> dict[str, Any]:
    """Tell of a cell that somebody else changed: what it says now, who and when."""
    place = ("measures", one.place, one.requirement, one.field)
    versions = service.workspaces.versions(entry.workspace.id, most=_VERSIONS)
    version = next((version for version in versions if touching((place,), version.places)), None)
    return {
        "key": one.key,
        "field": one.field,
        "theirs": one.theirs,
        "who": version.author.name if version is not None else "",
        "own": version is not None and version.author.account == entry.visitor.account_id,
        "at": version.at.astimezone().strftime("%Y-%m-%d %H:%M") if version is not None else "",
    }


def _detail(looked: Look, sheet: Sheet, key: str) -> dict[str, Any] | None:
    asked = sheet.asked.get(key)
    if asked is None:
        return None
    words = looked.reader
    record = words.catalogue.requirements.get(asked.row.id)
    parts = [
        {
            "status": part.status,
            "level": part.level,
            "why": words.t(wording.reason_chain(part)),
            "answer": part.answer,
            "elements": [(ident, words.name(ident)) for ident in part.elements[:_MOST_ELEMENTS]],
            "more": max(0, len(part.elements) - _MOST_ELEMENTS),
            "number": len(part.elements),
        }
        for part in asked.row.parts
    ]
    return {
        "row": sheet.rows[key],
        "title": words.requirement(asked.row.id),
        "paraphrase": words.t(record.paraphrase) if record is not None else "",
        "whose": sheet.whose(sheet.rows[key]),
        "incidents": asked.row.incidents,
        "parts": parts,
        "r": words,
    }
