"""ISO 13849-1: performance levels (PL, パフォーマンスレベル) of safety-related parts of machine control.

The risk graph gives the required level PLr from severity (S), frequency or duration (F) and possibility of avoidance
(P). Sources: risk graph of annex A, recalled; PFH bands and the level of IEC 62061 or 61508 that the standard sets
beside a PL, seen in makers' manuals (KEBA, JUMO). That table is read one way only, from PL to SIL.

>>> required_level("S2", "F1", "P2"), level_from_pfh(5e-7), sil_beside("d")
('d', 'd', 2)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

__all__ = ["LEVELS", "PerformanceLevel", "level_from_pfh", "pfh_band", "required_level", "sil_beside"]

PerformanceLevel = Literal["a", "b", "c", "d", "e"]

LEVELS: tuple[PerformanceLevel, ...] = ("a", "b", "c", "d", "e")
"""Weakest first."""

_GRAPH: Mapping[tuple[str, str, str], PerformanceLevel] = MappingProxyType(
    {
        ("S1", "F1", "P1"): "a",
        ("S1", "F1", "P2"): "b",
        ("S1", "F2", "P1"): "b",
        ("S1", "F2", "P2"): "c",
        ("S2", "F1", "P1"): "c",
        ("S2", "F1", "P2"): "d",
        ("S2", "F2", "P1"): "d",
        ("S2", "F2", "P2"): "e",
    }
)

_PFH: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"a": (1e-5, 1e-4), "b": (3e-6, 1e-5), "c": (1e-6, 3e-6), "d": (1e-7, 1e-6), "e": (1e-8, 1e-7)}
)

_SIL: Mapping[str, int | None] = MappingProxyType({"a": None, "b": 1, "c": 1, "d": 2, "e": 3})


def required_level(severity: str, frequency: str, avoidance: str) -> PerformanceLevel:
    """Return the required performance level of the risk graph.

    Raises:
        ValueError: the parameters are not S1 or S2, F1 or F2, P1 or P2.

    """
    found = _GRAPH.get((severity, frequency, avoidance))
    if found is None:
        raise ValueError(f"{severity} {frequency} {avoidance} is no leaf of the risk graph")
    return found


def pfh_band(level: str) -> tuple[float, float]:
    """Return from (included) and to (excluded) of the rate of dangerous failures (1/h) of a PL.

    Raises:
        ValueError: *level* is not a to e.

    """
    return _PFH[_known(level)]


def level_from_pfh(pfh: float) -> PerformanceLevel | None:
    """Return the highest PL whose limit *pfh* (1/h) keeps, None where it keeps none; below the band of e it stays e.

    Raises:
        ValueError: *pfh* is not finite and above 0.

    """
    if not (pfh > 0 and math.isfinite(pfh)):
        raise ValueError(f"{pfh} is no rate of dangerous failures")
    kept = [level for level in LEVELS if pfh < _PFH[level][1]]
    return kept[-1] if kept else None


def sil_beside(level: str) -> int | None:
    """Return the SIL that the standard sets beside a PL, None for a; there is no way back.

    Raises:
        ValueError: *level* is not a to e.

    """
    return _SIL[_known(level)]


def _known(level: str) -> str:
    if level not in LEVELS:
        raise ValueError(f"{level} is no performance level")
    return level
