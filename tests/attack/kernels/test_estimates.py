"""Estimates against exact values: enumeration of all coins and times, and closed forms."""

import itertools
import math

import numpy as np
import pytest
import scipy.stats as stats
from tests.attack.kernels.plays import play

from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.kernels.counting import reach_counts
from sanso.attack.language.ttc import Distribution
from sanso.attack.worlds.coins import chance_of
from sanso.attack.worlds.play import AND, GUARD, NEVER, Play
from sanso.attack.worlds.years import TICKS_PER_YEAR, Years

DAY = 1440
HALF_A_CHANCE_OF_A_DAY = Distribution("Binomial", (1, 0.4))


def exact(made: Play, limit: int) -> np.ndarray:
    """Return the probability of every step to fall within *limit*, over all coins and all times of 0 or 1 day."""
    coins = sorted({
        (int(key), int(chance))
        for keys, chances in zip(made.coin_key, made.coin_chance, strict=True)
        for key, chance in zip(keys, chances, strict=True)
        if chance < chance_of(1.0)
    })  # fmt: skip
    timed = [i for i in range(made.size) if made.table[i] >= 0]
    total = np.zeros(made.size)
    for up in itertools.product((False, True), repeat=len(coins)):
        state = {key: held for (key, _), held in zip(coins, up, strict=True)}
        weight = math.prod(c / 2**32 if held else 1 - c / 2**32 for (_, c), held in zip(coins, up, strict=True))
        for days in itertools.product((0, 1), repeat=len(timed)):
            own = dict(zip(timed, days, strict=True))
            mass = weight * math.prod(0.4 if day else 0.6 for day in days)
            total += mass * (settled(made, state, own) <= limit / DAY)
    return np.clip(total, 0.0, 1.0)


def settled(made: Play, coins: dict[int, bool], own: dict[int, int]) -> np.ndarray:
    fell = np.full(made.size, float(NEVER))
    for _ in range(made.size + 1):
        for i in range(made.size):
            up = all(coins.get(int(key), True) for key in made.coin_key[i])
            before = fell[made.parents.indices[made.parents.indptr[i] : made.parents.indptr[i + 1]]]
            if i in made.entries:
                fell[i] = 0
            elif made.role[i] == GUARD:
                fell[i] = NEVER if up else 0
            elif up and len(before):
                fell[i] = min(fell[i], own.get(i, 0) + (before.max() if made.role[i] == AND else before.min()))
    return fell


