"""The four steps are open, handed to a colleague, or done."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import insert

from sanso.workspace.errors import NotThere, Refused
from sanso.workspace.files import Files
from sanso.workspace.procedure_steps import STEPS, ProcedureStep, ProcedureSteps
from sanso.workspace.tables import accounts, memberships
from sanso.workspace.versions import Author


@pytest.fixture
def bus(workspaces, organization, database, clock, sato):
    with database.writing() as connection:
        for name in ("sato", "tanaka", "stranger"):
            connection.execute(insert(accounts).values(id=name, name=name.title(), created=clock()))
        for name in ("sato", "tanaka"):
            connection.execute(insert(memberships).values(organization=organization, account=name, role="editor"))
    return workspaces.create(organization, "Bus", Files("m", {"m": b""}), sato).id


@pytest.fixture
def steps(database, clock):
    return ProcedureSteps(database, clock)


def test_at_first_all_are_open(steps, bus):
    assert steps.of(bus) == tuple(ProcedureStep(step) for step in STEPS)
    with pytest.raises(NotThere):
        steps.of("nothing")


def test_a_step_is_handed_over_done_and_opened_again(steps, bus):
    day = dt.date(2026, 12, 24)
    steps.hand_over(bus, "assess", "tanaka", by="sato", note=" 見てください ", due=day)
    given = steps.of(bus)[1]
    assert (given.state, given.assignee, given.note, given.due) == (
        "handed",
        Author("tanaka", "Tanaka"),
        "見てください",
        day,
    )
    assert given.changed_by == Author("sato", "Sato")
    assert given.changed.tzinfo is dt.UTC
    steps.finish(bus, "assess", by="tanaka")
    done = steps.of(bus)[1]
    assert (done.state, done.assignee, done.note, done.due) == ("done", None, "", None)
    assert done.changed > given.changed
    steps.reopen(bus, "assess", by=None)
    assert (steps.of(bus)[1].state, steps.of(bus)[1].changed_by) == ("open", None)
    assert [one.state for one in steps.of(bus)] == ["open"] * 4


def test_only_colleagues_and_workspaces_in_use(steps, bus, workspaces):
    with pytest.raises(Refused, match="organization"):
        steps.hand_over(bus, "treat", "stranger", by="sato")
    with pytest.raises(NotThere):
        steps.finish("nothing", "treat", by="sato")
    workspaces.archive(bus)
    with pytest.raises(Refused, match="archived"):
        steps.finish(bus, "treat", by="sato")
    assert steps.of(bus)[2] == ProcedureStep("treat")
