"""Links that follow from the elements themselves, and where an attacker can begin."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.attack.cpsf import ATTACKER

from .build import catalogue, linked, links, stage_of, types


def test_staff_works_for_an_employer() -> None:
    stage = stage_of(organizations={"o": {}}, people={"crew": {"employer": "o"}, "guests": {}})
    assert linked(stage, "Employment") == {("Employment", "o", "crew")}
    assert linked(stage, "PersonEntry") == {("PersonEntry", "/attacker", "crew")}


def test_products_are_made_built_in_and_deployed() -> None:
    stage = stage_of(
        organizations={"m": {}},
        products={"box": {"maker": "m", "contains": {"chip": 1}}, "chip": {}},
        components={"plc": {"kind": "controller", "product": "box"}, "eye": {"kind": "sensor"}},
    )
    assert linked(stage, "Making", "BuiltInto", "Deployment") == {
        ("Making", "m", "box"),
        ("BuiltInto", "chip", "box"),
        ("Deployment", "box", "plc"),
        ("Deployment", "eye/type", "eye"),
    }
    assert types(stage)["eye/type"] == "PackagedProduct"
    assert {right for _, _, right in linked(stage, "ResearchEntry")} == {"box", "chip", "eye/type"}


def test_a_product_strikes_every_instance() -> None:
    stage = stage_of(products={"box": {}}, components={"plc": {"kind": "controller", "product": "box", "count": 3}})
    assert linked(stage, "Deployment") == {("Deployment", "box", "plc"), ("Deployment", "box", "plc*")}


def test_procedures_are_performed_and_act() -> None:
    stage = stage_of(
        organizations={"m": {}},
        people={"crew": {"employer": "m"}},
        components={"plc": {"kind": "controller", "count": 2}, "eye": {"kind": "sensor"}},
        data={"log": {}},
        procedures={
            "care": {"kind": "maintenance", "performed_by": ["m", "crew"], "acts_on": ["plc", "log"]},
            "run": {"kind": "operation", "acts_on": ["eye"]},
        },
    )
    found = linked(stage, "Duty", "Task", "Treatment", "Handling", "Editing", "Use")
    assert found == {
        ("Duty", "m", "care"),
        ("Task", "crew", "care"),
        ("Treatment", "care", "plc"),
        ("Handling", "crew", "plc"),
        ("Editing", "care", "log"),
        ("Treatment", "run", "eye"),
        ("Use", "eye", "run"),
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"stored_in": ["hub"]}, {("Storage", "hub", "log")}),
        ({"stored_in": ["o"]}, {("Keeping", "o", "log")}),
        ({"stored_in": ["room"]}, {("Storage", "hub", "log")}),
        ({"owner": "o"}, {("Keeping", "o", "log")}),
        ({"owner": "o", "stored_in": ["hub"]}, {("Storage", "hub", "log")}),
        ({"produced_by": ["eye"]}, {("Production", "eye", "log")}),
        ({"produced_by": ["write"]}, {("Record", "write", "log")}),
        ({}, set()),
    ],
)
def test_data_are_where_they_are_kept_and_made(fields: dict[str, Any], expected: set[Any]) -> None:
    stage = stage_of(
        organizations={"o": {}},
        components={"hub": {"kind": "server"}, "eye": {"kind": "sensor"}},
        systems={"room": {"contains": ["hub", "eye"]}},
        procedures={"write": {}},
        data={"log": fields},
    )
    assert linked(stage, "Storage", "Keeping", "Production", "Record") == expected


def test_somebody_administers_servers_unless_people_are_named() -> None:
    things: dict[str, Any] = {
        "organizations": {"o": {}},
        "people": {"crew": {"employer": "o"}},
        "components": {
            "hub": {"kind": "server", "roles": {"operator": "o"}},
            "plc": {"kind": "controller", "roles": {"operator": "o"}},
            "free": {"kind": "server"},
            "many": {"kind": "server", "count": 4, "roles": {"operator": "o"}},
        },
    }
    assert linked(stage_of(**things), "Administration") == {("Administration", "o", "hub")}
    hand = {"k": {"kind": "operates", "from": "crew", "to": "hub"}}
    assert not linked(stage_of(**things, connections=hand), "Administration")


def test_an_attacker_begins_where_things_are_exposed() -> None:
    stage = stage_of(
        components={
            "web": {"kind": "server", "exposure": ["internet"]},
            "lot": {"kind": "gateway", "count": 9, "exposure": ["internet"]},
            "box": {"kind": "controller", "count": 9, "exposure": ["port"]},
            "plain": {"kind": "controller"},
        },
    )
    entries = linked(stage, "InternetEntry", "SiteEntry", "RadioEntry")
    assert ("InternetEntry", "/attacker", "web") in entries
    assert ("InternetEntry", "/attacker", "lot") in entries
    assert ("SiteEntry", "/attacker", "box") in entries
    assert ("SiteEntry", "/attacker", "box*") not in entries
    assert not {right for _, _, right in entries} & {"plain", "plain*"}
    reach = catalogue().exposures["internet"].reach
    assert (("InternetEntry", "/attacker", "lot*") in entries) == (reach == "all")


def test_parts_take_the_nearest_exposure_of_what_they_are_in() -> None:
    stage = stage_of(
        components={"a": {"kind": "controller"}, "b": {"kind": "controller", "exposure": ["port"]}},
        systems={"inner": {"contains": ["a", "b"]}, "outer": {"contains": ["inner"], "exposure": ["internet"]}},
    )
    assert linked(stage, "InternetEntry", "SiteEntry") == {
        ("InternetEntry", "/attacker", "a"),
        ("SiteEntry", "/attacker", "b"),
    }


def test_unknown_words_of_exposure_open_nothing() -> None:
    stage = stage_of(components={"plc": {"kind": "controller", "exposure": ["carrier pigeon"]}})
    assert not linked(stage, "InternetEntry", "SiteEntry", "RadioEntry")


@pytest.mark.parametrize(
    "word",
    [
        variant
        for ident, one in catalogue().exposures.items()
        for word in (ident, *one.words)
        for variant in (word, f" {word.upper()} ")
    ],
)
def test_every_word_of_exposure_opens_its_way_in(word: str) -> None:
    stage = stage_of(components={"plc": {"kind": "controller", "exposure": [word]}})
    record = catalogue().exposure(word)
    assert record is not None
    entries = {"internet": "InternetEntry", "nearby": "RadioEntry", "on-site": "SiteEntry"}
    expected = "CarrierEntry" if record.carrier else entries[record.entry]
    known = {*entries.values(), "CarrierEntry"}
    assert {name for name, _, right in links(stage) if name in known and right == "plc"} == {expected}


def test_a_system_without_components_stands_for_itself() -> None:
    stage = stage_of(
        components={"plc": {"kind": "controller"}},
        systems={"cloud": {}, "plant": {"contains": ["plc"]}, "outer": {"contains": ["cloud2"]}, "cloud2": {}},
        connections={
            "k": {"kind": "commands", "from": "cloud", "to": "plant"},
            "n": {"kind": "transmits", "from": "cloud", "to": "cloud2"},
        },
    )
    known = types(stage)
    assert known["cloud"] == known["cloud2"] == "Application"
    assert "plant" not in known
    assert {("Sending", "cloud", "k"), ("Receiving", "k", "plc"), ("Receiving", "n", "cloud2")} <= set(links(stage))


def test_of_a_system_the_parts_that_act_send_and_receive() -> None:
    parts = {"eye": {"kind": "sensor"}, "plc": {"kind": "controller"}, "stop": {"kind": "safety-function"}}
    stage = stage_of(
        components={**parts, "hub": {"kind": "server"}},
        systems={"cell": {"contains": ["eye", "plc", "stop"]}, "watch": {"contains": ["eye2"]}},
        connections={"k": {"kind": "transmits", "from": "hub", "to": "cell"}},
    )
    acting = stage.cast.devices("cell", acting=True)
    assert {right for _, _, right in linked(stage, "Receiving")} == set(acting)
    assert "stop" not in stage.cast.devices("cell", acting=False)
    assert stage.cast.devices("cell", acting=False) == ("eye", "plc")


def test_the_attacker_is_the_first_object_and_stands_for_no_element() -> None:
    stage = stage_of()
    assert stage.assets[ATTACKER].type == "Attacker"
    assert stage.assets[ATTACKER].subject is None


@pytest.mark.parametrize(
    "sections", [{}, {"components": {"plc": {"kind": "controller"}}}, {"organizations": {"o": {}}}]
)
def test_almost_empty_models_can_be_staged(sections: dict[str, Any]) -> None:
    stage = stage_of(**sections)
    assert not stage.harms
    assert not stage.unattackable
    assert stage.graph.size == len(stage.graph.asset)


def test_odd_ids_stay_what_they_are() -> None:
    names = ("装置.1", "a-b.c_d", "0", "Straße")
    stage = stage_of(
        components={name: {"kind": "controller", "count": 2} for name in names},
        connections={"線": {"kind": "commands", "from": names[0], "to": names[1]}},
        harms={"害": {"cause": {"element": names[1], "effect": "stopped"}, "human": "none"}},
    )
    ids = stage.graph.objects.ids
    assert len(set(ids)) == len(ids)
    assert {f"{name}*" for name in names} <= set(ids)
    assert set(stage.harms) == {"害"}


def test_no_two_objects_share_an_id() -> None:
    stage = stage_of(
        expand=["fleet"],
        components={"arm": {"kind": "actuator"}, "plc": {"kind": "controller"}},
        systems={"fleet": {"count": 3, "contains": {"arm": 2, "plc": 1}}},
        physical={"road": {}},
        connections={
            "a": {"kind": "actuates", "from": "arm", "to": "road", "quantity": "type"},
            "b": {"kind": "actuates", "from": "plc", "to": "road", "quantity": "type*"},
            "c": {"kind": "commands", "from": "plc", "to": "arm"},
            "d": {"kind": "feeds", "from": "plc", "to": "arm"},
        },
        harms={"h": {"cause": {"element": "arm", "effect": "manipulated", "share": 0.5}, "human": "none"}},
    )
    ids = stage.graph.objects.ids
    assert len(set(ids)) == len(ids)
