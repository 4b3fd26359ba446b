"""Diagnostics of a model at the fields of the form that they are about."""

from __future__ import annotations

from collections.abc import Iterable

from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text
from sanso.web.editing.answering import Fault
from sanso.web.editing.entries import FORM, MEASURES, path_of
from sanso.web.editing.form_data import FormData
from sanso.web.editing.written import place_text

__all__ = ["faults_of", "told"]

_SILENT = ("all_of", "any_of", "at_least", "of")
"""Steps of a path that the names of a form do not have."""


def faults_of(section: str, ident: str, form: FormData, found: Iterable[Diagnostic]) -> list[Fault]:
    """Return what is wrong by field: everything about the entry, and errors elsewhere with an empty name."""
    prefix = place_text(path_of(section, ident))
    made: list[Fault] = []
    for one in found:
        inside = section == "header" or one.path == prefix or one.path.startswith(f"{prefix}/")
        if not inside and one.severity != "error":
            continue
        rest = one.path[len(prefix) :].strip("/") if inside else ""
        name = _name(section, form, rest.split("/") if rest else [])
        said = told(one, placed=not inside)
        if one.severity != "error":
            said = Text(en=f"Remark: {said.en}", ja=f"注意: {said.ja}")
        made.append(Fault(name, said, one.severity))
    return made


def told(one: Diagnostic, *, placed: bool = False) -> Text:
    """Return what a diagnostic says with its hint, and where, if *placed*."""
    en, ja = one.message.show("en"), one.message.show("ja")
    if one.hint is not None:
        en, ja = f"{en} ({one.hint.show('en')})", f"{ja}({one.hint.show('ja')})"
    return Text(en=f"{one.path}: {en}", ja=f"{one.path}: {ja}") if placed and one.path else Text(en=en, ja=ja)


def _name(section: str, form: FormData, steps: list[str]) -> str:
    """Return the name of the field at *steps*, as deep as the form goes; empty for the entry itself."""
    name = top = f"{FORM}.{MEASURES.key}" if section == "measures" else FORM
    for step in steps:
        below = _below(form, name, step)
        if below is None and step not in _SILENT:
            break
        name = below or name
    return "" if name == top else name


def _below(form: FormData, name: str, step: str) -> str | None:
    rows = form.rows(name)
    if rows and step.isdecimal():
        return f"{name}.{rows[int(step)]}" if int(step) < len(rows) else None
    for row in rows:
        if (form.get(f"{name}.{row}.key") or "").strip() == step:
            inner = f"{name}.{row}.value"
            return inner if form.has(inner) or form.begins(inner) else f"{name}.{row}.key"
    below = f"{name}.{step}"
    if form.has(f"{below}._yaml"):
        return f"{below}._yaml"
    return below if form.has(below) or form.begins(below) else None
