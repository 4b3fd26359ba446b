"""Conflicts: each kind with both sides, what does not count as one, and order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.safety import Conflict, StatedAnswer, find_conflicts
from sanso.safety.state_words import can_coincide, oppose, state_of, stops

from ..analysis.build import catalogue, effect, harm, link, make, structure


def found(*answers: StatedAnswer, **sections: Any) -> tuple[Conflict, ...]:
    return find_conflicts(structure(make(**sections)), catalogue(), answers)


def sides(conflicts: tuple[Conflict, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.first.source, one.second.source) for one in conflicts]


def lock(**states: str) -> dict[str, Any]:
    return {"kind": "actuator", "safe_states": states}


def test_unlock_on_fire_against_lock_on_intrusion() -> None:
    (one,) = found(components={"door": lock(fire="unlocked", intrusion="locked")})
    assert (one.kind, one.first.element, one.second.element) == ("opposite-states", "door", "door")
    assert [one.first.source, one.second.source] == [
        "components/door/safe_states/fire",
        "components/door/safe_states/intrusion",
    ]
    assert one.first.asks.en == "on fire: unlocked"
    assert one.why.ja


def test_japanese_words_mean_the_same() -> None:
    (one,) = found(components={"door": lock(火災="解錠", 侵入="施錠")})
    assert one.kind == "opposite-states"


@pytest.mark.parametrize(
    "states",
    [
        {"fire": "unlocked", "smoke": "released"},
        {"fire": "stopped", "intrusion": "locked"},
        {"person-present": "stopped", "nobody-present": "running"},
        {"fire": "ｕｎｌｏｃｋｅｄ", "intrusion": "Unlocked"},
        {"fire": "unlocked"},
        {},
    ],
)
def test_no_conflict_of_states(states: dict[str, str]) -> None:
    assert found(components={"door": lock(**states)}) == ()


def test_unknown_words_of_one_element_are_told_as_unknown() -> None:
    (one,) = found(components={"door": lock(fire="amber", intrusion="violet")})
    assert "not known" in one.why.en


def test_two_elements_on_the_same_thing() -> None:
    sections: dict[str, Any] = {
        "components": {
            "panel": {"kind": "controller", "safe_states": {"fire": "unlocked"}},
            "guardroom": {"kind": "controller", "safe_states": {"intrusion": "locked"}},
            "bolt": {"kind": "actuator"},
        },
        "physical": {"exit": {}},
        "connections": {
            "release": link("commands", "panel", "bolt"),
            "hold": link("commands", "guardroom", "bolt"),
            "move": link("actuates", "bolt", "exit"),
        },
    }
    (one,) = found(**sections)
    assert {one.first.element, one.second.element} == {"panel", "guardroom"}
    assert "exit" in one.why.en
    sections["connections"]["hold"] = link("transmits", "guardroom", "bolt")
    assert found(**sections) == (), "data flow moves nothing"


def test_a_conflict_of_one_element_is_not_told_again_for_who_commands_it() -> None:
    both = {"fire": "unlocked", "intrusion": "locked"}
    conflicts = found(
        components={"panel": {"kind": "controller", "safe_states": both}, "bolt": lock(**both)},
        connections={"order": link("commands", "panel", "bolt")},
    )
    assert len(conflicts) == 2


def stopping(**harm_fields: Any) -> dict[str, Any]:
    return {
        "components": {
            "pump": {"kind": "actuator", "safe_state": "stopped"},
            "ward": {"kind": "server"},
        },
        "harms": {"dry": harm(effect("pump", "stopped"), **harm_fields)},
    }


def test_a_safe_stop_that_is_itself_a_harm() -> None:
    (one,) = found(**stopping())
    assert sides((one,)) == [("stop-against-availability", "components/pump/safe_state", "harms/dry/cause")]
    sections = stopping()
    sections["harms"]["dry"]["cause"] = effect("pump", "manipulated")
    assert found(**sections) == ()
    sections = stopping()
    sections["components"]["pump"]["safe_state"] = "keeps running"
    assert found(**sections) == ()


def test_a_trip_that_is_itself_a_harm() -> None:
    (one,) = found(
        components={"sis": {"kind": "safety-function", "safe_state": "trip valves closed"}},
        harms={"tripped": harm(effect("sis", "tripped"))},
    )
    assert one.kind == "stop-against-availability"


@pytest.mark.parametrize(("tolerance", "number"), [("PT15M", 1), ("P1D", 1), ("P2D", 0), (None, 0)])
def test_dependants_with_a_short_tolerance(tolerance: str | None, number: int) -> None:
    sections = stopping()
    del sections["harms"]
    more = {"tolerance": tolerance} if tolerance else {}
    for kind, source, target in (("depends-on", "ward", "pump"), ("feeds", "pump", "ward")):
        conflicts = found(**sections, connections={"need": link(kind, source, target, **more)})
        assert len(conflicts) == number
        assert all(one.second.source == "connections/need/tolerance" for one in conflicts)


def test_what_a_safety_function_stops_counts_as_stopped() -> None:
    sections = stopping()
    sections["components"]["pump"].pop("safe_state")
    sections["components"]["guard"] = {"kind": "safety-function", "safe_state": "power off", "protects": ["pump"]}
    (one,) = found(**sections)
    assert (one.first.element, one.second.element) == ("guard", "pump")


def updating(**component: Any) -> dict[str, Any]:
    return {
        "products": {"p": {}, "q": {}},
        "components": {"unit": {"kind": "controller", "product": "p", **component}, "server": {"kind": "server"}},
        "connections": {"push": link("updates", "server", "unit")},
    }


def test_update_against_integrity_regulation_and_certificate() -> None:
    assert found(**updating()) == ()
    (one,) = found(**updating(integrity={"standard": "ISO 13849", "level": "d"}))
    assert sides((one,)) == [("update-against-revalidation", "connections/push", "components/unit/integrity")]
    (one,) = found(**updating(regulations=["un.r155"]))
    assert one.second.source == "components/unit/regulations"
    title = catalogue().schemes["un.r155"].title
    assert (title.en in one.second.asks.en, title.ja in one.second.asks.ja) == (True, True)
    assert "un.r155" not in one.second.asks.en
    about = {"perspective": "before-operation", "of": "product", "subject": "p"}
    (one,) = found(**updating(), confirmations=[{**about, "basis": "third-party"}])
    assert one.second.source == "confirmations/0"
    assert found(**updating(), confirmations=[{**about, "basis": "self-declaration"}]) == ()


def test_update_of_the_same_product_and_of_the_whole() -> None:
    sections = updating()
    sections["components"]["guard"] = {
        "kind": "safety-function",
        "product": "p",
        "integrity": {"standard": "IEC 61508", "level": "2"},
    }
    (one,) = found(**sections)
    assert "same product" in one.why.en
    sections["components"]["guard"]["product"] = "q"
    assert found(**sections) == ()
    sections["components"]["unit"]["contains"] = ["guard"]
    (one,) = found(**sections)
    assert "inside" in one.why.en


def test_updates_of_one_product_do_not_multiply() -> None:
    number = 40
    integrity = {"standard": "ISO 13849", "level": "d"}
    units = {f"unit{n}": {"kind": "controller", "product": "p", "integrity": integrity} for n in range(number)}
    spare = {"spare": {"kind": "controller", "product": "p", "integrity": integrity}}
    conflicts = found(
        products={"p": {}},
        components={**units, **spare},
        procedures={"ota": {"kind": "update", "acts_on": list(units)}},
    )
    assert len(conflicts) == number + 1
    assert {one.second.element for one in conflicts} == {*units, "spare"}


def test_update_procedures_name_their_interval() -> None:
    sections = updating(integrity={"standard": "ISO 26262", "level": "B"})
    sections["connections"] = {}
    sections["procedures"] = {
        "ota": {"kind": "update", "acts_on": ["unit"], "interval": "P90D"},
        "look": {"kind": "inspection", "acts_on": ["unit"]},
    }
    (one,) = found(**sections)
    assert one.first.source == "procedures/ota/unit"
    assert "P90D" in one.first.asks.en


def test_remote_access_against_local_reset() -> None:
    sections: dict[str, Any] = {
        "components": {
            "guard": {"kind": "safety-function", "reset": "local", "site": "cell"},
            "station": {"kind": "application", "site": "cell"},
            "far": {"kind": "application", "site": "maker"},
            "farther": {"kind": "application", "site": "elsewhere"},
        },
        "connections": {
            "load": link("configures", "station", "guard"),
            "session": link("remote-access", "far", "station"),
            "hop": link("remote-access", "farther", "far"),
        },
    }
    (one,) = found(**sections)
    assert sides((one,)) == [("remote-against-local-reset", "connections/session", "components/guard/reset")]
    sections["connections"]["direct"] = link("updates", "far", "guard")
    assert {one.first.source for one in found(**sections)} >= {"connections/session", "connections/direct"}
    sections["components"]["guard"]["reset"] = "automatic"
    assert found(**sections) == ()


@pytest.mark.parametrize(
    ("kind", "status", "number"),
    [("emergency", "missing", 1), ("emergency", "met", 1), ("emergency", "not-required", 0), ("operation", "met", 0)],
)
def test_lock_against_emergency(kind: str, status: str, number: int) -> None:
    sections = {
        "components": {"desk": {"kind": "application"}},
        "procedures": {"evacuate": {"kind": kind, "acts_on": ["desk"]}},
    }
    conflicts = found(StatedAnswer("CPS.AC-4", "desk", "op", status), **sections)
    assert len(conflicts) == number
    assert found(StatedAnswer("CPS.AC-6", "desk", "op", status), **sections) == ()


def test_kinds_come_in_the_order_of_the_catalogue() -> None:
    sections = updating(integrity={"standard": "ISO 13849", "level": "d"}, safe_state="stopped")
    sections["components"]["door"] = lock(fire="unlocked", intrusion="locked")
    sections["harms"] = {"dry": harm(effect("unit", "stopped"))}
    order = [catalogue().conflict_kinds[one.kind].order for one in found(**sections)]
    assert order == sorted(order)
    assert len(set(order)) == 3


def test_every_kind_has_ways_out_with_a_source_in_both_languages() -> None:
    for record in catalogue().conflict_kinds.values():
        assert len(record.ways_out) >= 2
        for way in record.ways_out:
            assert all((way.text.en, way.text.ja, way.source.en, way.source.ja))


def test_words_of_the_catalogue_name_one_record_each() -> None:
    for records in (catalogue().safe_state_words, catalogue().safety_events):
        known: dict[str, str] = {}
        for record in records.values():
            for word in (record.id, *record.words):
                assert known.setdefault(word.casefold(), record.id) == record.id
    for state in catalogue().safe_state_words.values():
        assert set(state.opposes) <= set(catalogue().safe_state_words)
    for event in catalogue().safety_events.values():
        assert set(event.apart) <= set(catalogue().safety_events)


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("standing still, door open", True),
        ("trip valves closed", True),
        ("駆動電源遮断", True),
        ("Drive Power Off", True),
        ("unlocked", False),
        ("off-site", False),
        ("", False),
        (None, False),
        ("blue", False),
    ],
)
def test_what_is_a_stop(text: str | None, stopped: bool) -> None:
    assert stops(text, catalogue()) is stopped


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_are_read_and_opposition_is_mutual(one: str, other: str) -> None:
    first, second = state_of(one, catalogue()), state_of(other, catalogue())
    if first is not None and second is not None:
        assert oppose(first, second) == oppose(second, first)
        assert not oppose(first, first)
    assert can_coincide(one, other, catalogue()) == can_coincide(other, one, catalogue())
