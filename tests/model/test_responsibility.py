"""Who answers, what is deployed, who maintains."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility, deployed, maintained

from .factory import model

ORGANIZATIONS: dict[str, Any] = {ident: {} for ident in "abcdm"}


def made(**sections: Any) -> Model:
    return model(organizations=ORGANIZATIONS, **sections)


def responsible(**sections: Any) -> Responsibility:
    whole = made(**sections)
    return Responsibility.of(whole, Containment.of(whole))


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({"operator": "a", "manager": "b", "owner": "c", "maintainer": "d"}, "a"),
        ({"manager": "b", "owner": "c", "user": "d"}, "b"),
        ({"owner": "c", "integrator": "d"}, "c"),
        ({"user": "a"}, None),
        ({"maintainer": "a"}, None),
        ({"integrator": "a"}, None),
        ({}, None),
    ],
)
def test_roles(roles: dict[str, str], expected: str | None) -> None:
    assert responsible(components={"x": {"kind": "sensor", "roles": roles}}).get("x") == expected
    assert responsible(systems={"x": {"roles": roles}}).get("x") == expected


def test_the_nearest_container_answers() -> None:
    found = responsible(
        components={"deep": {"kind": "sensor"}, "own": {"kind": "sensor", "roles": {"owner": "d"}}},
        systems={
            "outer": {"roles": {"operator": "a"}, "contains": ["inner"]},
            "inner": {"roles": {"maintainer": "b"}, "contains": ["deep", "own"]},
            "loose": {},
        },
    )
    assert {ident: found.get(ident) for ident in ("deep", "own", "inner", "outer", "loose")} == {
        "deep": "a", "own": "d", "inner": "a", "outer": "a", "loose": None,
    }  # fmt: skip


def test_people_data_procedures_and_organizations() -> None:
    found = responsible(
        people={"crew": {"employer": "a"}, "riders": {}},
        data={"log": {"owner": "b"}, "stray": {}},
        procedures={
            "by-people": {"performed_by": ["riders", "crew"]},
            "by-organization": {"performed_by": ["b", "crew"]},
            "by-nobody": {},
            "by-riders": {"performed_by": "riders"},
        },
    )
    expected = {"crew": "a", "riders": None, "log": "b", "stray": None, "by-people": "a", "by-organization": "b",
                "by-nobody": None, "by-riders": None, "c": "c"}  # fmt: skip
    assert {ident: found.get(ident) for ident in expected} == expected


def test_products_are_deployed_through_all_tiers() -> None:
    whole = made(
        products={
            "chip": {},
            "board": {"contains": ["chip"]},
            "unit": {"contains": {"board": 2, "chip": 1}},
            "unused": {},
        },
        components={
            "x": {"kind": "sensor", "product": "unit"},
            "y": {"kind": "sensor", "product": "board"},
            "z": {"kind": "sensor", "product": "chip"},
            "none": {"kind": "sensor"},
        },
    )
    found = {product: sorted(components) for product, components in deployed(whole).items()}
    assert found == {"chip": ["x", "y", "z"], "board": ["x", "y"], "unit": ["x"], "unused": []}


def test_products_in_a_ring_end() -> None:
    whole = made(
        products={"p": {"contains": ["q"]}, "q": {"contains": ["p"]}},
        components={"x": {"kind": "sensor", "product": "p"}},
    )
    assert deployed(whole) == {"p": ["x"], "q": ["x"]}


MAINTAINED = {
    "products": {"unit": {}},
    "components": {
        "one": {"kind": "sensor", "product": "unit", "roles": {"owner": "a", "maintainer": "m"}},
        "two": {"kind": "sensor", "product": "unit", "roles": {"owner": "b", "maintainer": "m"}},
        "other": {"kind": "sensor", "roles": {"owner": "a"}},
    },
    "systems": {"sys": {"roles": {"owner": "a", "maintainer": "m"}}},
}


def pairs(**connection: Any) -> set[tuple[str, str, str]]:
    whole = made(**MAINTAINED, connections={"care": {"kind": "maintains", "from": "m", **connection}})
    return {found for found in maintained(whole, Responsibility.of(whole, Containment.of(whole))) if found[2] == "care"}


def test_maintainers_by_role() -> None:
    whole = made(**MAINTAINED)
    found = set(maintained(whole, Responsibility.of(whole, Containment.of(whole))))
    assert found == {("m", "one", ""), ("m", "two", ""), ("m", "sys", "")}


def test_maintaining_an_organization_is_about_what_is_maintained_there_by_role() -> None:
    assert pairs(to="a") == {("m", "one", "care"), ("m", "sys", "care")}


def test_maintaining_a_device() -> None:
    assert pairs(to="other") == {("m", "other", "care")}
    assert pairs(to="sys") == {("m", "sys", "care")}


def test_maintaining_a_subject() -> None:
    assert pairs(to="a", subject=["other"]) == {("m", "other", "care")}
    assert pairs(to="a", subject=["unit"]) == {("m", "one", "care"), ("m", "two", "care")}
