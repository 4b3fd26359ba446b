"""The mark for the status: whether the claim holds now, of what is in use here, as far as is known.

What is final comes first (withdrawn, expired, superseded), so that it never gives way to a reason that can pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sanso.trust.claims.claim import Claim, StatusPointer
from sanso.trust.lists.status_list import StatusList
from sanso.trust.verdicts.policy import Policy, Subjects
from sanso.trust.verdicts.verdict import Mark, span_text

__all__ = ["judge_status"]

Statuses: TypeAlias = Mapping[str, Sequence[StatusList]]
_Known: TypeAlias = list[tuple[StatusPointer, StatusList | None]]
"""What the claim points to, with the newest list in effect."""


def judge_status(
    claim: Claim, statuses: Statuses, policy: Policy, subjects: Subjects, now: dt.datetime, *, replaced: bool
) -> Mark:
    """Return whether *claim* holds at *now*.

    *statuses* are the lists at hand, by name, from the oldest; each keeps all withdrawals of those before it.
    """
    known = [(pointer, _in_effect(statuses.get(pointer.list, ()), now)) for pointer in claim.status]
    mark = _withdrawn(known, statuses)
    if mark is not None:
        return mark
    if claim.valid_until < now:
        return Mark.of("expired", until=claim.valid_until)
    if replaced:
        return Mark.of("superseded")
    mark = _elsewhere(claim, subjects) or _suspended(known, now)
    if mark is not None:
        return mark
    if now < claim.issued:
        return Mark.of("clock-before-issue", issued=claim.issued)
    if now < claim.valid_from:
        return Mark.of("not-yet-valid", since=claim.valid_from)
    return _as_of(claim, known, policy, now)


def _in_effect(lists: Sequence[StatusList], now: dt.datetime) -> StatusList | None:
    for one in reversed(lists):
        if one.valid_from <= now:
            return one
    return None


def _says(one: StatusList, pointer: StatusPointer) -> bool:
    return one.purpose == pointer.purpose and pointer.index < len(one.bits) * 8 and one.has(pointer.index)


def _withdrawn(known: _Known, statuses: Statuses) -> Mark | None:
    for pointer, last in known:
        if pointer.purpose == "revocation" and last and _says(last, pointer):
            first = next(one for one in statuses[pointer.list] if _says(one, pointer))
            return Mark.of("withdrawn", known=first.valid_from)
    return None


def _suspended(known: _Known, now: dt.datetime) -> Mark | None:
    for pointer, last in known:
        if pointer.purpose == "suspension" and last and _says(last, pointer):
            return Mark.of("suspended", age=now - last.valid_from)
    return None


def _elsewhere(claim: Claim, subjects: Subjects) -> Mark | None:
    """Return the mark of a claim about another version than that in use."""
    subject = claim.subject
    name = subject.name or subject.id
    if subject.model is not None and subjects.models.get(subject.id, subject.model) != subject.model:
        return Mark.of("other-model", subject=name)
    used = subjects.versions.get(subject.id, subject.version)
    if subject.version is not None and used != subject.version:
        return Mark.of("other-version", subject=name, version=subject.version, used=used)
    return None


def _as_of(claim: Claim, known: _Known, policy: Policy, now: dt.datetime) -> Mark:
    """Return the mark of a claim that nothing speaks against, by the age of that knowledge."""
    if not known:
        if claim.valid_until - claim.valid_from > policy.without_status:
            return Mark.of("status-none")
        return Mark.of("valid-short", until=claim.valid_until)
    oldest = now
    for pointer, last in known:
        if last is None:
            return Mark.of("status-missing", list=pointer.list)
        if last.purpose != pointer.purpose or pointer.index >= len(last.bits) * 8:
            return Mark.of("status-misfit", list=pointer.list)
        if last.valid_until < now:
            return Mark.of("status-ended", until=last.valid_until)
        oldest = min(oldest, last.valid_from)
    age = now - oldest
    if age > policy.status_age:
        return Mark.of("status-old", age=age, limit=span_text(policy.status_age))
    return Mark.of("valid", age=age)
