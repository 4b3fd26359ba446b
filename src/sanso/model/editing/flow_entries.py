"""Entries that come into and go out of collections in flow style: ``{a: 1, b: [2, 3]}``."""

from __future__ import annotations

from typing import Any

from sanso.model.editing.emitting import flow, json_text, key_text
from sanso.model.editing.layout import Layout
from sanso.model.editing.nodes import Held, Node

__all__ = ["add_flow", "drop_flow", "json_like"]


def json_like(node: Node, *, json: bool = False) -> bool:
    """Tell whether the collection quotes everything, as JSON does."""
    if json or not node.flow:
        return json
    if node.kind == "map":
        return any(held.quoted for held in node.entries.values())
    return any(
        held.value.style == '"' or any(inner.quoted for inner in held.value.entries.values()) for held in node.items
    )


def add_flow(
    layout: Layout, node: Node, kept: list[Held], added: list[tuple[str | int, Any]], *, json: bool = False
) -> None:
    """Add entries after the last one of *kept*: on its line, or on lines of their own where it has its own."""
    if not added:
        return
    quoted = json_like(node, json=json)
    texts = [_entry(node, key, value, quoted=quoted) for key, value in added]
    last = kept[-1]
    whole = last is node.held()[-1]
    if not (whole and layout.is_first(last.start) and layout.next_line(last.end) <= node.end - 1):
        layout.insert(last.end, "".join(f", {text}" for text in texts))
        return
    indent = " " * layout.column(last.start)
    comma = _comma(layout, node, last.end)
    if comma is None:
        layout.insert(last.end, ",")
    at = layout.line_end(last.end if comma is None else comma)
    lines = [f"{indent}{text}," for text in texts]
    if comma is None:
        lines[-1] = lines[-1][:-1]
    layout.insert(at, layout.lines(lines))


def _entry(node: Node, key: str | int, value: Any, *, quoted: bool) -> str:
    text = json_text(value) if quoted else flow(value)
    if node.kind == "list":
        return text
    return f"{json_text(str(key)) if quoted else key_text(str(key), inside=True)}: {text}"


def drop_flow(layout: Layout, node: Node, dropped: set[int]) -> None:
    """Take entries away; at least one stays."""
    helds = node.held()
    index = 0
    while index < len(helds):
        if index not in dropped:
            index += 1
            continue
        first = index
        while index in dropped:
            index += 1
        _drop_run(layout, node, helds, first, index - 1)


def _drop_run(layout: Layout, node: Node, helds: list[Held], first: int, last: int) -> None:
    comma = _comma(layout, node, helds[last].end)
    end = helds[last].end if comma is None else comma + 1
    rest = layout.source[end : layout.line_end(end)].strip()
    tail = last == len(helds) - 1
    own = (
        layout.is_first(helds[first].start) and (not rest or rest.startswith("#")) and layout.next_line(end) < node.end
    )
    if own:
        layout.replace(layout.line_start(helds[first].start), layout.next_line(end), "")
        if tail and comma is None and (before := _comma(layout, node, helds[first - 1].end)) is not None:
            layout.replace(before, before + 1, "")
    elif tail:
        layout.replace(helds[first - 1].end, helds[last].end, "")
    else:
        layout.replace(helds[first].start, helds[last + 1].start, "")


def _comma(layout: Layout, node: Node, at: int) -> int | None:
    comma = layout.comma_after(at)
    return comma if comma is not None and comma < node.end else None
