"""Where a workspace stands in the procedure: what each step shows and lacks, and who has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sanso.analysis.procedure import Procedure, StepState, Todo
from sanso.model.process import Model
from sanso.verbs.procedure import iotssf_evaluated
from sanso.verbs.state import State
from sanso.web.pages.procedure.forms import Form
from sanso.web.pages.procedure.preparation import preparation_forms
from sanso.web.pages.procedure.rating import rating_forms
from sanso.web.pages.procedure.reviewing import review_forms
from sanso.web.pages.procedure.things import Things
from sanso.web.pages.procedure.treatment import treatment_forms
from sanso.web.states import Shown
from sanso.workspace.procedure_steps import STEPS, ProcedureStep, Step

__all__ = ["Stand", "Standing", "forms_of", "next_open", "spot_of", "standing", "walked"]


@dataclass(frozen=True, slots=True)
class Stand:
    """One step: what the report says of it, and who has it in hand."""

    number: int
    report: StepState
    kept: ProcedureStep
    overdue: bool

    @property
    def step(self) -> Step:
        """The name of the step."""
        return self.kept.step


Standing = tuple[Stand, ...]


def walked(shown: Shown) -> Procedure:
    """Return the procedure on the model that is shown, computed once.

    Raises:
        InputRefused: the model has errors.

    """
    return shown.kept("procedure", lambda: iotssf_evaluated(shown.state.evaluation))


def standing(made: Procedure, kept: tuple[ProcedureStep, ...], today: dt.date) -> Standing:
    """Return the four steps with their report and their hands."""
    reports = {state.step: state for state in made.steps}
    return tuple(
        Stand(
            number,
            reports[one.step],
            one,
            one.due is not None and one.due < today and one.state == "handed",
        )
        for number, one in enumerate(kept, 1)
    )


def next_open(steps: Standing, account: str) -> Step:
    """Return the step to continue with: one that was handed to *account*, else the first that is not done."""
    mine = (one.step for one in steps if one.kept.state == "handed" and _is(one, account))
    open_ = (one.step for one in steps if one.kept.state != "done")
    return next(mine, next(open_, STEPS[-1]))


def _is(stand: Stand, account: str) -> bool:
    return stand.kept.assignee is not None and stand.kept.assignee.account == account


def forms_of(step: Step, state: State, made: Procedure, today: dt.date, first: int = 0) -> tuple[Form, ...]:
    """Return the forms of *step* for *state*; *first* is the number of the first harm that is shown."""
    model = state.model
    if model is None:
        return ()
    return tuple(_forms(step, model, made, Things(model, state.catalogue), today, first))


def _forms(step: Step, model: Model, made: Procedure, things: Things, today: dt.date, first: int) -> Iterator[Form]:
    if step == "prepare":
        yield from preparation_forms(model, made, things)
    elif step == "assess":
        yield from rating_forms(model, made, things, first, today)
    elif step == "treat":
        yield from treatment_forms(model, made, things, today)
    else:
        yield from review_forms(model, things, today)


_SPOTS = {
    "iotssf.scope": "scope",
    "iotssf.stakeholders": "stakeholders",
    "iotssf.criteria_agreed": "criteria",
    "iotssf.allocation": "allocation",
    "iotssf.acceptances": "acceptances",
    "iotssf.reviews": "reviews",
    "iotssf.triggers": "triggers",
    "harms": "new-harm",
}


def spot_of(todo: Todo) -> str:
    """Return the form that gives what is missing."""
    where = todo.where
    if where in _SPOTS:
        return _SPOTS[where]
    if where.startswith("connections."):
        return "quantities"
    parts = where.split(".")
    ident = ".".join(parts[1:-1]) if parts[-1] in ("human", "economic", "ratings") else ".".join(parts[1:])
    return f"harm-{ident}"
