"""Sector results as rows of words in one language, shared by terminal, page and workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanso.analysis.sectors import GuidelineView, Narrowed, Raised, SectorView
from sanso.assessment.sector_items import ITEM_STATUSES, ItemResult, ItemStatus
from sanso.report import wording
from sanso.report.reader import Reader
from sanso.report.sectors_words import FORCE, HELD, ITEM_STATUS, PHASE, WHEN

__all__ = ["ItemRow", "SectorReader", "SubjectRow", "item_rows", "worst_status"]

_STANDS = {"open": "not-stated", "partial": "partial", "covered": "met", "by-hand": "not-applicable"}
"""The requirement status whose sign an item status bears; others bear none."""


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Whom or what an item concerns, with its status."""

    subject: str
    status: ItemStatus
    text: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item with everything that the model says about it; the status is the one that needs most work."""

    id: str
    title: str
    paraphrase: str
    facet: str
    phases: str
    force: str
    guideline: str
    confidence: str
    requirements: tuple[str, ...]
    status: ItemStatus
    subjects: tuple[SubjectRow, ...]


def worst_status(statuses: Iterable[ItemStatus]) -> ItemStatus:
    """Return the status that needs most work."""
    return min(statuses, key=ITEM_STATUSES.index)


def item_rows(reader: SectorReader, items: Sequence[ItemResult]) -> list[ItemRow]:
    """Return *items* with those of one id put together, in their order."""
    by_id: dict[str, list[ItemResult]] = {}
    for item in items:
        by_id.setdefault(item.id, []).append(item)
    return [reader.item(same) for same in by_id.values()]


class SectorReader:
    """Says sector results in the language of a `Reader`."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def item(self, same: Sequence[ItemResult]) -> ItemRow:
        """Put the results of one item together."""
        first, t = same[0], self.reader.t
        record = self.reader.catalogue.sector_items[first.id]
        return ItemRow(
            id=first.id,
            title=t(first.title),
            paraphrase=t(first.paraphrase),
            facet=t(self.reader.catalogue.sector_facets[first.facet].title),
            phases=self.reader.listed(t(PHASE[phase]) for phase in first.phases),
            force=t(FORCE[first.force]) if first.force is not None else "",
            guideline=t(self.reader.catalogue.guidelines[first.guideline].title),
            confidence=t(record.marked),
            requirements=record.requirements,
            status=worst_status(one.status for one in same),
            subjects=tuple(map(self._subject, same)),
        )

    def _subject(self, one: ItemResult) -> SubjectRow:
        text = self.reader.t(one.text)
        if one.when in ("past", "unknown") and one.phases and one.covers:
            when = self.reader.t(WHEN[one.when])
            text = f"{text}({when})" if self.reader.lang == "ja" else f"{text} ({when})"
        return SubjectRow(self.reader.name(one.subject), one.status, text, one.elements)

    def status(self, status: ItemStatus) -> str:
        """Say the status of an item."""
        return self.reader.t(ITEM_STATUS[status])

    def sign(self, status: ItemStatus) -> str | None:
        """Return the requirement status whose sign fits; None where none does."""
        return _STANDS.get(status)

    def counts(self, view: SectorView) -> str:
        """Count the items of a sector by status, as results: one per place, interface or subject."""
        named = (status for status in ITEM_STATUSES if view.counts.get(status))
        return self.reader.listed(f"{self.status(status)} {view.counts[status]:,}" for status in named)

    def held(self, view: SectorView) -> list[str]:
        """Say from where elements have the sector, with how many."""
        lines = []
        for one in view.held:
            who = "" if one.level == "model" else self.reader.name(one.by)
            said = self.reader.t(HELD[one.level])
            number = self.reader.count(len(one.elements), "element")
            lines.append(f"{said}{': ' if who else ''}{who} – {number}")
        return lines

    def guideline(self, view: GuidelineView) -> tuple[str, str, str, str, str]:
        """Return name, publisher, edition, date and confidence of a guideline."""
        record = self.reader.catalogue.guidelines[view.id]
        t = self.reader.t
        return t(view.name), t(view.publisher), view.edition, view.date, t(record.marked)

    def guideline_name(self, ident: str | None) -> str:
        """Name a guideline; nothing for None."""
        return self.reader.t(self.reader.catalogue.guidelines[ident].title) if ident is not None else ""

    def levels(self, raised: Raised) -> tuple[str, str]:
        """Name the levels without and with the sector."""
        return self.reader.t(wording.level_word(raised.without)), self.reader.t(wording.level_word(raised.level))

    def narrowed_status(self, narrowed: Narrowed) -> str:
        """Say the worst status of a narrowed requirement; nothing where it is not asked."""
        return self.reader.t(wording.status_word(narrowed.status)) if narrowed.status is not None else ""
