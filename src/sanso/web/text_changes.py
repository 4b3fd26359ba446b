r"""What changed in the text of files, line by line.

>>> text_changes({"a.yaml": b"x: 1\n"}, {"a.yaml": b"x: 2\n"})[0].lines[-1]
Line(sign='+', old=None, new=1, text='x: 2')

Lines end where an editor ends them, at a line feed; a carriage return before it belongs to the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sanso.web.lines import Step, differences

__all__ = ["FileChange", "Line", "text_changes"]

_MOST_LINES = 400
_MOST_COMPARED = 200_000
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that came (+), went (-), stands beside (a blank), or stands for lines left out (…)."""

    sign: Literal["+", "-", " ", "…"]
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """The changes of one file; *cut* tells that there are more than are listed, *whole* that it came or went.

    *plain* is false where the file is not text; a file of text with no lines here has another end of its last line.
    """

    path: str
    lines: tuple[Line, ...]
    added: int
    removed: int
    cut: bool = False
    whole: Literal["came", "went"] | None = None
    plain: bool = True


def text_changes(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """Return the changes of every file that differs, by path."""
    paths = sorted({*before, *now})
    return tuple(_file(path, before.get(path), now.get(path)) for path in paths if before.get(path) != now.get(path))


def _file(path: str, before: bytes | None, now: bytes | None) -> FileChange:
    whole: Literal["came", "went"] | None = "came" if before is None else "went" if now is None else None
    try:
        old, new = _lines(before), _lines(now)
    except UnicodeDecodeError:
        return FileChange(path, (), 0, 0, whole=whole, plain=False)
    if len(old) + len(new) > _MOST_COMPARED:
        return FileChange(path, (), max(0, len(new) - len(old)), max(0, len(old) - len(new)), cut=True, whole=whole)
    steps = differences(old, new)
    added = sum(j2 - j1 for tag, _, _, j1, j2 in steps if tag != "equal")
    removed = sum(i2 - i1 for tag, i1, i2, _, _ in steps if tag != "equal")
    found = list(_told(old, new, steps))
    return FileChange(path, tuple(found[:_MOST_LINES]), added, removed, cut=len(found) > _MOST_LINES, whole=whole)


def _lines(content: bytes | None) -> list[str]:
    if not content:
        return []
    text = content.decode("utf-8")
    return (text[:-1] if text.endswith("\n") else text).split("\n")


def _told(old: Sequence[str], new: Sequence[str], steps: Sequence[Step]) -> Iterator[Line]:
    """Tell the steps, with a few equal lines around each change."""
    last = len(steps) - 1
    for number, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag != "equal":
            yield from (Line("-", i + 1, None, old[i]) for i in range(i1, i2))
            yield from (Line("+", None, j + 1, new[j]) for j in range(j1, j2))
            continue
        after = 0 if number == 0 else _AROUND
        ahead = 0 if number == last else _AROUND
        size = i2 - i1
        if size <= after + ahead:
            yield from _beside(old, i1, j1, 0, size)
            continue
        yield from _beside(old, i1, j1, 0, after)
        if after and ahead:
            yield Line("…", None, None, "")
        yield from _beside(old, i1, j1, size - ahead, size)


def _beside(old: Sequence[str], i: int, j: int, start: int, stop: int) -> Iterator[Line]:
    return (Line(" ", i + n + 1, j + n + 1, old[i + n]) for n in range(start, stop))
