"""A thin layer over XlsxWriter: sheets as columns and rows, with one style, and text that is never a formula.

Strings are written as strings whatever they begin with, cut to what a cell can hold. Rows are written in
order, so that big workbooks can be written with constant memory.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sanso.model.text import Language, Text
from sanso.report.words import WORDS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from sanso.report.quick_sheet import QuickSheet

__all__ = ["Book", "Cell", "Column", "cell_text", "row_height", "safe_name"]

Cell = str | int | float | dt.date | Text | None
_Shown = str | int | float | dt.date | None

_CELL_MOST = 32_000
_LINES_MOST = 6
_BLANKS_MOST = 3_000
"""Rows up to which empty cells are ruled as well; beyond, they would only make the file bigger."""
_WORDS_MOST = 120
"""Longest text that is taken for one that comes back in other rows."""
_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
"""The day that a cell counts days from, after the 60th, which was no day."""
_FONT = {"ja": "Yu Gothic", "en": "Calibri"}
_PERCENT = "[=0]0%;[<0.0001]0.0E+00;0.00%"
"""Never ``0.00%``: a tiny probability is written with its power of ten."""
_INK, _HEAD, _FILL_HEAD, _FILL = "#1B2430", "#0B4F7C", "#8A5A00", "#FFF7E6"
_STATUS_STYLE = {
    "missing": {"bg_color": "#F7D0C8", "font_color": "#7A1408", "bold": True},
    "not-stated": {"bg_color": "#E4D9F5", "font_color": "#4B2580", "italic": True},
    "partial": {"bg_color": "#FBE3C0", "font_color": "#5E3C00"},
    "met": {"bg_color": "#D3E7F5", "font_color": "#0B4468"},
    "not-applicable": {"bg_color": "#ECEFF2", "font_color": "#4A5560"},
    "not-required": {"bg_color": "#ECEFF2", "font_color": "#4A5560"},
}
_CATEGORY_STYLE = {
    4: {"bg_color": "#76180F", "font_color": "#FFFFFF", "bold": True},
    3: {"bg_color": "#C2571A", "font_color": "#FFFFFF", "bold": True},
    2: {"bg_color": "#F2B25F", "font_color": "#2B1A00"},
    1: {"bg_color": "#FBE3C0", "font_color": "#3A2605"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its heading in ``words``, its width, and what it is for.

    *use* is ``text``, ``number``, ``percent``, ``money``, ``decimal``, ``code``, ``fill`` (for the reader to fill
    in) or ``hidden`` (a key). Columns after the last one that *prints* are for the screen only, and do not make rows
    higher.
    """

    head: str
    width: float
    use: str = "text"
    prints: bool = True


def cell_text(text: str) -> str:
    """Return *text* as a cell can hold it: no unpaired surrogates, not too long, nothing that is taken for markup."""
    clean = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    if len(clean) > _CELL_MOST:
        return clean[: _CELL_MOST - 1] + "…"
    return f"{clean} " if clean.startswith("<r>") and clean.endswith("</r>") else clean


def row_height(columns: Sequence[Column], row: Sequence[Cell], lang: Language) -> float:
    """Estimate the height of a row, in points: as many lines as its longest text wraps to, up to a limit."""
    lines = 1
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, str | Text) and column.prints and column.use != "hidden":
            text = value if isinstance(value, str) else value.show(lang)
            lines = max(lines, _lines(text, column.width))
        if lines >= _LINES_MOST:
            break
    return _height_of(lines)


def _height_of(lines: int) -> float:
    return 14.0 * min(lines, _LINES_MOST) + 2


