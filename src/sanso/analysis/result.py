"""The whole assessment: one value with the published top-level keys (RULES of the JSON format, version 1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sanso.analysis.proof.result import Proof
from sanso.assessment.result import IncidentRow, RequirementRow
from sanso.facts import Step
from sanso.iotssf.result import HarmLevels, MixGap, Placement, Shortfall, Stated
from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text

__all__ = [
    "Assessment",
    "Because",
    "ModelSummary",
    "OpenPoint",
    "StatedTrust",
    "Summary",
    "TrustRow",
]


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """What was assessed, and as of which day; *absent* lists what is not there on that day."""

    schema: Annotated[str, Field(description="Version of this result format.")]
    id: str
    name: Text
    digest: str
    at: dt.date
    counts: dict[str, int]
    absent: tuple[str, ...]
    catalogue_overrides: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """The element or harm that decides a required trust, and the way from there."""

    element: str | None
    harm: str | None
    floor: int
    via: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StatedTrust:
    """What is stated beside a required trust: requirement status counts and confirmations."""

    requirements: dict[str, int]
    confirmations: Stated | None


@dataclass(frozen=True, slots=True)
class TrustRow:
    """Required trust of an organization, of people or of data, with what is stated beside it."""

    subject: str
    kind: Literal["organization", "people", "data"]
    required: int | None
    because: Because
    stated: StatedTrust
    nearest: str | None
    mixes: tuple[MixGap, ...]
    short: tuple[Shortfall, ...]
    stage: Literal["stated"] = "stated"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to do: text in plain words, the category it leaves open, how many elements one answer closes."""

    id: str
    kind: Literal["requirement", "confirmation"]
    organization: str | None
    category: int
    closes: int
    text: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and the ten most important open points.

    *status* counts requirement rows per layer (keys ``all``, ``1``, ``2``, ``3``); *categories* counts
    components and systems per category, ``not-rated`` included; *harms* are the levels that were used.
    """

    status: dict[str, dict[str, int]]
    categories: dict[str, int]
    harms: tuple[HarmLevels, ...]
    open_points_total: int
    open_points: tuple[OpenPoint, ...]
    order: Text


@dataclass(frozen=True, slots=True)
class Assessment:
    """The full result of `sanso.assess`; *proof* is None where no evidence was looked at."""

    model: ModelSummary
    incidents: tuple[IncidentRow, ...]
    requirements: tuple[RequirementRow, ...]
    iotssf: tuple[Placement, ...]
    trust: tuple[TrustRow, ...]
    summary: Summary
    proof: Proof | None = None
