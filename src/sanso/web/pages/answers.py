"""The requirement workbook out and back in: written as the report writes it, filled in, looked at, applied."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.web.access import Entry, editor, reader
from sanso.web.answer_book import Book, book_beside
from sanso.web.editing.notices import after
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import Look, look
from sanso.web.pages.importing.previews import download_of
from sanso.web.rendering import language_of, render, render_part
from sanso.web.saving import save_changes
from sanso.web.security.uploads import Given
from sanso.web.service import service_of
from sanso.web.sheet import COLUMNS, Sheet, sheet_of
from sanso.web.uploading import Typed, file_name, files_given, typed_fields

__all__ = ["router"]

router = APIRouter()

_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_FAULTS = 200
_NO_FILE = Text(en="Choose the filled workbook first (.xlsx).", ja="先に記入済みのブック(.xlsx)を選んでください。")
_ONE_FILE = Text(en="One workbook at a time, please.", ja="ブックは一度に1つだけ取り込めます。")


@router.get("/w/{workspace}/requirements/workbook.xlsx")
def workbook(request: Request, entry: _Reader) -> Response:
    """Give the workbook of the newest version, to fill in."""
    from sanso.report.workbook import render_workbook

    looked = look(request, entry)
    made = looked.state.evaluation
    content = render_workbook(made.model, made.assessment, made.catalogue, looked.lang, views=looked.state.views)
    name = quote(f"{made.model.id}-requirements.xlsx", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=_MEDIA, headers=headers)


@router.get("/w/{workspace}/requirements/answers")
def answers(request: Request, entry: _Editor) -> Response:
    """Show where to drop the workbook."""
    return _page(request, entry, {})


@router.post("/w/{workspace}/requirements/answers/preview")
def preview(request: Request, entry: _Editor, form: Typed) -> Response:
    """Show what the workbook would change; nothing is kept."""
    context, book = _looked_at(request, entry, files_given(form))
    status = 200 if book is not None else 422
    asked = download_of(typed_fields(form), context["tables"], language_of(request))
    if asked is not None:
        return asked
    if request.headers.get("hx-request"):
        grids = context.pop("tables")
        return render_part(request, "answers_preview.j2", context, entry=entry, grids=grids, status=status)
    return _page(request, entry, context, status)


@router.post("/w/{workspace}/requirements/answers")
def apply(request: Request, entry: _Editor, form: Typed) -> Response:
    """Take the answers over as a new version."""
    given = files_given(form)
    context, book = _looked_at(request, entry, given)
    if book is None or (book.faulty and not (book.partly and typed_fields(form).get("skip_faults"))):
        return _page(request, entry, context, 422)
    workspace = service_of(request).workspaces.find(entry.workspace.id)
    what = Text(en="filled workbook {file} taken over", ja="記入済みブック{file}を反映").fill(
        file=file_name(given[0].name)
    )
    saved = save_changes(request, entry, workspace.head, book.changes, kind="answers", what=what)
    return RedirectResponse(after(f"/w/{entry.workspace.id}/requirements", saved), 303)


def _looked_at(request: Request, entry: Entry, given: tuple[Given, ...]) -> tuple[dict[str, Any], Book | None]:
    """Return what the page says of what was given, and the workbook if it can be used."""
    nothing: dict[str, Any] = {"problem": None, "refused": (), "book": None, "faults": (), "tables": ()}
    looked = look(request, entry)
    if len(given) != 1:
        return {**nothing, "problem": _ONE_FILE if given else _NO_FILE}, None
    try:
        book = book_beside(looked.state, given[0].name, given[0].content)
    except InputRefused as refused:
        return {**nothing, "refused": refused.diagnostics}, None
    found = book.made.diagnostics
    tables = (_differences(looked, book, sheet_of(looked.shown, looked.lang)),)
    more = max(0, len(found) - _MOST_FAULTS)
    context = {**nothing, "book": book, "faults": found[:_MOST_FAULTS], "more_faults": more, "tables": tables}
    return context, book


def _differences(looked: Look, book: Book, sheet: Sheet) -> Grid:
    """Return old beside new, cell by cell."""
    titles = {column.key: column.title for column in COLUMNS}
    words = looked.reader

    def shown(field: str, value: str | None) -> Cell:
        return Cell(value, sheet.words.get(field, {}).get(value or "", value or "–"))

    rows = [
        (
            Cell(change.cell),
            Cell(change.requirement, note=change.title),
            Cell(change.place, words.t(change.name)),
            Cell(len(change.elements)),
            Cell(one.field, titles[one.field]),
            shown(one.field, one.before),
            shown(one.field, one.after),
        )
        for change in book.made.changes
        for one in change.fields
    ]
    return Grid(
        "differences",
        Text(en="What it changes", ja="変更される内容"),
        (
            Column("cell", Text(en="Row of the workbook", ja="ブックの行")),
            Column("requirement", Text(en="Requirement", ja="対策要件")),
            Column("place", Text(en="Answered for", ja="回答の対象")),
            Column("elements", Text(en="Elements", ja="構成要素数"), "number"),
            Column("field", Text(en="Cell", ja="項目")),
            Column("before", Text(en="Now", ja="現在")),
            Column("after", Text(en="Then", ja="反映後")),
        ),
        rows,
        Text(en="The workbook changes nothing.", ja="このブックによる変更はありません。"),
    )


def _page(request: Request, entry: Entry, context: dict[str, Any], status: int = 200) -> Response:
    nothing: dict[str, Any] = {"problem": None, "refused": (), "book": None, "faults": (), "more_faults": 0}
    made = {**nothing, **context}
    tables = made.pop("tables", ())
    return render(request, "answers.j2", made, entry=entry, grids=tables, status=status)
