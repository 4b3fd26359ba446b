"""Tallies: counted by hand, against a plain count, and however the worlds are cut."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.attack.small_plays import HARMS, everything, same, years

from sanso.attack import tally as tally_module
from sanso.attack.kernels.blocks import Fallen, timed_blocks
from sanso.attack.tally import Total, Watches, added, tallied
from sanso.attack.worlds.years import Columns


def by_hand() -> Fallen:
    """Two worlds: the first with two campaigns, the second without a real one."""
    columns = Columns(
        np.array([0, 0, 1]), np.array([0, 1, 0], dtype=np.int32), np.array([50, 100, -1], dtype=np.int32), 100
    )
    return Fallen(
        columns,
        np.array([0, 3, 5, 6]),
        np.array([0, 1, 2, 1, 2, 2], dtype=np.int32),
        np.array([0, 40, 60, 30, 90, 5], dtype=np.int32),
    )


def test_a_block_counted_by_hand() -> None:
    watches = Watches.of(3, [[0, 1], [2], [1, 2]], harms=[1, 2])
    found = tallied(by_hand(), watches)
    assert found.worlds == 2
    assert found.campaigns.tolist() == [1, 2, 2]
    assert found.years.tolist() == [1, 1, 1]
    assert found.times is not None
    assert found.times.tolist() == [[0, 0], [1, 60], [2, 40], [1, 5], [2, 5]]
    assert found.harmed.tolist() == [[0, 1, 90, 1], [0, 2, 40, 0]]
    assert found.firsts.tolist() == [[0, 1, 60, 0], [0, 2, 40, 0], [1, 1, 5, 0], [1, 2, 5, 0]]


def test_a_step_may_be_watched_twice_or_by_nobody() -> None:
    found = tallied(by_hand(), Watches.of(3, [[1, 1], [], [1]], harms=[]))
    assert found.campaigns.tolist() == [1, 0, 1]
    assert found.harmed.shape == found.firsts.shape == (0, 4)


def test_nothing_watched_is_nothing_counted() -> None:
    found = tallied(by_hand(), Watches.of(3, [], harms=[]))
    assert found.worlds == 2
    assert len(found.campaigns) == len(found.years) == 0


def test_nothing_fallen_is_nothing_counted() -> None:
    columns = years(3).columns(0, 3)
    nothing = np.zeros(0, dtype=np.int32)
    fallen = Fallen(columns, np.zeros(len(columns) + 1, dtype=np.int64), nothing, nothing)
    found = tallied(fallen, Watches.of(2, [[0], [1]], harms=[0]))
    assert found.worlds == 3
    assert found.campaigns.tolist() == found.years.tolist() == [0, 0]


def test_nothing_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="no worlds"):
        added([])


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(1, 299), max_size=6, unique=True), shuffled=st.randoms(use_true_random=False))
def test_how_worlds_are_cut_does_not_matter(cuts: list[int], shuffled: object) -> None:
    play, watches = everything()
    asked = years(300)
    whole = added([tallied(block, watches) for block in timed_blocks(play, asked, kernel="plain")])
    parts = [
        tallied(block, watches)
        for first, last in pairwise([0, *sorted(cuts), 300])
        for block in timed_blocks(play, asked, kernel="plain", first=first, last=last)
    ]
    assert same(added(parts), whole)
    shuffled.shuffle(parts)  # type: ignore[attr-defined]
    mixed = added(parts)
    assert np.array_equal(mixed.harmed, whole.harmed)
    assert np.array_equal(mixed.campaigns, whole.campaigns)


def test_a_plain_count_agrees() -> None:
    play, watches = everything()
    campaigns, of_years = [0] * 5, [0] * 5
    harmed = []
    for fallen in timed_blocks(play, years(200), kernel="plain"):
        seen: set[tuple[int, int]] = set()
        for column in range(len(fallen.columns)):
            world, campaign = int(fallen.columns.world[column]), int(fallen.columns.campaign[column])
            earliest: dict[int, int] = {}
            for at in range(int(fallen.offsets[column]), int(fallen.offsets[column + 1])):
                step, tick = int(fallen.steps[at]), int(fallen.times[at])
                for watch in watches.watch[watches.offsets[step] : watches.offsets[step + 1]].tolist():
                    earliest[watch] = min(tick, earliest.get(watch, tick))
            for watch, tick in sorted(earliest.items()):
                campaigns[watch] += campaign == 0
                if tick <= fallen.columns.limit[column] and (world, watch) not in seen:
                    seen.add((world, watch))
                    of_years[watch] += 1
                    if watch in HARMS:
                        harmed.append([world, watch, tick, campaign])
    found = added([tallied(block, watches) for block in timed_blocks(play, years(200), kernel="plain")])
    assert found.campaigns.tolist() == campaigns
    assert found.years.tolist() == of_years
    assert found.harmed.tolist() == sorted(harmed)
    assert campaigns[4] == 0 < campaigns[2] < 200


def test_too_many_times_are_dropped_however_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    play, watches = everything()
    blocks = [tallied(block, watches) for block in timed_blocks(play, years(100), kernel="plain", block=10)]
    many = sum(len(block.times) for block in blocks if block.times is not None)
    monkeypatch.setattr(tally_module, "MOST_TIMES", many)
    assert added(blocks).times is not None
    monkeypatch.setattr(tally_module, "MOST_TIMES", many - 1)
    assert added(blocks).times is None
    assert added([added(blocks[:5]), added(blocks[5:])]).times is None


def test_a_total_says_how_many_worlds_it_holds() -> None:
    play, watches = everything()
    total = Total()
    for block in timed_blocks(play, years(30), kernel="plain", block=20):
        total.add(tallied(block, watches))
    assert total.worlds == total.tally().worlds == 30
