"""Every worked sector example has all that such an example has to show; the list cannot rot."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import as_file
from importlib.resources import files as resources
from typing import get_args

import pytest

from sanso import verbs
from sanso.analysis.bowties import SafetyReport
from sanso.examples import names
from sanso.model.answers import Perspective
from sanso.model.base import Part, Thing
from sanso.model.elements import Sector
from sanso.model.harms import Origin
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.text import Text
from sanso.verbs import Evaluation

DAY = dt.date(2026, 11, 1)
EXAMPLES = tuple(name for name in names() if not name.startswith("incident-") and name != "seed-devices")


@cache
def _made(name: str) -> Evaluation:
    with as_file(resources("sanso.examples") / name) as folder:
        return verbs.evaluate(folder / f"{name}.yaml", at=DAY)


@cache
def _safety(name: str) -> SafetyReport:
    return verbs.safety_evaluated(_made(name))


def _kinds(model: Model) -> Counter[str]:
    return Counter(connection.kind for connection in model.connections.values())


def _shared_suppliers(model: Model) -> Iterator[str]:
    """Yield organizations that supply or maintain for several others, or whose product sits in those of several."""
    served: dict[str, set[str]] = {}
    for connection in model.connections.values():
        if connection.kind in ("supplies", "maintains", "develops", "hosts"):
            served.setdefault(connection.from_, set()).add(connection.to)
    yield from (who for who, others in served.items() if len(others) > 1)


def _overdue(last: dt.date, after: dt.date) -> bool:
    return last < after < DAY


FEATURES: dict[str, Callable[[Model], object]] = {
    "an actuator": lambda m: [c for c in m.components.values() if c.kind == "actuator"],
    "a safety function with integrity and safe states": lambda m: [
        c for c in m.components.values() if c.kind == "safety-function" and c.integrity and c.safe_states and c.protects
    ],
    "maintenance by contract": lambda m: _kinds(m)["maintains"],
    "remote access": lambda m: _kinds(m)["remote-access"],
    "a shared supplier": lambda m: list(_shared_suppliers(m)),
    "a delegated duty": lambda m: [
        c for c in m.connections.values() if c.kind in ("entrusts", "maintains") and c.requirements
    ],
    "a population": lambda m: [s for s in m.systems.values() if s.count > 1],
    "data that cross organizations": lambda m: [c for c in m.connections.values() if c.kind == "shares" and c.data],
    "conditions": lambda m: m.conditions,
    "people who do not work there": lambda m: [p for p in m.people.values() if p.employer is None and p.count],
    "mitigations": lambda m: sum(bool(h.mitigations) for h in m.harms.values()) >= 2,
    "parameters of risk tables": lambda m: [h for h in m.harms.values() if h.risk],
    "raters who disagree": lambda m: [
        h for h in m.harms.values() if len({r.human for r in h.ratings} - {None}) > 1 or len(
            {r.economic for r in h.ratings} - {None}) > 1
    ],
    "an expired measure": lambda m: [
        a for answers in m.measures.values() for a in answers.values() if a.valid_until and a.valid_until < DAY
    ],
    "an expired confirmation": lambda m: [c for c in m.confirmations if c.valid_until and c.valid_until < DAY],
    "a failed inspection": lambda m: [c for c in m.confirmations if c.result == "failed"],
    "an overdue inspection": lambda m: [
        c for c in m.confirmations if c.last and c.interval and not c.continuous and c.interval.after(c.last) < DAY
    ],
    "an insurance with aggregate, exclusions and insurer": lambda m: [
        c for c in m.confirmations if c.kind == "liability-insurance" and c.aggregate and c.excludes and c.insurer
    ],
    "a contact with its address": lambda m: [c for c in m.confirmations if c.kind == "contact" and c.address],
    "a fund": lambda m: [c for c in m.confirmations if c.kind in ("recall-fund", "repair-fund")],
    "a scope in words": lambda m: [c for c in m.confirmations if c.scope],
    "an overdue calibration": lambda m: [
        c for c in m.connections.values()
        if c.calibration and c.calibration.last and c.calibration.interval
        and c.calibration.interval.after(c.calibration.last) < DAY
    ],
    "exclusions of the scope": lambda m: m.iotssf.excluded,
    "an agreement on the criteria": lambda m: m.iotssf.criteria_agreed and m.iotssf.criteria_agreed.date,
    "stakeholders of most kinds": lambda m: len({s.role for s in m.iotssf.stakeholders}) >= 4,
    "an allocation over the perspectives": lambda m: len({a.perspective for a in m.iotssf.allocation}) >= 3,
    "accepted risks with an end": lambda m: [a for a in m.iotssf.acceptances if a.until],
    "reviews with counts": lambda m: [r for r in m.iotssf.reviews if r.counts],
    "triggers, one by number": lambda m: [t for t in m.iotssf.triggers if t.kind == "number" and t.above],
}  # fmt: skip


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_shows(name: str, feature: str) -> None:
    assert FEATURES[feature](_made(name).model)


def test_the_features_are_told_apart_from_an_empty_model() -> None:
    empty = Model(sanso=1, id="empty")
    assert not [feature for feature, of in FEATURES.items() if of(empty)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_whole(name: str) -> None:
    made = _made(name)
    assert {found.severity for found in made.assessment.model.diagnostics} <= {"info"}
    assert made.model.sectors
    assert 45 <= len(made.model.elements) <= 85
    assert 6 <= len(made.model.harms) <= 11


def test_every_sector_has_an_example() -> None:
    shown = {sector for name in EXAMPLES for sector in _made(name).model.sectors}
    assert shown == set(get_args(Sector))


@pytest.mark.parametrize("name", EXAMPLES)
def test_harms_have_every_origin_a_reason_a_loss_and_a_bearer(name: str) -> None:
    harms = _made(name).model.harms
    assert {origin for harm in harms.values() for origin in harm.origin} == set(get_args(Origin))
    for ident, harm in harms.items():
        assert harm.rationale is not None, ident
        assert harm.loss is not None, ident
        assert harm.borne_by is not None, ident
    assert sum(len({rating.by for rating in harm.ratings}) > 1 for harm in harms.values()) >= 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_measures_say_the_good_the_bad_and_why_not(name: str) -> None:
    model = _made(name).model
    levels = Counter(answer.level for answers in model.measures.values() for answer in answers.values())
    assert {"none", "basic", "advanced", "not-applicable"} <= levels.keys()
    answering = [ident for ident in model.organizations if ident in model.measures]
    assert len(answering) > len(model.organizations) / 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_confirmations_cover_the_perspectives(name: str) -> None:
    model = _made(name).model
    assert {c.perspective for c in model.confirmations} == set(get_args(Perspective))
    assert {c.basis for c in model.confirmations} >= {"self-declaration", "third-party"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_transcription_is_described(name: str) -> None:
    connections = _made(name).model.connections.values()
    sensed = [c for c in connections if c.kind == "senses"]
    moved = [c for c in connections if c.kind == "actuates"]
    for field in ("quantity", "unit", "range", "accuracy", "calibration", "genuine", "protection", "cross_check"):
        assert any(getattr(c, field) for c in sensed), field
    assert any(c.redundancy for c in sensed)
    assert any(c.calibration and c.calibration.certificate for c in sensed)
    assert any(c.authenticity for c in connections)
    assert all(c.unit is not None for c in sensed if c.range is not None)
    assert any(c.confirmed_by for c in moved)
    assert sum(c.safe_state is not None for c in moved) >= 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_security_and_safety_get_in_each_others_way(name: str) -> None:
    assert _safety(name).conflicts


@pytest.mark.parametrize("name", EXAMPLES)
def test_results_are_neither_all_red_nor_all_green(name: str) -> None:
    made = _made(name)
    categories = Counter(place.category for place in made.assessment.iotssf if place.category)
    assert len(categories) >= 3
    assert max(categories.values()) < 0.7 * sum(categories.values())
    statuses = Counter(row.status for row in made.assessment.requirements)
    assert {"met", "partial", "missing", "not-stated", "not-applicable"} <= statuses.keys()
    assert any(place.nearest and not place.short for place in made.assessment.iotssf if place.category)
    assert any(place.short for place in made.assessment.iotssf)


def _texts(part: Part) -> Iterator[Text]:
    for field in type(part).model_fields:
        value = getattr(part, field)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Text):
                yield item
            elif isinstance(item, Part):
                yield from _texts(item)


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_that_people_read_is_in_both_languages(name: str) -> None:
    model = _made(name).model
    things: list[tuple[str, Thing]] = [pair for section in NAMED_SECTIONS for pair in getattr(model, section).items()]
    for ident, thing in things:
        assert thing.name is not None, ident
        for text in _texts(thing):
            assert text.en, ident
            assert text.ja, ident
            assert len(text.show("en")) > 1, ident
    for text in _texts(model.iotssf):
        assert text.en
        assert text.ja
