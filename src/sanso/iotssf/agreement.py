"""How far raters agree: share of equal ratings and Cohen's kappa with linear weights, per axis and pair of raters.

Kappa is 1 where both always agree, 0 where they agree as often as chance would have it given how each of them rates,
and below 0 where less often. With levels ranked 0 to m, observed disagreement is the mean of ``|i - j| / m`` over
the harms both rated, expected disagreement the same mean over all pairs of their ratings; kappa is one minus their
ratio (J. Cohen, Weighted kappa, Psychological Bulletin 70, 1968). It is not defined where both always give the
same single level, nor over a single harm.

>>> kappa([("serious", "serious"), ("limited", "none")], ("none", "limited", "serious", "fatal"))
0.5
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sanso.iotssf.levels import ECONOMIC, HUMAN
from sanso.model.harms import Harm

__all__ = ["Agreement", "agreements", "kappa"]


_FEWEST = 2
"""Over one harm there is nothing that chance could be told from."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters on one axis: over how many harms, how many equal, the weighted kappa (None: not defined)."""

    axis: Literal["human", "economic"]
    raters: tuple[str, str]
    harms: int
    equal: int
    kappa: float | None


def agreements(harms: Mapping[str, Harm]) -> tuple[Agreement, ...]:
    """Return the agreement of every pair of raters with at least one harm in common, by axis and name."""
    found = []
    for axis, order in (("human", HUMAN), ("economic", ECONOMIC)):
        given: dict[str, dict[str, str]] = {}
        for ident, harm in harms.items():
            for rating in harm.ratings:
                level = getattr(rating, axis)
                if level is not None:
                    given.setdefault(rating.by, {})[ident] = level
        for one, other in combinations(sorted(given), 2):
            common = sorted(given[one].keys() & given[other].keys())
            pairs = [(given[one][ident], given[other][ident]) for ident in common]
            if pairs:
                equal = sum(a == b for a, b in pairs)
                found.append(Agreement(axis, (one, other), len(pairs), equal, kappa(pairs, tuple(order))))  # type: ignore[arg-type]
    return tuple(found)


def kappa(pairs: Sequence[tuple[str, str]], order: Sequence[str]) -> float | None:
    """Return Cohen's kappa with linear weights over *pairs* of levels of *order*; None where it is not defined."""
    if len(pairs) < _FEWEST:
        return None
    ranks = [(order.index(a), order.index(b)) for a, b in pairs]
    observed = sum(abs(a - b) for a, b in ranks) / len(ranks)
    expected = sum(abs(a - b) for a, _ in ranks for _, b in ranks) / len(ranks) ** 2
    return None if expected == 0 else round(1 - observed / expected, 12)
