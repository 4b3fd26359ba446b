r"""What changed in the text of files, line by line.

>>> text_changes({"a.yaml": b"x: 1\n"}, {"a.yaml": b"x: 2\n"})[0].lines[-1]
Line(sign='+', old=None, new=1, text='x: 2')
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["FileChange", "Line", "text_changes"]

_MOST_LINES = 400
_MOST_COMPARED = 60_000
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
    """The changes of one file; *cut* tells that there are more than are listed, *whole* that it came or went."""

    path: str
    lines: tuple[Line, ...]
    added: int
    removed: int
    cut: bool = False
    whole: Literal["came", "went"] | None = None


def text_changes(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """Return the changes of every file that differs, by path."""
    paths = sorted({*before, *now})
    return tuple(_file(path, before.get(path), now.get(path)) for path in paths if before.get(path) != now.get(path))


def _file(path: str, before: bytes | None, now: bytes | None) -> FileChange:
    old, new = _lines(before), _lines(now)
    whole: Literal["came", "went"] | None = "came" if before is None else "went" if now is None else None
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) + len(middle_new) > _MOST_COMPARED:
        return FileChange(path, (), len(middle_new), len(middle_old), cut=True, whole=whole)
    start = max(0, head - _AROUND)
    end = max(0, tail - _AROUND)
    found = list(_compared(old[start : len(old) - end], new[start : len(new) - end], start))
    added, removed = (sum(line.sign == sign for line in found) for sign in "+-")
    return FileChange(path, tuple(found[:_MOST_LINES]), added, removed, cut=len(found) > _MOST_LINES, whole=whole)


def _lines(content: bytes | None) -> list[str]:
    return [] if content is None else content.decode("utf-8", "replace").splitlines()


def _shared(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _compared(old: list[str], new: list[str], start: int) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(_AROUND)):
        if number:
            yield Line("…", None, None, "")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (
                    Line(" ", start + i + 1, start + j + 1, old[i])
                    for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
                )
                continue
            yield from (Line("-", start + i + 1, None, old[i]) for i in range(i1, i2))
            yield from (Line("+", None, start + j + 1, new[j]) for j in range(j1, j2))
