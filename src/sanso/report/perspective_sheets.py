"""The sheet of the workbook on the four perspectives: a row per subject and demand, with what each way still asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.iotssf import Ask, SubjectView
from sanso.report.perspective_page import PerspectiveReader
from sanso.report.perspective_words import PERSPECTIVE_WORDS
from sanso.report.reader import Reader
from sanso.report.sheets import Book, Cell, Column

__all__ = ["write_perspectives"]

Row = Sequence[Cell]

PERSPECTIVES = (
    Column("col_id", 18, "code"),
    Column("col_name", 24),
    Column("kind", 11),
    Column("category", 9, "number"),
    Column("perspective_demand", 20),
    Column("perspective_asks", 26),
    Column("stated_part", 26),
    Column("perspective_met", 11),
    Column("perspective_lapses", 12, "day"),
    Column("perspective_statements", 56),
    Column("perspective_ways", 60, prints=False),
    Column("perspective_of", 26, prints=False),
    Column("perspective_covered", 60, prints=False),
)


def write_perspectives(book: Book, reader: Reader) -> None:
    """Add the sheet of the four perspectives to *book*, where anything stands in a category."""
    report = reader.views.perspectives
    if not report.subjects:
        return
    words = PerspectiveReader(reader)
    rows = (row for view in report.subjects for row in _rows(words, view))
    book.table(reader.t(PERSPECTIVE_WORDS["sheet_perspectives"]), PERSPECTIVES, rows, frozen=2)


def _rows(words: PerspectiveReader, view: SubjectView) -> Iterator[Row]:
    reader = words.reader
    by_part: dict[str, list[tuple[str, Ask]]] = {}
    for way in view.ways:
        for ask in way.asks:
            by_part.setdefault(ask.part, []).append((way.mix, ask))
    for part in view.parts:
        asks = by_part.get(part.part, [])
        covers = dict.fromkeys(line for _, ask in asks for line in words.covers(ask))
        asked = dict.fromkeys(who for _, ask in asks for who in ask.of)
        yield (
            view.subject,
            reader.name(view.subject),
            reader.word("kind", view.kind),
            view.category,
            words.demand(part),
            words.required(part),
            words.stated(part),
            PERSPECTIVE_WORDS["yes_met" if part.met else "not_met"],
            part.lapses,
            "\n".join(words.statement(one) for one in part.statements),
            "\n".join(f"{mix}: {reader.t(ask.text)}" for mix, ask in asks),
            reader.names(asked),
            "\n".join(covers),
        )
