"""What the procedure of IoT-SSF yields: its four steps with what is done and what is missing, and its tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sanso.iotssf import Cover
from sanso.iotssf.agreement import Agreement
from sanso.iotssf.result import HarmLevels
from sanso.model.text import Text

__all__ = [
    "Accepted",
    "Allocated",
    "Assessing",
    "HarmRow",
    "Preparing",
    "Procedure",
    "RatedBy",
    "Residual",
    "Reviewing",
    "Rule",
    "StakeholderRow",
    "StepState",
    "Todo",
    "TranscribedRow",
    "Treating",
    "TriggerRow",
]

StepName = Literal["prepare", "assess", "treat", "review"]


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that a step still lacks: in words, and where in the model it would be written."""

    text: Text
    where: str


@dataclass(frozen=True, slots=True)
class StepState:
    """One of the four steps; *done* where nothing is missing."""

    step: StepName
    done: bool
    missing: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class StakeholderRow:
    """A party to the procedure; *stated* is false where its role was derived from the model."""

    who: str
    role: str
    duties: Text | None
    stated: bool


@dataclass(frozen=True, slots=True)
class TranscribedRow:
    """What is transcribed where: a connection between physical and cyber space, and its data."""

    connection: str
    kind: str
    from_: Annotated[str, Field(serialization_alias="from")]
    to: str
    quantity: str | None
    data: tuple[str, ...]
    category: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A law, scheme or contract that exists already, and the elements to which it applies for certain."""

    ident: str
    elements: tuple[str, ...]
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preparing:
    """Step 1: scope, stakeholders, what is transcribed where, existing rules and contracts."""

    scope: Text | None
    purpose: Text | None
    elements: tuple[str, ...]
    excluded: tuple[tuple[str, Text], ...]
    agreed_by: tuple[str, ...]
    agreed_on: dt.date | None
    stakeholders: tuple[StakeholderRow, ...]
    transcribed: tuple[TranscribedRow, ...]
    rules: tuple[Rule, ...]
    contracts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class RatedBy:
    """One rating of a harm; *early* where it was made before the criteria were agreed."""

    by: str
    date: dt.date | None
    human: str | None
    economic: str | None
    rationale: Text | None
    early: bool


@dataclass(frozen=True, slots=True)
class HarmRow:
    """A harm with its levels, its category, its ratings and the elements that can cause it."""

    harm: str
    origin: tuple[str, ...]
    levels: HarmLevels
    category: int | None
    rationale: Text | None
    ratings: tuple[RatedBy, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessing:
    """Step 2: harms with ratings and raters, how far they agree, what no harm was written for."""

    harms: tuple[HarmRow, ...]
    agreement: tuple[Agreement, ...]
    unrated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allocated:
    """Who does what for a perspective of an element; *stated* is false where it was derived.

    *open* lists the demands of the nearest accepted mix that are not stated; *covered_by* what law or label asks for.
    """

    subject: str
    category: int
    perspective: str
    required: tuple[str, ...]
    open: tuple[str, ...]
    to: tuple[str, ...]
    what: Text | None
    stated: bool
    covered_by: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance of residual risk; *holds* is false with the reason in *why_not*."""

    by: str
    date: dt.date
    until: dt.date | None
    reason: Text
    holds: bool
    why_not: Text | None


@dataclass(frozen=True, slots=True)
class Residual:
    """What is left of a harm after treatment: its levels, what is still open, and who accepts it."""

    harm: str
    category: int | None
    human: str | None
    economic: str | None
    open_demands: int
    open_elements: tuple[str, ...]
    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Treating:
    """Step 3: stakeholders by perspective, and the residual risk with who accepts it."""

    allocation: tuple[Allocated, ...]
    residual: tuple[Residual, ...]


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """What makes a new rating necessary; *due* where it has happened since the last review, with *why*."""

    kind: str
    what: Text
    subject: str | None
    due: bool
    why: Text | None
    stated: bool


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Step 4: reviews that took place and triggers for a new rating."""

    reviews: tuple[tuple[dt.date, str, Text | None], ...]
    triggers: tuple[TriggerRow, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """The procedure of IoT-SSF on one model and day; everything in it is stated, nothing is proven."""

    format: Annotated[str, Field(description="Version of this result format.")]
    id: str
    name: Text
    at: dt.date
    steps: tuple[StepState, ...]
    prepare: Preparing
    assess: Assessing
    treat: Treating
    review: Reviewing
    stage: Literal["stated"] = "stated"
