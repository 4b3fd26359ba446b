import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.attack.kernels.plays import TIMES, play, plays, renumbered

from sanso.attack.kernels.blocks import Fallen, timed_blocks
from sanso.attack.kernels.counting import reach_counts
from sanso.attack.kernels.plain import plan_of, times
from sanso.attack.kernels.timed import Timed
from sanso.attack.worlds.coins import chance_of, open_words
from sanso.attack.worlds.efforts import base_states, column_steps, efforts
from sanso.attack.worlds.play import AND, GUARD, NEVER, Play
from sanso.attack.worlds.years import Columns, Years

MANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = 1440


def joined(blocks: list[Fallen]) -> list[tuple[int, int, int, dict[int, int]]]:
    """Return world, campaign, limit and the times of what fell, column by column."""
    found = []
    for block in blocks:
        columns = block.columns
        for column in range(len(columns)):
            part = slice(block.offsets[column], block.offsets[column + 1])
            steps = block.steps[part].tolist()
            assert steps == sorted(set(steps))
            fell = dict(zip(steps, block.times[part].tolist(), strict=True))
            found.append((int(columns.world[column]), int(columns.campaign[column]), int(columns.limit[column]), fell))
    return found


def slow_times(made: Play, seed: int, columns: Columns, column: int) -> list[int]:
    """Return when each step falls in one column, by repeating the definition until nothing changes."""
    world = int(columns.world[column])
    words = open_words(made, seed, np.arange(made.size), world // 64, 1)[:, 0]
    up = [bool(int(word) >> (world % 64) & 1) for word in words]
    step = column_steps(columns.world, columns.campaign)[column : column + 1]
    base = base_states(seed, made.effort_key)
    own = [
        int(efforts(base[i], step, made.tables[made.table[i]])[0]) if made.table[i] >= 0 else 0
        for i in range(made.size)
    ]
    found = [NEVER] * made.size
    changed = True
    while changed:
        changed = False
        for i in range(made.size):
            before = [found[p] for p in made.parents.indices[made.parents.indptr[i] : made.parents.indptr[i + 1]]]
            if i in made.entries:
                value = 0
            elif made.role[i] == GUARD:
                value = NEVER if up[i] else 0
            elif not up[i] or not before:
                value = NEVER
            else:
                value = min(NEVER, own[i] + (max(before) if made.role[i] == AND else min(before)))
            if value < found[i]:
                found[i] = value
                changed = True
    return [value if value <= columns.persistence else NEVER for value in found]


@MANY
@given(plays(), st.integers(0, 2**64))
def test_plain_times_are_the_least_fixpoint_of_the_definition(made: Play, seed: int) -> None:
    columns = Years(seed, 100, 1.0, 25 * DAYS).columns(60, 68)
    found = times(plan_of(made), seed, columns)
    for column in range(len(columns)):
        assert found[:, column].tolist() == slow_times(made, seed, columns, column)


@MANY
@given(plays(), st.integers(0, 99))
def test_plain_and_timed_agree_tick_for_tick(made: Play, seed: int) -> None:
    years = Years(seed, 200, 1.3, 20 * DAYS)
    plain = joined(list(timed_blocks(made, years, kernel="plain")))
    assert joined(list(timed_blocks(made, years, kernel="timed"))) == plain
    attack = {i for i in range(made.size) if made.role[i] != GUARD}
    assert all(set(fell) <= attack for *_, fell in plain)


@MANY
@given(plays(), st.integers(0, 99), st.integers(0, 700), st.integers(0, 700))
def test_plain_frontier_and_lanes_agree_bit_for_bit(made: Play, seed: int, first: int, more: int) -> None:
    counts = [reach_counts(made, seed, first, first + more, kernel) for kernel in ("plain", "frontier", "lanes")]
    assert (counts[0] == counts[1]).all()
    assert (counts[0] == counts[2]).all()
    assert (reach_counts(made, seed, first, first + more) == counts[0]).all()


@MANY
@given(plays(), st.integers(0, 99), st.integers(1, 50))
def test_what_falls_does_not_depend_on_the_blocks(made: Play, seed: int, block: int) -> None:
    years = Years(seed, 90, 1.3, 20 * DAYS)
    for kernel in ("plain", "timed"):
        whole = joined(list(timed_blocks(made, years, kernel=kernel)))
        assert joined(list(timed_blocks(made, years, kernel=kernel, block=block))) == whole
        parts = [
            *timed_blocks(made, years, kernel=kernel, last=40),
            *timed_blocks(made, years, kernel=kernel, first=40),
        ]
        assert joined(parts) == whole
    assert joined(list(Timed(made, years, room=made.size).blocks(0, 90, 90))) == whole


@MANY
@given(plays(), st.integers(0, 99), st.data())
def test_listing_only_some_steps_changes_nothing_about_them(made: Play, seed: int, data: st.DataObject) -> None:
    years = Years(seed, 90, 1.3, 20 * DAYS)
    only = np.array(data.draw(st.lists(st.booleans(), min_size=made.size, max_size=made.size)))
    whole = joined(list(timed_blocks(made, years, kernel="plain")))
    wanted = [(*column, {step: time for step, time in fell.items() if only[step]}) for *column, fell in whole]
    for kernel in ("plain", "timed"):
        assert joined(list(timed_blocks(made, years, kernel=kernel, only=only))) == wanted


@MANY
@given(plays(), st.data())
def test_renumbering_the_steps_leaves_every_world_as_it_is(made: Play, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(made.size)))
    other = renumbered(made, order)
    years = Years(3, 60, 1.0, 20 * DAYS)
    for kernel in ("plain", "timed"):
        before = joined(list(timed_blocks(made, years, kernel=kernel)))
        after = joined(list(timed_blocks(other, years, kernel=kernel)))
        assert [{order[i]: t for i, t in fell.items()} for *_, fell in after] == [fell for *_, fell in before]
    for kernel in ("plain", "frontier", "lanes"):
        assert (reach_counts(other, 3, 0, 500, kernel) == reach_counts(made, 3, 0, 500, kernel)[order]).all()