GRAPHS = {
    "cycle through an AND step": play(
        ["or", "or", "and", "or", "guard", "or"],
        [(0, 1), (0, 3), (1, 2), (3, 2), (4, 2), (2, 5), (5, 1), (5, 3), (1, 5)],
        [0], {1: 0.5, 3: 0.7, 4: 0.4, 5: 0.6}, times={1: HALF_A_CHANCE_OF_A_DAY, 2: HALF_A_CHANCE_OF_A_DAY,
        5: HALF_A_CHANCE_OF_A_DAY},
    ),
    "shared coins before serial guards": play(
        ["or", "guard", "and", "guard", "and", "or", "or"],
        [(0, 2), (1, 2), (2, 4), (3, 4), (0, 5), (5, 6), (4, 6)],
        [0], {1: 0.5, 3: 0.6, 5: 0.3}, {1: ("claim", 0.8), 3: ("claim", 0.8), 5: ("claim", 0.8)},
        times={2: HALF_A_CHANCE_OF_A_DAY, 4: HALF_A_CHANCE_OF_A_DAY, 6: HALF_A_CHANCE_OF_A_DAY},
    ),
    "guards that start steps alone": play(
        ["or", "guard", "or", "and", "guard", "and", "or"],
        [(1, 2), (0, 2), (1, 3), (4, 3), (2, 5), (3, 5), (5, 6), (6, 2)],
        [0], {1: 0.5, 2: 0.5, 4: 0.3, 5: 0.9}, times={2: HALF_A_CHANCE_OF_A_DAY, 3: HALF_A_CHANCE_OF_A_DAY,
        6: HALF_A_CHANCE_OF_A_DAY},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kernel", ["plain", "timed"])
@pytest.mark.parametrize("name", GRAPHS)
def test_timed_estimates_are_within_chance_of_the_exact_values(name: str, kernel: str) -> None:
    made, worlds = GRAPHS[name], 60_000
    years = Years(11, worlds, 0.0, round(1.5 * DAY))
    wanted = exact(made, years.persistence)
    counts = np.zeros(made.size)
    for block in timed_blocks(made, years, kernel=kernel):
        counts += np.bincount(block.steps, minlength=made.size)
    attack = made.role != GUARD
    spread = np.sqrt(wanted * (1 - wanted) / worlds) + 3e-4  # a jump fills one of 4,096 cells
    assert (np.abs(counts / worlds - wanted)[attack] <= 3.5 * spread[attack]).all()


@pytest.mark.parametrize("kernel", ["plain", "frontier", "lanes"])
def test_reachability_is_within_chance_of_the_exact_values(kernel: str) -> None:
    scores = []
    for made in GRAPHS.values():
        wanted = exact(made, NEVER - 1)
        worlds = 100_000
        share = reach_counts(made, 5, 0, worlds, kernel) / worlds
        open_ = (made.role != GUARD) & (wanted > 0) & (wanted < 1 - 1e-12)
        scores += ((share - wanted)[open_] / np.sqrt(wanted * (1 - wanted) / worlds)[open_]).tolist()
        assert (share[(made.role != GUARD) & ~open_] == np.round(wanted[(made.role != GUARD) & ~open_])).all()
    assert max(map(abs, scores)) < 3.5


def within(made: Play, step: int, days: float, worlds: int, kernel: str = "plain", frequency: float = 0.0) -> float:
    years = Years(2, worlds, frequency, round(days * DAY))
    return sum(int((b.steps == step).sum()) for b in timed_blocks(made, years, kernel=kernel)) / worlds


def test_serial_exponentials_follow_the_gamma_distribution() -> None:
    slow = Distribution("Exponential", (1 / 200,))
    made = play(["or"] * 6, [(i, i + 1) for i in range(5)], [0], times=dict.fromkeys(range(1, 6), slow))
    wanted = stats.gamma(5, scale=200).cdf(365)
    assert wanted == pytest.approx(0.038, abs=0.001)
    assert abs(within(made, 5, 365, 200_000) - wanted) < 4 * math.sqrt(wanted / 200_000)


def test_parallel_and_joint_exponentials() -> None:
    ten, thirty = Distribution("Exponential", (0.1,)), Distribution("Exponential", (1 / 30,))
    edges = [(0, 1), (0, 2), (1, 3), (2, 3), (1, 4), (2, 4)]
    made = play(["or", "or", "or", "or", "and"], edges, [0], times={1: ten, 2: thirty})
    either = 1 - math.exp(-12 / 10 - 12 / 30)
    both = (1 - math.exp(-12 / 10)) * (1 - math.exp(-12 / 30))
    for kernel in ("plain", "timed"):
        assert abs(within(made, 3, 12, 100_000, kernel) - either) < 0.006
        assert abs(within(made, 4, 12, 100_000, kernel) - both) < 0.006


def test_one_shared_coin_and_four_independent_ones() -> None:
    edges = [edge for i in range(4) for edge in ((2 * i, 2 * i + 2), (2 * i + 1, 2 * i + 2))]
    roles = ["or", *["guard", "and"] * 4]
    shared = play(roles, edges, [0], second=dict.fromkeys((1, 3, 5, 7), ("claim", 0.8)))
    apart = play(roles, edges, [0], dict.fromkeys((1, 3, 5, 7), 0.8))
    worlds = 400_000
    for kernel in ("plain", "frontier", "lanes"):
        assert abs(reach_counts(shared, 1, 0, worlds, kernel)[8] / worlds - 0.2) < 0.003
        assert abs(reach_counts(apart, 1, 0, worlds, kernel)[8] / worlds - 0.0016) < 0.0003


def test_yearly_probability_is_that_of_poisson_campaigns() -> None:
    made = play(["or", "or"], [(0, 1)], [0], times={1: Distribution("Exponential", (1 / 50,))})
    worlds, frequency, days = 100_000, 1.5, 60
    years = Years(2, worlds, frequency, days * DAY)
    hit = np.zeros(worlds, dtype=bool)
    for block in timed_blocks(made, years):
        column = np.repeat(np.arange(len(block.columns)), np.diff(block.offsets))
        real = (block.steps == 1) & (block.times <= block.columns.limit[column])
        hit[block.columns.world[column[real]]] = True
    left = (np.arange(TICKS_PER_YEAR) + 1.0) / DAY
    one = float((1 - np.exp(-np.minimum(days, left) / 50)).mean())
    assert abs(hit.mean() - (1 - math.exp(-frequency * one))) < 0.006
