"""Forms of the wizard: single fields and tables of rows, shown from a model and read back as changes of its text.

A form is read against the version that it was shown from: only what was typed differently becomes a change, rows are
changed in place, so that comments and everything else in the file stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sanso.model.editing import Change, Drop, Put
from sanso.model.text import Language, Text
from sanso.web.pages.procedure.fields import Field, Unreadable

__all__ = ["Form", "FormView", "InputView", "Reading", "RowView", "Rows", "Single", "read_form", "show_form"]

Path = tuple[str | int, ...]
Typed = Mapping[str, str]

MOST_ROWS = 200
"""Rows of one table that a form takes and shows."""

_MISSING = Text(en="This is needed.", ja="入力してください。")


@dataclass(frozen=True, slots=True)
class Single:
    """Fields of one thing at *path*; *value* is the thing as the model holds it, None where it is not there yet."""

    key: str
    path: Path
    fields: tuple[Field, ...]
    value: Any = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A list at *path*: its *values* as the model holds them.

    *offered* are new rows that stand ready, each kept when it is ticked; *notes* say why. *blank* is what a row that
    is added begins with.
    """

    key: str
    path: Path
    title: Text
    fields: tuple[Field, ...]
    values: Sequence[Any] = ()
    offered: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[Text] = ()
    blank: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a page: what it is about, and what its change is called in the history."""

    id: str
    title: Text
    about: Text
    what: Text
    singles: tuple[Single, ...] = ()
    tables: tuple[Rows, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posted form says: *changes* of the model, and what is wrong by the name of the input."""

    changes: tuple[Change, ...]
    problems: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class InputView:
    """A field as it stands on the page: *inputs* are pairs of name and text."""

    field: Field
    inputs: tuple[tuple[str, str], ...]
    error: Text | None


@dataclass(frozen=True, slots=True)
class RowView:
    """A row on the page; *key* is part of the names of its inputs."""

    key: str
    inputs: tuple[InputView, ...]
    kind: str
    chosen: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class FormView:
    """A form on the page: fields by single, rows by table, and an empty row of each table to be copied."""

    form: Form
    singles: tuple[tuple[InputView, ...], ...]
    tables: tuple[tuple[Rows, tuple[RowView, ...], RowView, int], ...]
    wrong: bool = False


def read_form(form: Form, typed: Typed, lang: Language) -> Reading:
    """Return what *typed* changes in the things of *form*."""
    problems: dict[str, Text] = {}
    changes: list[Change] = []
    for single in form.singles:
        changes += _single(single, typed, lang, problems)
    for table in form.tables:
        changes += _table(table, typed, lang, problems)
    return Reading(tuple(changes), problems)


def show_form(
    form: Form, lang: Language, typed: Typed | None = None, problems: Mapping[str, Text] | None = None
) -> FormView:
    """Return *form* with what the model holds, or with what was *typed* where that could not be kept."""
    wrong = problems or {}
    singles = tuple(
        tuple(
            _input(field, single.key, field.shown(_of(single.value, field), lang), typed, wrong)
            for field in single.fields
        )
        for single in form.singles
    )
    tables = tuple(_rows(table, lang, typed, wrong) for table in form.tables)
    return FormView(form, singles, tables, typed is not None)


def _single(single: Single, typed: Typed, lang: Language, problems: dict[str, Text]) -> Iterator[Change]:
    for field_ in single.fields:
        given = _given(field_, single.key, typed)
        if given is None or _equal(given, field_.shown(_of(single.value, field_), lang)):
            continue
        value = _value(field_, single.key, given, problems)
        path = (*single.path, field_.name)
        yield Drop(path) if value is None else Put(path, value)


def _table(table: Rows, typed: Typed, lang: Language, problems: dict[str, Text]) -> Iterator[Change]:
    for index, item in enumerate(table.values[:MOST_ROWS]):
        key = f"{table.key}.{index}"
        if typed.get(f"{key}.remove"):
            yield Drop((*table.path, index))
            continue
        yield from _single(Single(key, (*table.path, index), table.fields, item), typed, lang, problems)
        for field_ in table.fields:
            given = _given(field_, key, typed)
            if field_.must and given is not None and not any(given):
                problems[f"{key}.{field_.name}"] = _MISSING
    fresh = 0
    for key in _new_keys(table, typed):
        row = _new_row(table, key, typed, lang, problems)
        if row:
            yield Put((*table.path, len(table.values) + fresh), row)
            fresh += 1


