"""Harm scenarios: what causes them, what they do to people and money, who rated them."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from sanso.model.amounts import Count, PhysicalAmount, RateText, Share
from sanso.model.base import Id, Part, Refs, Thing
from sanso.model.dates import Day
from sanso.model.money import Amount
from sanso.model.text import LocalText

__all__ = [
    "Affected",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "AtLeastCause",
    "AttackPotential",
    "Cause",
    "Condition",
    "ConditionCause",
    "EconomicLevel",
    "EffectCause",
    "Harm",
    "HumanLevel",
    "Impacts",
    "IsoMachine",
    "IsoRoad",
    "Loss",
    "Mitigation",
    "Origin",
    "Rating",
    "RiskParameters",
]

HumanLevel = Literal["none", "limited", "serious", "fatal"]
"""Difficulty of recovery from human damage, per person (回復困難性の度合い)."""

EconomicLevel = Literal["none", "limited", "serious", "catastrophic"]
"""Economic impact (経済的影響の度合い)."""


Origin = Literal["attack", "fault", "misuse", "nature"]
"""What kind of event starts a harm."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Origins = Annotated[
    tuple[Origin, ...],
    Field(min_length=1),
    BeforeValidator(_one_or_many, json_schema_input_type=Origin | list[Origin]),
]


class Condition(Thing):
    """A circumstance outside the attacker's hand: a probability, or a rate per time."""

    probability: float | None = Field(None, ge=0, le=1, strict=True)
    rate: RateText | None = None

    @model_validator(mode="after")
    def _one(self) -> Condition:
        if (self.probability is None) == (self.rate is None):
            raise PydanticCustomError("condition", "give a probability or a rate, and only one")
        return self

    @property
    def chance_in_a_year(self) -> float:
        """The probability that it holds when it matters; of a rate, that it occurs at least once in a year."""
        if self.rate is not None:
            return -math.expm1(-self.rate.per_year)
        return self.probability if self.probability is not None else 0.0


class EffectCause(Part):
    """An effect on an element; of a population, a share or a capacity struck at once."""

    element: Id
    effect: str
    share: Share | None = Field(None, description="Part of the population that is struck at once.")
    capacity: PhysicalAmount | None = Field(None, description="Capacity that is struck at once.")
    through: Refs = Field(
        (), description="Parts of a named system that can cause it; all but safety functions where absent."
    )


class ConditionCause(Part):
    """A condition that must hold."""

    condition: Id


class AllOf(Part):
    """All causes together."""

    all_of: Annotated[tuple[Cause, ...], Field(min_length=1)]


class AnyOf(Part):
    """Any one of the causes."""

    any_of: Annotated[tuple[Cause, ...], Field(min_length=1)]


class AtLeast(Part):
    """How many of which causes."""

    n: Annotated[int, Field(ge=1, strict=True)]
    of: Annotated[tuple[Cause, ...], Field(min_length=1)]


class AtLeastCause(Part):
    """At least *n* of the causes."""

    at_least: AtLeast


def _cause_kind(value: object) -> str | None:
    """Return the tag of a cause, None for what is none."""
    if not isinstance(value, dict | Part):
        return None
    keys = value if isinstance(value, dict) else vars(value)
    for key in ("all_of", "any_of", "at_least", "condition"):
        if key in keys:
            return "=" + key
    return "=element"


Cause = Annotated[
    Annotated[EffectCause, Tag("=element")]
    | Annotated[ConditionCause, Tag("=condition")]
    | Annotated[AllOf, Tag("=all_of")]
    | Annotated[AnyOf, Tag("=any_of")]
    | Annotated[AtLeastCause, Tag("=at_least")],
    Discriminator(_cause_kind),
]
"""An effect, a condition, or a combination of causes."""


class Affected(Part):
    """Who is hurt, and how many at once."""

    people: Id
    count: Count | None = None


class Loss(Part):
    """Loss as 5th and 95th percentile, lognormal unless said."""

    low: Amount
    high: Amount
    per: Literal["event", "instance", "person"] = "event"
    distribution: Literal["lognormal", "uniform"] = "lognormal"


class Rating(Part):
    """What one rater judged, when, and why."""

    by: str
    date: Day | None = None
    human: HumanLevel | None = None
    economic: EconomicLevel | None = None
    rationale: LocalText | None = None


class Mitigation(Part):
    """What limits or repairs a harm once it happens."""

    what: LocalText
    by: Id | None = Field(None, description="Element that does it.")


class IsoRoad(Part):
    """Parameters of ISO 26262: severity, exposure, controllability."""

    severity: Literal["S0", "S1", "S2", "S3"]
    exposure: Literal["E0", "E1", "E2", "E3", "E4"]
    controllability: Literal["C0", "C1", "C2", "C3"]


class IsoMachine(Part):
    """Parameters of the risk graph of ISO 13849-1."""

    severity: Literal["S1", "S2"]
    frequency: Literal["F1", "F2"]
    avoidance: Literal["P1", "P2"]


ImpactLevel = Literal["negligible", "moderate", "major", "severe"]


class Impacts(Part):
    """Impact ratings of ISO/SAE 21434, one per kind of damage."""

    safety: ImpactLevel | None = None
    financial: ImpactLevel | None = None
    operational: ImpactLevel | None = None
    privacy: ImpactLevel | None = None


class AttackPotential(Part):
    """Parameters of the attack potential (ISO/IEC 18045, used by ISO/SAE 21434)."""

    time: Literal["1-day", "1-week", "1-month", "6-months", "more"]
    expertise: Literal["layman", "proficient", "expert", "multiple-experts"]
    knowledge: Literal["public", "restricted", "confidential", "strictly-confidential"]
    window: Literal["unlimited", "easy", "moderate", "difficult"]
    equipment: Literal["standard", "specialised", "bespoke", "multiple-bespoke"]


class RiskParameters(Part):
    """What the named tables of safety and security standards need to know of a harm."""

    iso26262: IsoRoad | None = None
    iso13849: IsoMachine | None = None
    iso21434: Impacts | None = None
    potential: AttackPotential | None = None


class Harm(Thing):
    """A harm scenario (被害シナリオ)."""

    cause: Cause
    origin: Origins = Field(("attack",), description="What kinds of events start it.")
    human: HumanLevel | None = Field(None, description="Agreed level; the highest rating where absent.")
    economic: EconomicLevel | None = Field(
        None, description="Agreed level; else the highest rating; else from the loss."
    )
    affects: Affected | None = None
    loss: Loss | None = None
    borne_by: Id | None = Field(None, description="Organization that bears the loss.")
    rationale: LocalText | None = None
    ratings: tuple[Rating, ...] = ()
    excludes: Refs = Field((), description="Harms that cannot happen together with this one.")
    includes: Refs = Field((), description="Harms whose loss this one already counts.")
    mitigations: tuple[Mitigation, ...] = Field((), description="What limits the harm once it happens.")
    risk: RiskParameters | None = Field(None, description="Parameters of the risk tables of safety and security.")


AllOf.model_rebuild()
AnyOf.model_rebuild()
AtLeast.model_rebuild()
AtLeastCause.model_rebuild()
Harm.model_rebuild()
