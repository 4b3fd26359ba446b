from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sanso.report.document import Block, BulletList, Figure, Heading, PageBreak, Paragraph, paragraph
from sanso.report.document.sections import sections

from .factory import table

_BLOCKS = st.sampled_from(
    [
        Heading(1, "a"),
        Heading(2, "b"),
        Paragraph("c"),
        BulletList(("d",)),
        PageBreak(),
        table(1),
        table(1, landscape=True),
        Figure("<svg/>", "e"),
        Figure("<svg/>", "f", landscape=True),
        Figure("<svg/>", "g", large=True),
    ]
)


def sheet(block: Block) -> str | None:
    if getattr(block, "large", False):
        return "large"
    if getattr(block, "landscape", False):
        return "wide"
    return None


@given(st.lists(_BLOCKS, max_size=14))
def test_nothing_is_lost_or_moved(blocks: list[Block]) -> None:
    parts = sections(blocks)
    kept = [block for part in parts for block in part.blocks if not isinstance(block, PageBreak)]
    assert kept == [block for block in blocks if not isinstance(block, PageBreak)]
    for part in parts:
        assert {sheet(block) for block in part.blocks} - {None} <= {part.sheet}
        assert not isinstance(part.blocks[0], PageBreak)
    assert all(one.sheet != other.sheet for one, other in itertools.pairwise(parts) if one.sheet != "upright")


@given(st.lists(_BLOCKS, max_size=14))
def test_no_heading_is_left_alone_before_other_pages(blocks: list[Block]) -> None:
    for one, other in zip(sections(blocks), sections(blocks)[1:], strict=False):
        if one.sheet == "upright" and other.sheet != "upright":
            assert not isinstance(one.blocks[-1], Heading)


def test_a_heading_before_a_break_before_the_next_heading_is_not_left_alone_either() -> None:
    parts = sections((Heading(1, "a"), PageBreak(), Heading(1, "b"), table(1, landscape=True)))
    assert [(part.sheet, len(part.blocks)) for part in parts] == [("wide", 3)]


def test_headings_and_words_go_with_what_they_introduce() -> None:
    wide = table(1, landscape=True)
    parts = sections((paragraph("before"), Heading(1, "a"), Heading(2, "b"), paragraph("words"), wide))
    assert [len(part.blocks) for part in parts] == [1, 4]


def test_a_section_of_its_own_stays_where_it_is() -> None:
    blocks = (Heading(2, "own"), paragraph("words"), Heading(1, "a"), Heading(2, "b"), table(1, landscape=True))
    parts = sections(blocks)
    assert [len(part.blocks) for part in parts] == [2, 3]
