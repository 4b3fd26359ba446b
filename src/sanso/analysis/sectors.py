"""What sectors mean for a model: guidelines, requirements, native items; and one element under several sectors.

Everything follows from a finished assessment: levels under other sectors come from its reason chains, so that a
comparison asks nothing twice. The category of an element never depends on a sector; it follows from harms alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from sanso.analysis.assessing import structure_of
from sanso.analysis.result import Assessment, ModelSummary
from sanso.assessment.answers import LEVELS, judge, worst
from sanso.assessment.levels import under_sectors
from sanso.assessment.result import Reason, RequiredLevel, RequirementPart, RequirementRow, Status
from sanso.assessment.sector_items import ItemResult, sector_items
from sanso.assessment.sectors import Holding, sectors_of
from sanso.catalogue import Catalogue, Delta, Sector
from sanso.model.process import Model
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = [
    "COMPARISON_FORMAT",
    "SECTORS_FORMAT",
    "ComparedLevel",
    "ComparedSector",
    "GuidelineView",
    "Held",
    "LevelUnder",
    "Narrowed",
    "Raised",
    "SectorComparison",
    "SectorReport",
    "SectorView",
    "compare_sectors",
    "sectors",
]

SECTORS_FORMAT = "sanso-sectors/1"
COMPARISON_FORMAT = "sanso-compare-sectors/1"

_UNAFFECTED = Text(
    en="The category follows from harms alone; no sector changes it.",
    ja="カテゴリは被害シナリオだけで決まり、分野によって変わらない。",
)


@dataclass(frozen=True, slots=True)
class GuidelineView:
    """A guideline as the catalogue has it."""

    id: str
    name: Text
    publisher: Text
    edition: str
    date: str
    confidence: str
    strength: str | None
    note: Text


@dataclass(frozen=True, slots=True)
class Held:
    """Elements with a sector by the same statement: their own, a container's, their organization's, or the model's."""

    by: str
    level: Literal["element", "container", "organization", "model"]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """A requirement on elements of one organization that the sector lifts from *without* to *level*."""

    requirement: str
    organization: str | None
    without: RequiredLevel
    level: RequiredLevel
    status: Status
    elements: tuple[str, ...]
    reason: Text
    guideline: str | None
    confidence: str
    strength: str | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A requirement that means something more special in the sector; *status* is the worst on *elements*."""

    requirement: str
    where: Text | None
    meaning: Text
    reason: Text
    guideline: str | None
    confidence: str
    strength: str | None
    status: Status | None
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorView:
    """One sector on one model; *published* is False where no guideline speaks in terms of CPSF.

    *already* counts requirements that the sector asks for and that other steps ask for at least as much.
    """

    id: str
    title: Text
    note: Text
    published: bool
    guidelines: tuple[GuidelineView, ...]
    held: tuple[Held, ...]
    raised: tuple[Raised, ...]
    already: int
    narrowed: tuple[Narrowed, ...]
    items: tuple[ItemResult, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class SectorReport:
    """Every sector that holds somewhere in a model."""

    model: ModelSummary
    sectors: tuple[SectorView, ...]


@dataclass(frozen=True, slots=True)
class LevelUnder:
    """Required level and status of a requirement under one sector, with the reasons."""

    sector: str
    level: RequiredLevel
    status: Status
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ComparedLevel:
    """A requirement whose level differs between the sectors; *without* is the level under none."""

    requirement: str
    organization: str | None
    without: RequiredLevel
    under: tuple[LevelUnder, ...]


@dataclass(frozen=True, slots=True)
class ComparedSector:
    """What one sector brings to the element besides levels."""

    id: str
    title: Text
    note: Text
    published: bool
    guidelines: tuple[GuidelineView, ...]
    narrowed: tuple[Narrowed, ...]
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class SectorComparison:
    """One element under several sectors, side by side.

    *differing* are the levels that differ; *alike* the requirements that every sector raises to the same level,
    *same* those that no sector touches. *held* says which sectors the model gives the element.
    """

    model: ModelSummary
    element: str
    held: Holding
    category: int | None
    category_note: Text
    sectors: tuple[ComparedSector, ...]
    differing: tuple[ComparedLevel, ...]
    alike: Annotated[tuple[str, ...], Field(description="Raised to the same level by every sector.")]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What both results are made from."""

    structure: Structure
    catalogue: Catalogue
    assessment: Assessment

    def guidelines(self, sector: Sector) -> tuple[GuidelineView, ...]:
        """Return the guidelines of *sector*."""
        records = (self.catalogue.guidelines[ident] for ident in sector.guidelines)
        return tuple(
            GuidelineView(r.id, r.title, r.publisher, r.edition, r.date, r.confidence, r.strength, r.note)
            for r in records
        )

    def narrowed(self, sector: Sector, members: frozenset[str]) -> tuple[Narrowed, ...]:
        """Return the narrowed requirements that are asked of *members*."""
        return tuple(self._narrowed(delta, members) for delta in sector.narrowings)

    def _narrowed(self, delta: Delta, members: frozenset[str]) -> Narrowed:
        statuses: list[Status] = []
        elements: set[str] = set()
        for row in self.assessment.requirements:
            for part in row.parts if row.id == delta.requirement else ():
                touched = members.intersection(part.elements)
                if touched:
                    statuses.append(part.status)
                    elements |= touched
        return Narrowed(
            requirement=delta.requirement,
            where=delta.where,
            meaning=delta.meaning or delta.reason,
            reason=delta.reason,
            guideline=delta.guideline,
            confidence=delta.confidence,
            strength=delta.strength,
            status=worst(statuses) if statuses else None,
            elements=tuple(sorted(elements)),
        )


