"""Yearly loss per bearer and in total, and people harmed, from the harms that happened in each world.

Harms that exclude each other: the one that comes first happens. A harm that includes others already counts their
loss. Currencies are never converted: every currency has its own distribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.bounds import finite
from sanso.attack.estimates import mean, proportion
from sanso.attack.loss.severity import Severity, drawn
from sanso.attack.result import BearerLoss, Casualties, CurvePoint, LossDistribution
from sanso.model.money import Money
from sanso.model.striking import loss_times
from sanso.model.structure import Structure

__all__ = [
    "LEVEL",
    "Happened",
    "casualties",
    "cost_of",
    "harm_losses",
    "losses",
    "mean_losses",
    "sorted_out",
    "yearly",
]

LEVEL = 0.95
"""Level of the value at risk."""
_QUANTILES = (0.5, 0.75, 0.9, 0.95, 0.99)
_POINTS = 48
_ORDER = ("limited", "serious", "fatal")


@dataclass(frozen=True, slots=True)
class Happened:
    """Which harm happened in which world: ``world[i]`` and ``harm[i]`` (place in *harms*), among *worlds* years."""

    worlds: int
    harms: tuple[str, ...]
    world: NDArray[np.int64]
    harm: NDArray[np.int64]

    def years(self, place: int) -> int:
        """Return in how many years a harm happened."""
        return int(np.count_nonzero(self.harm == place))


def sorted_out(rows: NDArray[np.int64], harms: Sequence[str], worlds: int, structure: Structure) -> Happened:
    """Return what happened, without harms that another one excludes: of these the earliest happens.

    *rows*: (world, place of the harm, tick, campaign), each harm at most once a world. What is at the same tick goes
    by the harms' ids, so that no order of a file matters.
    """
    kept = np.ones(len(rows), dtype=np.bool_)
    apart = _apart(harms, structure)
    rivals = np.flatnonzero(np.any(apart[rows[:, 1]], axis=1))
    if len(rivals):
        kept[rivals] = _earliest(rows[rivals], apart, np.argsort(np.argsort(np.array(harms))))
    return Happened(worlds, tuple(harms), rows[kept, 0], rows[kept, 1])


def _apart(harms: Sequence[str], structure: Structure) -> NDArray[np.bool_]:
    """Return which harms exclude each other: bool[harms, harms]."""
    apart = np.zeros((len(harms), len(harms)), dtype=np.bool_)
    place = {ident: number for number, ident in enumerate(harms)}
    for ident, number in place.items():
        for other in structure.model.harms[ident].excludes:
            if other in place and other != ident:
                apart[number, place[other]] = apart[place[other], number] = True
    return apart


def _earliest(rows: NDArray[np.int64], apart: NDArray[np.bool_], name: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of *rows* are kept: world by world in the order of time, what nothing kept before excludes."""
    world, harm, tick, campaign = rows.T
    order = np.lexsort((name[harm], tick, campaign, world))
    begins = np.diff(world[order], prepend=-1) != 0
    place = np.cumsum(begins) - 1
    rank = np.arange(len(order)) - np.flatnonzero(begins)[place]
    happened = np.zeros((int(place[-1]) + 1, len(apart)), dtype=np.bool_)
    kept = np.zeros(len(rows), dtype=np.bool_)
    for turn in range(int(rank.max()) + 1):
        now = np.flatnonzero(rank == turn)
        which = harm[order[now]]
        free = ~(happened[place[now]] & apart[which]).any(axis=1)
        happened[place[now[free]], which[free]] = True
        kept[order[now[free]]] = True
    return kept


def cost_of(ident: str, structure: Structure) -> Severity | None:
    """Return what a harm costs; None where its loss is not stated."""
    harm = structure.model.harms[ident]
    if harm.loss is None:
        return None
    times = loss_times(harm, structure)
    low, high = harm.loss.low.minor * times, harm.loss.high.minor * times
    return Severity(ident, harm.loss.high.currency, low, high, harm.loss.distribution)


def harm_losses(happened: Happened, structure: Structure, seed: int) -> dict[str, NDArray[np.int64]]:
    """Return per harm with a stated loss what it cost in every row of *happened* where it happened, in minor units.

    What another harm of the same world includes costs nothing once more.
    """
    found: dict[str, NDArray[np.int64]] = {}
    place = {ident: number for number, ident in enumerate(happened.harms)}
    for number, ident in enumerate(happened.harms):
        cost = cost_of(ident, structure)
        if cost is None:
            continue
        worlds = happened.world[happened.harm == number]
        loss = drawn(cost, seed, worlds)
        covering = [place[o] for o in happened.harms if ident in structure.model.harms[o].includes and o != ident]
        if covering:
            counted = happened.world[np.isin(happened.harm, covering)]
            loss = np.where(np.isin(worlds, counted), 0, loss)
        found[ident] = loss
    return found