@MANY
@given(plays(), st.data())
def test_a_better_guard_never_adds_to_what_falls(made: Play, data: st.DataObject) -> None:
    guards = np.flatnonzero(made.role == GUARD)
    if not len(guards):
        return
    index = data.draw(st.sampled_from(guards.tolist()))
    chance = made.coin_chance.copy()
    chance[index, 0] = max(int(chance[index, 0]), data.draw(st.integers(0, chance_of(1.0))))
    from dataclasses import replace

    years = Years(3, 100, 1.0, 20 * DAYS)
    before = joined(list(timed_blocks(made, years)))
    after = joined(list(timed_blocks(replace(made, coin_chance=chance), years)))
    for (*_, weak), (*_, strong) in zip(before, after, strict=True):
        assert all(step in weak and weak[step] <= time for step, time in strong.items())


def test_stamps_begin_anew_before_they_run_out() -> None:
    made = play(["or"] * 3, [(0, 1), (1, 2)], [0], {1: 0.5}, times={2: TIMES[0]})
    years = Years(1, 50, 1.0, 20 * DAYS)
    kernel = Timed(made, years)
    first = joined(list(kernel.blocks(0, 50, 50)))
    kernel._stamp = 2**32 - 20
    assert joined(list(kernel.blocks(0, 50, 50))) == first


def test_impossible_ranges_are_refused() -> None:
    made, years = play(["or"], [], [0]), Years(1, 10, 1.0, 10)
    for first, last, block in ((-1, 5, 1), (5, 4, 1), (0, 11, 1), (0, 10, 0)):
        with pytest.raises(ValueError, match="cannot be played"):
            timed_blocks(made, years, first=first, last=last, block=block)
    with pytest.raises(ValueError, match="cannot be played"):
        reach_counts(made, 1, 5, 4)
    assert list(timed_blocks(made, years, first=5, last=5)) == []
