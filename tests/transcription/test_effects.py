"""Comparison, confirmed effect and safe state: what is not independent does not count from category 3 on."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from sanso.model.process import Model

from .build import THINGS, Book, answer, examined, model, point, reasons


def changed(components: dict[str, dict[str, Any]], **connections: dict[str, Any]) -> Model:
    sections = copy.deepcopy(THINGS)
    for ident, fields in components.items():
        sections["components"].setdefault(ident, {}).update(fields)
    for ident, fields in connections.items():
        sections["connections"].setdefault(ident, {}).update(fields)
    return Model.model_validate({"sanso": 1, "id": "m", **sections})


@pytest.mark.parametrize("category", [2, 3, 4])
def test_an_independent_partner_counts(category: int) -> None:
    made = model(read={"cross_check": ["second"]})
    assert answer(examined(made, category), "read", "plausible").status == "stated"


def test_two_that_share_maker_software_and_supply_are_not_independent() -> None:
    made = changed({"second": {"product": "p1"}}, read={"cross_check": ["second"]})
    assert point(examined(made, 2), "read", "comparison").status == "stated"
    found = examined(made, 3)
    assert point(found, "read", "comparison").status == "not-counted"
    (reason,) = reasons(found, "read", "comparison")
    assert reason == "second is not independent of gauge: same product; same maker; same supplier: maker-1"
    assert any(one.point == "comparison" for one in found.findings)


def test_one_independent_partner_is_enough() -> None:
    made = changed(
        {"twin": {"kind": "sensor", "product": "p1", "roles": {"maintainer": "keeper-1"}}},
        read={"cross_check": ["twin", "second"]},
    )
    assert point(examined(made), "read", "comparison").status == "stated"


@pytest.mark.parametrize(
    ("number", "category", "status"), [(1, 2, "not-stated"), (2, 2, "stated"), (2, 3, "not-counted")]
)
def test_channels_without_names(number: int, category: int, status: str) -> None:
    assert point(examined(model(read={"redundancy": number}), category), "read", "comparison").status == status


def test_a_check_by_the_receiver_is_enough_in_category_two_only() -> None:
    book = Book({("CPS.CM-3", "plc"): "advanced"})
    assert point(examined(model(), 2, book), "read", "comparison").status == "stated"
    assert point(examined(model(), 3, book), "read", "comparison").status == "not-stated"


@pytest.mark.parametrize(
    ("who", "category", "status"),
    [
        ("second", 2, "stated"),
        ("second", 4, "stated"),
        ("plc", 2, "stated"),
        ("plc", 3, "not-counted"),
        ("valve", 3, "not-counted"),
    ],
)
def test_who_confirms_the_effect(who: str, category: int, status: str) -> None:
    assert point(examined(model(move={"confirmed_by": [who]}), category), "move", "confirmed").status == status


def test_reporting_to_the_commander_is_no_dependence() -> None:
    made = model(move={"confirmed_by": ["second"]}, report={"kind": "transmits", "from": "second", "to": "plc"})
    assert point(examined(made), "move", "confirmed").status == "stated"


def test_who_shares_the_commanders_maker_confirms_nothing() -> None:
    made = changed({"second": {"product": "p3"}}, move={"confirmed_by": ["second"]})
    found = examined(made)
    assert point(found, "move", "confirmed").status == "not-counted"
    assert "same product" in reasons(found, "move", "confirmed")[0]


def test_a_named_safe_state_needs_a_way_there_from_category_three_on() -> None:
    made = model(move={"safe_state": "closed"})
    assert point(examined(made, 2), "move", "safe-state").status == "stated"
    assert point(examined(made, 3), "move", "safe-state").status == "not-counted"


@pytest.mark.parametrize("fields", [{"safe_state": "closed by spring"}, {"safe_states": {"power loss": "closed"}}])
def test_the_devices_own_fallback_is_a_way(fields: dict[str, Any]) -> None:
    assert point(examined(changed({"valve": fields})), "move", "safe-state").status == "stated"


@pytest.mark.parametrize("protected", ["tank", "valve"])
def test_an_independent_safety_function_is_a_way(protected: str) -> None:
    made = changed({"guard": {"protects": [protected]}})
    assert point(examined(made), "move", "safe-state").status == "stated"


def test_a_safety_function_in_the_commanders_hand_is_none() -> None:
    made = changed({"guard": {"protects": ["tank"]}}, silence={"kind": "configures", "from": "plc", "to": "guard"})
    found = examined(made)
    assert point(found, "move", "safe-state").status == "not-counted"
    assert "shared control source: keeper-3, plc" in reasons(found, "move", "safe-state")[0]


def test_a_safety_function_that_orders_the_move_itself_is_not_held_against_itself() -> None:
    made = changed({"guard": {"protects": ["tank"]}}, stop={"kind": "commands", "from": "guard", "to": "valve"})
    assert point(examined(made), "move", "safe-state").status == "stated"


def test_no_safe_state_is_a_no() -> None:
    found = examined(model(move={"safe_state": "none; must run on"}))
    assert point(found, "move", "safe-state").status == "no"
