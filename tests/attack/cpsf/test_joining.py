"""Every kind of connection makes the links by which it carries an attack, and no others."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from sanso.model.connections import ConnectionKind

from .build import THINGS, linked, links, stage_of, types

BARE = set(links(stage_of(**THINGS)))
"""Links that follow from the elements alone."""


def made(kind: str, source: str, target: str, **fields: Any) -> set[tuple[str, str, str]]:
    """The links that one connection ``k`` adds."""
    stage = stage_of(**THINGS, connections={"k": {"kind": kind, "from": source, "to": target, **fields}})
    return set(links(stage)) - BARE


def ends(source: str, target: str) -> set[tuple[str, str, str]]:
    return {("Sending", source, "k"), ("Receiving", "k", target)}


CASES: dict[str, tuple[tuple[Any, ...], dict[str, Any], set[tuple[str, str, str]]]] = {
    "transmits": (("eye", "hub"), {}, ends("eye", "hub")),
    "transmits-over-network": (("eye", "lan"), {}, {*ends("eye", "lan"), ("Carriage", "lan", "k")}),
    "transmits-by-radio": (
        ("eye", "hub"),
        {"medium": "cellular"},
        {*ends("eye", "hub"), ("AirEntry", "/attacker", "k")},
    ),
    "transmits-data": (
        ("eye", "hub"),
        {"data": ["log"]},
        {*ends("eye", "hub"), ("Flow", "k", "log"), ("OrderContent", "log", "k")},
    ),
    "shares": (
        ("owner", "maker"),
        {"data": ["log"]},
        {("OrganizationSending", "owner", "k"), ("OrganizationReceiving", "k", "maker"), ("Flow", "k", "log")},
    ),
    "commands": (("hub", "arm"), {}, ends("hub", "arm")),
    "configures": (("hub", "plc"), {}, ends("hub", "plc")),
    "updates": (("hub", "plc"), {}, ends("hub", "plc")),
    "remote-access": (
        ("maker", "plc"),
        {"data": ["log"]},
        {("OrganizationSending", "maker", "k"), ("Receiving", "k", "plc"), ("Flow", "k", "log"), ("Key", "log", "k")},
    ),
    "remote-access-by-people": (("crew", "plc"), {}, {("Access", "crew", "k"), ("Receiving", "k", "plc")}),
    "authenticates": (("hub", "crew"), {}, {("Sending", "hub", "k"), ("Vouching", "k", "crew")}),
    "displays": (("plc", "crew"), {}, {("Screen", "plc", "k"), ("View", "k", "crew")}),
    "operates": (
        ("crew", "plc"),
        {},
        {("Hand", "crew", "k"), ("Grip", "k", "plc"), ("Desk", "k", "plc"), ("Handling", "crew", "plc")},
    ),
    "actuates": (("arm", "road"), {}, {("Actuation", "arm", "road"), ("Actuation", "arm", "road*")}),
    "actuates-quantity": (
        ("arm", "road"),
        {"quantity": "speed"},
        {("Actuation", "arm", "road/speed"), ("Actuation", "arm", "road*/speed")},
    ),
    "senses": (("road", "eye"), {}, set()),
    "supplies": (
        ("maker", "owner"),
        {"subject": ["unit"]},
        {("Shipment", "maker", "k"), ("Consignment", "k", "unit")},
    ),
    "supplies-late": (
        ("maker", "owner"),
        {"subject": ["unit"], "tolerance": "P7D"},
        {
            ("Shipment", "maker", "k"),
            ("Consignment", "k", "unit"),
            ("OrganizationNeed", "maker", "k/stop"),
            ("OrganizationReliance", "k/stop", "owner"),
        },
    ),
    "develops": (("maker", "owner"), {"subject": ["plc"]}, {("Shipment", "maker", "k"), ("Installation", "k", "plc")}),
    "integrates": (("maker", "plc"), {}, {("Shipment", "maker", "k"), ("Installation", "k", "plc")}),
    "maintains": (("maker", "plc"), {}, {("Provision", "maker", "k"), ("Care", "k", "plc")}),
    "entrusts": (("owner", "maker"), {"subject": ["hub"]}, {("Provision", "maker", "k"), ("Care", "k", "hub")}),
    "hosts": (
        ("maker", "hub"),
        {},
        {
            ("Provision", "maker", "k"),
            ("Care", "k", "hub"),
            ("OrganizationNeed", "maker", "k/stop"),
            ("ComponentReliance", "k/stop", "hub"),
        },
    ),
    "insures": (("maker", "owner"), {}, set()),
    "certifies": (("maker", "owner"), {"subject": ["unit"]}, set()),
    "feeds": (("hub", "plc"), {}, {("ComponentNeed", "hub", "k/stop"), ("ComponentReliance", "k/stop", "plc")}),
    "feeds-thing": (("hub", "grid"), {}, {("ComponentNeed", "hub", "k/stop"), ("PhysicalReliance", "k/stop", "grid")}),
    "depends-on": (("plc", "hub"), {}, {("ComponentNeed", "hub", "k/stop"), ("ComponentReliance", "k/stop", "plc")}),
    "depends-on-organization": (
        ("owner", "maker"),
        {},
        {("OrganizationNeed", "maker", "k/stop"), ("OrganizationReliance", "k/stop", "owner")},
    ),
    "depends-on-procedure": (
        ("care", "hub"),
        {},
        {("ComponentNeed", "hub", "k/stop"), ("ProcedureReliance", "k/stop", "care")},
    ),
    "depends-on-data": (
        ("log", "hub"),
        {},
        {("ComponentNeed", "hub", "k/stop"), ("DataReliance", "k/stop", "log")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_links_of_a_connection(case: str) -> None:
    pair, fields, expected = CASES[case]
    kind = next(kind for kind in sorted(get_args(ConnectionKind), key=len, reverse=True) if case.startswith(kind))
    assert made(kind, *pair, **fields) == expected


def test_every_kind_is_among_the_cases() -> None:
    assert {kind for kind in get_args(ConnectionKind) if any(c.startswith(kind) for c in CASES)} == set(
        get_args(ConnectionKind)
    )


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("transmits", "Transmission"),
        ("shares", "Sharing"),
        ("commands", "Command"),
        ("configures", "Configuration"),
        ("updates", "Update"),
        ("remote-access", "RemoteAccess"),
        ("authenticates", "Authentication"),
    ],
)
def test_types_of_links(kind: str, type_: str) -> None:
    for medium, expected in (("TCP/IP", type_), ("4-20 mA", "Signal"), (None, type_)):
        link = {"kind": kind, "from": "hub", "to": "plc", **({"medium": medium} if medium else {})}
        found = types(stage_of(**THINGS, connections={"k": link}))["k"]
        assert found == (expected if kind in ("transmits", "commands") else type_), medium


def test_tolerance_is_a_time_of_its_own() -> None:
    feeds = {"kind": "feeds", "from": "hub", "to": "plc", "tolerance": "P3D"}
    stage = stage_of(**THINGS, connections={"k": feeds})
    assert {(stage.assets[index].id, name): days for (index, name), days in stage.days.items()} == {
        ("k/stop", "outlasted"): 3.0
    }


def test_things_that_depend_on_one_another_do_not_depend_on_the_order_of_the_file() -> None:
    first = {"kind": "feeds", "from": "road", "to": "grid"}
    second = {"kind": "feeds", "from": "hub", "to": "road"}
    one = stage_of(**THINGS, connections={"a": first, "b": second})
    other = stage_of(**THINGS, connections={"b": second, "a": first})
    assert set(links(one)) == set(links(other))
    assert ("PhysicalNeed", "road", "a/stop") in set(links(one))


def test_moving_one_quantity_does_not_fail_another() -> None:
    links_ = {
        "turn": {"kind": "actuates", "from": "arm", "to": "road", "quantity": "speed"},
        "warm": {"kind": "actuates", "from": "plc", "to": "road", "quantity": "heat"},
        "k": {"kind": "feeds", "from": "road", "to": "grid", "quantity": "heat"},
        "any": {"kind": "feeds", "from": "road", "to": "hub"},
    }
    stage = stage_of(**THINGS, connections=links_)
    needs = linked(stage, "PhysicalNeed")
    assert {left for _, left, right in needs if right == "k/stop"} == {"road/heat"}
    assert {left for _, left, right in needs if right == "any/stop"} == {"road/heat", "road/speed"}


def test_who_maintains_own_things_adds_no_service() -> None:
    own = {**DEVICES_OWNED, "plc": {"kind": "controller", "roles": {"owner": "owner", "maintainer": "owner"}}}
    assert not linked(stage_of(**{**THINGS, "components": own}), "Care", "Provision")
    other = {**own, "plc": {"kind": "controller", "roles": {"owner": "owner", "maintainer": "maker"}}}
    stage = stage_of(**{**THINGS, "components": other})
    assert linked(stage, "Care", "Provision") == {
        ("Provision", "maker", "maker/maintains"),
        ("Care", "maker/maintains", "plc"),
    }


def test_an_agreement_takes_the_place_of_the_role() -> None:
    devices = {**DEVICES_OWNED, "plc": {"kind": "controller", "roles": {"owner": "owner", "maintainer": "maker"}}}
    link = {"kind": "maintains", "from": "maker", "to": "owner"}
    stage = stage_of(**{**THINGS, "components": devices}, connections={"k": link})
    assert linked(stage, "Care", "Provision") == {("Provision", "maker", "k"), ("Care", "k", "plc")}


DEVICES_OWNED = {"hub": {"kind": "server"}, "arm": {"kind": "actuator"}}
