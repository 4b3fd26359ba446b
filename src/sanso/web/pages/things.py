"""The model as a list; an entry renamed, copied, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sanso.model.diagnostics import InputRefused
from sanso.model.editing import Drop, Put
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.text import Language, Text
from sanso.report.pictures.words import COMPONENT_KIND, CONNECTION
from sanso.web.access import Entry, editor, reader
from sanso.web.editing.entries import path_of
from sanso.web.editing.faults import told
from sanso.web.editing.fields import SINGLE
from sanso.web.editing.form_data import FormData
from sanso.web.editing.labels import SECTIONS, entry_name, section_name
from sanso.web.editing.lists import found_names
from sanso.web.editing.mentions import section_of
from sanso.web.editing.notices import after, notice
from sanso.web.editing.sheet import Sheet, sheet_of
from sanso.web.editing.things import Removal, free_id, is_id, removal, renamed
from sanso.web.failures import Refused
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import look
from sanso.web.posting import posted
from sanso.web.rendering import language_of, render
from sanso.web.saving import save_changes, save_files
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()

Posted = Annotated[FormData, Depends(posted)]
Reader = Annotated[Entry, Depends(reader)]
Editor = Annotated[Entry, Depends(editor)]

_BAD_ID = Text(
    en="“{id}” cannot be an id: letters, digits, _ . and -, beginning with a letter or a digit, at most 80.",
    ja="「{id}」はIDにできません。文字・数字・_ . - を使い、文字か数字で始め、80字以内にしてください。",
)
_TAKEN = Text(en="{id} is already used. Choose another id.", ja="{id}は既に使われています。別のIDにしてください。")


@router.get("/w/{workspace}/edit")
def listed(request: Request, entry: Reader, section: str = "", q: str = "") -> Response:
    """List every entry of the model, or of one section."""
    looked = look(request, entry)
    model = looked.state.model
    assert model is not None  # noqa: S101 -- `look` refuses a model with errors
    lang = looked.lang
    rows: list[tuple[Cell, ...]] = looked.shown.kept(
        ("entries", lang), lambda: list(_rows(model, entry.workspace.id, lang))
    )
    chosen = section if section in SECTIONS and section not in SINGLE else ""
    wanted = q.strip().casefold()
    found = [
        row
        for row in rows
        if (not chosen or row[2].value == chosen) and (not wanted or any(wanted in _said(cell, lang) for cell in row))
    ]
    grid = Grid(
        "entries",
        Text(en="Entries", ja="項目"),
        (
            Column("name", Text(en="Name", ja="名前")),
            Column("id", Text(en="Id", ja="ID"), "id"),
            Column("section", Text(en="Section", ja="節")),
            Column("kind", Text(en="Kind", ja="種類")),
        ),
        found,
        Text(
            en="No entry fits. Change the filter, or add one.",
            ja="該当する項目がありません。条件を変えるか、追加してください。",
        ),
        most=300,
    )
    counts = [(key, title, None if key in SINGLE else _count(model, key)) for key, title in SECTIONS.items()]
    context = {
        "chosen": chosen,
        "q": q,
        "counts": counts,
        "total": len(rows),
        "entry_name": entry_name,
        "notice": notice(request, entry),
    }
    return render(request, "edit_list.j2", context, entry=entry, grids=(grid,))


def _count(model: Model, section: str) -> int:
    return len(getattr(model, section))


def _said(cell: Cell, lang: Language) -> str:
    shown = cell.shown.show(lang) if isinstance(cell.shown, Text) else cell.shown or ""
    return f"{cell.value} {shown}".casefold()


def _rows(model: Model, workspace: str, lang: Language) -> Iterator[tuple[Cell, ...]]:
    from urllib.parse import quote

    base = f"/w/{workspace}/edit"
    for section in NAMED_SECTIONS:
        title = section_name(section)
        for ident, thing in getattr(model, section).items():
            name = thing.name.show(lang) if thing.name is not None else ident
            kind = getattr(thing, "kind", None) or ""
            address = f"{base}/{section}/{quote(ident, safe='')}"
            words = COMPONENT_KIND.get(kind) or CONNECTION.get(kind)
            yield Cell(name, name, address), Cell(ident), Cell(section, title), Cell(kind, words)
    for ident, answers in model.measures.items():
        name = model.label(ident).show(lang)
        said = Text(en="{n} answers", ja="回答{n}件").fill(n=len(answers))
        address = f"{base}/measures/{quote(ident, safe='')}"
        yield Cell(name, name, address), Cell(ident), Cell("measures", section_name("measures")), Cell("", said)
    for index, stated in enumerate(model.confirmations):
        name = model.label(stated.subject).show(lang)
        address = f"{base}/confirmations/{index}"
        title = section_name("confirmations")
        yield Cell(name, name, address), Cell(stated.subject), Cell("confirmations", title), Cell(stated.perspective)


@router.get("/w/{workspace}/names.json")
def names(request: Request, entry: Reader, q: str = "") -> Response:
    """Return ids and names that fit what is typed: ``[{id, name}, …]``; ``in`` lists the sections to look in."""
    looked = look(request, entry)
    model = looked.state.model
    assert model is not None  # noqa: S101
    given = request.query_params.get("in", "").split(",")
    sections = [section for section in NAMED_SECTIONS if section in given]
    found = found_names(model, sections, q.strip(), looked.lang)[:50]
    return JSONResponse([{"id": ident, "name": name} for ident, name in found])


@router.post("/w/{workspace}/edit/{section}/{ident}/rename")
def rename(request: Request, entry: Editor, section: str, ident: str, form: Posted) -> Response:
    """Give a thing another id, everywhere at once."""
    sheet = sheet_of(request, entry, section, ident, base=form.base)
    if section not in NAMED_SECTIONS:
        raise HTTPException(404)
    new = (form.get("new") or "").strip()
    if new == ident:
        return RedirectResponse(after(sheet.address, None), 303)
    if not is_id(new):
        raise Refused(422, _BAD_ID.fill(id=new[:80]))
    if section_of(sheet.sources, new) is not None:
        raise Refused(422, _TAKEN.fill(id=new))
    contents = renamed(sheet.sources, sheet.state.contents, ident, new)
    what = Text(en="{old} renamed {new}", ja="IDを変更: {old} → {new}").fill(old=ident, new=new)
    saved = save_files(request, entry, sheet.base, contents, kind="edit", what=what)
    sheet.ident = new
    return RedirectResponse(after(sheet.address, saved), 303)


@router.post("/w/{workspace}/edit/{section}/{ident}/duplicate")
def duplicate(request: Request, entry: Editor, section: str, ident: str, form: Posted) -> Response:
    """Copy an entry under a new id."""
    sheet = sheet_of(request, entry, section, ident, base=form.base)
    if section in SINGLE or section == "measures":
        raise HTTPException(404)
    listed = section == "confirmations"
    new = str(len(sheet.sources.confirmations)) if listed else free_id(sheet.sources, ident)
    what = Text(en="{name} copied", ja="{name}を複製").fill(name=sheet.name)
    saved = save_changes(request, entry, sheet.base, [Put(path_of(section, new), sheet.raw)], what=what)
    sheet.ident = new
    return RedirectResponse(after(sheet.address, saved), 303)


@dataclass(frozen=True, slots=True)
class _Namer:
    """An entry that names what is to go; *goes*: it cannot be without it."""

    title: Text
    address: str
    goes: bool


@router.get("/w/{workspace}/edit/{section}/{ident}/delete")
def ask_delete(request: Request, entry: Editor, section: str, ident: str) -> Response:
    """Show what an entry is named by before it goes."""
    look(request, entry)
    sheet = sheet_of(request, entry, section, ident)
    if section in SINGLE:
        raise HTTPException(404)
    return _delete_page(request, sheet, _removal(request, sheet))


@router.post("/w/{workspace}/edit/{section}/{ident}/delete")
def delete(request: Request, entry: Editor, section: str, ident: str, form: Posted) -> Response:
    """Take an entry away; with ``with=all``, everything that names it is changed or goes too."""
    sheet = sheet_of(request, entry, section, ident, base=form.base)
    if section in SINGLE:
        raise HTTPException(404)
    found = _removal(request, sheet)
    alone = len(found.gone) == 1 and not found.changed
    if not alone and form.get("with") != "all":
        problem = Text(
            en="Not deleted: other entries name it. Look at the list and decide.",
            ja="削除されていません。ほかの項目が参照しています。一覧を確認してください。",
        )
        return _delete_page(request, sheet, found, problem, 409)
    changes = [Drop(path_of(section, ident))] if alone else list(found.changes)
    what = Text(en="{name} deleted", ja="{name}を削除").fill(name=sheet.name)
    try:
        saved = save_changes(request, entry, sheet.base, changes, what=what)
    except InputRefused as error:
        return _delete_page(request, sheet, found, told(error.diagnostics[0], placed=True), 422)
    return RedirectResponse(after(f"/w/{entry.workspace.id}/edit?section={section}", saved), 303)


def _removal(request: Request, sheet: Sheet) -> Removal:
    rules = service_of(request).catalogue.vocabulary().connections
    return removal(sheet.sources, path_of(sheet.section, sheet.ident), rules)


def _delete_page(
    request: Request, sheet: Sheet, found: Removal, problem: Text | None = None, status: int = 200
) -> Response:
    own = path_of(sheet.section, sheet.ident)
    namers = [_namer(sheet, path, goes=True) for path in found.gone if path != own]
    namers += [_namer(sheet, path, goes=False) for path in found.changed]
    context: dict[str, Any] = {
        "sheet": sheet,
        "namers": namers,
        "problem": problem.show(language_of(request)) if problem is not None else "",
    }
    return render(request, "edit_delete.j2", context, entry=sheet.entry, status=status)


def _namer(sheet: Sheet, path: tuple[str | int, ...], *, goes: bool) -> _Namer:
    section, ident = str(path[0]), str(path[1]) if len(path) > 1 else ""
    other = Sheet(sheet.entry, section, ident, sheet.base, sheet.shown)
    title = other.name
    if section not in SINGLE:
        title = Text(en="{section}: {name}", ja="{section}: {name}").fill(section=section_name(section), name=title)
    return _Namer(title, other.address, goes)
