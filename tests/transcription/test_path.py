"""The untampered path: every leg to where is decided, and what counts on a leg."""

from __future__ import annotations

import pytest

from sanso.model.process import Model

from .build import THINGS, Book, answer, examined, model, reasons, row


def _hops(made: Model, connection: str = "read") -> list[str]:
    return [hop.connection for hop in row(examined(made), connection).hops]


def test_the_way_ends_where_is_decided() -> None:
    beyond = {"kind": "transmits", "from": "plc", "to": "relay"}
    assert _hops(model(beyond=beyond)) == ["leg-1", "leg-2"]
    assert _hops(model(), "move") == ["order"]


def test_orders_come_over_gateways_too() -> None:
    made = model(order={"from": "relay"}, far={"kind": "commands", "from": "plc", "to": "relay"})
    assert _hops(made, "move") == ["order", "far"]


def test_the_way_follows_the_data() -> None:
    sections = {**THINGS, "data": {"level": {}, "other": {}}}
    connections = {
        **THINGS["connections"],
        "leg-1": {"kind": "transmits", "from": "gauge", "to": "relay", "data": ["level"]},
        "leg-2": {"kind": "transmits", "from": "relay", "to": "plc", "data": ["level"]},
        "aside": {"kind": "transmits", "from": "relay", "to": "guard", "data": ["other"]},
    }
    made = Model.model_validate({"sanso": 1, "id": "m", **sections, "connections": connections})
    assert _hops(made) == ["leg-1", "leg-2"]


def test_a_ring_of_gateways_ends() -> None:
    made = model(back={"kind": "transmits", "from": "relay", "to": "gauge"}, leg_2={"to": "relay"})
    assert "back" in _hops(made)


def test_every_leg_must_be_stated() -> None:
    one = model(leg_1={"protection": "MACsec"})
    assert answer(examined(one), "read", "untampered").status == "not-stated"
    assert reasons(examined(one), "read", "path") == ["leg relay → plc: nothing stated"]
    both = model(leg_1={"protection": "MACsec"}, leg_2={"authenticity": "signed frames"})
    assert answer(examined(both), "read", "untampered").status == "stated"


def test_a_leg_that_is_stated_as_open_counts_against_the_whole() -> None:
    made = model(read={"protection": "sealed conduit"}, leg_2={"protection": "none"})
    found = examined(made)
    assert answer(found, "read", "untampered").status == "no"
    assert "relay → plc" in reasons(found, "read", "path")[0]


def test_proven_origin_holds_over_open_legs() -> None:
    made = model(read={"authenticity": "reading signed in the sensor"}, leg_2={"protection": "none"})
    assert answer(examined(made), "read", "untampered").status == "stated"


@pytest.mark.parametrize(("category", "status"), [(2, "stated"), (3, "stated"), (4, "not-counted")])
def test_a_signal_line_is_enough_below_the_highest_category(category: int, status: str) -> None:
    made = model(leg_1={"medium": "one-way wire"}, leg_2={"medium": "wire"})
    assert answer(examined(made, category), "read", "untampered").status == status


def test_a_missing_measure_does_not_make_a_signal_line_open() -> None:
    book = Book({("CPS.DS-11", "plc"): "none", ("CPS.DS-11", "relay"): "none"})
    made = model(leg_1={"medium": "wire"}, leg_2={"medium": "wire"})
    assert answer(examined(made, 4, book), "read", "untampered").status == "not-counted"


def test_a_satellite_signal_is_no_signal_line() -> None:
    made = model(leg_1={"medium": "GNSS"}, leg_2={"medium": "wire"})
    assert answer(examined(made, 2), "read", "untampered").status == "not-stated"


@pytest.mark.parametrize(
    ("requirement", "subject", "category", "status"),
    [
        ("CPS.DS-3", "order", 4, "stated"),
        ("CPS.DS-3", "plc", 4, "stated"),
        ("CPS.CM-4", "valve", 4, "stated"),
        ("CPS.CM-4", "plc", 4, "not-stated"),
        ("CPS.AC-8", "order", 2, "stated"),
        ("CPS.AC-8", "order", 3, "not-stated"),
    ],
)
def test_requirements_speak_for_a_leg(requirement: str, subject: str, category: int, status: str) -> None:
    book = Book({(requirement, subject): "advanced"})
    assert answer(examined(model(), category, book), "move", "untampered").status == status


def test_without_a_way_nothing_is_stated() -> None:
    connections = {key: value for key, value in THINGS["connections"].items() if key in ("read", "move")}
    made = Model.model_validate({"sanso": 1, "id": "m", **THINGS, "connections": connections})
    found = examined(made)
    assert reasons(found, "read", "path") == ["no way from the device to a decision is modelled"]
    assert reasons(found, "move", "path") == ["nobody who gives it orders is modelled"]


def test_a_device_that_decides_itself_has_no_leg() -> None:
    made = model(read={"to": "plc"})
    assert row(examined(made), "read").hops == ()
    assert answer(examined(made), "read", "untampered").status == "stated"
