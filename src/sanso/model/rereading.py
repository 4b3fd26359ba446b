"""Files of which little has changed, read again where they differ: the rest of what they say stays what it was.

A changed stretch of a block section is widened to whole entries and read alone, as the value of its section. That
gives what reading the whole file would give: before it, the parser awaits a key (or a dash) in the column of the
section; behind it stands such a key, a key of the file, or the end. Whatever is not plainly so is not read this way.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sanso.model.diagnostics import printable
from sanso.model.lines import line_starts, plainly_broken
from sanso.model.outline import Outline, Part
from sanso.model.sources import HEADER_KEYS, KEYED_SECTIONS, Entry, Sources
from sanso.model.yaml_reader import MAX_NODES, Mapped, Sequenced, read_yaml

__all__ = ["Reread", "reread"]

_MARKER = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)


class _Apart(Exception):
    """The files differ in a way that asks for reading them as a whole."""


@dataclass(slots=True)
class Reread:
    """What the changed files say, and which entries that concerns, by section: new or changed, and gone.

    *header* holds the single values that were read again; *listed* tells whether confirmations were.
    """

    sources: Sources
    changed: dict[str, set[str]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    header: set[str] = field(default_factory=set)
    listed: bool = False


def reread(before: Sources, old: Mapping[str, bytes], new: Mapping[str, bytes], most_bytes: int) -> Reread | None:
    """Return what *new* says, *old* having been read as *before*; None where that asks for reading everything.

    *most_bytes* is the limit of all YAML files together.
    """
    names = [path.as_posix() for path in before.files]
    if not before.clean or any(name not in new or name != printable(name) for name in names):
        return None
    yaml_bytes = sum(len(new[name]) for name in names if name in before.outlines)
    if yaml_bytes > most_bytes or any(entry.parts is not None for entry in before.keyed["measures"].values()):
        return None
    keyed = {section: dict(entries) for section, entries in before.keyed.items()}
    made = replace(
        before,
        header=dict(before.header),
        keyed=keyed,
        confirmations=list(before.confirmations),
        found=type(before.found)(),
        faulty=set(),
        digest=hashlib.sha256(),
        outlines=dict(before.outlines),
    )
    result = Reread(made)
    try:
        for name in names:
            made.digest.update(new[name])
            if old[name] != new[name]:
                _File(result, name, old[name], new[name]).read()
    except (_Apart, UnicodeDecodeError):
        return None
    if sum(outline.nodes for outline in made.outlines.values()) > MAX_NODES:
        return None
    return result


class _Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)

    def at(self, line: int) -> int:
        """Return where *line* begins (lines count from 1); the end of the text after the last one."""
        return self.starts[line - 1] if line <= len(self.starts) else len(self.text)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The text of one key of the file before and after, from its line up to the next key of the file."""

    index: int
    start: int
    old: str
    new: str


