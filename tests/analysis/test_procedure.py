"""The procedure of IoT-SSF: what each step lacks, who accepts what, what makes a new rating necessary."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sanso import assess, examples, verbs
from sanso.analysis.procedure import Procedure, procedure
from sanso.catalogue import load_catalogue
from sanso.model.moment import at_day
from sanso.model.process import Model

DAY = dt.date(2026, 11, 1)
CATALOGUE = load_catalogue()

RECORD: dict[str, Any] = {
    "scope": "The pump and its remote control.",
    "criteria_agreed": {"by": ["o"], "date": "2026-01-10"},
    "stakeholders": [{"who": "o", "role": "operator"}, {"who": "maker", "role": "maker"}],
    "allocation": [
        {"subject": "c", "perspective": p, "to": ["o"]}
        for p in ("before-operation", "in-operation", "operators", "social-support")
    ],
    "acceptances": [
        {
            "subject": "h",
            "by": "board",
            "date": "2026-02-01",
            "reason": "low stake",
            "until": "2027-01-31",
            "human": "serious",
        }
    ],
    "reviews": [{"date": "2026-03-01", "by": "o", "counts": {"c": 5}}],
    "triggers": [{"kind": "number", "what": "more pumps", "subject": "c", "above": 10}],
}


def _walk(record: dict[str, Any] | None = None, day: dt.date = DAY, **facts: Any) -> Procedure:
    rating = {"human": "serious", "economic": "limited"}
    harm = {
        "cause": {"element": "c", "effect": "abused"},
        **rating,
        "rationale": "water hammer",
        "ratings": [{"by": "a", "date": "2026-01-20", **rating}, {"by": "b", "date": "2026-01-21", **rating}],
        **facts.pop("harm", {}),
    }
    model = Model.model_validate(
        {
            "sanso": 1,
            "id": "m",
            "organizations": {"o": {"scale": "large", "country": "JP"}, "maker": {}},
            "products": {"p": {"maker": "maker"}},
            "components": {"c": {"kind": "actuator", "product": "p", "roles": {"operator": "o"}, "count": 5} | facts},
            "harms": {"h": harm},
            "iotssf": RECORD if record is None else record,
        }
    )
    return procedure(at_day(model, day).model, CATALOGUE, assess(model, at=day), model)


def _lacks(made: Procedure, step: str) -> list[str]:
    state = next(one for one in made.steps if one.step == step)
    assert state.done == (not state.missing)
    return [todo.where for todo in state.missing]


def test_a_complete_record_has_nothing_missing() -> None:
    made = _walk()
    assert {one.step: _lacks(made, one.step) for one in made.steps} == {
        "prepare": [],
        "assess": [],
        "treat": [],
        "review": [],
    }


@pytest.mark.parametrize(
    ("key", "step", "where"),
    [
        ("scope", "prepare", "iotssf.scope"),
        ("criteria_agreed", "prepare", "iotssf.criteria_agreed"),
        ("stakeholders", "prepare", "iotssf.stakeholders"),
        ("allocation", "treat", "iotssf.allocation"),
        ("acceptances", "treat", "iotssf.acceptances"),
        ("reviews", "review", "iotssf.reviews"),
        ("triggers", "review", "iotssf.triggers"),
    ],
)
def test_what_is_left_out_is_missing_in_its_step(key: str, step: str, where: str) -> None:
    made = _walk({name: value for name, value in RECORD.items() if name != key})
    assert _lacks(made, step) == [where]
    for other in {"prepare", "assess", "treat", "review"} - {step}:
        assert _lacks(made, other) == []


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        ({"ratings": []}, "harms.h.ratings"),
        ({"ratings": [{"by": "a", "human": "serious"}]}, "harms.h.ratings"),
        (
            {"economic": None, "ratings": [{"by": "a", "human": "fatal"}, {"by": "b"}], "human": "serious"},
            "harms.h.economic",
        ),
        ({"human": None, "ratings": [{"by": "a", "human": "fatal"}, {"by": "b", "human": "serious"}]}, "harms.h"),
    ],
)
def test_ratings_that_are_missing_or_differ(harm: dict[str, Any], where: str) -> None:
    assert where in _lacks(_walk(harm=harm), "assess")


def test_a_rating_before_the_criteria_were_agreed_is_to_be_repeated() -> None:
    rated = [{"by": by, "date": "2026-01-09", "human": "serious"} for by in ("a", "b")]
    made = _walk(harm={"ratings": rated})
    assert all(one.early for one in made.assess.harms[0].ratings)
    assert _lacks(made, "assess") == ["harms.h.ratings"]


@pytest.mark.parametrize(
    ("changes", "harm", "holds"),
    [
        ({}, {}, True),
        ({"until": "2026-10-31"}, {}, False),
        ({"until": "2026-11-01"}, {}, True),
        ({"date": "2026-11-02", "until": None}, {}, False),
        ({"human": "limited"}, {}, False),
        ({"human": None}, {"human": "fatal"}, True),
        ({"subject": "c"}, {}, False),
    ],
)
def test_an_acceptance_holds_for_its_harm_level_and_time(
    changes: dict[str, Any], harm: dict[str, Any], holds: bool
) -> None:
    given = {**RECORD["acceptances"][0], **changes}
    made = _walk({**RECORD, "acceptances": [{k: v for k, v in given.items() if v is not None}]}, harm=harm)
    (accepted,) = made.treat.residual[0].accepted
    assert accepted.holds == holds == (accepted.why_not is None)
    assert ("iotssf.acceptances" in _lacks(made, "treat")) == (not holds)


def test_a_population_that_grew_and_a_number_that_was_passed_are_due() -> None:
    same = _walk()
    assert not any(row.due for row in same.review.triggers)
    more = [(row.kind, row.stated) for row in _walk(count=7).review.triggers if row.due]
    assert more == [("number", False)]
    many = [(row.kind, row.stated) for row in _walk(count=11).review.triggers if row.due]
    assert many == [("number", True), ("number", False)]


def test_what_came_after_the_last_review_is_due_from_its_day_on() -> None:
    def came(day: dt.date) -> list[tuple[str, str | None]]:
        made = _walk(day=day, valid={"from": "2026-04-01"})
        return [(row.kind, row.subject) for row in made.review.triggers if row.due]

    assert came(dt.date(2026, 4, 1)) == [("connection", "c")]
    assert came(dt.date(2026, 3, 31)) == []


def test_an_incident_is_due_until_the_next_review() -> None:
    incident = [*RECORD["triggers"], {"kind": "incident", "what": "burst", "date": "2026-06-01"}]
    due = {**RECORD, "triggers": incident}
    assert _lacks(_walk(due), "review") == ["iotssf.reviews"]
    later = [*RECORD["reviews"], {"date": "2026-06-10", "by": "o"}]
    assert _lacks(_walk({**due, "reviews": later}), "review") == []


@pytest.mark.parametrize("name", examples.names())
def test_every_example_can_be_walked(name: str, tmp_path: Path) -> None:
    for path, content in examples.files(name).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    made = verbs.iotssf(tmp_path / f"{name}.yaml", at=DAY)
    assert [one.step for one in made.steps] == ["prepare", "assess", "treat", "review"]
    assert len(made.treat.residual) == len(made.assess.harms)
