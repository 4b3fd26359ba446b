"""What a larger or smaller population would change: the slider of the IoT-SSF map, and keeping what it shows."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.report import wording
from sanso.web.access import Entry, editor, reader
from sanso.web.failures import Refused
from sanso.web.heirlooms import PLACES
from sanso.web.looking import Look, look
from sanso.web.moves import keep_steps
from sanso.web.population import (
    LEAST,
    MOST,
    Comparison,
    Placed,
    changes_of,
    compare,
    count_of,
    grows,
    most_telling,
    populations,
    turning_points,
)
from sanso.web.rendering import render, render_part
from sanso.web.saving import save_changes

__all__ = ["router", "slider_context"]

router = APIRouter()
_MOST_CHOICES = 400
_MOST_COUNT = 10**9
_SMALL = 1_500
"""Elements up to which the counts are sought at which a category changes."""


def slider_context(request: Request, looked: Look) -> dict[str, Any]:
    """Return what the slider starts with: whose number, the stored count, and what would change."""
    query = request.query_params
    model, kept = looked.reader.model, looked.shown.kept
    choices = kept("populations", lambda: list(populations(model)), PLACES)
    subject = query.get("subject", "")
    if subject not in choices:
        containment = looked.state.working.rated.structure.containment
        telling = kept("most-telling", lambda: most_telling(model, containment), PLACES)
        subject = telling or (choices[0] if choices else "")
    if not subject:
        return {"choices": (), "population": None}
    stored = count_of(model, subject)
    count = _count(query.get("count", "")) or stored
    growing = query.get("growing") == "1" or "count" not in query
    shown = choices[:_MOST_CHOICES]
    return {
        "choices": shown if subject in shown else [subject, *shown],
        **_result(looked, subject, count, growing=growing),
    }


def _count(text: str) -> int | None:
    """Read a count as people type it, with commas; None where it is none."""
    plain = text.replace(",", "").strip()
    good = plain.isascii() and plain.isdecimal() and len(plain) <= len(str(_MOST_COUNT))
    return int(plain) if good and 1 <= int(plain) <= _MOST_COUNT else None


def _result(looked: Look, subject: str, count: int, *, growing: bool) -> dict[str, Any]:
    model, catalogue = looked.reader.model, looked.reader.catalogue
    rated = looked.state.working.rated
    before = Placed(rated.structure, rated.positions)

    def compared() -> Comparison:
        return compare(model, catalogue, subject, count, growing=growing, before=before)

    as_stored = count == count_of(model, subject)
    kept = looked.shown.kept
    made = kept(("population", subject, growing), compared, PLACES) if as_stored else compared()
    could_grow = kept(("grows", subject), lambda: grows(model, subject, rated.structure.containment), PLACES)
    turns: list[tuple[int, int | None]] = []
    if len(model.elements) <= _SMALL and subject not in model.people:
        key = ("turns", subject, growing)
        turns = kept(key, lambda: turning_points(model, catalogue, subject, growing=growing))
    return {
        "r": looked.reader,
        "words": wording,
        "population": made,
        "subject": subject,
        "growing": growing,
        "could_grow": bool(could_grow),
        "turns": turns,
        "least": LEAST,
        "most": MOST,
    }


@router.get("/w/{workspace}/population")
def population(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Tell what a population of so many would change; nothing is saved."""
    looked = look(request, entry)
    query = request.query_params
    subject, count = query.get("subject", ""), _count(query.get("count", ""))
    if subject not in set(populations(looked.reader.model)):
        raise Refused(422, _NO_SUBJECT)
    if count is None:
        raise Refused(422, _NO_COUNT)
    context = _result(looked, subject, count, growing=query.get("growing") == "1")
    if request.headers.get("hx-request"):
        return render_part(request, "population_result.j2", context, entry=entry)
    return render(request, "population.j2", slider_context(request, looked), entry=entry)


_NO_SUBJECT = Text(
    en="Choose a component, a system or people of this model.",
    ja="このモデルのモノ・システム・ヒトから選択してください。",
)
_NO_COUNT = Text(
    en="The number must be whole and between 1 and 1,000,000,000.", ja="1~1,000,000,000の整数で入力してください。"
)


@router.post("/w/{workspace}/population")
def keep(
    request: Request,
    entry: Annotated[Entry, Depends(editor)],
    subject: Annotated[str, Form()] = "",
    count: Annotated[str, Form()] = "",
    growing: Annotated[str, Form()] = "",
    base: Annotated[int, Form()] = 0,
) -> Response:
    """Keep the count in the model."""
    looked = look(request, entry)
    number = _count(count)
    if number is None:
        raise Refused(422, _NO_COUNT)
    if subject not in set(populations(looked.reader.model)):
        raise Refused(422, _NO_SUBJECT)
    changes = changes_of(looked.reader.model, subject, number, growing=growing == "1")
    what = _KEPT.fill(name=looked.reader.model.label(subject), n=f"{number:,}")
    save_changes(request, entry, base, changes, what=what)
    keep_steps(request, entry, entry.workspace.head, looked.state)
    return RedirectResponse(f"/w/{entry.workspace.id}/map?was={entry.workspace.head}&subject={subject}", 303)


_KEPT = Text(en="{name}: {n} of them", ja="{name}の数を{n}に変更")
