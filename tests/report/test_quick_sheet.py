"""The quick worksheet writes what the library's own worksheet writes, to the byte."""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from sanso.report.quick_sheet import QuickSheet
from sanso.report.sheets import Book, Column, cell_text

Row = list[str | float | int | dt.date | None]

COLUMNS = (
    Column("col_id", 18, "code"),
    Column("col_name", 24),
    Column("category", 9, "number"),
    Column("at", 9, "day"),
)
CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.floats(),
    st.integers(-(10**9), 10**9),
    st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)),
)
ROWS = st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=40)


def written(
    rows: list[Row], sheet_class: type[Worksheet], *, by_cell: bool, constant: bool = False
) -> dict[str, bytes]:
    """Write *rows* by one way or the other and return the parts of the file."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"constant_memory": constant, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)})
        book = Book(workbook, "ja")
        sheet: Any = workbook.add_worksheet("S", sheet_class)
        for number, row in enumerate(rows):
            if by_cell:
                for index, (column, value) in enumerate(zip(COLUMNS, row, strict=True)):
                    book.write(sheet, number, index, value, column.use)
            else:
                sheet.put_row(number, book.cells(COLUMNS, row, blanks=True))
    with zipfile.ZipFile(buffer) as file:
        return {name: file.read(name) for name in file.namelist()}


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, constant=st.booleans())
def test_the_file_is_that_of_the_library(rows: list[Row], *, constant: bool) -> None:
    quick = written(rows, QuickSheet, by_cell=False, constant=constant)
    assert quick == written(rows, Worksheet, by_cell=True, constant=constant)


@pytest.mark.parametrize("constant", [False, True])
def test_a_name_that_looks_like_markup_stays_text(constant: bool) -> None:
    text = "<r><t>a & b</t><evil></r>"
    parts = written([[text, None, 1, None]], QuickSheet, by_cell=False, constant=constant)
    found = [
        node.text
        for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
        if name in parts
        for node in ET.fromstring(parts[name]).iter()
        if node.tag.endswith("}t")
    ]
    assert [one.strip() for one in found if one] == [text]


def test_text_is_cut_to_what_a_cell_holds() -> None:
    assert len(cell_text("x" * 40_000)) == 32_000
    assert cell_text("a\ud800b") == "a?b"
