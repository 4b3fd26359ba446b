"""Estimates from worlds: a value with the interval that chance leaves open.

Everything here is a closed form or an order statistic: no resampling, no randomness. The interval is two-sided at
95 % unless said. Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
JASA 22 (1927), for proportions; H. A. David and H. N. Nagaraja, "Order Statistics", for quantiles.

>>> proportion(0, 100).low, round(proportion(0, 100).high, 3)
(0.0, 0.037)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEVEL", "Estimate", "mean", "median_time", "normal_width", "proportion", "quantile"]

LEVEL = 0.95
"""The share of intervals that hold the truth."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its interval; an infinite end says that the sample does not bound that side."""

    value: float
    low: float
    high: float


def normal_width(level: float = LEVEL) -> float:
    """Return how many standard errors a two-sided interval of *level* reaches to either side.

    Raises:
        ValueError: the level is not between 0 and 1.

    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"a level must be between 0 and 1, not {level}")
    return NormalDist().inv_cdf(0.5 + level / 2.0)


def proportion(successes: int, n: int, level: float = LEVEL) -> Estimate:
    """Return *successes* out of *n* independent worlds with Wilson's interval.

    Raises:
        ValueError: there is no world, or not 0 ≤ successes ≤ n.

    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"{successes} of {n} worlds is no proportion")
    width = normal_width(level)
    share = successes / n
    spread = width * math.sqrt(share * (1.0 - share) / n + width * width / (4.0 * n * n))
    middle, scale = share + width * width / (2.0 * n), 1.0 + width * width / n
    low = 0.0 if successes == 0 else (middle - spread) / scale
    high = 1.0 if successes == n else (middle + spread) / scale
    return Estimate(share, low, high)


def mean(values: NDArray[np.float64] | NDArray[np.int64], level: float = LEVEL) -> Estimate:
    """Return the mean of independent *values* with the interval of the central limit theorem.

    One value bounds nothing. Losses with a heavy tail need many worlds before this interval holds.

    Raises:
        ValueError: there is no value.

    """
    n = len(values)
    if not n:
        raise ValueError("there is no value to take the mean of")
    value = float(np.mean(values))
    if n == 1:
        return Estimate(value, -math.inf, math.inf)
    reach = normal_width(level) * float(np.std(values, ddof=1)) / math.sqrt(n)
    return Estimate(value, value - reach, value + reach)


def quantile(values: NDArray[np.float64] | NDArray[np.int64], share: float, level: float = LEVEL) -> Estimate:
    """Return the quantile of *values* at *share*: the least value that at least *share* of them do not exceed.

    The interval runs between the order statistics whose ranks enclose the true quantile with at least *level*,
    whatever the distribution (the rank of the quantile is binomial). Where the sample is too small for a rank, that
    end is infinite.

    Raises:
        ValueError: there is no value, or the share is not between 0 and 1.

    """
    n = len(values)
    if not n or not 0.0 < share < 1.0:
        raise ValueError(f"no quantile at {share} of {n} values")
    ordered = np.sort(values)
    low, high = _ranks(n, share, (1.0 - level) / 2.0)
    return Estimate(
        float(ordered[min(n, max(1, math.ceil(share * n - 1e-9))) - 1]),
        float(ordered[low - 1]) if low >= 1 else -math.inf,
        float(ordered[high - 1]) if high <= n else math.inf,
    )


def median_time(times: NDArray[np.int32] | NDArray[np.int64], columns: int) -> Estimate | None:
    """Return the median ticks to a step that fell at *times* in some of *columns*; None if in fewer than half.

    Where a step did not fall, its time lies beyond every horizon; an infinite upper end says that the median may.

    Raises:
        ValueError: there are more times than columns.

    """
    if len(times) > columns:
        raise ValueError(f"{len(times)} times cannot come from {columns} columns")
    if not columns or 2 * len(times) < columns:
        return None
    every = np.full(columns, math.inf)
    every[: len(times)] = times
    found = quantile(every, 0.5)
    return Estimate(found.value, max(0.0, found.low), found.high)


def _ranks(n: int, share: float, tail: float) -> tuple[int, int]:
    """Return ranks l < u with P(B < l) ≤ *tail* and P(B ≥ u) ≤ *tail* for B ~ Binomial(n, share); 0 and n+1 if none.

    The order statistic of rank l lies above the quantile only if B < l values lie below it.
    """
    spread = 12 * math.sqrt(n * share * (1.0 - share)) + 12
    first, last = max(0, math.floor(n * share - spread)), min(n, math.ceil(n * share + spread))
    logs = [
        math.lgamma(n + 1)
        - math.lgamma(k + 1)
        - math.lgamma(n - k + 1)
        + k * math.log(share)
        + (n - k) * math.log1p(-share)
        for k in range(first, last + 1)
    ]
    mass = np.exp(np.array(logs))
    below = np.cumsum(mass)
    above = np.cumsum(mass[::-1])[::-1]
    low = first + int(np.searchsorted(below, tail, side="right"))
    fits = np.flatnonzero(above <= tail)
    high = first + int(fits[0]) if len(fits) else n + 1
    return low, max(high, low + 1)
