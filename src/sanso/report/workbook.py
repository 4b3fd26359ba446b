"""The assessment as an Excel workbook: a requirement sheet to work with, and everything else beside it.

Owners fill in the columns marked ▶. Hidden keys and a hidden sheet with the digest of the model let a filled
workbook find its way back. The bytes depend on the assessment and the language only.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sanso.analysis.answer_places import WORKBOOK_FORMAT
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.loading import paused_collection
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import columns, rows, terms
from sanso.report.attack_sheets import attack_facts, write_attack
from sanso.report.key_sheet import ANSWERS, BASES, KEY_SHEET, write_keys
from sanso.report.perspective_sheets import write_perspectives
from sanso.report.proof_sheets import write_proof
from sanso.report.reader import Reader
from sanso.report.safety_sheets import write_safety
from sanso.report.sectors_sheets import write_sectors
from sanso.report.sheets import Book, Column, cell_text, row_height
from sanso.report.transcription_sheets import write_transcription
from sanso.report.views import Views

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from sanso.analysis.attacking import AttackReport

__all__ = ["KEY_SHEET", "WORKBOOK_FORMAT", "render_workbook"]

_A3 = 8
"""Number of the paper size on which the requirement sheet stays readable."""
_ALLOWED = (("autofilter", True), ("format_columns", True), ("format_rows", True))
"""What readers may do on the protected sheet beside filling in: filter, and change widths and heights."""
_LARGE = 50_000
_FACTS = (Column("model_holds", 34), Column("stated_note", 120))


def render_workbook(
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    attack: AttackReport | None = None,
    views: Views | None = None,
) -> bytes:
    """Return the workbook in *lang* as the bytes of an ``.xlsx`` file; with *attack* it gains the sheets on it."""
    from xlsxwriter import Workbook

    reader = Reader(model, assessment, catalogue, lang, views)
    buffer = io.BytesIO()
    many = len(assessment.requirements) + len(assessment.iotssf) + len(assessment.trust)
    options = {
        "constant_memory" if many > _LARGE else "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with paused_collection(), Workbook(buffer, options) as workbook:
        book = Book(workbook, lang, reader.stage)
        at = assessment.model.at
        title = cell_text(reader.t(assessment.model.name))[:200]
        workbook.set_properties(
            {"title": title, "author": "Sanso", "created": dt.datetime(at.year, at.month, at.day, tzinfo=dt.UTC)}
        )
        _summary(book, reader, attack)
        _requirements(book, reader)
        _iotssf(book, reader)
        _trust(book, reader)
        book.table(book.phrase("sheet_incidents"), columns.INCIDENTS, rows.incidents(reader), frozen=2)
        book.table(book.phrase("sheet_harms"), columns.HARMS, rows.harms(reader), frozen=2)
        _points(book, reader)
        write_proof(book, reader)
        if attack is not None:
            write_attack(book, reader, attack)
        write_perspectives(book, reader)
        write_sectors(book, reader)
        write_safety(book, reader)
        write_transcription(book, reader)
        book.table(book.phrase("sheet_sources"), columns.SOURCES, rows.sources(reader), frozen=2)
        write_keys(book, assessment.model, _statuses(reader))
    return buffer.getvalue()


def _status_marks(book: Book, reader: Reader) -> dict[str, Format]:
    return {reader.word("status", status): form for status, form in book.status.items()}


def _index(layout: tuple[Column, ...], head: str) -> int:
    return next(index for index, column in enumerate(layout) if column.head == head)


def _requirements(book: Book, reader: Reader) -> None:
    layout = columns.REQUIREMENTS
    sheet, number = book.table(book.phrase("sheet_requirements"), layout, rows.requirements(reader), frozen=4)
    book.mark(sheet, number, _index(layout, "status"), _status_marks(book, reader))
    _mark_category(book, sheet, number, _index(layout, "category"))
    last = max(number, 1)
    choices: Mapping[str, list[str]] = {
        "fill_answer": [reader.word("level", key) for key in ANSWERS],
        "fill_basis": [reader.word("basis", key) for key in BASES],
    }
    for head, words in choices.items():
        column = _index(layout, head)
        rule = {"validate": "list", "source": words, "input_message": book.phrase("fill_pick"), "ignore_blank": True}
        sheet.data_validation(1, column, last, column, rule)
    day = {
        "validate": "date",
        "criteria": ">=",
        "value": dt.date(2000, 1, 1),
        "input_message": book.phrase("fill_day"),
        "error_message": book.phrase("fill_day"),
    }
    for head in ("fill_until", "fill_due"):
        column = _index(layout, head)
        sheet.data_validation(1, column, last, column, day)
    sheet.set_paper(_A3)
    sheet.protect("", dict(_ALLOWED))


def _mark_category(book: Book, sheet: Worksheet, number: int, column: int) -> None:
    for category, form in book.category.items():
        for rule in (
            {"type": "cell", "criteria": "==", "value": category, "format": form},
            {"type": "cell", "criteria": "==", "value": f'"≥ {category}"', "format": form},
        ):
            sheet.conditional_format(1, column, max(number, 1), column, rule)


def _iotssf(book: Book, reader: Reader) -> None:
    sheet, number = book.table(book.phrase("sheet_iotssf"), columns.IOTSSF, rows.iotssf(reader), frozen=2)
    _mark_category(book, sheet, number, _index(columns.IOTSSF, "category"))


def _trust(book: Book, reader: Reader) -> None:
    sheet, number = book.table(book.phrase("sheet_trust"), columns.TRUST, rows.trust(reader), frozen=2)
    _mark_category(book, sheet, number, _index(columns.TRUST, "required"))


def _points(book: Book, reader: Reader) -> None:
    sheet, number = book.table(book.phrase("sheet_points"), columns.POINTS, rows.points(reader), frozen=1)
    _mark_category(book, sheet, number, _index(columns.POINTS, "category"))


def _summary(book: Book, reader: Reader, attack: AttackReport | None) -> None:
    sheet = book.sheet(book.phrase("sheet_summary"))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 7, 18)
    summary = reader.assessment.summary
    sheet.set_row(0, 26)
    book.write(sheet, 0, 0, reader.assessment.model.name, "title")
    line = 2
    for label, value in [*rows.facts(reader), *(attack_facts(reader, attack) if attack is not None else ())]:
        book.write(sheet, line, 0, label, "label")
        sheet.merge_range(line, 1, line, 7, "", book.formats["text"])
        book.write(sheet, line, 1, value)
        sheet.set_row(line, row_height(_FACTS, (label, value), reader.lang))
        line += 1
    line += 1
    for index, head in enumerate((book.phrase("layer"), *(reader.word("status", s) for s in terms.STATUS_ORDER))):
        book.write(sheet, line, index, head, "head")
    for key in ("all", "1", "2", "3"):
        line += 1
        name = book.phrase("all_layers") if key == "all" else reader.word("layer_short", key)
        book.write(sheet, line, 0, name, "label")
        for index, status in enumerate(terms.STATUS_ORDER, 1):
            book.write(sheet, line, index, summary.status.get(key, {}).get(status, 0), "number")
    line += 2
    for index, head in enumerate(("by_category", "number")):
        book.write(sheet, line, index, book.phrase(head), "head")
    for key in ("4", "3", "2", "1", "0", "not-rated"):
        line += 1
        book.write(sheet, line, 0, book.phrase("unrated") if key == "not-rated" else key, "label")
        book.write(sheet, line, 1, summary.categories.get(key, 0), "number")


def _statuses(reader: Reader) -> Iterator[tuple[str, str]]:
    return ((f"status:{key}", reader.word("status", key)) for key in terms.STATUS_ORDER)
