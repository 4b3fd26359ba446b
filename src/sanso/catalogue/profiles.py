"""Records of profiles and schemes: levels by scale, data categories, labels and certificates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from sanso.catalogue.provenance import Line, Record, Word, Yes
from sanso.model.answers import Basis
from sanso.model.base import Part
from sanso.model.text import LocalText

__all__ = [
    "DataCategory",
    "RequiredLevel",
    "Scale",
    "ScaleLevel",
    "Scheme",
    "SchemeDate",
    "SchemeLevel",
]


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


class SchemeLevel(Part):
    """A level of a scheme and how it is evaluated."""

    level: Word
    title: LocalText
    basis: Basis | None = Field(None, description="None where the sources do not say.")


class SchemeDate(Part):
    """What happens when."""

    date: Line
    what: LocalText


class Scheme(Record):
    """A label, certification or regulation scheme as plain sourced data."""

    short: Line = Field(description="Name that a confirmation uses before the slash: ``JC-STAR/1``.")
    jurisdiction: Line
    scope: LocalText
    levels: tuple[SchemeLevel, ...] = ()
    dates: tuple[SchemeDate, ...] = ()
    validity_years: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None
    aligned_with: tuple[Line, ...] = ()
    status: LocalText | None = None
