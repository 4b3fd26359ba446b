"""Years: how many campaigns a world holds, when they start, how long they may last.

A world is one year of 525,600 ticks (minutes). The number of campaigns is Poisson; they start anywhere in the year,
each afresh from the entries: what an earlier campaign has taken is not inherited, and nothing recovers within the
year. A campaign lasts as long as its attacker persists, at most to the year's end. Campaign 0 is also played where
the year holds none: probabilities "given a campaign" come from the first campaigns with the full persistence.

The numbers are compared with whole-number thresholds, so that every machine draws the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.keys import MASK, START, YEAR, absorb, stream
from sanso.attack.worlds.play import NEVER

__all__ = ["TICKS_PER_DAY", "TICKS_PER_YEAR", "Columns", "Years"]

TICKS_PER_DAY = 1_440
TICKS_PER_YEAR = 525_600
MOST_FREQUENT = 10_000.0


@dataclass(frozen=True, slots=True)
class Columns:
    """What is played: campaigns, by world and then by number.

    ``world`` (int64), ``campaign`` (int32, from 0 in every world) and ``limit`` (int32) have one entry a campaign.
    *limit* is the real campaign's horizon in ticks, clipped at the year's end; -1 marks the unreal campaign 0 of a
    world without campaigns. *persistence* is the full horizon.
    """

    world: NDArray[np.int64]
    campaign: NDArray[np.int32]
    limit: NDArray[np.int32]
    persistence: int

    def __len__(self) -> int:
        return len(self.world)

    def part(self, first: int, last: int) -> Columns:
        """Return the columns *first* up to, not including, *last*."""
        return Columns(self.world[first:last], self.campaign[first:last], self.limit[first:last], self.persistence)


@dataclass(frozen=True, slots=True)
class Years:
    """Worlds 0 … *worlds*-1: *frequency* campaigns a year, each persisting for *persistence* ticks.

    Raises:
        ValueError: no worlds, a frequency outside 0..10,000 or a persistence outside 1..2³⁰-1 ticks.

    """

    seed: int
    worlds: int
    frequency: float
    persistence: int

    def __post_init__(self) -> None:
        if self.worlds < 1:
            raise ValueError(f"there must be at least one world, not {self.worlds}")
        if not 0.0 <= self.frequency <= MOST_FREQUENT:
            raise ValueError(f"the frequency must be 0 to {MOST_FREQUENT:,.0f} campaigns a year, not {self.frequency}")
        if not 1 <= self.persistence < NEVER:
            raise ValueError(f"the persistence must be 1 to {NEVER - 1} minutes, not {self.persistence}")

    def campaigns(self, first: int, last: int) -> NDArray[np.int64]:
        """Return how many campaigns the worlds *first* up to, not including, *last* hold."""
        thresholds = np.array(_poisson(self.frequency), dtype=np.uint64)
        draws = absorb(np.uint64(stream(self.seed, YEAR)), np.arange(first, last, dtype=np.uint64))
        return np.searchsorted(thresholds, draws, side="right").astype(np.int64)

    def columns(self, first_world: int, last_world: int) -> Columns:
        """Return the campaigns of the worlds *first_world* up to, not including, *last_world*."""
        held = self.campaigns(first_world, last_world)
        played = np.maximum(held, 1)
        world = np.repeat(np.arange(first_world, last_world, dtype=np.int64), played)
        before = np.cumsum(played) - played
        campaign = np.arange(len(world), dtype=np.int64) - np.repeat(before, played)
        state = absorb(np.uint64(stream(self.seed, START)), world.astype(np.uint64))
        draw = absorb(state, campaign.astype(np.uint64)) >> np.uint64(32)
        start = ((draw * np.uint64(TICKS_PER_YEAR)) >> np.uint64(32)).astype(np.int64)
        start = start[np.lexsort((start, world))]
        limit = np.minimum(self.persistence, TICKS_PER_YEAR - start)
        limit[np.repeat(held == 0, played)] = -1
        return Columns(world, campaign.astype(np.int32), limit.astype(np.int32), self.persistence)


@lru_cache(maxsize=64)
def _poisson(frequency: float) -> tuple[int, ...]:
    """Return ``floor(2⁶⁴ P(N ≤ k))`` for k = 0, 1, …; a draw of 64 bits holds k campaigns if k thresholds are ≤ it."""
    found: list[int] = []
    with localcontext() as context:
        context.prec = 60
        context.rounding = ROUND_FLOOR
        mean, whole = Decimal(frequency), Decimal(1 << 64)
        term = (-mean).exp()
        total = term
        while int(total * whole) < MASK and len(found) < _most(frequency):
            found.append(int(total * whole))
            term = term * mean / (len(found))
            total += term
    return tuple(found)


def _most(frequency: float) -> int:
    """Return a number of campaigns that is never exceeded within 2⁻⁶⁴."""
    return int(frequency + 12 * math.sqrt(frequency)) + 60
