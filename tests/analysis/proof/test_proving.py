"""What claims prove of a small model: levels, bases, places, statements about perspectives, and what is remarked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sanso.analysis.assessing import work
from sanso.analysis.proof.proving import prove
from sanso.analysis.proof.result import Proof, ProofPart, SubjectGap
from sanso.analysis.proof.shown import Judged
from sanso.model.diagnostics import InputRefused
from sanso.model.process import Model
from sanso.report.json_out import to_json
from sanso.trust.claims.claim import Answer, SchemeLevel

from ..build import DAY, catalogue, make
from .claims import VERIFIER, judged, met

THINGS: dict[str, Any] = {
    "organizations": {"owner": {"scale": "large", "name": {"en": "Owner", "ja": "所有者"}}, "maker": {}},
    "products": {"x": {"maker": "maker", "version": "2"}},
    "people": {"crew": {"employer": "owner", "count": 4, "qualifications": [
        {"kind": "licence", "name": "L", "held_by": 4}]}},
    "components": {
        "cam": {"kind": "sensor", "product": "x", "roles": {"owner": "owner"}},
        "hub": {"kind": "gateway", "roles": {"owner": "owner"}},
    },
    "systems": {"site": {"contains": {"cam": 1}, "roles": {"owner": "owner"}}},
    "connections": {
        "link": {"kind": "transmits", "from": "cam", "to": "hub"},
        "work": {"kind": "operates", "from": "crew", "to": "hub"},
    },
    "harms": {"h": {"cause": {"element": "hub", "effect": "manipulated"}, "human": "serious", "borne_by": "owner"}},
}  # fmt: skip


def model(**sections: Any) -> Model:
    return make(**THINGS | sections)


def proof_of(found: Model, *claims: Judged, **how: Any) -> Proof:
    proof = prove(work(found, catalogue(), at=DAY), claims, VERIFIER, **how).assessment.proof
    assert proof is not None
    return proof


def part(proof: Proof, requirement: str, element: str) -> ProofPart:
    return next(
        one
        for row in proof.requirements
        if row.id == f"CPS.{requirement}" and row.organization == "owner"
        for one in row.parts
        if element in one.elements
    )


def gap(proof: Proof, subject: str) -> SubjectGap:
    return next(one for one in proof.subjects if one.subject == subject)


def test_the_lower_of_stated_and_proven_counts() -> None:
    stated = model(measures={"owner": {"CPS.AM-1": "advanced"}})
    for level, proven, shown in (("basic", "partial", "basic"), ("high-advanced", "met", "advanced")):
        found = part(proof_of(stated, judged(stated, "owner", met("AM-1", level))), "AM-1", "cam")
        assert (found.stated, found.proven, found.level, found.basis) == ("met", proven, shown, "third-party")
        assert found.by == "tuv"
        assert found.claim is not None


def test_among_claims_that_suffice_the_best_basis_counts() -> None:
    stated = model(measures={"owner": {"CPS.AM-1": "basic"}})
    claims = (
        judged(stated, "owner", met("AM-1", "advanced"), basis="self-declaration"),
        judged(stated, "owner", met("AM-1", "basic"), basis="public-certification"),
    )
    assert part(proof_of(stated, *claims), "AM-1", "cam").basis == "public-certification"


def test_a_claim_that_does_not_count_proves_nothing() -> None:
    stated = model(measures={"owner": {"CPS.AM-1": "advanced"}})
    claim = judged(stated, "owner", met("AM-1"), basis=None)
    proof = proof_of(stated, claim)
    assert part(proof, "AM-1", "cam").proven == "not-stated"
    assert not proof.claims[0].counts
    assert not proof.claims[0].used
    assert "expired" in str(proof.claims[0].why_not)


def test_what_answers_for_itself_is_not_proven_by_what_is_farther_away() -> None:
    stated = model(measures={"owner": {"CPS.AM-1": "advanced"}, "cam": {"CPS.AM-1": "advanced"}})
    proof = proof_of(stated, judged(stated, "owner", met("AM-1")))
    assert part(proof, "AM-1", "cam").proven == "not-stated"
    assert part(proof, "AM-1", "hub").proven == "met"


def test_a_claim_about_a_product_proves_what_its_owner_states() -> None:
    stated = model(measures={"owner": {"CPS.DS-10": "basic"}})
    proof = proof_of(stated, judged(stated, "x", met("DS-10", "advanced")))
    assert (part(proof, "DS-10", "cam").proven, part(proof, "DS-10", "cam").level) == ("partial", "basic")
    assert part(proof, "DS-10", "hub").proven == "not-stated"


def test_a_nearer_claim_of_less_does_not_take_the_place_of_more() -> None:
    stated = model(measures={"owner": {"CPS.DS-10": "advanced"}})
    claims = judged(stated, "owner", met("DS-10", "advanced")), judged(stated, "x", met("DS-10", "basic"))
    assert part(proof_of(stated, *claims), "DS-10", "cam").proven == "met"


def test_a_claim_about_a_flow_counts_over_it() -> None:
    stated = model(measures={"link": {"CPS.DS-3": "advanced"}})
    assert part(proof_of(stated, judged(stated, "link", met("DS-3"))), "DS-3", "hub").proven == "met"
    assert part(proof_of(stated, judged(stated, "hub", met("DS-3"))), "DS-3", "hub").proven == "not-stated"


def test_none_needs_no_proof_and_not_applicable_does() -> None:
    reason = {"level": "not-applicable", "reason": "no such thing"}
    stated = model(measures={"owner": {"CPS.AM-1": "none", "CPS.AM-3": reason}})
    proof = proof_of(stated, judged(stated, "owner", met("AM-1"), met("AM-3")))
    assert part(proof, "AM-1", "cam").proven == "missing"
    assert part(proof, "AM-3", "cam").proven == "not-stated"
    proof = proof_of(stated, judged(stated, "owner", Answer("CPS.AM-3", "not-applicable")))
    assert part(proof, "AM-3", "cam").proven == "not-applicable"


def test_proof_beyond_the_statement_counts_and_is_told() -> None:
    stated = model()
    proof = proof_of(stated, judged(stated, "owner", met("AM-1")))
    assert (part(proof, "AM-1", "cam").stated, part(proof, "AM-1", "cam").proven) == ("not-stated", "met")
    count = proof.layers[0].requirements
    assert (count.stated, count.proven, count.beyond) == (0, 1, 1)
    assert count.gap == count.required - 1
    assert [one.code for one in proof.diagnostics] == ["evidence-beyond"]


def test_statements_count_as_far_as_claims_cover_them() -> None:
    stated = model(
        confirmations=[
            {"perspective": "before-operation", "of": "product", "subject": "hub", "basis": "third-party"},
            {"perspective": "operators", "subject": "crew", "qualification": "L", "coverage": "4/4"},
            {"perspective": "social-support", "subject": "owner", "kind": "contact"},
        ]
    )
    nothing = gap(proof_of(stated), "hub")
    assert nothing.stated is not None
    assert nothing.proven is not None
    assert (nothing.stated.product, nothing.stated.operators, nothing.stated.social_support) == (
        "third-party", "licensed", "contact",
    )  # fmt: skip
    assert (nothing.proven.product, nothing.proven.operators, nothing.proven.social_support) == ("none",) * 3
    some = gap(
        proof_of(
            stated,
            judged(stated, "hub", met("iotssf/before-operation"), basis="self-declaration"),
            judged(stated, "crew", met("iotssf/operators")),
            judged(stated, "owner", met("iotssf/social-support")),
        ),
        "hub",
    )
    assert some.proven is not None
    assert (some.proven.product, some.proven.operators, some.proven.social_support) == (
        "self-declaration", "licensed", "contact",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "result", "hidden", "answered", "proven"),
    [
        (SchemeLevel("jp.jc-star", "S1.1", "1"), "met", 0, 16, "self-declaration"),
        (SchemeLevel("jp.jc-star", "S1.1", "1"), "not-applicable", 0, 16, "self-declaration"),
        (SchemeLevel("jp.jc-star", "S1.1", "2"), "met", 0, 16, "none"),
        (SchemeLevel("jp.jc-star", "S1.1", "1"), "partial", 0, 16, "none"),
        (SchemeLevel("jp.jc-star", "S1.1", "1"), "met", 1, 16, "none"),
        (SchemeLevel("jp.jc-star", "S1.1", "1"), "met", 0, 15, "none"),
        (SchemeLevel("sg.cls", "1", "1"), "met", 0, 16, "none"),
    ],
)
def test_a_claim_covers_the_scheme_that_a_statement_names(
    scheme: SchemeLevel, result: Any, hidden: int, answered: int, proven: str
) -> None:
    given = {"perspective": "before-operation", "of": "product", "subject": "hub", "basis": "self-declaration"}
    stated = model(confirmations=[given | {"scheme": "JC-STAR/1"}])
    items = [f"jp.jc-star/S1.1-{number:02}" for number in range(1, 17)]
    answers = [Answer(items[0], result), *[Answer(item, "met") for item in items[1:answered]]]
    claim = judged(stated, "hub", *answers, scheme=scheme, hidden=hidden)
    found = gap(proof_of(stated, claim), "hub").proven
    assert found is not None
    assert found.product == proven


def test_contradictions_and_claims_in_vain_are_told() -> None:
    stated = model(measures={"owner": {"CPS.AM-1": "advanced", "CPS.AM-4": "none"}})
    claims = (
        judged(stated, "owner", Answer("CPS.AM-1", "none"), met("AM-4")),
        judged(stated, "hub", met("CPS.XX-1"), met("iotssf/elsewhere")),
    )
    told = proof_of(stated, *claims).diagnostics
    assert [one.code for one in told] == ["evidence-contradicts", "evidence-contradicts", "evidence-unknown-item"]
    assert told[0].message.show("ja").startswith("所有者 の CPS.AM-1")
    elsewhere = judged(make(organizations={"stranger": {}}), "stranger", met("AM-1"))
    found = proof_of(stated, elsewhere)
    assert [one.code for one in found.diagnostics] == ["evidence-unknown-subject"]
    assert found.claims[0].element is None


def test_a_partner_may_call_a_thing_otherwise() -> None:
    stated = model(measures={"owner": {"CPS.DS-10": "advanced"}})
    foreign = judged(make(products={"X-2000": {}}), "X-2000", met("DS-10"))
    proof = proof_of(stated, Judged(foreign.file, foreign.verdict, "x"))
    assert part(proof, "DS-10", "cam").proven == "met"
    assert proof.claims[0].element == "x"


def test_leaving_out_by_claim_issuer_and_organization() -> None:
    stated = model(measures={"owner": {"CPS.AM-1": "advanced"}})
    claim = judged(stated, "owner", met("AM-1"), name="one")
    for name in (claim.verdict.digest, "urn:claim:one", "tuv", "owner"):
        proof = proof_of(stated, claim, without=[name])
        assert part(proof, "AM-1", "cam").proven == "not-stated"
        assert proof.claims[0].left_out
        assert proof.without == (name,)
    with pytest.raises(InputRefused) as refused:
        proof_of(stated, claim, without=["tux"])
    assert [(one.code, "tuv" in str(one.hint)) for one in refused.value.diagnostics] == [("unknown-evidence", True)]


def test_without_evidence_the_json_is_what_it_was() -> None:
    made = work(model(), catalogue(), at=DAY)
    assert made.assessment.proof is None
    proven = prove(made, [], VERIFIER).assessment
    head, _, tail = to_json(proven).partition(b',\n "proof": {')
    assert to_json(made.assessment) == head + b"\n}\n"
    assert tail


def test_statements_that_end_are_lapses() -> None:
    stated = model(
        measures={"owner": {"CPS.AM-1": {"level": "advanced", "valid_until": str(DAY + dt.timedelta(40))}}},
        confirmations=[
            {"perspective": "social-support", "subject": "owner", "kind": "contact",
             "valid_until": str(DAY + dt.timedelta(89))},
            {"perspective": "social-support", "subject": "hub", "kind": "contact",
             "valid_until": str(DAY + dt.timedelta(90))},
        ],
    )  # fmt: skip
    first, second = proof_of(stated).lapses
    assert (first.cause, first.within, first.day) == ("statement", 60, DAY + dt.timedelta(41))
    assert [(row.id, row.stage, row.was, row.becomes) for row in first.loss.rows] == [
        ("CPS.AM-1", "stated", "met", "not-stated")
    ]
    assert (second.within, second.things) == (90, ("owner",))
    assert {one.stage for one in second.loss.strengths} == {"stated"}
