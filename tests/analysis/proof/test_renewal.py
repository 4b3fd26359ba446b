"""When status lists must be renewed: against the judge of the status itself, second by second around the moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from sanso.analysis.proof.days import end_of
from sanso.analysis.proof.renewal import renewal_of
from sanso.analysis.proof.shown import Judged
from sanso.trust.claims.claim import StatusPointer
from sanso.trust.lists.status_list import StatusList, bits_of
from sanso.trust.verdicts.judging_status import judge_status
from sanso.trust.verdicts.verifying import Verifier

from ..build import make
from .claims import END, NOW, judged, met
from .test_laws import LONG

MODEL = make(organizations={"owner": {"scale": "large"}})
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)
AGE = Verifier(NOW).policy.status_age


def listed(since: dt.timedelta, life: dt.timedelta = dt.timedelta(30), name: str = "a") -> StatusList:
    """Return a list that speaks from *since* after now on, for *life* at most."""
    start = NOW + since
    return StatusList(name, "tuv", "revocation", start, start + life, bits_of(()))


def claim(*names: str, **changes: object) -> Judged:
    pointers = tuple(StatusPointer("revocation", one, 3) for one in names)
    return judged(MODEL, "owner", met("AM-1"), name="-".join(names), status=pointers, **changes)


def verifier(*lists: StatusList) -> Verifier:
    names = {one.id for one in lists}
    return Verifier(NOW, statuses={name: tuple(one for one in lists if one.id == name) for name in names})


def code_at(one: Judged, known: Verifier, when: dt.datetime) -> str:
    assert one.verdict.claim is not None
    mark = judge_status(one.verdict.claim, known.statuses, known.policy, known.subjects, when, replaced=False)
    return mark.code


def test_a_list_speaks_until_it_is_too_old() -> None:
    found = renewal_of([claim("a")], verifier(listed(-HOUR)))
    assert found is not None
    assert (found.until, found.claims) == (NOW - HOUR + AGE, 1)
    assert found.day == (NOW - HOUR + AGE).date()
    assert str(found.day) in (found.text.ja or "")


def test_a_list_that_ends_earlier_speaks_until_its_end() -> None:
    found = renewal_of([claim("a")], verifier(listed(-HOUR, 3 * HOUR)))
    assert found is not None
    assert found.until == NOW + 2 * HOUR


def test_the_list_that_ends_first_decides_and_only_its_claims_are_counted() -> None:
    known = verifier(listed(-100 * HOUR), listed(-HOUR, name="b"))
    found = renewal_of([claim("a"), claim("a", "b"), claim("b")], known)
    assert found is not None
    assert (found.until, found.claims) == (NOW - 100 * HOUR + AGE, 2)


def test_nothing_is_told_where_nothing_that_counts_rests_on_a_list() -> None:
    known = verifier(listed(-HOUR))
    assert renewal_of([], known) is None
    assert renewal_of([judged(MODEL, "owner", met("AM-1"))], known) is None
    spent = claim("a")
    assert renewal_of([replace(spent, verdict=replace(spent.verdict, counts=False))], known) is None
    assert renewal_of([claim("a", valid_until=NOW + HOUR)], known) is None


@LONG
@given(st.lists(st.tuples(st.integers(-200, 400), st.integers(1, 300)), min_size=1, max_size=5))
def test_a_claim_counts_until_then_and_no_longer(drawn: Sequence[tuple[int, int]]) -> None:
    lists = sorted((listed(since * HOUR, life * HOUR) for since, life in drawn), key=lambda one: one.valid_from)
    known, one = verifier(*lists), claim("a", valid_until=END)
    assume(code_at(one, known, NOW) == "valid")
    found = renewal_of([one], known)
    assert found is not None
    starts = [each.valid_from for each in lists if NOW <= each.valid_from <= found.until]
    for when in (NOW, found.until, *starts):
        assert code_at(one, known, when) == "valid"
    assert code_at(one, known, found.until + SECOND) in ("status-old", "status-ended")
    assert found.until < end_of(found.day)
    assert found.until >= end_of(found.day - dt.timedelta(1))
