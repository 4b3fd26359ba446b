"""Rows of a ledger: cells by field, faults by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sanso.formats.ledger.header import ATTRIBUTE, IGNORE, Column, Header
from sanso.formats.ledger.vocabulary import LedgerWords, ledger_words
from sanso.formats.tables.table import Cell, Table, address
from sanso.formats.tables.values import folded, plain, read_count, read_day, read_money
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.findings import Findings
from sanso.model.money import Money
from sanso.model.text import Text

__all__ = ["Faults", "Ledger", "Row"]

_LONGEST_TEXT = 4_000
_MOST_FAULTS = 5_000


class Faults:
    """Faults of a ledger, by cell: the path of each is ``Sheet1!B12``."""

    def __init__(self, shown: str, table: Table) -> None:
        self.shown = shown
        self.table = table
        self.found = Findings(_MOST_FAULTS)

    def report(self, code: str, row: int = 0, column: int = 0, *, hint: Text | None = None, **values: object) -> None:
        """Add the fault *code* of a cell, a row or the whole table."""
        place = Place(self.shown, row, max(column, 1) if row else 0)
        path = self.table.path(row, column) if row else self.table.name
        self.found.add([diagnose(code, place, path, hint=hint, **values)])

    def all(self) -> tuple[Diagnostic, ...]:
        """Return everything by place."""
        return tuple(self.found.all(self.shown))


@lru_cache(maxsize=2**14)
def _said(value: str) -> str:
    """Return the text of a cell; the empty string where it says that there is nothing."""
    text = plain(value)
    return "" if ledger_words().says_nothing(text) else text


@lru_cache(maxsize=2**14)
def _day_said(value: str, last: bool) -> dt.date | None:  # noqa: FBT001 -- two places are looked up faster than a name
    """Return the day in the text of a cell, or None where it is none: a ledger repeats unreadable days too."""
    try:
        return read_day(value, last=last)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the cells of a row stand, worked out once for all rows.

    *places* has the index of the first column of every field, *several* the fields that more than one column gives.
    """

    columns: Mapping[int, Column]
    by_field: Mapping[str, tuple[Column, ...]]
    places: Mapping[str, int]
    several: tuple[str, ...]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> _Layout:
        by_field: dict[str, tuple[Column, ...]] = {}
        for column in columns:
            by_field[column.field] = (*by_field.get(column.field, ()), column)
        return cls(
            {column.number - 1: column for column in columns},
            by_field,
            {field: min(column.number for column in own) - 1 for field, own in by_field.items()},
            tuple(field for field, own in by_field.items() if len(own) > 1 and field != ATTRIBUTE),
        )

    def places_in(self, cells: Sequence[Cell]) -> Mapping[str, int]:
        """Return by field the index of its first cell that is not empty."""
        if not self.several:
            return self.places
        found = dict(self.places)
        for field in self.several:
            indexes = (column.number - 1 for column in self.by_field[field])
            found[field] = min((index for index in indexes if not _blank(cells[index])), default=found[field])
        return found


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and (not cell or cell.isspace())


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table with the header that was found in it; rows come out one by one."""

    table: Table
    header: Header
    faults: Faults

    def __iter__(self) -> Iterator[Row]:
        words = ledger_words()
        columns = tuple(column for column in self.header.columns if column.field != IGNORE)
        heads = [folded(column.heading.rpartition(" / ")[2]) for column in columns]
        layout = _Layout.of(columns)
        width = max((column.number for column in columns), default=0) + 1
        special = bool(self.table.merged or self.table.formulas or self.table.errors)
        anchors: dict[tuple[int, int], Cell] = {}
        origins = set(self.table.merged.values())
        above: Sequence[Cell] = ()
        for number, cells in enumerate(self.table, 1):
            if number <= self.header.bottom:
                continue
            filled = len(cells) - cells.count("")
            if special:
                cells = self._repaired(number, cells, anchors, origins)
            if not filled or self._is_margin(cells, columns, heads, filled, words):
                continue
            if not words.ditto.isdisjoint(cells):
                cells = _repeated(cells, above, words.ditto)
            above = cells
            yield Row(number, [*cells, *[""] * max(1, width - len(cells))], layout, self.faults, words)

    def _repaired(
        self,
        number: int,
        cells: list[Cell],
        anchors: dict[tuple[int, int], Cell],
        origins: set[tuple[int, int]],
    ) -> list[Cell]:
        """Return the cells of a row with what is merged over them, and without what has no value."""
        width = max(len(cells), self.table.columns)
        row: list[Cell] = cells + [""] * (width - len(cells))
        for column in range(1, width + 1):
            spot = (number, column)
            if self.table.formulas or self.table.errors:
                self._valueless(row, number, column)
            if spot in origins:
                anchors[spot] = row[column - 1]
            elif (origin := self.table.merged.get(spot)) is not None and origin[0] > self.header.bottom:
                row[column - 1] = anchors.get(origin, "") if origin[0] < number else ""
        return row

    def _valueless(self, row: list[Cell], number: int, column: int) -> None:
        name = address(number, column)
        if name in self.table.errors:
            row[column - 1] = ""
            self.faults.report("cell-error", number, column)
        elif self.table.formulas.get(name) is False:
            row[column - 1] = ""
            self.faults.report("cell-formula", number, column)

    def _is_margin(
        self, cells: Sequence[Cell], columns: Sequence[Column], heads: Sequence[str], filled: int, words: LedgerWords
    ) -> bool:
        """Tell whether a row is a total, a note, or the header once more."""
        if len(columns) > 3 and filled <= max(2, len(columns) // 2):
            first = next((folded(plain(cell)) for cell in cells if cell != ""), "")
            if first in words.totals or (filled <= 2 and first.startswith(("※", "*", "注", "note"))):
                return True
        start = columns[0].number - 1
        if start < len(cells) and _reads(cells[start], heads[0]):
            own = [folded(plain(cells[c.number - 1])) if c.number <= len(cells) else "" for c in columns[:3]]
            return own == list(heads[:3])
        return False


def _reads(cell: Cell, head: str) -> bool:
    """Tell whether a cell holds the heading *head*."""
    if not isinstance(cell, str) or (cell.isascii() and not head.isascii()):
        return False
    return folded(plain(cell)) == head


def _repeated(cells: list[Cell], above: Sequence[Cell], ditto: frozenset[str]) -> list[Cell]:
    """Return the cells of a row with what stands above in place of 同上 and its like."""
    return [
        (above[place] if place < len(above) else "") if isinstance(cell, str) and cell in ditto else cell
        for place, cell in enumerate(cells)
    ]


class Row:
    """One row: values by field, unreadable ones reported and kept as attributes.

    *cells* reach beyond the last column: what stands at their end is the empty cell of every field without a column.
    """

    __slots__ = ("_cells", "_faults", "_layout", "_left", "_places", "number", "words")

    def __init__(
        self,
        number: int,
        cells: Sequence[Cell],
        layout: _Layout,
        faults: Faults,
        words: LedgerWords,
    ) -> None:
        self.number = number
        self.words = words
        self._cells = cells
        self._layout = layout
        self._places = layout.places_in(cells)
        self._faults = faults
        self._left: list[tuple[Column, str]] = []

    def column(self, field: str) -> Column | None:
        """Return the column of the first cell of *field* that is not empty."""
        index = self._places.get(field, -1)
        return None if _blank(self._cells[index]) else self._layout.columns[index]

    def text(self, field: str, *, joined: bool = False) -> str:
        """Return the text of *field*, of all its columns where *joined*; what says nothing is the empty string."""
        value = self._cells[self._places.get(field, -1)]
        if value == "":
            return ""
        if not joined:
            text = plain(value)
            return text if len(text) <= _LONGEST_TEXT else self._cut(text, field)
        columns = self._layout.by_field[field]
        if len(columns) == 1 and isinstance(value, str):
            return _said(value)
        texts = [
            text
            for column in columns
            if (text := plain(self._cells[column.number - 1])) and not self.words.says_nothing(text)
        ]
        return " ".join(dict.fromkeys(texts))

    def word(self, field: str) -> str:
        """Return the text of *field*; the empty string where it says that there is nothing."""
        value = self._cells[self._places.get(field, -1)]
        if isinstance(value, str) and len(value) <= _LONGEST_TEXT:
            return _said(value) if value else ""
        text = self.text(field)
        return "" if self.words.says_nothing(text) else text

    def day(self, field: str, *, last: bool = False) -> dt.date | None:
        """Return the day in *field*."""
        value = self._value(field)
        if value is None:
            return None
        if isinstance(value, str):
            day = _day_said(value, last)
        else:
            day = value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None
        if day is None:
            self.unread("cell-not-a-day", field)
        return day

    def count(self, field: str) -> int | None:
        """Return the number from 1 on in *field*."""
        value = self._value(field)
        if value is None:
            return None
        try:
            number = read_count(value)
        except ValueError:
            number = 0
        if not 1 <= number <= 10**9:
            self.unread("cell-not-a-count", field)
            return None
        return number

    def money(self, field: str) -> Money | None:
        """Return the amount in *field*; a bare number counts in the unit of its heading."""
        value, column = self._value(field), self.column(field)
        if value is None or column is None:
            return None
        try:
            return read_money(value, unit=column.unit)
        except ValueError:
            self.unread("cell-not-money", field)
            return None

    def _value(self, field: str) -> Cell | None:
        """Return the first cell of *field* that says anything."""
        value = self._cells[self._places.get(field, -1)]
        if not isinstance(value, str):
            return value
        says = value and (_said(value) if len(value) <= _LONGEST_TEXT else value.strip())
        return value if says else None

    def unread(self, code: str, field: str, **values: Any) -> None:
        """Report that the value of *field* cannot be used; it stays as an attribute."""
        column = self.column(field)
        if column is not None:
            text = plain(self._cells[column.number - 1])
            self._left.append((column, text))
            self._faults.report(code, self.number, column.number, value=text, **values)

    def report(self, code: str, field: str = "", **values: Any) -> None:
        """Report a fault of the cell of *field*, or of the row."""
        column = self.column(field) if field else None
        self._faults.report(code, self.number, column.number if column is not None else 0, **values)

    def keep(self, field: str) -> None:
        """Keep the text of *field*, of all its columns, as attributes, without a fault."""
        for column in self._layout.by_field.get(field, ()):
            if text := plain(self._cells[column.number - 1]):
                self._left.append((column, text))

    def keep_once(self, field: str) -> None:
        """Keep the text of *field* as an attribute unless it is kept already."""
        column = self.column(field)
        if column is not None and all(kept is not column for kept, _ in self._left):
            self.keep(field)

    def attributes(self) -> dict[str, str]:
        """Return what no field takes, by heading: columns without a field, and cells that could not be read."""
        found: dict[str, str] = {}
        for column in self._layout.by_field.get(ATTRIBUTE, ()):
            value = self._cells[column.number - 1]
            if value != "" and (text := self._short(plain(value), column)):
                found[self._key(found, column.heading)] = text
        for column, text in self._left:
            found[self._key(found, column.heading)] = text
        return found

    def _cut(self, text: str, field: str) -> str:
        column = self.column(field)
        return self._short(text, column) if column is not None else ""

    def _short(self, text: str, column: Column) -> str:
        if len(text) > _LONGEST_TEXT:
            self._faults.report("cell-cut", self.number, column.number, limit=_LONGEST_TEXT)
            return text[:_LONGEST_TEXT]
        return text

    @staticmethod
    def _key(found: Mapping[str, str], heading: str) -> str:
        key, number = heading, 2
        while key in found:
            key, number = f"{heading} ({number})", number + 1
        return key

    def content(self) -> int:
        """Return a number that is the same for rows with the same cells."""
        return hash(tuple(self._cells))

    def path(self, number: int, column: int = 0) -> str:
        """Return the address of a cell, or of a row, of the same table."""
        return self._faults.table.path(number, column)

    def report_at(self, number: int, column: int, code: str, **values: Any) -> None:
        """Report a fault of a cell in another row of the same table."""
        self._faults.report(code, number, column, **values)
