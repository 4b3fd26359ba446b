"""The files of a model as text: edited with the diagnostics beside them, saved when they have no errors."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Language, Text
from sanso.verbs.state import State
from sanso.web.access import Entry, editor, reader
from sanso.web.editing.faults import told
from sanso.web.editing.form_data import FormData
from sanso.web.editing.notices import after, notice
from sanso.web.failures import Refused
from sanso.web.posting import posted
from sanso.web.rendering import language_of, render
from sanso.web.saving import save_files
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()

Posted = Annotated[FormData, Depends(posted)]
Reader = Annotated[Entry, Depends(reader)]
Editor = Annotated[Entry, Depends(editor)]

_NO_FILE = Text(en="There is no file {file} in this model.", ja="このモデルにファイル{file}はありません。")
_MOST_FOUND = 500


@router.get("/w/{workspace}/text")
def text(request: Request, entry: Reader, file: str = "", line: str = "") -> Response:
    """Show a file of the model."""
    state = service_of(request).head(entry.workspace).state
    name = file if file in state.contents else state.main
    found = _of_file(state, name)
    return _page(request, entry, state, name, _decoded(state.contents[name]), found, line=line)


@router.post("/w/{workspace}/text")
def save(request: Request, entry: Editor, form: Posted) -> Response:
    """Keep the text of a file if the model has no errors with it."""
    service = service_of(request)
    base = form.base if form.base is not None and 0 < form.base <= entry.workspace.head else entry.workspace.head
    if base == entry.workspace.head:
        state = service.head(entry.workspace).state
    else:
        state = service.states.past(entry.workspace.id, base, service.today()).state
    name, typed = form.get("file") or state.main, form.get("text") or ""
    contents = _with(state, name, typed)
    address = f"/w/{entry.workspace.id}/text?{_query(name)}"
    if form.get("do") == "again":
        found = _of_file(state.with_files(contents), name)
        return _page(request, entry, state, name, typed, found, base=base)
    if contents == dict(state.contents):
        return RedirectResponse(after(address, None), 303)
    what = Text(en="text of {file}", ja="{file}のテキスト").fill(file=name)
    try:
        saved = save_files(request, entry, base, contents, kind="text", what=what)
    except InputRefused:
        found = _of_file(state.with_files(contents), name)
        return _page(request, entry, state, name, typed, found, base=base, status=422)
    return RedirectResponse(after(address, saved), 303)


@router.post("/w/{workspace}/text/check")
def check(request: Request, entry: Reader, text: Annotated[str, Body()], name: Annotated[str, Body()] = "") -> Response:
    """Say what is wrong with the model if a file had this text."""
    state = service_of(request).head(entry.workspace).state
    chosen = name or state.main
    made = state.with_files(_with(state, chosen, text))
    lang = language_of(request)
    found = [_said(one, lang, chosen) for one in _of_file(made, chosen)[:_MOST_FOUND]]
    return JSONResponse({"diagnostics": found})


def _said(one: Diagnostic, lang: Language, file: str) -> dict[str, Any]:
    here = one.place.file == file and one.place.line > 0
    message = told(one).show(lang)
    return {
        "line": one.place.line if here else None,
        "column": one.place.column if here else None,
        "severity": one.severity,
        "message": message if here else f"{one.place}: {message}",
        "code": one.code,
    }


def _of_file(state: State, file: str) -> list[Diagnostic]:
    """Return the diagnostics of a file, and the errors of the others."""
    return [one for one in state.diagnostics if one.place.file == file or one.severity == "error"]


def _with(state: State, name: str, typed: str) -> dict[str, bytes]:
    """Return the files with another text of *name*, with its own ends of lines.

    Raises:
        Refused: there is no such file.

    """
    if name not in state.contents:
        raise Refused(404, _NO_FILE.fill(file=name[:200]))
    before = state.contents[name]
    fresh = typed.replace("\r\n", "\n")
    if fresh == _decoded(before).replace("\r\n", "\n"):
        return dict(state.contents)
    if b"\r\n" in before:
        fresh = fresh.replace("\n", "\r\n")
    return {**state.contents, name: fresh.encode("utf-8", "replace")}


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _query(file: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"file": file})


def _page(
    request: Request,
    entry: Entry,
    state: State,
    name: str,
    typed: str,
    found: list[Diagnostic],
    *,
    line: str = "",
    base: int | None = None,
    status: int = 200,
) -> Response:
    onto = request.query_params.get("onto", "")
    context = {
        "files": sorted(state.contents, key=lambda path: (path != state.main, path)),
        "file": name,
        "text": typed,
        "line": line if line.isascii() and line.isdecimal() and len(line) < 8 else "",
        "base": base if base is not None else entry.workspace.head,
        "diagnostics": found,
        "refused": status != 200,
        "notice": notice(request, entry) if base is None else None,
        "onto": onto if onto.isascii() and onto.isdecimal() and len(onto) < 10 else "",
    }
    return render(request, "text.j2", context, entry=entry, status=status)
