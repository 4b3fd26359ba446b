"""The required level of a requirement (table T3): the maximum of the steps, then the cap, with the reasons kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanso.assessment.answers import LEVELS
from sanso.assessment.result import Reason, RequiredLevel
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["Circumstances", "LevelBook"]

_DELEGATED = Text(en="named in the agreement “{name}”", ja="取り決め「{name}」で名指しされている")
_CATEGORY = Text(en="category {category} of what it concerns", ja="対象のカテゴリ {category} による")
_CATEGORY_LINKED = Text(
    en="category {category} of what it concerns, reached through layer 2 or 3",
    ja="対象のカテゴリ {category} により、第2層・第3層のインシデントを通じる",
)
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
        reasons.extend(
            Reason("sector", delta.level, sector, delta.reason)
            for sector in c.sectors
            for delta in self.catalogue.sectors[sector].deltas
            if delta.requirement == requirement
        )
        by_category = _by_category(c)
        if by_category != "not-required":
            template = _CATEGORY_LINKED if by_category == "high-advanced" else _CATEGORY
            reasons.append(
                Reason("category", by_category, f"category-{c.category}", template.fill(category=c.category))
            )
        level = max((reason.level for reason in reasons), key=LEVELS.index)
        grades = self.catalogue.requirements[requirement].grades
        highest: RequiredLevel = max(grades, key=LEVELS.index) if grades else "high-advanced"
        if LEVELS.index(level) > LEVELS.index(highest):
            level = highest
            reasons.append(Reason("cap", highest, "grades", _CAP))
        return level, tuple(reasons)


def _by_category(c: Circumstances) -> RequiredLevel:
    if c.category >= 4:
        return "high-advanced" if c.linked else "advanced"
    return ("not-required", "not-required", "basic", "advanced")[max(0, c.category)]
