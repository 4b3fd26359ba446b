"""Bow-ties composed with the assessment: levels and answers arrive, and agree with the credit on the IoT-SSF map."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanso import examples, verbs
from sanso.analysis.bowties import SafetyReport, safety
from sanso.verbs import Evaluation

from .build import catalogue, effect, harm, make, run

ROOT = Path(__file__).parents[2] / "src/sanso/examples"


@pytest.fixture(scope="module", params=examples.names())
def made(request: pytest.FixtureRequest) -> tuple[Evaluation, SafetyReport]:
    evaluation = verbs.evaluate(ROOT / request.param / f"{request.param}.yaml")
    return evaluation, verbs.safety_evaluated(evaluation)


def test_a_named_barrier_that_counts_against_attack_earns_the_credit(made: tuple[Evaluation, SafetyReport]) -> None:
    evaluation, report = made
    granted = {
        (credit.harm, credit.barrier, credit.element)
        for placement in evaluation.assessment.iotssf
        for credit in placement.credits
        if credit.granted
    }
    devices = {*evaluation.model.components, *evaluation.model.systems}  # procedures have no maker to be compared
    for tie in report.harms:
        for line in tie.lines:
            for barrier in line.barriers if line.element in devices else ():
                counts = any(one.origin == "attack" and one.verdict == "counts" for one in barrier.judgements)
                if barrier.kind == "safety-function" and barrier.named and counts:
                    assert (tie.harm, barrier.element, line.element) in granted


def test_every_harm_has_lines_and_the_levels_of_the_assessment(made: tuple[Evaluation, SafetyReport]) -> None:
    evaluation, report = made
    levels = {one.harm: (one.human, one.economic) for one in evaluation.assessment.summary.harms}
    assert [tie.harm for tie in report.harms] == list(evaluation.model.harms)
    for tie in report.harms:
        assert (tie.human, tie.economic) == levels[tie.harm]
        assert tie.lines
        assert [line.number for line in tie.lines] == list(range(1, len(tie.lines) + 1))
        assert all(
            one.least <= min(len(line.barriers) for line in tie.lines if line.number == one.line) for one in tie.counts
        )
        told = [barrier for line in tie.lines for barrier in line.barriers]
        assert all(judgement.reasons for barrier in told for judgement in barrier.judgements), "never without a reason"


def test_open_barriers_name_what_is_not_stated(made: tuple[Evaluation, SafetyReport]) -> None:
    for tie in made[1].harms:
        for judgement in (j for line in tie.lines for b in line.barriers for j in b.judgements):
            if judgement.verdict == "open":
                assert all("not stated" in reason.en for reason in judgement.reasons)


def test_origin_never_moves_the_category() -> None:
    sections = {"components": {"arm": {"kind": "actuator"}}}
    found = {
        origin: run(**sections, harms={"h": harm(effect("arm"), origin=origin)}).iotssf[0].category
        for origin in ("attack", "fault", "misuse", "nature")
    }
    assert len(set(found.values())) == 1


def test_only_the_harms_that_are_asked_for() -> None:
    sections = {
        "components": {"arm": {"kind": "actuator"}},
        "harms": {"one": harm(effect("arm")), "two": harm(effect("arm", "stopped"))},
    }
    report = safety(make(**sections), catalogue(), run(**sections), ["two", "two"])
    assert [tie.harm for tie in report.harms] == ["two"]
    with pytest.raises(KeyError):
        safety(make(**sections), catalogue(), run(**sections), ["three"])