class _File:
    """One changed file: finds the keys that differ, reads their entries again, and moves what stands below."""

    def __init__(self, made: Reread, name: str, old: bytes, new: bytes) -> None:
        self.made = made
        self.sources = made.sources
        self.name = name
        outline = made.sources.outlines.get(name)
        if outline is None or not outline.parts:
            raise _Apart
        self.parts = list(outline.parts)
        self.nodes = outline.nodes
        self.old = old.decode()
        self.new = new.decode()
        if self.new.startswith("\ufeff") or not (plainly_broken(self.old) and plainly_broken(self.new)):
            raise _Apart
        self.lines = _Lines(self.old)

    def read(self) -> None:
        """Read what differs."""
        stretches = self._stretches()
        moved = 0
        for stretch in stretches:
            if moved:
                self._move(stretch.index, moved)
            if stretch.old != stretch.new:
                moved += self._part(stretch, moved)
        self.sources.outlines[self.name] = Outline(tuple(self.parts), self.nodes)

    def _stretches(self) -> list[_Stretch]:
        """Return the keys of the file with their text before and after; the lines of the keys themselves stay."""
        starts = [self.lines.at(part.line) for part in self.parts]
        ends = [*starts[1:], len(self.old)]
        if self.old[: starts[0]] != self.new[: starts[0]]:
            raise _Apart
        found, at = [], starts[0]
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if index + 1 == len(starts):
                stop = len(self.new)
            else:
                following = self.old[end : self.lines.at(self.parts[index + 1].line + 1)]
                head = following if self.parts[index + 1].column else f"{self.parts[index + 1].key}:"
                stop = at + (end - start)
                if self.new[stop - 1 : stop] != "\n" or not self.new.startswith(head, stop):
                    stop = self.new.find(f"\n{head}", at) + 1
                if stop <= at:
                    raise _Apart
            found.append(_Stretch(index, start, self.old[start:end], self.new[at:stop]))
            at = stop
        return found

    def _part(self, stretch: _Stretch, moved: int) -> int:
        """Read a changed part again and return by how many lines it grew."""
        part = self.parts[stretch.index]
        if part.key in HEADER_KEYS:
            return self._single(stretch, part)
        if not part.column or part.key not in (*KEYED_SECTIONS, "confirmations"):
            raise _Apart
        return self._entries(stretch, part, moved)

    def _single(self, stretch: _Stretch, part: Part) -> int:
        """Read a single value of the first file again."""
        self._check_end(stretch.new, rest=stretch.index + 1 < len(self.parts))
        document = self._fragment(stretch.new)
        if list(document) != [part.key] or document.marks[part.key] != (1, 1) or part.key not in self.sources.header:
            raise _Apart
        outline = Outline.of(document).parts
        if not outline:
            raise _Apart
        self.parts[stretch.index] = outline[0].shifted(part.line - 1)
        was = self.sources.header[part.key]
        value = document[part.key]
        self.sources.header[part.key] = Entry(value, was.file, document, (part.key,), shift=part.line - 1)
        self.made.header.add(part.key)
        self.nodes += _size(value) - _size(was.value)
        return stretch.new.count("\n") - stretch.old.count("\n")

    def _entries(self, stretch: _Stretch, part: Part, moved: int) -> int:
        """Read the entries again between the first and the last that differ."""
        offsets = [self.lines.at(line - moved) - stretch.start for line in part.lines]
        ahead = _common(stretch.old, stretch.new)
        behind = _common_end(stretch.old[ahead:], stretch.new[ahead:])
        first = max(bisect_left(offsets, ahead) - 1, 0)
        last = max(bisect_left(offsets, len(stretch.old) - behind) - 1, first)
        if ahead < offsets[0]:
            raise _Apart
        while True:
            stop = offsets[last + 1] if last + 1 < len(offsets) else len(stretch.old)
            text = stretch.new[offsets[first] : len(stretch.new) - (len(stretch.old) - stop)]
            self._check_edges(stretch, part, offsets, first, last, text)
            if not text.strip():
                if first == 0 and last + 1 == len(offsets):
                    raise _Apart
                first, last = (first - 1, last) if first else (first, last + 1)
                continue
            document = self._fragment(f"{part.key}:\n{text}")
            fresh = _part_of(document, part)
            if fresh.lines[0] != 2:
                if not first:
                    raise _Apart
                first -= 1
                continue
            break
        grown = text.count("\n") - stretch.old.count("\n", offsets[first], stop)
        shift = part.lines[first] - 2
        self._take(stretch.index, part, fresh, document, first, last, shift, grown)
        return grown

    def _check_edges(
        self, stretch: _Stretch, part: Part, offsets: Sequence[int], first: int, last: int, text: str
    ) -> None:
        """Make sure that the changed text begins and ends where entries do.

        Raises:
            _Apart: it does not, or it could end the document.

        """
        listed = isinstance(part.names, range)
        for index in (first, last + 1):
            if index < len(offsets):
                line = stretch.old[offsets[index] : offsets[index] + 200]
                lead = line[: len(line) - len(line.lstrip(" "))]
                sound = line.lstrip(" ").startswith("- ") if listed else len(lead) == part.column - 1
                if not sound or (listed and len(lead) != self._dash(stretch, offsets)):
                    raise _Apart
            if listed and text.strip() and not text.startswith(f"{lead}- "):
                raise _Apart
        self._check_end(text, rest=stretch.index + 1 < len(self.parts) or last + 1 < len(offsets))

    def _check_end(self, text: str, *, rest: bool) -> None:
        """Make sure that *text* ends a line where a *rest* of the file follows, and cannot end the document."""
        if (rest and text and not text.endswith("\n")) or _MARKER.search(text):
            raise _Apart

    def _dash(self, stretch: _Stretch, offsets: Sequence[int]) -> int:
        """Return the column of the first dash of a list, counted from 0."""
        line = stretch.old[offsets[0] :]
        return len(line[:200]) - len(line[:200].lstrip(" "))

    def _fragment(self, text: str) -> Mapped:
        document, found = read_yaml(text, self.name)
        if found or not isinstance(document, Mapped) or document.flow or document.anchored:
            raise _Apart
        return document

    def _take(
        self, index: int, part: Part, fresh: Part, document: Mapped, first: int, last: int, shift: int, grown: int
    ) -> None:
        """Let the entries of *fresh* stand for those between *first* and *last*."""
        inner = document[part.key]
        before = sum(_size(self._value(part, number)) for number in range(first, last + 1))
        self.nodes += inner.size - 1 - before
        lines = (
            *part.lines[:first],
            *(line + shift for line in fresh.lines),
            *(line + grown for line in part.lines[last + 1 :]),
        )
        if isinstance(part.names, range):
            names: tuple[str, ...] | range = range(len(lines))
            self._list(document, part, first, last, shift, grown)
        else:
            names = (*part.names[:first], *fresh.names, *part.names[last + 1 :])
            self._map(document, part, first, last, shift, grown)
        self.parts[index] = replace(part, names=names, lines=lines)

    def _value(self, part: Part, number: int) -> Any:
        if isinstance(part.names, range):
            return self.sources.confirmations[self._base() + number].value
        return self.sources.keyed[part.key][part.names[number]].value

    def _base(self) -> int:
        """Return how many confirmations stand before those of this file."""
        return next(i for i, entry in enumerate(self.sources.confirmations) if entry.file == self.name)

    def _list(self, document: Mapped, part: Part, first: int, last: int, shift: int, grown: int) -> None:
        stated, base = self.sources.confirmations, self._base()
        fresh = [
            Entry(value, self.name, document, (part.key, number), shift=shift)
            for number, value in enumerate(document[part.key])
        ]
        stop = base + len(part.lines)
        below = [_moved(entry, grown) for entry in stated[base + last + 1 : stop]]
        stated[base + first : stop] = [*fresh, *below]
        self.made.listed = True

    def _map(self, document: Mapped, part: Part, first: int, last: int, shift: int, grown: int) -> None:
        section, inner = part.key, document[part.key]
        entries = self.sources.keyed[section]
        names = part.names
        changing = self.made.changed.setdefault(section, set())
        old = {str(name): entries[str(name)] for name in names[first : last + 1]}
        made = {name: Entry(value, self.name, document, (section, name), shift=shift) for name, value in inner.items()}
        if any(name in entries and name not in old for name in made):
            raise _Apart
        changed = {name for name, entry in made.items() if name not in old or not _same(old[name].value, entry.value)}
        changing.update(changed)
        self.made.gone.setdefault(section, set()).update(old.keys() - made.keys())
        below = {str(name) for name in names[last + 1 :]} if grown else frozenset()
        if list(old) == list(made):
            entries.update(made)
            for name in below:
                entries[name] = _moved(entries[name], grown)
            return
        placed: dict[str, Entry] = {}
        start = str(names[first])
        for name, entry in entries.items():
            if name == start:
                placed.update(made)
            if name not in old:
                placed[name] = _moved(entry, grown) if name in below else entry
        self.sources.keyed[section] = placed

    def _move(self, index: int, lines: int) -> None:
        """Move the part at *index* down."""
        part = self.parts[index] = self.parts[index].shifted(lines)
        if part.key in HEADER_KEYS and part.key in self.sources.header:
            self.sources.header[part.key] = _moved(self.sources.header[part.key], lines)
        elif part.key == "confirmations":
            stated = self.sources.confirmations
            for number, entry in enumerate(stated):
                if entry.file == self.name:
                    stated[number] = _moved(entry, lines)
        elif part.key in self.sources.keyed:
            entries = self.sources.keyed[part.key]
            for name, entry in entries.items():
                if entry.file == self.name:
                    entries[name] = _moved(entry, lines)


def _part_of(document: Mapped, part: Part) -> Part:
    """Return the outline of the one section of *document*, which must be laid out like *part*."""
    inner = document.get(part.key)
    kind = Sequenced if isinstance(part.names, range) else Mapped
    if list(document) != [part.key] or not isinstance(inner, kind) or inner.flow:
        raise _Apart
    fresh = Outline.of(document).parts
    if not fresh or fresh[0].column != part.column:
        raise _Apart
    return fresh[0]


def _moved(entry: Entry, lines: int) -> Entry:
    value, file, document, path, line, parts, shift = entry
    return Entry(value, file, document, path, line, parts, shift + lines)


def _size(value: Any) -> int:
    return int(getattr(value, "size", 1))


def _common(one: str, two: str) -> int:
    """Return how many signs two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, two: str) -> int:
    """Return how many signs two texts have in common at their end."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == two[len(two) - middle : len(two) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal and of the same types."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) or (one != one and other != other)
