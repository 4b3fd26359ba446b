"""Laws of the trust gap, and an oracle beside it."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanso.analysis.assessing import Working, work
from sanso.analysis.proof.proving import Proven, prove
from sanso.analysis.proof.result import Loss, Proof
from sanso.analysis.proof.shown import Judged
from sanso.assessment.answers import STATUS_ORDER
from sanso.catalogue.strength import parts_of_demand
from sanso.model.process import Model
from sanso.trust.claims.claim import Answer

from ..altering import sound
from ..build import DAY, catalogue
from ..models import Sections, models
from . import oracle
from .claims import PERSPECTIVES, VERIFIER, evidence, judged, met

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=8)
LONG = settings(QUICK, max_examples=120)


def stated_of(sections: Sections) -> Working:
    model = sound(sections)
    assume(model is not None)
    assert model is not None
    return work(model, catalogue(), at=DAY)


def proof_of(stated: Working, claims: Sequence[Judged], **how: object) -> Proof:
    return proven_of(stated, claims, **how).assessment.proof  # type: ignore[return-value]


def proven_of(stated: Working, claims: Sequence[Judged], **how: object) -> Proven:
    return prove(stated, claims, VERIFIER, **how)  # type: ignore[arg-type]


def statuses(proof: Proof) -> dict[tuple[str, str | None, str], tuple[str, str]]:
    """Return stated and proven status by requirement, organization and element."""
    return {
        (row.id, row.organization, element): (part.stated, part.proven)
        for row in proof.requirements
        for part in row.parts
        for element in part.elements
    }


def strengths(proof: Proof) -> dict[tuple[str, str], int]:
    """Return the proven step of every demand."""
    steps = catalogue().demand_steps
    return {
        (gap.subject, part): steps[f"{part}.{getattr(gap.proven, part)}"].rank
        for gap in proof.subjects
        if gap.proven is not None
        for part in parts_of_demand()
    }


def rank(status: str) -> int:
    return STATUS_ORDER.index(status)  # type: ignore[arg-type]


@QUICK
@given(st.data(), models())
def test_without_claims_nothing_is_proven(data: st.DataObject, sections: Sections) -> None:
    stated = stated_of(sections)
    claims = data.draw(evidence(stated.whole))
    for proof in (proof_of(stated, []), proof_of(stated, [one for one in claims if not one.verdict.counts])):
        assert {proven for _, proven in statuses(proof).values()} <= {"missing", "not-stated", "not-required"}
        assert not any(strengths(proof).values())
        assert all(layer.requirements.proven == 0 for layer in proof.layers)
        assert not proof.dependences


@QUICK
@given(st.data(), models())
def test_what_is_asked_does_not_depend_on_evidence(data: st.DataObject, sections: Sections) -> None:
    stated = stated_of(sections)
    proof = proof_of(stated, data.draw(evidence(stated.whole)))
    for gap in proof.layers:
        said = stated.assessment.summary.status.get(gap.layer, {})
        assert gap.requirements.required == sum(number for status, number in said.items() if status != "not-required")
        assert gap.requirements.stated == said.get("met", 0) + said.get("not-applicable", 0)


@QUICK
@given(st.data(), models())
def test_what_is_proven_is_never_more_than_what_is_stated(data: st.DataObject, sections: Sections) -> None:
    stated = stated_of(sections)
    proof = proof_of(stated, data.draw(evidence(stated.whole)))
    for said, proven in statuses(proof).values():
        assert said == "not-stated" or rank(proven) <= rank(said)
    steps = catalogue().demand_steps
    for gap in proof.subjects:
        for part in parts_of_demand() if gap.stated and gap.proven else ():
            held = steps[f"{part}.{getattr(gap.stated, part)}"].rank
            assert steps[f"{part}.{getattr(gap.proven, part)}"].rank <= held


@QUICK
@given(st.data(), models())
def test_more_claims_never_lower_anything(data: st.DataObject, sections: Sections) -> None:
    stated = stated_of(sections)
    few = data.draw(evidence(stated.whole))
    more = {one.verdict.digest: one for one in (*few, *data.draw(evidence(stated.whole, 3)))}
    one, other = proof_of(stated, few), proof_of(stated, list(more.values()))
    before, after = statuses(one), statuses(other)
    assert before.keys() == after.keys()
    assert all(rank(after[key][1]) >= rank(before[key][1]) for key in before)
    lower, higher = strengths(one), strengths(other)
    assert all(higher[key] >= lower[key] for key in lower)


@QUICK
@given(st.data(), models(), st.integers(0, 10**9))
def test_the_order_of_claims_makes_no_difference(data: st.DataObject, sections: Sections, seed: int) -> None:
    stated = stated_of(sections)
    claims = list(data.draw(evidence(stated.whole)))
    turned = random.Random(seed).sample(claims, len(claims))
    one, other = proven_of(stated, claims), proven_of(stated, turned)
    assert sorted(one.assessment.proof.diagnostics, key=repr) == sorted(other.assessment.proof.diagnostics, key=repr)  # type: ignore[union-attr]
    assert statuses(one.assessment.proof) == statuses(other.assessment.proof)  # type: ignore[arg-type]
    assert one.assessment.proof.dependences == other.assessment.proof.dependences  # type: ignore[union-attr]
    assert one.assessment.proof.requirements == other.assessment.proof.requirements  # type: ignore[union-attr]
    assert one.assessment.proof.claims == other.assessment.proof.claims  # type: ignore[union-attr]


@QUICK
@given(models())
def test_a_model_that_is_proven_in_full_is_as_stated(sections: Sections) -> None:
    stated = stated_of(sections)
    assume(not stated.whole.procedures.keys() & stated.whole.measures.keys())  # claims are not about procedures
    proof = proof_of(stated, everything(stated.whole))
    assert all(proven == said for said, proven in statuses(proof).values())
    for gap in proof.subjects:
        if gap.stated is not None and gap.proven is not None:
            assert all(getattr(gap.stated, part) == getattr(gap.proven, part) for part in parts_of_demand())
            assert gap.nearest_stated == gap.nearest_proven


def everything(model: Model) -> list[Judged]:
    """Return claims that say what the model states, all of it."""
    found = []
    for place, answers in model.measures.items():
        said = [
            Answer(i, "not-applicable") if one.level == "not-applicable" else met(i, one.level)
            for i, one in answers.items()
            if one.level != "none" and (one.valid_until is None or one.valid_until >= DAY)
        ]
        found.append(judged(model, place, *said, basis="public-certification"))
    for place in {*(one.subject for one in model.confirmations), *model.people}:
        said = [met(f"iotssf/{one}", "") for one in PERSPECTIVES]
        found.append(judged(model, place, *said, basis="public-certification"))
    return found


@QUICK
@given(st.data(), models())
def test_an_oracle_finds_the_same(data: st.DataObject, sections: Sections) -> None:
    against_the_oracle(data, sections)


@pytest.mark.long
@LONG
@given(st.data(), models())
def test_an_oracle_finds_the_same_often(data: st.DataObject, sections: Sections) -> None:
    against_the_oracle(data, sections)


def against_the_oracle(data: st.DataObject, sections: Sections) -> None:
    stated = stated_of(sections)
    claims = data.draw(evidence(stated.whole))
    structure = stated.rated.structure
    for row in proof_of(stated, claims).requirements:
        for part in row.parts:
            for element in part.elements:
                ask = row.id, element, row.organization, part.required
                assert part.proven == oracle.status(structure.model, structure, claims, DAY, ask), ask


@QUICK
@given(st.data(), models())
def test_what_breaks_without_a_claim_is_what_is_gone_without_it(data: st.DataObject, sections: Sections) -> None:
    breaking(data, sections)


@pytest.mark.long
@LONG
@given(st.data(), models())
def test_what_breaks_without_a_claim_often(data: st.DataObject, sections: Sections) -> None:
    breaking(data, sections)


def breaking(data: st.DataObject, sections: Sections) -> None:
    stated = stated_of(sections)
    claims = data.draw(evidence(stated.whole))
    whole = proof_of(stated, claims)
    told = {(one.kind, one.id): one.loss for one in whole.dependences}
    for claim in claims:
        digest = claim.verdict.digest
        without = proof_of(stated, claims, without=[digest])
        compare(whole, without, told.get(("claim", digest), Loss()))
    for issuer in {one.verdict.claim.issuer for one in claims if one.verdict.claim is not None}:
        without = proof_of(stated, claims, without=[issuer])
        compare(whole, without, told.get(("certifier", issuer), Loss()))


def compare(whole: Proof, without: Proof, told: Loss) -> None:
    before, after = statuses(whole), statuses(without)
    gone: dict[tuple[str, str | None], int] = {}
    for key in before:
        if rank(after[key][1]) < rank(before[key][1]):
            gone[key[0], key[1]] = gone.get((key[0], key[1]), 0) + 1
    assert {(row.id, row.organization): row.elements for row in told.rows} == gone
    assert all(row.stage == "proven" for row in told.rows)
    high, low = strengths(whole), strengths(without)
    required = {gap.subject: gap.required for gap in whole.subjects}
    weaker = {key for key in high if low[key] < high[key] and required[key[0]]}
    assert {(one.subject, one.demand) for one in told.strengths} == {key for key in weaker if asked(whole, key)}


def asked(proof: Proof, key: tuple[str, str]) -> bool:
    """Tell whether a demand is made of such a thing: of an organization only some are."""
    kind = next(gap.kind for gap in proof.subjects if gap.subject == key[0])
    return kind != "organization" or key[1] in ("organization", "operators", "social_support")
