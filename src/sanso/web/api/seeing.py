"""A version of a model as an operation asks for it, and answers that carry its mark (ETag)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request, Response

from sanso.model.text import Language
from sanso.report.reader import Reader
from sanso.verbs.assessing import Evaluation
from sanso.web.access import Entry, reader
from sanso.web.looking import Faulty
from sanso.web.service import service_of
from sanso.web.states import Shown

__all__ = ["FIRST_DAY", "LAST_DAY", "Seen", "Wanted", "answer", "bare_tag"]

_LARGEST = 2**31 - 1
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2199, 12, 31)
"""Days as of which something can be assessed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A version of the workspace of *entry*, assessed as of *day*."""

    entry: Entry
    seq: int
    day: dt.date
    shown: Shown

    @property
    def made(self) -> Evaluation:
        """The assessment with what it was made from."""
        return self.shown.state.evaluation

    def reader(self, lang: Language) -> Reader:
        """Return the words of the assessment in *lang*."""
        return self.shown.reader(lang)

    def tag(self, *more: str) -> str:
        """Return the mark of what follows from this version, as of this day."""
        return '"' + ".".join((str(self.seq), self.day.isoformat(), *more)) + '"'


def seen(
    request: Request,
    entry: Annotated[Entry, Depends(reader)],
    version: Annotated[int | None, Query(ge=1, le=_LARGEST, description="Version; the newest if absent.")] = None,
    at: Annotated[
        dt.date | None, Query(ge=FIRST_DAY, le=LAST_DAY, description="Day to assess as of; today if absent.")
    ] = None,
) -> Seen:
    """Return the version that is asked for.

    Raises:
        Faulty: its model has errors.
        NotThere: there is no such version.

    """
    service, workspace = service_of(request), entry.workspace
    day = at or service.today()
    seq = version if version is not None else workspace.head
    if seq == workspace.head:
        shown = service.states.head(workspace.id, seq, day)
    else:
        service.workspaces.version(workspace.id, seq)
        shown = service.states.past(workspace.id, seq, day)
    if shown.state.model is None:
        raise Faulty(entry, shown.state)
    return Seen(entry, seq, day, shown)


Wanted = Annotated[Seen, Depends(seen)]
"""The version that an operation asks for."""


def bare_tag(seq: int) -> str:
    """Return the mark of a version."""
    return f'"{seq}"'


def answer(request: Request, content: bytes, media: str, tag: str, name: str | None = None) -> Response:
    """Return *content* with its mark; only that it has not changed, where the program has it already."""
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known:
        return Response(status_code=304, headers=headers)
    if name is not None:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(content, media_type=media, headers=headers)
