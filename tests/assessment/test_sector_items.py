"""Native items: where places, interfaces, stakeholders and organizations are found, and when an item is covered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.analysis import assess
from sanso.assessment.sector_items import ItemResult, sector_items
from sanso.assessment.sector_matches import Matcher
from sanso.model.process import Model

from ..analysis.build import DAY, catalogue, link, make, structure

FIRM = {"owner": "firm"}


def items(model: Model, sector: str, members: set[str] | None = None) -> dict[str, list[ItemResult]]:
    rows = assess(model, catalogue(), at=DAY).requirements
    found: dict[str, list[ItemResult]] = {}
    for item in sector_items(structure(model), catalogue(), rows, {sector: members or set(model.elements)}):
        found.setdefault(item.id, []).append(item)
    return found


def at(model: Model, facet: str, members: set[str] | None = None) -> dict[str | None, set[str]]:
    matcher = Matcher.of(structure(model), catalogue())
    matches = matcher.matches(catalogue().sector_facets[facet], members or set(model.elements))
    return {match.subject: set(match.elements) for match in matches}


def device(kind: str = "sensor", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "roles": FIRM, **fields}


@pytest.mark.parametrize("place", ["shaft", "EPS", " eps ", "building.shaft", "配線経路", "MDF室"])
def test_a_place_is_found_by_its_words(place: str) -> None:
    model = make(organizations={"firm": {}}, components={"tap": device(place=place), "other": device(place="attic")})
    assert at(model, "building.shaft") == {None: {"tap"}}
    assert at(model, "building.machine-room") == {}


def test_a_place_is_that_of_the_nearest_container() -> None:
    model = make(
        organizations={"firm": {}},
        components={"valve": device(), "cloud-end": device("server", place="cloud"), "lost": device()},
        systems={"plant": {"contains": ["valve", "cloud-end"], "place": "machine-room", "roles": FIRM}},
    )
    assert at(model, "building.machine-room") == {None: {"valve", "plant"}}
    assert at(model, "building.cloud") == {None: {"cloud-end"}}
    assert Matcher.of(structure(model), catalogue()).unplaced(set(model.elements)) == ("lost",)


def home(**links: Any) -> Model:
    return make(
        organizations={"firm": {}, "grid": {}},
        people={"family": {"count": 4}, "staff": {"employer": "firm"}},
        products={"unit": {"maker": "grid"}},
        components={
            "cloud": device("server"),
            "partner": {"kind": "application", "roles": {"operator": "grid"}},
            "sister": device("server"),
            "gate": device("gateway", product="unit"),
            "battery": device("actuator"),
        },
        systems={"flat": {"contains": ["gate", "battery"], "roles": {"manager": "firm", "integrator": "grid"}}},
        connections=links,
    )


@pytest.mark.parametrize("kind", ["transmits", "commands", "remote-access"])
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("ends", "facet"),
    [
        (("cloud", "partner"), "electricity.aggregators"),
        (("cloud", "gate"), "electricity.aggregator-gateway"),
        (("cloud", "flat"), "electricity.aggregator-gateway"),
        (("gate", "battery"), "electricity.gateway-device"),
        (("cloud", "battery"), "electricity.cloud-device"),
        (("cloud", "sister"), None),
    ],
)
def test_an_interface_is_found_by_both_ends(kind: str, ends: tuple[str, str], facet: str | None, turned: bool) -> None:
    source, target = reversed(ends) if turned else ends
    model = home(line=link(kind, source, target))
    found = {
        one: at(model, one)
        for one in catalogue().sector_facets
        if one.startswith("electricity.") and not one.endswith("participant")
    }
    assert {one: hits for one, hits in found.items() if hits} == ({facet: {None: set(ends)}} if facet else {})


def test_only_members_of_the_sector_stand_at_an_interface() -> None:
    model = home(line=link("transmits", "cloud", "gate"))
    assert at(model, "electricity.aggregator-gateway", {"gate", "firm"}) == {None: {"gate"}}
    assert at(model, "electricity.aggregator-gateway", {"battery"}) == {}


def test_layer_two_is_no_interface() -> None:
    model = home(line=link("supplies", "grid", "firm", subject=["unit"]), use=link("operates", "family", "gate"))
    assert at(model, "electricity.aggregator-gateway") == {}


def test_stakeholders_follow_from_roles_makers_and_people() -> None:
    model = home(use=link("operates", "family", "gate"), tend=link("operates", "staff", "battery"))
    assert at(model, "smart-home.maker") == {"grid": {"grid", "gate"}}
    assert at(model, "smart-home.service") == {"grid": {"grid", "partner"}}
    assert at(model, "smart-home.manager") == {"firm": {"firm", "flat", "gate", "battery"}}
    assert at(model, "smart-home.housing") == {"grid": {"grid", "flat", "gate", "battery"}}
    assert at(model, "smart-home.resident") == {"family": {"family", "gate"}}


def test_organizations_that_hold_nothing_are_asked_only_where_the_guideline_reaches_them() -> None:
    model = make(
        organizations={"firm": {}, "parts": {}, "insurer": {}},
        components={"press": device("actuator")},
        connections={
            "buy": link("supplies", "parts", "firm", subject=["press"]),
            "cover": link("insures", "insurer", "firm"),
        },
    )
    assert set(at(model, "factory.site")) == {"firm"}
    assert set(at(model, "auto.enterprise")) == {"firm", "parts"}


ANSWERS = ("missing", "none", "basic", "advanced", "high-advanced", "not-applicable")


def shaft(levels: dict[str, str], scale: str = "large", **system: Any) -> Model:
    answers = {
        f"CPS.{short}": {"level": level, **({"reason": "R"} if level == "not-applicable" else {})}
        for short, level in levels.items()
        if level != "missing"
    }
    return make(
        organizations={"firm": {"scale": scale}},
        components={"tap": device("gateway", place="shaft")},
        systems={"lines": {"contains": ["tap"], "roles": FIRM, **system}},
        measures={"firm": answers} if answers else {},
    )


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("advanced", "advanced", "covered"),
        ("high-advanced", "advanced", "covered"),
        ("advanced", "basic", "partial"),
        ("advanced", "none", "open"),
        ("advanced", "missing", "open"),
        ("basic", "missing", "open"),
        ("advanced", "not-applicable", "covered"),
        ("not-applicable", "not-applicable", "by-hand"),
    ],
)
def test_an_item_follows_its_requirements(first: str, second: str, status: str) -> None:
    (item,) = items(shaft({"AC-2": first, "CM-6": second}), "building")["BLD-09"]
    assert item.status == status
    assert set(item.elements) == {"tap"}
    assert [cover.requirement for cover in item.covers] == ["CPS.AC-2", "CPS.CM-6"]


def test_what_is_not_asked_is_never_covered() -> None:
    small = shaft({"AC-2": "advanced", "CM-6": "advanced"}, scale="sme")
    (item,) = items(small, "building")["BLD-09"]
    assert [cover.status for cover in item.covers] == ["met", "not-required"]
    assert item.status == "partial"
    assert "CPS.CM-6 not asked here" in item.text.en


def test_a_requirement_of_the_container_answers_for_the_component() -> None:
    (item,) = items(shaft({"AC-7": "advanced"}), "building")["BLD-10"]
    assert catalogue().requirements["CPS.AC-7"].elements == ("R", "S")
    assert (item.status, item.covers[0].elements) == ("covered", 1)


@pytest.mark.parametrize(
    ("phase", "status", "when"),
    [
        (None, "open", "unknown"),
        ("design", "ahead", "ahead"),
        ("completion", "ahead", "ahead"),
        ("operation", "open", "now"),
        ("renewal", "open", "now"),
        ("disposal", "open", "past"),
    ],
)
def test_items_wait_for_their_phase(phase: str | None, status: str, when: str) -> None:
    system = {} if phase is None else {"phase": phase}
    (item,) = items(shaft({}, **system), "building")["BLD-09"]
    assert item.phases == ("operation", "renewal")
    assert (item.status, item.when) == (status, when)


def test_places_that_nobody_stated_are_named() -> None:
    model = make(organizations={"firm": {}}, components={"tap": device("gateway")})
    (item,) = items(model, "building")["BLD-09"]
    assert (item.status, item.elements) == ("not-placed", ())
    assert "without a place: 1" in item.text.en
    placed = make(organizations={"firm": {}}, components={"tap": device("gateway", place="machine-room")})
    assert items(placed, "building")["BLD-09"][0].status == "no-element"


def test_items_without_counterpart_are_checked_by_hand() -> None:
    model = make(organizations={"firm": {}}, components={"press": device("actuator")})
    for ident in ("AUT-01", "AUT-02", "AUT-03"):
        (item,) = items(model, "auto")[ident]
        assert (item.status, item.subject) == ("by-hand", "firm")


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(("AC-2", "CM-6", "AC-7", "MA-1", "IP-2")), st.sampled_from(ANSWERS)))
def test_nothing_is_covered_without_an_answer_that_meets(levels: dict[str, str]) -> None:
    for same in items(shaft(levels), "building").values():
        for item in same:
            assert item.text.en
            assert item.text.ja
            if item.status == "covered":
                assert item.covers
                assert {cover.status for cover in item.covers} <= {"met", "not-applicable"}
                assert any(cover.status == "met" for cover in item.covers)


def test_whoever_makes_office_machines_makes_no_vehicles() -> None:
    model = make(
        organizations={"firm": {}, "carmaker": {}, "router-maker": {}},
        products={"ecu": {"maker": "carmaker"}, "router": {"maker": "router-maker"}},
        components={"unit": device("controller", product="ecu"), "line": device("network", product="router")},
    )
    assert at(model, "auto.maker") == {"carmaker": {"carmaker", "unit"}}
