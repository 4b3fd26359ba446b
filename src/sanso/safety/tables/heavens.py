"""HEAVENS: threat level and impact level of vehicle functions.

Threat level from the sum of expertise, knowledge, equipment and window of opportunity, each 0 (little needed) to 3:
0-1 critical, 2-3 high, 4-6 medium, 7-9 low, above 9 none. Impact level from weighted damage: safety and financial
0/10/100/1000, operational and privacy 0/1/10/100; sum 0 none, 1-19 low, 20-99 medium, 100-999 high, from 1000 critical.
Source: HEAVENS deliverable D2; parameters seen, bands recalled.

>>> threat_level(0, 1, 0, 0), impact_level(2, 0, 1, 0), impact_points(2, 0, 1, 0)
('critical', 'high', 101)
"""

from __future__ import annotations

from typing import Literal

__all__ = ["LEVELS", "Level", "impact_level", "impact_points", "threat_level"]

Level = Literal["none", "low", "medium", "high", "critical"]

LEVELS: tuple[Level, ...] = ("none", "low", "medium", "high", "critical")
"""Weakest first."""

_STEPS = (0, 1, 2, 3)
_HEAVY = (0, 10, 100, 1000)
_LIGHT = (0, 1, 10, 100)


def threat_level(expertise: int, knowledge: int, equipment: int, window: int) -> Level:
    """Return the threat level: the less an attacker needs, the higher.

    Raises:
        ValueError: a parameter is not 0 to 3.

    """
    needed = sum(_checked(expertise, knowledge, equipment, window))
    return LEVELS[4 - sum(needed >= limit for limit in (2, 4, 7, 10))]


def impact_points(safety: int, financial: int, operational: int, privacy: int) -> int:
    """Return the weighted sum of the four kinds of damage, each given as a step 0 to 3.

    Raises:
        ValueError: a step is not 0 to 3.

    """
    steps = _checked(safety, financial, operational, privacy)
    return _HEAVY[steps[0]] + _HEAVY[steps[1]] + _LIGHT[steps[2]] + _LIGHT[steps[3]]


def impact_level(safety: int, financial: int, operational: int, privacy: int) -> Level:
    """Return the impact level of the weighted sum.

    Raises:
        ValueError: a step is not 0 to 3.

    """
    total = impact_points(safety, financial, operational, privacy)
    return LEVELS[sum(total >= limit for limit in (1, 20, 100, 1000))]


def _checked(*steps: int) -> tuple[int, ...]:
    if any(step not in _STEPS for step in steps):
        raise ValueError(f"{', '.join(map(str, steps))}: each must be 0 to 3")
    return steps
