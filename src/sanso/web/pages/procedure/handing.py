"""Who has a step in hand: colleagues of the organization on a server, a name on one's own machine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import Request

from sanso.model.text import Text
from sanso.web.access import Entry
from sanso.web.failures import Refused
from sanso.web.security.desk import desk_of
from sanso.web.service import service_of
from sanso.workspace.people import Member
from sanso.workspace.procedure_steps import ProcedureStep, ProcedureSteps, Step

__all__ = ["Hand", "change_hand", "hand_of", "people_of", "steps_of"]

_MOST_NAME = 200
_NO_DAY = Text(en="Write the day as 2026-04-01.", ja="期日は2026-04-01の形式で入力してください。")
_NOBODY = Text(en="Say whom to hand the step to.", ja="手順を引き継ぐ相手を指定してください。")
_NO_STATE = Text(en="This is not something a step can be.", ja="手順の状態として指定できない値です。")


@dataclass(frozen=True, slots=True)
class Hand:
    """Whom a step was handed to, with which note."""

    name: str
    note: str


def steps_of(request: Request) -> ProcedureSteps:
    """Return what is kept of the steps of all workspaces."""
    service = service_of(request)
    return ProcedureSteps(service.database, service.clock)


def people_of(request: Request, entry: Entry) -> tuple[Member, ...]:
    """Return the colleagues to whom a step can be handed; none where there are no accounts."""
    if service_of(request).settings.mode != "server":
        return ()
    return desk_of(request).people.members(entry.workspace.organization)


def hand_of(request: Request, kept: ProcedureStep) -> Hand | None:
    """Return who has a step that was handed over; None for any other step.

    On one's own machine the name stands in the first line of the note, since there is one account only.
    """
    if kept.state != "handed" or kept.assignee is None:
        return None
    if service_of(request).settings.mode == "server":
        return Hand(kept.assignee.name, kept.note)
    name, _, note = kept.note.partition("\n")
    return Hand(name, note)


def change_hand(request: Request, entry: Entry, step: Step, typed: dict[str, str]) -> None:
    """Do with *step* what was asked for: hand it over, say that it is done, open it again.

    Raises:
        Refused: nobody was named, or the day cannot be read.
        StoreError: it cannot be kept.

    """
    steps, me = steps_of(request), entry.visitor.account_id
    workspace, note = entry.workspace.id, typed.get("note", "").replace("\r\n", "\n").strip()
    wanted = typed.get("state", "")
    if wanted == "done":
        steps.finish(workspace, step, by=me)
    elif wanted == "open":
        steps.reopen(workspace, step, by=me)
    elif wanted == "handed":
        to = " ".join(typed.get("to", "").split())[:_MOST_NAME]
        if not to:
            raise Refused(422, _NOBODY)
        due = _day(typed.get("due", ""))
        if service_of(request).settings.mode == "server":
            steps.hand_over(workspace, step, to, by=me, note=note, due=due)
        else:
            steps.hand_over(workspace, step, me, by=me, note=f"{to}\n{note}", due=due)
    else:
        raise Refused(422, _NO_STATE)


def _day(text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(422, _NO_DAY) from None
