"""The third axis: what the nearest accepted mix demands per perspective, beside what is stated and what is proven.

Elements in the same category with the same demand, the same statements and the same proof share a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.catalogue.strength import DemandPart, parts_of_demand
from sanso.iotssf.result import Placement, Stated
from sanso.model.text import Language, Text
from sanso.report.pictures.proven import Proven

__all__ = ["Demand", "DemandRow", "demand_rows", "demands_of", "short_word"]

_SHORT: Mapping[str, Text] = MappingProxyType({
    "none": Text.of("–"),
    "self-declaration": Text(en="self-declared", ja="自己宣言"),
    "third-party": Text(en="third party", ja="第三者確認"),
    "public-certification": Text(en="public cert.", ja="公的認証"),
    "stated": Text(en="interval", ja="間隔の明示"),
    "yearly": Text(en="yearly", ja="年1回"),
    "half-yearly": Text(en="half-yearly", ja="半年ごと"),
    "trained": Text(en="trained", ja="訓練"),
    "qualified": Text(en="80 % qualif.", ja="8割有資格"),
    "licensed": Text(en="all licensed", ja="全員免許"),
    "contact": Text(en="contact", ja="窓口"),
    "fund": Text(en="+ fund/ins.", ja="窓口+基金等"),
    "insurance": Text(en="+ insurance", ja="窓口+保険"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Demand:
    """One part of a demand: words and steps (0 is none), out of *steps*; proven is None without evidence."""

    part: DemandPart
    required: str
    stated: str
    required_step: int
    stated_step: int
    steps: int
    proven: str | None = None
    proven_step: int | None = None

    @property
    def lacking(self) -> int:
        """How many steps are required and not proven; without evidence, not stated."""
        return max(0, self.required_step - (self.stated_step if self.proven_step is None else self.proven_step))


@dataclass(frozen=True, slots=True)
class DemandRow:
    """Elements that share category, mix and statements; the first one names the row."""

    placements: tuple[Placement, ...]
    mix: str
    demands: tuple[Demand, ...]


def short_word(catalogue: Catalogue, part: DemandPart, word: str, lang: Language) -> str:
    """Return a demand in a word or two; the catalogue's title where a user's catalogue added the step."""
    if word in _SHORT:
        return _SHORT[word].show(lang)
    step = catalogue.demand_steps.get(f"{part}.{word}")
    return word if step is None else step.title.show(lang)


def demands_of(
    catalogue: Catalogue, mix: str, placement: Placement, proven: Stated | None = None
) -> tuple[Demand, ...]:
    """Return what *mix* asks for part by part, beside what is stated of *placement* and what is *proven* of it."""
    found: list[Demand] = []
    for part in parts_of_demand():
        steps = catalogue.steps_of(part)
        ranks = {step.word: step.rank for step in steps}
        required = catalogue.mixes[mix].demands.word(part)
        stated: str = getattr(placement.stated, part)
        highest = max(ranks.values(), default=0)
        shown: str | None = getattr(proven, part) if proven is not None else None
        step = ranks.get(shown, 0) if shown is not None else None
        found.append(Demand(part, required, stated, ranks.get(required, 0), ranks.get(stated, 0), highest, shown, step))
    return tuple(found)


def demand_rows(assessment: Assessment, catalogue: Catalogue, systems: frozenset[str]) -> list[DemandRow]:
    """Return the rows of the third axis, the highest categories first, systems before components."""
    rows: dict[tuple[object, ...], list[Placement]] = {}
    proven = Proven.of(assessment)
    for placement in assessment.iotssf:
        if placement.category and placement.nearest in catalogue.mixes:
            words = tuple(getattr(placement.stated, part) for part in parts_of_demand())
            shown = proven.strength(placement.element) if proven is not None else None
            shown_words = tuple(getattr(shown, part) for part in parts_of_demand()) if shown is not None else ()
            key = (placement.category, placement.at_least, placement.nearest, words, shown_words)
            rows.setdefault(key, []).append(placement)
    found: list[DemandRow] = []
    for members in rows.values():
        members.sort(key=lambda one: (one.element not in systems, -one.instances, one.element))
        mix = members[0].nearest or ""
        shown = proven.strength(members[0].element) if proven is not None else None
        found.append(DemandRow(tuple(members), mix, demands_of(catalogue, mix, members[0], shown)))

    def rank(row: DemandRow) -> tuple[object, ...]:
        first = row.placements[0]
        lacking = sum(one.lacking for one in row.demands)
        return -(first.category or 0), first.element not in systems, -lacking, -len(row.placements), first.element

    return sorted(found, key=rank)
