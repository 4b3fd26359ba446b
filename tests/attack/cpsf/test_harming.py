"""Causes of harms: what attacks and circumstances bring about, alone and together."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.attack.cpsf import EFFECTS, Stage, cpsf
from sanso.attack.cpsf.combining import MOST

from .build import catalogue, links, stage_of

DEVICES = {name: {"kind": "controller"} for name in "xyz"}
CONDITIONS = {name: {"probability": 0.25} for name in "abc"}
X, Y, Z = ({"element": name, "effect": "stopped"} for name in "xyz")
A, B, C = ({"condition": name} for name in "abc")


def staged_cause(cause: dict[str, Any], **more: Any) -> Stage:
    return stage_of(components=DEVICES, conditions=CONDITIONS, harms={"h": {"cause": cause, "human": "none"}}, **more)


def falls(stage: Stage, struck: set[str], holding: set[str]) -> bool:
    """Whether the harm happens where these have stopped and these conditions hold: the least fixpoint by hand."""
    graph = stage.graph
    names = [graph.steps[number][1] for number in graph.step.tolist()]
    ids = [graph.objects.ids[asset] for asset in graph.asset.tolist()]
    open_ = {
        i
        for i, step in enumerate(names)
        if (step.name == "stopped" and ids[i] in struck) or (step.name == "absent" and ids[i].split("/")[0] in holding)
    }
    inside = [i for i, step in enumerate(names) if step.name in ("met", "happens")]
    while True:
        fresh = set()
        for i in inside:
            parents = set(graph.parents.indices[graph.parents.indptr[i] : graph.parents.indptr[i + 1]].tolist())
            if i not in open_ and parents and (parents <= open_ if names[i].kind == "and" else parents & open_):
                fresh.add(i)
        if not fresh:
            return any(names[i].name == "happens" for i in open_)
        open_ |= fresh


def true_by(cause: dict[str, Any], struck: set[str], holding: set[str]) -> bool:
    """What a cause says, read as logic."""
    if "element" in cause:
        return cause["element"] in struck
    if "condition" in cause:
        return cause["condition"] in holding
    for key, parts in cause.items():
        if key == "all_of":
            return all(true_by(part, struck, holding) for part in parts)
        if key == "any_of":
            return any(true_by(part, struck, holding) for part in parts)
        return sum(true_by(part, struck, holding) for part in parts["of"]) >= parts["n"]
    raise AssertionError(cause)


def subsets(names: str) -> list[set[str]]:
    return [set(some) for size in range(len(names) + 1) for some in combinations(names, size)]


def assert_as_logic(cause: dict[str, Any]) -> None:
    """The staged cause is the logic of the cause, but for what circumstances bring about without an attacker."""
    stage = staged_cause(cause)
    for holding in subsets("abc"):
        alone = true_by(cause, set(), holding)
        for struck in subsets("xyz"):
            expected = true_by(cause, struck, holding)
            if stage.harms and (expected != alone or not expected):
                assert falls(stage, struck, holding) == expected, (cause, struck, holding)
            elif not stage.harms:
                assert expected == alone, (cause, struck, holding)
        if stage.harms:
            assert not falls(stage, set(), holding), cause


CAUSES = [
    X,
    {"all_of": [X, Y]},
    {"any_of": [X, Y]},
    {"all_of": [X, A]},
    {"all_of": [X, A, B]},
    {"any_of": [X, A]},
    {"all_of": [X, {"any_of": [A, B]}]},
    {"all_of": [X, {"all_of": [A, {"any_of": [B, C]}]}]},
    {"all_of": [X, {"any_of": [Y, A]}]},
    {"any_of": [{"all_of": [X, A]}, {"all_of": [Y, B]}]},
    {"at_least": {"n": 2, "of": [X, Y, Z]}},
    {"at_least": {"n": 2, "of": [X, Y, A]}},
    {"at_least": {"n": 3, "of": [X, A, B, C]}},
    {"at_least": {"n": 2, "of": [X, {"any_of": [A, Y]}, {"all_of": [B, Z]}]}},
    {"all_of": [{"at_least": {"n": 2, "of": [A, B, C]}}, X]},
    {"all_of": [X, {"at_least": {"n": 4, "of": [Y, Z]}}]},
]


@pytest.mark.parametrize("cause", CAUSES, ids=range(len(CAUSES)))
def test_causes_are_logic(cause: dict[str, Any]) -> None:
    assert_as_logic(cause)


LEAVES = st.sampled_from([X, Y, Z, A, B, C])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all_of": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any_of": parts}),
        st.tuples(st.integers(1, 3), st.lists(inner, min_size=1, max_size=3)).map(
            lambda pair: {"at_least": {"n": pair[0], "of": pair[1]}}
        ),
    ),
    max_leaves=6,
)


@given(TREES)
@settings(max_examples=40, deadline=None)
def test_any_cause_is_logic(cause: dict[str, Any]) -> None:
    assert_as_logic(cause)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (A, "circumstance"),
        ({"all_of": [A, {"any_of": [B, C]}]}, "circumstance"),
        ({"at_least": {"n": 3, "of": [X, Y]}}, "can be attacked"),
        ({"all_of": [X, {"at_least": {"n": 2, "of": [A]}}]}, "can be attacked"),
        ({"all_of": [X, {"at_least": {"n": 7, "of": [{"condition": f"n{i}"} for i in range(14)]}}]}, "too many ways"),
    ],
)
def test_what_no_attack_brings_about_has_a_reason(cause: dict[str, Any], words: str) -> None:
    many = {f"n{i}": {"probability": 0.5} for i in range(14)}
    stage = stage_of(
        components=DEVICES, conditions={**CONDITIONS, **many}, harms={"h": {"cause": cause, "human": "none"}}
    )
    assert not stage.harms
    reason = stage.unattackable["h"]
    assert words in reason.show("en")
    assert reason.show("ja") != reason.show("en")
    assert len(stage.assets) < 10 * MOST


@pytest.mark.parametrize(
    ("origin", "played"),
    [("attack", True), (["attack", "fault"], True), ("fault", False), (["misuse", "nature"], False)],
)
def test_harms_of_another_origin_are_not_played(origin: str | list[str], played: bool) -> None:
    stage = stage_of(components=DEVICES, harms={"h": {"cause": X, "human": "none", "origin": origin}})
    assert bool(stage.harms) is played
    assert ("h" in stage.unattackable) is not played
    if not played:
        assert "origins" in stage.unattackable["h"].en


def test_a_condition_is_one_circumstance_for_all_harms() -> None:
    cause = {"all_of": [X, A]}
    harms = {name: {"cause": cause, "human": "none"} for name in ("h", "i")}
    stage = stage_of(components=DEVICES, conditions=CONDITIONS, harms=harms)
    assert [asset.id for asset in stage.assets if asset.type == "Condition"] == ["a/condition"]
    assert list(stage.graph.objects.defences.values()) == [0.75]


def test_a_rate_is_the_chance_that_it_occurs_in_a_year() -> None:
    stage = stage_of(
        components=DEVICES,
        conditions={"storm": {"rate": "3/year"}},
        harms={"h": {"cause": {"all_of": [X, {"condition": "storm"}]}, "human": "none"}},
    )
    assert list(stage.graph.objects.defences.values()) == pytest.approx([0.049787], abs=1e-6)


@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_every_effect_reaches_a_cause(effect: str) -> None:
    on = next(record.on for record in catalogue().effects.values() if record.word == effect)
    element = {"O": "o", "P": "p", "C": "x", "R": "r", "D": "d"}.get(on, "guard")
    stage = stage_of(
        organizations={"o": {}},
        people={"p": {}},
        components={**DEVICES, "guard": {"kind": "safety-function"}},
        procedures={"r": {}},
        data={"d": {}},
        harms={"h": {"cause": {"element": element, "effect": effect}, "human": "none"}},
    )
    assert (EFFECTS[effect], element, "h/cause") in set(links(stage))


def test_an_organization_that_stops_has_its_own_association() -> None:
    stage = stage_of(
        organizations={"o": {}}, harms={"h": {"cause": {"element": "o", "effect": "stopped"}, "human": "none"}}
    )
    assert ("HaltedCause", "o", "h/cause") in set(links(stage))


def test_what_a_safety_function_alone_knows_is_not_asked_of_others() -> None:
    stage = stage_of(
        components={**DEVICES, "guard": {"kind": "safety-function"}},
        systems={"cell": {"contains": ["x", "guard"]}},
        harms={
            "h": {"cause": {"element": "cell", "effect": "defeated", "through": ["x", "guard"]}, "human": "none"},
            "i": {"cause": {"element": "cell", "effect": "stopped"}, "human": "none"},
        },
    )
    found = set(links(stage))
    assert {left for name, left, _ in found if name == "DefeatedCause"} == {"guard"}
    assert {left for name, left, _ in found if name == "StoppedCause"} == {"x"}


def test_associations_of_effects_are_those_of_the_language() -> None:
    assert {*EFFECTS.values(), "HaltedCause"} <= {association.name for association in cpsf().associations}
