"""What falls away within 90 days: of itself, with an accreditation, an edition or the trust list, and what saves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sanso.analysis.assessing import work
from sanso.analysis.proof.proving import prove
from sanso.analysis.proof.result import Lapse
from sanso.analysis.proof.shown import Judged
from sanso.trust.lists.authorities import Accreditation, Issuer, Scheme
from sanso.trust.lists.list_record import Root, TrustList
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.verdicts.verdict import Mark
from sanso.trust.verdicts.verifying import Verifier

from ..build import DAY, catalogue, make
from .claims import NOW, judged, met

LONG_AGO = dt.date(2020, 1, 1)
MODEL = make(
    organizations={"owner": {"scale": "large"}},
    components={"cam": {"kind": "sensor", "roles": {"owner": "owner"}}},
    measures={"owner": {"CPS.AM-1": "advanced"}},
)


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days)


def lapses(
    *claims: Judged,
    accredited: dt.date | None = None,
    edition: dt.date | None = None,
    expires: int = 1000,
) -> tuple[Lapse, ...]:
    accreditation = Accreditation("cpsf", "third-party", (), LONG_AGO, accredited)
    issuer = Issuer("tuv", "TÜV", {}, (accreditation,))
    listed = TrustList(
        1, NOW - dt.timedelta(100), NOW + dt.timedelta(expires), Root((), 1), (issuer,),
        (Scheme("cpsf", "1.0", {"*": "public-certification"}, LONG_AGO, edition),),
    )  # fmt: skip
    issuers = {one.id: one for one in listed.issuers}
    schemes = {(one.id, one.edition): one for one in listed.schemes}
    verifier = Verifier(NOW, lists=(TrustedList(listed, "", issuers, schemes, {}, {}),))
    proof = prove(work(MODEL, catalogue(), at=DAY), claims, verifier).assessment.proof
    assert proof is not None
    return proof.lapses


def claim(days: int = 300, **changes: Any) -> Judged:
    return judged(MODEL, "owner", met("AM-1"), valid_until=NOW + dt.timedelta(days), name=f"until-{days}", **changes)


def pending(since: int) -> Judged:
    """Return a claim that will count from the day *since* on."""
    one = claim(360, valid_from=NOW + dt.timedelta(since))
    soon = replace(one.verdict, status=Mark.of("not-yet-valid", since="soon"), counts=False)
    return Judged(one.file, soon)


def test_a_claim_counts_until_its_end() -> None:
    (found,) = lapses(claim(29))
    assert (found.day, found.within, found.cause) == (after(30), 30, "claim")
    assert [(row.id, row.was, row.becomes, row.elements) for row in found.loss.rows] == [
        ("CPS.AM-1", "met", "not-stated", 2)
    ]
    assert found.text.show("en") == "TÜV's claim about owner ends"
    assert found.things == ("owner",)


@pytest.mark.parametrize(("days", "within"), [(29, 30), (30, 60), (59, 60), (60, 90), (89, 90), (90, None)])
def test_lapses_stand_in_their_span(days: int, within: int | None) -> None:
    assert [one.within for one in lapses(claim(days))] == ([within] if within else [])


@pytest.mark.parametrize(
    ("how", "cause"),
    [({"accredited": after(9)}, "authority"), ({"edition": after(9)}, "scheme"), ({"expires": 9}, "trust-list")],
)
def test_a_claim_falls_with_what_it_rests_on(how: dict[str, Any], cause: str) -> None:
    (found,) = lapses(claim(), **how)
    assert (found.day, found.cause, len(found.loss.rows)) == (after(10), cause, 1)


def test_claims_of_one_issuer_that_end_together_are_one_lapse() -> None:
    other = judged(MODEL, "owner", met("AM-4"), valid_until=NOW + dt.timedelta(20), name="other")
    (found,) = lapses(claim(20), other)
    assert len(found.claims) == 2
    assert found.text.show("ja") == "TÜVの主張 2件の有効期間が終了"


def test_what_another_claim_still_proves_is_not_lost() -> None:
    first, second = lapses(claim(10), claim(50))
    assert not first.loss
    assert len(second.loss.rows) == 1


def test_a_renewal_that_has_come_keeps_the_alarm_away() -> None:
    (found,) = lapses(claim(10), pending(11))
    assert not found.loss
    (late,) = lapses(claim(10), pending(20))
    assert len(late.loss.rows) == 1
