"""Find the header of a ledger below its title rows, merged cells over several rows included, and what columns mean.

>>> rows = [["資産台帳"], ["設置", "", "機器"], ["建屋", "ライン", "資産番号", "名称"]]
>>> header = find_header(rows, {})
>>> header.kind, header.bottom, [column.field for column in header.columns]
('assets', 3, ['site', 'site', 'id', 'name'])
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sanso.formats.archive import column_letters
from sanso.formats.ledger.vocabulary import KINDS, LedgerKind, headings
from sanso.formats.tables.table import Cell
from sanso.formats.tables.values import folded, plain, spoken

__all__ = ["ATTRIBUTE", "HEAD_ROWS", "IGNORE", "JOINED", "REQUIRED", "Column", "Header", "Sureness", "find_header"]

Sureness = Literal["exact", "part", "kept", "none"]
"""How a column got its field: the heading says so, holds a word, a kept mapping says so, not at all."""

ATTRIBUTE = "attribute"
IGNORE = "ignore"
HEAD_ROWS = 40
JOINED = ("site", "exposure", "description")
"""Fields that several columns may give together."""

REQUIRED: Mapping[LedgerKind, tuple[tuple[str, ...], ...]] = {
    "assets": (("name", "id"),),
    "suppliers": (("name",),),
    "network": (("from",), ("to",)),
}
"""Of each group of fields a ledger has at least one."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_MARKS = re.compile(r"^[※*●○◎■□★☆・#]+|[※*●○◎■□★☆::*]+$|[※*]\d*$")
_UNIT = re.compile(r"\((百万円|千円|万円|億円|円|[kM]?(?:JPY|USD|EUR))\)|(?:単位|unit)[::](百万円|千円|万円|億円|円)")
_SURE: tuple[Sureness, ...] = ("exact", "exact", "part", "none")
_COUNTERS = ("no", "no.", "番号", "項番", "#")
"""Headings of columns that count rows; where another column gives the number, they say nothing."""
_POINTS = {0: 3.0, 1: 2.0, 2: 1.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger: number from 1, letters, heading as it stands, its field, how sure, unit of money."""

    number: int
    letters: str
    heading: str
    field: str
    sure: Sureness
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a ledger's header stands (rows from 1), of what kind the ledger is, and its columns."""

    kind: LedgerKind
    top: int
    bottom: int
    columns: tuple[Column, ...]

    def fields(self) -> frozenset[str]:
        """Return the fields that some column gives."""
        return frozenset(column.field for column in self.columns)


def find_header(
    rows: Sequence[Sequence[Cell]], merged: Mapping[tuple[int, int], tuple[int, int]], kind: LedgerKind | None = None
) -> Header | None:
    """Return the header among the first *rows*, or None where nothing looks like one."""
    best: tuple[float, Header] | None = None
    for top in range(1, min(len(rows), HEAD_ROWS) + 1):
        if sum(bool(plain(cell)) for cell in rows[top - 1]) < 2 and not _spans(merged, top):
            continue
        for bottom in _bottoms(rows, merged, top):
            parts = _headings(rows, merged, top, bottom)
            for tried in (kind,) if kind is not None else KINDS:
                score, header = _judged(tried, top, bottom, parts)
                if score and (best is None or score > best[0] + (1.0 if bottom > top else 0.0)):
                    best = (score, header)
    return best[1] if best is not None else None


def _spans(merged: Mapping[tuple[int, int], tuple[int, int]], row: int) -> bool:
    return any(origin[0] == row and spot[0] > row for spot, origin in merged.items())


def _bottoms(
    rows: Sequence[Sequence[Cell]], merged: Mapping[tuple[int, int], tuple[int, int]], top: int
) -> Sequence[int]:
    """Return the last rows that a header beginning in row *top* may have, the likeliest first."""
    reach = max((spot[0] for spot, origin in merged.items() if origin[0] == top), default=top)
    if top < reach <= top + 3:
        return (reach,)
    return (top, top + 1) if top < len(rows) else (top,)


def _headings(
    rows: Sequence[Sequence[Cell]], merged: Mapping[tuple[int, int], tuple[int, int]], top: int, bottom: int
) -> list[tuple[str, ...]]:
    """Return the heading of every column from top to bottom, texts that are merged over it included."""
    width = max(len(rows[row - 1]) for row in range(top, bottom + 1))
    found = []
    for column in range(1, width + 1):
        parts: list[str] = []
        for row in range(top, bottom + 1):
            origin = merged.get((row, column), (row, column))
            text = _at(rows, *origin)
            if not text and row < bottom and _at(rows, row + 1, column):
                text = _left_of(rows, row, column)
            if text and text not in parts:
                parts.append(text)
        found.append(tuple(parts))
    return found


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    cells = rows[row - 1] if row <= len(rows) else ()
    return plain(cells[column - 1]) if column <= len(cells) else ""


def _left_of(rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    """Return the text under which an empty upper heading stands: the next one to the left."""
    for left in range(column - 1, 0, -1):
        if text := _at(rows, row, left):
            return text
    return ""


def _judged(kind: LedgerKind, top: int, bottom: int, parts: list[tuple[str, ...]]) -> tuple[float, Header]:
    """Return how well the headings fit a ledger of *kind*, and the header; 0 where a needed column is missing."""
    ranked: dict[int, tuple[int, str]] = {}
    for number, texts in enumerate(parts, 1):
        match = _field(kind, texts)
        if match is not None:
            ranked[number] = match
    taken: dict[str, int] = {}
    for number, (rank, name) in sorted(ranked.items(), key=lambda item: (item[1][0], item[0])):
        if name in JOINED or name not in taken:
            taken.setdefault(name, number)
        else:
            counts = name == "id" and _bare(parts[number - 1][-1]) in _COUNTERS
            ranked[number] = (rank, IGNORE if counts else ATTRIBUTE)
    columns = tuple(_column(number, texts, ranked.get(number)) for number, texts in enumerate(parts, 1))
    have = set(taken)
    complete = all(have.intersection(group) for group in REQUIRED[kind])
    score = sum(_POINTS[ranked[number][0]] for number in taken.values()) if complete and len(have) >= 2 else 0.0
    return score, Header(kind, top, bottom, tuple(column for column in columns if column.heading))


def _column(number: int, texts: tuple[str, ...], match: tuple[int, str] | None) -> Column:
    unit = _UNIT.search(spoken(" ".join(texts)))
    field, sure = ATTRIBUTE, _SURE[3]
    if match is not None and match[1] != ATTRIBUTE:
        field, sure = match[1], _SURE[match[0]]
    shown = (unit[1] or unit[2]) if unit else ""
    return Column(number, column_letters(number), " / ".join(texts), field, sure, shown)


def _bare(text: str) -> str:
    """Return a heading for comparison, without what stands in brackets and marks around it."""
    short = folded(text)
    return _MARKS.sub("", _BRACKETS.sub("", short)) or short


@lru_cache(maxsize=2**12)
def _field(kind: LedgerKind, texts: tuple[str, ...]) -> tuple[int, str] | None:
    """Return how (0 by a heading, 1 by a whole word, 2 by a part) a column gives which field."""
    if not texts:
        return None
    fields = headings()[kind][1]
    leaf, joined = _bare(texts[-1]), "".join(_bare(text) for text in texts)
    for tried in dict.fromkeys((joined, leaf)):
        for rank, words in ((0, "headings"), (1, "whole")):
            for field in fields.values():
                if tried in getattr(field, words):
                    return rank, field.name
    for tried in dict.fromkeys((joined, leaf)):
        held = [
            (len(word), field.name)
            for field in fields.values()
            for word in field.headings
            if len(word) > 2 and word in tried and _stands_alone(word, tried)
        ]
        if held:
            return 2, max(held)[1]
    return None


def _stands_alone(word: str, text: str) -> bool:
    """Tell whether a Latin word in *text* is more than a piece of another word."""
    if not word.isascii():
        return len(word) >= len(text) / 3
    return len(word) >= 4 and len(word) >= len(text) / 2
