"""YAML text to values that know where they stand.

Parsed once, event by event, so that depth, aliases and size are limited while reading. Values are plain
Python values; mappings and sequences remember the line and column of each entry. Duplicate keys, tags,
recursive aliases and several documents are diagnostics. Nothing is ever constructed from a tag.

>>> value, found = read_yaml("a: [1, NO]", "x.yaml")
>>> value, value.marks["a"]
({'a': [1, 'NO']}, (1, 1))
"""

from __future__ import annotations

from typing import Any

import yaml

from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.scalars import resolve

__all__ = ["MAX_DEPTH", "MAX_NODES", "Mapped", "Sequenced", "locate", "read_yaml"]

MAX_DEPTH = 64
MAX_NODES = 20_000_000
"""Nodes of one file, every use of an alias counted in full."""

_ALIAS_ALLOWANCE = 100_000
_OPEN = object()
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Mark = tuple[int, int]


class Mapped(dict[str, Any]):
    """A mapping; *marks* holds line and column of each key, *values_at* of each value."""

    __slots__ = ("marks", "size", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, Mark] = {}
        self.values_at: dict[str, Mark] = {}
        self.size = 1


class Sequenced(list[Any]):
    """A sequence; *marks* holds line and column of each item."""

    __slots__ = ("marks", "size")

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self.size = 1


class _RefusedError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read_yaml(text: str, file: str) -> tuple[Any, list[Diagnostic]]:
    """Return the value of the one document in *text* and what is wrong with it.

    The value is None where the text could not be read to its end.
    """
    builder = _Builder(file)
    loader = _LOADER(text)
    try:
        return builder.document(loader), builder.found
    except _RefusedError as refused:
        return None, [*builder.found, refused.diagnostic]
    except yaml.YAMLError as error:
        return None, [*builder.found, _syntax(error, file)]
    finally:
        loader.dispose()


def locate(value: Any, path: tuple[str | int, ...], *, key: bool = False) -> Mark:
    """Return line and column of the deepest part of *path* that exists; with *key*, of the key itself."""
    mark = (1, 1)
    for index, step in enumerate(path):
        last = index == len(path) - 1
        if isinstance(value, Mapped) and step in value:
            mark = value.marks[str(step)] if (key and last) else value.values_at[str(step)]
            value = value[str(step)]
            if not last and isinstance(value, Mapped | Sequenced):
                continue
        elif isinstance(value, Sequenced) and isinstance(step, int) and step < len(value):
            mark, value = value.marks[step], value[step]
    return mark


def _syntax(error: yaml.YAMLError, file: str) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    return diagnose("yaml-syntax", place, problem=str(problem)[:200])


class _Builder:
    """Builds values from the events of one document."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self.anchors: dict[str, Any] = {}
        self.nodes = 0
        self.aliased = 0

    def refuse(self, code: str, event: Any, **values: Any) -> _RefusedError:
        return _RefusedError(diagnose(code, self.place(event), **values))

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def document(self, loader: Any) -> Any:
        value: Any = None
        documents = 0
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refuse("yaml-documents", event)
                value = self.node(loader, loader.get_event())
        return value

    def node(self, loader: Any, event: Any) -> Any:
        """Read one node without recursion: open collections wait on a stack."""
        stack: list[tuple[Mapped | Sequenced, str | None]] = []
        while True:
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done, anchor = stack.pop()
                if anchor is not None:
                    self.anchors[anchor] = done
                if not stack:
                    return done
                self._grow(stack[-1][0], done.size, event)
                event = loader.get_event()
                continue
            key, mark = "", (event.start_mark.line + 1, event.start_mark.column + 1)
            if stack and isinstance(stack[-1][0], Mapped):
                key, event, mark_key = self._key(loader, event, stack[-1][0])
                mark = (event.start_mark.line + 1, event.start_mark.column + 1)
            value, opened = self._value(event)
            if stack:
                parent = stack[-1][0]
                if isinstance(parent, Mapped):
                    parent[key], parent.marks[key], parent.values_at[key] = value, mark_key, mark
                else:
                    parent.append(value)
                    parent.marks.append(mark)
            if opened:
                if len(stack) >= MAX_DEPTH:
                    raise self.refuse("too-deep", event, limit=MAX_DEPTH)
                stack.append((value, event.anchor))
                if event.anchor is not None:
                    self.anchors[event.anchor] = _OPEN
            elif not stack:
                return value
            else:
                self._grow(stack[-1][0], getattr(value, "size", 1), event)
            event = loader.get_event()

    def _grow(self, parent: Mapped | Sequenced, size: int, event: Any) -> None:
        parent.size += size
        if parent.size > MAX_NODES:
            raise self.refuse("too-many-nodes", event, limit=MAX_NODES)

    def _key(self, loader: Any, event: Any, parent: Mapped) -> tuple[str, Any, Mark]:
        if type(event) is not yaml.ScalarEvent:
            raise self.refuse("key-not-text", event)
        self._untagged(event)
        key: str = event.value
        place = self.place(event)
        if key in parent:
            self.found.append(diagnose("duplicate-key", place, key=key, line=parent.marks[key][0]))
        return key, loader.get_event(), (place.line, place.column)

    def _value(self, event: Any) -> tuple[Any, bool]:
        """Return the value that *event* gives, and whether it opens a collection."""
        kind = type(event)
        self.nodes += 1
        if kind is yaml.ScalarEvent:
            self._untagged(event)
            value = resolve(event.value) if event.implicit[0] and event.style in (None, "") else event.value
            if event.anchor is not None:
                self.anchors[event.anchor] = value
            return value, False
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._untagged(event)
            return (Mapped() if kind is yaml.MappingStartEvent else Sequenced()), True
        if kind is yaml.AliasEvent:
            return self._alias(event), False
        raise self.refuse("yaml-syntax", event, problem=kind.__name__)

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise self.refuse("unknown-anchor", event, anchor=event.anchor)
        value = self.anchors[event.anchor]
        if value is _OPEN:
            raise self.refuse("recursive-alias", event, anchor=event.anchor)
        self.aliased += getattr(value, "size", 1)
        if self.aliased > self.nodes + _ALIAS_ALLOWANCE:
            raise self.refuse("alias-bomb", event)
        return value

    def _untagged(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            raise self.refuse("yaml-tag", event, tag=event.tag[:60])
