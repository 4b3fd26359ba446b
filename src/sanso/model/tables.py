"""JSON Lines: the first line holds the single values, every other line one entry of a section.

``{"in": "components", "id": "gps", "kind": "sensor"}``; measures say ``of`` instead of ``id``.
A line with a fault is left out, and reading goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from sanso.model.diagnostics import Place
from sanso.model.encoding import decoded
from sanso.model.problems import EXPECTED, problem_text
from sanso.model.sources import HEADER_KEYS, KEYED_SECTIONS, Entry, Sources
from sanso.model.yaml_reader import MAX_DEPTH, UNWRITABLE

__all__ = ["read_table"]

_MAX_LINE = 2**20
_NO_NUMBER = "NaN and Infinity are no numbers of JSON"
_SECTIONS = (*KEYED_SECTIONS, "confirmations")


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return row


def _constant(name: str) -> Any:
    raise ValueError(_NO_NUMBER, name)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def read_table(stream: BinaryIO, shown: str, sources: Sources, *, first: bool) -> bool:
    """Add the entries of a table to *sources*; return False where some could not be read."""
    reader = _Table(shown, sources, header=first)
    number = 0
    while raw := stream.readline(_MAX_LINE + 1):
        number += 1
        if len(raw) > _MAX_LINE:
            sources.found.report("line-too-long", Place(shown, number, 1), limit=_MAX_LINE)
            return False
        sources.digest.update(raw)
        if raw.strip() and not reader.line(raw, number):
            return False
        if sources.found.full:
            return False
    if number and reader.header:
        sources.found.report("empty-file", Place(shown), file=shown)
        return False
    return reader.complete


class _Table:
    """Takes the lines of one table; *header* tells whether the line with the single values is still to come."""

    def __init__(self, shown: str, sources: Sources, *, header: bool) -> None:
        self.shown = shown
        self.sources = sources
        self.found = sources.found
        self.header = header
        self.complete = True

    def line(self, raw: bytes, number: int) -> bool:
        """Take one line; return False where reading on makes no sense."""
        if not self.header and (sound := _sound(raw)) is not None:
            self._entry(sound, number)
            return True
        place = Place(self.shown, number, 1)
        text = decoded(raw, self.shown, self.found, number)
        if text is None:
            return False
        head, self.header = self.header, False
        row = self._row(text, place)
        if row is None:
            self.complete = False
            return not head
        if head and "in" not in row:
            self._head(row, number)
        else:
            self._entry(row, number)
        return True

    def _row(self, text: str, place: Place) -> dict[str, Any] | None:
        try:
            row = _DECODER.decode(text)
        except _TwiceError as error:
            self.found.report("duplicate-key", place, key=str(error)[:80], line=place.line)
        except RecursionError:
            self.found.report("too-deep", place, limit=MAX_DEPTH)
        except json.JSONDecodeError as error:
            at = Place(place.file, place.line, error.colno)
            self.found.report("json-syntax", at, problem=problem_text(error.msg[:200]))
        except ValueError as error:
            problem = _NO_NUMBER if _NO_NUMBER in error.args else "the number is too long"
            self.found.report("json-syntax", place, problem=problem_text(problem))
        else:
            if not isinstance(row, dict):
                self.found.report("wrong-type", place, expected=EXPECTED["object"])
            elif text.count("{") + text.count("[") > MAX_DEPTH and _depth(row) > MAX_DEPTH:
                self.found.report("too-deep", place, limit=MAX_DEPTH)
            elif sign := _unwritable(row, text):
                self.found.report("control-character", place, char=sign)
            else:
                return row
        return None

    def _head(self, row: dict[str, Any], number: int) -> None:
        place = Place(self.shown, number, 1)
        for key, value in row.items():
            if key in HEADER_KEYS:
                self.sources.header[key] = Entry(value, self.shown, line=number)
            else:
                self.found.report("unknown-key", place, key, near=(key, HEADER_KEYS), key=key[:80])

    def _entry(self, row: dict[str, Any], number: int) -> None:
        section = row.pop("in", None)
        entry = Entry(row, self.shown, line=number)
        if section == "confirmations":
            self.sources.confirmations.append(entry)
            return
        ident = row.pop("of" if section == "measures" else "id", None)
        if isinstance(section, str) and section in self.sources.keyed and isinstance(ident, str):
            self.sources.add(section, ident, entry)
            return
        near = (section, _SECTIONS) if isinstance(section, str) and section not in self.sources.keyed else None
        self.found.report("table-row", Place(self.shown, number, 1), near=near)
        self.complete = False


def _sound(raw: bytes) -> dict[str, Any] | None:
    """Return the row of a line in which nothing is even suspicious; None where it needs a closer look."""
    if b"\\u" in raw or b"\0" in raw or b"\x7f" in raw:
        return None
    try:
        text = raw.decode()
        row = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    plain = raw.isascii() or not UNWRITABLE.search(text)
    deep = raw.count(b"{") + raw.count(b"[") > MAX_DEPTH
    return row if isinstance(row, dict) and plain and not deep else None


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
    return depth


def _unwritable(row: dict[str, Any], text: str) -> str:
    r"""Return the first sign of *row* that cannot be written; only ``\u`` and DEL can bring one into a line."""
    if "\\u" not in text and not UNWRITABLE.search(text):
        return ""
    pending: list[Any] = [row]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value)
        pending.extend(_inside(value))
        if isinstance(value, str) and (match := UNWRITABLE.search(value)):
            return f"U+{ord(match[0]):04X}"
    return ""
