"""Who can cause a harm: the closure from what a cause names, one sentence of the rule per case."""

from __future__ import annotations

from typing import Any

import pytest

from ..analysis.build import effect, harm, link, placed, rating, reached

C = {"kind": "controller"}
A = {"kind": "actuator"}
F = {"kind": "safety-function"}
VEHICLE: dict[str, Any] = {
    "components": {"ecu": C, "motor": A, "guard": F, "deep": A},
    "systems": {"bus": {"contains": ["ecu", "motor", "guard", "inner"]}, "inner": {"contains": ["deep"]}},
}
CONTROL = ("commands", "configures", "updates", "remote-access")
NO_CONTROL = ("transmits", "shares", "authenticates", "feeds", "depends-on")


def _reached(cause: dict[str, Any], **sections: Any) -> set[str]:
    return reached(rating(harms={"h": harm(cause)}, **sections))


def _two(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "components": {"a": C, "b": A},
        "data": {"d": {}},
        "connections": {"k": link(kind, "a", "b", **fields)},
    }


def test_named_component_can_cause_it_and_its_neighbour_cannot() -> None:
    assert _reached(effect("a"), components={"a": C, "b": A}) == {"a"}


@pytest.mark.parametrize("kind", CONTROL)
def test_control_kinds_lead_backwards_only(kind: str) -> None:
    assert _reached(effect("b"), **_two(kind)) == {"a", "b"}
    assert _reached(effect("a"), **_two(kind)) == {"a"}


@pytest.mark.parametrize("kind", NO_CONTROL)
def test_other_kinds_are_no_control(kind: str) -> None:
    fields = {"data": ["d"]} if kind == "shares" else {}
    assert _reached(effect("b"), **_two(kind, **fields)) == {"b"}


def test_control_is_transitive() -> None:
    found = rating(
        components={"a": C, "b": C, "c": A},
        connections={"k": link("commands", "a", "b"), "l": link("updates", "b", "c")},
        harms={"h": harm(effect("c"))},
    )
    assert reached(found) == {"a", "b", "c"}
    assert [step.element for step in placed(found, "a").human.via] == ["c", "b", "a"]


def test_control_in_a_ring_ends() -> None:
    ring = {"k": link("commands", "a", "b"), "l": link("commands", "b", "a")}
    assert _reached(effect("a"), components={"a": C, "b": C}, connections=ring) == {"a", "b"}


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (effect("bus"), {"bus", "ecu", "motor", "inner", "deep"}),
        (effect("bus", through=["ecu"]), {"bus", "ecu"}),
        (effect("bus", through=["guard"]), {"bus", "guard"}),
        (effect("bus", through=["inner"]), {"bus", "inner", "deep"}),
        (effect("inner"), {"inner", "deep", "bus"}),
        (effect("deep"), {"deep", "inner", "bus"}),
        (effect("guard", "defeated"), {"guard", "bus"}),
    ],
)
def test_parts_of_a_named_system(cause: dict[str, Any], expected: set[str]) -> None:
    """All parts but safety functions by default, at any depth; only those in *through* where it is given."""
    assert _reached(cause, **VEHICLE) == expected


def test_parts_of_a_named_component() -> None:
    parts = {"press": {"kind": "actuator", "contains": ["slide", "stop"]}, "slide": A, "stop": F}
    assert _reached(effect("press"), components=parts) == {"press", "slide"}


def test_ways_of_causing() -> None:
    found = rating(**VEHICLE, harms={"h": harm(effect("inner"))})
    assert {i: placed(found, i).as_ for i in ("inner", "deep", "bus", "ecu")} == {
        "inner": ("named",), "deep": ("part",), "bus": ("whole",), "ecu": (),
    }  # fmt: skip


def test_controllers_of_a_part_control_the_whole_cause() -> None:
    sections = {**VEHICLE, "components": {**VEHICLE["components"], "server": {"kind": "server"}}}
    link_ = {"k": link("commands", "server", "ecu")}
    assert "server" in _reached(effect("bus"), **sections, connections=link_)
    assert "server" not in _reached(effect("bus", through=["motor"]), **sections, connections=link_)


def test_containers_pass_nothing_on() -> None:
    sections = {**VEHICLE, "components": {**VEHICLE["components"], "server": {"kind": "server"}}}
    got = _reached(effect("motor"), **sections, connections={"k": link("commands", "server", "bus")})
    assert got == {"motor", "bus"}


def test_containers_of_controllers_are_reached_as_a_whole() -> None:
    got = rating(
        components={"motor": A, "server": {"kind": "server"}, "disk": {"kind": "server"}},
        systems={"centre": {"contains": ["server", "disk"]}, "site": {"contains": ["centre"]}},
        connections={"k": link("commands", "server", "motor")},
        harms={"h": harm(effect("motor"))},
    )
    assert reached(got) == {"motor", "server", "centre", "site"}
    assert placed(got, "site").as_ == ("whole",)


KINDS = ("sensor", "actuator", "controller", "gateway", "server", "application", "network", "safety-function")


@pytest.mark.parametrize("kind", KINDS)
def test_a_controlling_system_acts_through_some_kinds_of_parts(kind: str) -> None:
    got = _reached(
        effect("motor"),
        components={"motor": A, "part": {"kind": kind}},
        systems={"centre": {"contains": ["room"]}, "room": {"contains": ["part"]}},
        connections={"k": link("commands", "centre", "motor")},
    )
    acts = kind in ("controller", "gateway", "server", "application")
    assert ("part" in got) == acts
    assert {"motor", "centre"} <= got
    assert ("room" in got) == acts


