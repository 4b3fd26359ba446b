"""The first chapter of the assessment: what was found, in plain words and figures, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanso.report import page, terms
from sanso.report.document.blocks import Block, Callout, Column, Heading, Paragraph, Row, Run, Table, paragraph
from sanso.report.document.parts import category, lines, paragraphs, phrase, soft, status
from sanso.report.reader import Reader

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport

__all__ = ["key_numbers", "summary"]


def summary(reader: Reader, attack: AttackReport | None = None) -> Iterator[Block]:
    """Return the summary: sentences, key numbers, the most important open points, counts."""
    yield Heading(1, phrase(reader, "summary"), "summary")
    lead, note = reader.notice
    yield Callout(reader.t(note), reader.t(lead))
    yield from paragraphs(reader, page.sentences(reader))
    if attack is not None:
        from sanso.report.attack_sentences import headline

        yield from paragraphs(reader, headline(reader.model, attack))
    yield key_numbers(reader, page.cards(reader))
    yield from _points(reader)
    yield from _counts(reader)


def key_numbers(reader: Reader, cards: list[page.Card]) -> Table:
    """Return key numbers as one row of a table."""
    return Table(
        tuple(Column(reader.t(card.label), 1, "center") for card in cards),
        (Row(tuple((Run(card.value, strong=True), Run("\n"), soft(reader.t(card.note))) for card in cards)),),
    )


def _points(reader: Reader) -> Iterator[Block]:
    found = reader.assessment.summary
    yield Heading(2, phrase(reader, "points_title"), "points")
    if not found.open_points:
        yield paragraph(phrase(reader, "points_none"))
        return
    yield Paragraph(
        (
            Run(f"{phrase(reader, 'order_why')}: ", strong=True),
            reader.t(found.order),
        )
    )
    rest = found.open_points_total - len(found.open_points)
    yield Table(
        (
            Column(phrase(reader, "col_order"), 0.5, "end"),
            Column(phrase(reader, "col_point"), 5),
            Column(phrase(reader, "leaves_open"), 1.1, "center"),
            Column(phrase(reader, "closes"), 1.2),
        ),
        tuple(
            Row(
                (
                    str(number),
                    lines(Run(reader.t(point.text), strong=True), soft(reader.t(point.why))),
                    category(reader, point.category),
                    reader.count(point.closes, "element"),
                )
            )
            for number, point in enumerate(found.open_points, 1)
        ),
        left_out=phrase(reader, "points_more", more=f"{rest:,}") if rest > 0 else "",
    )


def _counts(reader: Reader) -> Iterator[Block]:
    found = reader.assessment.summary
    yield Heading(2, phrase(reader, "by_layer"), "by-layer")
    yield Table(
        (
            Column(phrase(reader, "layer"), 1.2),
            *(Column(_headed(reader, value), 1, "end") for value in terms.STATUS_ORDER),
        ),
        tuple(
            Row(
                (
                    phrase(reader, "all_layers") if key == "all" else reader.word("layer_short", key),
                    *(f"{found.status.get(key, {}).get(value, 0):,}" for value in terms.STATUS_ORDER),
                )
            )
            for key in ("all", "1", "2", "3")
        ),
    )
    yield Paragraph(soft(phrase(reader, "by_layer_note")))
    yield Table(
        (
            Column(phrase(reader, "category"), 1.2),
            *(Column(_number(reader, key), 1, "end") for key in _CATEGORIES),
        ),
        (Row((phrase(reader, "number"), *(f"{found.categories.get(key, 0):,}" for key in _CATEGORIES))),),
        caption=phrase(reader, "by_category"),
    )


_CATEGORIES = ("4", "3", "2", "1", "0", "not-rated")


def _headed(reader: Reader, value: str) -> str:
    """A status as the head of a column: sign and word."""
    from sanso.report.document.blocks import plain

    return plain(status(reader, value))


def _number(reader: Reader, key: str) -> str:
    return phrase(reader, "unrated") if key == "not-rated" else key
