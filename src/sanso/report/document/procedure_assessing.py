"""The chapter on the risk assessment: harms with ratings and raters, their agreement, the map."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.procedure import Procedure
from sanso.analysis.procedure.result import HarmRow
from sanso.report.document.blocks import Block, Cell, Heading, Inline, Row, Run, Table, paragraph
from sanso.report.document.parts import category, drawn, lines, named, soft
from sanso.report.document.procedure_parts import columns, everyone, said, table_or_none
from sanso.report.pictures import draw_map
from sanso.report.reader import Reader

__all__ = ["assessing"]


def assessing(reader: Reader, made: Procedure) -> Iterator[Block]:
    """Return the blocks of step 2."""
    step = made.assess
    yield Heading(2, said(reader, "ratings"), "ratings")
    heads = columns(reader, ("rater", 1.9), ("date", 1.1), ("human", 1.1), ("economic", 1.1), ("rationale", 4.5))
    rows = [row for harm in step.harms for row in _harm(reader, harm)]
    yield Table(heads, tuple(rows)) if rows else paragraph(said(reader, "none"))
    yield Heading(2, said(reader, "agreement"), "agreement")
    if step.agreement:
        yield paragraph(said(reader, "agreement-note"))
        yield Table(
            columns(reader, ("axis", 1.2), ("raters", 4), ("harms", 1), ("equal", 1), ("kappa", 1)),
            tuple(
                Row(
                    (
                        reader.word("axis", one.axis),
                        reader.listed(one.raters),
                        f"{one.harms:,}",
                        f"{one.equal:,}",
                        f"{one.kappa:.2f}" if one.kappa is not None else said(reader, "undefined"),
                    )
                )
                for one in step.agreement
            ),
        )
    else:
        yield paragraph(said(reader, "no-agreement"))
    yield Heading(2, said(reader, "map"), "map")
    yield drawn(draw_map(reader.model, reader.assessment, reader.catalogue, reader.lang), "upright")
    yield Heading(2, said(reader, "placements"), "placements")
    heads = columns(reader, ("element", 2), ("category", 0.9), ("human", 1.2), ("economic", 1.2), ("deciding", 3))
    yield from table_or_none(reader, heads, _placements(reader))
    if step.unrated:
        yield Heading(2, said(reader, "unrated"), "unrated")
        yield paragraph(everyone(reader, step.unrated))


def _harm(reader: Reader, row: HarmRow) -> Iterator[Row]:
    title = Run(f"{reader.name(row.harm)} ", strong=True)
    origin = reader.listed(reader.word("origin", one) for one in row.origin)
    yield Row(((title, category(reader, row.category), soft(f"  {row.harm} · {origin}")),), group=True)
    levels = row.levels
    agreed: tuple[Cell, ...] = (
        Run(said(reader, "agreed-level"), strong=True),
        "",
        Run(reader.word("human", levels.human), strong=True),
        Run(reader.word("economic", levels.economic), strong=True),
        lines(reader.t(row.rationale), soft(reader.t(levels.economic_reason)) if levels.economic_reason else None),
    )
    yield Row(agreed)
    for one in row.ratings:
        human = reader.word("human", one.human) if one.human is not None else "–"
        economic = reader.word("economic", one.economic) if one.economic is not None else "–"
        why: Inline = lines(reader.t(one.rationale), soft(said(reader, "early")) if one.early else None)
        yield Row((one.by, one.date.isoformat() if one.date is not None else "–", human, economic, why))


def _placements(reader: Reader) -> Iterator[tuple[Cell, ...]]:
    placed = sorted(reader.assessment.iotssf, key=lambda one: (-(one.category or 0), one.element))
    for one in placed:
        if one.category is None:
            continue
        deciding = tuple(dict.fromkeys(h for h in (one.human.harm, one.economic.harm) if h is not None))
        yield (
            named(reader, one.element),
            category(reader, one.category, at_least=one.at_least),
            reader.word("human", one.human.level),
            reader.word("economic", one.economic.level),
            reader.names(deciding),
        )
