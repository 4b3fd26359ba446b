"""Records of the attack engine: who attacks, ways in, media, how long steps take, how well measures work.

Every number is a `Range`: the likely value and the limits within which it could be argued. The steps and defences
are those of the attack language `cpsf.mal`, which holds the same likely values; a test keeps the two together.

>>> Range(low=1, likely=2, high=5).likely
2.0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanso.catalogue.framework import LayerNumber
from sanso.catalogue.provenance import Record, Word, Yes
from sanso.model.base import Part
from sanso.model.text import LocalText

__all__ = [
    "Ability",
    "AttackDefence",
    "AttackStep",
    "Attacker",
    "Carried",
    "ClaimTruth",
    "Entry",
    "Exposure",
    "Medium",
    "Probability",
    "Range",
    "Reach",
    "Tapped",
    "Works",
    "longest_match",
]

Ability = Literal[
    "exploit",
    "research",
    "physical",
    "supply",
    "process",
    "safety",
    "disrupt",
    "tapping",
    "firmware",
    "patience",
    "insider",
]
"""What an attacker can or is willing to do; the tags of the attack language."""

Carried = Literal["network", "signal"]
Tapped = Literal["nearby", "network", "none"]
Reach = Literal["all", "each"]

Number = Annotated[float, Field(ge=0, le=1e6)]
Chance = Annotated[float, Field(ge=0, le=1)]


class Range(Part):
    """A number with the limits within which it could be argued: ``low <= likely <= high``."""

    low: Number
    likely: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise PydanticCustomError("range_order", "low <= likely <= high")
        return self


class Probability(Range):
    """A range of probabilities."""

    low: Chance
    likely: Chance
    high: Chance


class Duration(Range):
    """A range of times in days, none of them zero."""

    low: Annotated[float, Field(gt=0, le=1e6)]


class Attacker(Record):
    """A profile of attackers: which ways in they have, what they can do, how often and how long they try.

    *frequency* counts campaigns a year against one value creation process; *persistence* is in days; A step takes
    its time divided by *speed*.
    """

    entries: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(description="Ways in that they have.")
    abilities: tuple[Ability, ...] = Field(description="What they can do and are willing to do.")
    frequency: Range = Field(description="Campaigns a year against one value creation process.")
    persistence: Duration = Field(description="Days that a campaign lasts.")
    speed: Duration = Field(description="A step takes its time divided by this; 1 is as in the language.")
    reason: LocalText


class Entry(Record):
    """A way in; *layer* is the layer of CPSF that it opens, None where it opens nothing yet."""

    step: Word = Field(description="Step of the asset type Attacker.")
    layer: LayerNumber | None = None


class Exposure(Record):
    """A word that a model may write under ``exposure:``, and the way in that it means."""

    words: tuple[Word, ...] = Field((), description="Other words for it.")
    entry: Word
    reach: Reach = Field(description="Reaches all instances of a population at once, or each by itself.")
    carrier: Yes = Field(False, description="Over a carrier's network, which can be closed to others (CPS.AC-7).")


class Medium(Record):
    """What the free text of ``medium:`` means for an attack; found by the longest of *words* that it contains."""

    words: Annotated[tuple[Word, ...], Field(min_length=1)]
    carries: Carried = Field(description="network, or signal: no attack can pass, only false values.")
    tapped: Tapped = Field(description="Who can listen and forge: those nearby, those in the network, nobody.")


class AttackStep(Record):
    """How long a step of the language takes (days, mean of an exponential), and whether it can be taken at all."""

    days: Duration | None = None
    chance: Probability | None = Field(None, description="Probability, once a year, that it can be taken at all.")
    reason: LocalText

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.days is None and self.chance is None:
            raise PydanticCustomError("no_number", "give days, chance or both")
        return self


class Works(Part):
    """Probability, once a year, that a measure at a level stops the step that it guards."""

    basic: Probability
    advanced: Probability
    high_advanced: Probability = Field(alias="high-advanced")

    def at(self, level: str) -> Probability:
        """Return the probability at a level, by the level's word.

        Raises:
            KeyError: there is no such level.

        """
        return {"basic": self.basic, "advanced": self.advanced, "high-advanced": self.high_advanced}[level]


class AttackDefence(Record):
    """How well the measure for a requirement stops the steps that a defence of the language guards."""

    requirement: Word
    works: Works
    reason: LocalText


class ClaimTruth(Record):
    """Probability that a stated measure is really there, by the basis of the statement."""

    id: Literal["not-stated", "none-given", "self-declaration", "third-party", "public-certification"]
    truth: Probability
    reason: LocalText


def longest_match(text: str, media: Mapping[str, Medium]) -> Medium | None:
    """Return the medium that has the longest word contained in *text*, the first of equals; None if none has.

    Case does not matter. Latin words count as whole words, with or without a plural s: ``lan`` is not in ``plant``.
    """
    folded = text.casefold()
    best: tuple[int, Medium | None] = (0, None)
    for medium in media.values():
        for word in medium.words:
            if len(word) > best[0] and _contains(folded, word.casefold()):
                best = (len(word), medium)
    return best[1]


def _contains(text: str, word: str) -> bool:
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "s?(?![a-z0-9])" if word[-1].isascii() else ""
    return re.search(f"{before}{re.escape(word)}{after}", text) is not None
