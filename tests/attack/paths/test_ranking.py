"""Earliest ways and their ranking: hand-made plays, circles without time, and laws on random plays."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.language.ttc import Distribution
from sanso.attack.paths.best import best_paths
from sanso.attack.paths.earliest import Earliest, earliest_ways
from sanso.attack.paths.ranking import Ranked, rank
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.tables import table
from sanso.attack.worlds.years import Years

from .plays import make
from .test_best import random_play

DAY = 1440


def run(play: Play, target: int, worlds: int = 400, group=None, days: int = 90) -> tuple[Earliest, tuple[Ranked, ...]]:
    years = Years(seed=3, worlds=worlds, frequency=1.0, persistence=days * DAY)
    first = earliest_ways(play, timed_blocks(play, years, block=100), target, seed=3, group=group)
    blocks = timed_blocks(play, years)
    candidates = best_paths(play, target, 5, years.persistence, group)
    return first, rank(play, blocks, candidates, first, seed=3, persistence=years.persistence, group=group)


def test_the_quicker_of_two_ways_is_the_earliest() -> None:
    quick, slow = (table(Distribution("Uniform", (d, d))) for d in (1.0, 2.0))
    links = [("in", "q"), ("in", "s"), ("q", "t"), ("s", "t")]
    play, at = make(["in", "q", "s", "t"], links, ["in"], {"q": 0.25}, {"q": quick, "s": slow})
    first, (one, two) = run(play, at["t"], 2000)
    assert first.fallen == first.worlds == 2000
    assert one.way.steps == (at["in"], at["s"], at["t"])
    assert one.share.low < 0.75 < one.share.high
    assert one.carries.value == 1.0
    assert two.carries.low < 0.25 < two.carries.high
    assert two.share.value == two.carries.value == 1.0 - one.share.value


def test_an_and_step_waits_for_the_last_and_its_side_conditions_count() -> None:
    slow = table(Distribution("Uniform", (1.0, 1.0)))
    names = ["in", "a", "b", "&t", "#g"]
    links = [("in", "a"), ("in", "b"), ("a", "&t"), ("b", "&t"), ("#g", "&t")]
    play, at = make(names, links, ["in"], {"a": 0.5, "#g": 0.6}, {"b": slow})
    first, ranked = run(play, at["&t"], 4000)
    assert list(first.examples.values()) == [(at["in"], at["b"], at["&t"])]
    assert [one.way.steps[1] for one in ranked] == [at["b"], at["a"]]
    for one in ranked:
        assert one.carries.low < 0.2 < one.carries.high
    assert first.fallen == round(ranked[0].carries.value * 4000)


def test_one_claim_before_four_steps_is_one_coin() -> None:
    names = ["in", *(f"&s{i}" for i in range(4)), *(f"#g{i}" for i in range(4))]
    chain = ["in", "&s0", "&s1", "&s2", "&s3"]
    links = [*pairwise(chain), *((f"#g{i}", f"&s{i}") for i in range(4))]
    play, at = make(names, links, ["in"], {f"#g{i}": (("claim", 0.8),) for i in range(4)})
    _, (one,) = run(play, at["&s3"], 4000)
    assert one.way.bound == pytest.approx(0.2**4)
    assert one.carries.low < 0.2 < one.carries.high


def test_times_add_up() -> None:
    """Five exponential steps of mean 200 days within 365 days: 0.038, where the bound says 0.41."""
    names = ["in", *"abcde"]
    slow = table(Distribution("Exponential", (1 / 200,)))
    play, at = make(names, list(pairwise(names)), ["in"], {}, dict.fromkeys("abcde", slow))
    _, (one,) = run(play, at["e"], 20_000, days=365)
    assert one.way.bound == pytest.approx((1 - np.exp(-365 / 200)) ** 5, rel=1e-4)
    assert one.carries.low < 0.0380 < one.carries.high


def test_ways_through_the_same_elements_count_together() -> None:
    names = ["in", "a", "b", "x", "t"]
    time = table(Distribution("Exponential", (1.0,)))
    links = [("in", "a"), ("in", "b"), ("in", "x"), ("a", "t"), ("b", "t"), ("x", "t")]
    play, at = make(names, links, ["in"], {}, {"a": time, "b": time, "x": time})
    group = np.array([0, 1, 1, 2, 3], dtype=np.int32)
    first, ranked = run(play, at["t"], 3000, group)
    assert set(first.counts) == {(0, 1, 3), (0, 2, 3)}
    assert len(ranked) == 2
    assert ranked[0].share.low < 2 / 3 < ranked[0].share.high


def test_circles_without_time_end_where_the_attack_began() -> None:
    names = ["t", "a", "b", "c", "d", "in"]
    links = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "c"), ("b", "a"), ("in", "d")]
    links += [("a", "t"), ("b", "t")]
    play, at = make(names, links, ["in"])
    first, _ = run(play, at["t"], 10)
    (steps,) = first.examples.values()
    assert steps[0] == at["in"]
    assert steps[-1] == at["t"]
    assert len(set(steps)) == len(steps)


@pytest.mark.parametrize("seed", range(40))
def test_laws_on_random_plays(seed: int) -> None:
    """Earliest ways are ways; each carries at least as often as it is the earliest; numbering does not matter."""
    rng = np.random.default_rng(seed)
    times = np.array([table(Distribution("Exponential", (rate,))) for rate in (0.1, 0.03)])
    play = random_play(seed)
    play = replace(play, tables=times, table=rng.integers(-1, 2, play.size).astype(np.int32))
    target = play.size - 3
    first, ranked = run(play, target, 200)
    assert sum(first.counts.values()) == first.fallen
    for one in ranked:
        for a, b in zip(one.way.steps, one.way.steps[1:], strict=False):
            assert b in play.children.indices[play.children.indptr[a] : play.children.indptr[a + 1]]
        assert one.carries.value * 200 >= first.counts.get(one.way.steps, 0) - 1e-9
        assert one.way.bound > 0
    order = rng.permutation(play.size)
    moved, _ = run(renumbered(play, order), int(np.flatnonzero(order == target)[0]), 200)
    assert {tuple(order[list(key)].tolist()): many for key, many in moved.counts.items()} == first.counts


def renumbered(play: Play, order) -> Play:
    from .plays import rows

    place = np.argsort(order)
    owner = np.repeat(np.arange(play.size), np.diff(play.children.indptr))
    pairs = [(int(place[a]), int(place[b])) for a, b in zip(owner, play.children.indices, strict=True)]
    return replace(
        play,
        role=play.role[order],
        children=rows(play.size, pairs),
        parents=rows(play.size, [(b, a) for a, b in pairs]),
        coin_key=play.coin_key[order],
        coin_chance=play.coin_chance[order],
        effort_key=play.effort_key[order],
        table=play.table[order],
        entries=place[play.entries].astype(np.int32),
    )


def test_nothing_fell() -> None:
    play, at = make(["in", "t"], [("in", "t")], ["in"], {"t": 1e-9})
    first, (one,) = run(play, at["t"], 50)
    assert first.fallen == 0
    assert (one.share.low, one.share.high) == (0.0, 1.0)
    assert one.carries.high < 0.1
