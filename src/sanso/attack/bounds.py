"""Estimates that can be written down: an end that the sample does not bound is not infinite here.

>>> from sanso.attack.estimates import mean
>>> import numpy as np
>>> finite(mean(np.array([3.0])))
Estimate(value=3.0, low=3.0, high=3.0)
"""

from __future__ import annotations

import math

from sanso.attack.estimates import Estimate

__all__ = ["finite"]


def finite(estimate: Estimate, *, least: float = -math.inf) -> Estimate:
    """Return *estimate* with its interval cut at *least*; an infinite end, as of a single world, becomes the value."""
    low = estimate.low if math.isfinite(estimate.low) else estimate.value
    high = estimate.high if math.isfinite(estimate.high) else estimate.value
    return Estimate(estimate.value, max(low, least), high)
