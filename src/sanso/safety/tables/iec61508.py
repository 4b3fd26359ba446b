"""IEC 61508: safety integrity levels (SIL, 安全度水準) and their failure measures.

Low demand: SIL *n* is an average probability of failure on demand (PFD) of at least 10^-(n+1) and below 10^-n.
High demand or continuous: SIL *n* is a rate of dangerous failures (PFH, 1/h) of at least 10^-(n+5) and below 10^-(n+4).
Source: IEC 61508-1, tables 2 and 3; recalled, not read again. A figure alone never makes a level: systematic
capability and architecture limit it as well.

>>> level_from_pfd(5e-3), level_from_pfh(5e-8)
(2, 3)
"""

from __future__ import annotations

import math

__all__ = ["LEVELS", "Band", "level_from_pfd", "level_from_pfh", "pfd_band", "pfh_band"]

LEVELS = (1, 2, 3, 4)

Band = tuple[float, float]
"""From (included) and to (excluded)."""

_PFD: tuple[Band, ...] = ((1e-2, 1e-1), (1e-3, 1e-2), (1e-4, 1e-3), (1e-5, 1e-4))
_PFH: tuple[Band, ...] = ((1e-6, 1e-5), (1e-7, 1e-6), (1e-8, 1e-7), (1e-9, 1e-8))


def pfd_band(level: int) -> Band:
    """Return the band of the probability of failure on demand of a SIL.

    Raises:
        ValueError: *level* is not 1 to 4.

    """
    return _PFD[_index(level)]


def pfh_band(level: int) -> Band:
    """Return the band of the rate of dangerous failures (1/h) of a SIL.

    Raises:
        ValueError: *level* is not 1 to 4.

    """
    return _PFH[_index(level)]


def level_from_pfd(pfd: float) -> int:
    """Return the highest SIL whose limit *pfd* keeps, 0 where it keeps none; never above 4, the highest there is.

    Raises:
        ValueError: *pfd* is not between 0 and 1, both excluded.

    """
    if not 0 < pfd < 1:
        raise ValueError(f"{pfd} is no probability of failure on demand")
    return _level(pfd, _PFD)


def level_from_pfh(pfh: float) -> int:
    """Return the highest SIL whose limit *pfh* (1/h) keeps, 0 where it keeps none; never above 4.

    Raises:
        ValueError: *pfh* is not finite and above 0.

    """
    if not (pfh > 0 and math.isfinite(pfh)):
        raise ValueError(f"{pfh} is no rate of dangerous failures")
    return _level(pfh, _PFH)


def _index(level: int) -> int:
    if level not in LEVELS:
        raise ValueError(f"{level} is no safety integrity level")
    return level - 1


def _level(value: float, bands: tuple[Band, ...]) -> int:
    return sum(value < below for _, below in bands)
