"""Hand drafts of claims in from a workspace, and see what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.web.access import Entry, editor, reader
from sanso.web.evidence.examining import examination_context, examination_grid
from sanso.web.evidence.matching import draft_in
from sanso.web.evidence.room import room_of
from sanso.web.evidence.steps import examiner_of
from sanso.web.rendering import render
from sanso.web.saving import author_of
from sanso.web.uploading import Typed, file_name, files_given, typed_fields
from sanso.workspace.errors import NotThere

__all__ = ["router"]

router = APIRouter()
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_ONE_FILE = Text(
    en="Choose the file of one draft (.yaml), as `sanso claim new` makes it.",
    ja="下書きのファイル(.yaml)を1つ選んでください(`sanso claim new` で作成できます)。",
)


@router.get("/w/{workspace}/examinations")
def examinations(request: Request, entry: _Reader) -> Response:
    """List the drafts that were handed in."""
    return _page(request, entry)


@router.post("/w/{workspace}/examinations")
def submit(request: Request, entry: _Editor, form: Typed) -> Response:
    """Hand a draft to a certifier: to the own organization, or to the one that a code leads to."""
    typed, room = typed_fields(form), room_of(request)
    try:
        name, content = _draft(form)
        organization = _certifier(request, entry, typed.get("code", ""))
    except (InputRefused, _Problem) as error:
        return _page(request, entry, {**_faults(error), "typed": typed}, 422)
    comment = typed.get("comment", "")
    ident = room.examinations.submit(entry.workspace.id, organization, name, content, author_of(entry), comment)
    return RedirectResponse(f"/w/{entry.workspace.id}/examinations/{ident}", 303)


@router.get("/w/{workspace}/examinations/{ident}")
def examination(request: Request, entry: _Reader, ident: str) -> Response:
    """Show one draft and what happened to it."""
    return _one(request, entry, ident)


@router.post("/w/{workspace}/examinations/{ident}")
def submit_again(request: Request, entry: _Editor, ident: str, form: Typed) -> Response:
    """Hand a draft in again that came back, as it is now."""
    room, typed = room_of(request), typed_fields(form)
    found = room.examinations.from_workspace(entry.workspace.id, ident)
    try:
        _, content = _draft(form)
    except (InputRefused, _Problem) as error:
        return _one(request, entry, ident, _faults(error), 422)
    mine = entry.workspace.organization
    room.examinations.move(found, "submitted", author_of(entry), mine, typed.get("comment", ""), draft=content)
    return RedirectResponse(f"/w/{entry.workspace.id}/examinations/{ident}", 303)


@router.get("/w/{workspace}/examinations/{ident}/draft.yaml")
def draft_file(request: Request, entry: _Reader, ident: str) -> Response:
    """Give the draft back."""
    examining = room_of(request).examinations
    found = examining.from_workspace(entry.workspace.id, ident)
    return draft_answer(examining.content(found, found.draft), "draft.yaml")


def draft_answer(content: bytes, name: str) -> Response:
    """Return a draft as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/yaml", headers=headers)


class _Problem(Exception):
    """Why a form cannot be used."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.show("en"))
        self.text = text


def _draft(form: Typed) -> tuple[str, bytes]:
    given = files_given(form)
    if len(given) != 1:
        raise _Problem(_ONE_FILE)
    name = file_name(given[0].name, "draft.yaml")
    draft_in(given[0].content, name)
    return name, given[0].content


def _certifier(request: Request, entry: Entry, code: str) -> str:
    """Return the organization that is to examine."""
    try:
        return examiner_of(request, entry.workspace.organization, code)
    except NotThere as error:
        raise _Problem(error.text) from None


def _faults(error: Exception) -> dict[str, Any]:
    if isinstance(error, InputRefused):
        return {"diagnostics": error.diagnostics}
    if isinstance(error, _Problem):
        return {"message": error.text}
    raise HTTPException(422) from error


def _page(request: Request, entry: Entry, more: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    found = room_of(request).examinations.of_workspace(entry.workspace.id)
    grid = examination_grid(found, f"/w/{entry.workspace.id}/examinations", examining=False)
    context = {"message": None, "diagnostics": (), "typed": {}, **(more or {})}
    return render(request, "examinations.j2", context, entry=entry, grids=[grid], status=status)


def _one(
    request: Request, entry: Entry, ident: str, more: Mapping[str, Any] | None = None, status: int = 200
) -> Response:
    room = room_of(request)
    found = room.examinations.from_workspace(entry.workspace.id, ident)
    context = {
        **examination_context(room, found),
        "message": None,
        "diagnostics": (),
        "base": f"/w/{entry.workspace.id}/examinations",
        "examining": False,
        **(more or {}),
    }
    return render(request, "examination.j2", context, entry=entry, status=status)
