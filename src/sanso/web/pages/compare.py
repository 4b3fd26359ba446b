"""What changed: two versions, two days, or one supplier in place of another; better and worse with reasons."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Language, Text
from sanso.verbs.comparing import Compared, compare_states
from sanso.web.access import Entry, reader
from sanso.web.failures import Refused
from sanso.web.grids import Cell, Column, Grid
from sanso.web.rendering import language_of, render
from sanso.web.service import Service, service_of
from sanso.web.states import Shown

if TYPE_CHECKING:
    from sanso.report.difference_rows import Section

__all__ = ["router"]

router = APIRouter()
_LONGEST = 200
_JUDGED = Text(en="Judged", ja="判定")
_HALF = Text(
    en="Name both organizations: the one that goes and the one that takes its place.",
    ja="交代する組織と交代先の両方を指定してください。",
)
_NO_DAY = Text(en="Write the day like 2026-04-01.", ja="日付は2026-04-01のように書いてください。")


@dataclass(frozen=True, slots=True)
class _Question:
    """Which version on which day, and who takes whose place on the newer side."""

    old: int
    new: int
    old_at: dt.date
    new_at: dt.date
    replace: str
    by: str

    @property
    def half(self) -> bool:
        """Whether only one of the two organizations of a replacement is named."""
        return bool(self.replace) != bool(self.by)

    @property
    def address(self) -> str:
        """The query string that asks this."""
        asked = {"old": self.old, "old_at": self.old_at, "new": self.new, "new_at": self.new_at}
        return urlencode(asked | ({"replace": self.replace, "by": self.by} if self.replace else {}))


@dataclass
class _Last:
    """The comparison that was asked for last on the newer side: it is large, so that one is kept."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    question: _Question | None = None
    made: Compared | None = None


@router.get("/w/{workspace}/compare")
def compared(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Compare as the address asks; as Markdown or JSON with ``as=``."""
    service, lang = service_of(request), language_of(request)
    question = _question(service, entry, request.query_params)
    older = service.states.past(entry.workspace.id, question.old, question.old_at)
    newer = service.states.past(entry.workspace.id, question.new, question.new_at)
    model = newer.state.model
    context: dict[str, object] = {
        "question": question,
        "organizations": [(one, model.label(one).show(lang)) for one in sorted(model.organizations)] if model else (),
        "refused": (),
        "half": _HALF if question.half else None,
    }
    if question.half:
        return _refused(request, entry, context, ())
    try:
        made = _compared(older, newer, question)
    except InputRefused as error:
        return _refused(request, entry, context, error.diagnostics)
    if "table" not in request.query_params and request.query_params.get("as") in ("json", "md"):
        return _file(made, request.query_params["as"], lang)
    return _page(request, entry, context, made)


def _page(request: Request, entry: Entry, context: dict[str, object], made: Compared) -> Response:
    from sanso.report.difference import between, headline, sections

    told = {
        "between": between(made.comparison),
        "headline": headline(made.comparison),
        "notices": made.comparison.diagnostics,
    }
    lang = language_of(request)
    grids = [_grid(section, lang) for section in sections(made.comparison, lambda one: _label(made, one), None)]
    return render(request, "compare.j2", context | told, entry=entry, grids=grids)


def _refused(request: Request, entry: Entry, context: dict[str, object], diagnostics: Sequence[Diagnostic]) -> Response:
    return render(request, "compare.j2", context | {"refused": diagnostics}, entry=entry, status=422)


def _grid(section: Section, lang: Language) -> Grid:
    counts = section.key == "totals"
    columns = [
        Column(f"c{place}", _headed(title), "number" if counts and place else "text")
        for place, title in enumerate(section.columns)
    ]
    rows = [
        tuple(_cell(column, lines, lang) for column, lines in zip(columns, row.cells, strict=True))
        for row in section.rows
    ]
    return Grid(section.key, section.title, tuple(columns), rows)


def _headed(title: Text) -> Text:
    """Return the title of a column of the report as tables of pages write it."""
    said = title.show("en")
    return _JUDGED if said == "–" else Text(en=f"{said[:1].upper()}{said[1:]}", ja=title.show("ja"))


def _cell(column: Column, lines: tuple[Text, ...], lang: Language) -> Cell:
    said = _line(lines, "en")
    return Cell(int(said.replace(",", "")) if column.kind == "number" else said, _line(lines, lang))


def _line(lines: tuple[Text, ...], lang: Language) -> str:
    return " / ".join(line.show(lang) for line in lines)


def _label(made: Compared, ident: str) -> Text:
    from sanso.analysis.comparing.moves import label

    return label(ident, made.old, made.new)


def _file(made: Compared, kind: str, lang: Language) -> Response:
    from sanso.report.difference_json import difference_to_json
    from sanso.report.difference_page import render_difference

    headers = {"Content-Disposition": f'attachment; filename="difference.{kind}"'}
    if kind == "json":
        return Response(difference_to_json(made.comparison), media_type="application/json", headers=headers)
    page = render_difference(made.comparison, lambda one: _label(made, one), lang)
    return Response(page, media_type="text/markdown; charset=utf-8", headers=headers)


def _question(service: Service, entry: Entry, asked: Mapping[str, str]) -> _Question:
    """Read the question from the address; ``replace=OLD:NEW`` is short for two parameters.

    Raises:
        HTTPException: there is no such version.
        Refused: a day cannot be read.

    """
    head = entry.workspace.head
    new = _version(asked.get("new"), head, head)
    old = _version(asked.get("old"), head, max(1, head - 1))
    new_at = _day(asked.get("new_at"), service.today())
    one, _, other = asked.get("replace", "").partition(":")
    by = other or asked.get("by", "")
    return _Question(old, new, _day(asked.get("old_at"), new_at), new_at, one.strip()[:_LONGEST], by.strip()[:_LONGEST])


def _version(text: str | None, head: int, otherwise: int) -> int:
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= head:
        raise HTTPException(404)
    return int(text[:9])


def _day(text: str | None, otherwise: dt.date) -> dt.date:
    if not text:
        return otherwise
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(422, _NO_DAY) from None


def _compared(older: Shown, newer: Shown, question: _Question) -> Compared:
    """Return the comparison.

    Raises:
        InputRefused: a version has errors, or nobody of that name can be replaced.

    """
    last = newer.kept("compared", _Last)
    with last.lock:
        if last.made is None or last.question != question:
            replace = {question.replace: question.by} if question.replace else {}
            last.made = compare_states(older.state, newer.state, replace=replace)
            last.question = question
        return last.made
