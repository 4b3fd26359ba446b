"""The laws of time and of one story, put to the test themselves: where the code breaks them, they fail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from tests.trust import test_clock, test_monitoring
from tests.trust.test_clock import Waiting
from tests.trust.test_monitoring import Watching

from sanso.envelope.checkpoints import open_checkpoint
from sanso.trust.monitoring import Judgement, Watched, judge
from sanso.trust.verdicts import verifying
from sanso.trust.verdicts.judging_status import judge_status
from sanso.trust.verdicts.verdict import Mark

QUICK = settings(
    max_examples=3_000,
    stateful_step_count=25,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def assert_noticed(machine: type[RuleBasedStateMachine]) -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=QUICK)


@pytest.mark.parametrize("code", ["expired", pytest.param("withdrawn", marks=pytest.mark.long)])
def test_a_final_mark_that_passes_is_noticed(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(claim: Any, statuses: Any, policy: Any, subjects: Any, now: dt.datetime, **options: Any) -> Mark:
        mark = judge_status(claim, statuses, policy, subjects, now, **options)
        return Mark.of("status-none") if mark.code == code and now.day % 2 else mark

    monkeypatch.setattr(verifying, "judge_status", forgetful)
    assert_noticed(Waiting)


def test_a_status_list_that_may_be_rolled_back_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_check_newer", lambda last, status: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        run_state_machine_as_test(Waiting, settings=QUICK)


def blind(watched: Watched, raw: bytes, proof: Sequence[bytes] = ()) -> Judgement:
    """Take whatever the log signed."""
    shown = open_checkpoint(raw, watched.log)
    return Judgement("newer", replace(watched, last=shown), shown)


def trusting(watched: Watched, raw: bytes, proof: Sequence[bytes] = ()) -> Judgement:
    """Look at trees of one size only."""
    found = judge(watched, raw, proof)
    return replace(found, alarm=None) if found.outcome in ("unproven", "shrunk") else found


@pytest.mark.parametrize("broken", [blind, trusting])
def test_a_witness_that_overlooks_a_second_story_is_noticed(
    broken: Callable[..., Judgement], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(test_monitoring, "judge", broken)
    assert_noticed(Watching)


def test_the_machines_are_those_of_the_usual_run() -> None:
    assert test_clock.TestWaiting.settings.max_examples >= 20  # type: ignore[attr-defined]
    assert test_monitoring.TestWatching.settings.max_examples >= 60
