"""How likely a rare fall is: importance sampling with a stated relative error.

Plain worlds need a hundred times 1/P of them for P to be known within 10 %. Here coins and times are drawn from
laws under which the target falls often, and every draw is weighed by how much likelier it was made (see `mixture`);
pilot rounds adapt these laws, and none of their draws enters the estimate. It ends when the relative error, the
estimate's standard error over its value, has come down to the goal, or when the budget is used.

Importance sampling fails silently where no draw finds a way that matters. So the result is held against bounds that
do not rest on draws (`plans`), and whatever speaks against it is named in *doubts*; an estimate with doubts is not
to be shown as if it had none. Where more plans lead to the target than the mixture holds, the interval reaches up by
what those left out could add.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sanso.attack.estimates import Estimate, normal_width
from sanso.attack.kernels.plain import Plan, plan_of
from sanso.attack.rare.draws import Draws, Variables, draw, variables_of
from sanso.attack.rare.evaluation import fall_times
from sanso.attack.rare.mixture import Mixture, begin, learn, weights
from sanso.attack.rare.plans import lower_bound, plans_of, upper_bound
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.pruning import forward_backward, pruned
from sanso.attack.worlds.years import TICKS_PER_YEAR

__all__ = ["Doubt", "Rare", "estimate"]

Doubt = Literal[
    "goal-not-reached", "never-fell", "few-falls", "one-draw-decides", "above-bound", "below-bound", "ways-left-out"
]

GOAL = 0.1
BUDGET = 1_000_000
"""Columns (campaigns) that are drawn at most."""

_ROUNDS = 8
_FEW = 200
_CELLS = 2_000_000

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rare:
    """A probability with its 95 % interval and *relative_error* (standard error over value; infinite if unknown).

    *samples* were drawn after the pilot rounds, in *falls* of them the target fell; *effective* is the number of
    equally weighted falls that would be worth as much. *lower* and *upper* bound the probability without draws.
    """

    probability: Estimate
    relative_error: float
    samples: int
    falls: int
    effective: float
    lower: float
    upper: float
    doubts: tuple[Doubt, ...]

    @property
    def reached(self) -> bool:
        """Whether the goal was reached and nothing speaks against the estimate."""
        return not self.doubts


def estimate(
    play: Play,
    target: int,
    *,
    seed: int,
    persistence: int,
    frequency: float | None = None,
    goal: float = GOAL,
    budget: int = BUDGET,
) -> Rare:
    """Estimate how likely *target* falls within *persistence* ticks of a campaign, or, given *frequency*, in a year.

    In a year there are Poisson many campaigns, *frequency* in the mean, with coins in common; each is cut off at the
    year's end (see `sanso.attack.worlds.years`). The result depends on the arguments only, *seed* among them.

    Raises:
        ValueError: the target is no step, or goal, budget, persistence or frequency are out of range.

    """
    if not 0 <= target < play.size or goal <= 0.0 or budget < 1 or persistence < 1:
        raise ValueError(f"step {target} of {play.size} cannot be estimated: goal {goal}, budget {budget}")
    if frequency is not None and not 0.0 <= frequency <= 10_000.0:
        raise ValueError(f"the frequency must be 0 to 10,000 campaigns a year, not {frequency}")
    small, place = pruned(play, forward_backward(play, [target]))
    if place[target] < 0 or frequency == 0.0:
        return Rare(Estimate(0.0, 0.0, 0.0), 0.0, 0, 0, 0.0, 0.0, 0.0, ())
    run = _Run(small, int(place[target]), seed, persistence, frequency)
    sums = run.sampled(run.mixture(), goal, budget)
    return _judged(sums, run, goal)


@dataclass(slots=True)
class _Sums:
    samples: int = 0
    falls: int = 0
    total: float = 0.0
    squares: float = 0.0
    most: float = 0.0

    def add(self, weight: _Floats, samples: int) -> None:
        """Take in the weights of falls among *samples*."""
        self.samples += samples
        self.falls += int(np.count_nonzero(weight))
        self.total += float(weight.sum())
        self.squares += float((weight**2).sum())
        self.most = max(self.most, float(weight.max(initial=0.0)))

    def relative_error(self) -> float:
        """Return standard error over value."""
        if self.total <= 0.0 or self.samples < 2:
            return math.inf
        value = self.total / self.samples
        spread = max(0.0, self.squares / self.samples - value**2)
        return math.sqrt(spread / (self.samples - 1)) / value


class _Run:
    """One estimate under way."""

    def __init__(self, play: Play, target: int, seed: int, persistence: int, frequency: float | None) -> None:
        self.play, self.target, self.persistence, self.frequency = play, target, persistence, frequency
        self.plan: Plan = plan_of(play)
        self.variables: Variables = variables_of(play)
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.size = max(256, min(4096, _CELLS // play.size))
        self.plans = plans_of(play, target, persistence)
        self.poisson = _positive_poisson(frequency) if frequency is not None else np.ones(1)
        self.factor = -math.expm1(-frequency) if frequency is not None else 1.0
        self.lost = self.plans.lost * (1.0 if frequency is None else min(1.0, frequency))

    def mixture(self) -> Mixture:
        """Return the mixture that the pilot rounds arrive at."""
        boldness = 1.0
        mixture = begin(self.variables, self.plans, self.persistence, boldness)
        for _ in range(_ROUNDS):
            draws, _, weight, responsibility = self.round(mixture)
            if np.count_nonzero(weight) < 20 and boldness < 64:
                boldness *= 2.0
                mixture = begin(self.variables, self.plans, self.persistence, boldness)
                continue
            mixture = learn(mixture, draws, weight, responsibility)
        return mixture

    def sampled(self, mixture: Mixture, goal: float, budget: int) -> _Sums:
        """Draw from *mixture* until the goal is reached or the budget used."""
        sums, columns = _Sums(), 0
        while columns < budget:
            draws, many, weight, _ = self.round(mixture)
            columns += len(draws.sample)
            sums.add(weight, len(many))
            if sums.falls >= _FEW and sums.relative_error() <= goal:
                break
        return sums

    def round(self, mixture: Mixture) -> tuple[Draws, _Ints, _Floats, _Floats]:
        """Draw one batch: draws, campaigns per sample, weights (0 where the target stands), responsibilities."""
        samples = self.size
        of = np.searchsorted(np.cumsum(mixture.shares)[:-1], self.random.random(samples), side="right")
        many = 1 + np.searchsorted(self.poisson[:-1], self.random.random(samples), side="right")
        sample = np.repeat(np.arange(samples, dtype=np.int64), many)
        first = np.cumsum(many) - many
        tilted = np.zeros(len(sample), dtype=np.bool_)
        tilted[first + (self.random.random(samples) * many).astype(np.int64)] = True
        draws = draw(self.variables, list(mixture.tilts), of, sample, tilted, self.random)
        limit = np.full(len(sample), self.persistence, dtype=np.int64)
        if self.frequency is not None:
            left = (self.random.random(len(sample)) * TICKS_PER_YEAR).astype(np.int64) + 1
            limit = np.minimum(limit, left)
        time = fall_times(self.plan, self.target, len(sample), draws.up, draws.own)
        fell = np.logical_or.reduceat(time <= limit, first)
        weight, responsibility = weights(mixture, draws, many)
        credit = responsibility if self.frequency is None else responsibility * (time <= limit)
        return draws, many, np.where(fell, weight, 0.0), credit


def _judged(sums: _Sums, run: _Run, goal: float) -> Rare:
    value = run.factor * sums.total / max(1, sums.samples)
    error = sums.relative_error()
    lower, upper = _bounds(run)
    reach = normal_width() * error * value if sums.falls else math.inf
    interval = Estimate(min(1.0, value), max(0.0, value - reach), min(1.0, value + reach))
    if not sums.falls:
        interval = replace(interval, low=lower, high=upper)
    if run.lost > goal * max(value, lower):
        high = max(interval.high, min(upper, interval.high + run.lost))
        interval = replace(interval, high=high)
    doubts: list[Doubt] = []
    if error > goal:
        doubts.append("goal-not-reached")
    if not sums.falls:
        doubts.append("never-fell")
    elif sums.falls < _FEW:
        doubts.append("few-falls")
    if sums.falls and sums.most > 0.2 * sums.total:
        doubts.append("one-draw-decides")
    if sums.falls and interval.low > upper * (1.0 + 1e-9):
        doubts.append("above-bound")
    if sums.falls and interval.high < lower * (1.0 - 1e-9):
        doubts.append("below-bound")
    if run.lost > goal * max(interval.value, lower):
        doubts.append("ways-left-out")
    effective = sums.total**2 / sums.squares if sums.squares > 0.0 else 0.0
    return Rare(interval, error, sums.samples, sums.falls, effective, lower, upper, tuple(doubts))


def _bounds(run: _Run) -> tuple[float, float]:
    lower = lower_bound(run.play, run.plans, run.persistence)
    upper = upper_bound(run.play, run.target, run.persistence)
    if run.frequency is None:
        return lower, upper
    whole = max(0.0, 1.0 - run.persistence / TICKS_PER_YEAR)
    return run.factor * lower * whole, min(run.factor, run.frequency * upper)


def _positive_poisson(mean: float) -> _Floats:
    """Return P(N ≤ k | N ≥ 1) for k = 1, 2, … up to where it is 1."""
    most = int(mean + 12 * math.sqrt(mean)) + 30
    logs = np.array([k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(1, most)])
    mass = np.cumsum(np.exp(logs))
    return np.asarray(mass / mass[-1], dtype=np.float64)
