"""What claims show of a device's facts: exact cases, and the laws that every set of answers keeps to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.answers import Basis
from sanso.trust.claims.claim import RESULTS, Result
from sanso.trust.schemes.device_checks import DeviceCheck
from sanso.trust.schemes.items import BASIS_RANK
from sanso.trust.schemes.proven_facts import ProvenFacts, ShownItem, proven_facts
from sanso.trust.schemes.reach import LevelReach, Reach, reach

DAY = dt.date(2026, 11, 1)
LATER = dt.date(2027, 3, 31)
BETTER = {"blocked": 0, "open": 1, "needs-confirmation": 2, "filled-as-far-as-held": 3, "reachable": 3}


@cache
def content() -> Catalogue:
    return load_catalogue()


ITEMS = tuple(load_catalogue().scheme_items)
FACTS = tuple(load_catalogue().device_facts)
JC_STAR = tuple(item for item in ITEMS if item.startswith("jp.jc-star/"))


def check(facts: dict[str, Any] | None = None, **rest: Any) -> DeviceCheck:
    return DeviceCheck.model_validate({"element": "camera", "facts": facts or {}, **rest})


def shown(
    item: str,
    result: Result = "met",
    basis: Basis = "third-party",
    *,
    claim: str = "sha-256:1",
    until: dt.date = LATER,
) -> ShownItem:
    return ShownItem(item, result, basis, until, claim, "lab")


def proven(facts: dict[str, Any] | None, *items: ShownItem, **rest: Any) -> tuple[ProvenFacts, Reach]:
    found = proven_facts(content(), check(facts, **rest), items, DAY)
    return found, reach(content(), found.check, DAY, found.settled)


def level(reached: Reach, name: str) -> LevelReach:
    return reached.at(*name.rsplit("/", 1))


def values(reached: Reach) -> dict[str, str]:
    return {one.item: one.value for one in reached.items}


def test_one_claim_fills_every_scheme_that_asks_for_its_fact() -> None:
    found, reached = proven(None, shown("uk.psti/2"))
    assert found.facts == ("disclosure.policy",)
    filled = {"etsi.en-303-645/5.2-1", "jp.jc-star/S1.1-05", "nist.8425/intake", "eu.cra/II.5"}
    assert set(found.fills[0].fills) == filled
    assert {item for item, value in values(reached).items() if value == "met"} == {*filled, "uk.psti/2"}


def test_all_of_jc_star_is_all_of_psti() -> None:
    _, reached = proven(None, *(shown(item, basis="self-declaration") for item in JC_STAR))
    assert level(reached, "jp.jc-star/1").state == "reachable"
    assert level(reached, "uk.psti/1").state == "reachable"
    assert level(reached, "eu.red-da/3.3d").state == "open"


def test_a_basis_is_what_is_proven_and_not_what_is_stated() -> None:
    asked = level(reach(content(), check(), DAY), "sg.cls/1").missing
    stated = {fact: {"answer": "yes", "basis": "third-party"} for fact in asked}
    assert level(reach(content(), check(stated), DAY), "sg.cls/1").weak == ()
    found, reached = proven(stated)
    assert level(reached, "sg.cls/1").state == "needs-confirmation"
    assert set(found.unproven) == set(stated)


def test_a_laboratory_raises_what_its_claim_answers() -> None:
    item = "etsi.en-303-645/5.1-1"
    facts = content().scheme_items[item].facts
    stated = dict.fromkeys(facts, "yes")
    found, reached = proven(stated, shown(item))
    bases = {one.fact: one.basis for one in reached.facts}
    assert {bases[fact] for fact in facts} == {"third-party"}
    assert found.unproven == ()
    _, declared = proven(stated, shown(item, basis="self-declaration"))
    assert set(facts) <= set(level(declared, "sg.cls/1").weak)
    assert not set(facts) & set(level(reached, "sg.cls/1").weak)


def test_of_several_facts_that_need_not_apply_none_is_proven() -> None:
    item = "jp.jc-star/S1.1-01"
    assert len(content().scheme_items[item].facts) > 1
    found, reached = proven(None, shown(item))
    assert found.facts == ()
    assert values(reached)[item] == "met"
    assert [one for one, value in values(reached).items() if value == "met"] == [item]


def test_the_worse_of_two_answers_counts() -> None:
    found, reached = proven({"disclosure.policy": "no"}, shown("uk.psti/2"))
    assert found.contradicted == ("disclosure.policy",)
    assert found.facts == ()
    assert values(reached)["jp.jc-star/S1.1-05"] == "blocked"
    found, reached = proven({"disclosure.policy": "yes"}, shown("uk.psti/2", "partial"))
    assert found.contradicted == ("disclosure.policy",)
    assert values(reached)["uk.psti/2"] == values(reached)["jp.jc-star/S1.1-05"] == "blocked"


def test_a_denied_weaker_fact_takes_the_stronger_one_along() -> None:
    found, reached = proven({"update.all-parts": "yes"}, shown("jp.jc-star/S1.1-06", "none"))
    assert content().scheme_items["jp.jc-star/S1.1-06"].facts == ("update.possible",)
    assert found.contradicted == ("update.all-parts",)
    assert values(reached)["etsi.en-303-645/5.3-2"] == "blocked"


def test_an_item_that_a_claim_denies_is_blocked_whichever_fact_is_meant() -> None:
    item = "jp.jc-star/S1.1-12"
    _, reached = proven(dict.fromkeys(content().scheme_items[item].facts, "yes"), shown(item, "none"))
    state = next(one for one in reached.items if one.item == item)
    assert state.value == "blocked"
    assert state.denied == content().scheme_items[item].facts


def test_what_need_not_apply_is_out_by_a_claim_and_what_must_is_not() -> None:
    _, reached = proven(None, shown("jp.jc-star/S1.1-15", "not-applicable"), shown("uk.psti/2", "not-applicable"))
    assert values(reached)["jp.jc-star/S1.1-15"] == "not-applicable"
    assert values(reached)["uk.psti/2"] == "open"


def test_a_claim_that_has_ended_shows_nothing() -> None:
    found, _ = proven(None, shown("uk.psti/2", until=DAY - dt.timedelta(1)))
    assert (found.facts, found.fills, found.settled) == ((), (), {})
    assert proven(None, shown("uk.psti/2", until=DAY))[0].facts == ("disclosure.policy",)


answers = st.builds(
    ShownItem,
    st.sampled_from(ITEMS),
    st.sampled_from(RESULTS),
    st.sampled_from(("self-declaration", "third-party", "public-certification")),
    st.sampled_from((DAY - dt.timedelta(1), DAY, LATER)),
    st.sampled_from(("sha-256:1", "sha-256:2", "sha-256:3")),
    st.just("lab"),
)
statements = st.dictionaries(
    st.sampled_from(FACTS),
    st.sampled_from(
        (
            "yes",
            "no",
            "unknown",
            {"answer": "yes", "basis": "third-party"},
            {"answer": "not-applicable", "reason": "none"},
        )
    ),
    max_size=12,
)


@given(statements, st.lists(answers, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(facts: dict[str, Any], items: list[ShownItem], chance: Any) -> None:
    other = [*items]
    chance.shuffle(other)
    assert proven(facts, *items) == proven(facts, *other)


@given(statements, st.lists(answers, max_size=8), st.sampled_from(ITEMS), st.sampled_from(tuple(BASIS_RANK)))
def test_one_more_met_answer_never_makes_a_level_worse(
    facts: dict[str, Any], items: list[ShownItem], item: str, basis: Basis
) -> None:
    _, before = proven(facts, *items)
    found, after = proven(facts, *items, shown(item, basis=basis, claim="sha-256:9"))
    if found.contradicted:
        return
    for old, new in zip(before.levels, after.levels, strict=True):
        if old.state in BETTER:
            assert BETTER[new.state] >= BETTER[old.state], (old.name, old, new)


@given(statements, st.lists(answers, max_size=12))
def test_nothing_stands_on_a_higher_basis_than_a_claim_gives(facts: dict[str, Any], items: list[ShownItem]) -> None:
    _, reached = proven(facts, *items)
    best = max((BASIS_RANK[one.basis] for one in items), default=0)
    assert all(one.basis is None or BASIS_RANK[one.basis] <= best for one in reached.facts)
    assert all(one.shown is None or BASIS_RANK[one.shown] <= best for one in reached.items)


@given(statements)
def test_without_claims_declarations_count_as_they_are(facts: dict[str, Any]) -> None:
    declared = {fact: one for fact, one in facts.items() if not isinstance(one, dict) or one["answer"] != "yes"}
    found, reached = proven(declared)
    assert reached == reach(content(), check(declared), DAY)
    assert (found.facts, found.fills, found.contradicted, found.unproven) == ((), (), (), ())


@given(statements, st.lists(answers, max_size=12))
def test_what_a_claim_fills_is_filled_by_all_of_them_unless_another_stands_against_it(
    facts: dict[str, Any], items: list[ShownItem]
) -> None:
    found, reached = proven(facts, *items)
    now = values(reached)
    denied = {one.item for one in items if one.result in ("none", "partial")}
    for fill in found.fills:
        assert not set(fill.fills) & set(fill.items)
        assert all(now[item] == "met" for item in fill.fills if item not in denied and not found.contradicted)


@given(statements, st.lists(answers, max_size=12))
def test_a_claim_taken_away_counts_as_if_it_had_never_been(facts: dict[str, Any], items: list[ShownItem]) -> None:
    kept = [one for one in items if one.claim != "sha-256:1"]
    ended = [replace(one, until=DAY - dt.timedelta(1)) if one.claim == "sha-256:1" else one for one in items]
    assert proven(facts, *kept) == proven(facts, *ended)
