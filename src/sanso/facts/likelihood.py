"""How likely a harm is: what the attack engine tells the other rooms.

Probabilities lie in 0..1. What lies behind them (attacker, worlds, assumptions) stays with the attack result.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Chance", "HarmLikelihood"]


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HarmLikelihood:
    """How likely one harm comes about: within a *year*, and within one *campaign* of the attacker.

    A harm that no entry leads to has a probability of exactly 0, with an interval of no width.
    """

    harm: str
    year: Chance
    campaign: Chance

    @property
    def unreachable(self) -> bool:
        """Whether no entry of the attacker leads to the harm."""
        return self.year.high <= 0
