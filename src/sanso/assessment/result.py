"""What the CPSF room finds out: incidents on elements, requirements on organizations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sanso.model.text import Text

__all__ = [
    "Answer",
    "IncidentRow",
    "ProvenAnswer",
    "Reason",
    "RequiredLevel",
    "RequirementPart",
    "RequirementRow",
    "Status",
]

Status = Literal["missing", "not-stated", "partial", "met", "not-applicable", "not-required"]
RequiredLevel = Literal["not-required", "basic", "advanced", "high-advanced"]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident on all elements of one type: a risk source with its requirements."""

    id: str
    layer: int
    type: str
    vulnerability: str
    title: Text
    elements: tuple[str, ...]
    requirements: tuple[str, ...]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of table T3 on the way to a required level."""

    step: Literal["scale", "delegation", "sector", "category", "cap"]
    level: RequiredLevel
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """The measure that counts; *from_* is the id of who or what answered."""

    from_: Annotated[str, Field(serialization_alias="from")]
    level: str
    basis: str | None
    by: str | None
    valid_until: str | None
    expired: bool
    reason: Text | None


@dataclass(frozen=True, slots=True)
class ProvenAnswer(Answer):
    """The measure that is proven in a proven model; *claim* is the digest of the claim that decides."""

    claim: str


@dataclass(frozen=True, slots=True)
class RequirementPart:
    """Elements of a row that share level, status, answer and reasons."""

    level: RequiredLevel
    status: Status
    category: int
    elements: tuple[str, ...]
    answer: Answer | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement on one organization (None: nobody is responsible), with its elements.

    *level* is the highest and *status* the worst of the parts; *answer* and *reasons* are those of the
    part that decides. *incidents* are the incidents that call for it, *layers* their layers.
    """

    id: str
    organization: str | None
    level: RequiredLevel
    status: Status
    category: int
    elements: tuple[str, ...]
    answer: Answer | None
    reasons: tuple[Reason, ...]
    incidents: tuple[str, ...]
    layers: tuple[int, ...]
    parts: tuple[RequirementPart, ...]
