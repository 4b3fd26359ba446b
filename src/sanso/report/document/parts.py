"""Pieces that the chapters of the assessment share: marks, names, lists that are cut, pictures with their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape

from sanso.model.text import Text
from sanso.report.document.blocks import Block, Figure, Inline, Mark, Paragraph, Run, Table, paragraph
from sanso.report.document.pictures import figure
from sanso.report.document.sections import Sheet
from sanso.report.page import Limits
from sanso.report.reader import Reader

__all__ = [
    "LIMITS",
    "category",
    "drawn",
    "headed",
    "lines",
    "more",
    "named",
    "names",
    "paragraphs",
    "phrase",
    "soft",
    "status",
]

LIMITS = Limits(
    requirement_rows=1000,
    organizations=100,
    placements=150,
    elements=200,
    connections=200,
    harms=150,
    trust=150,
    findings=100,
    notes=100,
    names=12,
    part_names=6,
    parts=4,
)
"""How much of each list is printed."""

_CATEGORIES: tuple[Mark, ...] = ("category-0", "category-1", "category-2", "category-3", "category-4")
_STATUSES: dict[str, Mark] = {
    "met": "met",
    "partial": "partial",
    "missing": "missing",
    "not-stated": "not-stated",
    "not-applicable": "not-applicable",
    "not-required": "not-required",
}
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESC = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)


def phrase(reader: Reader, key: str, **values: object) -> str:
    """Return a phrase of the report in the language of the reader, its fields filled."""
    return reader.t(reader.phrase(key).fill(**{name: str(value) for name, value in values.items()}))


def status(reader: Reader, value: str) -> Run:
    """Return a status with its sign."""
    return Run(reader.word("status", value), mark=_STATUSES.get(value))


def category(reader: Reader, value: int | None, *, at_least: bool = False) -> Run:
    """Return a category; *not rated* for None."""
    if value is None:
        return soft(phrase(reader, "unrated"))
    return Run(f"{'≥ ' if at_least else ''}{value}", mark=_CATEGORIES[value])


def headed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return *blocks* with the heads of their columns beginning with a capital letter."""
    for block in blocks:
        if isinstance(block, Table):
            columns = tuple(replace(one, head=one.head[:1].upper() + one.head[1:]) for one in block.columns)
            yield replace(block, columns=columns)
        else:
            yield block


def soft(text: str) -> Run:
    """Return text of less weight."""
    return Run(text, mark="soft")


def named(reader: Reader, ident: str) -> tuple[Run, ...]:
    """Return the name of a thing, and its id where it has another name."""
    name = reader.name(ident)
    return (Run(name),) if name == ident else (Run(name), Run("\n"), soft(ident))


def names(reader: Reader, idents: Sequence[str], most: int) -> str:
    """Return the names of the first *most* things, and say how many are left out."""
    more_ = f" {more(reader, len(idents) - most)}" if len(idents) > most else ""
    return reader.names(idents[:most]) + more_


def more(reader: Reader, number: int) -> str:
    """Say how many are left out and where they are; nothing where none is."""
    return reader.more(number) if number > 0 else ""


def lines(*parts: str | Run | Sequence[Run] | None) -> Inline:
    """Put pieces under one another, without those that are empty."""
    made: list[Run] = []
    for part in parts:
        if not part:
            continue
        pieces = [part] if isinstance(part, Run) else [Run(part)] if isinstance(part, str) else list(part)
        if not any(piece.text for piece in pieces):
            continue
        made += [Run("\n"), *pieces] if made else pieces
    return tuple(made)


def paragraphs(reader: Reader, texts: Iterable[Text | str]) -> tuple[Paragraph, ...]:
    """Return each text as a paragraph."""
    return tuple(paragraph(reader.t(text)) for text in texts)


def drawn(svg: str, sheet: Sheet | None = None, most: float | None = None) -> Figure:
    """Return a picture drawn here as a block; its own title and description are what it says to the blind.

    A *sheet* is asked for where a table beside the picture says the same, *most* millimetres where it shares a page.
    """
    said = [unescape(found[1]) for found in (_TITLE.search(svg), _DESC.search(svg)) if found is not None]
    return figure(svg, " – ".join(said), sheet=sheet, most=most)
