"""The content of a printed document, apart from how it looks: headings, paragraphs, tables, pictures.

A `Document` is in one language and holds plain strings; `sanso.report.pdf` and `sanso.report.word` set it. Nothing
here is styled: a mark (`Run.mark`) says what a word means, and the renderers put the same sign before it, so that a
status is read from sign and word and never from colour alone.

>>> table = Table(
...     columns=(Column("Requirement", 3), Column("Status", 1)),
...     rows=(Row(("CPS.AC-1", Run("met", mark="met"))),),
...     caption="Requirements",
... )
>>> document = Document("Bus operation", "en", dt.date(2026, 4, 1), (Heading(1, "Summary"), paragraph("Fine."), table))
>>> sign("met"), plain(table.rows[0].cells[1])
('○', '○ met')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sanso.model.text import Language

__all__ = [
    "Align",
    "Block",
    "BulletList",
    "Callout",
    "Cell",
    "Column",
    "Document",
    "Figure",
    "Heading",
    "Inline",
    "Mark",
    "PageBreak",
    "Paragraph",
    "Row",
    "Run",
    "Table",
    "paragraph",
    "plain",
    "runs",
    "sign",
]

Align = Literal["start", "end", "center"]
Mark = Literal[
    "met",
    "partial",
    "missing",
    "not-stated",
    "not-applicable",
    "not-required",
    "category-0",
    "category-1",
    "category-2",
    "category-3",
    "category-4",
    "code",
    "soft",
]
"""What a run means: a status (対策の状況), a category (カテゴリ; its numeral is the sign), an identifier, a remark."""

_SIGNS: Mapping[Mark, str] = MappingProxyType(
    {
        "met": "○",
        "partial": "△",
        "missing": "×",
        "not-stated": "?",
        "not-applicable": "–",
        "not-required": "・",
    }
)
"""Signs that every Japanese font has (JIS X 0208)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; a line feed in it breaks the line."""

    text: str
    strong: bool = False
    mark: Mark | None = None


Inline = str | Run | tuple[str | Run, ...]
"""Text as callers give it; `runs` makes it uniform."""

Cell = Inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; *level* 1 is a chapter, and 3 the deepest. *anchor* names it for tests and links."""

    level: Literal[1, 2, 3]
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inline
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; *numbered* where the order counts."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; *share* is its part of the width, relative to the others."""

    head: str
    share: float = 1
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; one *group* cell over all columns makes it a heading of the rows that follow."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page and its first column names the row.

    *left_out* says in words what was cut; *landscape* asks for a wide page.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    left_out: str = ""
    landscape: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.group else len(self.columns)):
                msg = f"a row has {len(row.cells)} cells for {len(self.columns)} columns"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG; *alt* says what it shows to those who do not see it.

    *landscape* asks for a wide page; *large* for an upright page of twice the size (A3), so that it can be read. *most*
    is the greatest width in millimetres, where the picture shall not take all of the page.
    """

    svg: str
    alt: str
    caption: str = ""
    landscape: bool = False
    large: bool = False
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A paragraph that must not be overlooked."""

    content: Inline
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | BulletList | Table | Figure | Callout | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document: what stands on its cover, and its blocks in order.

    *facts* are label and value pairs of the cover; *day* is the day it speaks of, and the only date in the file, so
    that the same content gives the same bytes. *running* stands at the head of every page.

    A document with an *opening* is a letter: in place of cover and contents stand the opening (date, addressee,
    sender), the title as its subject and at once what it says; the name of who made it is left out.
    """

    title: str
    lang: Language
    day: dt.date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    facts: tuple[tuple[str, Inline], ...] = ()
    keywords: tuple[str, ...] = ()
    running: str = ""
    opening: tuple[Paragraph, ...] = ()


def paragraph(*content: str | Run) -> Paragraph:
    """Return a paragraph of pieces."""
    return Paragraph(content)


def runs(inline: Inline) -> tuple[Run, ...]:
    """Return text as runs, without empty ones."""
    pieces: Iterable[str | Run] = (inline,) if isinstance(inline, (str, Run)) else inline
    made = (piece if isinstance(piece, Run) else Run(piece) for piece in pieces)
    return tuple(run for run in made if run.text)


def sign(mark: Mark | None) -> str:
    """Return the sign that stands before a marked word; nothing where the mark has none."""
    return _SIGNS.get(mark, "") if mark is not None else ""


def plain(inline: Inline) -> str:
    """Return text as a reader without styles has it, signs included."""
    return "".join(f"{sign(run.mark)} {run.text}" if sign(run.mark) else run.text for run in runs(inline))
