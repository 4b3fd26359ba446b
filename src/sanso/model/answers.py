"""What is stated: measures that answer requirements, and confirmations of the four perspectives.

A statement is a statement: nothing here is proven.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from sanso.model.amounts import CoverageText
from sanso.model.base import Id, Part, Refs
from sanso.model.dates import Day, Interval, LastDay
from sanso.model.harms import EconomicLevel
from sanso.model.money import Amount
from sanso.model.text import LocalText

__all__ = [
    "AnswerLevel",
    "Basis",
    "Confirmation",
    "Criteria",
    "EconomicCriteria",
    "Measure",
    "MeasureMap",
    "Perspective",
    "Thresholds",
]

AnswerLevel = Literal["none", "basic", "advanced", "high-advanced", "not-applicable"]
Basis = Literal["self-declaration", "third-party", "public-certification"]
"""Basis of a claim (確認の方法), weakest first."""

Perspective = Literal["before-operation", "in-operation", "operators", "social-support"]
"""求められるセキュリティ・セーフティ要求の観点 (1) to (4)."""


class Measure(Part):
    """The answer to one requirement."""

    level: AnswerLevel
    reason: LocalText | None = Field(None, description="Why; needed for not-applicable.")
    basis: Basis | None = None
    by: str | None = Field(None, description="Who confirmed it.")
    evidence: str | None = None
    valid_until: LastDay | None = None
    comment: LocalText | None = Field(None, description="Note of whoever answers.")
    owner: str | None = Field(None, description="Who sees to it.")
    due: Day | None = Field(None, description="By when it is to be done.")


def _level(value: Any) -> Any:
    return {"level": value} if isinstance(value, str) else value


MeasureMap = dict[str, Annotated[Measure, BeforeValidator(_level, json_schema_input_type=AnswerLevel | Measure)]]
"""``{requirement id: measure}``; a bare level is enough."""


class Confirmation(Part):
    """What is stated for one perspective of the third axis."""

    perspective: Perspective
    subject: Id = Field(description="Element, product or organization that it is about.")
    of: Literal["product", "organization", "staff"] | None = Field(None, description="Before operation: of what.")
    basis: Basis | None = None
    scheme: str | None = Field(None, description="Label or certification scheme and its level.")
    by: str | None = None
    procedure: Id | str | None = Field(None, description="In operation: the inspection.")
    interval: Interval | None = None
    continuous: StrictBool = False
    last: Day | None = None
    result: Literal["passed", "failed"] | None = None
    coverage: CoverageText | None = None
    scope: LocalText | None = Field(None, description="What it covered, in words.")
    issued: Day | None = Field(None, description="Day on which it was issued.")
    kind: (
        Literal["licence", "qualification", "training", "contact", "repair-fund", "recall-fund", "liability-insurance"]
        | None
    ) = None
    qualification: str | None = Field(None, description="Operators: the qualification or licence that is held.")
    limit: Amount | None = None
    aggregate: Amount | None = Field(None, description="Insurance: the most that is paid in a year.")
    insurer: str | None = Field(None, description="Insurance: who insures.")
    address: str | None = Field(None, description="Contact: where to turn to.")
    covers: Refs = Field((), description="Harms that an insurance covers; all where absent.")
    excludes: tuple[str, ...] = ()
    valid_until: LastDay | None = None

    @model_validator(mode="after")
    def _complete(self) -> Confirmation:
        needs = {
            "before-operation": (("of", self.of), ("basis", self.basis)),
            "in-operation": (),
            "operators": (),
            "social-support": (("kind", self.kind),),
        }[self.perspective]
        missing = [name for name, value in needs if value is None]
        if missing:
            raise PydanticCustomError("incomplete", "{fields} missing", {"fields": ", ".join(missing)})
        return self


class Thresholds(Part):
    """From which loss on an economic level is reached."""

    serious: Amount
    catastrophic: Amount


class EconomicCriteria(Part):
    """Thresholds by the scale of who bears the loss."""

    by_scale: dict[Literal["sme", "large"], Thresholds] = Field(default_factory=dict)


class Criteria(Part):
    """Level criteria, agreed before anything is rated."""

    economic: EconomicCriteria = EconomicCriteria()
    human: dict[str, LocalText] = Field(default_factory=dict, description="What each human level means here.")
    economic_text: dict[EconomicLevel, LocalText] = Field(default_factory=dict)
