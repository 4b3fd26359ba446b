"""What a page of a workspace begins with: the newest version, assessed as of today, in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import Request

from sanso.model.text import Language
from sanso.report.reader import Reader
from sanso.verbs.state import State
from sanso.web.access import Entry
from sanso.web.rendering import language_of
from sanso.web.service import service_of
from sanso.web.states import Shown

__all__ = ["Faulty", "Look", "look"]


@dataclass(frozen=True, slots=True)
class Look:
    """A model as it stands: *shown* keeps what is made of it, *reader* says it in *lang*."""

    shown: Shown
    reader: Reader
    lang: Language

    @property
    def state(self) -> State:
        """The model with its diagnostics and its evaluation."""
        return self.shown.state


class Faulty(Exception):
    """The newest version has errors, so that nothing can be computed of it."""

    def __init__(self, entry: Entry, state: State) -> None:
        super().__init__(entry.workspace.id)
        self.entry = entry
        self.state = state


def look(request: Request, entry: Entry, day: dt.date | None = None) -> Look:
    """Return the newest version of the workspace of *entry*, as of *day*, or today.

    Raises:
        Faulty: its model has errors; the page that answers lists them.
        StoreError: its files cannot be read.

    """
    lang, service = language_of(request), service_of(request)
    if day is None or day == service.today():
        shown = service.head(entry.workspace)
    else:
        shown = service.states.past(entry.workspace.id, entry.workspace.head, day)
    if shown.state.model is None:
        raise Faulty(entry, shown.state)
    return Look(shown, shown.reader(lang), lang)
