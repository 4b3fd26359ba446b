"""The workbook that a supplier fills in: the rows that are asked, in the form that `sanso import` takes back.

It is a requirement workbook with fewer rows and columns. Of what is stated only level, basis and last day stand in it;
remarks, owners and dates that are kept inside are left out, so that nothing of that kind leaves the house.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sanso.analysis.answer_places import ANSWER_FIELDS, cells_of, marks
from sanso.analysis.asking import AskedRequirement, SupplierRequest
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import columns, terms, wording
from sanso.report.key_sheet import ANSWERS, BASES, write_keys
from sanso.report.request.words import Words
from sanso.report.sheets import Book, Cell, Column, cell_text

if TYPE_CHECKING:
    from sanso.report.quick_sheet import QuickSheet

__all__ = ["render_request_book"]

_SHOWN = ("level", "basis", "valid_until")
"""Fields of what is stated that the supplier sees."""
_GUIDE = ("guide_level", "guide_reason", "guide_basis", "guide_evidence", "guide_until", "guide_due")
_A3 = 8
_ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True}


def render_request_book(
    request: SupplierRequest, model: Model, assessment: Assessment, catalogue: Catalogue, lang: Language
) -> bytes:
    """Return the workbook in *lang* as the bytes of an ``.xlsx`` file."""
    from xlsxwriter import Workbook

    words = Words(model, catalogue, lang)
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as workbook:
        book = Book(workbook, lang)
        day = dt.datetime(request.day.year, request.day.month, request.day.day, tzinfo=dt.UTC)
        title = cell_text(f"{words.say('title')} – {words.t(request.name)}")[:200]
        workbook.set_properties({"title": title, "author": "Sanso", "created": day})
        _guide(book, words, request)
        _requirements(book, words, request)
        _confirmations(book, words, request)
        write_keys(book, assessment.model)
    return buffer.getvalue()


def _sheet_foot(sheet: QuickSheet, words: Words) -> None:
    sheet.set_footer(f"&L&8{words.say('running')}&C&8&A&R&8&P / &N")


def _guide(book: Book, words: Words, request: SupplierRequest) -> None:
    sheet = book.sheet(words.say("sheet_guide"))
    _sheet_foot(sheet, words)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.set_row(0, 26)
    book.write(sheet, 0, 0, words.say("title"), "title")
    facts = [
        (words.say("to"), words.t(request.name)),
        (words.say("sender"), words.t(request.asker) if request.asker is not None else words.say("sender_open")),
        (words.say("due"), words.t(wording.day_text(request.due))),
        *(("", words.say(key)) for key in _GUIDE),
    ]
    for line, (label, value) in enumerate(facts, 2):
        book.write(sheet, line, 0, label, "label")
        book.write(sheet, line, 1, value)


def _layout(request: SupplierRequest) -> tuple[Column, ...]:
    wanted = {
        "col_id",
        "col_title",
        "required_level",
        "status",
        "key",
        "organization",
        "elements",
        "place",
        "marks",
        *columns.FILLED,
    }
    wanted |= {"category", "col_reasons"} if request.detail != "none" else set()
    found = [
        Column(one.head, one.width, one.use)
        for one in columns.REQUIREMENTS
        if one.head in wanted and (one.head != "organization" or one.use == "hidden")
    ]
    heads = [one.head for one in found]
    elements = found.pop(heads.index("elements"))
    found.insert(heads.index("col_title") + 1, Column(elements.head, 26))
    found.insert(len(found) - 2, Column("col_fitting", 34))
    return tuple(found)


def _requirements(book: Book, words: Words, request: SupplierRequest) -> None:
    layout = _layout(request)
    sheet, number = book.table(
        book.phrase("sheet_requirements"),
        layout,
        (_row(words, layout, request, one) for one in request.requirements),
        frozen=4,
    )
    _sheet_foot(sheet, words)
    heads = [column.head for column in layout]
    last = max(number, 1)
    choices = {
        "fill_answer": [words.t(terms.LEVEL[key]) for key in ANSWERS],
        "fill_basis": [words.t(terms.BASIS[key]) for key in BASES],
    }
    for head, listed in choices.items():
        at = heads.index(head)
        rule = {"validate": "list", "source": listed, "input_message": book.phrase("fill_pick"), "ignore_blank": True}
        sheet.data_validation(1, at, last, at, rule)
    for head in ("fill_until", "fill_due"):
        at = heads.index(head)
        message = book.phrase("fill_day")
        rule = {"validate": "date", "criteria": ">=", "value": dt.date(2000, 1, 1)}
        sheet.data_validation(1, at, last, at, {**rule, "input_message": message, "error_message": message})
    sheet.set_paper(_A3)
    sheet.protect("", dict(_ALLOWED))


def _row(words: Words, layout: Sequence[Column], request: SupplierRequest, one: AskedRequirement) -> list[Cell]:
    measure = words.model.measures.get(one.place, {}).get(one.item)
    stated = cells_of(measure, words.lang)
    cells = {name: stated[name] if name in _SHOWN else "" for name in ANSWER_FIELDS}
    shown: dict[str, Cell] = dict(zip(columns.FILLED, _filled(words, cells), strict=True))
    shown |= {
        "key": one.key,
        "organization": request.supplier,
        "col_id": one.item,
        "col_title": one.title,
        "elements": words.names(one.elements),
        "required_level": words.level(one),
        "status": words.status(one),
        "category": one.category,
        "col_reasons": words.reasons(one),
        "col_fitting": words.evidence(one),
        "place": one.place,
        "marks": marks(cells),
    }
    return [shown[column.head] for column in layout]


def _filled(words: Words, cells: Mapping[str, str]) -> Iterator[Cell]:
    for name in ANSWER_FIELDS:
        text = cells[name]
        if not text:
            yield None
        elif name == "level":
            yield words.t(terms.LEVEL[text])
        elif name == "basis":
            yield words.t(terms.BASIS[text])
        else:
            yield dt.date.fromisoformat(text)


def _confirmations(book: Book, words: Words, request: SupplierRequest) -> None:
    if not request.confirmations:
        return
    sheet = book.sheet(words.say("sheet_confirmations"))
    _sheet_foot(sheet, words)
    told = request.detail != "none"
    widths = (30, *((40,) if told else ()), 60, 40, 26)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    heads = ["of_what", *(["against"] if told else []), "confirmation", "shown_by", "under"]
    for at, head in enumerate(heads):
        book.write(sheet, 0, at, words.say(head), "head")
    for line, one in enumerate(request.confirmations, 1):
        cells: list[Cell] = [words.name(one.subject), one.title, words.shown_by(one), one.item]
        if told:
            cells.insert(1, words.harm(one.category or 0, one.harms))
        for at, cell in enumerate(cells):
            book.write(sheet, line, at, cell)
