"""The chance of every step's own barrier: its coins, the guards before it, its own time within the persistence.

A path's *bound* is the product of these chances over its steps, so -log of them is a weight that adds up. It
exceeds the true chance of the path where times add up beyond the persistence, and falls short of it where steps
share coins; within one step a shared coin counts once. `sanso.attack.paths.ranking` scores the paths found again.
"""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.play import ALWAYS, AND, GUARD, OR, Play
from sanso.attack.worlds.tables import CELLS, LEVEL_BITS

__all__ = ["barrier_chances", "coins_up", "spark_chances", "within"]

_Floats = NDArray[np.float64]
_Coin = tuple[int, int]
_Pair = tuple[_Coin, _Coin]

MOST_CASES = 4096
"""Cases of shared coins that are told apart at one step; beyond, the chance is bounded from above."""


def within(table: NDArray[np.int32], ticks: int) -> float:
    """Return the probability that a time drawn from *table* is at most *ticks*, by the law of `efforts.interpolate`.

    >>> table = np.concatenate([np.arange(CELLS + 1), np.arange(CELLS + 1) // 64]).astype(np.int32)
    >>> within(table, 2047) == 2047.5 / CELLS
    True

    """
    levels = len(table) // (CELLS + 1)
    parts, places = [], []
    for level in reversed(range(levels)):
        first = 0 if level == levels - 1 else CELLS >> LEVEL_BITS
        last = CELLS if level == 0 else CELLS - 1
        parts.append(np.arange(first, last + 1) / CELLS * 2.0 ** (-LEVEL_BITS * level))
        places.append(table[level * (CELLS + 1) + first : level * (CELLS + 1) + last + 1])
    share, time = np.concatenate(parts), np.concatenate(places).astype(np.float64)
    limit = ticks + 0.5
    at = int(np.searchsorted(np.maximum.accumulate(time), limit, side="left"))
    if at == 0:
        return 0.0
    if at == len(time):
        return 1.0
    rise = (limit - time[at - 1]) / (time[at] - time[at - 1])
    return float(share[at - 1] + (share[at] - share[at - 1]) * rise)


def coins_up(play: Play) -> _Floats:
    """Return for every step the probability that both its coins come up; two coins of one key are one coin."""
    chance = np.minimum(play.coin_chance, np.uint64(ALWAYS)).astype(np.float64) / ALWAYS
    same = play.coin_key[:, 0] == play.coin_key[:, 1]
    found: _Floats = np.where(same, chance.min(axis=1), chance.prod(axis=1))
    return found


def barrier_chances(play: Play, persistence: int) -> _Floats:
    """Return for every step the probability that its own barrier lets an attacker pass; 0 for guards.

    For an OR step its coins come up and its own time is within the persistence (ticks); for an AND step none of the
    guards before it holds besides. Other attack parents of an AND step do not count: they are steps of their own.
    """
    found = coins_up(play)
    guards, owner = _guards(play, AND)
    down = 1.0 - found[guards]
    with np.errstate(divide="ignore"):
        logs = np.bincount(owner, weights=np.log(down), minlength=play.size) if len(owner) else np.zeros(play.size)
    found = found * np.exp(logs)
    for step, mine in _sharing(play, guards, owner):
        found[step] = _exact(_pair(play, step), [_pair(play, guard) for guard in mine])
    found[play.role == GUARD] = 0.0
    return found * _times(play, persistence)


def spark_chances(play: Play, persistence: int) -> _Floats:
    """Return for every OR step with guards a bound on the chance that they alone start it; 0 for all others."""
    guards, owner = _guards(play, OR)
    down = 1.0 - coins_up(play)[guards]
    some = np.bincount(owner, weights=down, minlength=play.size) if len(owner) else np.zeros(play.size)
    return np.minimum(some, 1.0) * coins_up(play) * _times(play, persistence)


