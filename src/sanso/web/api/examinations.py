"""Drafts of claims on their way to a signature: handed in from a workspace, examined by an organization.

Keys never come here: whoever examines fetches the draft, signs it elsewhere, and hands the signed claim in.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from sanso.web.access import Entry, Standing, editor, member, organization_editor, organization_owner, reader
from sanso.web.api.describing import described, gives
from sanso.web.api.examination_shapes import (
    CodeMade,
    ExaminationDetail,
    ExaminationShape,
    QueueShape,
    examination_detail,
    examination_shape,
)
from sanso.web.api.given_files import content_of
from sanso.web.api.shapes import Given
from sanso.web.evidence.examining import file_name_of
from sanso.web.evidence.matching import NotTheDraft, draft_in
from sanso.web.evidence.room import room_of
from sanso.web.evidence.steps import SAY_WHY, examiner_of, take_signed
from sanso.web.failures import Refused
from sanso.web.saving import author_of
from sanso.web.service import service_of
from sanso.web.uploading import file_name
from sanso.workspace.errors import NotThere
from sanso.workspace.examinations import Examination

__all__ = ["router"]

router = APIRouter(tags=["examinations"])
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_Member = Annotated[Standing, Depends(member)]
_Examiner = Annotated[Standing, Depends(organization_editor)]
_Owner = Annotated[Standing, Depends(organization_owner)]
_Id = Annotated[str, Path(min_length=1, max_length=100)]
_Comment = Annotated[str, Field(max_length=4000)]
_Draft = Annotated[
    str, Field(min_length=1, max_length=2**20, description="The YAML that `sanso claim new` makes, filled in.")
]
_W, _O = "/workspaces/{workspace}/examinations", "/organizations/{organization}/examinations"
_YAML = gives(("application/yaml", {"type": "object"}), about="The draft as it was handed in.")


class DraftAgainBody(Given):
    """A draft as it is now, with a remark."""

    draft: _Draft
    comment: _Comment = ""


class DraftBody(DraftAgainBody):
    """A draft and who is to examine it."""

    name: str = Field("draft.yaml", min_length=1, max_length=200, description="Name of its file.")
    code: str = Field("", max_length=200, description="The certifier's code; your own organization if empty.")


class ExaminationStepBody(Given):
    """What becomes of a draft: taken into examination, returned, or refused for good."""

    state: Literal["examined", "returned", "refused"]
    comment: _Comment = Field("", description="Needed to return or to refuse.")


class SignedBody(Given):
    """The signed claim (.jwt), which must say exactly what the draft says."""

    claim: str = Field(min_length=1, max_length=2**20)
    comment: _Comment = ""


@router.get(_W, **described("Drafts handed to certifiers", "審査に提出した下書き"))
def handed_in(request: Request, entry: _Reader) -> list[ExaminationShape]:
    """List the drafts that were handed in from a workspace, those changed last first."""
    return [examination_shape(one) for one in room_of(request).examinations.of_workspace(entry.workspace.id)]


@router.post(_W, status_code=201, **described("Hand a draft to a certifier", "下書きを審査に提出"))
def hand_in(request: Request, entry: _Editor, body: DraftBody) -> ExaminationDetail:
    """Ask the own organization, or the one that a code leads to, to examine a draft and sign it."""
    room, name = room_of(request), file_name(body.name, "draft.yaml")
    content = _content(body, name)
    try:
        examiner = examiner_of(request, entry.workspace.organization, body.code)
    except NotThere as error:
        raise Refused(422, error.text) from None
    ident = room.examinations.submit(entry.workspace.id, examiner, name, content, author_of(entry), body.comment)
    return examination_detail(room, room.examinations.from_workspace(entry.workspace.id, ident))


@router.get(_W + "/{examination}", **described("A draft and what became of it", "提出した下書きと経過"))
def handed_in_one(request: Request, entry: _Reader, examination: _Id) -> ExaminationDetail:
    """Tell what a draft says and what happened to it."""
    room = room_of(request)
    return examination_detail(room, room.examinations.from_workspace(entry.workspace.id, examination))


@router.put(_W + "/{examination}/draft", **described("Hand a returned draft in again", "差し戻された下書きを再提出"))
def hand_in_again(request: Request, entry: _Editor, examination: _Id, body: DraftAgainBody) -> ExaminationDetail:
    """Hand a draft in again that came back, as it is now."""
    room, workspace = room_of(request), entry.workspace
    found = room.examinations.from_workspace(workspace.id, examination)
    content, mine = _content(body, found.name), workspace.organization
    room.examinations.move(found, "submitted", author_of(entry), mine, body.comment, draft=content)
    return examination_detail(room, room.examinations.from_workspace(workspace.id, examination))


@router.get(_W + "/{examination}/draft", **described("The draft as a file", "提出した下書きのファイル"), **_YAML)
def handed_in_draft(request: Request, entry: _Reader, examination: _Id) -> Response:
    """Give the draft back."""
    room = room_of(request)
    found = room.examinations.from_workspace(entry.workspace.id, examination)
    return _file(room.examinations.content(found, found.draft), found)


@router.get(_O, **described("Drafts that an organization examines", "組織が審査する下書き"))
def queue(request: Request, standing: _Member) -> QueueShape:
    """List the drafts that wait or waited for the signature of an organization, those changed last first."""
    examining, ident = room_of(request).examinations, standing.organization.id
    found = examining.for_organization(ident)
    waiting = sum(one.waits for one in found)
    drafts = [examination_shape(one) for one in found]
    return QueueShape(open_to_others=examining.is_open(ident), waiting=waiting, drafts=drafts)


@router.post(_O + "/code", status_code=201, **described("Make the certifier's code", "受付コードを発行"))
def open_queue(request: Request, standing: _Owner) -> CodeMade:
    """Make the code by which other organizations hand drafts in; it is shown once, and the one before ends."""
    organization, who = standing.organization.id, standing.visitor.account_id
    return CodeMade(code=room_of(request).examinations.open_queue(organization, who))


@router.delete(_O + "/code", status_code=204, **described("End the certifier's code", "受付コードを無効にする"))
def close_queue(request: Request, standing: _Owner) -> Response:
    """Take drafts from other organizations no longer."""
    room_of(request).examinations.close_queue(standing.organization.id, standing.visitor.account_id)
    return Response(status_code=204)


@router.get(_O + "/{examination}", **described("A draft to examine", "審査する下書き"))
def to_examine(request: Request, standing: _Member, examination: _Id) -> ExaminationDetail:
    """Tell what a draft says and what happened to it."""
    room = room_of(request)
    return examination_detail(room, room.examinations.at_organization(standing.organization.id, examination))


@router.get(_O + "/{examination}/draft", **described("The draft to be signed", "署名する下書きのファイル"), **_YAML)
def draft_to_sign(request: Request, standing: _Member, examination: _Id) -> Response:
    """Give the draft to be signed elsewhere."""
    room = room_of(request)
    found = room.examinations.at_organization(standing.organization.id, examination)
    return _file(room.examinations.content(found, found.draft), found)


@router.post(
    _O + "/{examination}/steps", **described("Take, return or refuse a draft", "下書きの審査開始・差し戻し・却下")
)
def step(request: Request, standing: _Examiner, examination: _Id, body: ExaminationStepBody) -> ExaminationDetail:
    """Take a draft into examination, return it with a comment, or refuse it."""
    room, organization, comment = room_of(request), standing.organization.id, body.comment.strip()
    found = room.examinations.at_organization(organization, examination)
    if body.state != "examined" and not comment:
        raise Refused(422, SAY_WHY)
    room.examinations.move(found, body.state, author_of(standing), organization, comment)
    return examination_detail(room, room.examinations.at_organization(organization, examination))


@router.put(_O + "/{examination}/claim", **described("Hand the signed claim in", "署名済みの主張を登録"))
def hand_over(request: Request, standing: _Examiner, examination: _Id, body: SignedBody) -> ExaminationDetail:
    """Hand in the signed claim; it then stands in the evidence of the workspace that the draft came from."""
    room, organization = room_of(request), standing.organization.id
    found = room.examinations.at_organization(organization, examination)
    content, now = content_of("claim", body.claim), service_of(request).clock()
    try:
        take_signed(room, found, content, author_of(standing), now, body.comment)
    except NotTheDraft as problem:
        raise Refused(422, problem.text) from None
    return examination_detail(room, room.examinations.at_organization(organization, examination))


def _content(body: DraftAgainBody, name: str) -> bytes:
    """Return the draft of a request as it is kept.

    Raises:
        InputRefused: it is none; carries everything that is wrong with it.

    """
    content = content_of(name, body.draft)
    draft_in(content, name)
    return content


def _file(content: bytes, found: Examination) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file_name_of(found, ".yaml")}"'}
    return Response(content, media_type="application/yaml", headers=headers)
