"""How much a harm costs when it happens: lognormal or uniform between its 5th and 95th percentile.

Draws are keyed by seed, world and harm; quantiles come from one table, so that every machine draws the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.keys import absorb, digest, stream

__all__ = ["Severity", "drawn"]

_LOSS = 5
"""Purpose of the draws of losses."""
_PLACES = 4096
_Z95 = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Severity:
    """The loss of one harm in whole minor units of *currency*: *low* and *high* are its 5th and 95th percentile."""

    harm: str
    currency: str
    low: float
    high: float
    distribution: str = "lognormal"


def drawn(severity: Severity, seed: int, worlds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what the harm costs in each of *worlds*, in minor units.

    Lognormal: exp(μ + σz) with μ the mean of the logarithms of both percentiles, σ their half distance over
    z₀.₉₅ = 1.645. Uniform: the range of which these are the 5th and the 95th percentile, never below 0.
    """
    state = absorb(absorb(np.uint64(stream(seed, _LOSS)), digest(severity.harm)), worlds.astype(np.uint64))
    place = (state >> np.uint64(32)).astype(np.int64)
    if severity.distribution == "uniform":
        width = (severity.high - severity.low) / 0.9
        values = severity.low - 0.05 * width + width * (place + 0.5) / 2**32
        return np.rint(np.maximum(values, 0.0)).astype(np.int64)
    if severity.high <= 0.0:
        return np.zeros(len(worlds), dtype=np.int64)
    low = max(severity.low, severity.high * 1e-9)
    middle, spread = (math.log(low) + math.log(severity.high)) / 2, math.log(severity.high / low) / (2 * _Z95)
    z = np.interp((place + 0.5) / 2**32 * _PLACES, np.arange(_PLACES) + 0.5, _normal())
    return np.rint(np.exp(middle + spread * z)).astype(np.int64)


@lru_cache(maxsize=1)
def _normal() -> NDArray[np.float64]:
    """Return standard normal quantiles at the middles of equal parts of probability."""
    inverse = NormalDist().inv_cdf
    return np.array([inverse((place + 0.5) / _PLACES) for place in range(_PLACES)])
