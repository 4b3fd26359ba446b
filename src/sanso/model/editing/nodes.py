"""YAML text as nodes that know from which sign to which they stand.

>>> root, used = compose("a: {b: 1}  # one")
>>> root.entries["a"].value.start, root.entries["a"].value.end
(3, 9)
"""

from __future__ import annotations

from typing import Any

import yaml

from sanso.model.scalars import resolve

__all__ = ["Held", "Node", "compose", "value_of"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Held:
    """One entry of a collection: where it begins, where its key ends, and its value; *colon* is where a value may go.

    In a sequence the entry begins at its dash, in flow style at the value itself.
    """

    __slots__ = ("colon", "quoted", "start", "value")

    def __init__(self, start: int, colon: int, value: Node, *, quoted: bool = False) -> None:
        self.start = start
        self.colon = colon
        self.value = value
        self.quoted = quoted

    @property
    def end(self) -> int:
        """Where the entry ends."""
        return max(self.colon, self.value.end) if not self.value.empty else self.colon


class Node:
    """A value: *kind* is ``scalar``, ``map``, ``list`` or ``alias``; signs are counted from the start of the text.

    *column* is the column of the keys or dashes of a block collection. The end of a block collection is the end of
    its last entry.
    """

    __slots__ = ("anchor", "column", "end", "entries", "flow", "items", "kind", "start", "style", "target", "value")

    def __init__(self, kind: str, start: int, end: int, anchor: str | None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.anchor = anchor
        self.flow = False
        self.column = 0
        self.style: str | None = None
        self.value: Any = None
        self.entries: dict[str, Held] = {}
        self.items: list[Held] = []
        self.target: Node | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is written where the value should be."""
        return self.kind == "scalar" and self.start == self.end

    def held(self) -> list[Held]:
        """Return the entries in the order in which they stand."""
        return list(self.entries.values()) if self.kind == "map" else self.items


def value_of(node: Node) -> Any:
    """Return what *node* says."""
    if node.kind == "scalar":
        return node.value
    if node.kind == "map":
        return {key: value_of(held.value) for key, held in node.entries.items()}
    if node.kind == "list":
        return [value_of(held.value) for held in node.items]
    return value_of(node.target) if node.target is not None else None


def compose(text: str) -> tuple[Node, frozenset[str]]:
    """Return the root of sound YAML *text*, and the anchors that aliases use.

    Raises:
        yaml.YAMLError: the text is not sound; it has not been read before.

    """
    loader = _LOADER(text)
    try:
        return _Composer(text).document(loader)
    finally:
        loader.dispose()


class _Composer:
    """Makes nodes of events; open collections wait on a stack."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.anchors: dict[str, Node] = {}
        self.used: set[str] = set()

    def document(self, loader: Any) -> tuple[Node, frozenset[str]]:
        stack: list[Node] = []
        key: Any = None
        while True:
            event = loader.get_event()
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                self._close(done, event)
                if not stack:
                    return done, frozenset(self.used)
                continue
            if kind not in (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent):
                continue
            parent = stack[-1] if stack else None
            if parent is not None and parent.kind == "map" and key is None:
                key = event
                continue
            node = self._node(event)
            if parent is not None:
                self._hold(parent, key, node)
                key = None
            if node.kind in ("map", "list"):
                stack.append(node)
            elif parent is None:
                return node, frozenset(self.used)

    def _node(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if type(event) is yaml.AliasEvent:
            node = Node("alias", start, end, None)
            name = str(event.anchor)
            node.target = self.anchors.get(name)
            self.used.add(name)
            return node
        if type(event) is yaml.ScalarEvent:
            node = Node("scalar", start, end, event.anchor)
            node.style = event.style or None
            plain = event.implicit[0] and event.style in (None, "")
            node.value = resolve(event.value) if plain else event.value
            if event.style in ("|", ">"):
                node.end = self._block_end(start, end)
        else:
            node = Node("map" if type(event) is yaml.MappingStartEvent else "list", start, end, event.anchor)
            node.flow = bool(event.flow_style)
            node.column = event.start_mark.column
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _block_end(self, start: int, end: int) -> int:
        """Return where the last line of a block scalar ends; with ``+`` its blank lines are part of it."""
        header = self.text[start : start + 4].split("\n", 1)[0]
        if "+" in header:
            return end - (1 if end > start and self.text[end - 1] == "\n" else 0)
        return start + len(self.text[start:end].rstrip())

    def _hold(self, parent: Node, key: Any, node: Node) -> None:
        if parent.kind == "map":
            start, end = key.start_mark.index, key.end_mark.index
            if not parent.flow and not parent.entries:
                parent.column = key.start_mark.column
            held = Held(start, self._after(end, ":"), node, quoted=key.style == '"')
            parent.entries[key.value] = held
        elif parent.flow:
            parent.items.append(Held(node.start, node.start, node))
        else:
            before = parent.items[-1].end if parent.items else parent.start
            dash = self._dash(before, parent, first=not parent.items)
            parent.items.append(Held(dash, dash + 1, node))

    def _after(self, end: int, sign: str) -> int:
        """Return the place behind *sign*, which may follow at *end* after blanks; *end* where it does not."""
        spot = end
        while spot < len(self.text) and self.text[spot] in " \t\r\n":
            spot += 1
        return spot + 1 if self.text[spot : spot + 1] == sign else end

    def _dash(self, before: int, parent: Node, *, first: bool) -> int:
        """Return where the dash of the next item stands, which begins after *before*."""
        if first and self.text[before : before + 1] == "-":
            return before
        line = self.text.find("\n", before)
        while line >= 0:
            spot = line + 1
            while self.text[spot : spot + 1] == " ":
                spot += 1
            if self.text[spot : spot + 1] == "-":
                if first:
                    parent.column = spot - line - 1
                return spot
            line = self.text.find("\n", spot)
        return before

    def _close(self, node: Node, event: Any) -> None:
        if node.flow:
            node.end = event.end_mark.index
        else:
            held = node.held()
            node.end = held[-1].end if held else node.start
