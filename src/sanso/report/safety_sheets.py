"""The sheets of the workbook on security and safety: bow-ties, mitigations, floors, conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.analysis.bowties import SafetyReport
from sanso.model.text import Text
from sanso.report import safety_rows
from sanso.report.pictures.bowtie_words import COMPARISON, ORIGIN, VERDICT
from sanso.report.reader import Reader
from sanso.report.sheets import Book, Cell, Column
from sanso.report.wording import joined

__all__ = ["write_safety"]

BOWTIES = (
    Column("col_id", 20, "code"),
    Column("harm", 26),
    Column("col_order", 8, "number"),
    Column("safety_cause", 34),
    Column("safety_origin", 12),
    Column("safety_barrier", 30),
    Column("safety_verdict", 18),
    Column("safety_why", 46),
    Column("safety_while", 20, prints=False),
    Column("safety_control", 40, prints=False),
    Column("safety_remark", 50, prints=False),
)

MITIGATIONS = (
    Column("col_id", 20, "code"),
    Column("harm", 26),
    Column("safety_mitigations", 70),
    Column("stage", 26),
    Column("safety_remark", 34),
    Column("safety_where", 34, "code", prints=False),
)

FLOORS = (
    Column("col_id", 20, "code"),
    Column("harm", 26),
    Column("safety_function", 26),
    Column("safety_stated", 24),
    Column("safety_floor", 30),
    Column("safety_compared", 26),
    Column("col_reason", 70),
)

CONFLICTS = (
    Column("kind", 24),
    Column("safety_one_side", 34),
    Column("safety_other_side", 34),
    Column("safety_why", 36),
    Column("safety_ways", 60),
    Column("safety_where", 60, "code", prints=False),
)


def write_safety(book: Book, reader: Reader) -> None:
    """Add the sheets on security and safety to *book*, where there is anything to say."""
    report = reader.views.safety
    if report.harms:
        book.table(book.phrase("sheet_bowties"), BOWTIES, _bowties(reader, report), frozen=4)
        book.table(book.phrase("sheet_mitigations"), MITIGATIONS, _mitigations(reader, report), frozen=2)
        book.table(book.phrase("sheet_floors"), FLOORS, _floors(reader, report), frozen=2)
    if report.conflicts or report.contradictions:
        book.table(book.phrase("sheet_conflicts"), CONFLICTS, _conflicts(reader, report), frozen=1)


def _bowties(reader: Reader, report: SafetyReport) -> Iterator[Sequence[Cell]]:
    """Yield one row per cause, barrier and origin; a cause without a barrier has one row."""
    model = reader.model
    for bowtie in report.harms:
        for line in bowtie.lines:
            head = (
                bowtie.harm,
                model.label(bowtie.harm),
                line.number,
                line.text,
                safety_rows.origin_text(line.origins),
            )
            tail = (model.labels(line.conditions) if line.conditions else None, safety_rows.control_text(model, line))
            if not line.barriers:
                yield (*head, reader.phrase("safety_no_barrier"), None, None, *tail, None)
            for barrier in line.barriers:
                for one in barrier.judgements:
                    why = joined([*one.reasons, *one.caveats], en="; ", ja="。")
                    verdict = Text(
                        en=f"{ORIGIN[one.origin].en}: {VERDICT[one.verdict].en}",
                        ja=f"{ORIGIN[one.origin].ja}: {VERDICT[one.verdict].ja}",
                    )
                    yield (*head, safety_rows.barrier_text(model, barrier), verdict, why, *tail, barrier.remark)


def _mitigations(reader: Reader, report: SafetyReport) -> Iterator[Sequence[Cell]]:
    for bowtie in report.harms:
        for one in bowtie.mitigations:
            again = reader.phrase("safety_again") if one.already else None
            name = reader.model.label(bowtie.harm)
            yield bowtie.harm, name, one.text, safety_rows.mitigation_text(one), again, one.reference


def _floors(reader: Reader, report: SafetyReport) -> Iterator[Sequence[Cell]]:
    """Yield the floors of every harm, then what its safety functions state beside them."""
    for bowtie in report.harms:
        name = reader.model.label(bowtie.harm)
        for text in safety_rows.floor_texts(bowtie):
            yield bowtie.harm, name, None, None, None, None, text
        for one in bowtie.comparisons:
            function, stated = reader.model.label(one.element), safety_rows.stated_text(one)
            yield bowtie.harm, name, function, stated, one.floor, COMPARISON[one.status], one.reason


def _conflicts(reader: Reader, report: SafetyReport) -> Iterator[Sequence[Cell]]:
    for contradiction in report.contradictions:
        function = reader.model.label(contradiction.element)
        title = reader.phrase("safety_contradictions")
        yield title, function, None, contradiction.reason, None, contradiction.source
    for one in report.conflicts:
        record = reader.catalogue.conflict_kinds[one.kind]
        sides = [
            Text(en=f"{name.show('en')}: {side.asks.en}", ja=f"{name.show('ja')}: {side.asks.ja}")
            for side in (one.first, one.second)
            for name in (reader.model.label(side.element),)
        ]
        ways = joined([text for text, _ in safety_rows.ways_out(reader.catalogue, one.kind)], en=" / ", ja=" / ")
        yield record.title, *sides, one.why, ways, f"{one.first.source} | {one.second.source}"
