"""Who controls whom."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.model.control import ControlEdge, ControlGraph
from sanso.model.structure import Structure

from .factory import VOCABULARY, model

CONTROL = {kind for kind, rule in VOCABULARY.connections.items() if rule.control}
DEVICES = {"hub": {"kind": "server"}, "door": {"kind": "actuator"}, "eye": {"kind": "sensor"}}


def graph(**sections: Any) -> ControlGraph:
    made = {"components": DEVICES, "organizations": {"m": {}, "o": {}}, "data": {"log": {}}, **sections}
    return Structure.of(model(**made), CONTROL).control


def test_the_kinds_that_are_control() -> None:
    assert sorted(CONTROL) == ["commands", "configures", "maintains", "remote-access", "updates"]


@pytest.mark.parametrize("kind", ["commands", "configures", "updates", "remote-access"])
def test_control_connections(kind: str) -> None:
    found = graph(connections={"c": {"kind": kind, "from": "hub", "to": "door"}})
    assert dict(found.controllers) == {"door": (ControlEdge("hub", kind, "c"),)}


@pytest.mark.parametrize("kind", ["transmits", "authenticates", "depends-on", "feeds", "shares", "senses"])
def test_the_network_is_no_control(kind: str) -> None:
    assert not graph(connections={"c": {"kind": kind, "from": "hub", "to": "door"}}).controllers


def test_data_that_orders_carry() -> None:
    found = graph(connections={"c": {"kind": "commands", "from": "hub", "to": "door", "data": ["log"]}})
    assert dict(found.carriers) == {"door": (ControlEdge("log", "carries", "c"),)}


def test_procedures_and_maintainers() -> None:
    found = graph(
        people={"crew": {"employer": "o"}},
        procedures={"care": {"performed_by": ["crew", "m"], "acts_on": ["door"]}},
        components={**DEVICES, "eye": {"kind": "sensor", "roles": {"owner": "o", "maintainer": "m"}}},
        connections={"duty": {"kind": "maintains", "from": "m", "to": "o"}},
    )
    assert dict(found.controllers) == {
        "door": (ControlEdge("care", "acts-on"),),
        "care": (ControlEdge("crew", "performs"), ControlEdge("m", "performs")),
        "eye": (ControlEdge("m", "maintains"), ControlEdge("m", "maintains", "duty")),
    }


def test_parts_through_which_a_system_acts() -> None:
    kinds = ["sensor", "actuator", "controller", "gateway", "server", "application", "network", "safety-function"]
    found = graph(
        components={kind: {"kind": kind} for kind in kinds},
        systems={"outer": {"contains": ["inner", "server"]}, "inner": {"contains": [k for k in kinds if k != "server"]},
                 "empty": {}},
    )  # fmt: skip
    assert set(found.acting_parts["outer"]) == {"controller", "gateway", "server", "application"}
    assert set(found.acting_parts["inner"]) == {"controller", "gateway", "application"}
    assert "empty" not in found.acting_parts
