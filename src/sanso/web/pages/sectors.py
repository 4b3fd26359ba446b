"""What the sectors of the model bring with them, and one element under several sectors side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sanso.analysis.sectors import SectorComparison, SectorView
from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Text
from sanso.report import wording
from sanso.report.reader import Reader
from sanso.report.sectors_page import SectorLimits, sector_pages
from sanso.report.sectors_view import SectorReader, item_rows
from sanso.verbs.sectoring import compare_evaluated
from sanso.web.access import Entry, reader
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import Look, look
from sanso.web.pages.analysis_parts import Empty, word_of
from sanso.web.rendering import render
from sanso.web.sections import element_link, section_context

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Sectors", ja="分野別")
_MOST_ELEMENTS = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: one sector of the model; an element to compare under sectors."""

    sector: str
    element: str
    with_: tuple[str, ...]


@router.get("/w/{workspace}/sectors")
def sectors(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show guidelines, raised and narrowed requirements, native items, and a comparison if one is asked for."""
    looked = look(request, entry)
    words = looked.reader
    report = words.views.sectors
    wanted = Wanted(
        word_of(request, "sector"), word_of(request, "element"), tuple(request.query_params.getlist("with")[:20])
    )
    chosen = tuple(view for view in report.sectors if not wanted.sector or view.id == wanted.sector)
    said = SectorReader(words)
    comparison, refused = _compared(looked, wanted)
    context = {
        **section_context(words, entry.workspace.id),
        "title": TITLE,
        "empty": None if report.sectors else _nothing(entry),
        "wanted": wanted,
        "sectors_all": report.sectors,
        "sector_pages": sector_pages(said, replace(report, sectors=chosen), SectorLimits()),
        "sector_limits": SectorLimits(),
        "sr": said,
        "elements": list(words.model.elements)[:_MOST_ELEMENTS],
        "comparison": comparison,
        "compare_refused": refused,
    }
    grids = [_raised(words, chosen, entry), _items(said, chosen)]
    if comparison is not None:
        grids += [_differing(words, comparison), _guidelines(words, comparison), _compared_items(said, comparison)]
    return render(request, "sectors_page.j2", context, entry=entry, grids=grids)


def _compared(looked: Look, wanted: Wanted) -> tuple[SectorComparison | None, tuple[Diagnostic, ...]]:
    if not wanted.element and not wanted.with_:
        return None, ()
    try:
        return compare_evaluated(looked.state.evaluation, wanted.element, wanted.with_), ()
    except InputRefused as refused:
        return None, refused.diagnostics


def _nothing(entry: Entry) -> Empty:
    return Empty(
        Text(
            en="The model names no sector. A sector brings its guidelines, levels and native items with it.",
            ja="モデルに分野が設定されていません。分野を設定すると、そのガイドラインや対策レベル、固有の項目が加わります。",
        ),
        Text(en="Name the sectors in the model", ja="モデルに分野を設定"),
        f"/w/{entry.workspace.id}/edit",
    )


def _raised(words: Reader, views: Sequence[SectorView], entry: Entry) -> Grid:
    link = element_link(words, entry.workspace.id)
    columns = (
        Column("sector", Text(en="Sector", ja="分野")),
        Column("requirement", Text(en="Requirement", ja="対策要件"), "id"),
        Column("title", Text(en="Title", ja="題名")),
        Column("organization", Text(en="Organization", ja="組織")),
        Column("without", Text(en="Without the sector", ja="分野なし")),
        Column("level", Text(en="With the sector", ja="分野あり")),
        Column("status", Text(en="Status", ja="状態"), "status"),
        Column("elements", Text(en="Elements", ja="構成要素"), "number"),
        Column("reason", Text(en="Why", ja="理由")),
    )
    rows = [
        (
            Cell(view.id, view.title),
            Cell(one.requirement),
            Cell(words.requirement(one.requirement)),
            Cell(one.organization, words.name(one.organization), link(one.organization)),
            Cell(one.without, wording.level_word(one.without)),
            Cell(one.level, wording.level_word(one.level)),
            Cell(one.status, words.word("status", one.status)),
            Cell(len(one.elements)),
            Cell(words.t(one.reason)),
        )
        for view in views
        for one in view.raised
    ]
    return Grid("raised", Text(en="Requirements that are raised", ja="引き上げられた対策要件"), columns, rows)


_ITEM_COLUMNS = (
    Column("sector", Text(en="Sector", ja="分野")),
    Column("item", Text(en="Item", ja="項目"), "id"),
    Column("title", Text(en="Title", ja="題名")),
    Column("facet", Text(en="Where", ja="場所・関係者")),
    Column("status", Text(en="Status", ja="状態")),
    Column("guideline", Text(en="Guideline", ja="ガイドライン")),
    Column("requirements", Text(en="Through", ja="対応する対策要件")),
)


def _items(said: SectorReader, views: Sequence[SectorView]) -> Grid:
    rows = [cells for view in views for cells in _item_cells(said, view.id, view.title, view.items)]
    return Grid("items", Text(en="Native items", ja="分野固有の項目"), _ITEM_COLUMNS, rows)


def _item_cells(said: SectorReader, sector: str, title: Text, items: Sequence[object]) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(sector, title),
            Cell(row.id),
            Cell(row.title),
            Cell(row.facet),
            Cell(row.status, said.status(row.status)),
            Cell(row.guideline),
            Cell(" ".join(row.requirements)),
        )
        for row in item_rows(said, items)  # type: ignore[arg-type]
    ]


def _differing(words: Reader, comparison: SectorComparison) -> Grid:
    columns = (
        Column("requirement", Text(en="Requirement", ja="対策要件"), "id"),
        Column("title", Text(en="Title", ja="題名")),
        Column("organization", Text(en="Organization", ja="組織")),
        Column("without", Text(en="Without a sector", ja="分野なし")),
        *(Column(f"under_{one.id}", one.title) for one in comparison.sectors),
    )
    rows = [
        (
            Cell(row.requirement),
            Cell(words.requirement(row.requirement)),
            Cell(row.organization, words.name(row.organization)),
            Cell(row.without, wording.level_word(row.without)),
            *(
                Cell(one.level, wording.level_word(one.level), note=words.word("status", one.status))
                for one in row.under
            ),
        )
        for row in comparison.differing
    ]
    return Grid(
        "differing",
        Text(en="Levels that differ", ja="異なる対策レベル"),
        columns,
        rows,
        Text(en="No level differs between these sectors.", ja="分野によるレベルの違いはありません。"),
    )


def _guidelines(words: Reader, comparison: SectorComparison) -> Grid:
    columns = (
        Column("sector", Text(en="Sector", ja="分野")),
        Column("guideline", Text(en="Guideline", ja="ガイドライン")),
        Column("publisher", Text(en="Publisher", ja="発行者")),
        Column("edition", Text(en="Edition", ja="版")),
        Column("date", Text(en="Date", ja="日付"), "day"),
    )
    rows = [
        (
            Cell(view.id, view.title),
            Cell(one.id, one.name),
            Cell(words.t(one.publisher)),
            Cell(one.edition),
            Cell(one.date),
        )
        for view in comparison.sectors
        for one in view.guidelines
    ]
    return Grid("compared-guidelines", Text(en="Guidelines", ja="ガイドライン"), columns, rows)


def _compared_items(said: SectorReader, comparison: SectorComparison) -> Grid:
    rows = [cells for view in comparison.sectors for cells in _item_cells(said, view.id, view.title, view.items)]
    return Grid("compared-items", Text(en="Native items", ja="分野固有の項目"), _ITEM_COLUMNS, rows)
