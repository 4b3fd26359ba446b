"""Required trust: what an organization influences, through all tiers, and the floors of data."""

from __future__ import annotations

from typing import Any

import pytest

from ..analysis.build import effect, harm, link, rating, run, trust

HARM = {"h": harm(effect("unit"))}
BASE: dict[str, Any] = {
    "organizations": {"firm": {}, "plant": {}},
    "products": {"chip": {}, "board": {"contains": ["chip"]}, "box": {"contains": ["board"]}, "spare": {}},
    "components": {"unit": {"kind": "actuator", "product": "box"}},
    "systems": {"line": {"contains": ["unit"]}},
    "data": {"log": {}},
    "harms": HARM,
}


def _category(**sections: Any) -> int | None:
    return rating(**{**BASE, **sections}).trust["firm"].category


@pytest.mark.parametrize(
    ("role", "counts"),
    [*((role, True) for role in ("owner", "operator", "manager", "maintainer", "integrator")), ("user", False)],
)
def test_any_role_but_user(role: str, *, counts: bool) -> None:
    unit = {"kind": "actuator", "roles": {role: "firm"}}
    assert _category(components={"unit": unit}) == (4 if counts else None)


def test_a_role_on_the_container_as_a_whole() -> None:
    assert _category(systems={"line": {"contains": ["unit"], "roles": {"owner": "firm"}}}) == 4


@pytest.mark.parametrize("product", ["box", "board", "chip"])
def test_makers_through_all_tiers(product: str) -> None:
    products = {**BASE["products"], product: {**BASE["products"][product], "maker": "firm"}}
    assert _category(products=products) == 4


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_equal_ways_the_order_of_the_file_picks_none(*, turned: bool) -> None:
    products = {name: {**record, "maker": "firm"} for name, record in BASE["products"].items()}
    links = {name: link("supplies", "firm", "plant", subject=["unit"]) for name in ("k1", "k2")}
    order = -1 if turned else 1
    sections = {"products": dict(list(products.items())[::order]), "connections": dict(list(links.items())[::order])}
    assert rating(**{**BASE, **sections}).trust["firm"].via[-1].through == "board"
    alone = {"connections": sections["connections"]}
    assert rating(**{**BASE, **alone}).trust["firm"].via[-1].through == "k1"


def test_maker_of_what_is_not_built_in() -> None:
    assert _category(products={**BASE["products"], "spare": {"maker": "firm"}}) is None


@pytest.mark.parametrize("kind", ["supplies", "develops", "integrates", "maintains", "hosts"])
@pytest.mark.parametrize("subject", ["unit", "line", "box", "chip"])
def test_deliveries_with_that_subject(kind: str, subject: str) -> None:
    assert _category(connections={"k": link(kind, "firm", "plant", subject=[subject])}) == 4


@pytest.mark.parametrize(
    "connection",
    [
        link("supplies", "firm", "plant"),
        link("supplies", "firm", "plant", subject=["spare"]),
        link("supplies", "plant", "firm", subject=["unit"]),
        link("insures", "firm", "plant", subject=["line"]),
        link("insures", "firm", "line"),
        link("certifies", "firm", "plant", subject=["line"]),
        link("certifies", "firm", "box"),
        link("shares", "firm", "unit", data=["log"]),
        link("entrusts", "plant", "firm", subject=["unit"]),
    ],
)
def test_what_gives_no_influence(connection: dict[str, Any]) -> None:
    assert _category(connections={"k": connection}) is None


def test_a_mere_medium_gives_none() -> None:
    components = {**BASE["components"], "net": {"kind": "network", "roles": {"operator": "firm"}}}
    assert _category(components=components, connections={"k": link("transmits", "net", "unit")}) is None


@pytest.mark.parametrize("kind", ["integrates", "maintains", "hosts"])
def test_deliveries_to_the_device_itself(kind: str) -> None:
    assert _category(connections={"k": link(kind, "firm", "unit")}) == 4


def test_control_and_performing() -> None:
    assert _category(connections={"k": link("remote-access", "firm", "unit")}) == 4
    assert _category(procedures={"p": {"performed_by": ["firm"], "acts_on": ["unit"]}}) == 4
    people = {"fitter": {"employer": "firm"}}
    assert _category(people=people, procedures={"p": {"performed_by": ["fitter"], "acts_on": ["unit"]}}) == 4


def test_the_highest_among_its_elements_with_the_way_to_it() -> None:
    sections = {
        **BASE,
        "components": {
            "lamp": {"kind": "actuator", "roles": {"owner": "firm"}},
            "unit": {"kind": "actuator", "product": "box", "roles": {"maintainer": "firm"}},
        },
        "harms": {**HARM, "dark": {"cause": effect("lamp"), "human": "limited", "economic": "none"}},
    }
    row = trust(run(**sections), "firm")
    assert (row.required, row.because.element, row.because.harm) == (4, "unit", "h")
    assert [step.element for step in row.because.via] == ["unit", "firm"]


@pytest.mark.parametrize(
    ("categories", "floor"),
    [
        (["personal.special-care"], 3),
        (["safety-control"], 3),
        (["personal"], 2),
        (["personal.location"], 2),
        (["trade-secret"], 2),
        (["public"], 0),
        (["operational"], 0),
        (["public", "personal"], 2),
        ([], None),
    ],
)
def test_floors_of_data(categories: list[str], floor: int | None) -> None:
    """Data without a category and without a harm are not rated: unknown is not 0."""
    found = run(**{**BASE, "data": {"log": {"categories": categories}}})
    assert trust(found, "log").required == floor


def test_a_harm_raises_data_above_the_floor_and_never_lowers_it() -> None:
    for human, expected in (("fatal", 3), ("limited", 2)):
        harms = {"h": {"cause": effect("log", "leaked"), "human": human, "economic": "none"}}
        found = run(**{**BASE, "data": {"log": {"categories": ["personal"]}}, "harms": harms})
        assert trust(found, "log").required == expected


def test_the_owner_carries_the_floor_of_its_data() -> None:
    data = {"log": {"categories": ["safety-control"], "owner": "firm"}}
    assert _category(data=data) == 3
