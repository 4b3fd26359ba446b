"""What partners send: looked at, and kept where that is asked for, as `sanso inbox` does."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from sanso.envelope.malformed import Malformed
from sanso.web.access import Entry, editor
from sanso.web.api.describing import described
from sanso.web.api.given_files import content_of
from sanso.web.api.shapes import Base64, Given
from sanso.web.evidence.inbox import looked_in
from sanso.web.evidence.room import room_of
from sanso.web.failures import Refused
from sanso.web.looking import look
from sanso.web.saving import author_of
from sanso.web.security.uploads import Given as GivenFile
from sanso.web.security.uploads import members_of

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["evidence"])
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class InboxBody(Given):
    """What partners sent, by file name."""

    files: dict[str, str | Base64] = Field(min_length=1, max_length=1000, examples=[{"a.jwt": "eyJ..."}])
    subjects: dict[str, _Name] = Field(
        {}, max_length=1000, description="The element of the model for a subject that partners call otherwise."
    )
    keep: bool = Field(False, description="Whether what counts is put into the evidence; else nothing is kept.")


@router.post("/inbox", **described("Take in what partners send", "取引先から届いたものの取り込み"))
def inbox(request: Request, entry: Annotated[Entry, Depends(editor)], body: InboxBody) -> dict[str, Any]:
    """Tell what `sanso inbox --json` tells: verdicts, matches, what is closed, gained and lost; `written` if kept."""
    given = [GivenFile(path, content_of(path, held)) for path, held in body.files.items()]
    members = members_of(given)
    if members.refused:
        raise Refused(422, members.refused[0])
    room = room_of(request)
    try:
        found = looked_in(room, look(request, entry).shown, entry.workspace.id, members, body.subjects)
    except Malformed as problem:
        raise Refused(422, problem.text) from problem
    if body.keep and found.contents:
        room.store.put(entry.workspace.id, found.contents, author_of(entry))
    return {**found.report.record(), "written": list(found.contents) if body.keep else []}
