"""YAML text to values that know where they stand.

Parsed once, event by event, so that depth, aliases and size are limited while reading. Values are plain
Python values; mappings and sequences remember the line and column of each entry. Duplicate keys, tags,
recursive aliases and several documents are diagnostics. Nothing is ever constructed from a tag.

>>> value, found = read_yaml("a: [1, NO]", "x.yaml")
>>> value, value.marks["a"]
({'a': [1, 'NO']}, (1, 1))
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.findings import Findings
from sanso.model.problems import problem_text
from sanso.model.scalars import resolve

__all__ = ["MAX_DEPTH", "MAX_NODES", "UNWRITABLE", "Mapped", "Sequenced", "locate", "read_yaml"]

MAX_DEPTH = 64
MAX_NODES = 1_000_000
"""Values of one model, keys not counted, every use of an alias counted in full."""

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Signs that no page, picture or workbook can hold."""

_ALIAS_ALLOWANCE = 100_000
_OPEN = object()
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Mark = tuple[int, int]


class Mapped(dict[str, Any]):
    """A mapping; *marks* holds line and column of each key, *values_at* of each value.

    *flow* tells the style; *anchored*, of the value of a whole document only, whether it uses anchors.
    """

    __slots__ = ("anchored", "flow", "marks", "size", "values_at")

    def __init__(self, *, flow: bool = False) -> None:
        super().__init__()
        self.marks: dict[str, Mark] = {}
        self.values_at: dict[str, Mark] = {}
        self.size = 1
        self.flow = flow
        self.anchored = False


class Sequenced(list[Any]):
    """A sequence; *marks* holds line and column of each item, *flow* tells the style."""

    __slots__ = ("flow", "marks", "size")

    def __init__(self, *, flow: bool = False) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self.size = 1
        self.flow = flow


class _RefusedError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read_yaml(text: str, file: str, max_nodes: int = MAX_NODES) -> tuple[Any, list[Diagnostic]]:
    """Return the value of the one document in *text* and what is wrong with it.

    The value is None where the text could not be read to its end.
    """
    builder = _Builder(file, max_nodes)
    value = None
    try:
        loader = _LOADER(text)
        try:
            value = builder.document(loader)
        finally:
            loader.dispose()
        if isinstance(value, Mapped):
            value.anchored = bool(builder.anchors)
    except _RefusedError as refused:
        builder.found.add([refused.diagnostic])
    except yaml.YAMLError as error:
        builder.found.add([_syntax(error, file)])
    return value, builder.found.all(file)


def locate(value: Any, path: tuple[str | int, ...], *, key: bool = False) -> Mark:
    """Return line and column of the deepest part of *path* that exists; with *key*, of the key itself.

    A list stands for a mapping too: its items are found by what they say.
    """
    mark = (1, 1)
    for index, step in enumerate(path):
        if isinstance(value, Mapped) and isinstance(step, str) and step in value:
            of_key = key and index == len(path) - 1
            mark, value = (value.marks if of_key else value.values_at)[step], value[step]
        elif isinstance(value, Sequenced):
            place = step if isinstance(step, int) else value.index(step) if step in value else len(value)
            if not 0 <= place < len(value):
                break
            mark, value = value.marks[place], value[place]
        else:
            break
    return mark


def _syntax(error: yaml.YAMLError, file: str) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    return diagnose("yaml-syntax", place, problem=problem_text(str(problem)[:200]))


class _Builder:
    """Builds values from the events of one document."""

    def __init__(self, file: str, max_nodes: int) -> None:
        self.file = file
        self.max_nodes = max_nodes
        self.found = Findings()
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
                stack[-1][0].size += done.size
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
                stack[-1][0].size += getattr(value, "size", 1)
            event = loader.get_event()

    def _key(self, loader: Any, event: Any, parent: Mapped) -> tuple[str, Any, Mark]:
        if type(event) is not yaml.ScalarEvent:
            raise self.refuse("key-not-text", event)
        self._untagged(event)
        key: str = event.value
        place = self.place(event)
        if key in parent:
            self.found.report("duplicate-key", place, key=key[:80], line=parent.marks[key][0])
            if self.found.full:
                raise self.refuse("duplicate-key", event, key=key[:80], line=parent.marks[key][0])
        if UNWRITABLE.search(key):
            raise self.refuse("control-character", event, char=_sign(key))
        return key, loader.get_event(), (place.line, place.column)

    def _value(self, event: Any) -> tuple[Any, bool]:
        """Return the value that *event* gives, and whether it opens a collection."""
        kind = type(event)
        self.nodes += 1
        if self.nodes + self.aliased > self.max_nodes:
            raise self.refuse("too-many-nodes", event, limit=MAX_NODES)
        if kind is yaml.ScalarEvent:
            self._untagged(event)
            if event.style == '"' and UNWRITABLE.search(event.value):
                self.found.report("control-character", self.place(event), char=_sign(event.value))
            value = resolve(event.value) if event.implicit[0] and event.style in (None, "") else event.value
            if event.anchor is not None:
                self.anchors[event.anchor] = value
            return value, False
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._untagged(event)
            flow = bool(event.flow_style)
            return (Mapped(flow=flow) if kind is yaml.MappingStartEvent else Sequenced(flow=flow)), True
        if kind is yaml.AliasEvent:
            return self._alias(event), False
        raise self.refuse("yaml-syntax", event, problem=kind.__name__)

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise self.refuse("unknown-anchor", event, anchor=event.anchor[:80])
        value = self.anchors[event.anchor]
        if value is _OPEN:
            raise self.refuse("recursive-alias", event)
        self.aliased += getattr(value, "size", 1)
        if self.aliased > self.nodes + _ALIAS_ALLOWANCE:
            raise self.refuse("alias-bomb", event)
        return value

    def _untagged(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            raise self.refuse("yaml-tag", event, tag=event.tag[:60])


def _sign(text: str) -> str:
    match = UNWRITABLE.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""
