"""Where two sequences of lines differ, at a cost that stays near their length.

>>> differences(["a", "b", "c"], ["a", "x", "c"])
[('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]

The standard library's matcher needs minutes for some thousand lines of a model, because lines such as
``kind: sensor`` repeat. Here lines that occur once on both sides are anchors (the patience method); what stands
between two anchors is matched in full where it is short, and counts as replaced where it is long.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Step", "differences"]

Step = tuple[Literal["equal", "replace", "delete", "insert"], int, int, int, int]
"""What to do with lines i1 to i2 of the old text to get lines j1 to j2 of the new one: tag, i1, i2, j1, j2."""

_Range = tuple[int, int, int, int]
_Match = tuple[int, int, int]
_MOST_PAIRS = 20_000


def differences(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Return the steps from *old* to *new*, in order; together they cover both."""
    found: list[Step] = []
    i = j = 0
    for a, b, size in _joined(sorted(_matches(old, new))):
        _add_change(found, i, a, j, b)
        found.append(("equal", a, a + size, b, b + size))
        i, j = a + size, b + size
    _add_change(found, i, len(old), j, len(new))
    return found


def _add_change(found: list[Step], i1: int, i2: int, j1: int, j2: int) -> None:
    if i1 < i2 or j1 < j2:
        found.append(("replace" if i1 < i2 and j1 < j2 else "delete" if i1 < i2 else "insert", i1, i2, j1, j2))


def _joined(matches: Sequence[_Match]) -> Iterator[_Match]:
    """Join matches that follow one another without a gap."""
    at: _Match | None = None
    for a, b, size in matches:
        if at is not None and (at[0] + at[2], at[1] + at[2]) == (a, b):
            at = at[0], at[1], at[2] + size
            continue
        if at is not None:
            yield at
        at = a, b, size
    if at is not None:
        yield at


def _matches(old: Sequence[str], new: Sequence[str]) -> Iterator[_Match]:
    ranges: list[_Range] = [(0, len(old), 0, len(new))]
    while ranges:
        a1, a2, b1, b2 = ranges.pop()
        head = _shared(old, new, a1, a2, b1, b2)
        if head:
            yield a1, b1, head
        a1, b1 = a1 + head, b1 + head
        tail = _shared_end(old, new, a1, a2, b1, b2)
        if tail:
            yield a2 - tail, b2 - tail, tail
        a2, b2 = a2 - tail, b2 - tail
        if a1 == a2 or b1 == b2:
            continue
        anchors = _anchors(old, new, (a1, a2, b1, b2))
        if anchors:
            ranges += _between(anchors, (a1, a2, b1, b2))
            yield from ((a, b, 1) for a, b in anchors)
        elif (a2 - a1) * (b2 - b1) <= _MOST_PAIRS:
            matcher = SequenceMatcher(None, old[a1:a2], new[b1:b2], autojunk=False)
            yield from ((a1 + a, b1 + b, size) for a, b, size in matcher.get_matching_blocks() if size)


def _shared(old: Sequence[str], new: Sequence[str], a1: int, a2: int, b1: int, b2: int) -> int:
    most = min(a2 - a1, b2 - b1)
    return next((n for n in range(most) if old[a1 + n] != new[b1 + n]), most)


def _shared_end(old: Sequence[str], new: Sequence[str], a1: int, a2: int, b1: int, b2: int) -> int:
    most = min(a2 - a1, b2 - b1)
    return next((n for n in range(most) if old[a2 - 1 - n] != new[b2 - 1 - n]), most)


def _anchors(old: Sequence[str], new: Sequence[str], within: _Range) -> list[tuple[int, int]]:
    """Return the longest run of pairs, ascending on both sides, of lines that occur once on each side."""
    a1, a2, b1, b2 = within
    often_old, often_new = Counter(old[a1:a2]), Counter(new[b1:b2])
    places = {new[b]: b for b in range(b1, b2) if often_new[new[b]] == 1}
    pairs = [(a, places[old[a]]) for a in range(a1, a2) if often_old[old[a]] == 1 and old[a] in places]
    return _ascending(pairs)


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, b) in enumerate(pairs):
        place = bisect.bisect_left(ends, b)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(b)
            last.append(at)
        else:
            ends[place], last[place] = b, at
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _between(anchors: Sequence[tuple[int, int]], within: _Range) -> Iterator[_Range]:
    a, b, a2, b2 = within[0], within[2], within[1], within[3]
    for at_a, at_b in (*anchors, (a2, b2)):
        if a < at_a and b < at_b:
            yield a, at_a, b, at_b
        a, b = at_a + 1, at_b + 1
