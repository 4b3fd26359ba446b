"""The chance of one step's barrier, against enumeration of its coins."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from sanso.attack.language.ttc import Distribution
from sanso.attack.paths.chances import _apart, _exact, barrier_chances, within
from sanso.attack.worlds.efforts import interpolate
from sanso.attack.worlds.tables import table

from .plays import make

A, B, C = ("claim-a", 0.7), ("claim-b", 0.4), ("works", 0.9)


def by_cases(own: tuple[tuple[str, float], ...], guards: list[tuple[tuple[str, float], ...]]) -> float:
    coins = sorted({coin for pair in [own, *guards] for coin in pair})
    total = 0.0
    for case in product([True, False], repeat=len(coins)):
        up = dict(zip(coins, case, strict=True))
        chance = np.prod([p if up[(k, p)] else 1 - p for k, p in coins])
        if all(up[coin] for coin in own) and not any(all(up[coin] for coin in pair) for pair in guards):
            total += float(chance)
    return total


@pytest.mark.parametrize(
    ("own", "guards"),
    [
        ((("s", 0.5),), [(A, C), (B, ("w2", 0.5))]),
        ((("s", 0.5),), [(A, C), (A, ("w2", 0.5)), (A, ("w3", 0.2))]),
        ((("s", 0.5),), [(A, C), (B, C), (A, B), (C,)]),
        ((A,), [(A, C)]),
        ((A, C), [(B, ("w", 0.5)), (B, ("w", 0.5))]),
        ((A, A), []),
    ],
)
def test_a_shared_coin_counts_once(
    own: tuple[tuple[str, float], ...], guards: list[tuple[tuple[str, float], ...]]
) -> None:
    names = ["in", "&t", *(f"#g{i}" for i in range(len(guards)))]
    links = [("in", "&t"), *((f"#g{i}", "&t") for i in range(len(guards)))]
    chances = {"&t": own, **{f"#g{i}": pair for i, pair in enumerate(guards)}}
    play, at = make(names, links, ["in"], chances)
    assert barrier_chances(play, 1000)[at["&t"]] == pytest.approx(by_cases(own, guards), abs=1e-9)


def test_equal_keys_of_different_chances_are_one_number() -> None:
    """The coin at 0.3 is up only where the same coin at 0.7 is."""
    whole = 1 << 32
    half, third = ((1, whole // 2), (9, whole)), ((1, whole // 4), (9, whole))
    assert _exact(((8, whole), (9, whole)), [half, third]) == pytest.approx(0.5)
    assert _exact(half, [third]) == pytest.approx(0.25)


def test_too_many_cases_are_bounded_from_above() -> None:
    whole = 1 << 32
    guards = [((i, whole // 2), ((i + 1) % 12, whole // 3)) for i in range(12)]
    own = ((98, whole), (99, whole))
    assert 0.0 < _exact(own, guards) <= _apart(own, guards) < 1.0


@pytest.mark.parametrize("ttc", [Distribution("Exponential", (0.01,)), Distribution("LogNormal", (3.0, 1.0))])
@pytest.mark.parametrize("ticks", [10, 500, 40_000, 400_000])
def test_within_is_the_law_of_the_draws(ttc: Distribution, ticks: int) -> None:
    times = table(ttc)
    share = within(times, ticks)
    for inside, factor in ((True, 1 - 1e-6), (False, 1 + 1e-6)):
        draw = np.array([min(share * factor, 1 - 1e-12) * 2.0**64], dtype=np.uint64)
        if 1e-15 < share < 1.0:
            assert (int(interpolate(draw, times)[0]) <= ticks) is inside


def test_ends() -> None:
    times = table(Distribution("Uniform", (1.0, 2.0)))
    assert within(times, 1439) == 0.0
    assert within(times, 2880) == 1.0
    assert within(times, 2160) == pytest.approx(0.5, abs=1e-3)
