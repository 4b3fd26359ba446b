"""The uncertain coins and times of a play, drawn from tilted laws, and what they make of steps.

A coin is a number that is compared with every chance that steps give it; what counts is between which two chances
it lies, its *segment* (0: it comes up for all). A time is drawn from a number u in 0..1. Tilted laws are, for a
coin, other probabilities of its segments; for a time, the density (1-ε) b (1-u)^(b-1) + ε, which for an
exponential time is a rate b times as high with probability 1-ε. With ε above 0 no draw is much rarer than it is by
nature, so that no weight exceeds 1/ε for each time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.efforts import interpolate
from sanso.attack.worlds.play import ALWAYS, GUARD, Play

__all__ = ["NATURAL", "Draws", "Tilt", "Variables", "variables_of"]

NATURAL = 0.05
"""The part ε of every tilted law that stays as it is by nature."""

_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Variables:
    """The uncertain coins (``edges[c, s]``: upper ends of their segments) and times of *play*.

    ``coin[n, 2]`` and ``cut[n, 2]`` say which coin a step carries, -1 for one that is certain, and up to which segment
    it comes up (-1: never). ``effort[n]`` is the step's time, -1 for none. ``nature`` are the segments' probabilities.
    """

    play: Play
    edges: _Floats
    nature: _Floats
    coin: NDArray[np.int64]
    cut: NDArray[np.int64]
    effort: NDArray[np.int64]
    efforts: int


@dataclass(frozen=True, slots=True)
class Tilt:
    """Tilted laws: ``coins[c, s]`` probabilities of segments, ``rates[e]`` the b of times."""

    coins: _Floats
    rates: _Floats


@dataclass(frozen=True, slots=True)
class Draws:
    """What was drawn: ``segments[c, sample]``, and ``slow[e, column]`` = -log(1-u) of times."""

    variables: Variables
    sample: NDArray[np.int64]
    segments: NDArray[np.int8]
    slow: _Floats

    def up(self, step: int) -> _Flags:
        """Return in which columns both coins of *step* come up."""
        found = np.ones(self.segments.shape[1], dtype=np.bool_)
        for coin, cut in zip(self.variables.coin[step], self.variables.cut[step], strict=True):
            if cut < 0:
                found[:] = False
            elif coin >= 0:
                found &= self.segments[coin] <= cut
        return np.asarray(found[self.sample])

    def own(self, step: int) -> NDArray[np.int64]:
        """Return the time of *step* in every column."""
        share = -np.expm1(-self.slow[self.variables.effort[step]])
        draw = (np.minimum(share, 1.0 - 2.0**-53) * 2.0**64).astype(np.uint64)
        play = self.variables.play
        return interpolate(draw, play.tables[play.table[step]]).astype(np.int64)


def variables_of(play: Play) -> Variables:
    """Return the uncertain coins and times of *play*."""
    chance = np.minimum(play.coin_chance, np.uint64(ALWAYS))
    open_ = (chance > 0) & (chance < ALWAYS)
    keys, place = np.unique(play.coin_key[open_], return_inverse=True)
    both = np.unique(np.stack([place.astype(np.uint64), chance[open_]], axis=1), axis=0)
    many = np.bincount(both[:, 0].astype(np.int64), minlength=len(keys))
    rank = np.arange(len(both)) - np.repeat(np.cumsum(many) - many, many)
    segments = int(many.max(initial=0)) + 1
    edges = np.ones((len(keys), segments))
    edges[both[:, 0].astype(np.int64), rank] = both[:, 1].astype(np.float64) / ALWAYS
    coin = np.full(chance.shape, -1, dtype=np.int64)
    coin[open_] = place
    cut = np.where(chance == 0, -1, segments).astype(np.int64)
    cut[open_] = (edges[place] < (chance[open_] / ALWAYS)[:, None]).sum(axis=1)
    timed = (play.table >= 0) & (play.role != GUARD)
    effort = np.full(play.size, -1, dtype=np.int64)
    names, effort[timed] = np.unique(play.effort_key[timed], return_inverse=True)
    return Variables(play, edges, np.diff(edges, axis=1, prepend=0.0), coin, cut, effort, len(names))


def draw(
    variables: Variables,
    tilts: list[Tilt],
    of: NDArray[np.int64],
    sample: NDArray[np.int64],
    tilted: _Flags,
    random: np.random.Generator,
) -> Draws:
    """Draw samples, each from the tilt *of* it; times are tilted in the columns *tilted*, natural in the others.

    *sample* gives the sample of each column.
    """
    coins, samples = len(variables.edges), len(of)
    segments = np.zeros((coins, samples), dtype=np.int8)
    number = random.random((coins, samples))
    slow = -np.log1p(-random.random((variables.efforts, len(sample))))
    plain = random.random((variables.efforts, len(sample))) < NATURAL
    for index, tilt in enumerate(tilts):
        mine = np.flatnonzero(of == index)
        upper = np.cumsum(tilt.coins, axis=1)
        for segment in range(upper.shape[1] - 1):
            segments[:, mine] += (number[:, mine] >= upper[:, segment, None]).astype(np.int8)
        columns = np.flatnonzero((of[sample] == index) & tilted)
        rate = np.where(plain[:, columns], 1.0, tilt.rates[:, None])
        slow[:, columns] /= rate
    return Draws(variables, sample, segments, slow)


def log_ratios(
    draws: Draws, tilt: Tilt, coins: NDArray[np.int64], efforts: NDArray[np.int64]
) -> tuple[_Floats, _Floats]:
    """Return log(tilted density / natural density) of the coins (per sample) and the times (per column).

    Only *coins* and *efforts* are looked at: all others are natural in *tilt*.
    """
    nature = draws.variables.nature
    with np.errstate(divide="ignore", invalid="ignore"):
        table = np.where(nature > 0.0, np.log(tilt.coins / nature), 0.0)
    by_coin = np.zeros(draws.segments.shape[1])
    for coin in coins.tolist():
        by_coin += table[coin][draws.segments[coin]]
    by_time = np.zeros(len(draws.sample))
    for effort in efforts.tolist():
        rate = tilt.rates[effort]
        if rate != 1.0:
            by_time += np.log((1.0 - NATURAL) * rate * np.exp(-(rate - 1.0) * draws.slow[effort]) + NATURAL)
    return by_coin, by_time