def test_a_named_system_that_also_controls_a_part_passes_it_on() -> None:
    got = _reached(effect("bus", through=["motor"]), **VEHICLE, connections={"k": link("commands", "bus", "motor")})
    assert got == {"bus", "motor", "ecu"}


def test_procedures_and_their_performers() -> None:
    got = _reached(
        effect("motor"),
        organizations={"firm": {}, "other": {}},
        people={"staff": {"employer": "other"}, "guest": {}},
        components={"motor": A},
        procedures={
            "service": {"performed_by": ["firm", "staff"], "acts_on": ["motor"]},
            "meal": {"performed_by": ["guest"]},
        },
    )
    assert got == {"motor", "service", "firm", "staff", "other"}


def test_maintainer_role_and_container_of_a_maintained_part() -> None:
    orgs = {"firm": {}, "whole": {}}
    got = _reached(
        effect("motor"),
        organizations=orgs,
        components={"motor": {**A, "roles": {"maintainer": "firm"}}},
        systems={"bus": {"contains": ["motor"], "roles": {"maintainer": "whole"}}},
    )
    assert got == {"motor", "bus", "firm", "whole"}


MAINTAINED: dict[str, Any] = {
    "organizations": {"firm": {}, "owner": {}, "third": {}},
    "products": {"x": {}},
    "components": {
        "motor": {**A, "product": "x", "roles": {"owner": "owner"}},
        "cared": {**A, "roles": {"owner": "owner", "maintainer": "firm"}},
        "foreign": {**A, "roles": {"owner": "third"}},
    },
}


@pytest.mark.parametrize(
    ("connection", "named", "expected"),
    [
        (link("maintains", "firm", "owner", subject=["motor"]), "motor", True),
        (link("maintains", "firm", "owner", subject=["motor"]), "foreign", False),
        (link("maintains", "firm", "owner", subject=["x"]), "motor", True),
        (link("maintains", "firm", "motor"), "motor", True),
        (link("maintains", "firm", "owner"), "motor", False),
        (link("maintains", "firm", "owner"), "cared", True),
        (link("supplies", "firm", "owner", subject=["motor"]), "motor", False),
        (link("certifies", "firm", "owner", subject=["motor"]), "motor", False),
    ],
)
def test_maintains_is_control_over_its_subject_or_its_end(
    connection: dict[str, Any], named: str, expected: bool
) -> None:
    found = rating(**MAINTAINED, connections={"k": connection}, harms={"h": harm(effect(named))})
    if connection["kind"] == "supplies":
        assert found.trust["firm"].via[-1].relation == "supplies"
    else:
        assert (found.trust["firm"].category is not None) == expected


def test_no_modelled_control_path() -> None:
    found = rating(
        components={"lone": A, "led": A, "boss": C},
        connections={"k": link("commands", "boss", "led")},
        harms={"h": harm({"any_of": [effect("lone"), effect("led")]})},
    )
    assert [placed(found, i).no_control_path for i in ("lone", "led", "boss")] == [True, False, False]
    assert placed(found, "lone").category == placed(found, "led").category == 4


def test_conditions_lower_nothing() -> None:
    sections: dict[str, Any] = {"components": {"a": A}, "conditions": {"rain": {"probability": 0.001}}}
    bare = rating(**sections, harms={"h": harm(effect("a"))})
    rare = rating(**sections, harms={"h": harm({"all_of": [effect("a"), {"condition": "rain"}]})})
    assert placed(bare, "a").category == placed(rare, "a").category == 4


@pytest.mark.parametrize("form", ["all_of", "any_of", "at_least", "nested"])
def test_combinations_name_all_their_members(form: str) -> None:
    members = [effect("a"), effect("b")]
    cause: dict[str, Any] = {
        "all_of": {"all_of": members},
        "any_of": {"any_of": members},
        "at_least": {"at_least": {"n": 2, "of": members}},
        "nested": {"any_of": [{"all_of": [members[0], {"at_least": {"n": 1, "of": [members[1]]}}]}]},
    }[form]
    assert _reached(cause, components={"a": A, "b": A, "c": A}) == {"a", "b"}


def test_organizations_people_and_data_end_in_required_trust() -> None:
    found = rating(
        organizations={"firm": {}},
        people={"staff": {"employer": "firm"}},
        data={"orders": {"owner": "firm"}},
        components={"a": A},
        harms={
            "h1": harm(effect("firm", "subverted"), human="limited", economic="none"),
            "h2": harm(effect("staff", "deceived"), human="serious", economic="none"),
            "h3": harm(effect("orders", "altered"), human="fatal", economic="none"),
        },
    )
    assert {ident: found.trust[ident].category for ident in ("staff", "orders", "firm")} == {
        "staff": 2, "orders": 3, "firm": 3,
    }  # fmt: skip
    assert [p.category for p in found.placements] == [None]


def test_data_that_an_order_carries() -> None:
    found = rating(
        components={"a": C, "b": A},
        data={"orders": {}, "log": {}},
        connections={
            "k": link("commands", "a", "b", data=["orders"]),
            "l": link("transmits", "a", "b", data=["log"]),
        },
        harms={"h": harm(effect("b"))},
    )
    assert (found.trust["orders"].category, found.trust["log"].category) == (4, None)
