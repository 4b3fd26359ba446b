"""Who names a thing: found in the values as they are written, so that names can follow it or be taken away.

>>> from sanso.model.elements import Procedure
>>> [m.path for m in mentions_of_record(Procedure, {"performed_by": "crew", "acts_on": ["gps"]}, ("procedures", "p"))]
[('procedures', 'p', 'performed_by'), ('procedures', 'p', 'acts_on', 0)]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from sanso.model.answers import Confirmation
from sanso.model.editing.changes import ABSENT
from sanso.model.harms import ConditionCause, EffectCause
from sanso.model.iotssf_record import IotSsfRecord
from sanso.model.process import NAMED_SECTIONS
from sanso.model.sources import Sources
from sanso.model.validation import ENTRY_TYPES
from sanso.web.editing.fields import Field, fields_of
from sanso.web.editing.flattening import cause_kind, cause_parts
from sanso.web.editing.form_data import GROUPS
from sanso.web.editing.naming_table import ANSWERING

__all__ = ["Mention", "entries_with_type", "mentions", "mentions_of_record", "section_of", "without"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """The spot *path* at which *name* is named, which may stand in *sections*; *key*: as the key of a mapping."""

    path: Path
    name: str
    sections: tuple[str, ...]
    key: bool = False


def section_of(sources: Sources, ident: str) -> str | None:
    """Return the section in which the thing *ident* stands."""
    return next((section for section in NAMED_SECTIONS if ident in sources.keyed[section]), None)


def entries_with_type(sources: Sources) -> Iterator[tuple[Path, type[BaseModel], Any]]:
    """Yield every entry that may name others: path, type, value as written."""
    for section, type_ in ENTRY_TYPES.items():
        for ident, entry in sources.keyed[section].items():
            if isinstance(entry.value, dict):
                yield (section, ident), type_, entry.value
    for index, stated in enumerate(sources.confirmations):
        if isinstance(stated.value, dict):
            yield ("confirmations", index), Confirmation, stated.value
    record = sources.header.get("iotssf")
    if record is not None and isinstance(record.value, dict):
        yield ("iotssf",), IotSsfRecord, record.value


def mentions(sources: Sources, ident: str) -> list[Mention]:
    """Return every spot that names the thing *ident*, its own key aside."""
    section = section_of(sources, ident)
    found = [
        mention
        for path, type_, raw in entries_with_type(sources)
        for mention in mentions_of_record(type_, raw, path)
        if mention.name == ident and section in mention.sections
    ]
    if ident in sources.keyed["measures"]:
        found.append(Mention(("measures", ident), ident, ANSWERING, key=True))
    return found


def mentions_of_record(record: type[BaseModel], raw: Mapping[str, Any], path: Path) -> Iterator[Mention]:
    """Yield what a record names."""
    for field in fields_of(record):
        value = raw.get(field.key)
        if value is not None:
            yield from _of_field(field, value, (*path, field.key))


def _of_field(field: Field, value: Any, path: Path) -> Iterator[Mention]:
    if field.shape == "cause":
        yield from _of_cause(value, path)
    elif field.shape == "record" and field.record is not None and isinstance(value, dict):
        yield from mentions_of_record(field.record, value, path)
    elif field.shape == "records" and field.record is not None and isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield from mentions_of_record(field.record, item, (*path, index))
    elif field.names:
        if isinstance(value, str):
            yield Mention(path, value, field.names)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield Mention((*path, index), str(item), field.names)
        elif isinstance(value, dict):
            for key in value:
                yield Mention((*path, key), key, field.names, key=True)


def _of_cause(raw: Any, path: Path) -> Iterator[Mention]:
    if not isinstance(raw, dict):
        return
    kind = cause_kind(raw)
    if kind in GROUPS:
        below = (*path, kind, "of") if kind == "at_least" else (*path, kind)
        for index, part in enumerate(cause_parts(raw)):
            yield from _of_cause(part, (*below, index))
    else:
        yield from mentions_of_record(ConditionCause if kind == "condition" else EffectCause, raw, path)


def without(record: type[BaseModel], raw: Any, gone: Mapping[str, str]) -> Any:
    """Return a record that no longer names what is *gone* (section by id); ABSENT where it says nothing without it."""
    made = dict(raw)
    for field in fields_of(record):
        value = made.get(field.key)
        if value is None:
            continue
        left = _field_without(field, value, gone)
        if left is not ABSENT:
            made[field.key] = left
        elif field.required:
            return ABSENT
        else:
            del made[field.key]
    return made


def _field_without(field: Field, value: Any, gone: Mapping[str, str]) -> Any:
    def goes(name: Any) -> bool:
        return isinstance(name, str) and gone.get(name) in field.names

    if field.shape == "cause":
        return _cause_without(value, gone)
    if field.shape == "record" and field.record is not None and isinstance(value, dict):
        return without(field.record, value, gone)
    if field.shape == "records" and field.record is not None and isinstance(value, list):
        items = [without(field.record, item, gone) if isinstance(item, dict) else item for item in value]
        return _left(value, [item for item in items if item is not ABSENT])
    if not field.names:
        return value
    if isinstance(value, list):
        return _left(value, [item for item in value if not goes(item)])
    if isinstance(value, dict):
        return _left(value, {key: held for key, held in value.items() if not goes(key)})
    return ABSENT if goes(value) else value


def _left(before: Any, after: Any) -> Any:
    return ABSENT if before and not after else after


def _cause_without(raw: Any, gone: Mapping[str, str]) -> Any:
    if not isinstance(raw, dict):
        return raw
    kind = cause_kind(raw)
    if kind not in GROUPS:
        return without(ConditionCause if kind == "condition" else EffectCause, raw, gone)
    made = [_cause_without(part, gone) for part in cause_parts(raw)]
    parts = [part for part in made if part is not ABSENT]
    if not parts:
        return ABSENT
    if kind != "at_least":
        return {kind: parts}
    needed = raw[kind].get("n")
    return {kind: {**raw[kind], "n": min(needed, len(parts)) if isinstance(needed, int) else needed, "of": parts}}
