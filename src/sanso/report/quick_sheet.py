"""A worksheet of XlsxWriter that takes a row at once and writes its cells in fewer steps.

Nothing is written differently: the file is the same to the byte as that of the library's own worksheet, which a test
compares. Half of the time of a large workbook goes into single cells; here they skip the checks that `Book` has made.
Cells other than text, numbers and blanks with a format are left to the library.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format

__all__ = ["QuickSheet"]


class QuickSheet(Worksheet):  # type: ignore[misc] # the library has no types
    """A worksheet with `put_row`, and a quick way out for the cells that it holds."""

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[int, str] = {}
        self._styles: dict[int, int] = {}

    def put_row(self, row: int, cells: Iterable[tuple[int, str | float | None, Format]]) -> None:
        """Store (column, value, format) of *row*; None is a blank cell. Text is stored as it is."""
        if self.constant_memory and row > self.previous_row:
            self._write_single_row(row)
        index = (lambda text: text) if self.constant_memory else self.str_table._get_shared_string_index
        stored = self.table[row]
        for column, value, form in cells:
            if value is None:
                stored[column] = CellBlankTuple(form)
            elif isinstance(value, str):
                stored[column] = CellStringTuple(index(value), form)
            else:
                stored[column] = CellNumberTuple(value, form)
        if stored:
            self._check_dimensions(row, min(stored))
            self._check_dimensions(row, max(stored))

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        form, kind = cell.format, type(cell)
        if form is None or kind not in (CellStringTuple, CellNumberTuple, CellBlankTuple):
            super()._write_cell(row, col, cell)
            return
        style = self._styles.get(id(form))
        if style is None:
            style = self._styles[id(form)] = form._get_xf_index()
        letters = self._letters.get(col)
        if letters is None:
            letters = self._letters[col] = xl_col_to_name(col)
        head = f'<c r="{letters}{row + 1}" s="{style}"'
        if kind is CellStringTuple and self.constant_memory:
            self._write_inline(head, cell.string)
        elif kind is CellStringTuple:
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')
        elif kind is CellNumberTuple:
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f"{head}/>")

    def _write_inline(self, head: str, text: str) -> None:
        text = self._escape_control_characters(text)
        space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        self.fh.write(f'{head} t="inlineStr"><is><t{space}>{self._escape_data(text)}</t></is></c>')

    def _calculate_spans(self) -> None:
        """Find the first and last column of every block of 16 rows, as the library does."""
        if self.comments:
            super()._calculate_spans()
            return
        blocks: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                low, high = blocks.get(row // 16, (self.dim_colmax, 0))
                blocks[row // 16] = min(low, *cells), max(high, *cells)
        self.row_spans = {block: f"{low + 1}:{high + 1}" for block, (low, high) in blocks.items()}

    def _escape_attributes(self, attribute: Any) -> Any:
        return attribute if isinstance(attribute, int) else super()._escape_attributes(attribute)
