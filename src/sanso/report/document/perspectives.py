"""The chapter on the four perspectives: what the nearest accepted mix asks, what is stated, what is asked of whom.

Subjects of which the same is asked and stated stand together. Demands that the nearest mix does not make, and the
other accepted mixes, are left to the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sanso.iotssf import Ask, PartView, SubjectView
from sanso.model.text import Text
from sanso.report.document.blocks import Block, Cell, Column, Heading, Inline, Paragraph, Row, Run, Table, paragraph
from sanso.report.document.parts import LIMITS, category, lines, more, named, names, phrase, soft, status
from sanso.report.perspective_page import PerspectiveReader
from sanso.report.reader import Reader, capped

__all__ = ["perspectives"]

_MOST = 25
"""How many groups of subjects are shown demand by demand."""

_STATEMENTS = 2

_REACHED = Text(
    en="Subjects that reach an accepted mix, as stated: {n} of {all}.",
    ja="申告上、認められる組み合わせに達しているものは {all} 件中 {n} 件。",
)
_SHOWN = Text(
    en="Per subject the demands of its nearest mix that are still open are told, those met are named. The other mixes "
    "and the statements behind what is met stand in the workbook.",
    ja="対象ごとに、最も近い組み合わせの要求のうち未充足のものを詳しく示し、充足したものは名前だけを挙げる。"
    "ほかの組み合わせと、充足したものの申告内容はワークブックにある。",
)
_REST = Text(en="The other subjects in short", ja="その他の対象(要約)")
_MET_OF = Text(en="Demands met", ja="充足した要求")
_POSSIBLY = Text(en="{duty} (possibly)", ja="{duty}(可能性)")
_MORE = Text(en="and {n} more", ja="ほか{n}件の申告")
_MET = Text(en="met as stated: {demands}", ja="申告上充足: {demands}")
_OF_NOBODY = Text(en="nobody is responsible", ja="責任者なし")


class _Shown(NamedTuple):
    """Subjects that share everything that is shown of them; *met* names the demands that are met."""

    views: tuple[SubjectView, ...]
    met: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def perspectives(reader: Reader) -> Iterator[Block]:
    """Return the perspectives; nothing where no subject stands in a category."""
    report = reader.views.perspectives
    if not report.subjects:
        return
    yield Heading(1, phrase(reader, "perspectives"), "perspectives")
    yield paragraph(phrase(reader, "perspectives_intro"))
    reached = _REACHED.fill(n=report.reached, all=len(report.subjects))
    yield paragraph(f"{reader.t(reached)} ", Run(phrase(reader, "stated_lead"), strong=True))
    groups = _groups(reader, report.subjects)
    shown, rest = groups[:_MOST], groups[_MOST:]
    rows: list[Row] = []
    for group in shown:
        rows.append(Row((_title(reader, group),), group=True))
        rows += map(Row, group.rows)
    heads = (("perspective_asks", 2.2), ("perspective_statements", 3.2), ("perspective_of", 1.7))
    yield Table(
        (
            *(Column(phrase(reader, key), share) for key, share in heads),
            Column(phrase(reader, "perspective_covered"), 2),
        ),
        tuple(rows),
    )
    yield Paragraph(soft(reader.t(_SHOWN)))
    if rest:
        yield from _rest(reader, [view for group in rest for view in group.views])


def _groups(reader: Reader, views: Sequence[SubjectView]) -> list[_Shown]:
    words = PerspectiveReader(reader)
    found: dict[tuple[object, ...], _Shown] = {}
    for view in views:
        met = tuple(words.demand(part) for part in view.parts if part.required != "none" and part.met)
        rows = tuple(_rows(reader, view))
        key = (view.category, view.kind, view.nearest, met, rows)
        before = found[key].views if key in found else ()
        found[key] = _Shown((*before, view), met, rows)
    return list(found.values())


def _title(reader: Reader, group: _Shown) -> Inline:
    first = group.views[0]
    who = names(reader, [view.subject for view in group.views], LIMITS.names)
    mix = f" · {phrase(reader, 'mix')} {first.nearest}" if first.nearest else ""
    kind = soft(f"  {reader.word('kind', first.kind)}{mix}")
    stop = "、" if reader.lang == "ja" else "; "
    met = soft(f" · {reader.t(_MET.fill(demands=stop.join(group.met)))}") if group.met else soft("")
    return category(reader, first.category), Run(f"  {who}", strong=True), kind, met


def _rows(reader: Reader, view: SubjectView) -> Iterator[tuple[Cell, ...]]:
    asks = {ask.part: ask for ask in (view.ways[0].asks if view.ways else ())}
    for part in view.parts:
        if part.required != "none" and not part.met:
            yield _row(PerspectiveReader(reader), part, asks.get(part.part))


def _row(words: PerspectiveReader, part: PartView, ask: Ask | None) -> tuple[Cell, ...]:
    reader = words.reader
    state = status(reader, "partial" if part.stated != "none" else "not-stated")
    statements = sorted(part.statements, key=lambda one: not one.counts)
    left = len(statements) - _STATEMENTS
    said = [Run(words.statement(one)) if one.counts else soft(words.statement(one)) for one in statements[:_STATEMENTS]]
    asks = lines(Run(words.demand(part), strong=True), words.required(part), state)
    given = lines(
        *said,
        Run(words.lapse(part), strong=True) if part.lapses is not None else None,
        soft(reader.t(_MORE.fill(n=left))) if left > 0 else None,
    )
    nothing = phrase(reader, "nothing")
    if ask is None:
        return asks, given or nothing, nothing, nothing
    whom = reader.names(ask.of) if ask.of else soft(reader.t(_OF_NOBODY))
    return asks, given or nothing, whom, lines(*_duties(reader, ask)) or nothing


def _duties(reader: Reader, ask: Ask) -> Iterator[str]:
    for ident, certain in dict.fromkeys((cover.duty, cover.certain) for cover in ask.covered_by):
        title = reader.catalogue.duties[ident].title
        yield reader.t(title if certain else _POSSIBLY.fill(duty=title))


def _rest(reader: Reader, views: Sequence[SubjectView]) -> Iterator[Block]:
    found = capped(views, LIMITS.placements)
    heads = (("subject", 3), ("kind", 1), ("category", 0.8), ("mix", 0.8))
    rows = []
    for view in found.shown:
        asked = [part for part in view.parts if part.required != "none"]
        met = f"{sum(part.met for part in asked)} / {len(asked)}"
        marked = category(reader, view.category)
        rows.append(
            Row((named(reader, view.subject), reader.word("kind", view.kind), marked, view.nearest or "–", met))
        )
    yield Table(
        (*(Column(phrase(reader, key), share) for key, share in heads), Column(reader.t(_MET_OF), 1, "end")),
        tuple(rows),
        caption=reader.t(_REST),
        left_out=more(reader, found.more),
    )
