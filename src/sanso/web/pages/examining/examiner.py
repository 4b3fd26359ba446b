"""The queue of an organization that examines drafts and signs claims; its keys never come here.

Whoever examines takes the draft along, signs it with a key of its own, and brings the signed claim back. It must say
exactly what the draft says; then it stands in the evidence of the workspace that the draft came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Standing, member, organization_editor, organization_owner
from sanso.web.evidence.examining import examination_context, examination_grid, file_name_of
from sanso.web.evidence.matching import NotTheDraft
from sanso.web.evidence.room import room_of
from sanso.web.evidence.steps import SAY_WHY, take_signed
from sanso.web.pages.examining.submitter import draft_answer
from sanso.web.rendering import render
from sanso.web.saving import author_of
from sanso.web.service import service_of
from sanso.web.uploading import Typed, files_given, typed_fields
from sanso.workspace.examinations import ExaminationState
from sanso.workspace.people import at_least

__all__ = ["router"]

router = APIRouter()
_Member = Annotated[Standing, Depends(member)]
_Examiner = Annotated[Standing, Depends(organization_editor)]
_Owner = Annotated[Standing, Depends(organization_owner)]
_STEPS: Mapping[str, ExaminationState] = {"take": "examined", "return": "returned", "refuse": "refused"}
_ONE_CLAIM = Text(
    en="Choose the one file of the signed claim (.jwt).", ja="署名した主張のファイル(.jwt)を1つ選んでください。"
)


@router.get("/o/{organization}/examinations")
def queue(request: Request, standing: _Member) -> Response:
    """List the drafts that wait for this organization, and how others reach it."""
    return _page(request, standing)


@router.post("/o/{organization}/examinations/code")
def set_code(request: Request, standing: _Owner, action: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Make the code by which others hand drafts in, or end it."""
    examining = room_of(request).examinations
    if action == "close":
        examining.close_queue(standing.organization.id, standing.visitor.account_id)
        return RedirectResponse(f"/o/{standing.organization.id}/examinations", 303)
    code = examining.open_queue(standing.organization.id, standing.visitor.account_id)
    return _page(request, standing, {"code": code})


@router.get("/o/{organization}/examinations/{ident}")
def one(request: Request, standing: _Member, ident: str) -> Response:
    """Show one draft."""
    return _one(request, standing, ident)


@router.get("/o/{organization}/examinations/{ident}/draft.yaml")
def draft_file(request: Request, standing: _Member, ident: str) -> Response:
    """Give the draft to be signed elsewhere."""
    examining = room_of(request).examinations
    found = examining.at_organization(standing.organization.id, ident)
    return draft_answer(examining.content(found, found.draft), file_name_of(found, ".yaml"))


@router.post("/o/{organization}/examinations/{ident}")
def step(request: Request, standing: _Examiner, ident: str, form: Typed) -> Response:
    """Take a draft into examination, return it with a comment, or refuse it."""
    examining, typed = room_of(request).examinations, typed_fields(form)
    found = examining.at_organization(standing.organization.id, ident)
    state, comment = _STEPS.get(typed.get("action", "")), typed.get("comment", "").strip()
    if state is None:
        raise HTTPException(422)
    if state != "examined" and not comment:
        return _one(request, standing, ident, {"message": SAY_WHY}, 422)
    examining.move(found, state, author_of(standing), standing.organization.id, comment)
    return RedirectResponse(f"/o/{standing.organization.id}/examinations/{ident}", 303)


@router.post("/o/{organization}/examinations/{ident}/signed")
def signed(request: Request, standing: _Examiner, ident: str, form: Typed) -> Response:
    """Take the signed claim in, which must say exactly what the draft says."""
    room, typed, given = room_of(request), typed_fields(form), files_given(form)
    found = room.examinations.at_organization(standing.organization.id, ident)
    if len(given) != 1:
        return _one(request, standing, ident, {"message": _ONE_CLAIM}, 422)
    now, comment = service_of(request).clock(), typed.get("comment", "")
    try:
        take_signed(room, found, given[0].content, author_of(standing), now, comment)
    except NotTheDraft as problem:
        return _one(request, standing, ident, {"message": problem.text}, 422)
    return RedirectResponse(f"/o/{standing.organization.id}/examinations/{ident}", 303)


def _page(request: Request, standing: Standing, more: Mapping[str, Any] | None = None) -> Response:
    examining, ident = room_of(request).examinations, standing.organization.id
    found = examining.for_organization(ident)
    context = {
        "organization": standing.organization,
        "is_owner": standing.role == "owner",
        "is_open": examining.is_open(ident),
        "waiting": sum(one.waits for one in found),
        "code": None,
        **(more or {}),
    }
    grid = examination_grid(found, f"/o/{ident}/examinations", examining=True)
    return render(request, "examiner_queue.j2", context, visitor=standing.visitor, grids=[grid])


def _one(
    request: Request, standing: Standing, ident: str, more: Mapping[str, Any] | None = None, status: int = 200
) -> Response:
    room = room_of(request)
    found = room.examinations.at_organization(standing.organization.id, ident)
    context = {
        **examination_context(room, found),
        "message": None,
        "diagnostics": (),
        "base": f"/o/{standing.organization.id}/examinations",
        "examining": True,
        "may_examine": at_least(standing.role, "editor"),
        **(more or {}),
    }
    return render(request, "examination.j2", context, visitor=standing.visitor, status=status)
