"""What moved on the IoT-SSF map between two versions of a model."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from sanso.iotssf.result import Placement
from sanso.report.pictures import Move
from sanso.verbs.state import State
from sanso.web.access import Entry
from sanso.web.looking import Look
from sanso.web.service import service_of

__all__ = ["MOST_DRAWN", "Step", "keep_steps", "steps_between", "steps_since"]

MOST_DRAWN = 60
"""Moves that are drawn; the table lists all."""


@dataclass(frozen=True, slots=True)
class Step:
    """An element that moved: its placement before and now."""

    before: Placement
    now: Placement

    @property
    def move(self) -> Move:
        """The step as the picture takes it."""
        before = self.before
        return Move(before.element, before.human.level or "none", before.economic.level or "none", before.category)

    @property
    def drawn(self) -> bool:
        """Whether both places lie on the map, in different cells."""
        return None not in (self.before.category, self.now.category) and _cell(self.before) != _cell(self.now)


def _cell(row: Placement) -> tuple[str, str]:
    return row.human.level or "none", row.economic.level or "none"


def steps_between(before: State, now: State) -> tuple[Step, ...]:
    """Return what has another cell or category; nothing where either model has errors."""
    if before.model is None or now.model is None:
        return ()
    were = {row.element: row for row in before.evaluation.assessment.iotssf}
    found = []
    for row in now.evaluation.assessment.iotssf:
        was = were.get(row.element)
        if was is not None and (_cell(was), was.category) != (_cell(row), row.category):
            found.append(Step(was, row))
    found.sort(key=lambda step: (-(step.now.category or 0), step.now.element))
    return tuple(found)


def steps_since(request: Request, entry: Entry, looked: Look, seq: int) -> tuple[Step, ...]:
    """Return what moved since version *seq*.

    Raises:
        StoreError: the files of that version cannot be read.

    """
    service = service_of(request)

    def compute() -> tuple[Step, ...]:
        before = service.states.past(entry.workspace.id, seq, service.today()).state
        return steps_between(before, looked.state)

    return looked.shown.kept(("moves", seq), compute)


def keep_steps(request: Request, entry: Entry, seq: int, before: State) -> None:
    """Keep what moved from *before*, the state of version *seq*, to the newest version, which was just saved."""
    service = service_of(request)
    shown = service.head(service.workspaces.find(entry.workspace.id))
    shown.kept(("moves", seq), lambda: steps_between(before, shown.state))
