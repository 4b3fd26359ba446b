"""Where the oracle (mal-toolbox 2.11) is wrong or goes another way: minimal cases, what it does and what we do."""

from __future__ import annotations

from typing import Any

import pytest

import sanso.attack as attack
from sanso.attack.graph import AttackGraph, BadObjects, objects_of
from sanso.attack.language import Distribution, loads

from ..oracle import OracleRefuses
from .comparing import our_graph, our_ttc
from .features import language
from .peer import Graph, peer_graphs

Assets = dict[int, dict[str, Any]]


def node(name: str, kind: str = "Left", **found: list[int]) -> dict[str, Any]:
    return {"name": name, "type": kind, "associated_assets": {end.strip("_"): others for end, others in found.items()}}


def chain() -> Assets:
    """Return a → b → c by ``next``, and d, e beside a, b by ``out``."""
    return {
        0: node("a", next=[1], out=[3]),
        1: node("b", next=[2], out=[4]),
        2: node("c"),
        3: node("d"),
        4: node("e"),
    }


def both(text: str, assets: Assets) -> tuple[AttackGraph, Graph]:
    """Return our graph and the oracle's."""
    model = {"metadata": {"name": "m"}, "assets": assets}
    made = loads(text)
    return attack.compile(made, objects_of(model, made).require()), peer_graphs(text, [model])[0]


def children(graph: AttackGraph | Graph, name: str) -> list[str]:
    nodes = our_graph(graph) if isinstance(graph, AttackGraph) else graph
    found: list[str] = nodes[name]["children"]
    return found


@pytest.mark.parametrize(
    ("first", "second", "right", "wrong"),
    [
        # the closure has grown what the second operand starts from, so that it starts from b too
        (r"(next* \/ out)", r"(out \/ next*)", ["a", "b", "c", "d"], ["a", "b", "c", "d", "e"]),
        (r"(next* /\ out.in)", r"(out.in /\ next*)", ["a"], ["a", "b"]),
    ],
)
def test_a_closure_as_first_operand_changes_the_second(
    first: str, second: str, right: list[str], wrong: list[str]
) -> None:
    ours, theirs = both(language(f"| one -> {first}.hit | two -> {second}.hit"), chain())
    expected = [f"{name}:hit" for name in right]
    assert children(ours, "a:one") == children(ours, "a:two") == expected
    assert children(theirs, "a:two") == expected
    assert children(theirs, "a:one") == [f"{name}:hit" for name in wrong]


def test_a_difference_after_a_closure_loses_too_much() -> None:
    ours, theirs = both(language("| go -> (next* - next).hit"), chain())
    assert children(ours, "a:go") == ["a:hit", "c:hit"]
    assert children(theirs, "a:go") == ["a:hit"]


def test_a_set_operation_in_a_closure_is_taken_from_all_places_together() -> None:
    # From a, next finds b and c; b finds x by next and c finds x by out, but no one place finds x by both.
    assets = {
        0: node("a", next=[1, 2], out=[1, 2]),
        1: node("b", next=[3]),
        2: node("c", out=[3]),
        3: node("x"),
    }
    ours, theirs = both(language(r"| go -> (next /\ out)*.hit | one -> (next /\ out).(next /\ out).hit"), assets)
    assert children(ours, "a:go") == ["a:hit", "b:hit", "c:hit"]
    assert children(ours, "a:one") == children(theirs, "a:one") == []
    assert children(theirs, "a:go") == ["a:hit", "b:hit", "c:hit", "x:hit"]


def test_what_a_step_that_must_not_find_stores() -> None:
    # Both store whether something is there, ours for the one that reads it to negate; theirs says nothing of that.
    ours, theirs = both(language("!E none <- next -> guarded"), chain())
    for name, there in (("a", True), ("c", False)):
        assert our_graph(ours)[f"{name}:none"]["exists"] is there
        assert theirs[f"{name}:none"]["exists"] is there


def test_several_requirements_of_a_step_that_must_not_find() -> None:
    # MAL's reference implementation blocks only if all are there; the oracle stores whether any is.
    ours, theirs = both(language("!E none <- next, out -> guarded E any <- next, out -> hit"), {
        **chain(), 5: node("f", next=[2])
    })  # fmt: skip
    for name, any_is, all_are in (("a", True, True), ("f", True, False), ("c", False, False)):
        assert our_graph(ours)[f"{name}:none"]["exists"] is all_are
        assert our_graph(ours)[f"{name}:any"]["exists"] is any_is
        assert theirs[f"{name}:none"]["exists"] is any_is
        assert theirs[f"{name}:any"]["exists"] is any_is


def test_adding_to_a_step_without_a_time_drops_the_time() -> None:
    text = language("| go [Exponential(1)] -> hit", more="asset More extends Left { | go +> guarded }")
    ours, theirs = both(text, {0: node("a", "More")})
    index = [ours.name(i) for i in range(ours.size)].index("a:go")
    assert our_ttc(ours, index) == Distribution("Exponential", (1.0,))
    assert theirs["a:go"]["ttc"] is None
    assert children(ours, "a:go") == children(theirs, "a:go") == ["a:guarded", "a:hit"]


def test_own_steps_stand_before_inherited_ones() -> None:
    ours, theirs = both(language("| go -> hit"), {0: node("a")})
    assert [ours.name(index) for index in range(ours.size)] == ["a:hit", "a:guarded", "a:go", "a:own"]
    assert list(theirs) == ["a:own", "a:hit", "a:guarded", "a:go"]


def test_a_variable_with_a_closure_is_refused_where_there_are_subtypes() -> None:
    text = language("let all = next* | go -> all().hit")
    model = {"metadata": {"name": "m"}, "assets": chain()}
    with pytest.raises(OracleRefuses, match="does not point to an asset"):
        peer_graphs(text, [model])
    made = loads(text)
    ours = attack.compile(made, objects_of(model, made).require())
    assert children(ours, "a:go") == ["a:hit", "b:hit", "c:hit"]


def test_an_abstract_type_is_taken() -> None:
    text = language("| go -> hit", more="abstract asset Idea extends Left { } asset Thing extends Idea { }")
    model = {"metadata": {"name": "m"}, "assets": {0: node("a", "Idea")}}
    assert "a:go" in peer_graphs(text, [model])[0]
    with pytest.raises(BadObjects, match="mal-objects-abstract-type"):
        objects_of(model, loads(text)).require()


def test_only_maxima_are_checked() -> None:
    text = language("| go -> hit").replace("[box]  0..1", "[box]  1")
    model = {"metadata": {"name": "m"}, "assets": {0: node("a")}}
    assert "a:go" in peer_graphs(text, [model])[0]
    with pytest.raises(BadObjects, match="mal-objects-too-few"):
        objects_of(model, loads(text)).require()
