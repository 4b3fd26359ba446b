"""Forms for every entry of the model, its text beside them; what is saved is a version of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sanso.model.diagnostics import InputRefused
from sanso.model.harms import ConditionCause, EffectCause
from sanso.model.process import ELEMENT_SECTIONS, NAMED_SECTIONS
from sanso.model.text import Text
from sanso.web.access import Entry, editor, reader
from sanso.web.editing.answering import Fault
from sanso.web.editing.effects import effects
from sanso.web.editing.entries import fields_of_entry, flat_entry
from sanso.web.editing.faults import faults_of
from sanso.web.editing.fields import SINGLE, Field, fields_of
from sanso.web.editing.form_data import FormData
from sanso.web.editing.labels import SECTIONS, section_name
from sanso.web.editing.lists import lists_of
from sanso.web.editing.mentions import section_of
from sanso.web.editing.naming_table import ANSWERING
from sanso.web.editing.notices import after, notice
from sanso.web.editing.relevance import sorted_out
from sanso.web.editing.sheet import Outcome, Sheet, sheet_of, untouched_sheet
from sanso.web.editing.things import is_id
from sanso.web.looking import look
from sanso.web.posting import posted
from sanso.web.rendering import language_of, render, render_part
from sanso.web.saving import Saved, save_changes, save_files
from sanso.web.service import service_of

if TYPE_CHECKING:
    from sanso.verbs.state import State

__all__ = ["router"]

router = APIRouter()

Posted = Annotated[FormData, Depends(posted)]
Reader = Annotated[Entry, Depends(reader)]
Editor = Annotated[Entry, Depends(editor)]

_TAKEN = Text(en="{id} is already used; choose another id.", ja="{id}は既に使われています。別のIDにしてください。")
_NO_ID = Text(
    en="An id has letters, digits, _ . and -, begins with a letter or a digit, and is at most 80 long.",
    ja="IDは文字・数字・_ . - からなり、文字か数字で始まり、80字までです。",
)
_NOBODY = Text(en="Nothing of the model is called {id}.", ja="{id}というものはモデルにありません。")


@router.get("/w/{workspace}/edit/{section}")
def first(request: Request, entry: Reader, section: str, new: str = "", id: str = "") -> Response:  # noqa: A002
    """Show the form of a part that there is one of, or of a new entry."""
    look(request, entry)
    if section in SINGLE:
        return _page(request, sheet_of(request, entry, section, ""))
    if section not in SECTIONS:
        raise HTTPException(404)
    if not new:
        return RedirectResponse(f"/w/{entry.workspace.id}/edit?section={section}", 303)
    return _page(request, _fresh(request, entry, section), new_id=id)


@router.get("/w/{workspace}/edit/{section}/{ident}")
def form(request: Request, entry: Reader, section: str, ident: str) -> Response:
    """Show the form of an entry."""
    look(request, entry)
    if section in SINGLE:
        raise HTTPException(404)
    return _page(request, sheet_of(request, entry, section, ident))


@router.post("/w/{workspace}/edit/{section}")
def change_first(request: Request, entry: Editor, section: str, form: Posted) -> Response:
    """Take the form of a part that there is one of, or of a new entry."""
    if section in SINGLE:
        return _act(request, sheet_of(request, entry, section, "", base=form.base), form)
    if section not in SECTIONS:
        raise HTTPException(404)
    sheet = _fresh(request, entry, section, form.base)
    if section == "confirmations":
        return _act(request, sheet, form)
    sheet.ident = (form.get("id") or "").strip()
    return _act(request, sheet, form, _id_faults(sheet))


@router.post("/w/{workspace}/edit/{section}/{ident}")
def change(request: Request, entry: Editor, section: str, ident: str, form: Posted) -> Response:
    """Take the form of an entry."""
    if section in SINGLE:
        raise HTTPException(404)
    if (form.get("do") or "save") == "save" and form.get("synced") != "1":
        sheet = untouched_sheet(request, entry, section, ident, form.base or 0)
        outcome = sheet.outcome(form) if sheet is not None else None
        if sheet is not None and outcome is not None and outcome.good:
            return _saved(request, sheet, form, outcome, as_text=False)
    return _act(request, sheet_of(request, entry, section, ident, base=form.base), form)


def _fresh(request: Request, entry: Entry, section: str, base: int | None = None) -> Sheet:
    sheet = sheet_of(request, entry, section, "0" if section == "confirmations" else "", base=base, new=True)
    if section == "confirmations":
        sheet.ident = str(len(sheet.sources.confirmations))
    return sheet


def _id_faults(sheet: Sheet) -> list[Fault]:
    ident = sheet.ident
    if sheet.section == "measures":
        known = section_of(sheet.sources, ident) in ANSWERING
        taken = ident in sheet.sources.keyed["measures"]
        return [] if known and not taken else [Fault("id", (_TAKEN if taken else _NOBODY).fill(id=ident or '""'))]
    if not is_id(ident):
        return [Fault("id", _NO_ID)]
    return [Fault("id", _TAKEN.fill(id=ident))] if section_of(sheet.sources, ident) is not None else []


def _act(request: Request, sheet: Sheet, form: FormData, faults: list[Fault] | None = None) -> Response:
    """Do what the button asks for: save, check, or another shape of the form."""
    verb = form.get("do") or "save"
    if verb == "check":
        return _checked(request, sheet, form, faults or [])
    if verb == "check-text":
        return _checked_text(request, sheet, form)
    if verb == "again" or verb.startswith(("add:", "drop:")):
        return _reshaped(request, sheet, form.acted(verb))
    if verb == "save-text" and sheet.lines is not None:
        outcome = sheet.from_text(form.get("snippet") or "")
        return _saved(request, sheet, form, outcome, as_text=True)
    with_text = form.get("synced") == "1" and sheet.lines is not None
    outcome = sheet.outcome(form, text_first=with_text)
    if faults:
        outcome = Outcome(outcome.state, outcome.changes, (*faults, *outcome.faults), outcome.after)
    return _saved(request, sheet, form, outcome, as_text=with_text)


def _saved(request: Request, sheet: Sheet, form: FormData, outcome: Outcome, *, as_text: bool) -> Response:
    state = outcome.state
    if state is None or not outcome.good:
        return _page(request, sheet, form=form, outcome=outcome, status=422)
    if state is sheet.state:
        return RedirectResponse(after(sheet.address, None), 303)
    try:
        saved = _save(request, sheet, outcome, state, as_text=as_text)
    except InputRefused as error:
        faults = faults_of(sheet.section, sheet.ident, form, error.diagnostics)
        refused = Outcome(None, outcome.changes, tuple(faults), outcome.after)
        return _page(request, sheet, form=form, outcome=refused, status=422)
    sheet.new = False
    return RedirectResponse(after(sheet.address, saved), 303)


def _save(request: Request, sheet: Sheet, outcome: Outcome, state: State, *, as_text: bool) -> Saved:
    what = sheet.what(outcome.changes)
    if as_text:
        return save_files(request, sheet.entry, sheet.base, state.contents, kind="edit", what=what)
    made = (sheet.state, state)
    return save_changes(request, sheet.entry, sheet.base, outcome.changes, what=what, made=made)


def _checked(request: Request, sheet: Sheet, form: FormData, faults: list[Fault]) -> Response:
    with_text = form.get("synced") == "1" and sheet.lines is not None
    outcome = sheet.outcome(form, text_first=with_text)
    text = sheet.text_of(outcome.state) if outcome.good and outcome.state is not None and sheet.lines else None
    return JSONResponse(_answer(request, sheet, outcome, [*faults, *outcome.faults], text=text))


def _checked_text(request: Request, sheet: Sheet, form: FormData) -> Response:
    if sheet.lines is None:
        raise HTTPException(404)
    outcome = sheet.from_text(form.get("snippet") or "")
    made: dict[str, Any] = {}
    if outcome.good:
        fresh = FormData(flat_entry(sheet.section, outcome.after))
        context = {**_context(request, sheet, fresh, outcome)}
        part = render_part(request, "edit_fields.j2", context, entry=sheet.entry)
        made = {"fields": bytes(part.body).decode()}
    return JSONResponse({**_answer(request, sheet, outcome, list(outcome.faults)), **made})


def _answer(
    request: Request, sheet: Sheet, outcome: Outcome, faults: list[Fault], *, text: str | None = None
) -> dict[str, Any]:
    lang = language_of(request)
    said: dict[str, list[str]] = {}
    for fault in faults:
        said.setdefault(fault.name, []).append(fault.text.show(lang))
    lines = [line.show(lang) for line in _effect(sheet, outcome)]
    changed = outcome.good and outcome.state is not sheet.state
    return {"faults": said, "effect": lines, "changed": changed, "text": text}


def _effect(sheet: Sheet, outcome: Outcome) -> list[Text]:
    if not outcome.good or outcome.state is None or outcome.state is sheet.state:
        return []
    return effects(sheet.state, outcome.state)


def _reshaped(request: Request, sheet: Sheet, form: FormData) -> Response:
    if request.headers.get("x-part"):
        outcome = Outcome(sheet.state, (), ())
        return render_part(request, "edit_fields.j2", _context(request, sheet, form, outcome), entry=sheet.entry)
    return _page(request, sheet, form=form, outcome=sheet.outcome(form))


def _page(
    request: Request,
    sheet: Sheet,
    *,
    form: FormData | None = None,
    outcome: Outcome | None = None,
    status: int = 200,
    new_id: str = "",
) -> Response:
    shown = form if form is not None else sheet.form
    done = outcome or Outcome(sheet.state, (), ())
    place = sheet.state.places.get(sheet.ident) if sheet.section in NAMED_SECTIONS else None
    typed = form.get("snippet") if form is not None else None
    context = {
        **_context(request, sheet, shown, done),
        "single": sheet.section in SINGLE,
        "viewable": (*ELEMENT_SECTIONS, "products", "physical", "connections"),
        "renameable": sheet.section in NAMED_SECTIONS,
        "place": place,
        "section_name": section_name,
        "notice": notice(request, sheet.entry) if form is None else None,
        "problem": _problem(request, done) if status != 200 else "",
        "snippet": None if sheet.lines is None else typed if typed is not None else sheet.lines.text,
        "effect": _effect(sheet, done) if form is not None else [],
        "new_id": (form.get("id") or "") if form is not None else new_id,
        "onto": _digits(request.query_params.get("onto", "")),
    }
    return render(request, "edit_form.j2", context, entry=sheet.entry, status=status)


def _problem(request: Request, outcome: Outcome) -> str:
    number = sum(fault.severity == "error" for fault in outcome.faults)
    return (
        Text(
            en="Not saved: {n} to mend. What you typed is all still here.",
            ja="保存されていません。修正が必要な箇所が{n}件あります。入力内容はそのまま残っています。",
        )
        .fill(n=number)
        .show(language_of(request))
    )


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) < 10 else ""


def _context(request: Request, sheet: Sheet, form: FormData, outcome: Outcome) -> dict[str, Any]:
    service = service_of(request)
    fields = fields_of_entry(sheet.section)
    faults: dict[str, list[Fault]] = {}
    for fault in outcome.faults:
        faults.setdefault(fault.name, []).append(fault)
    model = sheet.state.model
    assert model is not None  # noqa: S101 -- looked at before
    find = f"/w/{sheet.entry.workspace.id}/names.json"
    lists, list_of = lists_of(_with_ends(fields), model, service.catalogue, language_of(request), find)
    shown, other = sorted_out(sheet.section, fields, form, service.catalogue)
    return {
        "sheet": sheet,
        "form": form,
        "faults": faults,
        "fields_of": fields_of,
        "lists": list_of,
        "datalists": lists,
        "answering": list_of(_ANSWERING),
        "shown_fields": shown,
        "other_fields": other,
        "cause_types": {"element": EffectCause, "condition": ConditionCause},
    }


_ANSWERING = Field("id", "text", Text.of("id"), Text.of("id"), names=ANSWERING)


def _with_ends(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return (*fields, _ANSWERING) if fields[0].key == "measures" else fields
