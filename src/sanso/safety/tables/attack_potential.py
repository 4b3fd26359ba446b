"""Attack potential as ISO/SAE 21434 takes it from ISO/IEC 18045: five parameters, their sum, the feasibility.

Points: time 0/1/4/17/19, expertise 0/3/6/8, knowledge 0/3/7/11, window 0/1/4/10, equipment 0/4/7/9. Sum up to 13:
high, 14 to 19: medium, 20 to 24: low, from 25: very low. Source: ISO/SAE 21434 annex G; two public sources agree.

>>> points("1-week", "expert", "restricted", "easy", "standard")
11
>>> feasibility("1-week", "expert", "restricted", "easy", "standard")
'high'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = [
    "EQUIPMENT",
    "EXPERTISE",
    "FEASIBILITIES",
    "KNOWLEDGE",
    "TIME",
    "WINDOW",
    "Feasibility",
    "feasibility",
    "points",
]

Feasibility = Literal["very-low", "low", "medium", "high"]

FEASIBILITIES: tuple[Feasibility, ...] = ("very-low", "low", "medium", "high")
"""Hardest for the attacker first."""

TIME: Mapping[str, int] = MappingProxyType({"1-day": 0, "1-week": 1, "1-month": 4, "6-months": 17, "more": 19})
EXPERTISE: Mapping[str, int] = MappingProxyType({"layman": 0, "proficient": 3, "expert": 6, "multiple-experts": 8})
KNOWLEDGE: Mapping[str, int] = MappingProxyType(
    {"public": 0, "restricted": 3, "confidential": 7, "strictly-confidential": 11}
)
WINDOW: Mapping[str, int] = MappingProxyType({"unlimited": 0, "easy": 1, "moderate": 4, "difficult": 10})
EQUIPMENT: Mapping[str, int] = MappingProxyType({"standard": 0, "specialised": 4, "bespoke": 7, "multiple-bespoke": 9})


def points(time: str, expertise: str, knowledge: str, window: str, equipment: str) -> int:
    """Return the sum of the points of the five parameters.

    Raises:
        ValueError: a parameter is not a word of its scale.

    """
    scales = ((TIME, time), (EXPERTISE, expertise), (KNOWLEDGE, knowledge), (WINDOW, window), (EQUIPMENT, equipment))
    for scale, word in scales:
        if word not in scale:
            raise ValueError(f"{word} is none of {', '.join(scale)}")
    return sum(scale[word] for scale, word in scales)


def feasibility(time: str, expertise: str, knowledge: str, window: str, equipment: str) -> Feasibility:
    """Return the attack feasibility; more effort never raises it.

    Raises:
        ValueError: a parameter is not a word of its scale.

    """
    total = points(time, expertise, knowledge, window, equipment)
    return FEASIBILITIES[3 - (total >= 14) - (total >= 20) - (total >= 25)]
