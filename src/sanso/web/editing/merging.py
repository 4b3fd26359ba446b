r"""Two people's changes of the same files, put together line by line.

>>> merged_lines("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n")
'A\nb\nc\nD\n'
>>> merged_lines("a\nb\n", "A\nb\n", "X\nb\n") is None
True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

__all__ = ["merged", "merged_lines"]

_Hunk = tuple[int, int, list[str]]
"""Lines of the base from which to which, and what stands there instead."""


def merged(
    base: Mapping[str, bytes], theirs: Mapping[str, bytes], mine: Mapping[str, bytes], *, mine_first: bool = False
) -> dict[str, bytes] | None:
    """Return the files with both changes; None where they meet, unless mine goes first there."""
    made: dict[str, bytes] = {}
    for path in dict.fromkeys((*theirs, *mine, *base)):
        old, other, own = base.get(path), theirs.get(path), mine.get(path)
        if own in (old, other):
            chosen = other
        elif other == old or (mine_first and (other is None or own is None or old is None)):
            chosen = own
        elif old is None or other is None or own is None:
            return None
        else:
            chosen = _merged_text(old, other, own, mine_first=mine_first)
            if chosen is None:
                return None
        if chosen is not None:
            made[path] = chosen
    return made


def _merged_text(old: bytes, other: bytes, own: bytes, *, mine_first: bool) -> bytes | None:
    try:
        made = merged_lines(old.decode(), other.decode(), own.decode(), mine_first=mine_first)
    except UnicodeDecodeError:
        return own if mine_first else None
    return None if made is None else made.encode()


def merged_lines(base: str, theirs: str, mine: str, *, mine_first: bool = False) -> str | None:
    """Return the text with both changes; None where they meet, unless mine goes first there."""
    old = base.splitlines(keepends=True)
    other, own = _hunks(old, theirs.splitlines(keepends=True)), _hunks(old, mine.splitlines(keepends=True))
    kept = [hunk for hunk in other if not any(_meet(hunk, one) for one in own)]
    if len(kept) < len(other) and not mine_first:
        return None
    lines: list[str] = []
    done = 0
    for start, stop, fresh in sorted([*kept, *own], key=lambda hunk: hunk[:2]):
        lines += old[done:start]
        lines += fresh
        done = stop
    return "".join([*lines, *old[done:]])


def _meet(one: _Hunk, other: _Hunk) -> bool:
    """Tell whether two hunks share a line, or stand so close that their order would be a guess."""
    return one[0] <= other[1] and other[0] <= one[1]


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[_Hunk]:
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    stop = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    middle_old, middle_new = old[start : len(old) - stop], new[start : len(new) - stop]
    return list(_differences(middle_old, middle_new, start))


def _differences(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[_Hunk]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield a + offset, b + offset, list(new[c:d])
