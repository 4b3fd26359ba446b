"""An assessment that builds on an earlier one says what a fresh one says, after any chain of changes."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanso.analysis import assess
from sanso.analysis.assessing import Working, work
from sanso.model.process import Model

from .altering import altered, sound
from .build import DAY, catalogue, make
from .models import Sections, models

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=12)


def anew(model: Model, before: Working | None = None, **how: Any) -> Working:
    how.setdefault("at", DAY)
    made = work(model, catalogue(), before=before, **how)
    assert made.assessment == assess(model, catalogue(), **how)
    return made


@QUICK
@given(models(), st.integers(0, 10**9))
def test_a_chain_of_changes(sections: Sections, seed: int) -> None:
    chain(sections, seed, 6)


@pytest.mark.long
@settings(QUICK, max_examples=150)
@given(models(), st.integers(0, 10**9))
def test_many_chains_of_changes(sections: Sections, seed: int) -> None:
    chain(sections, seed, 20)


def chain(sections: Sections, seed: int, steps: int) -> None:
    model = sound(sections)
    if model is None:
        return
    rng = random.Random(seed)
    before = anew(model)
    for _ in range(steps):
        changed = altered(sections, rng)
        model = sound(changed)
        if model is not None:
            sections, before = changed, anew(model, before)


def test_another_day_and_other_choices_are_no_base() -> None:
    things: dict[str, Any] = {
        "organizations": {"o": {"valid": {"from": "2026-12-01"}}},
        "components": {"c": {"kind": "sensor"}},
    }
    before = anew(make(**things))
    later = anew(make(**things), before, at=dt.date(2026, 12, 2))
    assert later.assessment.model.absent == ()
    assert anew(make(**things), before, file="m.yaml").place.file == "m.yaml"


def test_somebody_answers_for_what_nobody_did() -> None:
    things: dict[str, Any] = {
        "organizations": {"o": {}},
        "components": {"c": {"kind": "sensor"}},
        "harms": {"h": {"cause": {"element": "c", "effect": "manipulated"}, "human": "serious"}},
    }
    owned = {**things, "components": {"c": {"kind": "sensor", "roles": {"owner": "o"}}}}
    anew(make(**owned), anew(make(**things)))


def test_what_did_not_change_is_the_same_object() -> None:
    things: dict[str, Any] = {
        "organizations": {"o": {}, "p": {}},
        "components": {
            "c": {"kind": "sensor", "roles": {"owner": "o"}},
            "d": {"kind": "server", "roles": {"owner": "p"}},
        },
        "harms": {"h": {"cause": {"element": "c", "effect": "manipulated"}, "human": "serious"}},
        "measures": {"o": {"CPS.AC-1": "basic"}, "p": {"CPS.AC-1": "basic"}},
    }
    before = anew(make(**things))
    things["measures"]["p"] = {"CPS.AC-1": "advanced"}
    after = anew(make(**things), before)
    assert after.rated.positions is before.rated.positions
    assert after.found.applies is before.found.applies
    others = [row for row in after.assessment.requirements if row not in before.assessment.requirements]
    assert {(row.id, row.organization) for row in others} <= {("CPS.AC-1", "p")}
    kept = {id(row) for row in before.assessment.requirements}
    assert sum(id(row) not in kept for row in after.assessment.requirements) == len(others) == 1


KINDS = ("sensor", "actuator", "server", "application", "gateway", "safety-function")


def every_kind(kind: str) -> dict[str, Any]:
    devices = {f"c{number}": {"kind": of, "roles": {"owner": "o"}} for number, of in enumerate(KINDS)}
    links = [
        ("commands", "c4", "c1"),
        ("commands", "c3", "x"),
        ("configures", "x", "c0"),
        ("transmits", "x", "c2"),
        ("operates", "crew", "c3"),
    ]
    return {
        "organizations": {"o": {}},
        "people": {"crew": {"employer": "o"}},
        "components": {**devices, "x": {"kind": kind, "roles": {"owner": "o"}}},
        "systems": {"s": {"contains": ["x"]}},
        "data": {"d": {"owner": "o", "produced_by": ["x"], "stored_in": ["c2"]}},
        "procedures": {"p": {"performed_by": ["crew"], "acts_on": ["x"]}},
        "connections": {
            f"l{number}": {"kind": of, "from": one, "to": other, **({"data": ["d"]} if of == "transmits" else {})}
            for number, (of, one, other) in enumerate(links)
        },
        "harms": {
            "h": {
                "cause": {
                    "all_of": [{"element": "c1", "effect": "manipulated"}, {"element": "x", "effect": "defeated"}]
                },
                "human": "serious",
            }
        },
    }


@pytest.mark.parametrize("was", KINDS)
@pytest.mark.parametrize("now", KINDS)
def test_a_component_of_another_kind(was: str, now: str) -> None:
    before = anew(make(**every_kind(was)))
    after = anew(make(**every_kind(now)), before)
    if {was, now} <= {"server", "application"}:
        assert after.rated.positions is before.rated.positions


def test_the_rows_of_an_element_are_those_that_name_it() -> None:
    found = anew(make(**every_kind("gateway")))
    rows = found.assessment.requirements
    for ident in (*found.moment.model.elements, "nothing"):
        named = tuple(row for row in rows if any(ident in part.elements for part in row.parts))
        assert found.found.book.rows_of(ident) == named
