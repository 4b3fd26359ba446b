"""Records of IoT-SSF: levels on two axes, the grid, and the accepted mixes of demands over four perspectives.

The framework fixes neither grid nor strengths; ours are proposals and replaceable.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from sanso.catalogue.provenance import Rank, Record, Word, Yes
from sanso.model.answers import Basis, Perspective, Thresholds
from sanso.model.base import Part
from sanso.model.dates import Interval
from sanso.model.harms import EconomicLevel, HumanLevel
from sanso.model.text import LocalText

__all__ = [
    "BasisRecord",
    "Cell",
    "DemandPart",
    "DemandStep",
    "Demands",
    "EconomicCriteria",
    "EconomicLevelRecord",
    "HumanLevelRecord",
    "Mix",
    "PerspectiveRecord",
    "parts_of_demand",
]

CategoryNumber = Annotated[int, Field(strict=True, ge=0, le=4)]
DemandPart = Literal["product", "organization", "staff", "in_operation", "operators", "social_support"]


class HumanLevelRecord(Record):
    """A degree of difficulty of recovery from human damage (回復困難性の度合い)."""

    id: HumanLevel
    rank: Rank
    criteria: LocalText


class EconomicLevelRecord(Record):
    """A degree of economic impact (経済的影響の度合い)."""

    id: EconomicLevel
    rank: Rank
    criteria: LocalText


class EconomicCriteria(Record):
    """From which loss on an economic level is reached, by the scale of who bears it."""

    id: Literal["sme", "large"]
    thresholds: Thresholds


class Cell(Record):
    """One of the 16 cells of the grid; its id is ``human/economic``."""

    human: HumanLevel
    economic: EconomicLevel
    category: CategoryNumber


class PerspectiveRecord(Record):
    """One of the four perspectives of security and safety demands (third axis)."""

    id: Perspective
    number: Annotated[int, Field(strict=True, ge=1, le=4)]
    parts: tuple[DemandPart, ...] = Field(description="What is demanded separately under it.")


class BasisRecord(Record):
    """The basis of a claim (確認の方法)."""

    id: Basis
    rank: Rank


class DemandStep(Record):
    """One step of a demand, weakest first; its id is ``part.word``.

    *missing* completes a sentence on what an element still lacks. *coverage* is the share of operators that
    must hold the capability (None: any statement is enough). *accepts* lists the sets of kinds of social
    support of which one must be complete.
    """

    part: DemandPart
    word: Word
    rank: Rank
    missing: LocalText
    coverage: float | None = Field(None, gt=0, le=1)
    kinds: tuple[Word, ...] = Field((), description="Operators: kinds of capability that count.")
    interval: Interval | None = Field(None, description="In operation: longest accepted interval.")
    passed: Yes = Field(False, description="In operation: the last inspection must have been passed in time.")
    continuous: Yes = Field(False, description="In operation: continuous monitoring counts as well.")
    accepts: tuple[tuple[Word, ...], ...] = ()
    covers_loss: Yes = Field(False, description="The insurance must cover the deciding loss.")


class Demands(Part):
    """What a mix demands, as words of the demand steps."""

    product: Word
    organization: Word
    staff: Word
    in_operation: Word
    operators: Word
    social_support: Word

    def word(self, part: DemandPart) -> str:
        """Return the word that is demanded of *part*."""
        word: str = getattr(self, part)
        return word


class Mix(Record):
    """A set of demands that is accepted for *category* and every lower one."""

    category: Annotated[int, Field(strict=True, ge=1, le=4)]
    demands: Demands


def parts_of_demand() -> tuple[DemandPart, ...]:
    """Return the parts of a demand in the order in which they are shown."""
    parts: tuple[DemandPart, ...] = get_args(DemandPart)
    return parts
