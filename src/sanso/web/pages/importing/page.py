"""From a spreadsheet: drop a ledger, adjust what its columns mean, see what would change, and take it over."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.examples import ledgers
from sanso.model.diagnostics import InputRefused
from sanso.model.text import Language, Text
from sanso.web.access import Entry, editor, reader, signed_in
from sanso.web.pages.importing.ledgers import MOST_ROWS, answers_in
from sanso.web.pages.importing.previews import Preview, download_of, preview_of
from sanso.web.pages.importing.views import MOST_DRAWN, picture_of
from sanso.web.rendering import language_of, render, render_part
from sanso.web.saving import save_files
from sanso.web.security.uploads import Given
from sanso.web.service import service_of
from sanso.web.uploading import Typed, file_name, files_given, is_spreadsheet, typed_fields
from sanso.workspace.files import Files

__all__ = ["NO_FILE", "router"]

router = APIRouter()

_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]

NO_FILE = Text(
    en="Choose a file first: .xlsx, .xlsm, .csv or .tsv.", ja="先にファイル(.xlsx・.xlsm・.csv・.tsv)を選んでください。"
)
_ONE_FILE = Text(en="One ledger at a time, please.", ja="台帳は一度に1つだけ取り込めます。")
_NO_LEDGER = Text(
    en="This is no ledger. A ledger is a workbook (.xlsx, .xlsm) or a table as text (.csv, .tsv).",
    ja="台帳として扱えない形式です。Excelブック(.xlsx・.xlsm)または表形式のテキスト(.csv・.tsv)を選んでください。",
)
_FAULTY_ROWS = Text(
    en="Rows are at fault, so nothing was imported. Mend them in the ledger, or leave them out with the tick above.",
    ja="誤りのある行があるため、取り込んでいません。台帳を直すか、「誤りのある行を除く」にチェックを付けてください。",
)
_NOTHING: Mapping[str, Any] = MappingProxyType({"problem": None, "answers": False, "refused": (), "preview": None})


@router.get("/w/{workspace}/import")
def importing(request: Request, entry: _Reader) -> Response:
    """Show the drop zone, what was imported before, and the map as it is."""
    return _page(request, entry)


@router.post("/w/{workspace}/import/preview")
def preview(request: Request, entry: _Editor, form: Typed) -> Response:
    """Try the import of what was dropped; nothing is kept."""
    typed, given = typed_fields(form), files_given(form)
    problem = _problem(given)
    if problem is not None:
        return _answer(request, entry, {"problem": problem}, 422)
    if answers_in(given[0].name, given[0].content):
        return _answer(request, entry, {"answers": True})
    try:
        made = _preview(request, entry, typed, given)
    except InputRefused as refused:
        return _answer(request, entry, {"refused": refused.diagnostics}, 422)
    asked = download_of(typed, made.grids, language_of(request))
    return asked if asked is not None else _answer(request, entry, {"preview": made.context})


@router.post("/w/{workspace}/import")
def take_over(request: Request, entry: _Editor, form: Typed) -> Response:
    """Import what was dropped as a new version."""
    typed, given = typed_fields(form), files_given(form)
    problem = _problem(given)
    if problem is not None:
        return _page(request, entry, {"problem": problem}, status=422)
    try:
        made = _preview(request, entry, typed, given)
        if made.made.files is None:
            raise InputRefused(made.made.problems)
        if made.made.report.refused and not typed.get("skip_faults"):
            return _page(request, entry, {"preview": made.context, "problem": _FAULTY_ROWS}, status=422)
        base = _base(entry, typed)
        what = Text(en="ledger {file} imported", ja="台帳{file}を取り込み").fill(file=file_name(given[0].name))
        saved = save_files(request, entry, base, made.made.files.contents, kind="import", what=what)
    except InputRefused as refused:
        return _page(request, entry, {"refused": refused.diagnostics}, status=422)
    return RedirectResponse(f"/w/{entry.workspace.id}/import?done={saved.version.seq}", 303)


@router.get("/ledgers/{lang}/{name}", dependencies=[Depends(signed_in)])
def sample(lang: Language, name: str) -> Response:
    """Give one of the sample ledgers."""
    found = ledgers.files(lang).get(name)
    if found is None:
        raise HTTPException(404)
    book = name.endswith(".xlsx")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if book else "text/csv"
    return Response(found, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _problem(given: tuple[Given, ...]) -> Text | None:
    if not given:
        return NO_FILE
    if len(given) > 1:
        return _ONE_FILE
    return None if is_spreadsheet(given) else _NO_LEDGER


def _base(entry: Entry, typed: dict[str, str]) -> int:
    text = typed.get("base", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    return number if 1 <= number <= entry.workspace.head else entry.workspace.head


def _preview(request: Request, entry: Entry, typed: dict[str, str], given: tuple[Given, ...]) -> Preview:
    service = service_of(request)
    state = service.states.past(entry.workspace.id, _base(entry, typed), service.today()).state
    if state.model is None:
        raise InputRefused([found for found in state.diagnostics if found.severity == "error"])
    return preview_of(request, Files(state.main, state.contents), state, given, typed)


def _answer(request: Request, entry: Entry, context: dict[str, Any], status: int = 200) -> Response:
    """Answer with the part of the page that htmx asked for, or with the whole page."""
    if request.headers.get("hx-request"):
        parts = {**_NOTHING, **context, "action": f"/w/{entry.workspace.id}/import"}
        return render_part(request, "import_preview.j2", parts, entry=entry, status=status)
    return _page(request, entry, context, status=status)


def _page(request: Request, entry: Entry, context: dict[str, Any] | None = None, *, status: int = 200) -> Response:
    service = service_of(request)
    shown = service.head(entry.workspace)
    lang, state = language_of(request), shown.state
    done = request.query_params.get("done", "")
    files = sorted(path for path in state.contents if ".import/" in path and path.endswith(".yaml"))
    return render(
        request,
        "import.j2",
        {
            **_NOTHING,
            **(context or {}),
            "base": entry.workspace.head,
            "done": int(done) if done.isascii() and done.isdecimal() and len(done) < 10 else 0,
            "now": shown.kept(("import-map", lang), lambda: picture_of(state, lang)),
            "kept": files,
            "samples": ledgers.NAMES,
            "most_rows": MOST_ROWS,
            "most_drawn": MOST_DRAWN,
            "action": f"/w/{entry.workspace.id}/import",
            "organization": None,
        },
        entry=entry,
        status=status,
    )
