"""Records of profiles: levels by scale, and data categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from sanso.catalogue.provenance import Record, Yes
from sanso.model.base import Part
from sanso.model.text import LocalText

__all__ = ["DataCategory", "RequiredLevel", "Scale", "ScaleLevel"]


RequiredLevel = Literal["not-required", "basic", "advanced", "high-advanced"]


class ScaleLevel(Part):
    """What a scale profile requires of one requirement, and why."""

    level: RequiredLevel
    reason: LocalText
    overridden: bool = False


class Scale(Record):
    """A scale profile (table T6): a level for every requirement."""

    levels: Mapping[str, ScaleLevel]


class DataCategory(Record):
    """A category of data with the least category of required trust that it brings."""

    floor: Annotated[int, Field(strict=True, ge=0, le=4)]
    legal: Yes = Field(description="Protected by law.")
    law: LocalText | None = Field(None, description="The law, where it is one.")
