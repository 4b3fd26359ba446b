"""IEC 62443: security levels (SL), and the example of part 3-2 for the level to aim at.

A level says against whom a zone stands: 1 casual or coincidental violation, 2 simple means, 3 sophisticated means,
4 sophisticated means with extended resources. The example computes SL-T = floor(min(4, CRRF - 1/4)) from the cyber
risk reduction factor CRRF = unmitigated risk / tolerable risk. Source: IEC 62443-1-1 and 3-2 (informative annex);
recalled, to be checked against the text.

>>> target_level(16, 6), target_level(3, 3), meaning(2).ja
(2, 0, '意図的な侵害(単純な手段、少ない資源、一般的な技能、低い動機)に耐える。')
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["LEVELS", "meaning", "reduction_factor", "target_level"]

LEVELS = (0, 1, 2, 3, 4)
"""Weakest first; 0: no particular requirement."""

_MEANING: Mapping[int, Text] = MappingProxyType(
    {
        0: Text(en="No particular requirement.", ja="特段の要求なし。"),
        1: Text(en="Stands against casual or coincidental violation.", ja="偶発的・不注意による侵害に耐える。"),
        2: Text(
            en="Stands against intent with simple means, few resources, general skills and low motivation.",
            ja="意図的な侵害(単純な手段、少ない資源、一般的な技能、低い動機)に耐える。",
        ),
        3: Text(
            en="Stands against intent with sophisticated means, moderate resources and skills in such systems.",
            ja="意図的な侵害(高度な手段、中程度の資源、制御システム固有の技能、中程度の動機)に耐える。",
        ),
        4: Text(
            en="Stands against intent with sophisticated means, extended resources and high motivation.",
            ja="意図的な侵害(高度な手段、豊富な資源、制御システム固有の技能、高い動機)に耐える。",
        ),
    }
)


def meaning(level: int) -> Text:
    """Return in own words what a security level stands for.

    Raises:
        ValueError: *level* is not 0 to 4.

    """
    if level not in _MEANING:
        raise ValueError(f"{level} is no security level")
    return _MEANING[level]


def reduction_factor(unmitigated: float, tolerable: float) -> float:
    """Return the cyber risk reduction factor, both risks on one scale.

    Raises:
        ValueError: a risk is not finite and above 0.

    """
    if not (unmitigated > 0 and tolerable > 0 and math.isfinite(unmitigated) and math.isfinite(tolerable)):
        raise ValueError(f"{unmitigated} over {tolerable} is no risk reduction factor")
    return unmitigated / tolerable


def target_level(unmitigated: float, tolerable: float) -> int:
    """Return the security level to aim at (SL-T) by the example of part 3-2; 0 where nothing is to be reduced.

    Raises:
        ValueError: a risk is not finite and above 0.

    """
    return max(0, math.floor(min(4.0, reduction_factor(unmitigated, tolerable) - 0.25)))
