"""Share links of a workspace, and where the steps of the procedure stand."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response
from pydantic import BaseModel, Field

from sanso.web.access import Entry, editor, owner, reader
from sanso.web.api.describing import described
from sanso.web.api.problems import FAULTY
from sanso.web.api.seeing import FIRST_DAY, LAST_DAY
from sanso.web.api.shapes import Given
from sanso.web.security.desk import desk_of
from sanso.web.service import service_of
from sanso.workspace import sharing
from sanso.workspace.procedure_steps import ProcedureStep, ProcedureSteps, Step, StepState
from sanso.workspace.sharing import Share

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["sharing"])
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_Owner = Annotated[Entry, Depends(owner)]


class ShareBody(Given):
    """With whom to share which report, and for how long."""

    with_whom: str = Field(min_length=1, max_length=200, pattern=r"\S")
    version: int | None = Field(None, ge=1, le=2**31 - 1, description="The newest if absent.")
    at: dt.date | None = Field(None, ge=FIRST_DAY, le=LAST_DAY, description="Day of the report; today if absent.")
    days: int = Field(30, ge=1, le=sharing.LONGEST_DAYS)


class ShareShape(BaseModel):
    """A share link without its secret."""

    id: str
    version: int
    at: dt.date
    with_whom: str
    created: dt.datetime
    expires: dt.datetime
    revoked: dt.datetime | None
    used: dt.datetime | None
    uses: int


class ShareMade(ShareShape):
    """A new share link; it is not shown again."""

    link: str


class StepShape(BaseModel):
    """A step of the procedure of IoT-SSF."""

    step: Step
    state: StepState
    assignee: str | None
    note: str
    due: dt.date | None
    changed: dt.datetime | None


class StepBody(Given):
    """What a step is to be; handed to the account *assignee*, with a note and a day."""

    state: Literal["open", "handed", "done"]
    assignee: str | None = Field(None, max_length=100)
    note: str = Field("", max_length=2000)
    due: dt.date | None = Field(None, ge=FIRST_DAY, le=LAST_DAY)


@router.get("/shares", **described("Share links", "共有リンク"))
def shares(request: Request, entry: _Reader) -> list[ShareShape]:
    """List the share links of a workspace."""
    return [_share(each) for each in desk_of(request).sharing.of_workspace(entry.workspace.id)]


@router.post("/shares", status_code=201, **described("Share a report", "レポートを共有"))
def share(request: Request, entry: _Owner, body: ShareBody) -> ShareMade:
    """Make a share link; it is shown once."""
    service, workspace = service_of(request), entry.workspace
    seq, day = body.version or workspace.head, body.at or service.today()
    service.workspaces.version(workspace.id, seq)
    if service.states.past(workspace.id, seq, day).state.model is None:
        raise HTTPException(422, FAULTY)
    try:
        secret, made = desk_of(request).sharing.make(
            workspace.id, seq, day, body.with_whom, body.days, entry.visitor.account_id
        )
    except ValueError:
        raise HTTPException(422) from None
    link = f"{service.settings.address}/s/{quote(secret)}"
    return ShareMade(link=link, **_share(made).model_dump())


@router.delete("/shares/{share}", status_code=204, **described("Take a share link back", "共有を取り消す"))
def take_back(request: Request, entry: _Owner, share: Annotated[str, Path(max_length=100)]) -> Response:
    """Take a share link back."""
    desk_of(request).sharing.revoke(entry.workspace.id, share, entry.visitor.account_id)
    return Response(status_code=204)


@router.get("/procedure", **described("Where the four steps stand", "4つの手順の状態"))
def procedure(request: Request, entry: _Reader) -> list[StepShape]:
    """Tell where the steps of the procedure stand."""
    service = service_of(request)
    return [_step(each) for each in ProcedureSteps(service.database, service.clock).of(entry.workspace.id)]


@router.put("/procedure/{step}", **described("Change where a step stands", "手順の状態を変更"))
def set_step(request: Request, entry: _Editor, step: Step, body: StepBody) -> list[StepShape]:
    """Hand a step over, say that it is done, open it again; answers with all steps."""
    service, ident, me = service_of(request), entry.workspace.id, entry.visitor.account_id
    steps = ProcedureSteps(service.database, service.clock)
    if body.state == "handed":
        if not body.assignee:
            raise HTTPException(422)
        steps.hand_over(ident, step, body.assignee, by=me, note=body.note, due=body.due)
    elif body.state == "done":
        steps.finish(ident, step, by=me, note=body.note)
    else:
        steps.reopen(ident, step, by=me, note=body.note)
    return procedure(request, entry)


def _share(made: Share) -> ShareShape:
    return ShareShape(
        id=made.id,
        version=made.seq,
        at=made.day,
        with_whom=made.with_whom,
        created=made.created,
        expires=made.expires,
        revoked=made.revoked,
        used=made.used,
        uses=made.uses,
    )


def _step(kept: ProcedureStep) -> StepShape:
    return StepShape(
        step=kept.step,
        state=kept.state,
        assignee=kept.assignee.account if kept.assignee is not None else None,
        note=kept.note,
        due=kept.due,
        changed=kept.changed,
    )
