"""Where a model names its things, known from the types of its fields: exchange ids, or list them.

Free words are left alone, even where one happens to read like an id.

>>> from sanso.model.elements import Component
>>> part = Component(kind="sensor", site="a", roles={"owner": "a"})
>>> exchanged(part, {"a": "b"}).roles.owner, exchanged(part, {"a": "b"}).site, list(named(part))
('b', 'a', [('roles.owner', 'a')])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from sanso.model.base import ID_PATTERN
from sanso.model.process import NAMED_SECTIONS, Model

__all__ = ["HEADINGS", "exchanged", "named"]

HEADINGS = tuple(
    name for name in Model.model_fields if name not in (*NAMED_SECTIONS, "measures", "confirmations", "sanso")
)
"""The fields at the head of a model: id, name, sectors, criteria …"""


def exchanged(value: Any, ids: Mapping[str, str], *, naming: bool = False) -> Any:
    """Return *value* with every id that *ids* has exchanged; *naming* says that its bare words are ids."""
    if isinstance(value, str):
        return ids.get(value, value) if naming else value
    if isinstance(value, BaseModel):
        changes = {}
        for name, names in _fields(type(value)):
            given = getattr(value, name)
            changed = exchanged(given, ids, naming=names)
            if changed is not given and changed != given:
                changes[name] = changed
        return value.model_copy(update=changes) if changes else value
    if isinstance(value, tuple):
        return tuple(exchanged(item, ids, naming=naming) for item in value)
    if isinstance(value, dict):
        return {ids.get(k, k) if naming else k: exchanged(v, ids, naming=naming) for k, v in value.items()}
    return value


def named(value: Any, path: str = "", *, naming: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every id that *value* names, with its path; places in a list do not count."""
    if isinstance(value, str):
        if naming:
            yield path, value
    elif isinstance(value, BaseModel):
        for name, names in _fields(type(value)):
            yield from named(getattr(value, name), f"{path}.{name}" if path else name, naming=names)
    elif isinstance(value, tuple):
        for item in value:
            yield from named(item, path, naming=naming)
    elif isinstance(value, dict):
        for key, item in value.items():
            if naming:
                yield path, key
            yield from named(item, f"{path}.{{}}", naming=naming)


@cache
def _fields(part: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a part that can hold ids, and whether their own words are ids."""
    return tuple(
        (name, _is_naming(field.annotation, field.metadata))
        for name, field in part.model_fields.items()
        if name not in ("name", "description", "rationale", "valid")
    )


def _is_naming(annotation: Any, metadata: Any = ()) -> bool:
    known = (*metadata, *(inner for data in metadata for inner in getattr(data, "metadata", ())))
    if any(getattr(data, "pattern", None) == ID_PATTERN for data in known):
        return True
    inner, data = get_args(annotation), getattr(annotation, "__metadata__", ())
    return any(_is_naming(argument) for argument in inner) or (bool(data) and _is_naming(None, data))