def _lines(text: str, width: float) -> int:
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    head = text[: int(width) * _LINES_MOST + 1]
    units = len(head) if head.isascii() else sum(2 if char > "\u2e80" else 1 for char in head)
    return head.count("\n") + 1 if units <= width else head.count("\n") + -(-units // max(1, int(width - 1)))


def safe_name(text: str, most: int = 120) -> str:
    """Return *text* for a page footer, where ``&`` begins a command."""
    return cell_text(text)[:most].replace("&", "&&")


class Book:
    """A workbook in one language with its formats."""

    def __init__(self, workbook: Workbook, lang: Language, stage: Text | None = None) -> None:
        self.workbook = workbook
        self.stage = stage if stage is not None else WORDS["stated_not_proven"]
        self.lang: Language = lang
        self._lines: dict[tuple[str, float], int] = {}
        plain = {"font_name": _FONT[lang], "font_size": 10, "font_color": _INK, "valign": "top"}
        base = {**plain, "bottom": 1, "bottom_color": "#D5DBE2"}
        wrapped = {**base, "text_wrap": True}
        head = {
            **wrapped,
            "bold": True,
            "font_color": "#FFFFFF",
            "valign": "vcenter",
            "border": 1,
            "border_color": "#FFFFFF",
        }
        make = workbook.add_format
        self.formats: dict[str, Format] = {
            "text": make(wrapped),
            "code": make({**base, "font_name": "Consolas"}),
            "number": make({**base, "num_format": "#,##0", "align": "center"}),
            "percent": make({**base, "num_format": _PERCENT, "align": "right"}),
            "money": make({**base, "num_format": "#,##0", "align": "right"}),
            "decimal": make({**base, "num_format": "0.0##", "align": "right"}),
            "day": make({**base, "num_format": "yyyy-mm-dd", "align": "left"}),
            "fill": make({**wrapped, "bg_color": _FILL, "border": 1, "border_color": "#E3D3B0", "locked": False}),
            "fill_day": make(
                {
                    **base,
                    "bg_color": _FILL,
                    "border": 1,
                    "border_color": "#E3D3B0",
                    "num_format": "yyyy-mm-dd",
                    "align": "left",
                    "locked": False,
                }
            ),
            "hidden": make(base),
            "head": make({**head, "bg_color": _HEAD}),
            "fill_head": make({**head, "bg_color": _FILL_HEAD}),
            "title": make({**plain, "bold": True, "font_size": 16}),
            "label": make({**base, "bold": True}),
            "soft": make({**wrapped, "font_color": "#566272"}),
        }
        self.status = {key: make(style) for key, style in _STATUS_STYLE.items()}
        self.category = {key: make(style) for key, style in _CATEGORY_STYLE.items()}

    def show(self, value: Text | str) -> str:
        """Return a text in the language of the book."""
        return value if isinstance(value, str) else value.show(self.lang)

    def phrase(self, key: str) -> str:
        """Return a phrase of ``words`` in the language of the book."""
        return WORDS[key].show(self.lang)

    def sheet(self, name: str) -> QuickSheet:
        """Add a sheet that prints on A4 across, with page numbers."""
        from sanso.report.quick_sheet import QuickSheet

        sheet: QuickSheet = self.workbook.add_worksheet(name, QuickSheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{safe_name(self.show(self.stage))}&C&8&A&R&8&P / &N")
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Cell, style: str = "text") -> None:
        """Write one cell; text is text, also where it looks like a formula or an address."""
        form = self.formats[style]
        if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, form)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), self._day(style))
        else:
            sheet.write_string(row, column, cell_text(self.show(value)), form)

    def table(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, frozen: int = 0
    ) -> tuple[QuickSheet, int]:
        """Add a sheet with filter and heading, frozen with the first *frozen* columns; return it and its row count."""
        sheet = self.sheet(name)
        for index, column in enumerate(columns):
            options: dict[str, Any] = {"hidden": True} if column.use == "hidden" else {}
            sheet.set_column(index, index, column.width, None, options)
        sheet.set_row(0, 32)
        for index, column in enumerate(columns):
            heading = column.head if column.use == "hidden" else self.phrase(column.head)
            self.write(sheet, 0, index, heading, "fill_head" if column.use.startswith("fill") else "head")
        number = 0
        for number, row in enumerate(map(self._shown, rows), 1):
            sheet.set_row(number, self._height(columns, row))
            sheet.put_row(number, self.cells(columns, row, blanks=number <= _BLANKS_MOST))
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        visible = [index for index, column in enumerate(columns) if column.use != "hidden" and column.prints]
        sheet.print_area(0, visible[0], number, visible[-1])
        return sheet, number

    def _shown(self, row: Sequence[Cell]) -> list[_Shown]:
        """Return a row with its texts in the language of the book."""
        lang = self.lang
        return [v if v is None or isinstance(v, str | int | float | dt.date) else v.show(lang) for v in row]

    def _height(self, columns: Sequence[Column], row: Sequence[_Shown]) -> float:
        """Return `row_height`, with the lines that a text takes at a width counted once."""
        most = 1
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and column.prints and column.use != "hidden":
                most = max(most, self._count(value, column.width))
            if most >= _LINES_MOST:
                break
        return _height_of(most)

    def _count(self, text: str, width: float) -> int:
        if len(text) > _WORDS_MOST:
            return _lines(text, width)
        lines = self._lines.get((text, width))
        if lines is None:
            lines = self._lines[text, width] = _lines(text, width)
        return lines

    def cells(
        self, columns: Sequence[Column], row: Sequence[_Shown], *, blanks: bool
    ) -> Iterator[tuple[int, str | float | None, Format]]:
        """Yield column, value and format of the cells of a row, as `write` would; without *blanks*, no empty ones."""
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            form = self.formats[column.use]
            if value and isinstance(value, str):
                yield index, cell_text(value), form
            elif value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
                if blanks or value is not None or column.use.startswith("fill"):
                    yield index, None, form
            elif isinstance(value, dt.date):
                number = value.toordinal() - _DAY_ZERO
                yield index, number if number > 60 else number - 1, self._day(column.use)
            elif not isinstance(value, str):
                yield index, value, form

    def _day(self, style: str) -> Format:
        return self.formats["fill_day" if style == "fill_day" else "day"]

    def mark(self, sheet: Worksheet, rows: int, column: int, marks: dict[str, Format]) -> None:
        """Colour the cells of a column by their words."""
        for text, form in marks.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": form}
            sheet.conditional_format(1, column, max(rows, 1), column, rule)
