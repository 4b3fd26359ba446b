"""Part a document into runs of upright, wide and large pages.

A picture or table with pages of its own takes the heading and the words before it along, so that no heading stays
behind alone.

>>> from sanso.report.document.blocks import Figure, Heading, paragraph
>>> wide = Figure("<svg/>", "a map", landscape=True)
>>> parts = sections((paragraph("Before."), Heading(1, "Map"), paragraph("Read it so."), wide, paragraph("After.")))
>>> [(part.sheet, len(part.blocks)) for part in parts]
[('upright', 1), ('wide', 3), ('upright', 1)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sanso.report.document.blocks import Block, Figure, Heading, PageBreak, Paragraph, Table

__all__ = ["Section", "Sheet", "sections"]

Sheet = Literal["upright", "wide", "large"]
"""A4 upright, A4 wide, A3 upright."""

_WORDS = 3
"""How many paragraphs a block with pages of its own takes along at most, with all headings above them."""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of one kind."""

    sheet: Sheet
    blocks: tuple[Block, ...]


def sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Return *blocks* in their order, parted by their pages; a page break between two sections is dropped."""
    made: list[tuple[Sheet, list[Block]]] = []
    for block in blocks:
        sheet = made[-1][0] if made and isinstance(block, PageBreak) else _sheet(block)
        taken: list[Block] = []
        if made and made[-1][0] == "upright" and sheet != "upright":
            taken = _taken(made[-1][1])
            if not made[-1][1]:
                made.pop()
        if made and made[-1][0] == sheet:
            made[-1][1].extend([*taken, block])
        else:
            made.append((sheet, [*taken, block]))
    return tuple(Section(sheet, tuple(kept)) for sheet, found in made if (kept := _trimmed(found)))


def _sheet(block: Block) -> Sheet:
    if isinstance(block, Figure) and block.large:
        return "large"
    return "wide" if isinstance(block, (Figure, Table)) and block.landscape else "upright"


def _taken(blocks: list[Block]) -> list[Block]:
    """Take off the end what belongs to what follows: headings, and the words under the last of them."""
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks.pop()
    start = len(blocks)
    level = 4
    while (above := _heading_above(blocks, start)) < start:
        heading = blocks[above]
        words = above + 1 < start
        if not isinstance(heading, Heading) or (words and heading.level >= level):
            break  # words of a section of its own, not of a heading above
        start, level = above, heading.level
        while isinstance(_at(blocks, start - 1), PageBreak) and isinstance(
            _at(blocks, start - 2), (PageBreak, Heading)
        ):
            start -= 1
            del blocks[start]
    taken = blocks[start:]
    del blocks[start:]
    return taken


def _at(blocks: Sequence[Block], at: int) -> Block | None:
    return blocks[at] if at >= 0 else None


def _heading_above(blocks: Sequence[Block], end: int) -> int:
    """Return where the heading above *end* stands, with a few paragraphs under it at most; *end* if there is none."""
    at = end
    while at and end - at < _WORDS and isinstance(blocks[at - 1], Paragraph):
        at -= 1
    return at - 1 if at and isinstance(blocks[at - 1], Heading) else end


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Drop page breaks at both ends: a section starts on a new page anyway."""
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks.pop()
    while blocks and isinstance(blocks[0], PageBreak):
        blocks.pop(0)
    return blocks
