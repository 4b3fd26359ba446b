"""A file whose outline is known, as nodes that are composed where they are looked at.

What they say is what composing the whole file says: between two of its lines on which keys of a section begin, a file
without anchors can be read alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from sanso.model.editing.nodes import Held, Node, compose
from sanso.model.lines import line_starts
from sanso.model.outline import Outline, Part

__all__ = ["lazily_composed"]


def lazily_composed(text: str, outline: Outline) -> Node:
    """Return the root of *text*, which *outline* describes and in which lines end with line feeds only."""
    starts = line_starts(text)
    offsets = [starts[part.line - 1] for part in outline.parts]
    ends = [*offsets[1:], len(text)]
    made: dict[str, Held] = {}
    for part, start, end in zip(outline.parts, offsets, ends, strict=True):
        if part.column and not isinstance(part.names, range):
            made[part.key] = _section(text, part, starts, start, end)
        else:
            made[part.key] = _LazyHeld(start, partial(_read, text[start:end], start, part.key))
    return _LazyNode(offsets[0], 0, lambda: made)


def _section(text: str, part: Part, starts: list[int], start: int, end: int) -> Held:
    offsets = [starts[line - 1] for line in part.lines]

    def entries() -> dict[str, Held]:
        column = part.column - 1
        return {
            str(name): _LazyHeld(at + column, partial(_entry, text, part.key, str(name), at, stop))
            for name, at, stop in zip(part.names, offsets, [*offsets[1:], end], strict=True)
        }

    node = _LazyNode(offsets[0] + part.column - 1, part.column - 1, entries)
    return _LazyHeld(start, partial(_read, text[start : offsets[0]], start, part.key), node)


def _read(text: str, start: int, key: str) -> Held:
    """Compose the entry *key* of a file, which begins at *start*."""
    held = compose(text)[0].entries[key]
    _move(held, start)
    return held


def _entry(text: str, section: str, name: str, start: int, stop: int) -> Held:
    """Compose the entry *name* of a section, which stands between *start* and *stop*."""
    head = f"{section}:\n"
    held = compose(head + text[start:stop])[0].entries[section].value.entries[name]
    _move(held, start - len(head))
    return held


def _move(held: Held, signs: int) -> None:
    """Move an entry and everything in it so many signs on."""
    pending = [held]
    while pending:
        one = pending.pop()
        one.start += signs
        one.colon += signs
        one.value.start += signs
        one.value.end += signs
        pending += one.value.held()


class _LazyHeld(Held):
    """An entry that is composed when more than its beginning is asked for; *value* may be known apart from that."""

    __slots__ = ("_made", "_make", "_value")

    def __init__(self, start: int, make: Callable[[], Held], value: Node | None = None) -> None:
        self.start = start
        self._make = make
        self._made: Held | None = None
        self._value = value

    def _composed(self) -> Held:
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def colon(self) -> int:  # type: ignore[override]
        return self._composed().colon

    @property
    def quoted(self) -> bool:  # type: ignore[override]
        return self._composed().quoted

    @property
    def value(self) -> Node:  # type: ignore[override]
        return self._value if self._value is not None else self._composed().value


class _LazyNode(Node):
    """A mapping in block style, whose entries are listed when they are asked for; it ends where the last one does."""

    def __init__(self, start: int, column: int, entries: Callable[[], dict[str, Held]]) -> None:
        self.kind = "map"
        self.start = start
        self.anchor = None
        self.flow = False
        self.column = column
        self.style = None
        self.value: Any = None
        self.items = []
        self.target = None
        self._list = entries

    @cached_property
    def entries(self) -> dict[str, Held]:  # type: ignore[override]
        return self._list()

    @property
    def end(self) -> int:  # type: ignore[override]
        return list(self.entries.values())[-1].end
