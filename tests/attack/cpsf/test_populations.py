"""Populations: one instance, all at once, a share, and instances told apart."""

from __future__ import annotations

from typing import Any

import pytest

from .build import linked, links, reached, stage_of, types

FLEET: dict[str, Any] = {
    "components": {"plc": {"kind": "controller"}, "arm": {"kind": "actuator"}, "bus-lan": {"kind": "network"}},
    "systems": {"fleet": {"count": 4, "contains": {"plc": 1, "arm": 2, "bus-lan": 1}}},
    "connections": {
        "order": {"kind": "commands", "from": "plc", "to": "arm"},
        "wire": {"kind": "transmits", "from": "plc", "to": "bus-lan"},
        "power": {"kind": "feeds", "from": "plc", "to": "arm"},
        "web": {"kind": "transmits", "from": "hub", "to": "plc"},
    },
}
FLEET["components"]["hub"] = {"kind": "server"}


def effect(element: str, word: str = "manipulated", **fields: Any) -> dict[str, Any]:
    return {"h": {"cause": {"element": element, "effect": word, **fields}, "human": "none"}}


def sources(stage: Any) -> set[str]:
    """Objects whose effects lead to the cause of the only harm."""
    return {left for name, left, _ in links(stage) if name in ("ManipulatedCause", "StoppedCause")}


def test_there_is_one_object_for_one_and_one_for_all() -> None:
    stage = stage_of(**FLEET)
    assert {"plc", "plc*", "arm", "arm*", "hub"} <= set(types(stage))
    assert "hub*" not in types(stage)
    assert ("FleetMembership", "plc*", "plc") in linked(stage, "FleetMembership")


def test_what_strikes_all_strikes_the_one() -> None:
    stage = stage_of(**FLEET)
    for word in ("manipulated", "stopped", "lies", "frozen", "delayed", "abused"):
        assert ("arm", word) in reached(stage, [("arm*", word)])


def test_what_strikes_one_never_strikes_all() -> None:
    stage = stage_of(**FLEET)
    found = reached(stage, [("plc", "taken"), ("arm", "taken")], around=["hub"])
    assert ("arm", "manipulated") in found
    assert not [asset for asset, _ in found if asset.endswith("*")]


def test_one_server_strikes_all() -> None:
    assert ("arm*", "manipulated") in reached(stage_of(**FLEET), [("hub", "taken")])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"arm"}),
        ({"share": 0.5}, {"arm*"}),
        ({"share": 0.01}, {"arm"}),
        ({"capacity": "50 MW"}, {"arm*"}),
        ({"capacity": "5 MW"}, {"arm"}),
        ({"capacity": "1 l"}, {"arm*"}),
    ],
)
def test_a_share_of_more_than_one_asks_for_all_at_once(fields: dict[str, Any], expected: set[str]) -> None:
    devices = {**FLEET["components"], "arm": {"kind": "actuator", "capacity": "10 MW"}}
    stage = stage_of(**{**FLEET, "components": devices}, harms=effect("arm", **fields))
    assert sources(stage) == expected


def test_loss_per_instance_without_a_share_asks_for_all_at_once() -> None:
    loss = {"low": "1 JPY", "high": "2 JPY", "per": "instance"}
    harms = effect("arm")
    assert sources(stage_of(**FLEET, harms={"h": {**harms["h"], "loss": loss}})) == {"arm*"}


def test_of_a_system_all_parts_count() -> None:
    stage = stage_of(**FLEET, harms=effect("fleet", "stopped", share=1.0))
    assert sources(stage) == {"plc*", "arm*", "bus-lan*"}
    stage = stage_of(**FLEET, harms=effect("fleet", "stopped", through=["plc"]))
    assert sources(stage) == {"plc"}


def test_instances_are_told_apart_on_request() -> None:
    stage = stage_of(expand=["fleet"], **FLEET)
    assert stage.cast.copies.keys() == {"plc", "arm", "bus-lan"}
    assert len(stage.cast.of_one("arm")) == 8
    assert {f"arm#{n}" for n in range(2, 9)} <= set(types(stage))


def test_inside_a_population_every_instance_has_its_own_links() -> None:
    stage = stage_of(expand=["fleet"], **FLEET)
    found = linked(stage, "Sending", "Receiving", "Carriage", "ComponentNeed", "ComponentReliance")
    assert {
        ("Sending", "plc#3", "order#3"),
        ("Receiving", "order#3", "arm#5"),
        ("Receiving", "order#3", "arm#6"),
    } <= found
    assert {("Carriage", "bus-lan", "wire"), ("Carriage", "bus-lan#4", "wire#4")} <= found
    assert {("ComponentNeed", "plc#2", "power#2/stop"), ("ComponentReliance", "power#2/stop", "arm#3")} <= found
    hit = {asset for asset, name in reached(stage, [("plc#3", "taken")], around=["hub"]) if name == "manipulated"}
    assert {"plc#3", "arm#5", "arm#6"} <= hit
    assert not hit & {"plc", "plc#2", "plc#4", "arm", "arm#2", "arm#3", "arm#4", "arm#7", "arm#8", "arm*", "plc*"}


def test_links_from_outside_are_shared() -> None:
    stage = stage_of(expand=["fleet"], **FLEET)
    assert {right for name, left, right in links(stage) if name == "Receiving" and left == "web"} == {
        "plc",
        "plc#2",
        "plc#3",
        "plc#4",
    }


@pytest.mark.parametrize("element", ["plc", "fleet"])
def test_a_share_is_counted_where_instances_are_told_apart(element: str) -> None:
    stage = stage_of(expand=["fleet"], **FLEET, harms=effect(element, "stopped", share=0.75))
    goal = ("h", "happens")
    counts = [ident for ident, type_ in types(stage).items() if type_ == "AllCause"]
    assert counts
    assert goal in reached(stage, [("plc*", "stopped")])
    assert happens(stage, {"plc", "plc#2", "plc#3"})
    assert happens(stage, {"plc", "plc#2", "plc#4"})
    assert not happens(stage, {"plc", "plc#4"})
    if element == "fleet":
        assert happens(stage, {"plc", "arm#3", "arm#8"})
        assert not happens(stage, {"plc", "arm", "arm#2", "arm#3", "arm#4"})


def happens(stage: Any, struck: set[str]) -> bool:
    """Whether the harm falls where exactly these objects have stopped: the least fixpoint of causes alone."""
    graph = stage.graph
    names = [graph.steps[number][1] for number in graph.step.tolist()]
    ids = [graph.objects.ids[asset] for asset in graph.asset.tolist()]
    fallen = {i for i, step in enumerate(names) if step.name == "stopped" and ids[i] in struck}
    inside = [i for i, step in enumerate(names) if step.name in ("met", "happens")]
    changed = True
    while changed:
        changed = False
        for i in inside:
            parents = set(graph.parents.indices[graph.parents.indptr[i] : graph.parents.indptr[i + 1]].tolist())
            ready = parents <= fallen and parents if names[i].kind == "and" else parents & fallen
            if ready and i not in fallen:
                fallen.add(i)
                changed = True
    return any(names[i].name == "happens" for i in fallen)
