"""Questions and points on transcription: complete, monotone, and in the words of the model."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.catalogue import load_catalogue
from sanso.catalogue.transcription import PointId, QuestionId, TranscriptionKind

CATALOGUE = load_catalogue()
POINTS = CATALOGUE.transcription_points
KINDS = get_args(TranscriptionKind)


def test_five_questions_in_order_each_with_a_point() -> None:
    assert tuple(CATALOGUE.transcription_questions) == get_args(QuestionId)
    assert [one.number for one in CATALOGUE.transcription_questions.values()] == [1, 2, 3, 4, 5]
    assert set(POINTS) == set(get_args(PointId))
    assert {point.question for point in POINTS.values()} == set(get_args(QuestionId))


@given(st.sampled_from(sorted(POINTS)), st.sampled_from(KINDS), st.integers(0, 4), st.integers(0, 4))
def test_a_higher_category_never_removes_a_point(ident: str, kind: str, one: int, two: int) -> None:
    low, high = min(one, two), max(one, two)
    point = POINTS[ident]
    assert point.asked(kind, high) or not point.asked(kind, low)
    assert point.needs_independence(high) or not point.needs_independence(low)
    assert not point.asked(kind, None)


@pytest.mark.parametrize("ident", sorted(POINTS))
def test_fields_are_those_that_the_kind_of_connection_carries(ident: str) -> None:
    point = POINTS[ident]
    for kind, fields in point.fields_of.items():
        assert kind in point.required_from, (ident, kind)
        assert set(fields) <= set(CATALOGUE.connections[kind].carries), (ident, kind)
    named = {field for fields in point.fields_of.values() for field in fields}
    assert set(point.denied_by) <= named


@pytest.mark.parametrize("ident", sorted(POINTS))
def test_whoever_speaks_for_a_point_is_a_requirement(ident: str) -> None:
    for speaker in POINTS[ident].speakers:
        assert speaker.requirement in CATALOGUE.requirements
        assert set(speaker.kinds) <= set(POINTS[ident].required_from)


def test_it_is_marked_as_a_proposal() -> None:
    for record in (*CATALOGUE.transcription_questions.values(), *POINTS.values()):
        assert record.confidence == "derived"
        assert record.marked.en.startswith("Sanso proposal")


def test_sensing_is_asked_for_all_but_the_effect_and_actuation_for_all() -> None:
    asked = {
        kind: {point.question for point in POINTS.values() if point.asked(kind, 4)} for kind in ("senses", "actuates")
    }
    assert asked["senses"] == {"genuine", "untampered", "accurate", "plausible"}
    assert asked["actuates"] == set(get_args(QuestionId))
