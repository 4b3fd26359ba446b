"""One entry of a model, as a form edits it: its fields, its value as written, its lines in the file.

>>> path_of("components", "gps"), path_of("confirmations", "2"), path_of("criteria", "")
(('components', 'gps'), ('confirmations', 2), ('criteria',))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanso.model.answers import Measure
from sanso.model.editing import Change
from sanso.model.editing.changes import ABSENT, same
from sanso.model.sources import HEADER_KEYS, Entry, Sources
from sanso.model.text import Text
from sanso.model.yaml_reader import read_yaml
from sanso.web.editing.answering import Reading
from sanso.web.editing.comparing import changes_between
from sanso.web.editing.fields import HEADER_FIELDS, SINGLE, Field, fields_of, types_of_section
from sanso.web.editing.flattening import flat, flat_record
from sanso.web.editing.form_data import FormData
from sanso.web.editing.labels import SECTIONS
from sanso.web.editing.written import value_at

__all__ = [
    "FORM",
    "MEASURES",
    "Lines",
    "changes_of",
    "fields_of_entry",
    "flat_entry",
    "lines_of",
    "path_of",
    "raw_of",
    "read_entry",
    "snippet_value",
    "spliced",
]

FORM = "f"
"""What the names of all fields of an entry begin with."""

MEASURES = Field(
    "measures",
    "pairs",
    SECTIONS["measures"],
    Text(en="Answers to requirements.", ja="対策要件への回答。"),
    catalogue="requirements",
    inner=Field("value", "record", Text(en="Answer", ja="回答"), Text(en="Answer.", ja="回答。"), record=Measure),
)
"""The answers of one thing: a mapping by requirement."""

Path = tuple[str | int, ...]


def path_of(section: str, ident: str) -> Path:
    """Return the path of an entry in the model; empty for the model itself."""
    if section == "header":
        return ()
    if section in SINGLE:
        return (section,)
    return (section, int(ident)) if section == "confirmations" else (section, ident)


def raw_of(sources: Sources, section: str, ident: str) -> Any:
    """Return the value of an entry as it is written; ABSENT where there is none."""
    if section == "header":
        return {key: sources.header[key].value for key in HEADER_FIELDS if key in sources.header}
    raw = value_at(sources, path_of(section, ident))
    return {} if raw is None else raw


def flat_entry(section: str, raw: Any) -> list[tuple[str, str]]:
    """Return the data of the form of an entry."""
    if section == "measures":
        return flat(MEASURES, f"{FORM}.{MEASURES.key}", raw)
    return flat_record(_type(section), FORM, raw)


def fields_of_entry(section: str) -> tuple[Field, ...]:
    """Return the fields that the form of an entry asks for."""
    return (MEASURES,) if section == "measures" else fields_of(_type(section))


def read_entry(section: str, form: FormData, raw: Any) -> tuple[Any, Reading]:
    """Return the value that a form gives to an entry whose value is *raw*, and what could not be read."""
    reading = Reading(form)
    if section == "measures":
        return reading.value(MEASURES, f"{FORM}.{MEASURES.key}", raw), reading
    made = reading.record(_type(section), FORM, raw)
    return (made if section in ("criteria", "iotssf") or made is not ABSENT else {}), reading


def changes_of(section: str, ident: str, before: Any, after: Any) -> list[Change]:
    """Return the changes that give an entry another value."""
    if section != "header":
        return changes_between(path_of(section, ident), before, after)
    return [
        change
        for key in HEADER_FIELDS
        for change in changes_between((key,), before.get(key, ABSENT), after.get(key, ABSENT))
    ]


def _type(section: str) -> Any:
    found = types_of_section(section)
    if found is None:
        raise KeyError(section)
    return found


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of an entry in its *file*, from *start* to before *stop* (from 0), moved left by *column* signs."""

    file: str
    start: int
    stop: int
    column: int
    text: str


def lines_of(sources: Sources, contents: Mapping[str, bytes], section: str, ident: str) -> Lines | None:
    """Return the lines that hold nothing but this entry; None where it shares lines or stands in a table."""
    entry = _entry(sources, section, ident)
    if entry is None or entry.document is None or entry.parts is not None or entry.file not in contents:
        return None
    place = entry.place(key=True)
    lines = contents[entry.file].decode().split("\n")
    start = place.line - 1
    first = lines[start].rstrip("\r")
    column = len(first) - len(first.lstrip(" "))
    listed = section == "confirmations"
    if not listed and column != place.column - 1:
        return None
    stop = start + 1
    while stop < len(lines) and _within(lines[stop], column, listed=isinstance(entry.value, list) and not listed):
        stop += 1
    while stop > start + 1 and not lines[stop - 1].strip():
        stop -= 1
    text = "\n".join(line[column:] for line in lines[start:stop])
    made = Lines(entry.file, start, stop, column, text)
    return made if same(_plain(snippet_value(section, ident, text)), _plain(entry.value)) else None


def _within(line: str, column: int, *, listed: bool) -> bool:
    """Tell whether a line goes on with what began at *column*; *listed*: dashes may stand there."""
    inner = line.strip()
    depth = len(line) - len(line.lstrip(" "))
    closes = inner.startswith(("}", "]")) or (listed and inner.startswith("-"))
    return not inner or depth > column or (depth == column and closes)


def _plain(value: Any) -> Any:
    return {} if value is None else value


def _entry(sources: Sources, section: str, ident: str) -> Entry | None:
    if section in HEADER_KEYS:
        return sources.header.get(section)
    if section == "confirmations":
        return sources.confirmations[int(ident)] if int(ident) < len(sources.confirmations) else None
    return sources.keyed.get(section, {}).get(ident)


def snippet_value(section: str, ident: str, text: str) -> Any:
    """Return the value of the entry that the lines *text* hold; ABSENT where they hold anything else."""
    value, found = read_yaml(text, "")
    if found:
        return ABSENT
    if section == "confirmations":
        return value[0] if isinstance(value, list) and len(value) == 1 else ABSENT
    key = section if section in SINGLE else ident
    return value[key] if isinstance(value, dict) and list(value) == [key] else ABSENT


def spliced(contents: Mapping[str, bytes], lines: Lines, text: str) -> dict[str, bytes]:
    """Return the files with other lines in place of those of an entry."""
    given = text.replace("\r\n", "\n").rstrip("\n")
    if given == lines.text.rstrip("\n"):
        return dict(contents)
    old = contents[lines.file].decode().split("\n")
    ending = "\r" if old[lines.start].endswith("\r") else ""
    fresh = [(" " * lines.column + line if line.strip() else "") + ending for line in given.split("\n")]
    made = [*old[: lines.start], *fresh, *old[lines.stop :]]
    return {**contents, lines.file: "\n".join(made).encode()}