def yearly(happened: Happened, structure: Structure, seed: int) -> dict[tuple[str | None, str], NDArray[np.int64]]:
    """Return the loss of every year per (bearer, currency), in minor units; world 0 first."""
    found: dict[tuple[str | None, str], NDArray[np.int64]] = {}
    for ident, loss in harm_losses(happened, structure, seed).items():
        harm = structure.model.harms[ident]
        currency = harm.loss.high.currency if harm.loss is not None else ""
        total = found.setdefault((harm.borne_by, currency), np.zeros(happened.worlds, dtype=np.int64))
        rows = happened.harm == happened.harms.index(ident)
        np.add.at(total, happened.world[rows], loss)
    return found


def losses(happened: Happened, structure: Structure, seed: int) -> tuple[BearerLoss, ...]:
    """Return the distributions: the total per currency first, then every bearer."""
    by_bearer = yearly(happened, structure, seed)
    totals: dict[str, NDArray[np.int64]] = {}
    for (_, currency), loss in by_bearer.items():
        totals[currency] = totals[currency] + loss if currency in totals else loss
    found = [BearerLoss(None, True, _distribution(loss, currency)) for currency, loss in sorted(totals.items())]
    ordered = sorted(by_bearer.items(), key=lambda item: (item[0][1], -int(item[1].sum()), item[0][0] or ""))
    found += [BearerLoss(bearer, False, _distribution(loss, currency)) for (bearer, currency), loss in ordered]
    return tuple(found)


def _distribution(minor: NDArray[np.int64], currency: str) -> LossDistribution:
    """Value at risk: the smallest loss that is not exceeded with probability `LEVEL`; tail: mean of the worst rest."""
    unit = float(Money(1, currency).major)
    loss = np.sort(minor.astype(np.float64)) * unit
    worst = max(1, round(len(loss) * (1 - LEVEL)))
    return LossDistribution(
        currency=currency,
        mean=finite(mean(loss), least=0.0),
        any=proportion(int(np.count_nonzero(loss)), len(loss)),
        quantiles={f"{level:g}": _quantile(loss, level) for level in _QUANTILES},
        level=LEVEL,
        value_at_risk=_quantile(loss, LEVEL),
        tail_mean=float(loss[-worst:].mean()),
        curve=_curve(loss),
    )


def _quantile(ascending: NDArray[np.float64], level: float) -> float:
    place = max(0, int(np.ceil(round(level * len(ascending), 9))) - 1)
    return float(ascending[place])


def _curve(ascending: NDArray[np.float64]) -> tuple[CurvePoint, ...]:
    """Return points of P(loss > x), each x once, evenly spread over the logarithm of the probability."""
    number, zero = len(ascending), int(np.searchsorted(ascending, 0.0, side="right"))
    if zero == number:
        return ()
    ranks = np.rint(np.geomspace(1, number - zero, min(_POINTS, number - zero))).astype(np.int64)
    at = np.unique(np.concatenate([[0.0], ascending[number - ranks]]))
    beyond = number - np.searchsorted(ascending, at, side="right")
    return tuple(CurvePoint(float(x), int(many) / number) for x, many in zip(at, beyond, strict=True))


def casualties(happened: Happened, structure: Structure) -> tuple[Casualties, ...]:
    """Return the people harmed per human level, worst first; harms without an agreed level or rating are left out."""
    numbers: dict[str, NDArray[np.int64]] = {}
    for place, ident in enumerate(happened.harms):
        harm = structure.model.harms[ident]
        level = harm.human or _highest(rating.human for rating in harm.ratings)
        if level is None or level == "none" or harm.affects is None:
            continue
        hurt = numbers.setdefault(level, np.zeros(happened.worlds, dtype=np.int64))
        np.add.at(hurt, happened.world[happened.harm == place], harm.affects.count or 1)
    return tuple(
        Casualties(
            level=level,
            mean=finite(mean(numbers[level]), least=0.0),
            any=proportion(int(np.count_nonzero(numbers[level])), happened.worlds),
            quantiles={f"{q:g}": _quantile(np.sort(numbers[level].astype(np.float64)), q) for q in _QUANTILES},
        )
        for level in reversed(_ORDER)
        if level in numbers
    )


def _highest(levels: Iterable[str | None]) -> str | None:
    known = [level for level in levels if level in _ORDER]
    return max(known, key=_ORDER.index) if known else None


def mean_losses(happened: Happened, structure: Structure, seed: int) -> Mapping[str, NDArray[np.float64]]:
    """Return the loss of every year per currency over all bearers, in whole units."""
    found: dict[str, NDArray[np.float64]] = {}
    for (_, currency), loss in yearly(happened, structure, seed).items():
        unit = float(Money(1, currency).major)
        found[currency] = found.get(currency, np.zeros(happened.worlds)) + loss * unit
    return found
