"""A printed document as a workbook: a sheet with its sentences, and one for every table.

Marks become their signs; a group row stands in its own line over all columns. Nothing is ever a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from sanso.report.document.blocks import Callout, Document, Heading, Paragraph, Row, Table, plain
from sanso.report.sheets import Book, cell_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["render_tables"]

_WIDTH = 130
_NAME_MOST = 31
_LINE = 14.0
_LINES_MOST = 12


def render_tables(document: Document, summary: str) -> bytes:
    """Return *document* as the bytes of an ``.xlsx`` file; *summary* names the first sheet."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as workbook:
        book = Book(workbook, document.lang)
        day = dt.datetime(document.day.year, document.day.month, document.day.day, tzinfo=dt.UTC)
        workbook.set_properties({"title": cell_text(document.title)[:200], "author": "Sanso", "created": day})
        names: set[str] = set()
        _sentences(book, document, _name(summary, names))
        heading = summary
        for block in document.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Table):
                _table(book, _name(block.caption or heading, names), block)
    return buffer.getvalue()


def _sentences(book: Book, document: Document, name: str) -> None:
    sheet = book.sheet(name)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 26)
    book.write(sheet, 0, 0, document.title, "title")
    book.write(sheet, 1, 0, document.subtitle, "label")
    line = 3
    for label, value in document.facts:
        book.write(sheet, line, 0, label, "label")
        book.write(sheet, line, 1, plain(value))
        line += 1
    label = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            label = block.text
        elif isinstance(block, Paragraph | Callout):
            text = plain(block.content)
            book.write(sheet, line + 1, 0, label, "label")
            book.write(sheet, line + 1, 1, text)
            sheet.set_row(line + 1, _height([text], [110]))
            line += 1
            label = ""


def _table(book: Book, name: str, table: Table) -> None:
    sheet = book.sheet(name)
    whole = sum(column.share for column in table.columns)
    widths = [max(9.0, _WIDTH * column.share / whole) for column in table.columns]
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(index, index, width)
        book.write(sheet, 0, index, column.head, "head")
    sheet.set_row(0, 24)
    for number, row in enumerate(table.rows, 1):
        texts = [plain(cell) for cell in row.cells]
        sheet.set_row(number, _height(texts, [sum(widths)] if row.group else widths))
        _row(book, sheet, number, row, texts, len(widths))
    if table.left_out:
        book.write(sheet, len(table.rows) + 1, 0, table.left_out, "soft")
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if table.rows and not any(row.group for row in table.rows):
        sheet.autofilter(0, 0, len(table.rows), len(widths) - 1)


def _row(book: Book, sheet: Worksheet, number: int, row: Row, texts: list[str], columns: int) -> None:
    if row.group:
        for index in range(columns):
            book.write(sheet, number, index, texts[0] if index == 0 else None, "label")
        return
    for index, text in enumerate(texts):
        book.write(sheet, number, index, text)


def _height(texts: list[str], widths: list[float]) -> float:
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        needed = sum(max(1, -(-_units(line) // max(1, int(width)))) for line in text.split("\n"))
        lines = max(lines, needed)
    return _LINE * min(lines, _LINES_MOST) + 3


def _units(text: str) -> int:
    return sum(2 if character > "\u2e80" else 1 for character in text)


def _name(text: str, taken: set[str]) -> str:
    """Return a name for a sheet: without what Excel refuses, short, and only once."""
    base = re.sub(r"[\[\]:*?/\\']", " ", cell_text(text)).strip()[:_NAME_MOST] or "-"
    name, number = base, 2
    while name.lower() in taken:
        name = f"{base[: _NAME_MOST - 4]} {number}"
        number += 1
    taken.add(name.lower())
    return name
