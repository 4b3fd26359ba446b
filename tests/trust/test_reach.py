"""What is within reach: exact cases, and the laws that every answer, basis, day and recognition keeps to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanso.catalogue import Catalogue, Recognition, load_catalogue
from sanso.trust.schemes.device_checks import DeviceCheck, HeldLabel
from sanso.trust.schemes.plans import plan
from sanso.trust.schemes.reach import LevelReach, Reach, in_force, items_asked, reach

DAY = dt.date(2026, 11, 1)
RANK = {"blocked": 0, "open": 1, "needs-confirmation": 2, "filled-as-far-as-held": 3, "reachable": 3}
BASES = ("self-declaration", "third-party", "public-certification")


@cache
def content() -> Catalogue:
    return load_catalogue()


FACTS = tuple(load_catalogue().device_facts)
CONDITIONS = tuple(load_catalogue().device_conditions)


def check(facts: dict[str, Any] | None = None, **rest: Any) -> DeviceCheck:
    return DeviceCheck.model_validate({"element": "camera", "facts": facts or {}, **rest})


def of(facts: dict[str, Any] | None = None, *, day: dt.date = DAY, **rest: Any) -> Reach:
    return reach(content(), check(facts, **rest), day)


def asked(level: str) -> list[str]:
    scheme, _, name = level.partition("/")
    record = content().schemes[scheme]
    return [fact for item in items_asked(content(), record, record.level(name)) for fact in item.facts]


def state(reached: Reach, level: str) -> str:
    return at(reached, level).state


def at(reached: Reach, level: str) -> LevelReach:
    scheme, _, name = level.partition("/")
    return reached.at(scheme, name)


def test_the_three_of_psti_are_enough_for_psti() -> None:
    facts = dict.fromkeys(("password.unique", "password.unguessable", "disclosure.policy", "support.period"), "yes")
    reached = of(facts)
    assert state(reached, "uk.psti/1") == "reachable"
    assert set(at(reached, "uk.psti/1").bare) == set(facts)
    assert state(of({**facts, "support.period": "no"}), "uk.psti/1") == "blocked"
    assert at(of({**facts, "support.period": "unknown"}), "uk.psti/1").missing == ("support.period",)


def test_a_device_without_passwords_needs_no_password_rule() -> None:
    facts = {"disclosure.policy": "yes", "support.period": "yes"}
    level = at(of(facts, conditions={"passwords-used": "no"}), "uk.psti/1")
    assert level.state == "reachable"
    assert level.not_applicable == ("uk.psti/1",)
    assert at(of(facts), "uk.psti/1").undecided == ("passwords-used",)


def test_one_fact_fills_every_scheme_that_asks() -> None:
    met = {one.item for one in of({"disclosure.policy": "yes"}).items if one.value == "met"}
    assert met == {"etsi.en-303-645/5.2-1", "jp.jc-star/S1.1-05", "uk.psti/2", "nist.8425/intake", "eu.cra/II.5"}


def test_a_stronger_fact_fills_the_item_of_a_weaker_one() -> None:
    values = {one.item: one.value for one in of({"update.all-parts": "yes"}).items}
    assert values["jp.jc-star/S1.1-06"] == "met"
    assert {one.item: one.value for one in of({"update.possible": "no"}).items}["etsi.en-303-645/5.3-2"] == "blocked"


def test_constrained_decides_both_of_its_conditions() -> None:
    def values(answer: str) -> tuple[str, str]:
        found = {one.item: one.value for one in of(conditions={"constrained": answer}).items}
        return found["etsi.en-303-645/5.3-2"], found["etsi.en-303-645/5.3-14"]

    assert values("yes") == ("not-applicable", "open")
    assert values("no") == ("open", "not-applicable")


def test_a_mandatory_provision_takes_no_not_applicable() -> None:
    refused = {"answer": "not-applicable", "reason": "no sensors"}
    values = {one.item: one.value for one in of({"sensors.documented": refused, "boot.verified": refused}).items}
    assert values["etsi.en-303-645/5.8-3"] == "open"
    assert values["etsi.en-303-645/5.7-1"] == "not-applicable"


def test_a_declaration_does_not_reach_what_a_laboratory_evaluates() -> None:
    declared, tested = ({fact: {"answer": "yes", "basis": basis} for fact in asked("sg.cls/4")} for basis in BASES[:2])
    level = at(of(declared), "sg.cls/4")
    assert level.state == "needs-confirmation"
    assert set(level.weak) == set(declared)
    assert state(of(tested), "sg.cls/4") == "filled-as-far-as-held"
    assert state(of(declared), "jp.jc-star/1") == "open"
    one_declared = {**tested, "update.timely": "yes"}
    assert at(of(one_declared), "sg.cls/4").weak == ("update.timely",)


def test_all_items_of_jc_star_level_one() -> None:
    facts = dict.fromkeys(asked("jp.jc-star/1"), "yes")
    level = at(of(facts), "jp.jc-star/1")
    assert (level.state, level.asked, len(level.met)) == ("reachable", 16, 16)
    assert state(of(facts), "jp.jc-star/3") == "not-held"
    assert state(of(facts), "fi.label/label") == "closed"


def test_a_lapsed_statement_is_unknown() -> None:
    fact = {"support.period": {"answer": "yes", "until": "2026-10-31"}}
    assert of(fact).lapsed == ("support.period",)
    assert "support.period" in at(of(fact), "uk.psti/1").missing
    assert of(fact, day=dt.date(2026, 10, 31)).lapsed == ()


def test_what_one_examination_buys_is_sorted_and_unlocks() -> None:
    known = {fact: "yes" for fact in asked("uk.psti/1") if fact != "support.period"}
    reached = of(known)
    best = {one.examination: one for one in reached.buys}
    assert "uk.psti/1" in best["policy-review"].unlocks
    assert "uk.psti/1" not in best["credential-test"].unlocks
    assert best["policy-review"].facts.count("support.period") == 1
    keys = [(-len(one.schemes), -len(one.unlocks), -len(one.items), one.examination) for one in reached.buys]
    assert keys == sorted(keys)


def test_a_held_label_counts_over_one_edge_until_it_ends() -> None:
    label = {"scheme": "uk.psti", "level": "1", "until": "2027-01-31"}
    assert at(of(labels=[label]), "jp.jc-star/1").recognised_by == ("uk.psti--jp.jc-star",)
    assert at(of(labels=[label]), "uk.psti/1").held
    assert at(of(labels=[label], day=dt.date(2027, 2, 1)), "jp.jc-star/1").recognised_by == ()
    assert at(of(labels=[label], day=dt.date(2025, 12, 31)), "jp.jc-star/1").recognised_by == ()
    german = of(labels=[{"scheme": "de.bsi-it-sik", "level": "1"}])
    assert at(german, "sg.cls/2").recognised_by
    assert not at(german, "kr.cic/Basic").recognised_by
    assert not at(german, "fi.label/label").recognised_by


# --- laws ---

ANSWERS = st.sampled_from(["yes", "no", "unknown", "not-applicable"])
STATED = st.builds(
    lambda answer, basis: {"answer": answer, "basis": basis, "reason": "r"}, ANSWERS, st.sampled_from(BASES)
)
MOST = st.just({fact: {"answer": "yes"} for fact in FACTS})
SOME = st.dictionaries(st.sampled_from(FACTS), STATED, max_size=20)
FACTSETS = st.one_of(SOME, st.builds(lambda most, some: {**most, **some}, MOST, SOME))
CONDITIONSETS = st.dictionaries(st.sampled_from(CONDITIONS), st.sampled_from(["yes", "no", "unknown"]))


def ranks(reached: Reach) -> dict[str, int]:
    return {level.name: RANK[level.state] for level in reached.levels if level.state in RANK}


def assert_no_worse(before: Reach, after: Reach) -> None:
    old, new = ranks(before), ranks(after)
    assert old.keys() == new.keys()
    assert [name for name in old if new[name] < old[name]] == []


@settings(max_examples=25, deadline=None)
@given(FACTSETS, CONDITIONSETS, st.sampled_from(FACTS), st.sampled_from(["yes", "not-applicable"]))
def test_an_answer_other_than_no_never_makes_a_label_unreachable(
    facts: dict[str, Any], conditions: dict[str, str], fact: str, answer: str
) -> None:
    before = {**facts, fact: "unknown"}
    after = {**facts, fact: {"answer": answer, "reason": "r"}}
    old, new = of(before, conditions=conditions), of(after, conditions=conditions)
    low = {level.name for level in old.levels if level.state in ("reachable", "filled-as-far-as-held")}
    assert_no_worse(old, new)
    assert low <= {level.name for level in new.levels if level.state in ("reachable", "filled-as-far-as-held")}


@settings(max_examples=25, deadline=None)
@given(FACTSETS, CONDITIONSETS, st.sampled_from(CONDITIONS), st.sampled_from(["yes", "no"]))
def test_deciding_a_condition_never_makes_a_label_unreachable(
    facts: dict[str, Any], conditions: dict[str, str], condition: str, answer: str
) -> None:
    before = of(facts, conditions={**conditions, condition: "unknown"})
    assert_no_worse(before, of(facts, conditions={**conditions, condition: answer}))


@settings(max_examples=25, deadline=None)
@given(FACTSETS, CONDITIONSETS, st.sampled_from(FACTS))
def test_a_no_never_helps(facts: dict[str, Any], conditions: dict[str, str], fact: str) -> None:
    before = of({**facts, fact: "unknown"}, conditions=conditions)
    assert_no_worse(of({**facts, fact: "no"}, conditions=conditions), before)


@settings(max_examples=25, deadline=None)
@given(FACTSETS, CONDITIONSETS)
def test_a_basis_below_the_route_reaches_nothing(facts: dict[str, Any], conditions: dict[str, str]) -> None:
    declared = {fact: {**one, "basis": "self-declaration"} for fact, one in facts.items()}
    certified = {fact: {**one, "basis": "public-certification"} for fact, one in facts.items()}
    low, high = of(declared, conditions=conditions), of(certified, conditions=conditions)
    for level in low.levels:
        if level.basis not in (None, "self-declaration") and level.state in RANK and level.met:
            assert level.state in ("blocked", "open", "needs-confirmation")
    assert all(level.state != "needs-confirmation" for level in high.levels)
    assert_no_worse(low, high)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.sampled_from(FACTS), st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), max_size=30),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 1)),
    st.integers(0, 400),
)
def test_time_never_helps(untils: dict[str, dt.date], day: dt.date, later: int) -> None:
    facts: dict[str, Any] = dict.fromkeys(FACTS, "yes")
    facts |= {fact: {"answer": "yes", "until": until.isoformat()} for fact, until in untils.items()}
    assert_no_worse(of(facts, day=day + dt.timedelta(days=later)), of(facts, day=day))


LEVELS = tuple((s.id, level.level) for s in load_catalogue().schemes.values() for level in s.levels)
EDGES = st.lists(
    st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)).filter(lambda pair: pair[0][0] != pair[1][0]),
    min_size=2,
    max_size=25,
    unique=True,
)


def with_edges(pairs: list[tuple[tuple[str, str], tuple[str, str]]]) -> Catalogue:
    edges = {
        f"e{n}": Recognition.model_validate(
            {
                "id": f"e{n}", "title": "T", "source_text": "S", "edition": "1", "confidence": "derived",
                "from": {"scheme": a[0], "levels": (a[1],)}, "to": {"scheme": b[0], "level": b[1]}, "since": "2020",
            }
        )
        for n, (a, b) in enumerate(pairs)
    }  # fmt: skip
    return replace(content(), recognitions=MappingProxyType(edges))


@settings(max_examples=25, deadline=None)
@given(EDGES, st.lists(st.sampled_from(LEVELS), max_size=3))
def test_recognition_is_never_composed(
    pairs: list[tuple[tuple[str, str], tuple[str, str]]], held: list[tuple[str, str]]
) -> None:
    labels = [{"scheme": scheme, "level": level} for scheme, level in held]
    reached = reach(with_edges(pairs), check(labels=labels), DAY)
    recognised = {(one.scheme, one.level) for one in reached.levels if one.recognised_by}
    assert recognised == {b for a, b in pairs if a in held}


def test_a_chain_of_two_edges_leads_nowhere() -> None:
    first, second, third = ("uk.psti", "1"), ("jp.jc-star", "1"), ("sg.cls", "1")
    chained = with_edges([(first, second), (second, third)])
    reached = reach(chained, check(labels=[{"scheme": "uk.psti", "level": "1"}]), DAY)
    assert reached.at(*second).recognised_by
    assert not reached.at(*third).recognised_by


# --- plans ---

EXCUSED = {"answer": "not-applicable", "basis": "self-declaration", "reason": "r"}
TARGETS = ("jp.jc-star/1", "uk.psti/1", "sg.cls/2", "us.cyber-trust-mark/1", "eu.cra/default", "etsi.en-303-645/all")


@settings(max_examples=25, deadline=None)
@given(FACTSETS, st.lists(st.sampled_from(TARGETS), min_size=1, max_size=3, unique=True))
@example({"network.authenticated": EXCUSED}, ["jp.jc-star/1"])
def test_a_plan_is_enough_and_nothing_of_it_can_be_left_out(facts: dict[str, Any], targets: list[str]) -> None:
    conditions = dict.fromkeys(CONDITIONS, "yes") | {"constrained": "no"}
    content_without = replace(content(), recognitions=MappingProxyType({}))
    before = reach(content_without, check(facts, conditions=conditions), DAY)
    made = plan(content_without, before, targets)
    todo = dict.fromkeys((*made.change, *made.answer, *made.confirm))
    done = {"answer": "yes", "basis": "public-certification"}

    def after(left_out: str | None) -> Reach:
        answers = {**facts, **{fact: done for fact in todo if fact != left_out}}
        return reach(content_without, check(answers, conditions=conditions), DAY)

    assert all(RANK[at(after(None), name).state] == 3 for name in targets)
    implied_by = {weaker for fact in content().device_facts.values() for weaker in fact.implies}
    for fact in [one for one in todo if one not in implied_by and not content().device_facts[one].implies][:4]:
        assert any(RANK[at(after(fact), name).state] < 3 for name in targets), fact


def test_a_plan_goes_over_an_edge_where_that_is_less() -> None:
    reached = of({})
    made = plan(content(), reached, ["uk.psti/1", "jp.jc-star/1"])
    assert [way.edge for way in made.ways] == [None, None]
    german = of(labels=[{"scheme": "de.bsi-it-sik", "level": "1"}])
    over = plan(content(), german, ["sg.cls/2"])
    assert (over.ways[0].through, over.ways[0].edge, over.cost) == (
        "de.bsi-it-sik/1",
        "de.bsi-it-sik--sg.cls",
        (0, 0, 0),
    )


@settings(max_examples=25, deadline=None)
@given(EDGES, FACTSETS, st.lists(st.sampled_from(TARGETS), min_size=1, max_size=3, unique=True))
def test_a_plan_with_edges_never_costs_more_and_uses_single_edges(
    pairs: list[tuple[tuple[str, str], tuple[str, str]]], facts: dict[str, Any], targets: list[str]
) -> None:
    joined = with_edges(pairs)
    reached = reach(joined, check(facts), DAY)
    made = plan(joined, reached, targets)
    alone = plan(replace(joined, recognitions=MappingProxyType({})), reached, targets)
    assert made.cost <= alone.cost
    for way in made.ways:
        assert way.edge is None or (tuple(way.through.split("/")), tuple(way.target.split("/"))) in pairs


def test_a_target_that_is_not_held_here_is_said_to_be() -> None:
    made = plan(content(), of({}), ["cc.eal/EAL4"])
    assert made.out_of_reach == ("cc.eal/EAL4",)
    assert made.cost == (0, 0, 0)


@pytest.mark.parametrize("targets", [[], ["jp.jc-star/1", "uk.psti/1", "sg.cls/1", "sg.cls/2"]])
def test_a_plan_is_for_one_to_three(targets: list[str]) -> None:
    with pytest.raises(ValueError, match="targets"):
        plan(content(), of({}), targets)


def test_edges_are_in_force_from_their_day_on() -> None:
    edge = content().recognitions["kr.cic--sg.cls"]
    assert not in_force(edge, dt.date(2024, 12, 31))
    assert in_force(edge, dt.date(2025, 1, 1))
    ended = edge.model_copy(update={"until": "2026"})
    assert in_force(ended, dt.date(2026, 12, 31))
    assert not in_force(ended, dt.date(2027, 1, 1))


def test_a_label_is_held_as_it_is_stated() -> None:
    assert HeldLabel(scheme="uk.psti", level="1").until is None
