"""Rare falls: closed forms down to 10⁻⁶, honest errors, bounds, doubts."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.language.ttc import Distribution
from sanso.attack.rare.importance import estimate
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, Play
from sanso.attack.worlds.tables import table
from sanso.attack.worlds.years import TICKS_PER_YEAR, Years

from ..paths.plays import make
from ..paths.test_best import random_play

DAY = 1440
YEAR = TICKS_PER_YEAR


def series(chances: list[float]) -> tuple[Play, int]:
    names = ["in", *(f"s{i}" for i in range(len(chances)))]
    play, at = make(names, list(pairwise(names)), ["in"], {f"s{i}": p for i, p in enumerate(chances)})
    return play, at[names[-1]]


def both(p: float) -> tuple[Play, int]:
    """An AND step over two arms of two coins each, behind a guard."""
    names = ["in", "a", "b", "c", "d", "&t", "#g"]
    links = [("in", "a"), ("a", "b"), ("in", "c"), ("c", "d"), ("b", "&t"), ("d", "&t"), ("#g", "&t")]
    play, at = make(names, links, ["in"], {"a": p, "b": p, "c": p, "d": p, "#g": 0.9})
    return play, at["&t"]


def one_claim(hold: float, weak: float) -> tuple[Play, int]:
    """Four steps in series, each behind a measure under the same claim, each with a weakness."""
    names = ["in", *(f"&s{i}" for i in range(4)), *(f"#g{i}" for i in range(4))]
    links = [*pairwise(names[:5]), *((f"#g{i}", f"&s{i}") for i in range(4))]
    guards = {f"#g{i}": (("claim", hold), (f"works{i}", 0.99)) for i in range(4)}
    play, at = make(names, links, ["in"], {**guards, **{f"&s{i}": weak for i in range(4)}})
    return play, at["&s3"]


def two_ways(p: float) -> tuple[Play, int]:
    names = ["in", "a", "b", "c", "d", "t"]
    links = [("in", "a"), ("a", "b"), ("b", "t"), ("in", "c"), ("c", "d"), ("d", "t")]
    play, at = make(names, links, ["in"], {"a": p, "b": p, "c": p, "d": 2 * p})
    return play, at["t"]


def exponentials(mean_days: float, many: int) -> tuple[Play, int]:
    names = ["in", *(f"s{i}" for i in range(many))]
    slow = table(Distribution("Exponential", (1 / mean_days,)))
    play, at = make(names, list(pairwise(names)), ["in"], {}, dict.fromkeys(names[1:], slow))
    return play, at[names[-1]]


def erlang(rate_time: float, many: int) -> float:
    """P(a sum of *many* exponential times is at most t): the upper tail of a Poisson law, summed from the rare side."""
    return sum(math.exp(-rate_time + k * math.log(rate_time) - math.lgamma(k + 1)) for k in range(many, many + 60))


CASES = {
    "series": (*series([0.1, 0.05, 0.02, 0.02, 0.5]), 30, 0.1 * 0.05 * 0.02 * 0.02 * 0.5),
    "and": (*both(0.05), 30, 0.05**4 * 0.1),
    "shared claim": (*one_claim(0.999, 0.2), 30, 0.2**4 * (0.001 + 0.999 * 0.01**4)),
    "two ways": (*two_ways(0.001), 30, 1 - (1 - 1e-6) * (1 - 2e-6)),
    "exponentials": (*exponentials(200, 5), 30, erlang(30 / 200, 5)),
    "one slow exponential": (*exponentials(1e5, 1), 1, -math.expm1(-1e-5)),
}


@pytest.mark.parametrize("name", CASES)
def test_closed_forms(name: str) -> None:
    play, target, days, truth = CASES[name]
    found = estimate(play, target, seed=1, persistence=days * DAY, goal=0.02)
    assert found.doubts == ()
    assert found.relative_error <= 0.02
    assert found.probability.value == pytest.approx(truth, rel=0.08)
    assert found.lower <= truth * (1 + 1e-3)
    assert truth <= found.upper * (1 + 1e-3)


@pytest.mark.parametrize("name", CASES)
def test_intervals_hold_the_truth_as_often_as_they_say(name: str) -> None:
    play, target, days, truth = CASES[name]
    runs = [estimate(play, target, seed=seed, persistence=days * DAY, budget=8_000) for seed in range(40)]
    slack = 0.004 if "exponential" in name else 0.0  # tables are right within a few thousandths
    held = [
        run.probability.low * (1 - slack) <= truth <= run.probability.high * (1 + slack) for run in runs if run.reached
    ]
    assert len(held) >= 36
    assert np.mean(held) >= 0.85
    z = [(run.probability.value / truth - 1) / run.relative_error for run in runs if run.reached]
    assert np.sqrt(np.mean(np.square(z))) < 1.4


def test_a_year_of_campaigns_with_coins_in_common() -> None:
    """A rare coin is tossed once a year, whatever the number of campaigns; a rare time is tried by each."""
    play, target = series([1e-3, 1e-2])
    found = estimate(play, target, seed=2, persistence=30 * DAY, frequency=3.0, goal=0.03)
    assert found.probability.value == pytest.approx(1e-5 * -math.expm1(-3.0), rel=0.12)
    play, target = exponentials(2e6, 1)
    found = estimate(play, target, seed=2, persistence=30 * DAY, frequency=3.0, goal=0.03)
    inside = 30 / 365
    days = 30 * (1 - inside) + 15 * inside
    assert found.probability.value == pytest.approx(3 * days / 2e6, rel=0.12)
    assert found.doubts == ()
    assert found.lower <= found.probability.value <= found.upper


def test_same_seed_same_result() -> None:
    play, target, days, _ = CASES["and"]
    assert estimate(play, target, seed=5, persistence=days * DAY) == estimate(
        play, target, seed=5, persistence=days * DAY
    )


def test_what_cannot_fall_is_exactly_zero() -> None:
    play, target = series([0.5, 0.0])
    found = estimate(play, target, seed=1, persistence=DAY)
    assert (found.probability.value, found.probability.high, found.reached) == (0.0, 0.0, True)
    play, target = series([0.5])
    assert estimate(play, target, seed=1, persistence=DAY, frequency=0.0).probability.value == 0.0


def test_an_entry_has_fallen() -> None:
    play, _ = series([0.5])
    found = estimate(play, 0, seed=1, persistence=DAY)
    assert (found.probability.value, found.lower, found.upper, found.doubts) == (1.0, 1.0, 1.0, ())


def test_a_budget_that_is_too_small_is_said() -> None:
    play, target, days, truth = CASES["exponentials"]
    found = estimate(play, target, seed=1, persistence=days * DAY, goal=1e-4, budget=1)
    assert "goal-not-reached" in found.doubts
    assert not found.reached
    assert found.probability.low <= truth <= found.probability.high


def test_a_tilt_that_fails_is_named() -> None:
    """Two hundred ways of equal chance, of which the mixture holds only some."""
    many = 200
    names = ["in", "t", *(f"{a}{i}" for a in "ab" for i in range(many))]
    links = [link for i in range(many) for link in (("in", f"a{i}"), (f"a{i}", f"b{i}"), (f"b{i}", "t"))]
    play, at = make(names, links, ["in"], dict.fromkeys(names[2:], 0.0001))
    truth = -math.expm1(many * math.log1p(-1e-8))
    found = estimate(play, at["t"], seed=1, persistence=DAY, budget=60_000)
    assert found.upper == pytest.approx(many * 1e-8, rel=1e-4)
    assert found.doubts == ("ways-left-out",)
    assert found.probability.low <= truth <= found.probability.high


def test_combinations_of_ways_below_an_and_step() -> None:
    """Six ways to either arm: thirty-six plans, all of them in the mixture."""
    arms = {arm: [f"{arm}{i}" for i in range(6)] for arm in "ab"}
    names = ["in", "x", "y", "&t", *arms["a"], *arms["b"]]
    links = [("x", "&t"), ("y", "&t")]
    for arm, end in (("a", "x"), ("b", "y")):
        links += [link for step in arms[arm] for link in (("in", step), (step, end))]
    play, at = make(names, links, ["in"], {step: 1e-3 for arm in arms.values() for step in arm})
    found = estimate(play, at["&t"], seed=1, persistence=DAY, goal=0.03)
    assert found.doubts == ()
    assert found.probability.value == pytest.approx((1 - (1 - 1e-3) ** 6) ** 2, rel=0.12)


def test_many_paths_through_common_steps_are_one_plan() -> None:
    """2²⁰ paths of steps that are often open, behind one rare step."""
    names, links, chances, last = ["in", "rare"], [("in", "rare")], {"rare": 1e-6}, "rare"
    for i in range(20):
        names += [f"l{i}", f"r{i}", f"m{i}"]
        links += [(last, f"l{i}"), (last, f"r{i}"), (f"l{i}", f"m{i}"), (f"r{i}", f"m{i}")]
        chances |= {f"l{i}": 0.9, f"r{i}": 0.8}
        last = f"m{i}"
    play, at = make(names, links, ["in"], chances)
    found = estimate(play, at[last], seed=1, persistence=DAY, goal=0.03)
    assert found.doubts == ()
    assert found.probability.value == pytest.approx(1e-6 * 0.98**20, rel=0.12)


@pytest.mark.parametrize("seed", range(30))
def test_random_plays_against_all_worlds(seed: int) -> None:
    """OR, AND, cycles, guards with a claim in common: every world is enumerated."""
    play = random_play(seed)
    target = play.size - 3
    rare = play.coin_chance // np.uint64(8)
    tossed = (play.coin_chance < ALWAYS) & (play.role != GUARD)[:, None]
    play = replace(play, coin_chance=np.where(tossed, rare, play.coin_chance))
    truth = exact(play, target)
    found = estimate(play, target, seed=seed, persistence=DAY, goal=0.05)
    assert found.lower <= truth * (1 + 1e-6)
    assert truth <= found.upper * (1 + 1e-6)
    assert found.reached
    assert found.probability.value == pytest.approx(truth, rel=0.2)


@pytest.mark.parametrize("seed", range(12))
def test_random_plays_with_time_against_plain_worlds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    times = np.array([table(Distribution("Exponential", (rate,))) for rate in (0.1, 0.03)])
    play = random_play(seed)
    play = replace(play, tables=times, table=rng.integers(-1, 2, play.size).astype(np.int32))
    target = play.size - 3
    years = Years(seed=seed, worlds=20_000, frequency=1.5, persistence=40 * DAY)
    campaign = year = 0
    for block in timed_blocks(play, years):
        column = np.repeat(np.arange(len(block.columns)), np.diff(block.offsets))
        hit = block.steps == target
        campaign += np.count_nonzero(block.columns.campaign[column[hit]] == 0)
        real = block.times[hit] <= block.columns.limit[column[hit]]
        year += len(np.unique(block.columns.world[column[hit]][real]))
    for many, frequency in ((campaign, None), (year, 1.5)):
        found = estimate(play, target, seed=seed, persistence=40 * DAY, frequency=frequency, goal=0.02)
        value = found.probability.value
        spread = math.sqrt(value * (1 - value) / 20_000 + (found.relative_error * value) ** 2)
        assert abs(many / 20_000 - value) <= 4 * spread + 5e-4


def exact(play: Play, target: int) -> float:
    """Enumerate all worlds of coins of one chance each, by rounds over plain sets."""
    chance = {}
    for keys, chances in zip(play.coin_key.tolist(), play.coin_chance.tolist(), strict=True):
        chance |= {key: c / ALWAYS for key, c in zip(keys, chances, strict=True) if 0 < c < ALWAYS}
    total = 0.0
    for case in product([True, False], repeat=len(chance)):
        up = dict(zip(chance, case, strict=True))
        weight = math.prod(chance[key] if on else 1 - chance[key] for key, on in up.items())
        total += weight * (target in fallen(play, up))
    return total


def fallen(play: Play, up: dict[int, bool]) -> set[int]:
    holds = [
        all(c > 0 and up.get(key, True) for key, c in zip(keys, chances, strict=True))
        for keys, chances in zip(play.coin_key.tolist(), play.coin_chance.tolist(), strict=True)
    ]
    found = {s for s in range(play.size) if play.role[s] == GUARD and not holds[s]} | set(play.entries.tolist())
    while True:
        more = set(found)
        for step in range(play.size):
            parents = play.parents.indices[play.parents.indptr[step] : play.parents.indptr[step + 1]].tolist()
            if play.role[step] != GUARD and holds[step] and parents:
                meets = all if play.role[step] == AND else any
                if meets(parent in found for parent in parents):
                    more.add(step)
        if more == found:
            return found
        found = more


def test_cycles_take_the_least_fixpoint() -> None:
    names = ["in", "a", "b", "t"]
    links = [("in", "a"), ("a", "b"), ("b", "a"), ("b", "t")]
    play, at = make(names, links, ["in"], {"a": 1e-3, "t": 1e-2})
    found = estimate(play, at["t"], seed=1, persistence=DAY)
    assert found.probability.low <= 1e-5 <= found.probability.high


@pytest.mark.parametrize(("change", "value"), [("goal", 0.0), ("budget", 0), ("persistence", 0), ("frequency", -1.0)])
def test_out_of_range(change: str, value: float) -> None:
    play, target = series([0.5])
    arguments = {"seed": 1, "persistence": DAY, change: value}
    with pytest.raises(ValueError, match=r"cannot be estimated|frequency must be"):
        estimate(play, target, **arguments)
