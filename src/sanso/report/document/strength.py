"""Chapters on the three layers, the categories of devices and systems, harms, and required trust."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.facts import AxisPosition
from sanso.iotssf.result import Placement
from sanso.model.text import Text
from sanso.report import page, terms, wording
from sanso.report.document.blocks import (
    Block,
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
from sanso.report.document.parts import LIMITS, category, drawn, lines, more, named, phrase, soft, status
from sanso.report.pictures import draw_layers, draw_map
from sanso.report.reader import Reader, capped

__all__ = ["harms", "iotssf", "layers", "trust"]

_LACKS = Text(en="short of {n}", ja="不足 {n} 件")
_LACKING = Text(
    en="What is short of the nearest mix stands in the chapter on the four perspectives.",
    ja="最も近い組み合わせに対する不足の内訳は「四つの観点」の章に示す。",
)


def layers(reader: Reader) -> Iterator[Block]:
    """Return the three-layer map; its tables stand in the annex."""
    yield Heading(1, phrase(reader, "layers"), "layers")
    yield paragraph(phrase(reader, "layers_intro" if reader.assessment.proof is None else "layers_intro_proof"))
    yield drawn(draw_layers(reader.model, reader.assessment, reader.lang, reader.views.transcription))


def iotssf(reader: Reader) -> Iterator[Block]:
    """Return the IoT-SSF map and where each component and system stands."""
    yield Heading(1, phrase(reader, "map"), "map")
    yield paragraph(phrase(reader, "map_intro"))
    yield drawn(draw_map(reader.model, reader.assessment, reader.catalogue, reader.lang), "upright")
    found = page.placements(reader, LIMITS)
    if not found.shown:
        yield paragraph(phrase(reader, "no_placements"))
        return
    yield Heading(2, phrase(reader, "map_table"), "placements")
    heads = (("element", 2), ("category", 1.2), ("human", 3), ("economic", 2.6), ("mix", 1.5))
    yield Table(
        tuple(Column(phrase(reader, key), share) for key, share in heads),
        tuple(Row(_placement(reader, place)) for place in found.shown),
        left_out=more(reader, found.more),
    )
    yield Paragraph(soft(reader.t(_LACKING)))


def _placement(reader: Reader, place: Placement) -> tuple[Cell, ...]:
    kinds = [reader.type_of(place.element), *(reader.word("as", way) for way in place.as_)]
    if place.instances != 1:
        kinds.insert(1, f"{place.instances:,} {phrase(reader, 'instances')}")
    if place.no_control_path:
        kinds.append(phrase(reader, "no_control_path"))
    element = lines(named(reader, place.element), soft(" · ".join(kinds)))
    nothing = phrase(reader, "nothing")
    if place.category is None:
        return element, category(reader, None), nothing, nothing, nothing
    notes = [phrase(reader, "at_least_note")] if place.at_least else []
    if wording.two_harms(place):
        notes.append(phrase(reader, "two_harms"))
    if place.single_unit is not None and place.single_unit != place.category:
        notes.append(f"{phrase(reader, 'one_unit')}: {place.single_unit}")
    same = place.human.harm is not None and (place.human.harm, place.human.via) == (
        place.economic.harm,
        place.economic.via,
    )
    return (
        element,
        lines(category(reader, place.category, at_least=place.at_least), *map(soft, notes)),
        _axis(reader, "human", place.human),
        lines(Run(reader.word("economic", place.economic.level), strong=True), soft(phrase(reader, "same_way")))
        if same
        else _axis(reader, "economic", place.economic),
        _shortfall(reader, place.nearest, len(place.short)) if place.nearest else phrase(reader, "no_demand"),
    )


def _axis(reader: Reader, axis: str, position: AxisPosition) -> Inline:
    level = Run(reader.word(axis, position.level), strong=position.level is not None)
    return lines(level, soft(reader.t(wording.via_text(reader.model, position))) if position.harm else None)


def _shortfall(reader: Reader, nearest: str, short: int) -> Inline:
    mix = Run(f"{phrase(reader, 'mix')} {nearest}", strong=True)
    return lines(mix, reader.t(_LACKS.fill(n=short)) if short else phrase(reader, "reached"))


def harms(reader: Reader) -> Iterator[Block]:
    """Return the harm scenarios with their levels, losses and reasons."""
    yield Heading(1, phrase(reader, "harms"), "harms")
    found = capped(reader.assessment.summary.harms, LIMITS.harms)
    if not found.shown:
        yield paragraph(phrase(reader, "no_harms"))
        return
    yield paragraph(phrase(reader, "harms_intro"))
    heads = (("harm", 1.9), ("human", 1.1), ("economic", 2.1), ("loss", 1.6), ("rationale", 3.2))
    yield Table(
        tuple(Column(phrase(reader, key), share) for key, share in heads),
        tuple(Row(_harm(reader, levels.harm)) for levels in found.shown),
        left_out=more(reader, found.more),
    )


def _harm(reader: Reader, ident: str) -> tuple[Cell, ...]:
    levels = next(one for one in reader.assessment.summary.harms if one.harm == ident)
    harm = reader.model.harms.get(ident)
    about, cost, why = [], phrase(reader, "nothing"), phrase(reader, "no_rationale")
    if harm is not None:
        about.append(reader.listed(reader.word("origin", origin) for origin in harm.origin))
        if harm.affects is not None:
            count = f" ({harm.affects.count:,})" if harm.affects.count is not None else ""
            about.append(f"{phrase(reader, 'affects')}: {reader.name(harm.affects.people)}{count}")
        if harm.loss is not None:
            per = phrase(reader, f"per_{harm.loss.per}")
            cost = f"{reader.money(harm.loss.low)} – {reader.money(harm.loss.high)}\n{per}"
        if harm.borne_by:
            cost += f"\n{phrase(reader, 'bearer')}: {reader.name(harm.borne_by)}"
        why = _rationale(reader, ident) or why
    differ = [f"{phrase(reader, 'disagree')}: {phrase(reader, axis)}" for axis in levels.disagreement]
    return (
        lines(named(reader, ident), *map(soft, about)),
        _level(reader, "human", levels.human, levels.human_from),
        lines(
            *_level(reader, "economic", levels.economic, levels.economic_from),
            soft(levels.economic_reason.show(reader.lang)) if levels.economic_reason else None,
        ),
        cost,
        lines(why, *map(soft, differ)),
    )


def _level(reader: Reader, axis: str, level: str | None, source: str | None) -> tuple[Run, ...]:
    word = Run(reader.word(axis, level), strong=level is not None)
    return (word, soft(f" ({reader.word('level_from', source)})")) if level and source else (word,)


def _rationale(reader: Reader, ident: str) -> str:
    harm = reader.model.harms[ident]
    said = [reader.t(harm.rationale)] if harm.rationale else []
    for rating in harm.ratings:
        axes = [
            f"{phrase(reader, axis)} {reader.word(axis, level)}"
            for axis, level in (("human", rating.human), ("economic", rating.economic))
            if level
        ]
        day = f" ({rating.date})" if rating.date else ""
        because = f" – {reader.t(rating.rationale)}" if rating.rationale else ""
        said.append(f"{rating.by}{day}: {reader.listed(axes)}{because}")
    return "\n".join(said)


def trust(reader: Reader) -> Iterator[Block]:
    """Return the trust that organizations, people and data need."""
    yield Heading(1, phrase(reader, "trust"), "trust")
    found = page.trust(reader, LIMITS)
    if not found.shown:
        yield paragraph(phrase(reader, "no_trust"))
        return
    yield Paragraph((f"{phrase(reader, 'trust_intro')} ", Run(phrase(reader, "stated_lead"), strong=True)))
    heads = (("subject", 1.9), ("required", 1), ("because", 4), ("stated_part", 1.6), ("mix", 1.3))
    rows = []
    for row in found.shown:
        counts = row.stated.requirements
        stated = [
            (status(reader, value), Run(f" {counts[value]:,}")) for value in terms.STATUS_ORDER if counts.get(value)
        ]
        rows.append(
            Row(
                (
                    lines(named(reader, row.subject), soft(reader.word("kind", row.kind))),
                    category(reader, row.required),
                    reader.t(wording.because_text(reader.model, row.because)),
                    lines(*stated),
                    _shortfall(reader, row.nearest, len(row.short)) if row.nearest else soft(phrase(reader, "nothing")),
                )
            )
        )
    yield Table(
        tuple(Column(phrase(reader, key), share) for key, share in heads),
        tuple(rows),
        left_out=more(reader, found.more),
    )
    yield Paragraph(soft(phrase(reader, "trust_counts")))
