"""Laws of time: nothing turns from bad to good by waiting; only newer signed lists can make it so, and not all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.trust.chain import (
    DAY,
    PINS,
    START,
    SUSPENDED,
    TUV,
    WITHDRAWN,
    Chain,
    first_list,
    issuer,
    key,
    sealed,
    signer_of,
    status,
    verifier,
)

from sanso.envelope.malformed import Malformed
from sanso.trust.claims.claim import StatusPointer
from sanso.trust.claims.credential import claim_digest
from sanso.trust.lists.authorities import Accreditation
from sanso.trust.verdicts.basis import BASES, granted
from sanso.trust.verdicts.verdict import Verdict
from sanso.trust.verdicts.verifying import Verifier

FINAL = {"expired", "withdrawn", "superseded"}


def lists_in_effect(known: Verifier) -> tuple[object, ...]:
    trusted = known.trusted
    newest = [
        max((one.valid_from for one in of if one.valid_from <= known.now), default=None)
        for of in known.statuses.values()
    ]
    return (trusted.list.version if trusted else None, *newest)


class Waiting(RuleBasedStateMachine):
    """A chain at work while the clock moves on."""

    @initialize()
    def begin(self) -> None:
        self.chain = Chain()
        self.known = verifier(START, required=False)
        self.texts: list[str] = []
        self.before: dict[str, tuple[Verdict, tuple[object, ...]]] = {}
        self.bits: dict[str, set[int]] = {WITHDRAWN: set(), SUSPENDED: set()}
        self.old: dict[str, list[str]] = {WITHDRAWN: [status()], SUSPENDED: [status(SUSPENDED)]}
        self.lists = [sealed(first_list())]
        self.tuv = key("tuv")

    @rule(hours=st.integers(1, 24 * 40))
    def wait(self, hours: int) -> None:
        self.known = self.known.at(self.known.now + dt.timedelta(hours=hours))

    @rule(
        by=st.sampled_from(["tuv", "maker", "part", "agency"]),
        start=st.integers(-2, 5),
        days=st.integers(1, 90),
        item=st.sampled_from(["CPS.DS-10", "CPS.AC-1"]),
        replaces=st.booleans(),
    )
    def issue(self, by: str, start: int, days: int, item: str, replaces: bool) -> None:
        if len(self.texts) > 6:
            return
        since = self.known.now + start * DAY
        place = len(self.texts)
        older = (claim_digest(self.texts[-1]),) if replaces and self.texts else ()
        claim = self.chain.claim(
            by,
            [item],
            id=f"urn:claim:{place}",
            issued=self.known.now.replace(microsecond=0) + min(start, 0) * DAY,
            valid_from=since,
            valid_until=since + days * DAY,
            supersedes=older,
            status=(StatusPointer("revocation", WITHDRAWN, place), StatusPointer("suspension", SUSPENDED, place)),
        )
        text = self.chain.issue(claim, self.tuv if by == "tuv" else signer_of(by))
        self.texts.append(text)
        self.known = self.known.with_claim(text)

    @precondition(lambda self: self.texts)
    @rule(place=st.integers(0, 6), name=st.sampled_from([WITHDRAWN, SUSPENDED]), on=st.booleans())
    def write_status(self, place: int, name: str, on: bool) -> None:
        last = self.known.statuses[name][-1].valid_from
        if self.known.now <= last:
            return
        if on:
            self.bits[name].add(place)
        elif name == SUSPENDED:
            self.bits[name].discard(place)
        text = status(name, self.bits[name], self.known.now, signer=self.tuv)
        self.old[name].append(text)
        self.known = self.known.with_status(text)

    @rule(name=st.sampled_from([WITHDRAWN, SUSPENDED]), which=st.integers(0, 20))
    def roll_a_status_back(self, name: str, which: int) -> None:
        older = self.old[name][:-1]
        if older:
            with pytest.raises(Malformed):
                self.known.with_status(older[which % len(older)])

    @rule(accredited=st.booleans(), other_key=st.booleans())
    def renew_the_list(self, accredited: bool, other_key: bool) -> None:
        last = self.known.lists[-1].list
        if self.known.now < last.issued or len(self.lists) > 5:
            return
        self.tuv = key(f"tuv{len(self.lists)}") if other_key else self.tuv
        tuv = issuer("tuv", *([TUV] if accredited else []), signer=self.tuv)
        issuers = tuple(tuv if one.id == "tuv" else one for one in first_list().issuers)
        found = replace(
            last, version=last.version + 1, issued=self.known.now, expires=self.known.now + 60 * DAY, issuers=issuers
        )
        raw = sealed(found)
        self.lists.append(raw)
        self.known = self.known.with_list(raw)

    @precondition(lambda self: len(self.lists) > 1)
    @rule(which=st.integers(0, 10))
    def roll_the_list_back(self, which: int) -> None:
        with pytest.raises(Malformed, match="versions only go up"):
            self.known.with_list(self.lists[which % (len(self.lists) - 1)])

    @invariant()
    def never_from_bad_to_good(self) -> None:
        if not hasattr(self, "known"):
            return
        now = lists_in_effect(self.known)
        for text in self.texts:
            found = self.known.verdict(text)
            assert found.counts == (found.signature.good and found.authority.good and found.status.good)
            assert (found.basis is None) == (not found.authority.good)
            if text in self.before:
                self._compare(*self.before[text], found, now)
            self.before[text] = found, now

    @staticmethod
    def _compare(before: Verdict, then: tuple[object, ...], found: Verdict, now: tuple[object, ...]) -> None:
        if before.status.code in FINAL and found.status.code != "not-looked-at":
            assert found.status.code in FINAL
        for old, new in zip(before.marks, found.marks, strict=True):
            if old.state == "bad" and new.good:
                assert then != now
                assert old.code not in FINAL
        if before.basis and found.basis and then == now:
            assert BASES.index(found.basis) <= BASES.index(before.basis)


Waiting.TestCase.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestWaiting = Waiting.TestCase


def test_a_log_that_a_later_list_knows_turns_from_unknown_to_good() -> None:
    chain = Chain()
    text = chain.issue()
    whole = first_list()
    without = sealed(replace(whole, logs=()))
    later = sealed(replace(whole, version=2, issued=START + 2 * DAY))
    for required in (True, False):
        known = replace(
            verifier(START + DAY, required=required), lists=Verifier.start(without, PINS, START + DAY).lists
        ).with_list(later)
        before, after = (known.at(START + days * DAY).verdict(text, chain.proof(text)) for days in (1, 3))
        assert [(one.log.state, one.log.code) for one in (before, after)] == [
            ("unknown", "log-foreign"),
            ("good", "logged"),
        ]
        assert (before.counts, after.counts) == (not required, True)


DAYS = st.integers(0, 60).map(lambda n: dt.date(2026, 1, 1) + dt.timedelta(n))
ACCREDITATIONS = st.lists(
    st.builds(
        lambda basis, since, length: Accreditation(
            "s", basis, (), since, None if length is None else since + dt.timedelta(length)
        ),
        st.sampled_from(BASES),
        DAYS,
        st.none() | st.integers(0, 30),
    ),
    max_size=5,
)


@given(ACCREDITATIONS, DAYS, st.integers(0, 30), st.integers(0, 30))
def test_what_is_granted_only_falls_with_time(held: list[Accreditation], since: dt.date, first: int, more: int) -> None:
    one = granted(held, "i", since, since + dt.timedelta(first))
    other = granted(held, "i", since, since + dt.timedelta(first + more))
    assert other is None or (one is not None and BASES.index(other) <= BASES.index(one))


@given(ACCREDITATIONS, DAYS, st.integers(0, 30))
def test_what_is_granted_is_the_lowest_of_all_days(held: list[Accreditation], since: dt.date, length: int) -> None:
    def on(day: dt.date) -> int:
        return max((BASES.index(one.basis) for one in held if one.covers("i", day)), default=-1)

    lowest = min(on(since + dt.timedelta(n)) for n in range(length + 1))
    assert granted(held, "i", since, since + dt.timedelta(length)) == (BASES[lowest] if lowest >= 0 else None)


@given(ACCREDITATIONS, ACCREDITATIONS, DAYS, st.integers(0, 30))
def test_more_accreditations_never_lower_what_is_granted(
    held: list[Accreditation], more: list[Accreditation], since: dt.date, length: int
) -> None:
    until = since + dt.timedelta(length)
    one, other = granted(held, "i", since, until), granted([*held, *more], "i", since, until)
    assert one is None or (other is not None and BASES.index(other) >= BASES.index(one))