def sectors(model: Model, catalogue: Catalogue, assessment: Assessment) -> SectorReport:
    """Return what each sector of *model*, as assessed, brings with it; *model* is that of the assessed day."""
    desk = _Desk(structure_of(model, catalogue), catalogue, assessment)
    holdings = {ident: sectors_of(desk.structure, ident) for ident in model.elements}
    members: dict[str, set[str]] = {}
    for ident, holding in holdings.items():
        for sector in holding.sectors:
            members.setdefault(sector, set()).add(ident)
    items = sector_items(desk.structure, catalogue, assessment.requirements, members)
    order = [sector for sector in catalogue.sectors if sector in members]
    return SectorReport(
        assessment.model,
        tuple(_view(desk, sector, holdings, frozenset(members[sector]), items) for sector in order),
    )


def _view(
    desk: _Desk,
    ident: str,
    holdings: Mapping[str, Holding],
    members: frozenset[str],
    items: Sequence[ItemResult],
) -> SectorView:
    sector = desk.catalogue.sectors[ident]
    held: dict[tuple[str, str], list[str]] = {}
    for element in sorted(members):
        held.setdefault((holdings[element].level, holdings[element].by), []).append(element)
    raised, already = _raised(desk, sector)
    own = tuple(item for item in items if item.sector == ident)
    return SectorView(
        id=ident,
        title=sector.title,
        note=sector.note,
        published=sector.published,
        guidelines=desk.guidelines(sector),
        held=tuple(Held(by, level, tuple(names)) for (level, by), names in sorted(held.items())),  # type: ignore[arg-type]
        raised=raised,
        already=already,
        narrowed=desk.narrowed(sector, members),
        items=own,
        counts=dict(Counter(item.status for item in own)),
    )


def _raised(desk: _Desk, sector: Sector) -> tuple[tuple[Raised, ...], int]:
    deltas = {delta.requirement: delta for delta in sector.raises}
    found: list[Raised] = []
    already: set[str] = set()
    for row in desk.assessment.requirements:
        if row.id not in deltas:
            continue
        for part in row.parts:
            if not any(reason.step == "sector" and reason.code == sector.id for reason in part.reasons):
                continue
            others = [r.code for r in part.reasons if r.step == "sector" and r.code != sector.id]
            without, _ = under_sectors(desk.catalogue, row.id, part.reasons, others)
            if LEVELS.index(without) < LEVELS.index(part.level):
                found.append(_raise(row.organization, part, without, deltas[row.id]))
            else:
                already.add(row.id)
    return tuple(found), len(already - {one.requirement for one in found})


