"""Table T1: which element takes part in which layer; every cell with one that does and one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.assessment.participation import Participation, Surroundings

from ..analysis.build import catalogue, link, make, structure

A, C, NET = {"kind": "sensor"}, {"kind": "controller"}, {"kind": "network"}
HOLDER: dict[str, Any] = {"components": {"y": A, "n": NET}, "systems": {"s": {"contains": ["y"]}}}
FIRM: dict[str, Any] = {"organizations": {"firm": {}, "other": {}}}


def _layers(ident: str, sections: dict[str, Any]) -> set[int]:
    views = structure(make(**sections))
    members = Participation.of(views, catalogue(), Surroundings.of(views)).layers
    return {layer for layer, idents in members.items() if ident in idents}


def _component(kind: str, **fields: Any) -> dict[str, Any]:
    return {**FIRM, "components": {"x": {"kind": kind, **fields}, "y": NET}}


def _linked(section: str, kind: str, source: str, target: str, **fields: Any) -> dict[str, Any]:
    """One thing x of *section* with a neutral server y and a connection."""
    things: dict[str, Any] = {
        "components": {"y": {"kind": "server"}},
        "systems": {},
        "people": {},
        "physical": {"w": {}},
    }
    things[section] = {**things[section], "x": {"kind": "server"} if section == "components" else {}}
    return {**things, "data": {"d": {}}, "connections": {"k": link(kind, source, target, **fields)}}


COMPONENTS = [
    *((kind, {2}) for kind in ("sensor", "actuator", "controller", "gateway", "safety-function")),
    *((kind, {3}) for kind in ("server", "application", "network")),
]


@pytest.mark.parametrize(("kind", "layers"), COMPONENTS)
def test_component_by_kind_and_responsible(kind: str, layers: set[int]) -> None:
    assert _layers("x", _component(kind)) == layers
    assert _layers("x", _component(kind, roles={"owner": "firm"})) == {1} | layers
    assert _layers("x", _component(kind, roles={"user": "firm"})) == layers


@pytest.mark.parametrize(
    ("sections", "layers"),
    [
        (_linked("components", "senses", "w", "x"), {2, 3}),
        (_linked("components", "actuates", "x", "w"), {2, 3}),
        (_linked("components", "transmits", "x", "y"), {3}),
        (_linked("components", "feeds", "w", "x"), {3}),
        ({"components": {"x": A, "y": C}, "connections": {"k": link("transmits", "x", "y")}}, {2, 3}),
        ({"components": {"x": A, "y": C}, "connections": {"k": link("feeds", "x", "y")}}, {2}),
        ({"components": {"x": A}, "data": {"d": {"stored_in": ["x"]}}}, {2, 3}),
        ({"components": {"x": A}, "data": {"d": {"produced_by": ["x"]}}}, {2}),
        ({"components": {"x": NET, "y": A, "z": {"kind": "server", "contains": ["y"]}}}, {3}),
    ],
)
def test_component_by_connection_and_storage(sections: dict[str, Any], layers: set[int]) -> None:
    assert _layers("x", sections) == layers


def test_a_component_does_not_take_part_through_what_is_inside() -> None:
    assert _layers("x", {"components": {"x": {"kind": "server", "contains": ["y"]}, "y": A}}) == {3}


@pytest.mark.parametrize(
    ("sections", "layers"),
    [
        ({"systems": {"x": {}}}, set()),
        ({**FIRM, "systems": {"x": {"roles": {"manager": "firm"}}}}, {1}),
        ({"systems": {"x": {"contains": ["y"]}}, "components": {"y": A}}, {2}),
        ({"systems": {"x": {"contains": ["z"]}, "z": {"contains": ["y"]}}, "components": {"y": NET}}, {3}),
        ({"systems": {"x": {"contains": ["y", "n"]}}, "components": {"y": A, "n": NET}}, {2, 3}),
        (_linked("systems", "transmits", "y", "x"), {3}),
    ],
)
def test_system(sections: dict[str, Any], layers: set[int]) -> None:
    assert _layers("x", sections) == layers


PERFORMS: dict[str, Any] = {"people": {"x": {}}, "procedures": {"r": {"performed_by": ["x"], "acts_on": ["y"]}}}


@pytest.mark.parametrize(
    ("sections", "layers"),
    [
        ({"people": {"x": {}}}, set()),
        ({**FIRM, "people": {"x": {"employer": "firm"}}}, {1}),
        (_linked("people", "operates", "x", "y"), {2}),
        (_linked("people", "displays", "y", "x"), {2}),
        (_linked("people", "senses", "x", "y"), set()),
        (_linked("people", "remote-access", "x", "y"), {3}),
        (_linked("people", "authenticates", "y", "x"), {3}),
        ({**PERFORMS, "components": {"y": A}}, {2}),
        ({**PERFORMS, "components": {"y": NET}}, {3}),
        ({**PERFORMS, "data": {"y": {}}}, {3}),
    ],
)  # fmt: skip
def test_people(sections: dict[str, Any], layers: set[int]) -> None:
    assert _layers("x", sections) == layers


@pytest.mark.parametrize(
    ("sections", "layers"),
    [
        ({"data": {"x": {}}}, {3}),
        ({**FIRM, "data": {"x": {"owner": "firm"}}}, {1, 3}),
        ({"data": {"x": {"produced_by": ["y"]}}, "components": {"y": A}}, {2, 3}),
        ({"data": {"x": {"produced_by": ["y"]}}, "components": {"y": NET}}, {3}),
        ({"data": {"x": {"produced_by": ["s"]}}, **HOLDER}, {2, 3}),
        ({"data": {"x": {}}, "components": {"y": A, "n": NET},
          "connections": {"k": link("commands", "n", "y", data=["x"])}}, {2, 3}),
        ({"data": {"x": {}}, **HOLDER,
          "connections": {"k": link("commands", "n", "s", data=["x"])}}, {2, 3}),
        ({"data": {"x": {}}, "components": {"y": A, "n": NET},
          "connections": {"k": link("transmits", "n", "y", data=["x"])}}, {3}),
        ({"data": {"x": {}}, "components": {"y": A, "n": NET},
          "connections": {"k": link("commands", "y", "n", data=["x"])}}, {3}),
    ],
)  # fmt: skip
def test_data(sections: dict[str, Any], layers: set[int]) -> None:
    assert _layers("x", sections) == layers


@pytest.mark.parametrize(
    ("sections", "layers"),
    [
        ({"procedures": {"x": {}}}, set()),
        ({**FIRM, "procedures": {"x": {"performed_by": ["firm"]}}}, {1}),
        ({"procedures": {"x": {"acts_on": ["y"]}}, "components": {"y": A}}, {2}),
        ({"procedures": {"x": {"acts_on": ["s"]}}, **HOLDER}, {2}),
        ({"procedures": {"x": {"acts_on": ["y"]}}, "components": {"y": NET}}, {3}),
        ({"procedures": {"x": {"acts_on": ["d"]}}, "data": {"d": {}}}, {3}),
        ({"procedures": {"x": {"acts_on": ["d"]}}, "data": {"d": {"produced_by": ["y"]}}, **HOLDER}, {2, 3}),
    ],
)  # fmt: skip
def test_procedure(sections: dict[str, Any], layers: set[int]) -> None:
    assert _layers("x", sections) == layers


@pytest.mark.parametrize("kind", ["sensor", "server"])
@pytest.mark.parametrize(
    ("sections", "takes_part"),
    [
        ({}, False),
        ({"roles": {"owner": "firm"}}, True),
        ({"roles": {"maintainer": "firm"}}, True),
        ({"roles": {"user": "firm"}}, False),
        ({"product": "made"}, True),
        ({"product": "built-in"}, True),
        ({"product": "foreign"}, False),
    ],
)
def test_organization_by_responsibility_upkeep_and_making(
    kind: str, sections: dict[str, Any], *, takes_part: bool
) -> None:
    products = {"made": {"maker": "firm"}, "built-in": {"contains": ["made"]}, "foreign": {"maker": "other"}}
    got = _layers("firm", {**FIRM, "products": products, "components": {"x": {"kind": kind, **sections}}})
    assert got == ({1, 2 if kind == "sensor" else 3} if takes_part else {1})


def test_organization_through_contract_data_and_procedures() -> None:
    sensor: dict[str, Any] = {**FIRM, "components": {"x": A}}
    assert _layers("firm", {**sensor, "connections": {"k": link("maintains", "firm", "x")}}) == {1, 2}
    assert _layers("firm", {**FIRM, "data": {"d": {"owner": "firm"}}}) == {1, 3}
    assert _layers("firm", {**sensor, "procedures": {"r": {"performed_by": ["firm"], "acts_on": ["x"]}}}) == {1, 2}
