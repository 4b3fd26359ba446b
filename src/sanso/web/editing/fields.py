"""The fields of every kind of entry, found from the types of the model: what a form asks for, in what shape.

>>> from sanso.model.elements import Component, Roles
>>> [field.key for field in fields_of(Roles)][:2], field_of(Component, "kind").shape
(['owner', 'operator'], 'choice')
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sanso.model.amounts import Coverage, Rate
from sanso.model.answers import Confirmation, Criteria, Measure
from sanso.model.dates import Period
from sanso.model.descriptions import field_text, is_recorded_only
from sanso.model.harms import Harm
from sanso.model.iotssf_record import IotSsfRecord
from sanso.model.money import Money
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.model.validation import ENTRY_TYPES
from sanso.model.words import words_of
from sanso.web.editing.labels import field_name
from sanso.web.editing.naming_table import CATALOGUE_NAMED, SECTIONS_NAMED

__all__ = ["HEADER_FIELDS", "SINGLE", "Field", "Shape", "field_of", "fields_of", "types_of_section"]

Shape = Literal[
    "text", "local", "number", "whole", "yes-no", "choice", "day", "interval", "money", "coverage", "rate", "amount",
    "words", "choices", "range", "record", "records", "pairs", "cause",
]  # fmt: skip
"""What a field looks like; ``words`` is a list of single values, ``pairs`` a mapping by keys of one's own."""

SINGLE: Mapping[str, type[BaseModel]] = MappingProxyType(
    {"header": Model, "criteria": Criteria, "iotssf": IotSsfRecord}
)
"""Parts of a model that there is one of, with their type."""

HEADER_FIELDS = ("id", "name", "description", "sectors")
"""What the form of the model itself asks for."""

_EXAMPLES: Mapping[Shape, str] = MappingProxyType(
    {
        "day": "2026-04-01",
        "interval": "P1Y, P90D, PT15M",
        "money": "5 MJPY, 3億円",
        "coverage": "118/120, 95 %",
        "rate": "3/year",
        "amount": "2 kW",
    }
)
_BARE: Mapping[Any, Shape] = MappingProxyType(
    {
        str: "text",
        int: "whole",
        float: "number",
        bool: "yes-no",
        Text: "local",
        dt.date: "day",
        Period: "interval",
        Money: "money",
        Coverage: "coverage",
        Rate: "rate",
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: *words* are what it allows, *names* the sections of what it names, *catalogue* a list of words.

    *record* is the type of what is nested; *inner* what stands behind each key of ``pairs``;
    *nullable* tells that an empty list is not the same as none.
    """

    key: str
    shape: Shape
    name: Text
    help: Text
    required: bool = False
    recorded: bool = False
    default: str = ""
    words: Mapping[str, Text] | None = None
    names: tuple[str, ...] = ()
    catalogue: str = ""
    record: type[BaseModel] | None = None
    inner: Field | None = None
    nullable: bool = False

    @property
    def example(self) -> str:
        """How a value is written, empty where there is nothing to say."""
        return _EXAMPLES.get(self.shape, "")


def types_of_section(section: str) -> type[BaseModel] | None:
    """Return the type of the entries of a section; None for an unknown one. Measures are mappings of it."""
    known: dict[str, type[BaseModel]] = {**ENTRY_TYPES, **SINGLE, "measures": Measure, "confirmations": Confirmation}
    return known.get(section)


def field_of(type_: type[BaseModel], key: str) -> Field:
    """Return one field of *type_*.

    Raises:
        KeyError: there is no such field.

    """
    for field in fields_of(type_):
        if field.key == key:
            return field
    raise KeyError(key)


@cache
def fields_of(type_: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields of *type_* in the order in which a form asks for them."""
    hints = get_type_hints(type_, include_extras=True)
    made = [
        _field(type_, info.alias or name, hints[name], info)
        for name, info in type_.model_fields.items()
        if type_ is not Model or name in HEADER_FIELDS
    ]
    last = ("valid", "attributes")
    return tuple(sorted(made, key=lambda field: last.index(field.key) + 1 if field.key in last else 0))


def _field(type_: type[BaseModel], key: str, hint: Any, info: FieldInfo) -> Field:
    shape, record, inner = _shape(type_, key, hint)
    own = type_.__name__, key
    if own == ("EffectCause", "capacity") or own[1] == "capacity":
        shape = "amount"
    default = info.default if isinstance(info.default, str | int) and not info.is_required() else ""
    return Field(
        key,
        shape,
        field_name(type_.__name__, key),
        field_text(type_, key),
        info.is_required(),
        is_recorded_only(type_, key),
        str(default) if default is not False else "",
        _words(type_, key, hint) or None,
        SECTIONS_NAMED.get(own, ()),
        CATALOGUE_NAMED.get(own, ""),
        record,
        inner,
        info.default is None,
    )


def _words(type_: type[BaseModel], key: str, hint: Any) -> Mapping[str, Text]:
    known = words_of(type_, key)
    listed = _literals(hint)
    return {word: known.get(word) or Text.of(word) for word in listed} if listed else known


def _literals(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(word for word in get_args(hint) if isinstance(word, str))
    return tuple(word for part in get_args(hint) for word in _literals(part))


def _shape(type_: type[BaseModel], key: str, hint: Any) -> tuple[Shape, type[BaseModel] | None, Field | None]:
    """Return the shape of a field, what is nested in it, and what stands behind its keys."""
    if type_ is Harm and key == "cause":
        return "cause", None, None
    bare = _bare(hint)
    origin, arguments = get_origin(bare), get_args(bare)
    if origin is Literal:
        return "choice", None, None
    if origin is tuple and arguments[1:] == (...,):
        item = _bare(arguments[0])
        if get_origin(item) is Literal:
            return "choices", None, None
        return ("records", item, None) if _is_record(item) else ("words", None, None)
    if origin is tuple:
        return "range", None, None
    if origin is dict:
        return "pairs", None, _inner(type_, key, arguments[1])
    if _is_record(bare):
        return "record", bare, None
    return _BARE.get(bare, "text"), None, None


def _inner(type_: type[BaseModel], key: str, hint: Any) -> Field:
    shape, record, _ = _shape(type_, "", hint)
    return Field("value", shape, Text(en="Value", ja="値"), field_text(type_, key), record=record)


def _is_record(bare: Any) -> bool:
    return isinstance(bare, type) and issubclass(bare, BaseModel) and bare is not Text


def _bare(hint: Any) -> Any:
    """Return a type without annotations and without None; of several alternatives, the last."""
    while True:
        if get_origin(hint) is Annotated:
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, types.UnionType):
            hint = [part for part in get_args(hint) if part is not type(None)][-1]
        else:
            return hint
