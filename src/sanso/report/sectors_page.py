"""What the template of the sector section may use: sectors as rows of words, cut to what a page can take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanso.analysis.sectors import GuidelineView, Narrowed, Raised, SectorReport, SectorView
from sanso.report.reader import Capped, Reader, capped
from sanso.report.sectors_view import ItemRow, SectorReader, item_rows

__all__ = ["SectorLimits", "SectorPage", "sector_pages", "sectors_context"]


@dataclass(frozen=True, slots=True)
class SectorLimits:
    """How much of each list the page shows."""

    raised: int = 200
    subjects: int = 12
    names: int = 12


@dataclass(frozen=True, slots=True)
class SectorPage:
    """One sector on the page."""

    view: SectorView
    raised: Capped[Raised]
    items: tuple[ItemRow, ...]
    absent: tuple[ItemRow, ...]
    narrowed: tuple[Narrowed, ...]
    guidelines: tuple[GuidelineView, ...]


def sectors_context(reader: Reader) -> Mapping[str, Any]:
    """Return the names that the sector section uses, beside those of every page."""
    report = reader.views.sectors
    words = SectorReader(reader)
    return {
        "sector_pages": sector_pages(words, report, SectorLimits()),
        "sector_limits": SectorLimits(),
        "sr": words,
    }


def sector_pages(words: SectorReader, report: SectorReport, limits: SectorLimits) -> list[SectorPage]:
    """Return the sectors of *report* in their order; items that concern nothing stand apart."""
    pages = []
    for view in report.sectors:
        rows = item_rows(words, view.items)
        pages.append(
            SectorPage(
                view,
                capped(view.raised, limits.raised),
                tuple(row for row in rows if row.status != "no-element"),
                tuple(row for row in rows if row.status == "no-element"),
                view.narrowed,
                view.guidelines,
            )
        )
    return pages
