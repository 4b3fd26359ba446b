"""EVITA: risk of attacks on vehicle networks from attack potential, severity and controllability.

Attack probability P from the sum of attack potential points: up to 9: 5, 10 to 13: 4, 14 to 19: 3, 20 to 24: 2, from
25: 1. Time has six steps here (0/1/4/10/17/19). The risk graphs have a closed form: R = S + P + C - 4, at least 0, with
C = 1 where no safety is at stake; above 7 it is called 7+. A severity of 0 has no risk. Source: EVITA deliverable D2.3;
recalled, the closed form is worked out here.

>>> attack_probability(12), risk(4, 5, 4), risk(2, 3), risk_name(9)
(4, 9, 2, '7+')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CONTROLLABILITIES", "PROBABILITIES", "SEVERITIES", "TIME", "attack_probability", "risk", "risk_name"]

SEVERITIES = (0, 1, 2, 3, 4)
PROBABILITIES = (1, 2, 3, 4, 5)
CONTROLLABILITIES = (1, 2, 3, 4)

TIME: Mapping[str, int] = MappingProxyType(
    {"1-day": 0, "1-week": 1, "1-month": 4, "3-months": 10, "6-months": 17, "more": 19}
)
"""Points of the elapsed time; the other parameters are those of `attack_potential`."""

_MOST = 7


def attack_probability(points: int) -> int:
    """Return the attack probability, 1 (remote) to 5 (highly likely), of a sum of attack potential points.

    Raises:
        ValueError: *points* is below 0.

    """
    if points < 0:
        raise ValueError(f"{points} are no attack potential")
    return 5 - sum(points >= limit for limit in (10, 14, 20, 25))


def risk(severity: int, probability: int, controllability: int = 1) -> int:
    """Return the risk, 0 to 9; *controllability* is 1 where no safety is at stake.

    Raises:
        ValueError: a class is out of its range (0..4, 1..5, 1..4).

    """
    if severity not in SEVERITIES or probability not in PROBABILITIES or controllability not in CONTROLLABILITIES:
        raise ValueError(f"severity {severity}, probability {probability}, controllability {controllability}")
    return max(0, severity + probability + controllability - 4) if severity else 0


def risk_name(value: int) -> str:
    """Return the name of a risk: ``0`` to ``7``, above that ``7+``.

    Raises:
        ValueError: *value* is below 0.

    """
    if value < 0:
        raise ValueError(f"{value} is no risk")
    return f"{_MOST}+" if value > _MOST else str(value)
