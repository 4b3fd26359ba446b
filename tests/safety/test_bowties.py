"""Bow-ties: lines, barriers and when they count, mitigations; and what stays the same however the model is written."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.harms import Harm
from sanso.safety import Barrier, BowTie, BowTies, Judgement, StatedAnswer
from sanso.safety.barriers import counted
from sanso.safety.causes import lines_of

from ..analysis.build import DAY, catalogue, effect, harm, link, make, structure

APART: dict[str, Any] = {
    "organizations": {"drive-maker": {}, "guard-maker": {}, "keeper": {}, "watcher": {}, "plant": {}},
    "people": {"staff": {"employer": "plant"}, "others": {"employer": "plant"}},
    "products": {"drive-1": {"maker": "drive-maker"}, "guard-1": {"maker": "guard-maker"}},
    "components": {
        "drive": {"kind": "actuator", "product": "drive-1", "roles": {"owner": "plant", "maintainer": "keeper"}},
        "control": {"kind": "controller", "roles": {"owner": "plant"}},
        "guard": {
            "kind": "safety-function",
            "product": "guard-1",
            "roles": {"owner": "plant", "maintainer": "watcher"},
            "integrity": {"standard": "ISO 13849", "level": "d"},
            "safe_state": "alarm",
        },
    },
    "physical": {"area": {}, "mains-1": {}, "mains-2": {}},
    "connections": {
        "order": link("commands", "control", "drive"),
        "move": link("actuates", "drive", "area"),
        "feed-drive": link("feeds", "mains-1", "drive"),
        "feed-guard": link("feeds", "mains-2", "guard"),
    },
    "harms": {
        "h": harm(
            {"all_of": [effect("drive"), effect("guard", "defeated"), {"condition": "near"}]},
            origin=["attack", "fault", "nature"],
            borne_by="plant",
        )
    },
    "conditions": {"near": {"probability": 0.5}},
}

Change = Callable[[dict[str, Any]], Any]


def draw(
    sections: dict[str, Any], human: str = "fatal", answers: tuple[StatedAnswer, ...] = (), ident: str = "h"
) -> BowTie:
    return BowTies.of(structure(make(**sections)), catalogue(), DAY, answers).draw(ident, human, "serious")


def changed(change: Change) -> dict[str, Any]:
    sections = copy.deepcopy(APART)
    change(sections)
    return sections


def verdicts(tie: BowTie, element: str = "guard", line: int = 1) -> dict[str, str]:
    barrier = next(b for b in tie.lines[line - 1].barriers if b.element == element)
    return {one.origin: one.verdict for one in barrier.judgements}


def reasons(tie: BowTie, origin: str = "attack", element: str = "guard") -> str:
    (barrier,) = [b for b in tie.lines[0].barriers if b.element == element]
    return "; ".join(r.en for one in barrier.judgements if one.origin == origin for r in one.reasons)


def test_the_failure_of_a_safety_function_is_a_barrier_and_no_line() -> None:
    tie = draw(APART)
    (line,) = tie.lines
    assert (line.element, line.effect, line.conditions) == ("drive", "manipulated", ("near",))
    assert [(b.element, b.kind, b.named) for b in line.barriers] == [("guard", "safety-function", True)]
    assert tie.top_event.en == "drive: manipulated"
    assert {(c.element, c.relation) for c in line.controllers} >= {("control", "commands"), ("keeper", "maintains")}


def test_an_independent_barrier_counts_against_attack_fault_and_nature() -> None:
    tie = draw(APART)
    assert verdicts(tie) == {"attack": "counts", "fault": "counts", "nature": "counts"}
    assert [(one.origin, one.least, one.barriers) for one in tie.counts] == [
        (origin, 1, ("guard",)) for origin in ("attack", "fault", "nature")
    ]


def same_maker(m: dict[str, Any]) -> None:
    m["products"]["guard-1"]["maker"] = "drive-maker"


def same_product(m: dict[str, Any]) -> None:
    m["components"]["guard"]["product"] = "drive-1"


def same_maintainer(m: dict[str, Any]) -> None:
    m["components"]["guard"]["roles"]["maintainer"] = "keeper"


def same_part(m: dict[str, Any]) -> None:
    m["products"]["chip"] = {"maker": "plant"}
    for product in ("drive-1", "guard-1"):
        m["products"][product]["contains"] = ["chip"]


def same_channel(m: dict[str, Any]) -> None:
    m["connections"]["set"] = link("configures", "control", "guard")


def linked(m: dict[str, Any]) -> None:
    m["connections"]["wire"] = link("transmits", "drive", "guard")


def remote(m: dict[str, Any]) -> None:
    m["connections"]["far-1"] = link("remote-access", "keeper", "control")
    m["connections"]["far-2"] = link("remote-access", "keeper", "guard")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (same_maker, "same maker"),
        (same_product, "same product"),
        (same_maintainer, "same maintainer"),
        (same_part, "common built-in part"),
        (same_channel, "shared control source: control"),
        (linked, "directly connected"),
        (remote, "shared control source: keeper"),
    ],
)
def test_what_can_disable_both_makes_it_zero_against_attack(change: Change, why: str) -> None:
    tie = draw(changed(change))
    assert verdicts(tie)["attack"] == "zero"
    assert why in reasons(tie)
    assert tie.counts[0].least == 0


@pytest.mark.parametrize("change", [same_maker, same_maintainer, same_channel, linked, remote])
def test_it_may_still_count_against_fault(change: Change) -> None:
    assert verdicts(draw(changed(change)))["fault"] == "counts"


@pytest.mark.parametrize("change", [same_product, same_part])
def test_common_design_counts_zero_against_fault_as_well(change: Change) -> None:
    assert verdicts(draw(changed(change)))["fault"] == "zero"


def test_a_common_feed_takes_both_away_in_fault_and_nature_but_not_by_intent() -> None:
    def same_feed(m: dict[str, Any]) -> None:
        m["connections"]["feed-guard"]["from"] = "mains-1"

    found = verdicts(draw(changed(same_feed)))
    assert found == {"attack": "counts", "fault": "zero", "nature": "zero"}


@pytest.mark.parametrize("feed", ["mains-1", None])
def test_what_falls_into_a_stop_without_a_feed_loses_nothing_by_it(feed: str | None) -> None:
    def safe(m: dict[str, Any]) -> None:
        m["components"]["guard"]["safe_state"] = "drive power off"
        if feed is None:
            del m["connections"]["feed-guard"]
        else:
            m["connections"]["feed-guard"]["from"] = feed

    tie = draw(changed(safe))
    assert verdicts(tie) == {"attack": "counts", "fault": "counts", "nature": "counts"}
    assert any("falls" in c.en for one in tie.lines[0].barriers[0].judgements for c in one.caveats)


def test_what_the_whole_depends_on_is_no_common_feed() -> None:
    def inside(m: dict[str, Any]) -> None:
        m["systems"] = {"line": {"contains": ["drive", "guard"]}}
        m["components"]["server"] = {"kind": "server"}
        m["connections"]["need"] = link("depends-on", "line", "server")

    assert verdicts(draw(changed(inside)))["fault"] == "counts"

    def fed(m: dict[str, Any]) -> None:
        inside(m)
        m["connections"]["need"] = link("feeds", "mains-1", "line")

    assert verdicts(draw(changed(fed)))["fault"] == "zero"


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        (("components", "guard", "product"), "attack"),
        (("products", "guard-1", "maker"), "attack"),
        (("components", "guard", "roles", "maintainer"), "attack"),
        (("components", "guard", "product"), "fault"),
        (("connections", "feed-guard"), "fault"),
        (("connections", "feed-guard"), "nature"),
    ],
)
def test_what_is_not_stated_leaves_it_open_and_uncounted(path: tuple[str, ...], origin: str) -> None:
    sections = copy.deepcopy(APART)
    inner: Any = sections
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    tie = draw(sections)
    assert verdicts(tie)[origin] == "open"
    assert "not stated" in reasons(tie, origin)
    assert next(one.least for one in tie.counts if one.origin == origin) == 0


def test_a_claim_of_independence_proves_nothing() -> None:
    def claimed(m: dict[str, Any]) -> None:
        same_maker(m)
        m["components"]["guard"]["independent_of"] = ["drive"]

    tie = draw(changed(claimed))
    assert verdicts(tie)["attack"] == "zero"
    assert "independent_of" in tie.lines[0].barriers[0].judgements[0].caveats[0].en


def test_misuse_counts_zero_where_the_same_people_act_on_both() -> None:
    def same_people(m: dict[str, Any]) -> None:
        m["harms"]["h"]["origin"] = "misuse"
        m["connections"]["press"] = link("operates", "staff", "drive")
        m["procedures"] = {"care": {"performed_by": ["staff"], "acts_on": ["drive", "guard"]}}

    assert verdicts(draw(changed(same_people))) == {"misuse": "zero"}

    def other_people(m: dict[str, Any]) -> None:
        same_people(m)
        m["procedures"]["care"]["acts_on"] = ["drive"]

    assert verdicts(draw(changed(other_people))) == {"misuse": "counts"}


def test_barriers_that_the_cause_does_not_name_say_so() -> None:
    def unnamed(m: dict[str, Any]) -> None:
        m["harms"]["h"]["cause"] = effect("drive")
        m["components"]["guard"]["protects"] = ["drive"]
        m["components"]["limit"] = {"kind": "sensor"}
        m["connections"]["move"]["confirmed_by"] = "limit"

    tie = draw(changed(unnamed))
    found = {b.element: b for b in tie.lines[0].barriers}
    assert {(b.kind, b.named) for b in found.values()} == {("confirmation", False), ("safety-function", False)}
    assert found["limit"].through == ("move",)
    assert verdicts(tie)["attack"] == "counts"
    for barrier in found.values():
        assert barrier.remark is not None
        assert "even where it works" in barrier.remark.en


def test_protecting_merely_the_same_physical_thing_is_left_open() -> None:
    def coarse(m: dict[str, Any]) -> None:
        m["harms"]["h"]["cause"] = effect("drive")
        m["components"]["guard"]["protects"] = ["area"]

    tie = draw(changed(coarse))
    assert set(verdicts(tie).values()) == {"open"}
    assert tie.comparisons == (), "its integrity is not asked for"


@pytest.mark.parametrize("word", ["stopped", "leaked", "abused"])
def test_a_safety_function_is_no_barrier_against_a_stop(word: str) -> None:
    def stops(m: dict[str, Any]) -> None:
        m["harms"]["h"]["cause"] = effect("drive", word)
        m["components"]["guard"]["protects"] = ["drive"]

    assert draw(changed(stops)).lines[0].barriers == ()


def test_cross_check_is_a_barrier_for_the_reading_that_lists_it() -> None:
    sections: dict[str, Any] = {
        "components": {"gauge": {"kind": "sensor"}, "meter": {"kind": "sensor"}},
        "physical": {"tank": {}},
        "connections": {"read": link("senses", "tank", "gauge", cross_check=["meter"])},
        "harms": {"h": harm({"all_of": [effect("gauge", "lies"), effect("meter", "lies")]})},
    }
    (line,) = draw(sections).lines
    assert (line.element, [(b.element, b.kind) for b in line.barriers]) == ("gauge", [("meter", "cross-check")])
    sections["connections"]["back"] = link("senses", "tank", "meter", cross_check=["gauge"])
    assert [one.element for one in draw(sections).lines] == ["gauge", "meter"], (
        "checking each other, none is the barrier"
    )


def test_one_of_several_ways_to_lose_a_fallback() -> None:
    sections: dict[str, Any] = {
        "components": {"net": {"kind": "network"}, "radio": {"kind": "network"}},
        "procedures": {"call": {"kind": "emergency"}},
        "conditions": {"storm": {"rate": "3/year"}},
        "harms": {
            "h": harm(
                {
                    "all_of": [
                        {"condition": "storm"},
                        effect("net", "stopped"),
                        {"any_of": [effect("call", "skipped"), effect("radio", "stopped")]},
                    ]
                },
                origin="nature",
            )
        },
    }
    (line,) = draw(sections).lines
    assert (line.element, line.conditions) == ("net", ("storm",))
    assert {(b.element, b.alternatives) for b in line.barriers} == {("call", ("radio",)), ("radio", ("call",))}


def test_a_barrier_that_is_a_cause_itself_counts_zero() -> None:
    def cause(m: dict[str, Any]) -> None:
        m["harms"]["h"]["cause"] = {"any_of": [effect("drive"), effect("limit", "lies")]}
        m["components"]["limit"] = {"kind": "sensor"}
        m["connections"]["move"]["confirmed_by"] = "limit"

    tie = draw(changed(cause))
    assert set(verdicts(tie, "limit").values()) == {"zero"}
    assert "cause of this harm" in reasons(tie, element="limit")


def test_part_of_what_fails_is_no_barrier() -> None:
    def inside(m: dict[str, Any]) -> None:
        m["components"]["limit"] = {"kind": "sensor"}
        m["components"]["drive"]["contains"] = ["limit"]
        m["connections"]["move"]["confirmed_by"] = "limit"

    tie = draw(changed(inside))
    assert reasons(tie, element="limit") == "part of what fails"


def test_the_same_barrier_counts_once_for_both_sides() -> None:
    def both(m: dict[str, Any]) -> None:
        m["harms"]["h"]["mitigations"] = [
            {"what": "stops the drive", "by": "guard"},
            {"what": "first aid", "by": "staff"},
        ]

    tie = draw(changed(both))
    own = [(one.by, one.already) for one in tie.mitigations if one.kind == "mitigation"]
    assert own == [("guard", True), ("staff", False)]
    assert [one.already for one in tie.mitigations if one.kind == "safe-state"] == [True]
    assert tie.counts[0].least == 1


def test_support_of_the_bearer_is_told_as_it_counts_that_day() -> None:
    def supported(m: dict[str, Any]) -> None:
        about = {"perspective": "social-support", "subject": "plant"}
        m["harms"]["other"] = harm(effect("drive"))
        m["confirmations"] = [
            {**about, "kind": "contact"},
            {**about, "kind": "liability-insurance", "limit": "5 MJPY", "covers": ["other"]},
            {**about, "kind": "recall-fund", "valid_until": "2020-01-01"},
            {**about, "subject": "keeper", "kind": "repair-fund"},
        ]

    found = [(one.kind, one.status) for one in draw(changed(supported)).mitigations if one.by == "plant"]
    assert found == [("contact", "stated"), ("insurance", "not-stated"), ("fund", "expired")]
    (nothing,) = [one for one in draw(APART).mitigations if one.kind == "insurance"]
    assert nothing.status == "not-stated"


def test_response_counts_what_is_stated_of_who_answers() -> None:
    answers = (
        StatedAnswer("CPS.RP-1", "drive", "plant", "met"),
        StatedAnswer("CPS.RP-1", "guard", "plant", "partial"),
        StatedAnswer("CPS.CO-1", "drive", "plant", "met"),
        StatedAnswer("CPS.MI-1", "drive", "plant", "not-required"),
        StatedAnswer("CPS.AC-1", "drive", "plant", "missing"),
        StatedAnswer("CPS.CO-2", "drive", "keeper", "missing"),
    )
    (response,) = [one for one in draw(APART, answers=answers).mitigations if one.kind == "response"]
    assert response.text.en == "response of plant: 1 of 2 stated; open: RP-1"
    assert (response.status, response.reference) == ("partial", "CPS.CO-1, CPS.RP-1")


def test_origins_fit_the_element() -> None:
    sections: dict[str, Any] = {
        "people": {"driver": {}},
        "components": {"net": {"kind": "network"}},
        "harms": {
            "h": harm(
                {"any_of": [effect("net", "stopped"), effect("driver", "deceived")]},
                origin=["attack", "fault", "misuse"],
            )
        },
    }
    assert [line.origins for line in draw(sections).lines] == [("attack", "fault"), ("attack", "misuse")]


def test_floors_of_safety_are_asked_only_where_something_physical_goes_wrong() -> None:
    sections = {"data": {"log": {}}, "harms": {"h": harm(effect("log", "leaked"))}}
    assert [one.family for one in draw(sections).floors] == ["iec62443"]
    assert [one.family for one in draw(APART).floors] == ["iso13849", "iec61508", "iec62443"]
    assert "iso26262" in [one.family for one in draw({**APART, "sectors": ["auto"]}).floors]
    assert "iso26262" not in [one.family for one in draw({**APART, "sectors": ["auto", "factory"]}).floors]


def test_unknown_harm() -> None:
    with pytest.raises(KeyError):
        draw(APART, ident="nothing")


def test_barriers_of_which_any_may_fail_count_as_one_or_not_at_all() -> None:
    def barrier(ident: str, verdict: str, *others: str) -> Barrier:
        return Barrier(ident, "partner", True, (), (Judgement("attack", verdict),), others)  # type: ignore[arg-type]

    one, two = barrier("a", "counts", "b"), barrier("b", "counts", "a")
    assert counted([one, two], "attack") == (frozenset("ab"),)
    assert counted([one, barrier("b", "zero", "a")], "attack") == ()
    assert counted([one], "attack") == (), "the other one is not known to count"
    assert counted([barrier("a", "counts"), barrier("a", "counts")], "attack") == (frozenset("a"),)
    assert counted([one, two], "fault") == ()


ELEMENTS = ("a", "b", "c", "d")
LEAVES = st.builds(effect, st.sampled_from(ELEMENTS), st.sampled_from(["manipulated", "lies", "stopped"])) | st.just(
    {"condition": "x"}
)
CAUSES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda members: {"all_of": members})
        | st.lists(inner, min_size=1, max_size=3).map(lambda members: {"any_of": members})
        | st.lists(inner, min_size=2, max_size=3).map(lambda members: {"at_least": {"n": 2, "of": members}})
    ),
    max_leaves=8,
)
PLAIN = make(components={ident: {"kind": "controller"} for ident in ELEMENTS})


def _named(cause: dict[str, Any]) -> set[tuple[str, str]]:
    if "element" in cause:
        return {(cause["element"], cause["effect"])}
    members = cause.get("all_of") or cause.get("any_of") or (cause.get("at_least") or {}).get("of") or []
    return {leaf for member in members for leaf in _named(member)}


def _ways(cause: dict[str, Any]) -> set[frozenset[tuple[str, str]]]:
    """The sets of effects that bring a cause about, by definition."""
    if "element" in cause:
        return {frozenset({(cause["element"], cause["effect"])})}
    if "condition" in cause:
        return {frozenset()}
    if "any_of" in cause:
        return {way for member in cause["any_of"] for way in _ways(member)}
    members = cause.get("all_of")
    if members is not None:
        found: set[frozenset[tuple[str, str]]] = {frozenset()}
        for member in members:
            found = {one | other for one in found for other in _ways(member)}
        return found
    of = cause["at_least"]["of"]
    return {
        one | other
        for i, first in enumerate(of)
        for second in of[i + 1 :]
        for one in _ways(first)
        for other in _ways(second)
    }


@given(CAUSES)
def test_every_effect_is_told_once_and_partners_are_needed_in_every_way(cause: dict[str, Any]) -> None:
    lines = lines_of(PLAIN, Harm.model_validate({"cause": cause}))
    assert lines
    told = [(line.leaf.element, line.leaf.effect) for line in lines if line.leaf is not None]
    assert sorted(told) == sorted(_named(cause))
    ways = _ways(cause)
    for line in lines:
        if line.leaf is None:
            continue
        mine = [way for way in ways if (line.leaf.element, line.leaf.effect) in way]
        for partner in line.partners:
            names = {partner.element, *partner.alternatives}
            assert all(any(element in names for element, _ in way) for way in mine), (line, ways)
