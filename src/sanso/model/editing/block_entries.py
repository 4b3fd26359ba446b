"""Entries that come into and go out of collections in block style: lines of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sanso.model.editing.emitting import HEAD, WIDE, block, block_item, section
from sanso.model.editing.layout import Layout
from sanso.model.editing.nodes import Held, Node

__all__ = ["add_block", "drop_block"]

_WIDE_IN_TABLE = 160
"""Columns that an entry may take among neighbours that have a line each."""

_LOOKED_AT = 4


def add_block(
    layout: Layout, node: Node, kept: list[Held], added: list[tuple[str | int, Any]], *, root: bool = False
) -> None:
    """Add entries after the last one of *kept*, in the style of their neighbours."""
    if node.kind == "list":
        last = kept[-1]
        open_up = last.value.kind == "map" and not last.value.flow
        lines = [
            line
            for _, value in added
            for line in _spaced(layout, kept, block_item(value, node.column, open_up=open_up))
        ]
    elif root:
        _add_sections(layout, node, kept, added)
        return
    else:
        lines = [
            line for key, value in added for line in _spaced(layout, kept, _styled(layout, node, kept, str(key), value))
        ]
    if lines:
        layout.insert(layout.line_end(kept[-1].end), layout.lines(lines))


def _add_sections(layout: Layout, node: Node, kept: list[Held], added: list[tuple[str | int, Any]]) -> None:
    head = [line for key, value in added if key in HEAD for line in block(str(key), value, node.column)]
    sections = [line for key, value in added if key not in HEAD for line in ("", *section(str(key), value))]
    if head:
        singles = [held for key, held in node.entries.items() if key in HEAD and held in kept] or kept
        layout.insert(layout.line_end(singles[-1].end), layout.lines(head))
    if not sections:
        return
    end = len(layout.source)
    after = layout.source[layout.next_line(node.end) :]
    if any(line.strip() and not line.lstrip().startswith("#") for line in after.splitlines()):
        layout.insert(layout.line_end(kept[-1].end), layout.lines(sections))
        return
    closed = layout.source.endswith("\n")
    text = layout.lines(sections)
    layout.insert(end, text[len(layout.newline) :] + layout.newline if closed else text)


def _styled(layout: Layout, node: Node, kept: list[Held], key: str, value: Any) -> list[str]:
    """Return the lines of a new entry of a mapping: as its neighbours, on one line or on several, with their column."""
    last = kept[-1].value
    if last.kind == "map" and not last.flow and isinstance(value, dict):
        return block(key, value, node.column, open_up=True)
    wide = _WIDE_IN_TABLE if last.flow or last.kind == "scalar" else WIDE
    return block(key, value, node.column, wide=wide, pad=_pad(layout, node, kept, key))


def _pad(layout: Layout, node: Node, kept: list[Held], key: str) -> int:
    """Return how many blanks stand before the value, so that it begins in the column of its neighbours."""
    beside = [
        held
        for held in kept[-_LOOKED_AT:]
        if not held.value.empty and layout.line_start(held.value.start) == layout.line_start(held.start)
    ]
    if not beside:
        return 1
    columns = {layout.column(held.value.start) for held in beside}
    ends = {layout.column(held.colon) for held in beside}
    padded = any(held.value.start - held.colon > 1 for held in beside)
    if len(columns) == 1 and (padded or len(ends) > 1):
        return max(1, columns.pop() - node.column - len(key) - 1)
    return 1


def _is_spaced(layout: Layout, kept: list[Held]) -> bool:
    """Tell whether an empty line stands between the last two of *kept*."""
    return len(kept) > 1 and layout.blank_before(layout.line_start(kept[-1].start)) is not None


def _spaced(layout: Layout, kept: list[Held], lines: list[str]) -> list[str]:
    return ["", *lines] if _is_spaced(layout, kept) else lines


def drop_block(layout: Layout, node: Node, dropped: set[int], *, root: bool = False) -> None:
    """Take entries away with their lines; at least one stays."""
    helds = node.held()
    kept = [held for index, held in enumerate(helds) if index not in dropped]
    done = _drop_first(layout, helds, dropped) if dropped and not layout.is_first(helds[0].start) else 0
    for index in sorted(dropped):
        if index >= done:
            last = index == len(helds) - 1
            at_end = layout.next_line(helds[index].end) == len(layout.source)
            _drop_lines(layout, helds[index], spaced=last and (at_end if root else _is_spaced(layout, kept)))


def _drop_first(layout: Layout, helds: list[Held], dropped: set[int]) -> int:
    """Take away the first entries of a mapping that begins beside its dash; return how many are done."""
    number = next(index for index in range(len(helds)) if index not in dropped)
    if not number:
        return 0
    between = (layout.source[a.end : b.start] for a, b in pairwise(helds[: number + 1]))
    if any("#" in text for text in between):
        layout.replace(helds[0].start, layout.line_end(helds[0].end), "")
        return 1
    layout.replace(helds[0].start, helds[number].start, "")
    return number


def _drop_lines(layout: Layout, held: Held, *, spaced: bool) -> None:
    """Take away the lines of an entry, and the empty line before it that came with it."""
    start, stop = layout.line_start(held.start), layout.next_line(held.end)
    before = layout.blank_before(start)
    if before is not None and (spaced or layout.is_blank(stop)):
        start = before
    if stop == len(layout.source) and not layout.source.endswith("\n") and start > 0:
        start = layout.line_end(layout.line_start(start - 1))
    layout.replace(start, stop, "")
