"""The sheet of the workbook on sectors: every raised or narrowed requirement and every native item, a row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.analysis.sectors import SectorView
from sanso.report import wording
from sanso.report.reader import Reader
from sanso.report.sectors_view import SectorReader, item_rows
from sanso.report.sectors_words import SECTOR_WORDS
from sanso.report.sheets import Book, Cell, Column

__all__ = ["SECTORS", "write_sectors"]

Row = Sequence[Cell]

SECTORS = (
    Column("sector", 14),
    Column("sector_kind", 12),
    Column("col_id", 11, "code"),
    Column("sector_title", 30),
    Column("sector_facet", 26),
    Column("sector_subject", 20),
    Column("sector_status", 18),
    Column("sector_through", 44),
    Column("sector_paraphrase", 54),
    Column("sector_phases", 20),
    Column("sector_force", 10),
    Column("sector_guideline", 40, prints=False),
    Column("sector_edition", 9, prints=False),
    Column("sector_date", 12, prints=False),
    Column("sector_confidence", 30, prints=False),
    Column("sector_related", 26, prints=False),
    Column("sector_elements", 50, prints=False),
)


def write_sectors(book: Book, reader: Reader) -> None:
    """Add the sheet of sectors to *book*, where the model has any."""
    report = reader.views.sectors
    if not report.sectors:
        return
    rows = (row for view in report.sectors for row in _rows(reader, view))
    book.table(reader.t(SECTOR_WORDS["sheet_sectors"]), SECTORS, rows, frozen=4)


def _rows(reader: Reader, view: SectorView) -> Iterator[Row]:
    yield from _raised(reader, view)
    yield from _narrowed(reader, view)
    yield from _items(reader, view)


def _raised(reader: Reader, view: SectorView) -> Iterator[Row]:
    words = SectorReader(reader)
    for one in view.raised:
        without, with_ = words.levels(one)
        yield (
            view.title,
            SECTOR_WORDS["sector_kind_raise"],
            one.requirement,
            reader.requirement(one.requirement),
            None,
            reader.name(one.organization) if one.organization else reader.phrase("nobody"),
            wording.status_word(one.status),
            f"{without} → {with_}",
            one.reason,
            None,
            None,
            *_source(words, one.guideline),
            reader.word("confidence", one.confidence),
            None,
            reader.names(one.elements),
        )


def _narrowed(reader: Reader, view: SectorView) -> Iterator[Row]:
    words = SectorReader(reader)
    for one in view.narrowed:
        yield (
            view.title,
            SECTOR_WORDS["sector_kind_narrow"],
            one.requirement,
            reader.requirement(one.requirement),
            one.where,
            None,
            words.narrowed_status(one),
            one.reason,
            one.meaning,
            None,
            None,
            *_source(words, one.guideline),
            reader.word("confidence", one.confidence),
            None,
            reader.names(one.elements),
        )


def _items(reader: Reader, view: SectorView) -> Iterator[Row]:
    words = SectorReader(reader)
    for row in item_rows(words, view.items):
        guideline = reader.catalogue.sector_items[row.id].guideline
        for one in row.subjects:
            yield (
                view.title,
                SECTOR_WORDS["sector_kind_add"],
                row.id,
                row.title,
                row.facet,
                one.subject,
                words.status(one.status),
                one.text,
                row.paraphrase,
                row.phases,
                row.force,
                *_source(words, guideline),
                row.confidence,
                reader.listed(row.requirements),
                reader.names(one.elements),
            )


def _source(words: SectorReader, guideline: str | None) -> tuple[Cell, Cell, Cell]:
    if guideline is None:
        return None, None, None
    record = words.reader.catalogue.guidelines[guideline]
    return record.title, record.edition, record.date
