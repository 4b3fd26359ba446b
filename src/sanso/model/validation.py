"""Entries of files to typed things, every fault of every entry collected.

Pydantic finds the faults; here they become diagnostics with a place and words that a person understands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sanso.model.answers import Confirmation, MeasureMap
from sanso.model.base import ID_PATTERN
from sanso.model.connections import Connection
from sanso.model.diagnostics import Diagnostic, Place, diagnose, suggest
from sanso.model.elements import (
    Component,
    Data,
    Organization,
    People,
    Physical,
    Procedure,
    Product,
    System,
)
from sanso.model.harms import Condition, Harm
from sanso.model.process import Model
from sanso.model.sources import Entry, Sources
from sanso.model.text import Text

__all__ = ["ENTRY_TYPES", "validate"]

ENTRY_TYPES: Mapping[str, type[BaseModel]] = {
    "organizations": Organization,
    "people": People,
    "products": Product,
    "components": Component,
    "systems": System,
    "procedures": Procedure,
    "data": Data,
    "physical": Physical,
    "connections": Connection,
    "conditions": Condition,
    "harms": Harm,
}

_ID = re.compile(ID_PATTERN)
_CUSTOM = {
    "money": "bad-money",
    "date": "bad-date",
    "interval": "bad-interval",
    "coverage": "bad-coverage",
    "rate": "bad-rate",
    "amount": "bad-amount",
    "condition": "bad-condition",
    "recursion_loop": "recursive-alias",
}
_SALVAGE_ROUNDS = 4
_RANGE = (
    "greater_than",
    "greater_than_equal",
    "less_than",
    "less_than_equal",
    "finite_number",
    "too_short",
    "too_long",
)


def validate(sources: Sources) -> tuple[Model | None, list[Diagnostic]]:
    """Return the model made of every sound entry, and what is wrong with the others.

    None where the single values of the first file (version, id) make no model.
    """
    found: list[Diagnostic] = []
    values: dict[str, Any] = {}
    for section, type_ in ENTRY_TYPES.items():
        values[section] = _section(section, type_, sources.keyed[section], found)
    values["measures"] = _measures(sources.keyed["measures"], found)
    values["confirmations"] = tuple(_confirmations(sources.confirmations, found))
    header = _header(sources, found)
    if header is None:
        return None, found
    fields = {name: getattr(header, name) for name in sources.header if name in Model.model_fields}
    return Model.model_construct(**{**fields, **values}), found


def _section(
    section: str, type_: type[BaseModel], entries: dict[str, Entry], found: list[Diagnostic]
) -> dict[str, Any]:
    sound: dict[str, Any] = {}
    make = type_.__pydantic_validator__.validate_python
    for ident, entry in entries.items():
        if not _ID.match(ident):
            found.append(diagnose("bad-id", entry.place(key=True), f"{section}/{ident}"[:200], id=ident[:80]))
            continue
        value = {} if entry.value is None else entry.value
        try:
            sound[ident] = make(value)
        except ValidationError as error:
            found.extend(_explain(error, entry, f"{section}/{ident}", type_))
            rest = _salvage(make, value, error)
            if rest is not None:
                sound[ident] = rest
    return sound


def _salvage(make: Callable[[Any], Any], value: Any, error: ValidationError) -> Any:
    """Return the thing without its faulty parts, so that its references are checked as well; else None."""
    for _ in range(_SALVAGE_ROUNDS):
        for detail in error.errors(include_url=False, include_input=False):
            steps, _ = _steps(detail["loc"], value)
            if detail["type"] == "missing":
                steps = steps[:-1]
            if not steps:
                return None
            value = _without(value, steps)
        try:
            return make(value)
        except ValidationError as again:
            error = again
    return None


def _without(value: Any, steps: tuple[str | int, ...]) -> Any:
    """Return a copy of *value* without the part at *steps*."""
    if isinstance(value, dict):
        if len(steps) == 1:
            return {key: item for key, item in value.items() if key != steps[0]}
        return {key: _without(item, steps[1:]) if key == steps[0] else item for key, item in value.items()}
    if isinstance(value, list):
        if len(steps) == 1:
            return [item for index, item in enumerate(value) if index != steps[0]]
        return [_without(item, steps[1:]) if index == steps[0] else item for index, item in enumerate(value)]
    return value


def _measures(entries: dict[str, Entry], found: list[Diagnostic]) -> dict[str, Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(MeasureMap)
    sound = {}
    for ident, entry in entries.items():
        try:
            sound[ident] = adapter.validate_python({} if entry.value is None else entry.value)
        except ValidationError as error:
            found.extend(_explain(error, entry, f"measures/{ident}", None))
    return sound


def _confirmations(entries: list[Entry], found: list[Diagnostic]) -> list[Confirmation]:
    sound = []
    for index, entry in enumerate(entries):
        try:
            sound.append(Confirmation.model_validate(entry.value))
        except ValidationError as error:
            found.extend(_explain(error, entry, f"confirmations/{index}", Confirmation))
    return sound


def _header(sources: Sources, found: list[Diagnostic]) -> Model | None:
    try:
        return Model.model_validate({key: entry.value for key, entry in sources.header.items()})
    except ValidationError as error:
        usable = True
        for detail in error.errors(include_url=False, include_context=True):
            key = str(detail["loc"][0]) if detail["loc"] else ""
            usable = usable and key not in ("sanso", "id")
            if key in sources.header:
                entry = sources.header[key]
                rest = {**detail, "loc": detail["loc"][1:]}
                found.append(_one(cast(ErrorDetails, rest), entry, key, Model))
            else:
                found.append(_one(detail, Entry(None, sources.file, None, (), 0), "", Model))
        if not usable:
            return None
    sound = {k: e.value for k, e in sources.header.items() if k in ("sanso", "id")}
    for key in list(sources.header):
        if key not in sound:
            try:
                Model.model_validate({**sound, key: sources.header[key].value})
            except ValidationError:
                del sources.header[key]
    return Model.model_validate({key: entry.value for key, entry in sources.header.items()})


def _explain(error: ValidationError, entry: Entry, path: str, type_: type[BaseModel] | None) -> list[Diagnostic]:
    seen: dict[tuple[Place, str], Diagnostic] = {}
    for detail in error.errors(include_url=False, include_context=True):
        diagnostic = _one(detail, entry, path, type_)
        seen.setdefault((diagnostic.place, diagnostic.code), diagnostic)
    return list(seen.values())


def _one(detail: ErrorDetails, entry: Entry, path: str, type_: type[BaseModel] | None) -> Diagnostic:
    steps, _ = _steps(detail["loc"], entry.value)
    kind = detail["type"]
    full = "/".join((path, *map(str, steps))).strip("/")
    key = str(steps[-1]) if steps else path
    if kind == "extra_forbidden":
        known = _known_keys(type_, steps[:-1])
        return diagnose("unknown-key", entry.place(steps, key=True), full, key=key[:80], hint=suggest(key, known))
    if kind == "missing":
        return diagnose("missing-key", entry.place(steps[:-1]), full, key=key)
    place = entry.place(steps)
    context = detail.get("ctx", {})
    shown = _shown(detail.get("input"))
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return diagnose("unknown-word", place, full, value=shown, expected=", ".join(words), hint=suggest(shown, words))
    if kind in _CUSTOM:
        return diagnose(_CUSTOM[kind], place, full, value=shown)
    if kind == "incomplete":
        return diagnose("missing-key", place, full, key=context.get("fields", ""))
    if kind == "string_pattern_mismatch":
        return diagnose("bad-id", place, full, id=shown)
    if kind in _RANGE:
        return diagnose("out-of-range", place, full, value=shown, rule=detail["msg"].removeprefix("Input should be "))
    return diagnose("wrong-type", place, full, expected=_expected(kind, detail["msg"]))


def _steps(loc: tuple[str | int, ...], value: Any) -> tuple[tuple[str | int, ...], Any]:
    """Drop from *loc* what pydantic adds for unions and aliases, by walking the *value* along it."""
    steps: list[str | int] = []
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(step, str) and step.startswith("="):
            continue
        if isinstance(value, dict) and step != "[key]":
            if step in value or last:
                steps.append(step)
                value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            steps.append(step)
            value = value[step] if step < len(value) else None
        elif index == 0 and value is None:
            steps.append(step)
    return tuple(steps), value


def _known_keys(type_: type[BaseModel] | None, steps: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the mapping at *steps* below *type_* may have."""
    keys: list[str] = []
    pending: list[Any] = [type_] if type_ else []
    seen: set[Any] = set()
    while pending:
        current = pending.pop()
        if isinstance(current, type) and issubclass(current, BaseModel) and current not in seen:
            seen.add(current)
            fields = current.model_fields
            if current is type_ or steps:
                keys.extend(info.alias or name for name, info in fields.items())
            for info in fields.values() if steps else ():
                pending.extend(_inner(info.annotation))
    return keys


def _inner(annotation: Any) -> list[Any]:
    args = getattr(annotation, "__args__", ())
    return [annotation, *(item for arg in args for item in _inner(arg))]


def _shown(value: Any) -> str:
    return str(value)[:80] if not isinstance(value, dict | list | tuple) else "…"


_EXPECTED = {
    "string": Text(en="text (put a number in quotes)", ja="文字列(数字は引用符で囲む)"),
    "int": Text(en="whole number", ja="整数"),
    "float": Text(en="number", ja="数"),
    "bool": Text(en="true or false", ja="true か false"),
    "dict": Text(en="mapping", ja="キーと値の組"),
    "model": Text(en="mapping", ja="キーと値の組"),
    "tuple": Text(en="list", ja="リスト"),
    "list": Text(en="list", ja="リスト"),
}


def _expected(kind: str, message: str) -> Text:
    known = _EXPECTED.get(kind.split("_", maxsplit=1)[0])
    return known or Text.of(message.removeprefix("Input should be ").removeprefix("Value error, "))