def _raise(organization: str | None, part: RequirementPart, without: RequiredLevel, delta: Delta) -> Raised:
    return Raised(
        requirement=delta.requirement,
        organization=organization,
        without=without,
        level=part.level,
        status=part.status,
        elements=part.elements,
        reason=delta.reason,
        guideline=delta.guideline,
        confidence=delta.confidence,
        strength=delta.strength,
    )


def compare_sectors(
    model: Model, catalogue: Catalogue, assessment: Assessment, element: str, chosen: Sequence[str]
) -> SectorComparison:
    """Set *element* of *model*, as assessed, under each of the sectors *chosen*, one at a time.

    Raises:
        KeyError: there is no such element or sector.

    """
    desk = _Desk(structure_of(model, catalogue), catalogue, assessment)
    if element not in model.elements:
        raise KeyError(element)
    differing: list[ComparedLevel] = []
    alike: set[str] = set()
    same: set[str] = set()
    for compared in _levels(desk, element, chosen):
        levels = {under.level for under in compared.under}
        if len(levels) > 1:
            differing.append(compared)
        else:
            (alike if levels != {compared.without} else same).add(compared.requirement)
    return SectorComparison(
        model=assessment.model,
        element=element,
        held=sectors_of(desk.structure, element),
        category=_category(assessment, element),
        category_note=_UNAFFECTED,
        sectors=tuple(_compared(desk, element, ident) for ident in chosen),
        differing=tuple(differing),
        alike=tuple(sorted(alike)),
        same=tuple(sorted(same - alike - {one.requirement for one in differing})),
    )


def _levels(desk: _Desk, element: str, chosen: Sequence[str]) -> Iterator[ComparedLevel]:
    for row in desk.assessment.requirements:
        for part in row.parts:
            if element in part.elements:
                without, _ = under_sectors(desk.catalogue, row.id, part.reasons, ())
                under = tuple(_under(desk.catalogue, row.id, part, sector) for sector in chosen)
                yield ComparedLevel(row.id, row.organization, without, under)


def _under(catalogue: Catalogue, requirement: str, part: RequirementPart, sector: str) -> LevelUnder:
    level, reasons = under_sectors(catalogue, requirement, part.reasons, (sector,))
    return LevelUnder(sector, level, judge(level, part.answer), reasons)


def _compared(desk: _Desk, element: str, ident: str) -> ComparedSector:
    sector = desk.catalogue.sectors[ident]
    rows = [_row_under(desk.catalogue, row, element, ident) for row in desk.assessment.requirements]
    items = sector_items(desk.structure, desk.catalogue, rows, {ident: {element}})
    return ComparedSector(
        id=ident,
        title=sector.title,
        note=sector.note,
        published=sector.published,
        guidelines=desk.guidelines(sector),
        narrowed=tuple(one for one in desk.narrowed(sector, frozenset((element,))) if one.elements),
        items=tuple(item for item in items if item.status != "no-element"),
    )


def _row_under(catalogue: Catalogue, row: RequirementRow, element: str, sector: str) -> RequirementRow:
    """Return *row* with *element* judged as it would be under *sector*."""
    if element not in row.elements:
        return row
    parts: list[RequirementPart] = []
    for part in row.parts:
        if element in part.elements:
            under = _under(catalogue, row.id, part, sector)
            rest = tuple(ident for ident in part.elements if ident != element)
            parts += [replace(part, elements=rest)] if rest else []
            own = replace(part, level=under.level, status=under.status, reasons=under.reasons, elements=(element,))
            parts.append(own)
        else:
            parts.append(part)
    return replace(row, parts=tuple(parts))


def _category(assessment: Assessment, element: str) -> int | None:
    for placement in assessment.iotssf:
        if placement.element == element:
            return placement.category
    return next((row.required for row in assessment.trust if row.subject == element), None)
