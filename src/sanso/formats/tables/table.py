"""A table: rows of cells, with what is known about single cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sanso.formats.archive import column_letters

__all__ = ["Cell", "Table", "address"]

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What stands in a cell; the empty string where it is empty."""

Spot = tuple[int, int]
"""Row and column, counted from 1."""


def address(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> address(12, 2)
    'B12'
    """
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, or the whole of a delimited file (*name* is empty then).

    *source* yields the rows anew each time it is called; *merged* leads from cells covered by a merged range to
    the cell that shows its content; *formulas* tells for cells with a formula whether its value was saved.
    """

    name: str
    source: Callable[[], Iterator[list[Cell]]]
    columns: int
    merged: Mapping[Spot, Spot] = field(default_factory=dict)
    formulas: Mapping[str, bool] = field(default_factory=dict)
    errors: frozenset[str] = frozenset()
    visible: bool = True

    def __iter__(self) -> Iterator[list[Cell]]:
        return self.source()

    def path(self, row: int, column: int = 0) -> str:
        """Return the address of a cell, or of a row, with the name of the sheet: ``Sheet1!B12``."""
        spot = address(row, column) if column else str(row)
        return f"{self.name}!{spot}" if self.name else spot
