"""The required level of a requirement (table T3): the maximum of the steps, then the cap, with the reasons kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanso.assessment.answers import LEVELS
from sanso.assessment.result import Reason, RequiredLevel
from sanso.catalogue import Catalogue, Delta
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["Circumstances", "LevelBook", "sector_reasons", "under_sectors"]

_DELEGATED = Text(en="named in the agreement “{name}”", ja="取り決め「{name}」で名指しされている")
_CATEGORY = Text(en="category {category} of what it concerns", ja="対象のカテゴリ {category} による")
_CATEGORY_LINKED = Text(
    en="category {category} of what it concerns, reached through layer 2 or 3",
    ja="対象のカテゴリ {category} により、第2層・第3層のインシデントを通じる",
)
_SECTOR = Text(en="{sector}, {guideline}: {reason}", ja="{sector}、{guideline}: {reason}")
_CAP = Text(en="no higher grade exists for this requirement", ja="この要件にはこれより高い段階がない")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides a level besides the requirement: the organization's size and reach, agreements, sectors, category.

    *linked* says whether an incident of layer 2 or 3 calls for the requirement.
    """

    scale: str
    agreement: str | None
    sectors: Sequence[str]
    category: int
    linked: bool


@dataclass(slots=True)
class LevelBook:
    """Required levels by one catalogue; equal questions are answered once."""

    catalogue: Catalogue
    model: Model
    _known: dict[tuple[str, str, str | None, tuple[str, ...], int, bool], tuple[RequiredLevel, tuple[Reason, ...]]]

    @classmethod
    def of(cls, catalogue: Catalogue, model: Model) -> LevelBook:
        """Open the book of a catalogue's profiles for *model*, whose names it uses."""
        return cls(catalogue, model, {})

    def required(self, requirement: str, c: Circumstances) -> tuple[RequiredLevel, tuple[Reason, ...]]:
        """Return the required level and the chain of reasons that leads to it."""
        key = (requirement, c.scale, c.agreement, tuple(c.sectors), c.category, c.linked)
        if key not in self._known:
            self._known[key] = self._derive(requirement, c)
        return self._known[key]

    def _derive(self, requirement: str, c: Circumstances) -> tuple[RequiredLevel, tuple[Reason, ...]]:
        profile = self.catalogue.scales[c.scale].levels[requirement]
        reasons = [Reason("scale", profile.level, c.scale, profile.reason)]
        if c.agreement is not None:
            reasons.append(
                Reason("delegation", "basic", c.agreement, _DELEGATED.fill(name=self.model.label(c.agreement)))
            )
        reasons.extend(sector_reasons(self.catalogue, requirement, c.sectors))
        by_category = _by_category(c)
        if by_category != "not-required":
            template = _CATEGORY_LINKED if by_category == "high-advanced" else _CATEGORY
            reasons.append(
                Reason("category", by_category, f"category-{c.category}", template.fill(category=c.category))
            )
        return _capped(self.catalogue, requirement, reasons)


def sector_reasons(catalogue: Catalogue, requirement: str, sectors: Sequence[str]) -> tuple[Reason, ...]:
    """Return the step of each of *sectors* that raises *requirement*; it names the sector and its guideline."""
    return tuple(
        Reason("sector", delta.level, sector, _SECTOR.fill(**_named(catalogue, sector, delta)))
        for sector in sorted(set(sectors))
        for delta in catalogue.sectors[sector].deltas
        if delta.requirement == requirement and delta.level is not None
    )


def under_sectors(
    catalogue: Catalogue, requirement: str, reasons: Sequence[Reason], sectors: Sequence[str]
) -> tuple[RequiredLevel, tuple[Reason, ...]]:
    """Return level and reasons as they would be under *sectors* in place of those that *reasons* name."""
    kept = [reason for reason in reasons if reason.step not in ("sector", "cap")]
    before = [reason for reason in kept if reason.step in ("scale", "delegation")]
    after = [reason for reason in kept if reason.step not in ("scale", "delegation")]
    return _capped(catalogue, requirement, [*before, *sector_reasons(catalogue, requirement, sectors), *after])


def _named(catalogue: Catalogue, sector: str, delta: Delta) -> dict[str, Text]:
    guideline = catalogue.guidelines[delta.guideline].title if delta.guideline is not None else delta.source
    return {"sector": catalogue.sectors[sector].title, "guideline": guideline, "reason": delta.reason}


def _capped(
    catalogue: Catalogue, requirement: str, reasons: Sequence[Reason]
) -> tuple[RequiredLevel, tuple[Reason, ...]]:
    level = max((reason.level for reason in reasons), key=LEVELS.index)
    grades = catalogue.requirements[requirement].grades
    highest: RequiredLevel = max(grades, key=LEVELS.index) if grades else "high-advanced"
    if LEVELS.index(level) <= LEVELS.index(highest):
        return level, tuple(reasons)
    return highest, (*reasons, Reason("cap", highest, "grades", _CAP))


def _by_category(c: Circumstances) -> RequiredLevel:
    if c.category >= 4:
        return "high-advanced" if c.linked else "advanced"
    return ("not-required", "not-required", "basic", "advanced")[max(0, c.category)]
