"""Claims in the evidence of a workspace: their four marks, what they say, what they rest on, what they prove here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response
from pydantic import BaseModel, Field

from sanso.model.answers import Basis
from sanso.model.text import Text
from sanso.trust.claims.credential import claim_payload
from sanso.web.access import Entry, reader
from sanso.web.api.describing import BYTES, described, gives
from sanso.web.api.shapes import Given
from sanso.web.evidence.passing import MEDIA, Passing, hideable, passing_of, presented_as, saved_as, text_of
from sanso.web.evidence.room import room_of
from sanso.web.evidence.rows import ClaimRow, claim_rows, proved_by

if TYPE_CHECKING:
    from sanso.web.evidence.room import Looked

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["evidence"])
_Reader = Annotated[Entry, Depends(reader)]
_Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_Item = Annotated[str, Field(min_length=1, max_length=200)]


class MarkShape(BaseModel):
    """One of the four marks."""

    state: Literal["good", "bad", "unknown"]
    code: str
    text: Text


class ClaimShape(BaseModel):
    """A claim as it is judged now."""

    file: str
    digest: str = Field(description="Of what the issuer signed.")
    issuer: str | None
    subject: str | None
    element: str | None = Field(description="The thing of the model that it speaks of.")
    items: list[str]
    hidden: int
    signature: MarkShape
    authority: MarkShape
    status: MarkShape
    log: MarkShape
    counts: bool
    basis: Basis | None
    valid_until: dt.datetime | None


class PresentationBody(Given):
    """What a presentation shows: the answers to *disclose*, or all but those to *hide*."""

    disclose: list[_Item] = Field([], max_length=2000, examples=[["CPS.AM-1"]])
    hide: list[_Item] = Field([], max_length=2000)
    evidence: bool = Field(True, description="Whether the files that shown answers rest on are named, by digest.")


class ProvedShape(BaseModel):
    """A requirement that a claim proves here, on how many elements."""

    requirement: str
    organization: str | None
    elements: int


class ClaimDetail(ClaimShape):
    """A claim with all that it says."""

    why_not: Text | None = Field(description="Why it does not count.")
    says: dict[str, Any] | None = Field(
        description="What it shows, as it was signed; null where it cannot be read or checked."
    )
    hideable: list[str] = Field(description="Items whose answers can be hidden when it is passed on.")
    at_hand: list[str] = Field(description="Digests of the files it rests on that are among the evidence.")
    proves: list[ProvedShape]


@router.get("/claims", **described("Claims with their four marks", "主張と4つの判定"))
def claims(request: Request, entry: _Reader) -> list[ClaimShape]:
    """List the claims as they are judged now, those that do not count first."""
    return [_claim(row) for row in claim_rows(room_of(request).look(entry), entry.workspace.id)]


@router.get("/claims/{sha256}", **described("One claim: what it says and proves", "主張の内容と証明する対策要件"))
def claim(request: Request, entry: _Reader, sha256: _Sha256) -> ClaimDetail:
    """Tell what a claim says, what it rests on, and what it proves here; *sha256* is that of its digest."""
    room = room_of(request)
    looked = room.look(entry)
    row = _row(looked, entry, sha256)
    return _detail(row, looked, passing_of(text_of(room, entry, looked, row)))


@router.post(
    "/claims/{sha256}/presentation",
    **described("A presentation that hides answers", "回答の一部を開示する提示の作成"),
    **gives((MEDIA, BYTES), about="The presentation, as `sanso share` writes it."),
)
def presentation(request: Request, entry: _Reader, sha256: _Sha256, body: PresentationBody) -> Response:
    """Give what can be passed on of a claim, under its issuer's signature; nothing is kept."""
    room = room_of(request)
    looked = room.look(entry)
    row = _row(looked, entry, sha256)
    text = text_of(room, entry, looked, row)
    made = presented_as(text, body.disclose, body.hide, evidence=body.evidence)
    headers = {"Content-Disposition": saved_as(row)}
    return Response(made.text.encode() + b"\n", media_type=MEDIA, headers=headers)


def _row(looked: Looked, entry: Entry, sha256: str) -> ClaimRow:
    wanted = f"sha-256:{sha256}"
    row = next((one for one in claim_rows(looked, entry.workspace.id) if one.verdict.digest == wanted), None)
    if row is None:
        raise HTTPException(404)
    return row


def _detail(row: ClaimRow, looked: Looked, passing: Passing | None) -> ClaimDetail:
    said = row.verdict.claim
    held = {f"sha-256:{one.digest}" for one in looked.files.values()}
    named = [one.digest for one in said.evidence] if said is not None else []
    return ClaimDetail(
        **_claim(row).model_dump(),
        why_not=row.why_not,
        says=claim_payload(said) if said is not None else None,
        hideable=list(hideable(passing.contents)) if passing is not None else [],
        at_hand=[digest for digest in named if digest in held],
        proves=[
            ProvedShape(requirement=requirement, organization=organization, elements=elements)
            for requirement, organization, elements in proved_by(looked, row.verdict.digest)
        ],
    )


def _claim(row: ClaimRow) -> ClaimShape:
    verdict = row.verdict
    said = verdict.claim
    marks = {name: MarkShape(state=mark.state, code=mark.code, text=mark.text) for name, mark in row.marks.items()}
    return ClaimShape(
        file=row.file,
        digest=verdict.digest,
        issuer=said.issuer if said is not None else None,
        subject=said.subject.id if said is not None else None,
        element=row.element,
        items=[answer.item for answer in said.answers] if said is not None else [],
        hidden=verdict.hidden,
        counts=verdict.counts,
        basis=verdict.basis,
        valid_until=said.valid_until if said is not None else None,
        **marks,
    )
