"""The chapter on treatment: stakeholders by perspective, residual risk and who accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sanso.analysis.procedure import Procedure
from sanso.analysis.procedure.result import Accepted, Allocated, Residual
from sanso.report.document.blocks import Block, Cell, Heading, Inline, Row, Run, Table, paragraph
from sanso.report.document.parts import category, lines, named, soft
from sanso.report.document.procedure_parts import columns, everyone, said, table_or_none
from sanso.report.reader import Reader

__all__ = ["treating"]


def treating(reader: Reader, made: Procedure) -> Iterator[Block]:
    """Return the blocks of step 3."""
    yield Heading(2, said(reader, "allocation"), "allocation")
    yield paragraph(said(reader, "allocation-note"))
    heads = columns(reader, ("perspective", 1.5), ("required", 2.4), ("open", 2.4), ("to", 2), ("covered", 2.4))
    rows: list[Row] = []
    for subjects, cells in _alike(reader, made.treat.allocation):
        who = everyone(reader, [one.subject for one in subjects])
        same = soft(f"  {subjects[0].subject}") if len(subjects) == 1 else soft("")
        title = (Run(f"{who} ", strong=True), category(reader, subjects[0].category), same)
        rows.append(Row((title,), group=True))
        rows += map(Row, cells)
    yield Table(heads, tuple(rows)) if rows else paragraph(said(reader, "none"))
    yield Heading(2, said(reader, "residual"), "residual")
    yield paragraph(said(reader, "residual-note"))
    heads = columns(
        reader, ("harm", 1.9), ("category", 0.9), ("human", 1.1), ("economic", 1.1), ("left", 3.6), ("accepted", 2.2)
    )
    yield from table_or_none(reader, heads, (_residual(reader, one) for one in made.treat.residual))


def _alike(
    reader: Reader, allocation: Sequence[Allocated]
) -> list[tuple[list[Allocated], tuple[tuple[Cell, ...], ...]]]:
    """Put subjects together of which the same is asked of the same; one record stands for each."""
    found: dict[tuple[object, ...], tuple[list[Allocated], tuple[tuple[Cell, ...], ...]]] = {}
    for _, group in groupby(allocation, key=lambda one: one.subject):
        ones = list(group)
        cells = tuple(_allocated(reader, one) for one in ones)
        found.setdefault((ones[0].category, cells), ([], cells))[0].append(ones[0])
    return list(found.values())


def _allocated(reader: Reader, one: Allocated) -> tuple[Cell, ...]:
    catalogue = reader.catalogue
    perspective = reader.t(catalogue.perspectives[one.perspective].title)
    required = [reader.t(catalogue.demand_steps[key].title) for key in one.required]
    opened = [reader.t(catalogue.demand_steps[key].title) for key in one.open]
    to = [Run(reader.names(one.to) or "–")]
    if one.to and not one.stated:
        to.append(soft(f" {said(reader, 'proposed')}"))
    covers = dict.fromkeys((cover.duty, cover.certain) for cover in one.covered_by)
    known = [
        reader.t(catalogue.duties[duty].title) + ("" if certain else f" ({said(reader, 'may')})")
        for duty, certain in covers
    ]
    return (
        perspective,
        "\n".join(required),
        "\n".join(opened) if opened else Run(said(reader, "fulfilled"), mark="met"),
        lines(to, soft(reader.t(one.what)) if one.what is not None else None),
        "\n".join(known) if known else "–",
    )


def _residual(reader: Reader, one: Residual) -> tuple[Cell, ...]:
    left: Inline = "0" if one.category is not None else "–"
    if one.open_demands:
        left = lines(f"{one.open_demands:,}", soft(everyone(reader, one.open_elements)))
    accepted = [_accepted(reader, given) for given in one.accepted]
    return (
        named(reader, one.harm),
        category(reader, one.category),
        reader.word("human", one.human),
        reader.word("economic", one.economic),
        left,
        lines(*accepted) if accepted else Run(said(reader, "nobody"), mark="missing" if one.open_demands else None),
    )


def _accepted(reader: Reader, one: Accepted) -> str:
    until = f" – {one.until}" if one.until is not None else ""
    text = f"{one.by} ({one.date}{until}): {reader.t(one.reason)}"
    if one.why_not is None:
        return text
    return f"{text} [{said(reader, 'does-not-hold', why=reader.t(one.why_not))}]"
