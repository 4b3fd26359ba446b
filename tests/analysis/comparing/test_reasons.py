"""Why something moved, in cases whose answer is plain to see."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sanso.analysis.comparing import Comparison, RequirementMove

from ..build import DAY, effect, harm, link
from .test_changes import compared

PLANT: dict[str, Any] = {
    "organizations": {"firm": {"scale": "large"}, "helper": {"scale": "sme"}},
    "components": {
        "valve": {"kind": "actuator", "roles": {"operator": "firm"}},
        "desk": {"kind": "server", "roles": {"operator": "firm"}},
    },
    "harms": {"burst": harm(effect("valve"), borne_by="firm")},
    "connections": {},
}
ORDER = link("commands", "desk", "valve")


def row(result: Comparison, requirement: str, organization: str) -> RequirementMove:
    return next(m for m in result.requirements if (m.id, m.organization) == (f"CPS.{requirement}", organization))


def codes(move: Any) -> list[tuple[str, str | None]]:
    return [(why.code, why.change) for why in move.because]


def test_a_new_control_path_raises_a_category_and_says_so() -> None:
    result = compared(PLANT, {**PLANT, "connections": {"order": ORDER}})
    (move,) = result.categories
    assert (move.element, move.old, move.new, move.direction) == ("desk", None, 4, "worse")
    assert [(w.change, w.necessary, w.sufficient) for w in move.because] == [("connections/order", True, True)]
    assert move.new_human.harm == "burst"
    raised = row(result, "AC-1", "firm")
    assert ("category", "connections/order") in codes(raised)
    assert raised.direction == "worse"


def test_of_two_new_paths_either_is_enough_and_none_is_necessary() -> None:
    result = compared(PLANT, {**PLANT, "connections": {"one": ORDER, "two": ORDER}})
    (move,) = result.categories
    assert {(w.change, w.necessary, w.sufficient) for w in move.because} == {
        ("connections/one", False, True),
        ("connections/two", False, True),
    }


def test_an_answer_that_expires_is_told_with_its_day() -> None:
    answer = {"level": "high-advanced", "valid_until": DAY.isoformat()}
    sections = {**PLANT, "measures": {"firm": {"CPS.AC-1": answer}}}
    result = compared(sections, sections, new=DAY + dt.timedelta(days=1))
    move = row(result, "AC-1", "firm")
    assert (move.old_status, move.new_status, move.direction) == ("met", "not-stated", "worse")
    assert codes(move) == [("answer-expired", None)]
    assert DAY.isoformat() in move.because[0].text.en
    assert result.changes == ()
    assert not result.empty
    back = compared(sections, sections, old=DAY + dt.timedelta(days=1))
    assert codes(row(back, "AC-1", "firm")) == [("answer-renewed", None)]


def test_answers_that_are_given_withdrawn_and_changed() -> None:
    def stated(**levels: str) -> dict[str, Any]:
        return {**PLANT, "measures": {"firm": {f"CPS.{key.replace('_', '-')}": level for key, level in levels.items()}}}

    result = compared(stated(AC_1="basic", AM_1="basic"), stated(AM_1="high-advanced", RA_1="basic"))
    assert codes(row(result, "AC-1", "firm")) == [("answer-withdrawn", "measures/firm/CPS.AC-1")]
    assert codes(row(result, "AM-1", "firm")) == [("answer-changed", "measures/firm/CPS.AM-1")]
    given = row(result, "RA-1", "firm")
    assert codes(given) == [("answer-given", "measures/firm/CPS.RA-1")]
    assert given.direction == "better"


def test_responsibility_that_passes_on_is_told_on_both_sides() -> None:
    handed = {**PLANT["components"], "desk": {"kind": "server", "roles": {"operator": "helper"}}}
    result = compared(PLANT, {**PLANT, "components": handed})
    gained = [m for m in result.requirements if m.organization == "helper" and "desk" in m.elements]
    assert gained
    assert all(("moved-here", "components/desk") in codes(move) for move in gained)


def test_a_statement_that_lapses_opens_a_mix_by_the_day() -> None:
    contact = {
        "perspective": "social-support", "subject": "firm", "kind": "contact", "valid_until": DAY.isoformat(),
    }  # fmt: skip
    sections = {**PLANT, "confirmations": [contact]}
    result = compared(sections, sections, new=DAY + dt.timedelta(days=1))
    moves = {move.subject: move for move in result.mixes}
    assert all(codes(move) == [("stated", None)] for move in moves.values() if move.direction != "neutral")
    gone = compared(sections, PLANT)
    assert {move.subject for move in gone.mixes} == set(moves)
    for move in gone.mixes:
        assert codes(move) == [("stated", "confirmations/firm/social-support/contact")]


def test_where_trials_are_too_dear_the_structure_gives_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.analysis.comparing.trials._MOST_WORK", 0)
    unrelated = {**PLANT["components"], "desk": PLANT["components"]["desk"], "lamp": {"kind": "actuator"}}
    result = compared(PLANT, {**PLANT, "components": unrelated, "connections": {"order": ORDER}})
    (move,) = (move for move in result.categories if move.element == "desk")
    assert [(w.change, w.necessary, w.sufficient) for w in move.because] == [("connections/order", None, None)]
