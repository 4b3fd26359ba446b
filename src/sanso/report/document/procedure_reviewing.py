"""The chapter on review: what makes a new rating necessary, and the reviews that took place."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.procedure import Procedure
from sanso.analysis.procedure.result import TriggerRow
from sanso.report.document.blocks import Block, Cell, Heading, Row, Run, Table, paragraph
from sanso.report.document.parts import lines, named, soft
from sanso.report.document.procedure_parts import columns, said, table_or_none
from sanso.report.procedure_words import TRIGGERS
from sanso.report.reader import Reader

__all__ = ["reviewing"]


def reviewing(reader: Reader, made: Procedure) -> Iterator[Block]:
    """Return the blocks of step 4."""
    step = made.review
    yield Heading(2, said(reader, "triggers"), "triggers")
    heads = columns(reader, ("on", 1.3), ("what", 3), ("subject", 1.6), ("due", 2), ("from", 1.3))
    yield from table_or_none(reader, heads, (_trigger(reader, one) for one in step.triggers))
    yield Heading(2, said(reader, "reviews"), "reviews")
    if not step.reviews:
        yield paragraph(said(reader, "no-reviews"))
        return
    rows = tuple(Row((day.isoformat(), by, reader.t(result) or "–")) for day, by, result in step.reviews)
    yield Table(columns(reader, ("date", 1), ("by", 1.5), ("result", 4)), rows)


def _trigger(reader: Reader, one: TriggerRow) -> tuple[Cell, ...]:
    due = Run(said(reader, "yes" if one.due else "no"), mark="missing" if one.due else None, strong=one.due)
    return (
        TRIGGERS[one.kind].show(reader.lang),
        reader.t(one.what),
        named(reader, one.subject) if one.subject is not None else "–",
        lines(due, soft(reader.t(one.why)) if one.why is not None else None),
        said(reader, "from-record" if one.stated else "noticed"),
    )
