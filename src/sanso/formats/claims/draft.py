"""The draft of a claim: what a person fills in and then signs.

Days are days in UTC; a claim holds from the first second of its first day to the last second of its last day. What the
draft does not say is not claimed: an answer without a result can not be signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from sanso.formats.claims.forms import Digest, Line, Name, Passage, end_of, read_form, refused_at, start_of
from sanso.model.base import Part
from sanso.model.dates import Day, LastDay
from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Text
from sanso.trust.claims import claim as trust

__all__ = ["ClaimDraft", "claim_of", "read_draft"]

_Count = Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)]
_Place = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class SubjectDraft(Part):
    """What the claim is about."""

    kind: trust.SubjectKind
    id: Name
    name: Passage = ""
    model: Digest | None = None
    version: Line | None = None


class SchemeDraft(Part):
    """The scheme, its edition and its level."""

    id: Name
    edition: Line
    level: Passage = ""


class AnswerDraft(Part):
    """The answer to one requirement."""

    item: Name
    result: trust.Result
    level: Passage = ""
    scope: Passage = ""
    text: Passage = ""
    evidence: tuple[Digest, ...] = ()


class MethodDraft(Part):
    """How it was found out."""

    kind: trust.MethodKind
    sample: _Count | None = None
    of: _Count | None = None
    coverage: Passage = ""


class EvidenceDraft(Part):
    """A file that shows it, by its digest."""

    digest: Digest
    media_type: Name
    size: _Count
    place: Passage = ""
    confidentiality: trust.Confidentiality = "AMBER"


class StatusDraft(Part):
    """Which bit of which list says that the claim was withdrawn or suspended."""

    purpose: trust.Purpose
    list: Name
    index: _Place


class ClaimDraft(Part):
    """A claim before it is signed."""

    sanso_claim: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    id: Name | None = None
    issuer: Name
    subject: SubjectDraft
    scheme: SchemeDraft | None = None
    answers: Annotated[tuple[AnswerDraft, ...], Field(min_length=1)]
    assessor: Passage = ""
    method: MethodDraft | None = None
    evidence: tuple[EvidenceDraft, ...] = ()
    status: tuple[StatusDraft, ...] = ()
    valid_from: Day | None = None
    valid_until: LastDay
    supersedes: tuple[Digest, ...] = ()


def read_draft(text: str, file: str) -> ClaimDraft:
    """Return the draft in *text*, which came from *file*.

    Raises:
        InputRefused: it is none; carries everything that is wrong with it.

    """
    draft = read_form(text, file, ClaimDraft, "sanso_claim", "not-a-claim-draft")
    faults = list(_faults(draft, text, file))
    if faults:
        raise InputRefused(faults)
    return draft


def claim_of(draft: ClaimDraft, ident: str, now: dt.datetime) -> trust.Claim:
    """Return the claim that *draft* becomes when it is signed at *now*, under *ident* where the draft names none."""
    subject, scheme, method = draft.subject, draft.scheme, draft.method
    return trust.Claim(
        id=draft.id or ident,
        issuer=draft.issuer,
        subject=trust.Subject(subject.kind, subject.id, subject.name, subject.model, subject.version),
        answers=tuple(
            trust.Answer(one.item, one.result, one.level, one.scope, one.text, one.evidence) for one in draft.answers
        ),
        issued=now,
        valid_from=start_of(draft.valid_from) if draft.valid_from is not None else now,
        valid_until=end_of(draft.valid_until),
        scheme=trust.SchemeLevel(scheme.id, scheme.edition, scheme.level) if scheme is not None else None,
        assessor=draft.assessor,
        method=trust.Method(method.kind, method.sample, method.of, method.coverage) if method is not None else None,
        evidence=tuple(
            trust.Evidence(one.digest, one.media_type, one.size, one.place, one.confidentiality)
            for one in draft.evidence
        ),
        status=tuple(trust.StatusPointer(one.purpose, one.list, one.index) for one in draft.status),
        supersedes=draft.supersedes,
    )


def _faults(draft: ClaimDraft, text: str, file: str) -> Iterator[Diagnostic]:
    """Yield what does not agree with the rest of the draft."""
    listed = [one.digest for one in draft.evidence]
    seen: set[str] = set()
    for index, answer in enumerate(draft.answers):
        if answer.item in seen:
            yield refused_at(text, file, ("answers", index, "item"), "more-than-once", id=answer.item)
        seen.add(answer.item)
        for place, digest in enumerate(answer.evidence):
            if digest in answer.evidence[:place]:
                yield refused_at(text, file, ("answers", index, "evidence", place), "more-than-once", id=digest)
            if digest not in listed:
                yield refused_at(text, file, ("answers", index, "evidence", place), "evidence-not-listed", id=digest)
    purposes = [one.purpose for one in draft.status]
    for index, purpose in enumerate(purposes):
        if purpose in purposes[:index]:
            yield refused_at(text, file, ("status", index, "purpose"), "more-than-once", id=purpose)
    subject, method = draft.subject, draft.method
    if subject.kind == "person" and (not subject.id.startswith("role:") or subject.name):
        expected = Text(en="role: and the role, without a name", ja="role: と役割(氏名なし)")
        yield refused_at(text, file, ("subject", "id"), "bad-form-value", value=subject.id, expected=expected)
    if method is not None and method.of is not None and (method.sample is None or method.sample > method.of):
        expected = Text(en="a sample of at most what it is drawn from", ja="母数以下の標本数")
        yield refused_at(text, file, ("method", "of"), "bad-form-value", value=str(method.of), expected=expected)
    if draft.valid_from is not None and draft.valid_until < draft.valid_from:
        expected = Text(en="a day not before valid_from", ja="valid_from 以後の日付")
        value = draft.valid_until.isoformat()
        yield refused_at(text, file, ("valid_until",), "bad-form-value", value=value, expected=expected)
