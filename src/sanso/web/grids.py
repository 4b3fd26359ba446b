r"""Tables of pages: shown as HTML, downloaded as CSV and JSON.

>>> from sanso.model.text import Text
>>> grid = Grid("parts", Text(en="Parts", ja="部品"), (Column("id", Text(en="Id", ja="ID")),), ((Cell("=1+1"),),))
>>> grid.as_csv("en").decode("utf-8-sig")
"Id\r\n'=1+1\r\n"
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, overload

from sanso.model.text import Language, Text

__all__ = ["Cell", "Column", "Grid", "Lines"]

Item = TypeVar("Item")

Value = str | int | float | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: *key* in JSON, *kind* tells how its cells are set."""

    key: str
    title: Text
    kind: Literal["text", "id", "number", "status", "category", "day"] = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value; *shown* is what a person reads where that differs, *href* where it leads, *note* a second line."""

    value: Value
    shown: Text | str | None = None
    href: str | None = None
    note: Text | str | None = None


class Lines(Sequence[Sequence[Cell]], Generic[Item]):
    """Rows of a large table, made of *items* when they are asked for: most are asked for by a download only.

    >>> rows = Lines(range(1_000_000), lambda n: (Cell(n), Cell(n * n)))
    >>> len(rows), rows[:2][1][1].value
    (1000000, 1)
    """

    def __init__(self, items: Sequence[Item], cells: Callable[[Item], Sequence[Cell]]) -> None:
        self._items = items
        self._cells = cells

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Cell]]: ...

    def __getitem__(self, index: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(index, slice):
            return [self._cells(item) for item in self._items[index]]
        return self._cells(self._items[index])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page; *id* is unique on the page, *empty* says what it means that it has no rows.

    *most* rows stand on the page; a download holds all of them.
    """

    id: str
    title: Text
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    empty: Text = field(default_factory=lambda: Text(en="Nothing here.", ja="該当なし。"))
    most: int = 500

    @property
    def shown(self) -> Sequence[Sequence[Cell]]:
        """The rows that stand on the page."""
        return self.rows[: self.most]

    @property
    def left_out(self) -> int:
        """How many rows only a download holds."""
        return max(0, len(self.rows) - self.most)

    def as_json(self, lang: Language) -> bytes:
        """Return the rows as a list of objects, with the titles of the columns in *lang*."""
        rows = [{column.key: cell.value for column, cell in zip(self.columns, row, strict=True)} for row in self.rows]
        columns = [{"key": column.key, "title": column.title.show(lang)} for column in self.columns]
        made: dict[str, Any] = {"table": self.id, "title": self.title.show(lang), "columns": columns, "rows": rows}
        return json.dumps(made, ensure_ascii=False, indent=1).encode()

    def as_csv(self, lang: Language) -> bytes:
        """Return the rows as CSV that spreadsheet programs open: UTF-8 with its mark, no cell begins a formula."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([_safe(column.title.show(lang)) for column in self.columns])
        for row in self.rows:
            writer.writerow([_safe(_said(cell, lang)) for cell in row])
        return text.getvalue().encode("utf-8-sig")


def _said(cell: Cell, lang: Language) -> Value:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return cell.value
    shown = cell.shown.show(lang) if isinstance(cell.shown, Text) else cell.shown
    return shown if shown is not None else cell.value


def _safe(value: Value) -> str | int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
