"""Plain values of a model as the data of a form. Read back unchanged, they are the same values.

>>> from sanso.model.elements import Roles
>>> flat_record(Roles, "f", {"owner": "a"})[:2]
[('f.owner', 'a'), ('f.operator', '')]
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sanso.model.answers import Measure
from sanso.model.editing.changes import ABSENT
from sanso.model.editing.emitting import body, scalar
from sanso.model.harms import ConditionCause, EffectCause
from sanso.web.editing.fields import Field, fields_of
from sanso.web.editing.form_data import GROUPS

__all__ = ["NONE_OF", "cause_kind", "cause_parts", "flat", "flat_record", "pairs_of", "shown", "snippet", "unwrapped"]

NONE_OF = "-"
"""Stands for an empty list where that differs from none stated."""

Pairs = list[tuple[str, str]]


def shown(raw: Any) -> str:
    """Return a single value as it stands in a field."""
    if raw is ABSENT or raw is None:
        return ""
    return raw if isinstance(raw, str) else scalar(raw)


def snippet(raw: Any) -> str:
    """Return a value as YAML."""
    if isinstance(raw, dict | list) and raw:
        return "\n".join(body(raw, 0))
    return scalar(raw) if not isinstance(raw, dict | list) else "{}" if isinstance(raw, dict) else "[]"


def unwrapped(record: type[BaseModel], raw: Any) -> Any:
    """Return a record that may be written in short as the mapping that it stands for."""
    return {"level": raw} if record is Measure and isinstance(raw, str) else raw


def pairs_of(field: Field, raw: Any) -> Any:
    """Return a mapping that may be written as a list or a single id (``contains``) as a mapping."""
    if field.key == "contains" and isinstance(raw, str):
        return {raw: 1}
    if field.key == "contains" and isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return dict.fromkeys(raw, 1)
    return raw


def flat_record(record: type[BaseModel], name: str, raw: Any) -> Pairs:
    """Return the data of all fields of a record."""
    value = unwrapped(record, raw)
    held = value if isinstance(value, dict) else {}
    return [
        pair for field in fields_of(record) for pair in flat(field, f"{name}.{field.key}", held.get(field.key, ABSENT))
    ]


def flat(field: Field, name: str, raw: Any) -> Pairs:
    """Return the data of one field."""
    if not _fits(field, raw):
        return [(f"{name}._yaml", snippet(raw))]
    given = None if raw is ABSENT else raw
    if field.shape == "local":
        both = {"en": given, "ja": given} if isinstance(given, str) else given or {}
        return [(f"{name}.{lang}", both.get(lang) or "") for lang in ("en", "ja")]
    if field.shape == "words":
        return [(name, item) for item in ([given] if isinstance(given, str) else given or [])] + [(name, "")]
    if field.shape == "choices":
        listed = [given] if isinstance(given, str) else given or ([NONE_OF] if given == [] and field.nullable else [])
        return [(name, ""), *((name, item) for item in listed)]
    if field.shape == "range":
        return [(f"{name}.{n}", shown(given[n]) if given else "") for n in (0, 1)]
    if field.shape == "record":
        assert field.record is not None  # noqa: S101 -- of this shape
        return flat_record(field.record, name, {} if given is None else given)
    if field.shape == "records":
        return _rows(name, [(item, None) for item in given or []], field)
    if field.shape == "pairs":
        held = pairs_of(field, given) or {}
        return _rows(name, [(value, key) for key, value in held.items()], field)
    if field.shape == "cause":
        return flat_cause(name, given)
    return [(name, shown(given))]


def _rows(name: str, items: list[tuple[Any, str | None]], field: Field) -> Pairs:
    made: Pairs = [(f"{name}._row", ""), (f"{name}._next", str(len(items)))]
    for label, (item, key) in enumerate(items):
        made.append((f"{name}._row", str(label)))
        if key is not None and field.inner is not None:
            made += [(f"{name}.{label}.key", key), *flat(field.inner, f"{name}.{label}.value", item)]
        elif field.record is not None:
            made += flat_record(field.record, f"{name}.{label}", item)
    return made


def cause_kind(raw: Any) -> str:
    """Return what kind of cause a plain value is."""
    held = raw if isinstance(raw, dict) else {}
    return next((kind for kind in (*GROUPS, "condition") if kind in held), "element")


def cause_parts(raw: Any) -> list[Any]:
    """Return the causes within a group, none for a single cause."""
    held = raw if isinstance(raw, dict) else {}
    kind = cause_kind(held)
    inner = held.get(kind) if kind in ("all_of", "any_of") else None
    if kind == "at_least" and isinstance(held[kind], dict):
        inner = held[kind].get("of")
    return inner if isinstance(inner, list) else []


def flat_cause(name: str, raw: Any) -> Pairs:
    """Return the data of a cause with all causes within it."""
    kind = cause_kind(raw)
    made: Pairs = [(f"{name}._cause", "1"), (f"{name}.kind", kind)]
    if kind not in GROUPS:
        return made + flat_record(ConditionCause if kind == "condition" else EffectCause, name, raw or {})
    if kind == "at_least":
        made.append((f"{name}.n", shown(raw[kind].get("n"))))
    parts = cause_parts(raw)
    made += [(f"{name}._row", ""), (f"{name}._next", str(len(parts)))]
    for label, part in enumerate(parts):
        made += [(f"{name}._row", str(label)), *flat_cause(f"{name}.{label}", part)]
    return made


def _fits(field: Field, raw: Any) -> bool:
    """Tell whether a form can show *raw* in the shape of *field*; else it is shown as YAML."""
    if raw is ABSENT or raw is None:
        return True
    if field.shape == "local":
        return isinstance(raw, str) or (isinstance(raw, dict) and all(isinstance(v, str) for v in raw.values()))
    if field.shape in ("words", "choices"):
        items = raw if isinstance(raw, list) else [raw]
        return all(isinstance(item, str) and item.strip() and "\n" not in item for item in items)
    if field.shape == "range":
        return isinstance(raw, list) and len(raw) == 2
    if field.shape == "records":
        return isinstance(raw, list) and all(isinstance(item, dict) for item in raw)
    if field.shape == "record":
        return field.record is not None and isinstance(unwrapped(field.record, raw), dict)
    if field.shape == "pairs":
        return isinstance(pairs_of(field, raw), dict)
    if field.shape == "cause":
        return isinstance(raw, dict)
    return not isinstance(raw, dict | list)
