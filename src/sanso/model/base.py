"""What every named thing of a model has in common."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sanso.model.dates import Day
from sanso.model.text import LocalText

__all__ = ["Id", "Part", "Refs", "Thing", "Validity"]

ID_PATTERN = r"^[^\W_][\w.\-]{0,79}$"

Id = Annotated[str, Field(pattern=ID_PATTERN, strict=True)]
"""Letters, digits, ``_``, ``.`` and ``-``; begins with a letter or a digit."""


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Refs = Annotated[tuple[Id, ...], BeforeValidator(_one_or_many, json_schema_input_type=Id | list[Id])]
"""Ids of other things: one, or a list."""


class Part(BaseModel):
    """A piece of a model: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Validity(Part):
    """When a thing is there: from the first day on, up to but not on the last one."""

    from_: Day | None = Field(None, alias="from", description="First day on which the thing is there.")
    to: Day | None = Field(None, description="First day on which the thing is no longer there.")


class Thing(Part):
    """A thing with an id (its key), a name and a time in which it is there."""

    name: LocalText | None = Field(None, description="Name shown to people; the id where absent.")
    description: LocalText | None = Field(None, description="Free text shown in reports.")
    valid: Validity | None = Field(None, description="When the thing is there (half-open); always, where absent.")
    attributes: dict[str, str] = Field(default_factory=dict, description="Further facts in free words, by their name.")
