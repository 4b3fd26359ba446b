"""Where the four steps of the IoT-SSF procedure stand: open, handed to a colleague, or done; by whom and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, Row, insert, select, update

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.database import Database
from sanso.workspace.errors import Refused
from sanso.workspace.rows import found_workspace, newest
from sanso.workspace.tables import accounts, memberships, procedure_steps
from sanso.workspace.versions import Author

__all__ = ["STEPS", "ProcedureStep", "ProcedureSteps", "Step", "StepState"]

Step = Literal["prepare", "assess", "treat", "review"]
StepState = Literal["open", "handed", "done"]

STEPS: tuple[Step, ...] = get_args(Step)
"""The steps in their order."""

_MAX_NOTE = 2000


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step: its state, whom it was handed to, with which note, until when; and who changed that last."""

    step: Step
    state: StepState = "open"
    assignee: Author | None = None
    note: str = ""
    due: dt.date | None = None
    changed_by: Author | None = None
    changed: dt.datetime | None = None


class ProcedureSteps:
    """The steps of all workspaces of a database."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def of(self, workspace: str) -> tuple[ProcedureStep, ...]:
        """Return the four steps of *workspace*.

        Raises:
            NotThere: there is no such workspace.

        """
        assignee, changer = accounts.alias(), accounts.alias()
        asked = (
            select(procedure_steps, assignee.c.name.label("assignee_name"), changer.c.name.label("changer_name"))
            .outerjoin(assignee, assignee.c.id == procedure_steps.c.assignee)
            .outerjoin(changer, changer.c.id == procedure_steps.c.changed_by)
            .where(procedure_steps.c.workspace == workspace)
        )
        with self._database.reading() as connection:
            found_workspace(connection, workspace)
            kept = {row.step: _step(row) for row in connection.execute(asked)}
        return tuple(kept.get(step) or ProcedureStep(step) for step in STEPS)

    def hand_over(
        self, workspace: str, step: Step, to: str, *, by: str | None, note: str = "", due: dt.date | None = None
    ) -> None:
        """Hand *step* to the account *to*.

        Raises:
            Refused: *to* does not belong to the organization of the workspace, or the workspace is archived.
            NotThere: there is no such workspace.

        """
        self._set(workspace, step, "handed", to, note, due, by)

    def finish(self, workspace: str, step: Step, *, by: str | None, note: str = "") -> None:
        """Say that *step* is done.

        Raises:
            Refused: the workspace is archived.
            NotThere: there is no such workspace.

        """
        self._set(workspace, step, "done", None, note, None, by)

    def reopen(self, workspace: str, step: Step, *, by: str | None, note: str = "") -> None:
        """Say that *step* is open again.

        Raises:
            Refused: the workspace is archived.
            NotThere: there is no such workspace.

        """
        self._set(workspace, step, "open", None, note, None, by)

    def _set(
        self,
        workspace: str,
        step: Step,
        state: StepState,
        to: str | None,
        note: str,
        due: dt.date | None,
        by: str | None,
    ) -> None:
        values = {
            "state": state,
            "assignee": to,
            "note": printable(note.strip(), _MAX_NOTE) if note.strip() else "",
            "due": None if due is None else due.isoformat(),
            "changed_by": by,
            "changed": self._clock(),
        }

        def work(connection: Connection) -> None:
            newest(connection, workspace)  # keeps other writers away
            if to is not None:
                _check_member(connection, workspace, to)
            at = (procedure_steps.c.workspace == workspace) & (procedure_steps.c.step == step)
            if not connection.execute(update(procedure_steps).where(at).values(**values)).rowcount:
                connection.execute(insert(procedure_steps).values(workspace=workspace, step=step, **values))

        self._database.written(work)


def _check_member(connection: Connection, workspace: str, account: str) -> None:
    asked = select(memberships.c.role).where(
        memberships.c.organization == found_workspace(connection, workspace).organization,
        memberships.c.account == account,
    )
    if connection.execute(asked).one_or_none() is None:
        raise Refused(
            Text(
                en="This person does not belong to the organization of the workspace. Invite the person first.",
                ja="この人はワークスペースの組織に属していません。先に招待してください。",
            )
        )


def _step(row: Row[tuple[object, ...]]) -> ProcedureStep:
    return ProcedureStep(
        step=row.step,
        state=row.state,
        assignee=None if row.assignee is None else Author(row.assignee, row.assignee_name),
        note=row.note,
        due=None if row.due is None else dt.date.fromisoformat(row.due),
        changed_by=None if row.changed_by is None else Author(row.changed_by, row.changer_name),
        changed=row.changed,
    )
