"""Read workbooks and delimited text into tables.

Workbooks give the values that were saved; formulas are not evaluated. Text is tried as UTF-8 (with or without byte
order mark), UTF-16, Shift_JIS as Windows writes it (cp932) and EUC-JP, in this order; the first that fits is taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from sanso.formats.archive import Limits, SheetScan
from sanso.formats.opening import SafeWorkbook, kind_of, open_workbook_safely, read_bytes
from sanso.formats.tables.table import Cell, Spot, Table
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, printable
from sanso.model.text import Text

__all__ = ["Opened", "open_tables"]

_MOST_MERGED = 2_000_000
_FIELD_BYTES = 2**17


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its tables; *encoding* of a text file, *workbook* of a workbook."""

    path: Path
    tables: tuple[Table, ...]
    remarks: tuple[Diagnostic, ...] = ()
    encoding: str = ""
    workbook: SafeWorkbook | None = None

    def table(self, name: str | None) -> Table:
        """Return the table called *name*; the first visible one for None.

        Raises:
            InputRefused: there is no such sheet.

        """
        shown = printable(str(self.path))
        if name is None:
            return next((table for table in self.tables if table.visible), self.tables[0])
        for table in self.tables:
            if table.name == name:
                return table
        from sanso.model.diagnostics import suggest

        hint = suggest(name, [table.name for table in self.tables])
        raise InputRefused([diagnose("no-such-sheet", Place(shown), sheet=name, hint=hint)])


def open_tables(path: Path, limits: Limits | None = None) -> Opened:
    """Open the workbook or delimited file at *path*.

    Raises:
        InputRefused: it cannot be read safely; the diagnostic says why.

    """
    bounds = limits or Limits()
    content = read_bytes(path, bounds.file_bytes)
    if kind_of(path, content) == "text":
        return _text(path, content, bounds)
    workbook = open_workbook_safely(path, bounds)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    shown = printable(str(path))
    try:
        reader = CalamineWorkbook.from_filelike(workbook.stream())
        tables = tuple(_sheet(reader, sheet) for sheet in workbook.sheets)
    except PasswordError as error:
        raise InputRefused([diagnose("workbook-locked", Place(shown), file=shown)]) from error
    except (CalamineError, XmlError, ZipError, ValueError, OSError) as error:
        reason = Text(en="damaged content", ja="内容の破損")
        raise InputRefused([diagnose("workbook-broken", Place(shown), file=shown, reason=reason)]) from error
    if not tables:
        raise InputRefused([diagnose("import-empty", Place(shown), file=shown)])
    return Opened(path, tables, workbook.remarks(), workbook=workbook)


def _sheet(reader: Any, scan: SheetScan) -> Table:
    sheet = reader.get_sheet_by_name(scan.name)
    first_row, first_column = sheet.start or (0, 0)
    before: list[list[Cell]] = [[] for _ in range(first_row)]
    margin: list[Cell] = [""] * first_column

    def rows() -> Iterator[list[Cell]]:
        yield from before
        yield from (margin + row for row in sheet.iter_rows()) if margin else sheet.iter_rows()

    return Table(
        scan.name, rows, scan.columns, _merged(sheet.merged_cell_ranges or ()), scan.formulas, scan.errors, scan.visible
    )


def _merged(ranges: Iterable[tuple[Spot, Spot]]) -> dict[Spot, Spot]:
    found: dict[Spot, Spot] = {}
    for (top, left), (bottom, right) in ranges:
        if len(found) + (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    found[row + 1, column + 1] = (top + 1, left + 1)
    return found


def _text(path: Path, content: bytes, limits: Limits) -> Opened:
    shown = printable(str(path))
    encoding = _encoding(content)
    if encoding is None:
        raise InputRefused([diagnose("text-encoding", Place(shown), file=shown)])
    text = content.decode(encoding)
    if "\0" in text:
        raise InputRefused([diagnose("nul-byte", Place(shown))])
    delimiter = _delimiter(text)
    del text

    def rows() -> Iterator[list[Cell]]:
        stream = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
        return _records(stream, delimiter, shown, limits)

    widest = max(map(len, rows()), default=0)
    return Opened(path, (Table("", rows, widest),), encoding=encoding)


def _encoding(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16" if _fits(content, "utf-16") else None
    for name in ("utf-8-sig", "cp932", "euc_jp"):
        if _fits(content, name):
            return _likelier(content) if name == "cp932" else name
    return None


def _likelier(content: bytes) -> str:
    """Tell cp932 from EUC-JP: EUC-JP text that happens to fit cp932 reads as half-width katakana."""
    text = content[:200_000].decode("cp932", "ignore")
    narrow = sum("\uff61" <= sign <= "\uff9f" for sign in text)
    wide = sum("\u3040" <= sign <= "\u9fff" for sign in text)
    return "euc_jp" if narrow > wide and _fits(content, "euc_jp") else "cp932"


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _records(stream: TextIO, delimiter: str, shown: str, limits: Limits) -> Iterator[list[Cell]]:
    reader: Iterator[list[Any]] = csv.reader(stream, delimiter=delimiter, strict=False)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            if len(record) > limits.columns:
                raise _too_large(shown, limits.columns, Text(en="columns", ja="列数"), number)
            if number > limits.rows:
                raise _too_large(shown, limits.rows, Text(en="rows", ja="行数"), number)
            yield record
    except csv.Error as error:
        problem = Text(en=str(error), ja="引用符または項目の長さが正しくありません")
        raise InputRefused([diagnose("table-syntax", Place(shown, number + 1, 1), problem=problem)]) from error


def _too_large(shown: str, limit: int, what: Text, row: int) -> InputRefused:
    return InputRefused([diagnose("table-too-large", Place(shown, row, 1), where=shown, limit=limit, what=what)])


def _delimiter(text: str) -> str:
    """Return the sign that parts the first lines most often."""
    head = "\n".join(text[:20_000].splitlines()[:20])
    return max(",\t;", key=head.count)