def _times(play: Play, persistence: int) -> _Floats:
    chance = np.array([within(row, persistence) for row in play.tables] + [1.0])
    return np.asarray(chance[play.table])


def _guards(play: Play, role: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the guards before steps of *role*, and the step that each stands before."""
    owner = np.repeat(np.arange(play.size, dtype=np.int64), np.diff(play.parents.indptr))
    entry = np.zeros(play.size, dtype=np.bool_)
    entry[play.entries] = True
    parent = play.parents.indices
    kept = (play.role[owner] == role) & (play.role[parent] == GUARD) & ~entry[parent] & ~entry[owner]
    return parent[kept], owner[kept]


def _sharing(play: Play, guards: NDArray[np.int32], owner: NDArray[np.int64]) -> list[tuple[int, list[int]]]:
    """Return the steps whose barrier carries some uncertain coin more than once, with their guards."""
    steps = np.unique(owner)
    of = np.concatenate([owner, owner, steps, steps])
    carrier = np.concatenate([guards, guards, steps, steps])
    column = np.repeat([0, 1, 0, 1], [len(owner), len(owner), len(steps), len(steps)])
    key, chance = play.coin_key[carrier, column], play.coin_chance[carrier, column]
    open_ = (chance > 0) & (chance < ALWAYS)
    same = (column == 1) & (play.coin_key[carrier, 0] == key)
    of, key = of[open_ & ~same], key[open_ & ~same]
    order = np.lexsort((key, of))
    of, key = of[order], key[order]
    twice = np.unique(of[1:][(of[1:] == of[:-1]) & (key[1:] == key[:-1])])
    first, last = np.searchsorted(owner, twice), np.searchsorted(owner, twice, side="right")
    return [(int(s), guards[a:b].tolist()) for s, a, b in zip(twice, first, last, strict=True)]


def _pair(play: Play, step: int) -> _Pair:
    (one, two), (first, second) = play.coin_key[step].tolist(), play.coin_chance[step].tolist()
    return (one, first), (two, second)


def _exact(own: _Pair, guards: list[_Pair]) -> float:
    """Return P(both coins of *own* come up and no guard holds), telling apart the cases of the coins shared."""
    count = Counter(key for pair in [own, *guards] for key in {key for key, _ in pair})
    shared = sorted(key for key, many in count.items() if many > 1)
    cuts = {key: sorted({0, ALWAYS, *(c for p in [own, *guards] for k, c in p if k == key)}) for key in shared}
    cases = 1
    for key in shared:
        cases *= len(cuts[key]) - 1
    if cases > MOST_CASES:
        return _apart(own, guards)
    total = 0.0
    for case in product(*(zip(cuts[key], cuts[key][1:], strict=False) for key in shared)):
        upper = {key: most for key, (_, most) in zip(shared, case, strict=True)}
        chance = _up(own, upper)
        for least, most in case:
            chance *= (most - least) / ALWAYS
        for guard in guards:
            chance *= 1.0 - _up(guard, upper)
        total += chance
    return total


def _apart(own: _Pair, guards: list[_Pair]) -> float:
    """Return an upper bound of `_exact`: only guards that share no coin with one another or with the step count."""
    taken = {key for key, chance in own if chance < ALWAYS}
    chance = _up(own, {})
    for guard in sorted(guards, key=lambda pair: (-_up(pair, {}), pair)):
        keys = {key for key, most in guard if most < ALWAYS}
        if not keys & taken:
            taken |= keys
            chance *= 1.0 - _up(guard, {})
    return chance


def _up(pair: _Pair, upper: dict[int, int]) -> float:
    """Return the chance that both coins come up where the number of each shared coin is just below *upper*."""
    chances = dict.fromkeys((key for key, _ in pair), ALWAYS)
    for key, most in pair:
        chances[key] = min(chances[key], most)
    found = 1.0
    for key, chance in chances.items():
        if key in upper:
            found *= float(upper[key] <= chance)
        else:
            found *= chance / ALWAYS
    return found
