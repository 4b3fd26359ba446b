"""Cells of an answer as the values of a measure: codes, ISO dates, text."""

from __future__ import annotations

import datetime as dt

from sanso.formats.answers.filled import FilledRow, FilledWorkbook
from sanso.formats.tables import Cell, read_day
from sanso.formats.tables.values import folded
from sanso.model.diagnostics import Diagnostic, suggest
from sanso.model.yaml_reader import UNWRITABLE

__all__ = ["said"]

_FIRST, _LAST = 2000, 2199


def said(book: FilledWorkbook, row: FilledRow) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return what the cells of *row* say, by field (empty: nothing), and their faults."""
    values: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for field, cell in row.cells.items():
        values[field] = ""
        if book.has_formula(row.number, field):
            faults.append(book.fault("answers-formula", row.number, field))
            continue
        text = _text(cell)
        if not text:
            continue
        if field in book.words:
            found: str | Diagnostic = _code(book, row.number, field, text)
        elif field in ("valid_until", "due"):
            found = _day(book, row.number, field, cell)
        elif match := UNWRITABLE.search(text):
            found = book.fault("answers-sign", row.number, field, char=f"U+{ord(match[0]):04X}")
        else:
            found = text
        if isinstance(found, str):
            values[field] = found
        else:
            faults.append(found)
    return values, faults


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _code(book: FilledWorkbook, number: int, field: str, text: str) -> str | Diagnostic:
    """Return the code of a word in the language of the workbook; codes themselves are understood too."""
    words = book.words[field]
    known = {folded(word): code for word, code in words.items()} | {folded(code): code for code in words.values()}
    code = known.get(folded(text))
    if code is not None:
        return code
    choices = ("、" if book.lang == "ja" else ", ").join(words)
    return book.fault(
        "answers-word", number, field, word=text[:80], choices=choices, hint=suggest(text[:80], list(words))
    )


def _day(book: FilledWorkbook, number: int, field: str, cell: Cell) -> str | Diagnostic:
    try:
        day = read_day(cell, last=field == "valid_until")
    except ValueError:
        return book.fault("answers-date", number, field, word=_text(cell)[:80])
    if not _FIRST <= day.year <= _LAST:
        return book.fault("answers-date", number, field, word=day.isoformat())
    return day.isoformat()