def _new_row(table: Rows, key: str, typed: Typed, lang: Language, problems: dict[str, Text]) -> dict[str, Any]:
    """Return the row that was typed under *key*; empty where none was meant."""
    offered = key.startswith(f"{table.key}.o")
    if offered and not (typed.get(f"{key}.keep") or typed.get("take") == table.key):
        return {}
    given = {field_.name: _given(field_, key, typed) or () for field_ in table.fields}
    before = {field_.name: field_.shown(table.blank.get(field_.name), lang) for field_ in table.fields}
    if not offered and all(not any(words) or words == before[name] for name, words in given.items()):
        return {}
    row: dict[str, Any] = {}
    for field_ in table.fields:
        words = given[field_.name]
        value = _value(field_, key, words, problems) if any(words) else None
        if value is not None:
            row[field_.name] = value
        elif field_.must and f"{key}.{field_.name}" not in problems:
            problems[f"{key}.{field_.name}"] = _MISSING
    return row


def _new_keys(table: Rows, typed: Typed) -> list[str]:
    """Return the keys of the rows that were not there before, in the order of the page."""
    start = f"{table.key}."
    found: dict[str, None] = {}
    for name in typed:
        if name.startswith(start):
            row = name[len(start) :].split(".", 1)[0]
            if row[:1] in ("n", "o") and row[1:].isdecimal():
                found[f"{start}{row}"] = None
    return list(found)[:MOST_ROWS]


def _rows(
    table: Rows, lang: Language, typed: Typed | None, problems: Mapping[str, Text]
) -> tuple[Rows, tuple[RowView, ...], RowView, int]:
    made = [
        _row(table, f"{table.key}.{index}", _read(item, table), lang, typed, problems, "kept")
        for index, item in enumerate(table.values[:MOST_ROWS])
    ]
    for index, offer in enumerate(table.offered[:MOST_ROWS]):
        row = _row(table, f"{table.key}.o{index}", offer, lang, typed, problems, "offered")
        made.append(replace(row, note=table.notes[index]) if index < len(table.notes) else row)
    fresh = [key for key in _new_keys(table, typed or {}) if key.startswith(f"{table.key}.n")]
    made += [_row(table, key, {}, lang, typed, problems, "new") for key in fresh or [f"{table.key}.n0"]]
    empty = _row(table, f"{table.key}.n__", table.blank, lang, None, {}, "new")
    return table, tuple(made), empty, max(0, len(table.values) - MOST_ROWS)


def _row(
    table: Rows,
    key: str,
    item: Mapping[str, Any],
    lang: Language,
    typed: Typed | None,
    problems: Mapping[str, Text],
    kind: str,
) -> RowView:
    held = item or table.blank
    inputs = tuple(
        _input(field_, key, field_.shown(held.get(field_.name), lang), typed, problems) for field_ in table.fields
    )
    return RowView(key, inputs, kind, bool(typed and typed.get(f"{key}.{'keep' if kind == 'offered' else 'remove'}")))


def _read(item: Any, table: Rows) -> dict[str, Any]:
    return {field_.name: _of(item, field_) for field_ in table.fields}


def _input(
    field_: Field, key: str, shown: tuple[str, ...], typed: Typed | None, problems: Mapping[str, Text]
) -> InputView:
    names = tuple(f"{key}.{field_.name}{part}" for part in field_.inputs)
    texts = shown if typed is None else tuple(typed.get(name, text) for name, text in zip(names, shown, strict=True))
    return InputView(field_, tuple(zip(names, texts, strict=True)), problems.get(f"{key}.{field_.name}"))


def _of(item: Any, field_: Field) -> Any:
    """Return what a thing of the model holds for a field; nothing for an empty list."""
    if item is None:
        return None
    value = item.get(field_.name) if isinstance(item, Mapping) else getattr(item, field_.name)
    return None if value in ((), {}) else value


def _given(field_: Field, key: str, typed: Typed) -> tuple[str, ...] | None:
    """Return what was typed into the inputs of a field; None where the form did not hold it."""
    names = [f"{key}.{field_.name}{part}" for part in field_.inputs]
    if not all(name in typed for name in names):
        return None
    return tuple(typed[name].replace("\r\n", "\n").strip() for name in names)


def _equal(given: tuple[str, ...], shown: tuple[str, ...]) -> bool:
    return given == tuple(text.strip() for text in shown)


def _value(field_: Field, key: str, given: tuple[str, ...], problems: dict[str, Text]) -> Any:
    try:
        return field_.read(given)
    except Unreadable as error:
        problems[f"{key}.{field_.name}"] = error.words
        return None
