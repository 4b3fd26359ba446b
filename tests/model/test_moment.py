"""A model as it stands on one day, and with other choices."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sanso.model.loading import check_model
from sanso.model.moment import Moment, at_day
from sanso.model.process import NAMED_SECTIONS, Model

from .factory import VOCABULARY, document, model

DAY = dt.date(2026, 4, 1)
PAST: dict[str, Any] = {"valid": {"to": "2026-04-01"}}
FUTURE: dict[str, Any] = {"valid": {"from": "2026-04-02"}}


def moment(day: dt.date = DAY, chosen: tuple[str, ...] = (), **sections: Any) -> Moment:
    return at_day(Model.model_validate(document(**sections)), day, chosen)


@pytest.mark.parametrize(
    ("valid", "there"),
    [
        ({"from": "2026-04-01"}, True),
        ({"from": "2026-04-02"}, False),
        ({"to": "2026-04-01"}, False),
        ({"to": "2026-04-02"}, True),
        ({"from": "2026-04-01", "to": "2026-04-02"}, True),
        ({"from": "2026-04"}, True),
        ({"to": "2026-04"}, False),
        ({"to": "2026-05"}, True),
        ({}, True),
    ],
)
def test_validity_is_half_open(valid: dict[str, str], there: bool) -> None:
    found = moment(people={"p": {"valid": valid}})
    assert ("p" in found.model.people) == there
    assert found.absent == (() if there else ("p",))
    assert [d.code for d in found.diagnostics] == ([] if there else ["absent"])


def test_nothing_absent_leaves_the_model_alone() -> None:
    made = Model.model_validate(document())
    found = at_day(made, DAY)
    assert found.model is made
    assert found.diagnostics == ()


LINK = {"kind": "commands", "from": "hub", "to": "door"}
EVERYWHERE = document(
    organizations={"x-org": PAST},
    people={"x-crew": PAST, "worker": {"employer": "x-org"}},
    products={"x-unit": PAST, "kit": {"maker": "x-org", "contains": {"x-unit": 1, "unit": 2}}},
    components={
        "x-eye": {"kind": "sensor", **PAST},
        "cam": {"kind": "sensor", "product": "x-unit", "roles": {"owner": "x-org", "user": "owner"}},
        "stop": {"kind": "safety-function", "protects": ["x-road", "road"], "independent_of": ["x-eye"]},
    },
    systems={"x-sys": FUTURE, "yard": {"roles": {"operator": "x-org"}, "contains": {"x-eye": 2, "cam": 3}}},
    procedures={"x-care": PAST, "walk": {"performed_by": ["x-crew", "crew"], "acts_on": ["x-eye", "x-log", "door"]}},
    data={"x-log": PAST, "map": {"owner": "x-org", "subjects": ["x-crew"], "produced_by": ["x-care"],
                                 "stored_in": ["x-eye", "hub"]}},
    physical={"x-road": PAST, "park": {"people_exposed": {"x-crew": 4, "crew": 1}}},
    connections={
        "x-link": {**LINK, **PAST},
        "to-absent": {**LINK, "to": "x-eye"},
        "from-absent": {**LINK, "from": "x-sys"},
        "carry": {"kind": "transmits", "from": "hub", "to": "door", "data": ["x-log", "log"]},
        "carry-none": {"kind": "transmits", "from": "hub", "to": "door", "data": ["x-log"]},
        "share-none": {"kind": "shares", "from": "hub", "to": "owner", "data": ["x-log"]},
        "care-none": {"kind": "maintains", "from": "maker", "to": "owner", "subject": ["x-eye"]},
        "care-some": {"kind": "maintains", "from": "maker", "to": "owner", "subject": ["x-eye", "door"]},
        "look": {"kind": "senses", "from": "road", "to": "eye", "cross_check": ["x-eye"]},
        "push": {"kind": "actuates", "from": "door", "to": "road", "confirmed_by": ["x-eye", "eye"]},
    },
    conditions={"x-night": {"probability": 1, **PAST}},
    harms={
        "x-harm": {"cause": {"condition": "night"}, **PAST},
        "lone": {"cause": {"element": "x-eye", "effect": "lies"}},
        "dark": {"cause": {"condition": "x-night"}},
        "kept": {"cause": {"condition": "night"}, "borne_by": "x-org", "affects": {"people": "x-crew"},
                 "excludes": ["x-harm", "jam"], "includes": ["x-harm"]},
        "through": {"cause": {"element": "bus", "effect": "stopped", "through": ["x-eye", "eye"]}},
        "through-none": {"cause": {"element": "bus", "effect": "stopped", "through": ["x-eye"]}},
    },
    measures={"x-eye": {"CPS.AC-1": "basic"}},
    confirmations=[
        {"perspective": "in-operation", "subject": "x-eye"},
        {"perspective": "social-support", "subject": "owner", "kind": "contact", "covers": ["x-harm", "jam"]},
        {"perspective": "social-support", "subject": "owner", "kind": "repair-fund", "covers": ["x-harm"]},
        {"perspective": "social-support", "subject": "owner", "kind": "recall-fund"},
    ],
)  # fmt: skip


def test_what_is_absent_is_absent_everywhere() -> None:
    made = Model.model_validate(EVERYWHERE)
    assert not [d for d in check_model(made, VOCABULARY) if d.severity == "error"]
    found = at_day(made, DAY)
    left = found.model
    assert not [d for d in check_model(left, VOCABULARY) if d.severity == "error"]
    gone = {ident for section in NAMED_SECTIONS for ident in getattr(made, section) if ident.startswith("x-")}
    assert set(found.absent) == gone | {"to-absent", "from-absent", "share-none", "care-none"}
    text = left.model_dump_json(by_alias=True)
    assert '"x-' not in text
    assert left.components["cam"].roles.user == "owner"
    assert left.systems["yard"].contains == {"cam": 3}
    assert left.products["kit"].contains == {"unit": 2}
    assert left.procedures["walk"].acts_on == ("door",)
    assert left.physical["park"].people_exposed == {"crew": 1}
    assert left.connections["carry"].data == ("log",)
    assert left.connections["carry-none"].data == ()
    assert left.connections["care-some"].subject == ("door",)
    assert left.harms["kept"].excludes == ("jam",)
    assert left.harms["through"].cause.model_dump()["through"] == ("eye",)
    assert set(left.harms) == {"jam", "kept", "through"}
    assert [c.kind for c in left.confirmations] == ["contact", "recall-fund"]
    assert left.confirmations[0].covers == ("jam",)


def test_absent_references_are_listed() -> None:
    found = at_day(Model.model_validate(EVERYWHERE), DAY, file="bus.yaml")
    listed = {
        (d.path, d.message.en.split(" names ")[1].split(",")[0])
        for d in found.diagnostics
        if d.code == "absent-reference"
    }
    assert listed >= {
        ("people/worker", "x-org"), ("components/cam", "x-unit"), ("connections/care-none", "x-eye"),
        ("harms/lone", "x-eye"), ("harms/kept", "x-harm"), ("measures/x-eye", "x-eye"), ("confirmations/0", "x-eye"),
        ("confirmations/2", "x-harm"),
    }  # fmt: skip
    assert {d.severity for d in found.diagnostics} == {"info"}
    assert {d.place.file for d in found.diagnostics} == {"bus.yaml"}


def test_the_same_day_twice_changes_nothing_more() -> None:
    once = at_day(Model.model_validate(EVERYWHERE), DAY).model
    assert at_day(once, DAY).model == once


def test_the_rest_of_the_model_stays() -> None:
    made = Model.model_validate({**EVERYWHERE, "sectors": ["auto"], "name": "N"})
    left = at_day(made, DAY).model
    assert (left.sanso, left.id, left.name, left.sectors) == (1, "m", made.name, ("auto",))
    assert left.components["door"] is made.components["door"]


# --- causes

DOOR = {"element": "door", "effect": "manipulated"}
EYE = {"element": "eye", "effect": "lies"}
LOST = {"element": "lost", "effect": "manipulated"}
CHECK = {"element": "lost", "effect": "lies"}
GUARD = {"element": "guard", "effect": "defeated"}
OFF = {"element": "off", "effect": "defeated"}
TRIPPED = {"element": "off", "effect": "tripped"}
NIGHT = {"condition": "night"}


@pytest.mark.parametrize(
    ("cause", "left"),
    [
        (DOOR, DOOR),
        (LOST, None),
        (OFF, None),
        ({"all_of": [DOOR, GUARD]}, {"all_of": [DOOR, GUARD]}),
        ({"all_of": [DOOR, OFF]}, {"all_of": [DOOR]}),
        ({"all_of": [DOOR, OFF, GUARD]}, {"all_of": [DOOR, GUARD]}),
        ({"all_of": [DOOR, {**OFF, "effect": "inhibited"}]}, {"all_of": [DOOR]}),
        ({"all_of": [DOOR, TRIPPED]}, None),
        ({"all_of": [DOOR, LOST]}, None),
        ({"all_of": [LOST, OFF]}, None),
        ({"all_of": [OFF]}, None),
        ({"any_of": [DOOR, LOST]}, {"any_of": [DOOR]}),
        ({"any_of": [LOST]}, None),
        ({"all_of": [{"any_of": [DOOR, LOST]}, OFF]}, {"all_of": [{"any_of": [DOOR]}]}),
        ({"all_of": [{"any_of": [DOOR, LOST]}, NIGHT]}, {"all_of": [{"any_of": [DOOR]}, NIGHT]}),
        ({"all_of": [NIGHT, {"any_of": [OFF, GUARD]}]}, {"all_of": [NIGHT]}),
        ({"at_least": {"n": 2, "of": [DOOR, EYE, LOST]}}, {"at_least": {"n": 2, "of": [DOOR, EYE]}}),
        ({"at_least": {"n": 2, "of": [DOOR, LOST]}}, None),
        ({"at_least": {"n": 2, "of": [DOOR, OFF, EYE]}}, {"at_least": {"n": 1, "of": [DOOR, EYE]}}),
        ({"at_least": {"n": 1, "of": [OFF, EYE]}}, {"any_of": [EYE]}),
        ({"any_of": [OFF, EYE, DOOR]}, {"any_of": [EYE, DOOR]}),
        ({"any_of": [OFF, LOST]}, None),
        (CHECK, None),
        ({"all_of": [DOOR, CHECK]}, {"all_of": [DOOR]}),
        ({"all_of": [NIGHT, {"at_least": {"n": 1, "of": [OFF, EYE]}}]}, {"all_of": [NIGHT]}),
    ],
)  # fmt: skip
def test_causes(cause: dict[str, Any], left: dict[str, Any] | None) -> None:
    found = moment(
        components={"lost": {"kind": "sensor", **PAST}, "off": {"kind": "safety-function", **PAST}},
        harms={"h": {"cause": cause}},
    )
    if left is None:
        assert "h" not in found.model.harms
    else:
        assert found.model.harms["h"].cause.model_dump(mode="json", exclude_unset=True) == left


def test_a_thing_may_be_called_like_anything() -> None:
    barrier = {"element": "absent-barrier", "effect": "defeated"}
    made = model(
        components={"absent-barrier": {"kind": "safety-function"}, "lost": {"kind": "sensor", **PAST}},
        harms={"h": {"cause": barrier}},
    )
    assert "h" in at_day(made, DAY).model.harms


# --- alternatives

LINES = {"main": {**LINK, "alternatives": ["spare", "third"]}, "spare": LINK, "third": LINK}


def test_alternatives_are_out_of_use() -> None:
    found = moment(connections=LINES)
    assert set(found.model.connections) == {"order", "main"}
    assert found.absent == ("spare", "third")
    assert [d.code for d in found.diagnostics] == ["inactive-alternative"] * 2


def test_a_chosen_one_takes_the_place() -> None:
    found = moment(connections=LINES, chosen=("spare",))
    assert set(found.model.connections) == {"order", "spare"}
    assert found.absent == ("main", "third")


def test_answers_of_a_link_that_is_out_of_use_are_out_of_use() -> None:
    found = moment(connections=LINES, measures={"spare": {"CPS.DS-3": "basic"}, "main": {"CPS.DS-3": "basic"}})
    assert set(found.model.measures) == {"owner", "main"}
