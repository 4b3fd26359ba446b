"""Entries of files to typed things, every fault of every entry collected.

A thing with faults is kept without its faulty parts, so that what it names is checked as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from sanso.model.answers import Confirmation, Measure, MeasureMap
from sanso.model.base import ID_PATTERN
from sanso.model.connections import Connection
from sanso.model.diagnostics import Place
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
from sanso.model.explaining import Steps, explain, explain_one, steps_of
from sanso.model.findings import Findings
from sanso.model.harms import Condition, Harm
from sanso.model.process import Model
from sanso.model.sources import Entry, Sources

__all__ = ["ENTRY_TYPES", "revalidate", "validate"]

ENTRY_TYPES: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
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
)

_ID = re.compile(ID_PATTERN)
_SALVAGE_ROUNDS = 4


def validate(sources: Sources) -> Model | None:
    """Return the model made of every sound entry; faults are reported to *sources*.

    None where the version of the format is another one, so that nothing else can be judged.
    """
    found = sources.found
    values: dict[str, Any] = {}
    for section, type_ in ENTRY_TYPES.items():
        values[section] = _section(section, type_, sources.keyed[section], sources)
    values["measures"] = _measures(sources.keyed["measures"], found)
    values["confirmations"] = tuple(_confirmations(sources.confirmations, found))
    header = _header(sources)
    if header is None:
        return None
    fields = {name: getattr(header, name) for name in header.model_fields_set}
    return Model.model_construct(**{**fields, **values})


def revalidate(
    sources: Sources, model: Model, changed: Mapping[str, Collection[str]], header: Collection[str], *, listed: bool
) -> Model | None:
    """Return *model* with the entries *changed* and what *header* names made anew, by section.

    With *listed*, confirmations are made anew. None where something has a fault.
    """
    values: dict[str, Any] = {name: getattr(model, name) for name in model.model_fields_set}
    for section, names in changed.items():
        entries = sources.keyed[section]
        some = {name: entries[name] for name in names}
        if section == "measures":
            made = _measures(some, sources.found)
        else:
            made = _section(section, ENTRY_TYPES[section], some, sources)
        if sources.found.refused:
            return None
        own = getattr(model, section)
        values[section] = {name: made[name] if name in made else own[name] for name in entries}
    if listed:
        values["confirmations"] = tuple(_confirmations(sources.confirmations, sources.found))
    if header:
        try:
            head = Model.model_validate({key: entry.value for key, entry in sources.header.items()})
        except ValidationError:
            return None
        values |= {name: getattr(head, name) for name in head.model_fields_set}
    return None if sources.found.refused else Model.model_construct(**values)


def _section(section: str, type_: type[BaseModel], entries: dict[str, Entry], sources: Sources) -> dict[str, Any]:
    found, faulty = sources.found, sources.faulty
    sound: dict[str, Any] = {}
    make = type_.__pydantic_validator__.validate_python
    for ident, entry in entries.items():
        if not _ID.fullmatch(ident):
            found.report("bad-id", entry.place(key=True), f"{section}/{ident}"[:200], id=ident[:80])
            continue
        value = {} if entry.value is None else entry.value
        try:
            sound[ident] = make(value)
        except ValidationError as error:
            explain(found, error, entry, f"{section}/{ident}", type_)
            faulty.add(f"{section}/{ident}")
            rest = _salvage(make, value, error)
            if rest is not None:
                sound[ident] = rest
    return sound


def _salvage(make: Callable[[Any], Any], value: Any, error: ValidationError) -> Any:
    """Return the thing without its faulty parts, so that its references are checked as well; else None."""
    for _ in range(_SALVAGE_ROUNDS):
        faulty: dict[str | int, Any] = {}
        for detail in error.errors(include_url=False, include_input=False, include_context=False):
            steps = steps_of(detail["loc"], value)
            if detail["type"] == "missing":
                steps = steps[:-1]
            if not steps:
                return None
            _mark(faulty, steps)
        value = _without(value, faulty)
        try:
            return make(value)
        except ValidationError as again:
            error = again
    return None


def _mark(faulty: dict[str | int, Any], steps: Steps) -> None:
    """Note in the tree *faulty* that the part at *steps* goes: there, None stands for all of it."""
    for step in steps[:-1]:
        below = faulty.setdefault(step, {})
        if below is None:
            return
        faulty = below
    faulty[steps[-1]] = None


def _without(value: Any, faulty: Mapping[str | int, Any]) -> Any:
    """Return a copy of *value* without its faulty parts."""
    pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    kept = {
        key: _without(item, faulty[key]) if key in faulty else item
        for key, item in pairs
        if key not in faulty or (faulty[key] is not None and isinstance(item, dict | list))
    }
    return kept if isinstance(value, dict) else list(kept.values())


def _measures(entries: dict[str, Entry], found: Findings) -> dict[str, Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(MeasureMap)
    sound = {}
    for ident, entry in entries.items():
        value = {} if entry.value is None else entry.value
        try:
            sound[ident] = adapter.validate_python(value)
        except ValidationError as error:
            explain(found, error, entry, f"measures/{ident}", Measure)
            rest = _salvage(adapter.validate_python, value, error)
            if rest is not None:
                sound[ident] = rest
    return sound


def _confirmations(entries: list[Entry], found: Findings) -> Iterable[Confirmation]:
    for index, entry in enumerate(entries):
        try:
            yield Confirmation.model_validate(entry.value)
        except ValidationError as error:
            explain(found, error, entry, f"confirmations/{index}", Confirmation)


def _header(sources: Sources) -> Model | None:
    """Return a model of the single values of the first file; one with another id where its own is not sound."""
    values = {key: entry.value for key, entry in sources.header.items()}
    first = next(iter(sources.header.values()), Entry(None, sources.file))
    whole = Entry(dict(values), first.file, first.document, (), first.line)
    try:
        return Model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            if detail["type"] == "missing" and len(detail["loc"]) == 1:
                place = whole.place() if first.line else Place(sources.file, 1, 1)
                sources.found.report("missing-key", place, str(detail["loc"][0]), key=str(detail["loc"][0]))
            else:
                explain_one(sources.found, detail, whole, "", Model)
            values.pop(str(detail["loc"][0]), None)
    if "sanso" in sources.header and "sanso" not in values:
        return None
    return Model.model_validate({"sanso": 1, "id": "unnamed", **values})
