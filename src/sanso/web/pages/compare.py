"""What changed: two versions, two days, or one supplier in place of another; better and worse with reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.model.text import Language, Text
from sanso.verbs.comparing import Compared, compare
from sanso.web.access import Entry, reader
from sanso.web.failures import Refused
from sanso.web.grids import Cell, Column, Grid
from sanso.web.rendering import language_of, render
from sanso.web.service import Service, service_of

__all__ = ["router"]

router = APIRouter()
_JUDGED = Text(en="Judged", ja="判定")
_NO_DAY = Text(en="Write the day like 2026-04-01.", ja="日付は 2026-04-01 のように書いてください。")


@dataclass(frozen=True, slots=True)
class _Question:
    """Which version on which day, and who takes whose place on the newer side."""

    old: int
    new: int
    old_at: dt.date
    new_at: dt.date
    replace: tuple[tuple[str, str], ...]


@router.get("/w/{workspace}/compare")
def compared(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Compare as the address asks; as Markdown or JSON with ``as=``."""
    from sanso.analysis.comparing.moves import label
    from sanso.report.difference import between, headline, sections
    from sanso.report.difference_json import difference_to_json
    from sanso.report.difference_page import render_difference

    service, lang = service_of(request), language_of(request)
    question = _question(service, entry, request.query_params)
    newer = service.states.past(entry.workspace.id, question.new, question.new_at)
    made = newer.kept(("compared", question), lambda: _compared(service, entry, question))

    def name(ident: str) -> Text:
        return label(ident, made.old, made.new)

    if "table" not in request.query_params:
        if request.query_params.get("as") == "json":
            return Response(difference_to_json(made.comparison), media_type="application/json", headers=_file("json"))
        if request.query_params.get("as") == "md":
            page = render_difference(made.comparison, name, lang)
            return Response(page, media_type="text/markdown; charset=utf-8", headers=_file("md"))
    grids = [
        Grid(
            section.key,
            section.title,
            tuple(
                Column(f"c{place}", title if title.show("en") != "–" else _JUDGED)
                for place, title in enumerate(section.columns)
            ),
            [tuple(Cell(_line(cell, "en"), _line(cell, lang)) for cell in row.cells) for row in section.rows],
        )
        for section in sections(made.comparison, name, None)
    ]
    context = {
        "question": question,
        "between": between(made.comparison),
        "headline": headline(made.comparison),
        "notices": made.comparison.diagnostics,
        "organizations": sorted(made.old.model.organizations),
        "r_name": lambda ident: made.old.model.label(ident).show(lang),
    }
    return render(request, "compare.j2", context, entry=entry, grids=grids)


def _line(lines: tuple[Text, ...], lang: Language) -> str:
    return " / ".join(line.show(lang) for line in lines)


def _file(kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="difference.{kind}"'}


def _question(service: Service, entry: Entry, asked: Mapping[str, str]) -> _Question:
    """Read the question from the address.

    Raises:
        HTTPException: there is no such version.
        Refused: a day cannot be read.

    """
    head = entry.workspace.head
    new = _version(asked.get("new"), head, head)
    old = _version(asked.get("old"), head, max(1, head - 1))
    new_at = _day(asked.get("new_at"), service.today())
    given = asked.get("replace", "")
    one, _, other = given.partition(":")
    replace = ((one.strip(), other.strip()),) if one.strip() and other.strip() else ()
    return _Question(old, new, _day(asked.get("old_at"), new_at), new_at, replace)


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


def _compared(service: Service, entry: Entry, question: _Question) -> Compared:
    """Compute the comparison.

    Raises:
        InputRefused: a version has errors, or nobody of that name can be replaced.

    """
    old = service.states.past(entry.workspace.id, question.old, question.old_at).state
    new = service.states.past(entry.workspace.id, question.new, question.new_at).state
    return compare(
        old.loaded,
        new.loaded,
        old_at=question.old_at,
        at=question.new_at,
        replace=dict(question.replace),
        catalogue=service.catalogue,
    )
