"""Laws: more stated never worsens, a higher category never asks less, time never mends a calibration."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sanso.transcription import Transcription

from .build import DAY, Book, examined, model

RANK = {"no": 0, "not-stated": 0, "not-counted": 1, "stated": 2}
FACTS: list[tuple[str, str, Any]] = [
    ("read", "genuine", "sealed and registered"),
    ("read", "authenticity", "signed reading"),
    ("read", "protection", "conduit"),
    ("read", "accuracy", 0.5),
    ("read", "unit", "m"),
    ("read", "calibration", {"interval": "P1Y", "last": "2026-04-01"}),
    ("read", "calibration", {"interval": "P1Y", "last": "2020-04-01"}),
    ("read", "redundancy", 3),
    ("read", "cross_check", ["second"]),
    ("move", "genuine", "type plate and key"),
    ("move", "protection", "conduit"),
    ("move", "range", [0, 90]),
    ("move", "confirmed_by", ["second"]),
    ("move", "confirmed_by", ["plc"]),
    ("move", "safe_state", "closed"),
    ("leg_1", "protection", "MACsec"),
    ("leg_1", "medium", "wire"),
    ("leg_2", "authenticity", "signed frames"),
    ("order", "authenticity", "signed orders"),
]
MEASURES = [
    ("CPS.DS-13", "gauge"),
    ("CPS.DS-3", "leg-1"),
    ("CPS.CM-4", "valve"),
    ("CPS.CM-3", "plc"),
    ("CPS.PT-3", "valve"),
]

Stated = tuple[frozenset[int], frozenset[int]]
some = st.tuples(st.frozensets(st.integers(0, len(FACTS) - 1)), st.frozensets(st.integers(0, len(MEASURES) - 1)))
categories = st.one_of(st.none(), st.integers(0, 4))


def run(stated: Stated, category: int | None, at: dt.date = DAY) -> Transcription:
    connections: dict[str, dict[str, Any]] = {}
    for index in sorted(stated[0]):
        where, key, value = FACTS[index]
        connections.setdefault(where, {}).setdefault(key, value)
    book = Book({MEASURES[index]: "advanced" for index in stated[1]})
    return examined(model(**connections), category, book, at)


def statuses(found: Transcription) -> dict[tuple[str, str], str]:
    return {
        (row.connection, point.point): point.status for row in found.rows for a in row.answers for point in a.points
    }


def required(found: Transcription) -> set[tuple[str, str]]:
    return {(row.connection, p.point) for row in found.rows for a in row.answers for p in a.points if p.required}


@given(some, some, categories)
def test_more_stated_never_worsens_an_answer(one: Stated, two: Stated, category: int | None) -> None:
    fewer = run(one, category)
    more = run((one[0] | {i for i in two[0] if not _taken(one, i)}, one[1] | two[1]), category)
    before, after = statuses(fewer), statuses(more)
    assert before.keys() == after.keys()
    assert all(RANK[after[key]] >= RANK[before[key]] for key in before)
    assert len(more.findings) <= len(fewer.findings)


def _taken(stated: Stated, index: int) -> bool:
    """A field has one value: a second one would replace it, not add to it."""
    return any(FACTS[other][:2] == FACTS[index][:2] for other in stated[0])


@given(some, categories, categories)
def test_a_higher_category_never_asks_less(stated: Stated, one: int | None, two: int | None) -> None:
    low, high = sorted((one, two), key=lambda category: -1 if category is None else category)
    below, above = run(stated, low), run(stated, high)
    assert required(below) <= required(above)
    open_below = {(f.connection, f.point) for f in below.findings}
    assert open_below <= {(f.connection, f.point) for f in above.findings}
    worse = statuses(above)
    assert all(RANK[worse[key]] <= RANK[status] for key, status in statuses(below).items())


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1)), st.integers(1, 60), st.integers(0, 9000), st.integers(0, 9000)
)
def test_a_later_day_never_makes_a_calibration_less_overdue(last: dt.date, months: int, one: int, two: int) -> None:
    made = model(read={"calibration": {"interval": f"P{months}M", "last": last.isoformat()}})

    def due(days: int) -> dt.date | None:
        found = examined(made, 4, at=last + dt.timedelta(days=days))
        return next((f.due for f in found.findings if f.point == "calibration"), None)

    early, late = due(min(one, two)), due(max(one, two))
    assert early is None or early == late
    assert late is None or late < last + dt.timedelta(days=max(one, two))


@given(some, categories)
def test_findings_are_exactly_the_required_points_that_do_not_count(stated: Stated, category: int | None) -> None:
    found = run(stated, category)
    expected = {key for key in required(found) if statuses(found)[key] != "stated"}
    assert {(f.connection, f.point) for f in found.findings} == expected
    ranks = [f.category for f in found.findings]
    assert ranks == sorted(ranks, reverse=True)
    for question, counts in found.counts.items():
        assert sum(counts.values()) == len(found.rows), question
    assert found.stage == "stated"
