"""The procedure of IoT-SSF as it was carried out: scope, stakeholders, allocation, acceptance, review.

Harms and ratings, connections and confirmations stand in their own sections; here is what only the procedure
knows. The four steps are prepare, assess, treat, review (準備・アセスメント・対応・見直し).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sanso.model.answers import Perspective
from sanso.model.base import Id, Part, Refs
from sanso.model.dates import Day, LastDay
from sanso.model.harms import EconomicLevel, HumanLevel
from sanso.model.text import LocalText

__all__ = [
    "Acceptance",
    "Agreement",
    "Allocation",
    "Exclusion",
    "IotSsfRecord",
    "Review",
    "Stakeholder",
    "Trigger",
]

StakeholderRole = Literal["maker", "service", "integrator", "operator", "maintainer", "insurer", "user", "state"]


class Exclusion(Part):
    """What was left out of the scope, and why."""

    element: Id
    reason: LocalText


class Agreement(Part):
    """That the level criteria were agreed, by whom and when; before anything is rated."""

    by: tuple[str, ...] = ()
    date: Day | None = None


class Stakeholder(Part):
    """A party to the procedure and its duties."""

    who: Id = Field(description="Organization or people.")
    role: StakeholderRole
    duties: LocalText | None = None


class Allocation(Part):
    """Who does what for one perspective of an element."""

    subject: Id
    perspective: Perspective
    to: Refs
    what: LocalText | None = None


class Acceptance(Part):
    """Residual risk that somebody accepts: of a harm or of an element, for a time, with a reason."""

    subject: Id = Field(description="Harm, element or product.")
    by: str
    date: Day
    reason: LocalText
    until: LastDay | None = None
    human: HumanLevel | None = Field(None, description="Human level that was accepted.")
    economic: EconomicLevel | None = Field(None, description="Economic level that was accepted.")


class Review(Part):
    """A review of the assessment: when, by whom, and how many instances there were of what."""

    date: Day
    by: str
    result: LocalText | None = None
    counts: dict[Id, int] = Field(default_factory=dict, description="Instances at that time, by element.")


class Trigger(Part):
    """What makes a new rating necessary."""

    kind: Literal["connection", "use", "number", "incident", "date"]
    what: LocalText
    subject: Id | None = None
    above: int | None = Field(None, ge=1, strict=True, description="Number of instances from which on.")
    date: Day | None = Field(None, description="Day on which it is due, or on which it happened.")


class IotSsfRecord(Part):
    """What the procedure of IoT-SSF records beside the model itself."""

    scope: LocalText | None = Field(None, description="What is looked at, and where it ends.")
    purpose: LocalText | None = None
    excluded: tuple[Exclusion, ...] = ()
    criteria_agreed: Agreement | None = None
    stakeholders: tuple[Stakeholder, ...] = ()
    allocation: tuple[Allocation, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    reviews: tuple[Review, ...] = ()
    triggers: tuple[Trigger, ...] = ()
