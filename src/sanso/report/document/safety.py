"""The chapter on security and safety: bow-ties of the worst harms, why barriers count or not, floors, conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.report import safety_rows
from sanso.report.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Inline,
    Paragraph,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import LIMITS, category, drawn, lines, more, named, phrase, soft
from sanso.report.pictures.bowtie import draw_bowtie
from sanso.report.reader import Reader, capped
from sanso.report.safety_page import SafetyView

if TYPE_CHECKING:
    from sanso.safety import Barrier, BowTie, Side

__all__ = ["safety"]

_WIDE = 205.0
"""Millimetres that a bow-tie is wide: several share a large page."""

_DRAWN = 8
_CONFLICTS = 60
"""How many harms are drawn, and how many conflicts are told."""

_DRAWINGS = Text(en="Bow-ties", ja="ボウタイ図")
_BARE = Text(en="No barrier is stated at all: {harms}", ja="防護の記載がまったくない被害: {harms}")
_WHY = Text(en="Why a barrier counts or does not", ja="防護を数える・数えない理由")
_AT = Text(en="Causes no.", ja="原因の番号")
_LEFT = Text(
    en="Drawn are the {n} of {all} harms of the highest category; the others follow in a table.",
    ja="被害{all}件のうち、カテゴリの高い{n}件を図に示す。残りは表にまとめる。",
)
_OTHERS = Text(en="The other harms in short", ja="その他の被害(要約)")
_COUNTED = Text(en="Barriers that count", ja="数える防護")


def safety(reader: Reader) -> Iterator[Block]:
    """Return security and safety; nothing where there is neither a harm nor a conflict."""
    report = reader.views.safety
    if not (report.harms or report.conflicts or report.contradictions):
        return
    view = SafetyView(reader, report)
    ordered = sorted(report.harms, key=lambda one: -_category(reader, one))
    shown, rest = ordered[:_DRAWN], ordered[_DRAWN:]
    yield Heading(1, phrase(reader, "safety"), "safety")
    yield paragraph(f"{phrase(reader, 'safety_intro')} ", Run(phrase(reader, "stated_lead"), strong=True))
    yield BulletList(tuple(view.sentences))
    if rest:
        yield paragraph(reader.t(_LEFT.fill(n=len(shown), all=len(ordered))))
    if shown:
        yield Heading(2, reader.t(_DRAWINGS), "bowties")
    for tie in shown:
        yield Heading(3, reader.name(tie.harm), f"bowtie-{tie.harm}")
        yield drawn(draw_bowtie(reader.model, tie, reader.lang), "large", _WIDE)
    yield from _reasons(reader, view, shown)
    yield from _rest(reader, rest)
    yield from _floors(reader, view, shown)
    if report.contradictions:
        yield Heading(2, phrase(reader, "safety_contradictions"), "contradictions")
        yield BulletList(
            tuple(
                (Run(reader.name(one.element), strong=True), f": {reader.t(one.reason)} ", Run(one.source, mark="code"))
                for one in report.contradictions
            )
        )
    yield from _conflicts(reader, view)


def _category(reader: Reader, tie: BowTie) -> int:
    """The category of a harm; -1 where an axis is not stated."""
    if tie.human is None or tie.economic is None:
        return -1
    return reader.catalogue.category_of(tie.human, tie.economic)


def _harm(reader: Reader, tie: BowTie) -> tuple[Run, ...]:
    place = _category(reader, tie)
    return Run(f"{reader.name(tie.harm)}  ", strong=True), category(reader, place if place >= 0 else None)


def _reasons(reader: Reader, view: SafetyView, ties: Sequence[BowTie]) -> Iterator[Block]:
    """Return every barrier of the drawn harms once, with the causes before which it stands."""
    rows: list[Row] = []
    for tie in ties:
        made = _barriers(reader, view, tie)
        if any(line.barriers for line in tie.lines):
            rows.append(Row((_harm(reader, tie),), group=True))
            rows += map(Row, made)
    if rows:
        yield Heading(2, reader.t(_WHY), "barriers")
        heads = ((phrase(reader, "safety_barrier"), 2.0), (reader.t(_AT), 0.9), (phrase(reader, "safety_verdict"), 5.5))
        yield Table(tuple(Column(head, share) for head, share in heads), tuple(rows))
    bare = [tie.harm for tie in ties if tie.lines and not any(line.barriers for line in tie.lines)]
    if bare:
        yield Paragraph(soft(reader.t(_BARE.fill(harms=reader.names(bare)))))


def _barriers(reader: Reader, view: SafetyView, tie: BowTie) -> list[tuple[Cell, ...]]:
    before: dict[Barrier, list[str]] = {}
    bare = [str(line.number) for line in tie.lines if not line.barriers]
    for line in tie.lines:
        for barrier in line.barriers:
            before.setdefault(barrier, []).append(str(line.number))
    rows: list[tuple[Cell, ...]] = [
        (
            Run(view.barrier(barrier), strong=True),
            reader.listed(numbers),
            lines(*view.verdicts(barrier), soft(reader.t(barrier.remark)) if barrier.remark else None),
        )
        for barrier, numbers in before.items()
    ]
    if bare:
        rows.append((soft(phrase(reader, "safety_no_barrier")), reader.listed(bare), phrase(reader, "nothing")))
    return rows


def _rest(reader: Reader, ties: Sequence[BowTie]) -> Iterator[Block]:
    found = capped(ties, LIMITS.harms)
    if not found.shown:
        return
    rows = []
    for tie in found.shown:
        place = _category(reader, tie)
        counted = [reader.t(text) for text in safety_rows.count_text(tie)]
        rows.append(
            Row((named(reader, tie.harm), category(reader, place if place >= 0 else None), lines(*counted) or "–"))
        )
    yield Table(
        (
            Column(phrase(reader, "harm"), 2.5),
            Column(phrase(reader, "category"), 0.9, "center"),
            Column(reader.t(_COUNTED), 5),
        ),
        tuple(rows),
        caption=reader.t(_OTHERS),
        left_out=more(reader, found.more),
    )


def _floors(reader: Reader, view: SafetyView, ties: Sequence[BowTie]) -> Iterator[Block]:
    rows: list[Row] = []
    for tie in ties:
        if not tie.comparisons:
            continue
        rows.append(Row((_harm(reader, tie),), group=True))
        rows += [
            Row(
                (
                    named(reader, one.element),
                    view.stated(one),
                    one.floor or phrase(reader, "nothing"),
                    lines(Run(view.compared(one), strong=True), soft(reader.t(one.reason))),
                )
            )
            for one in tie.comparisons
        ]
    if rows:
        yield Heading(2, phrase(reader, "safety_floors"), "floors")
        yield paragraph(phrase(reader, "safety_floors_note"))
        told = [(tie.harm, view.floors(tie)) for tie in ties if tie.comparisons]
        yield BulletList(
            tuple(
                (Run(reader.name(harm), strong=True), soft(f" – {' '.join(floors)}")) for harm, floors in told if floors
            )
        )
        heads = (("safety_function", 2), ("safety_stated", 1.2), ("safety_floor", 1.2), ("safety_compared", 4))
        yield Table(tuple(Column(phrase(reader, key), share) for key, share in heads), tuple(rows))


def _conflicts(reader: Reader, view: SafetyView) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "safety_conflicts"), "conflicts")
    yield paragraph(phrase(reader, "safety_conflicts_intro"))
    if not view.kinds:
        yield paragraph(phrase(reader, "safety_no_conflicts"))
        return
    room = _CONFLICTS
    heads = (("safety_one_side", 2.4), ("safety_other_side", 2.4), ("safety_why", 3))
    for kind in view.kinds:
        found = capped(kind.conflicts, room)
        room -= len(found.shown)
        yield Heading(3, kind.title)
        yield paragraph(kind.why)
        if found.shown:
            yield Table(
                tuple(Column(phrase(reader, key), share) for key, share in heads),
                tuple(
                    Row((_side(reader, one.first), _side(reader, one.second), reader.t(one.why))) for one in found.shown
                ),
                left_out=more(reader, found.more),
            )
        else:
            yield Paragraph(soft(more(reader, found.more)))
        if kind.ways:
            yield paragraph(f"{phrase(reader, 'safety_ways')}:")
            yield BulletList(tuple((way, soft(f" ({source})")) for way, source in kind.ways))


def _side(reader: Reader, side: Side) -> Inline:
    return lines(Run(reader.name(side.element), strong=True), reader.t(side.asks))
