"""What answers about drafts that are examined look like; both sides are told the same."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from sanso.formats.claims.draft import ClaimDraft
from sanso.model.diagnostics import InputRefused
from sanso.web.evidence.matching import content_digest_of, draft_in
from sanso.workspace.examinations import Examination, ExaminationState

if TYPE_CHECKING:
    from sanso.web.evidence.room import EvidenceRoom

__all__ = [
    "CodeMade",
    "ExaminationDetail",
    "ExaminationShape",
    "QueueShape",
    "examination_detail",
    "examination_shape",
]


class ExaminationShape(BaseModel):
    """A draft of a claim on its way to a signature."""

    id: str
    name: str
    state: ExaminationState
    submitter: str = Field(description="Name of the organization that hands it in.")
    examiner: str = Field(description="Name of the organization that examines it.")
    waits: bool = Field(description="Whether the examining organization has to do something.")
    draft_sha256: str
    claim_sha256: str | None = Field(description="Of the file of the signed claim, in the evidence of the workspace.")
    created: dt.datetime
    changed: dt.datetime


class ExaminationStepShape(BaseModel):
    """What happened to a draft."""

    seq: int
    state: ExaminationState
    comment: str
    draft_sha256: str = Field(description="Of the draft as it was then.")
    by: str
    organization: str
    at: dt.datetime


class ExaminationDetail(ExaminationShape):
    """A draft with what it says and what happened to it, the newest first."""

    says: ClaimDraft | None = Field(description="What it says; null where it cannot be read any more.")
    content_digest: str | None = Field(description="Over what it says, however it is written.")
    steps: list[ExaminationStepShape]


class QueueShape(BaseModel):
    """The drafts that an organization examines."""

    open_to_others: bool = Field(description="Whether there is a code by which others hand drafts in.")
    waiting: int
    drafts: list[ExaminationShape]


class CodeMade(BaseModel):
    """The code by which others hand drafts in; it is not shown again."""

    code: str


def examination_shape(found: Examination) -> ExaminationShape:
    """Return a draft as it is answered in lists."""
    return ExaminationShape(
        id=found.id,
        name=found.name,
        state=found.state,
        submitter=found.submitter,
        examiner=found.examiner,
        waits=found.waits,
        draft_sha256=found.draft,
        claim_sha256=found.claim,
        created=found.created,
        changed=found.changed,
    )


def examination_detail(room: EvidenceRoom, found: Examination) -> ExaminationDetail:
    """Return a draft as it is answered by itself.

    Raises:
        Damaged: its content is missing or does not agree with its digest.

    """
    says = digest = None
    try:
        says = draft_in(room.examinations.content(found, found.draft), found.name)
        digest = content_digest_of(says)
    except InputRefused:  # it was read when it was handed in; a later Sanso may be stricter
        pass
    steps = [
        ExaminationStepShape(
            seq=one.seq,
            state=one.state,
            comment=one.comment,
            draft_sha256=one.draft,
            by=one.author.name,
            organization=found.submitter if one.state == "submitted" else found.examiner,
            at=one.at,
        )
        for one in room.examinations.steps(found.id)
    ]
    return ExaminationDetail(**examination_shape(found).model_dump(), says=says, content_digest=digest, steps=steps)
