"""Table T5: for every incident an element of each type that has the condition, and one that has not."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ..analysis.build import applies, catalogue, link, run

A, C, V = {"kind": "actuator"}, {"kind": "controller"}, {"kind": "server"}


def _own(thing: dict[str, Any], owner: str = "firm") -> dict[str, Any]:
    return {**thing, "roles": {"owner": owner}}


def _sections(**sections: Any) -> dict[str, Any]:
    """Two firms with people, procedures, data and devices; nothing is connected."""
    base: dict[str, Any] = {
        "organizations": {"firm": {}, "other": {}},
        "people": {"worker": {"employer": "firm"}, "stranger": {"employer": "other"}, "guest": {}},
        "components": {"s": _own({"kind": "sensor"}), "a": _own(A), "c": _own(C), "v": _own(V), "w": _own(V, "other")},
        "systems": {"field": {"contains": ["s", "a", "c"], "roles": {"owner": "firm"}}, "hall": {"contains": ["v"]}},
        "procedures": {"care": {"performed_by": ["worker"], "acts_on": ["a"]}, "desk": {"performed_by": ["stranger"]}},
        "data": {"log": {"owner": "firm"}, "own": {"owner": "other"}},
        "physical": {"world": {}},
    }
    return {**base, **sections}


def _applies(incident: str, **sections: Any) -> set[str]:
    return applies(run(**_sections(**sections)), incident)


def _data(**fields: Any) -> dict[str, Any]:
    return {"log": {"owner": "firm", **fields}, "own": {"owner": "other"}}


ORGS, STAFF, PROCEDURES = {"firm", "other"}, {"worker", "stranger"}, {"care", "desk"}
OWNED = {"s", "a", "c", "v", "w", "field"}  # the hall has no responsible: it is not in layer 1


@pytest.mark.parametrize("incident", ["L1_1_a", "L1_1_b"])
def test_own_area(incident: str) -> None:
    others = ORGS | STAFF | PROCEDURES | {"log", "own"}
    assert _applies(incident) == others
    assert _applies(incident, data=_data(stored_in=["v"])) == others | {"v"}
    assert _applies(incident, connections={"k": link("transmits", "c", "v")}) == others | {"c", "v", "field"}
    assert _applies(incident, connections={"k": link("commands", "c", "v")}) == others
    assert _applies(incident, connections={"k": link("commands", "c", "v", data=["log"])}) == others | {
        "c",
        "v",
        "field",
    }


def test_always_in_layer_1() -> None:
    everything = ORGS | STAFF | PROCEDURES | {"log", "own"} | OWNED
    assert _applies("L1_1_c") == everything
    assert _applies("L1_2_a") == ORGS | PROCEDURES
    assert _applies("L1_3_a") == ORGS | STAFF | PROCEDURES | {"log", "own", "field"}
    unowned = {"log": {}, "own": {}}
    assert _applies("L1_1_c", data=unowned, people={"guest": {}}, procedures={"p": {}}) == ORGS | OWNED


@pytest.mark.parametrize("kind", ["supplies", "develops", "integrates", "maintains", "hosts"])
def test_deliveries(kind: str) -> None:
    delivery = {"connections": {"k": link(kind, "firm", "other", subject=["w"])}}
    of_firm, of_other = {"firm", "worker", "care", "s", "a", "c", "v"}, {"other", "stranger", "desk", "w"}
    assert _applies("L1_3_b", **delivery) == of_firm
    assert _applies("L1_3_c", **delivery) == of_other


@pytest.mark.parametrize(
    "connection",
    [
        link("entrusts", "firm", "other"),
        link("insures", "firm", "other"),
        link("certifies", "firm", "other"),
        link("shares", "firm", "other", data=["log"]),
        link("maintains", "firm", "a"),  # its own
    ],
)
def test_what_is_no_delivery_to_another(connection: dict[str, Any]) -> None:
    assert _applies("L1_3_b", connections={"k": connection}) == set()
    assert _applies("L1_3_c", connections={"k": connection}) == set()


def test_delivery_to_a_device_is_received_by_its_responsible() -> None:
    connections = {"k": link("hosts", "firm", "w")}
    assert "firm" in _applies("L1_3_b", connections=connections)
    assert {"other", "w"} <= _applies("L1_3_c", connections=connections)


def test_entered_through_a_weakness() -> None:
    assert _applies("L2_1_a") == set()
    assert _applies("L2_1_a", connections={"k": link("transmits", "a", "v")}) == {"a", "field", "firm", "care"}
    exposed = {**_sections()["components"], "a": {**_own(A), "exposure": ["wireless"]}}
    assert _applies("L2_1_a", components=exposed) == {"a", "field", "firm", "care"}
    senses = {"k": link("senses", "world", "s")}
    assert _applies("L2_1_a", connections=senses) == set()
    server = {**_sections()["components"], "v": {**_own(V), "exposure": ["internet"]}}
    assert "v" not in _applies("L2_1_a", components=server)


def test_an_organization_that_reaches_in_from_afar() -> None:
    reach = {"k": link("remote-access", "other", "c"), "m": link("maintains", "other", "c")}
    assert _applies("L2_1_a", connections=reach) == {"c", "field", "firm", "other"}


@pytest.mark.parametrize("kind", ["commands", "configures", "updates", "remote-access"])
def test_impersonation(kind: str) -> None:
    assert _applies("L2_1_b") == set()
    assert _applies("L2_1_b", connections={"k": link(kind, "v", "a")}) == {"a", "field", "care", "worker"}
    assert _applies("L2_1_b", connections={"k": link("transmits", "v", "a")}) == set()


def test_impersonation_of_people_and_maintainers() -> None:
    assert _applies("L2_1_b", connections={"k": link("operates", "guest", "c")}) == {"c", "field", "guest"}
    assert "c" in _applies("L2_1_b", connections={"k": link("maintains", "other", "c")})


def test_remote_management_in_any_layer() -> None:
    assert _applies("L2_1_c") == {"care", "worker"}
    assert _applies("L2_1_c", procedures={}) == set()
    got = _applies("L2_1_c", procedures={}, connections={"k": link("commands", "v", "a")})
    assert got == {"v", "hall"}
    assert _applies("L2_1_c", procedures={}, connections={"k": link("commands", "v", "field")}) == {"v", "hall"}
    assert _applies("L2_1_c", procedures={}, connections={"k": link("commands", "c", "v")}) == set()
    assert _applies("L2_1_c", procedures={}, connections={"k": link("remote-access", "guest", "a")}) == {"guest"}


def test_denial_of_service() -> None:
    assert _applies("L2_1_d") == set()
    for kind in ("transmits", "commands"):
        assert _applies("L2_1_d", connections={"k": link(kind, "v", "a")}) == {"a", "field", "care"}
    assert _applies("L2_1_d", connections={"k": link("updates", "v", "a")}) == set()


def test_unsafe_behaviour() -> None:
    assert _applies("L2_2_a") == {"a", "field", "firm", "care"}
    assert _applies("L2_2_a", components={"s": _own({"kind": "sensor"}), "c": _own(C), "v": _own(V)}, systems={},
                    procedures={}) == set()  # fmt: skip
    commanded = {"k": link("commands", "c", "a", data=["log"]), "l": link("transmits", "s", "c", data=["own"])}
    assert _applies("L2_2_a", connections=commanded) == {"a", "c", "field", "firm", "care", "log"}
    guard = {"g": _own({"kind": "safety-function"}, "other")}
    assert _applies("L2_2_a", components=guard, systems={}, procedures={}) == {"g", "other"}


def test_unreliable_device() -> None:
    assert _applies("L2_3_a") == set()
    made = {**_sections()["components"], "a": {**_own(A), "product": "x"}}
    assert _applies("L2_3_a", products={"x": {}}, components=made) == {"a", "firm", "care"}
    inside = {"box": {**_own(C), "contains": ["a"]}, "a": {**A, "product": "x"}}
    got = _applies("L2_3_a", products={"x": {}}, components=inside, systems={}, procedures={})
    assert got == {"a", "firm"}


def test_tampered_device() -> None:
    assert _applies("L2_3_b") == {"s", "a", "c", "field", "firm", "care"}
    assert _applies("L2_3_b", data=_data(produced_by=["s"])) == {"s", "a", "c", "field", "firm", "care", "log"}
    assert _applies("L2_3_b", components={"v": _own(V)}, systems={}, procedures={}) == set()
    done = {"care": {"performed_by": ["other"], "acts_on": ["a"]}}
    assert "other" not in _applies("L2_3_b", procedures=done)


def test_disturbed_measurement() -> None:
    assert _applies("L2_3_c") == set()
    senses = {"k": link("senses", "world", "s")}
    reading = {"read": {"acts_on": ["s"]}, "care": {"acts_on": ["a"]}}
    got = _applies("L2_3_c", connections=senses, data=_data(produced_by=["s"]), procedures=reading)
    assert got == {"s", "log", "read"}
    carried = {"k": link("senses", "world", "s", data=["log"]), "l": link("commands", "v", "a", data=["log"])}
    assert "log" in _applies("L2_3_c", connections=carried)


PERSONAL = {"categories": ["personal"], "stored_in": ["v"]}


def test_leak_in_cyberspace() -> None:
    assert _applies("L3_1_a") == set()
    assert _applies("L3_1_a", data=_data(stored_in=["v"])) == set()
    assert _applies("L3_1_a", data=_data(**PERSONAL)) == {"log", "hall", "firm"}
    admin = {"admin": {"performed_by": ["guest"], "acts_on": ["v"]}}
    assert _applies("L3_1_a", data=_data(**PERSONAL), procedures=admin) == {"log", "hall", "firm", "admin", "guest"}
    owner = _data(categories=["personal"])
    assert _applies("L3_1_a", data=owner) == {"log", "firm"}
    moved = {"k": link("transmits", "v", "w", data=["log"])}
    assert {"log", "hall", "firm", "other"} <= _applies("L3_1_a", data=owner, connections=moved)


def test_alteration_in_cyberspace() -> None:
    assert _applies("L3_2_a") == set()
    assert _applies("L3_2_a", data=_data(stored_in=["v"])) == {"log", "hall"}
    assert _applies("L3_2_a", connections={"k": link("transmits", "v", "w", data=["own"])}) == {"own", "hall"}
    handler = {"edit": {"performed_by": ["guest"], "acts_on": ["log"]}}
    assert _applies("L3_2_a", data=_data(stored_in=["v"]), procedures=handler) == {"log", "hall", "edit", "guest"}


def test_processing_stopped_by_attack() -> None:
    assert _applies("L3_3_a", data={}) == {"v", "w", "hall", "firm", "other"}
    assert _applies("L3_3_a", components={"a": _own(A)}, systems={}, data={}) == set()


def test_processing_stopped_by_accident_or_provider() -> None:
    assert _applies("L3_3_b") == set()
    assert _applies("L3_3_b", connections={"k": link("depends-on", "hall", "w")}) == {"hall"}
    assert _applies("L3_3_b", connections={"k": link("hosts", "other", "v")}) == {"hall", "firm", "other"}
    subject = {"k": link("hosts", "other", "firm", subject=["hall"])}
    assert _applies("L3_3_b", connections=subject) == {"hall", "firm", "other"}
    job = {"job": {"acts_on": ["v"]}}
    assert _applies("L3_3_b", procedures=job, connections={"k": link("depends-on", "job", "v")}) == {"job"}


def test_processing_acts_wrongly() -> None:
    assert _applies("L3_3_c") == {"v", "w", "hall"}
    job = {"job": {"acts_on": ["v"]}, "care": {"acts_on": ["a"]}}
    assert _applies("L3_3_c", procedures=job) == {"v", "w", "hall", "job"}
    assert _applies("L3_3_c", components={"n": {"kind": "network"}}, systems={}) == set()


def test_data_from_a_false_party() -> None:
    assert _applies("L3_3_d") == set()
    for kind in ("transmits", "shares", "commands"):
        assert _applies("L3_3_d", connections={"k": link(kind, "w", "v", data=["log"])}) == {"v", "hall", "log"}
    assert _applies("L3_3_d", connections={"k": link("updates", "w", "v", data=["log"])}) == set()


def test_data_law() -> None:
    assert _applies("L3_4_a") == set()
    assert _applies("L3_4_a", data=_data(categories=["operational"])) == set()
    assert _applies("L3_4_a", data=_data(categories=["personal.location"])) == {"log", "firm"}
    edit = {"edit": {"acts_on": ["log"]}}
    assert _applies("L3_4_a", data=_data(categories=["trade-secret"]), procedures=edit) == {"log", "firm", "edit"}


def test_shared_secret() -> None:
    assert _applies("L3_4_b") == set()
    share = {"k": link("shares", "firm", "other", data=["log"])}
    assert _applies("L3_4_b", connections=share) == {"log", "firm", "other"}
    edit = {"edit": {"performed_by": ["guest"], "acts_on": ["log"]}}
    assert _applies("L3_4_b", connections=share, procedures=edit) == {"log", "firm", "other", "edit", "guest"}
    assert _applies("L3_4_b", connections={"k": link("shares", "v", "w", data=["log"])}) == {
        "log", "hall", "firm", "other",
    }  # fmt: skip


def test_the_counts_of_the_table() -> None:
    shipped = catalogue()
    assert (len(shipped.incidents), len(shipped.vulnerabilities)) == (23, 93)
    assert sum(len(v.requirements) for v in shipped.vulnerabilities.values()) == 707
    assert {r for v in shipped.vulnerabilities.values() for r in v.requirements} == set(shipped.requirements)
    assert len(shipped.requirements) == 104
    assert Counter(i.layer for i in shipped.incidents.values()) == {1: 7, 2: 8, 3: 8}
    for vulnerability in shipped.vulnerabilities.values():
        incident = shipped.incidents[vulnerability.incident]
        expected = [r for r in incident.requirements if vulnerability.type in shipped.requirements[r].elements]
        assert sorted(vulnerability.requirements) == sorted(expected)
