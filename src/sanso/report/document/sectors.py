"""The chapter on sectors: guidelines, requirements raised or narrowed, and the items of the guidelines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.model.text import Text
from sanso.report.document.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Inline,
    Mark,
    Paragraph,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import LIMITS, lines, more, names, phrase, soft, status
from sanso.report.reader import Reader, capped
from sanso.report.sectors_page import SectorLimits, SectorPage, sector_pages
from sanso.report.sectors_view import ItemRow, SectorReader

__all__ = ["sectors"]

_ITEMS = 60
_SUBJECTS = 3
_NAMES = 4
_DONE = ("covered", "ahead")
"""Statuses of items that are named, not told."""

_NAMED = Text(en="{status}, {n}: {items}", ja="{status}({n}件): {items}")


def sectors(reader: Reader) -> Iterator[Block]:
    """Return what the sectors of the model add; nothing where it has none."""
    report = reader.views.sectors
    if not report.sectors:
        return
    words = SectorReader(reader)
    yield Heading(1, phrase(reader, "sectors"), "sectors")
    yield paragraph(f"{phrase(reader, 'sectors_intro')} ", Run(phrase(reader, "stated_lead"), strong=True))
    for one in sector_pages(words, report, SectorLimits(raised=LIMITS.elements)):
        yield Heading(2, reader.t(one.view.title), f"sector-{one.view.id}")
        lead = [] if one.view.published else [Run(f"{phrase(reader, 'sector_unpublished')} ", strong=True)]
        yield paragraph(*lead, reader.t(one.view.note))
        held = " · ".join(words.held(one.view))
        yield Paragraph(soft(f"{phrase(reader, 'sector_held')}: {held}"))
        if one.guidelines:
            yield _guidelines(words, one)
        yield from _raised(words, one)
        if one.narrowed:
            yield _narrowed(words, one)
        yield from _items(words, one)


def _columns(reader: Reader, *heads: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(Column(phrase(reader, key), share) for key, share in heads)


def _guidelines(words: SectorReader, one: SectorPage) -> Table:
    reader = words.reader
    rows: list[Row] = []
    for guideline in one.guidelines:
        name, publisher, edition, date, sure = words.guideline(guideline)
        rows.append(Row((lines(name, soft(reader.t(guideline.note))), publisher, edition, date, sure)))
    heads = (("sector_guideline", 4), ("sector_publisher", 1.3), ("sector_edition", 0.9), ("sector_date", 1))
    return Table(
        (*_columns(reader, *heads), Column(phrase(reader, "sector_confidence"), 1.1)),
        tuple(rows),
        caption=phrase(reader, "sector_guidelines"),
    )


def _raised(words: SectorReader, one: SectorPage) -> Iterator[Block]:
    reader = words.reader
    if not one.raised.shown:
        key = "sector_none_raised" if one.view.already else "sector_no_delta"
        yield paragraph(phrase(reader, key))
        return
    rows: list[Row] = []
    for raised in one.raised.shown:
        without, level = words.levels(raised)
        code = (Run(raised.requirement, strong=True, mark="code"), Run(f" {reader.requirement(raised.requirement)}"))
        source = " · ".join((words.guideline_name(raised.guideline), reader.word("confidence", raised.confidence)))
        rows.append(
            Row(
                (
                    lines(code, soft(names(reader, raised.elements, LIMITS.part_names))),
                    reader.name(raised.organization) if raised.organization else phrase(reader, "nobody"),
                    (f"{without} → ", Run(level, strong=True)),
                    status(reader, raised.status),
                    lines(reader.t(raised.reason), soft(source)),
                )
            )
        )
    heads = (("sector_requirement", 2.6), ("sector_organization", 1.4), ("required_level", 1.2), ("sector_status", 1.2))
    yield Table(
        (*_columns(reader, *heads), Column(phrase(reader, "sector_why"), 3)),
        tuple(rows),
        caption=phrase(reader, "sector_raised"),
        left_out=more(reader, one.raised.more),
    )


def _narrowed(words: SectorReader, one: SectorPage) -> Table:
    reader, rows = words.reader, []
    for narrowed in one.narrowed:
        source = " · ".join((words.guideline_name(narrowed.guideline), reader.word("confidence", narrowed.confidence)))
        reason = reader.t(narrowed.reason) if narrowed.reason != narrowed.meaning else ""
        code = Run(narrowed.requirement, strong=True, mark="code")
        rows.append(
            Row(
                (
                    (code, Run(f" {reader.requirement(narrowed.requirement)}")),
                    lines(reader.t(narrowed.meaning), soft(reason), soft(source)),
                    reader.t(narrowed.where) or phrase(reader, "nothing"),
                    status(reader, narrowed.status) if narrowed.status is not None else phrase(reader, "nothing"),
                )
            )
        )
    heads = (("sector_requirement", 2.2), ("sector_meaning", 4), ("sector_where", 1.5), ("sector_status", 1.2))
    return Table(_columns(reader, *heads), tuple(rows), caption=phrase(reader, "sector_narrowed"))


def _items(words: SectorReader, one: SectorPage) -> Iterator[Block]:
    """Return the items that need a person as a table, and name the others."""
    reader = words.reader
    if not one.view.items:
        return
    found = capped([row for row in one.items if row.status not in _DONE], _ITEMS)
    if found.shown:
        heads = (("sector_item", 3.4), ("sector_facet", 1.6), ("sector_status", 1.2), ("sector_through", 2.8))
        yield Table(
            _columns(reader, *heads),
            tuple(Row(_item(words, row)) for row in found.shown),
            caption=f"{phrase(reader, 'sector_items')}: {words.counts(one.view)}",
            left_out=more(reader, found.more),
        )
    for done in _DONE:
        yield from _told(words, [row for row in one.items if row.status == done])
    yield from _told(words, one.absent)


def _item(words: SectorReader, row: ItemRow) -> tuple[Cell, ...]:
    reader = words.reader
    phases = f"{phrase(reader, 'sector_phases')}: {row.phases}" if row.phases else ""
    sign = words.sign(row.status)
    mark: Mark | None = sign if sign in ("not-stated", "partial", "met", "not-applicable") else None  # type: ignore[assignment]
    return (
        lines((Run(row.id, strong=True, mark="code"), Run(f" {row.title}")), soft(row.paraphrase)),
        lines(row.facet, soft(phases), soft(row.force)),
        Run(words.status(row.status), mark=mark),
        _through(words, row),
    )


def _through(words: SectorReader, row: ItemRow) -> Inline:
    told: dict[str, list[str]] = {}
    for subject in row.subjects:
        told.setdefault(subject.text, []).append(subject.subject)
    shown = list(told.items())[:_SUBJECTS]
    reader = words.reader
    said = [f"{_few(reader, who)}: {text}" if any(who) else text for text, who in shown]
    return lines(*said, soft(more(reader, len(told) - len(shown))))


def _few(reader: Reader, names_: Sequence[str]) -> str:
    given = [name for name in names_ if name]
    return reader.listed(given[:_NAMES]) + (f" {more(reader, len(given) - _NAMES)}" if len(given) > _NAMES else "")


def _told(words: SectorReader, rows: Sequence[ItemRow]) -> Iterator[Block]:
    if rows:
        reader = words.reader
        items = ("、" if reader.lang == "ja" else "; ").join(f"{row.id} {row.title}" for row in rows)
        said = _NAMED.fill(status=words.status(rows[0].status), n=len(rows), items=items)
        yield Paragraph(soft(reader.t(said)))
