"""Screen and knock-out: hand-made plays, and the screen as a bound from below of the knock-out."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sanso.attack.criticality.knockout import critical, knock_out, knocked_out
from sanso.attack.criticality.losses import yearly_loss
from sanso.attack.criticality.screen import screen
from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.language.ttc import Distribution
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.tables import table
from sanso.attack.worlds.years import Years

from ..paths.plays import make
from ..paths.test_best import random_play

DAY = 1440


def flat(*money: float):
    def losses(worlds: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.tile(np.array(money), (len(worlds), 1))

    return losses


def years(worlds: int = 200, frequency: float = 2.0) -> Years:
    return Years(seed=7, worlds=worlds, frequency=frequency, persistence=90 * DAY)


def test_a_step_in_series_avoids_all_and_parallel_steps_nothing() -> None:
    names = ["in", "gate", "a", "b", "harm"]
    links = [("in", "gate"), ("gate", "a"), ("gate", "b"), ("a", "harm"), ("b", "harm")]
    play, at = make(names, links, ["in"])
    run = years()
    harms = np.array([at["harm"]])
    found = screen(play, timed_blocks(play, run), harms, flat(100.0))
    lost = yearly_loss(timed_blocks(play, run), harms, flat(100.0))
    whole = float(np.mean(lost))
    assert whole == pytest.approx(100 * np.mean(run.campaigns(0, 200) > 0))
    assert [found.mean[at[n]] for n in names] == pytest.approx([whole, whole, 0.0, 0.0, whole])
    assert found.error[at["gate"]] == pytest.approx(np.std(lost, ddof=1) / np.sqrt(200))
    both = knock_out(play, run, harms, flat(100.0), {1: [at["a"], at["b"]], 2: [at["a"]], 3: [at["in"]]})
    assert [both[i].value for i in (1, 2, 3)] == pytest.approx([whole, 0.0, whole])


def test_an_element_is_credited_once_for_each_harm() -> None:
    names = ["in", "a1", "a2", "x", "y"]
    play, at = make(names, [("in", "a1"), ("a1", "a2"), ("a2", "x"), ("a1", "y")], ["in"])
    group = np.array([-1, 0, 0, 1, 2], dtype=np.int32)
    harms = np.array([at["x"], at["y"]])
    run = years(50, 100.0)
    found = screen(play, timed_blocks(play, run), harms, flat(10.0, 1.0), group)
    assert found.mean.tolist() == [11.0, 10.0, 1.0]
    assert found.top(2) == [0, 1]
    ranked = critical(play, run, harms, flat(10.0, 1.0), group, found, many=2)
    assert [one.unit for one in ranked] == [0, 1, 2]
    assert ranked[0].avoided is not None
    assert ranked[0].avoided.value == 11.0
    assert ranked[2].avoided is None


def test_a_way_that_is_too_slow_does_not_relieve_a_step() -> None:
    """The slow way falls within the limit up to its last step only: the quick way is critical."""
    slow = table(Distribution("Uniform", (60.0, 60.0)))
    names = ["in", "quick", "s1", "s2", "harm"]
    links = [("in", "quick"), ("quick", "harm"), ("in", "s1"), ("s1", "s2"), ("s2", "harm"), ("s1", "harm")]
    play, at = make(names, links, ["in"], {}, {"s1": slow, "harm": slow, "quick": np.zeros_like(slow)})
    run = years(40, 100.0)
    harms = np.array([at["harm"]])
    found = screen(play, timed_blocks(play, run), harms, flat(1.0))
    assert found.mean[at["quick"]] == 1.0
    assert knock_out(play, run, harms, flat(1.0), {0: [at["quick"]]})[0].value == 1.0


@pytest.mark.parametrize("seed", range(25))
def test_the_screen_never_exceeds_the_knock_out(seed: int) -> None:
    play = _timed(random_play(seed), seed)
    run = years(150, 1.5)
    harms = np.array([play.size - 3, play.size - 4])
    money = flat(100.0, 7.0)
    group = (np.arange(play.size) // 2).astype(np.int32)
    found = screen(play, timed_blocks(play, run), harms, money)
    by_group = screen(play, timed_blocks(play, run), harms, money, group)
    steps = knock_out(play, run, harms, money, {s: [s] for s in range(play.size - 2)})
    groups = knock_out(play, run, harms, money, {g: np.flatnonzero(group == g).tolist() for g in range(group.max())})
    for step, exact in steps.items():
        assert found.mean[step] <= exact.value + 1e-9
    for unit, exact in groups.items():
        assert by_group.mean[unit] <= exact.value + 1e-9
    assert not (found.mean > yearly_loss(timed_blocks(play, run), harms, money).mean() + 1e-9).any()


def _timed(play: Play, seed: int) -> Play:
    from dataclasses import replace

    rng = np.random.default_rng(seed)
    times = np.array([table(Distribution("Exponential", (rate,))) for rate in (0.1, 0.03, 1.0)])
    return replace(play, tables=times, table=rng.integers(-1, 3, play.size).astype(np.int32))


def test_guards_stay_when_their_element_is_knocked_out() -> None:
    play, at = make(["in", "&t", "#g"], [("in", "&t"), ("#g", "&t")], ["in"], {"#g": 0.5})
    out = knocked_out(play, [at["#g"], at["in"]])
    assert out.coin_chance[at["#g"]].tolist() == play.coin_chance[at["#g"]].tolist()
    assert out.entries.tolist() == []


def test_no_harm_is_no_loss() -> None:
    play, at = make(["in", "t"], [("in", "t")], ["in"], {"t": 0.0})
    run = years(10)
    none = screen(play, timed_blocks(play, run), np.array([at["t"]]), flat(5.0))
    assert none.mean.tolist() == [0.0, 0.0]
    assert none.top(5) == []
    assert knock_out(play, run, np.array([at["t"]]), flat(5.0), {0: [0]})[0].value == 0.0
