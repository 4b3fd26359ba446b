"""The mixture of tilted laws that is drawn from: where it begins, how it weighs, how it learns.

One component is nature itself; the others begin at plans (`plans`): coins of the plan's steps probably up, the
guards before them probably down, times short enough that they fit. Every draw is weighed against the whole mixture,
so that a plan that finds nothing does no harm beyond its share of the draws. Components learn by the cross-entropy
method (R. Y. Rubinstein and D. P. Kroese, "The Cross-Entropy Method", 2004): each takes the laws under which the
draws that reached the target are likeliest, draws belonging to components by their responsibility (O. Cappé et al.,
"Adaptive importance sampling in general mixture classes", Statistics and Computing 18, 2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.paths.chances import within
from sanso.attack.rare.draws import NATURAL, Draws, Tilt, Variables, log_ratios
from sanso.attack.rare.plans import Plans
from sanso.attack.worlds.play import AND

__all__ = ["Mixture", "begin", "learn", "weights"]

_LEAST_SHARE = 0.2
_NATURE_SHARE = 0.1
_FASTEST = 1e9
_MEMORY = 0.3

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mixture:
    """Tilted laws and the share of the draws that each gets; the first is nature.

    ``coins`` and ``efforts`` say of each component which of its laws may differ from nature.
    """

    tilts: tuple[Tilt, ...]
    shares: _Floats
    coins: tuple[_Ints, ...]
    efforts: tuple[_Ints, ...]


def begin(variables: Variables, plans: Plans, persistence: int, boldness: float) -> Mixture:
    """Return a mixture of nature and a component for each plan; *boldness* (from 1) makes plans come true more."""
    none = np.zeros(0, dtype=np.int64)
    tilts, coins, efforts = [_natural(variables)], [none], [none]
    for plan in plans.plans:
        tilts.append(_towards(variables, plans, plan, persistence, boldness))
        steps = np.array(sorted(plan), dtype=np.int64)
        guards = np.array([guard for step in steps.tolist() for guard in plans.guards(step)], dtype=np.int64)
        coins.append(_used(variables.coin[np.concatenate([steps, guards])]))
        efforts.append(_used(variables.effort[steps]))
    shares = np.array([0.0, *plans.bounds])
    return Mixture(tuple(tilts), _fair(shares), tuple(coins), tuple(efforts))


def _used(places: _Ints) -> _Ints:
    found = np.unique(places)
    return found[found >= 0]


def _fair(shares: _Floats) -> _Floats:
    """Return shares of the draws: nature's own, and for every component at least a part of an equal share."""
    many = len(shares) - 1
    if not many:
        return np.ones(1)
    rest = shares[1:] / shares[1:].sum() if shares[1:].sum() > 0.0 else np.full(many, 1.0 / many)
    rest = (1.0 - _LEAST_SHARE) * rest + _LEAST_SHARE / many
    return np.concatenate([[_NATURE_SHARE], (1.0 - _NATURE_SHARE) * rest])


def _natural(variables: Variables) -> Tilt:
    return Tilt(variables.nature.copy(), np.ones(variables.efforts))


def _towards(variables: Variables, plans: Plans, plan: frozenset[int], persistence: int, boldness: float) -> Tilt:
    tilt = _natural(variables)
    play = variables.play
    steps = sorted(plan - set(plans.board.entries.tolist()))
    wanted: dict[int, tuple[int, bool]] = {}
    for step in steps:
        for coin, cut in zip(variables.coin[step].tolist(), variables.cut[step].tolist(), strict=True):
            if coin >= 0:
                wanted[coin] = (min(cut, wanted.get(coin, (cut, True))[0]), True)
        for guard in plans.guards(step) if play.role[step] == AND else []:
            column = int(np.argmin(play.coin_chance[guard]))
            coin, cut = int(variables.coin[guard, column]), int(variables.cut[guard, column])
            if coin >= 0:
                wanted[coin] = (max(cut, wanted.get(coin, (cut, False))[0]), False)
    sure = 1.0 - 0.5 / (boldness * max(1, len(wanted)))
    for coin, (cut, is_up) in wanted.items():
        nature = variables.nature[coin]
        inside = np.arange(len(nature)) <= cut if is_up else np.arange(len(nature)) > cut
        chance = float(nature[inside].sum())
        if 0.0 < chance < sure:
            tilt.coins[coin] = np.where(inside, nature * sure / chance, nature * (1.0 - sure) / (1.0 - chance))
    timed = [step for step in steps if variables.effort[step] >= 0]
    for step in timed:
        chance = within(play.tables[play.table[step]], int(persistence / (boldness * len(timed))))
        if chance < 0.5:
            tilt.rates[variables.effort[step]] = min(_FASTEST, boldness / max(chance, boldness / _FASTEST))
    return tilt


def weights(mixture: Mixture, draws: Draws, many: _Ints) -> tuple[_Floats, _Floats]:
    """Return weights (natural over mixture density) per sample and responsibilities [component, column].

    A sample has *many* columns (campaigns), the first at the places of their running sum; in each component every
    one of them is the tilted one as likely as another.
    """
    first = np.cumsum(many) - many
    parts = []
    for share, tilt, coins, efforts in zip(mixture.shares, mixture.tilts, mixture.coins, mixture.efforts, strict=True):
        by_coin, by_time = log_ratios(draws, tilt, coins, efforts)
        parts.append(np.log(share / many)[draws.sample] + by_coin[draws.sample] + by_time)
    logs = np.stack(parts)
    most = np.maximum.reduceat(logs.max(axis=0), first)
    density = np.exp(logs - most[draws.sample])
    total = np.add.reduceat(density.sum(axis=0), first)
    return np.exp(-most) / total, density / total[draws.sample]


def learn(mixture: Mixture, draws: Draws, weight: _Floats, responsibility: _Floats) -> Mixture:
    """Return the mixture after draws that reached the target with *weight* (0: did not)."""
    part = responsibility * weight[draws.sample]
    total = part.sum(axis=1)
    if not total.sum() > 0.0:
        return mixture
    tilts = [mixture.tilts[0]]
    for index, tilt in enumerate(mixture.tilts[1:], start=1):
        coins, efforts = mixture.coins[index], mixture.efforts[index]
        tilts.append(_learned(tilt, draws, part[index], coins, efforts) if total[index] > 0.0 else tilt)
    shares = (1.0 - _MEMORY) * total / total.sum() + _MEMORY * mixture.shares
    return Mixture(tuple(tilts), _fair(shares), mixture.coins, mixture.efforts)


def _learned(tilt: Tilt, draws: Draws, part: _Floats, used: _Ints, timed: _Ints) -> Tilt:
    by_sample = np.bincount(draws.sample, weights=part, minlength=draws.segments.shape[1])
    total = float(part.sum())
    nature = draws.variables.nature
    coins, rates = tilt.coins.copy(), tilt.rates.copy()
    for coin in used.tolist():
        seen = np.bincount(draws.segments[coin], weights=by_sample, minlength=nature.shape[1]) / total
        mixed = (1.0 - _MEMORY) * seen + _MEMORY * coins[coin]
        coins[coin] = (1.0 - NATURAL) * mixed + NATURAL * nature[coin]
        coins[coin] /= coins[coin].sum()
    for effort in timed.tolist():
        slow = float(part @ draws.slow[effort]) / total
        seen_rate = min(_FASTEST, max(1.0, 1.0 / max(slow, 1.0 / _FASTEST)))
        rates[effort] = np.exp((1.0 - _MEMORY) * np.log(seen_rate) + _MEMORY * np.log(rates[effort]))
    return Tilt(coins, rates)
