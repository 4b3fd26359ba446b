"""Axes: logarithmic and linear scales with the ticks a person would choose, and short amounts for them.

>>> [tick for tick in Log(3e5, 2e8, 0, 100).decades]
[1000000.0, 10000000.0, 100000000.0]
>>> short_amount(1e8, "JPY", "ja"), short_amount(2.5e6, "JPY", "en")
('1億', '2.5M')
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sanso.model.text import Language

__all__ = ["Linear", "Log", "short_amount"]

_JAPANESE = ((1e12, "兆"), (1e8, "億"), (1e4, "万"))
_ENGLISH = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True, slots=True)
class Log:
    """Maps *low* … *high* (positive) onto *start* … *end* pixels, by logarithm."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of *value*, at the nearer edge where it is outside."""
        held = min(max(value, self.low), self.high)
        part = math.log(held / self.low) / math.log(self.high / self.low)
        return self.start + part * (self.end - self.start)

    @property
    def decades(self) -> list[float]:
        """The powers of ten within the range."""
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return [float(f"1e{power}") for power in range(first, last + 1)]

    @property
    def between(self) -> list[float]:
        """Twice and five times the powers of ten, within the range."""
        first = math.floor(math.log10(self.low))
        last = math.ceil(math.log10(self.high))
        found = [digit * 10.0**power for power in range(first, last + 1) for digit in (2, 5)]
        return [value for value in found if self.low < value < self.high]


@dataclass(frozen=True, slots=True)
class Linear:
    """Maps *low* … *high* onto *start* … *end* pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of *value*, at the nearer edge where it is outside."""
        held = min(max(value, self.low), self.high)
        return self.start + (held - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def ticks(self) -> list[float]:
        """Return some four to seven round values within the range."""
        rough = (self.high - self.low) / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough)
        first = math.ceil(self.low / step - 1e-9)
        return [index * step for index in range(first, math.floor(self.high / step + 1e-9) + 1)]


def short_amount(value: float, currency: str, lang: Language) -> str:
    """Write a round amount in the fewest signs: ``5万``, ``1億`` for yen in Japanese, else ``50k``, ``1M``."""
    if value == 0:
        return "0"
    units = _JAPANESE if lang == "ja" and currency == "JPY" else _ENGLISH
    for size, mark in units:
        if abs(value) >= size * (1 - 1e-9):
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + mark
    return f"{value:,.2f}".rstrip("0").rstrip(".")
