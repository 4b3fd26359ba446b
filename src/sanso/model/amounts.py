"""Counts, shares, rates and physical amounts.

>>> parse_coverage("118/120")
Coverage(done=118, of=120)
>>> parse_amount("2 kW")
(2000.0, 'W')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = [
    "LARGEST_COUNT",
    "Count",
    "Coverage",
    "CoverageText",
    "Number",
    "PhysicalAmount",
    "Rate",
    "RateText",
    "Share",
    "parse_amount",
    "parse_coverage",
    "parse_rate",
]

LARGEST_COUNT = 10**12
"""So many people or instances there may be."""

Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT, strict=True)]
"""A number of things; zero is allowed, negative is not."""

Number = Annotated[float, Field(allow_inf_nan=False, strict=True)]
"""A finite number; text is none."""

Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False, strict=True)]
"""A part of a population or a probability, above 0 and at most 1."""

_COVERAGE = re.compile(r"(\d{1,12})\s*/\s*(\d{1,12})")
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,6}))?\s*%")
_RATE = re.compile(r"(\d{1,12}(?:\.\d{1,40})?)\s*/\s*(year|month|week|day|年|月|週|日)")
_PER_YEAR = {"year": 1.0, "年": 1.0, "month": 12.0, "月": 12.0, "week": 52.0, "週": 52.0, "day": 365.0, "日": 365.0}
_AMOUNT = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)\s*([kMGT]?)([^\W\d_][\w/³²%]*)")
_PREFIX = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of how many."""

    done: int
    of: int

    @property
    def share(self) -> float:
        """The covered part, 0 to 1; a coverage of nothing at all covers nothing."""
        return self.done / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.done}/{self.of}"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happens, per year of 365 days."""

    per_year: float

    def __str__(self) -> str:
        digits = f"{Decimal(repr(self.per_year)):f}"
        return f"{digits.removesuffix('.0')}/year"


def parse_coverage(text: str) -> Coverage:
    """Read ``118/120`` or ``95 %``.

    Raises:
        ValueError: *text* is neither, or more than the whole is covered.

    """
    if match := _COVERAGE.fullmatch(text):
        coverage = Coverage(int(match[1]), int(match[2]))
    elif match := _PERCENT.fullmatch(text):
        decimals = (match[2] or "").ljust(1, "0")
        coverage = Coverage(int(match[1] + decimals), 100 * 10 ** len(decimals))
    else:
        raise ValueError(f"{text!r} is not a coverage")
    if coverage.done > coverage.of:
        raise ValueError(f"{text!r} covers more than there is")
    return coverage


def parse_rate(text: str) -> Rate:
    """Read ``3/year`` or ``2/月``.

    Raises:
        ValueError: *text* is not a rate.

    """
    if match := _RATE.fullmatch(text):
        return Rate(float(match[1]) * _PER_YEAR[match[2]])
    raise ValueError(f"{text!r} is not a rate")


def parse_amount(text: str) -> tuple[float, str]:
    """Read ``2 kW`` into a number and its unit without prefix.

    Raises:
        ValueError: *text* is not a number with a unit.

    """
    if match := _AMOUNT.fullmatch(text.strip()):
        return float(match[1]) * _PREFIX[match[2]], match[3]
    raise ValueError(f"{text!r} is not an amount with a unit")


def _coverage(value: Any) -> Coverage:
    if isinstance(value, Coverage):
        return value
    if isinstance(value, str):
        try:
            return parse_coverage(value)
        except ValueError:
            pass
    raise PydanticCustomError("coverage", "not a coverage")


def _rate(value: Any) -> Rate:
    if isinstance(value, Rate):
        return value
    if isinstance(value, str):
        try:
            return parse_rate(value)
        except ValueError:
            pass
    raise PydanticCustomError("rate", "not a rate")


def _physical(value: Any) -> str:
    if isinstance(value, str):
        try:
            parse_amount(value)
        except ValueError:
            pass
        else:
            return value
    raise PydanticCustomError("amount", "not an amount with a unit")


CoverageText = Annotated[
    Coverage,
    BeforeValidator(_coverage),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["118/120", "95 %"]}),
]
"""A field that takes how many of how many."""

RateText = Annotated[
    Rate,
    BeforeValidator(_rate),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["3/year"]}),
]
"""A field that takes a frequency."""

PhysicalAmount = Annotated[str, BeforeValidator(_physical), WithJsonSchema({"type": "string", "examples": ["2 kW"]})]
"""A field that takes a number with a unit."""
