"""What counts as a difference of two models, and what was only renamed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sanso.analysis.comparing import Change, Comparison, compare, side_of

from ..build import DAY, catalogue, effect, harm, link, make


def compared(old: dict[str, Any], new: dict[str, Any], /, **days: dt.date) -> Comparison:
    one, other = days.get("old", DAY), days.get("new", DAY)
    return compare(side_of(make(**old), catalogue(), at=one), side_of(make(**new), catalogue(), at=other), catalogue())


def told(result: Comparison) -> dict[str, tuple[Any, ...]]:
    return {
        change.key: (
            change.what,
            *((f.path, f.old and f.old.en, f.new and f.new.en) for f in change.fields),
        )
        for change in result.changes
    }


def test_fields_are_told_before_and_after_lists_as_what_went_and_came() -> None:
    pump = {"kind": "actuator", "roles": {"owner": "a"}, "exposure": ["port", "wireless"]}
    orgs = {"a": {}, "b": {"name": {"en": "Firm", "ja": "会社"}}}
    result = compared(
        {"organizations": orgs, "components": {"pump": pump}},
        {
            "organizations": {**orgs, "b": {"name": {"en": "Company", "ja": "会社"}}},
            "components": {"pump": {**pump, "roles": {"owner": "b"}, "exposure": ["wireless", "internet"]}},
        },
    )
    assert told(result) == {
        "components/pump": (
            "changed",
            ("exposure", "port", "internet"),
            ("roles.owner", "a", "b"),
        ),
        "organizations/b": ("changed", ("name", "Firm", "Company")),
    }


def test_answers_and_confirmations_are_told_one_by_one() -> None:
    orgs = {"a": {}}
    stated = {"perspective": "social-support", "subject": "a", "kind": "contact"}
    insured = {"perspective": "social-support", "subject": "a", "kind": "liability-insurance", "limit": "1 MJPY"}
    result = compared(
        {
            "organizations": orgs,
            "measures": {"a": {"CPS.AM-1": "basic", "CPS.AC-1": "none"}},
            "confirmations": [insured],
        },
        {
            "organizations": orgs,
            "measures": {"a": {"CPS.AM-1": "advanced"}},
            "confirmations": [stated, {**insured, "limit": "2 MJPY"}],
        },
    )
    assert told(result) == {
        "measures/a/CPS.AM-1": ("changed", ("level", "basic", "advanced")),
        "measures/a/CPS.AC-1": ("removed",),
        "confirmations/a/social-support/contact": ("added",),
        "confirmations/a/social-support/liability-insurance": ("changed", ("limit", "1 MJPY", "2 MJPY")),
    }


def test_of_equal_confirmations_one_less_is_one_less() -> None:
    trained = {"perspective": "operators", "subject": "a", "kind": "training", "coverage": "8/10"}
    result = compared(
        {"organizations": {"a": {}}, "confirmations": [trained, trained]},
        {"organizations": {"a": {}}, "confirmations": [trained]},
    )
    assert told(result) == {"confirmations/a/operators/training": ("removed",)}


def test_what_the_day_brings_is_no_edit() -> None:
    sections = {"organizations": {"a": {"valid": {"from": "2027-01-01"}}, "b": {}}}
    result = compared(sections, sections, new=dt.date(2027, 1, 1))
    assert [(change.key, change.what, change.by) for change in result.changes] == [("organizations/a", "added", "day")]
    edited = compared({"organizations": {"b": {}}}, sections, new=dt.date(2027, 1, 1))
    assert [change.by for change in edited.changes] == ["edit"]


def test_another_alternative_is_a_choice() -> None:
    model = make(
        components={"x": {"kind": "server"}, "y": {"kind": "server"}},
        connections={
            "first": link("transmits", "x", "y", alternatives=["second"]),
            "second": link("transmits", "x", "y", medium="radio"),
        },
    )
    content = catalogue()
    result = compare(side_of(model, content, at=DAY), side_of(model, content, at=DAY, chosen=("second",)), content)
    assert {(change.id, change.what, change.by) for change in result.changes} == {
        ("first", "removed", "choice"),
        ("second", "added", "choice"),
    }


def test_a_rename_reaches_everything_that_names_the_thing() -> None:
    def sections(owner: str, device: str) -> dict[str, Any]:
        return {
            "organizations": {owner: {}},
            "components": {device: {"kind": "sensor", "roles": {"owner": owner}, "site": "owner"}},
            "harms": {"h": harm(effect(device), borne_by=owner)},
            "measures": {owner: {"CPS.AM-1": "basic"}},
            "confirmations": [{"perspective": "operators", "subject": device, "kind": "training"}],
        }

    result = compared(sections("owner", "gps"), sections("keeper", "gps-2"))
    assert {(c.what, c.was, c.id) for c in result.changes} == {
        ("renamed", "owner", "keeper"),
        ("renamed", "gps", "gps-2"),
    }
    assert result.categories == result.requirements == result.points_new == ()


def test_twins_that_could_be_either_are_not_taken_for_renamed() -> None:
    result = compared(
        {"components": {"a": {"kind": "sensor"}, "b": {"kind": "sensor"}}},
        {"components": {"c": {"kind": "sensor"}, "d": {"kind": "sensor"}}},
    )
    assert sorted(change.what for change in result.changes) == ["added", "added", "removed", "removed"]


def test_a_thing_that_says_something_else_is_another_thing() -> None:
    old = {"components": {"a": {"kind": "sensor", "name": "GPS"}}}
    new = {"components": {"b": {"kind": "actuator", "name": "GPS"}}}
    assert {change.what for change in compared(old, new).changes} == {"added", "removed"}


def test_other_models_are_compared_with_a_warning() -> None:
    result = compared({"id": "one"}, {"id": "two"})
    assert [notice.code for notice in result.diagnostics] == ["diff-other-model"]
    assert {change.key for change in result.changes} == {"model/id"}


def _change(result: Comparison, key: str) -> Change:
    return next(change for change in result.changes if change.key == key)


def test_criteria_at_the_head_of_the_model_are_compared() -> None:
    criteria = {"economic": {"by_scale": {"large": {"serious": "1 MJPY", "catastrophic": "2 MJPY"}}}}
    sections = {
        "organizations": {"a": {"scale": "large"}},
        "components": {"x": {"kind": "actuator"}},
        "harms": {
            "h": harm(effect("x"), human="none", economic=None, loss={"low": "0 JPY", "high": "5 MJPY"}, borne_by="a")
        },
    }
    result = compared(sections, {**sections, "criteria": criteria})
    assert _change(result, "model/criteria").what == "changed"
    (move,) = result.categories
    assert move.direction == "worse"
    assert [(why.change, why.necessary, why.sufficient) for why in move.because] == [("model/criteria", True, True)]
    assert [why.change for why in result.harms[0].because] == ["model/criteria"]
