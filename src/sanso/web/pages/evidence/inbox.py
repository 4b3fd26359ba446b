"""What partners send: verified, mapped to the model and shown with what it would prove, and only then taken in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text
from sanso.verbs.inbox_held import TakenIn
from sanso.web.access import Entry, editor, reader
from sanso.web.evidence.inbox import (
    HOW_WORDS,
    INBOX_KINDS,
    INBOX_STATES,
    looked_in,
    parcels_of,
    subjects_asked,
)
from sanso.web.evidence.room import room_of
from sanso.web.evidence.words import MARK_LOOKS, MARK_TITLES, STATE_WORDS
from sanso.web.looking import Look, look
from sanso.web.rendering import render, render_part
from sanso.web.saving import author_of
from sanso.web.sections import element_link
from sanso.web.security.uploads import members_of
from sanso.web.uploading import Typed, files_given

__all__ = ["router"]

router = APIRouter()
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_NO_FILE = Text(en="No file was given.", ja="ファイルが指定されていません。")
_MOST_SHOWN = 200
_MOST_CHANGES = 60


@router.get("/w/{workspace}/evidence/inbox")
def inbox(request: Request, entry: _Reader) -> Response:
    """Show where to drop what came."""
    return _page(request, entry, look(request, entry), {})


@router.post("/w/{workspace}/evidence/inbox/preview")
def preview(request: Request, entry: _Editor, form: Typed) -> Response:
    """Show what the files are worth, and what is kept of them; nothing is kept yet."""
    looked = look(request, entry)
    context, _ = _looked_at(request, entry, looked, form)
    status = 422 if context["problems"] else 200
    if request.headers.get("hx-request"):
        made = {**_words(looked, entry), **context}
        return render_part(request, "evidence_inbox_preview.j2", made, entry=entry, status=status)
    return _page(request, entry, looked, context, status)


@router.post("/w/{workspace}/evidence/inbox")
def take_in(request: Request, entry: _Editor, form: Typed) -> Response:
    """Keep what counts; what is refused or waits for an answer is not kept."""
    looked = look(request, entry)
    context, found = _looked_at(request, entry, looked, form)
    if found is None or not found.contents:
        return _page(request, entry, looked, context, 422)
    changed = room_of(request).store.put(entry.workspace.id, found.contents, author_of(entry))
    left = sum(one.state in ("refused", "asked") for one in found.report.files)
    told = f"added={len(changed)}&same={len(found.contents) - len(changed)}&refused={left}"
    return RedirectResponse(f"/w/{entry.workspace.id}/evidence?{told}", 303)


def _looked_at(request: Request, entry: Entry, looked: Look, form: FormData) -> tuple[dict[str, Any], TakenIn | None]:
    """Return what the page says of the files in *form*, and what they are worth if they can be looked at."""
    given = files_given(form)
    members = members_of(given)
    if not given or members.refused:
        return {**_NOTHING, "problems": members.refused or (_NO_FILE,)}, None
    pairs = zip(form.getlist("subject"), form.getlist("element"), strict=False)
    said = {str(subject): str(element) for subject, element in pairs if element}
    try:
        found = looked_in(room_of(request), looked.shown, entry.workspace.id, members, said)
    except Malformed as problem:
        return {**_NOTHING, "problems": (problem.text,)}, None
    parcels = parcels_of(found.report)
    context = {
        **_NOTHING,
        "found": found,
        "parcels": parcels[:_MOST_SHOWN],
        "more_parcels": max(0, len(parcels) - _MOST_SHOWN),
        "passed_over": sum(one.state == "ignored" for one in found.report.files),
        "asking": subjects_asked(parcels, looked.reader.model, said),
    }
    return context, found


_NOTHING: dict[str, Any] = {
    "problems": (),
    "found": None,
    "parcels": (),
    "more_parcels": 0,
    "passed_over": 0,
    "asking": (),
}


def _words(looked: Look, entry: Entry) -> dict[str, Any]:
    return {
        "r": looked.reader,
        "element_href": element_link(looked.reader, entry.workspace.id),
        "inbox_states": INBOX_STATES,
        "inbox_kinds": INBOX_KINDS,
        "how_words": HOW_WORDS,
        "titles": MARK_TITLES,
        "looks": MARK_LOOKS,
        "states": STATE_WORDS,
        "most_changes": _MOST_CHANGES,
    }


def _page(request: Request, entry: Entry, looked: Look, context: dict[str, Any], status: int = 200) -> Response:
    made = {**_words(looked, entry), **_NOTHING, **context}
    return render(request, "evidence_inbox.j2", made, entry=entry, status=status)
