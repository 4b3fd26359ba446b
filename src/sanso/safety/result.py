"""What the safety room finds out: bow-tie lines, barriers with their count, floors, comparisons, conflicts.

Everything is stated, nothing is proven. *Text* fields are for people and hold both languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sanso.model.text import Text

__all__ = [
    "Barrier",
    "BarrierKind",
    "CauseLine",
    "Comparison",
    "ComparisonStatus",
    "Conflict",
    "Contradiction",
    "Floor",
    "Judgement",
    "Mitigation",
    "OriginCount",
    "Reached",
    "Side",
    "StatedAnswer",
    "Verdict",
]

OriginWord = Literal["attack", "fault", "misuse", "nature"]

Verdict = Literal["counts", "zero", "open"]
"""``open``: what would have to be known is not stated; never counted."""

BarrierKind = Literal["safety-function", "procedure", "cross-check", "confirmation", "partner"]

ComparisonStatus = Literal["met-as-stated", "below", "not-stated", "not-comparable"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a barrier counts against causes of one origin, and why; *caveats* do not change the count."""

    origin: OriginWord
    verdict: Verdict
    reasons: tuple[Text, ...] = ()
    caveats: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Barrier:
    """What stands between a cause and the top event.

    *through* are the connections that make it one; of itself and its *alternatives* the failure of any one is enough.
    *named*: the cause of the harm lists its failure; where it does
    not, the scenario as written happens even if the barrier works, which *remark* says.
    """

    element: str
    kind: BarrierKind
    named: bool
    through: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    alternatives: tuple[str, ...] = ()
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """Who controls the element of a cause: directly by which *relation*, or through others (*relation* None)."""

    element: str
    relation: str | None


@dataclass(frozen=True, slots=True)
class CauseLine:
    """One cause on the left: an effect on an element, or a circumstance alone (*element* None).

    *conditions* must hold as well; *controllers* are all who can bring the effect about.
    """

    number: int
    element: str | None
    effect: str | None
    text: Text
    origins: tuple[OriginWord, ...]
    conditions: tuple[str, ...]
    controllers: tuple[Reached, ...]
    barriers: tuple[Barrier, ...]


@dataclass(frozen=True, slots=True)
class OriginCount:
    """How many barriers count against one origin: on the weakest *line* *least*; *barriers* count on some line."""

    origin: OriginWord
    least: int
    line: int
    barriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mitigation:
    """What limits or repairs the harm on the right, as stated.

    *already* is set where the same element stands on the left: it counts once. *status* is that of a response
    requirement, else ``stated`` or ``not-stated``, or ``expired``.
    """

    kind: Literal["mitigation", "safe-state", "insurance", "fund", "contact", "response"]
    text: Text
    by: str | None
    status: str
    already: bool = False
    reference: Annotated[str | None, Field(description="Requirement, or what it rests on.")] = None


@dataclass(frozen=True, slots=True)
class Floor:
    """A suggested lowest level in one family of standards, up to *high*.

    *basis* is ``table`` where a table of that standard gives it from the stated risk parameters, ``proposal`` where
    it is Sanso's proposal from the human level.
    """

    family: str
    low: str
    high: str
    basis: Literal["table", "proposal"]
    reason: Text
    marked: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an element states beside a floor; never across families of standards."""

    element: str
    family: str | None
    stated: str | None
    floor: str | None
    status: ComparisonStatus
    reason: Text


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure that does not carry the level that is claimed beside it."""

    element: str
    source: str
    claimed: str
    figure: str
    gives: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the element, where the model says it, and what it asks for."""

    element: str
    source: Annotated[str, Field(description="Path in the model, such as components/door/safe_states/fire.")]
    asks: Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two demands that cannot both be met as they stand; *kind* is a record of the catalogue. No score."""

    kind: str
    first: Side
    second: Side
    why: Text


@dataclass(frozen=True, slots=True)
class StatedAnswer:
    """A requirement on an element as other rooms found it: who must answer, and its status."""

    requirement: str
    element: str
    organization: str | None
    status: str
