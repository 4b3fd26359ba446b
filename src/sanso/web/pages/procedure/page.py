"""The pages of the procedure: where it stands, its four steps with their forms, hands and deliverables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Text
from sanso.report.procedure_words import STEPS as TITLES
from sanso.verbs.procedure import PROCEDURE_FILES
from sanso.web.access import Entry, editor, reader
from sanso.web.looking import Look, look
from sanso.web.pages.procedure import deliverable
from sanso.web.pages.procedure.forms import Form, FormView, Reading, read_form, show_form
from sanso.web.pages.procedure.handing import change_hand, hand_of, people_of, steps_of
from sanso.web.pages.procedure.rating import NEW_HARM, PER_PAGE, read_new_harm
from sanso.web.pages.procedure.tables import tables_of
from sanso.web.pages.procedure.walking import Stand, Standing, forms_of, next_open, spot_of, standing, walked
from sanso.web.rendering import language_of, render
from sanso.web.saving import save_changes
from sanso.web.service import service_of
from sanso.web.states import Shown
from sanso.workspace.procedure_steps import STEPS, Step

__all__ = ["router"]

router = APIRouter()
router.include_router(deliverable.router)

_MOST_LISTED = 2_000
_MOST_TODOS = 12


async def _form(request: Request) -> FormData:
    return await request.form()


_Typed = Annotated[FormData, Depends(_form)]
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]


def _step(step: str) -> Step:
    for known in STEPS:
        if step == known:
            return known
    raise HTTPException(404)


_StepName = Annotated[Step, Depends(_step)]


@router.get("/w/{workspace}/procedure")
def progress(request: Request, entry: _Reader) -> Response:
    """Show how far the procedure is, and where to go on."""
    looked = look(request, entry)
    steps = _standing(request, entry, looked.shown)
    context = {
        **_common(request, entry, steps),
        "onward": next_open(steps, entry.visitor.account_id),
        "finished": all(one.kept.state == "done" for one in steps),
        "left": sum(len(one.report.missing) for one in steps),
    }
    return render(request, "procedure.j2", context, entry=entry)


@router.get("/w/{workspace}/procedure/{step}")
def step(request: Request, entry: _Reader, step: _StepName) -> Response:
    """Show one step: what is there, what is missing, the forms that give it."""
    return _page(request, entry, look(request, entry), step)


@router.post("/w/{workspace}/procedure/{step}")
def save(request: Request, entry: _Editor, step: _StepName, form: _Typed) -> Response:
    """Keep one form of the step; what others changed meanwhile is kept too."""
    typed = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    looked = look(request, entry)
    service = service_of(request)
    base = _number(typed.get("base", ""), 1, entry.workspace.head)
    day = service.today()
    shown = looked.shown if base == entry.workspace.head else service.states.past(entry.workspace.id, base, day)
    if shown.state.model is None:
        shown, base = looked.shown, entry.workspace.head
    wanted = typed.get("form", "")
    found = _found(step, shown, day, wanted)
    read = _read(request, found, typed, shown)
    if read.problems:
        return _page(request, entry, looked, step, typed, read.problems, status=422)
    onward = _after(entry, step, found.id, typed)
    if not read.changes:
        return RedirectResponse(onward, 303)
    try:
        saved = save_changes(request, entry, base, read.changes, what=found.what)
    except InputRefused as refused:
        return _page(request, entry, looked, step, typed, faults=refused.diagnostics, status=422)
    others = ",".join(str(version.seq) for version in saved.merged_with[:3])
    told = f"{'&' if '?' in onward else '?'}saved={saved.version.seq}{'&with=' + others if others else ''}"
    address, mark, spot = onward.partition("#")
    return RedirectResponse(f"{address}{told}{mark}{spot}", 303)


@router.post("/w/{workspace}/procedure/{step}/hand")
def hand(request: Request, entry: _Editor, step: _StepName, form: _Typed) -> Response:
    """Hand the step to a colleague, say that it is done, or open it again."""
    typed = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    change_hand(request, entry, step, typed)
    following = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
    done = typed.get("state") == "done"
    here = f"/w/{entry.workspace.id}/procedure"
    return RedirectResponse(f"{here}/{following}" if done and following != step else here, 303)


def _page(
    request: Request,
    entry: Entry,
    looked: Look,
    step: Step,
    typed: dict[str, str] | None = None,
    problems: Mapping[str, Text] | None = None,
    *,
    faults: tuple[Diagnostic, ...] = (),
    status: int = 200,
) -> Response:
    service = service_of(request)
    made, lang = walked(looked.shown), looked.lang
    first = _first_harm(request, len(made.assess.harms)) if step == "assess" else 0
    posted = typed.get("form") if typed is not None else None
    forms = forms_of(step, looked.state, made, service.today(), first)
    views = [
        show_form(form, lang, typed, problems) if form.id == posted else show_form(form, lang, None) for form in forms
    ]
    grids = tables_of(step, made, looked.reader, f"/w/{entry.workspace.id}")
    steps = _standing(request, entry, looked.shown)
    stand = next(one for one in steps if one.step == step)
    index = STEPS.index(step)
    context: dict[str, Any] = {
        **_common(request, entry, steps),
        "stand": stand,
        "todos": [(todo, spot_of(todo)) for todo in stand.report.missing[:_MOST_TODOS]],
        "todos_left": max(0, len(stand.report.missing) - _MOST_TODOS),
        "views": views,
        "lists": _lists(views),
        "tables": grids,
        "faults": faults,
        "posted": posted,
        "base": typed.get("base", "") if typed is not None else entry.workspace.head,
        "pages": _pages(first, len(made.assess.harms)) if step == "assess" else [],
        "before": STEPS[index - 1] if index else None,
        "after": STEPS[index + 1] if index + 1 < len(STEPS) else None,
        "saved": _saved(request, entry),
        "people": people_of(request, entry),
        "today": service.today(),
    }
    return render(request, "procedure_step.j2", context, entry=entry, grids=grids, status=status)


def _common(request: Request, entry: Entry, steps: Standing) -> dict[str, Any]:
    return {
        "steps": steps,
        "titles": TITLES,
        "hand_of": lambda stand: hand_of(request, stand.kept),
        "done_steps": sum(one.kept.state == "done" for one in steps),
        "me": entry.visitor.account_id,
        "files": PROCEDURE_FILES,
    }


def _standing(request: Request, entry: Entry, shown: Shown) -> tuple[Stand, ...]:
    service = service_of(request)
    return standing(walked(shown), steps_of(request).of(entry.workspace.id), service.today())


def _found(step: Step, shown: Shown, day: dt.date, wanted: str) -> Form:
    """Return the form that was posted, as it was shown at that version."""
    made = walked(shown)
    first = 0
    if step == "assess" and wanted.startswith("harm-"):
        rows = [row.harm for row in made.assess.harms]
        ident = wanted.removeprefix("harm-")
        first = rows.index(ident) if ident in rows else 0
    for form in forms_of(step, shown.state, made, day, first):
        if form.id == wanted:
            return form
    raise HTTPException(404)


def _read(request: Request, form: Form, typed: dict[str, str], shown: Shown) -> Reading:
    lang = language_of(request)
    if form.id == NEW_HARM and shown.state.model is not None:
        return read_new_harm(form, typed, shown.state.model, lang)
    return read_form(form, typed, lang)


def _after(entry: Entry, step: Step, form: str, typed: dict[str, str]) -> str:
    """Return where a saved form leads: back to it, to the next step, or to where the procedure stands."""
    here = f"/w/{entry.workspace.id}/procedure"
    index = STEPS.index(step)
    wanted = typed.get("then", "")
    if wanted == "later":
        return here
    if wanted == "next" and index + 1 < len(STEPS):
        return f"{here}/{STEPS[index + 1]}"
    page = f"?from={_number(typed.get('from', ''), 0, 10**6)}" if step == "assess" and typed.get("from") else ""
    return f"{here}/{step}{page}#{quote(form)}"


def _saved(request: Request, entry: Entry) -> Text | None:
    """Return the words for a form that has just been saved, as the address tells it."""
    seq = _number(request.query_params.get("saved", ""), 0, entry.workspace.head)
    if not seq:
        return None
    others = [_number(part, 0, entry.workspace.head) for part in request.query_params.get("with", "").split(",")[:3]]
    found = [service_of(request).workspaces.version(entry.workspace.id, other) for other in others if other]
    if not found:
        return Text(en="Saved as version {seq}.", ja="第{seq}版として保存しました。").fill(seq=seq)
    who = ", ".join(dict.fromkeys(version.author.name for version in found))
    whats = [version.what for version in found]
    return Text(
        en="Saved as version {seq}. {who} changed something in the meantime ({what}); both are kept.",
        ja="第{seq}版として保存しました。その間に{who}が行った変更({what})も残っています。",
    ).fill(
        seq=seq,
        who=who,
        what=Text(en="; ".join(t.show("en") for t in whats), ja="、".join(t.show("ja") for t in whats)),
    )


def _lists(views: list[FormView]) -> dict[str, dict[str, Text]]:
    """Return the lists of names that inputs of the page complete from, by the id of the list."""
    found: dict[str, dict[str, Text]] = {}
    for view in views:
        for inputs in [*view.singles, *(row[2].inputs for row in view.tables)]:
            for one in inputs:
                choices = one.field.choices
                if one.field.listed and choices is not None and len(choices) <= _MOST_LISTED:
                    found.setdefault(one.field.listed, dict(choices))
    return found


def _first_harm(request: Request, number: int) -> int:
    return _number(request.query_params.get("from", ""), 0, max(0, number - 1)) // PER_PAGE * PER_PAGE


def _pages(first: int, number: int) -> list[tuple[int, int, bool]]:
    """Return the pages of harms as first and last number and whether it is this one; none where one page does."""
    starts = range(0, number, PER_PAGE)
    return [(at, min(at + PER_PAGE, number), at == first) for at in starts] if len(starts) > 1 else []


def _number(text: str, least: int, most: int) -> int:
    """Return the whole number in *text* within its bounds, *least* for anything else."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else least
    return number if least <= number <= most else least
