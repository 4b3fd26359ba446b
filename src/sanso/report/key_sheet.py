"""The hidden sheet by which a filled workbook finds its way back: what it belongs to, and which word is which code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sanso.analysis.answer_places import ANSWER_FIELDS, WORKBOOK_FORMAT
from sanso.analysis.result import ModelSummary
from sanso.report import columns, method, terms
from sanso.report.sheets import Book

__all__ = ["ANSWERS", "BASES", "KEY_SHEET", "write_keys"]

KEY_SHEET: Final = "_sanso"
"""Name of the hidden sheet."""
ANSWERS: Final = ("none", "basic", "advanced", "high-advanced", "not-applicable")
"""Levels that can be filled in."""
BASES: Final = ("self-declaration", "third-party", "public-certification")
"""Bases that can be filled in."""


def write_keys(book: Book, about: ModelSummary, more: Iterable[tuple[str, str]] = ()) -> None:
    """Write the hidden sheet of the workbook on the model *about*, with the pairs of *more* at its end."""
    sheet = book.workbook.add_worksheet(KEY_SHEET)
    pairs = [
        ("format", WORKBOOK_FORMAT),
        ("model", about.id),
        ("digest", about.digest),
        ("at", about.at.isoformat()),
        ("result", about.schema),
        ("lang", book.lang),
        ("version", method.version()),
        ("sheet", book.phrase("sheet_requirements")),
        ("column:requirement", book.phrase("col_id")),
        *((f"column:{name}", book.phrase(head)) for name, head in zip(ANSWER_FIELDS, columns.FILLED, strict=True)),
        *((f"answer:{key}", book.show(terms.LEVEL[key])) for key in ANSWERS),
        *((f"basis:{key}", book.show(terms.BASIS[key])) for key in BASES),
        *more,
    ]
    for line, (key, value) in enumerate(pairs):
        book.write(sheet, line, 0, key, "hidden")
        book.write(sheet, line, 1, value, "hidden")
    sheet.protect()
    sheet.hide()
