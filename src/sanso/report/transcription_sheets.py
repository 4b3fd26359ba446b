"""The sheets of the workbook on transcription: five answers per connection, and what is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.report.reader import Reader
from sanso.report.sheets import Book, Cell, Column
from sanso.report.transcription_words import SIGN, STATE, state_of
from sanso.transcription import Transcription

__all__ = ["write_transcription"]

ANSWERS = (
    Column("col_id", 18, "code"),
    Column("connection", 26),
    Column("kind", 10),
    Column("col_device", 22),
    Column("col_other_end", 20),
    Column("category", 10, "number"),
    Column("q_genuine", 20),
    Column("q_untampered", 20),
    Column("q_accurate", 20),
    Column("q_plausible", 20),
    Column("q_effect", 20),
    Column("transcription_way", 60, prints=False),
    Column("transcription_remarks", 50, prints=False),
)

OPEN = (
    Column("col_id", 18, "code"),
    Column("connection", 26),
    Column("col_device", 22),
    Column("category", 10, "number"),
    Column("col_question", 34),
    Column("col_lacking", 50),
    Column("col_not_counted", 70),
    Column("col_due", 13),
)


def write_transcription(book: Book, reader: Reader) -> None:
    """Add the sheets on transcription to *book*, where anything is sensed or moved."""
    result = reader.views.transcription
    if result.rows:
        book.table(book.phrase("sheet_transcription"), ANSWERS, _answers(reader, result), frozen=2)
        book.table(book.phrase("sheet_transcription_open"), OPEN, _open(reader, result), frozen=2)


def _answers(reader: Reader, result: Transcription) -> Iterator[Sequence[Cell]]:
    for row in result.rows:
        states = (state_of(answer) for answer in row.answers)
        ways = (f"{reader.name(hop.from_)} → {reader.name(hop.to)} ({reader.t(hop.text)})" for hop in row.hops)
        yield (
            row.connection,
            reader.name(row.connection),
            reader.connection_kind(row.kind),
            reader.name(row.device),
            reader.name(row.other),
            row.category if row.category is not None else reader.phrase("unrated"),
            *(f"{SIGN[state]} {reader.t(STATE[state])}" for state in states),
            "; ".join(ways) or None,
            "; ".join(reader.t(remark) for remark in row.remarks) or None,
        )


def _open(reader: Reader, result: Transcription) -> Iterator[Sequence[Cell]]:
    questions = reader.catalogue.transcription_questions
    for one in result.findings:
        yield (
            one.connection,
            reader.name(one.connection),
            reader.name(one.device),
            one.category,
            questions[one.question].title,
            one.text,
            "; ".join(reader.t(reason) for reason in one.reasons) or None,
            one.due.isoformat() if one.due is not None else None,
        )
