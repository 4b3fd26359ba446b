"""Knock-out: the loss avoided if an element could not fall, in the same worlds, exactly as they are played.

A play in which the element's steps can never fall is played again with the same draws, so that the difference is
that of every single world (paired) and most of chance cancels. This is the check of the `screen`, whose figures are
bounds from below; it costs a run for each element.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sanso.attack.criticality.losses import Losses, yearly_loss
from sanso.attack.criticality.screen import Screen
from sanso.attack.estimates import Estimate, mean
from sanso.attack.kernels.blocks import TimedKernel, timed_blocks
from sanso.attack.worlds.play import GUARD, Play
from sanso.attack.worlds.pruning import forward_backward, pruned
from sanso.attack.worlds.years import Years

__all__ = ["CHECKED", "Critical", "critical", "knock_out", "knocked_out"]

CHECKED = 20
"""Elements of the screen that are checked by a knock-out unless said."""

_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Critical:
    """A group of steps: *screened* loss avoided a year (from below), *avoided* as played; None if not checked."""

    unit: int
    screened: Estimate
    avoided: Estimate | None


def knocked_out(play: Play, steps: Iterable[int]) -> Play:
    """Return *play* with attack *steps* that can never fall, not even as entries; guards among them stay."""
    gone = np.fromiter(steps, dtype=np.int64)
    gone = gone[(play.role[gone] != GUARD) | np.isin(gone, play.entries)]
    chance = play.coin_chance.copy()
    chance[gone[play.role[gone] != GUARD], 0] = 0
    return replace(play, coin_chance=chance, entries=play.entries[~np.isin(play.entries, gone)])


def knock_out(
    play: Play,
    years: Years,
    harms: _Ints,
    losses: Losses,
    elements: Mapping[int, Iterable[int]],
    *,
    kernel: TimedKernel = "auto",
) -> dict[int, Estimate]:
    """Return for each of *elements* (its steps) the loss avoided a year if none of its steps could fall."""
    before = _played(play, years, harms, losses, kernel)
    return {
        unit: mean(before - _played(knocked_out(play, steps), years, harms, losses, kernel))
        for unit, steps in elements.items()
    }


def critical(
    play: Play,
    years: Years,
    harms: _Ints,
    losses: Losses,
    group: NDArray[np.int32],
    screened: Screen,
    *,
    many: int = CHECKED,
    kernel: TimedKernel = "auto",
) -> tuple[Critical, ...]:
    """Return all groups that avoid any loss, the *many* first of the screen checked; by loss avoided, checked first."""
    units = screened.top(len(screened.mean))
    elements = {unit: np.flatnonzero(group == unit).tolist() for unit in units[:many]}
    checked = knock_out(play, years, harms, losses, elements, kernel=kernel) if elements else {}
    found = [Critical(unit, screened.estimate(unit), checked.get(unit)) for unit in units]
    return tuple(sorted(found, key=_rank))


def _rank(one: Critical) -> tuple[bool, float]:
    return one.avoided is None, -(one.screened.value if one.avoided is None else one.avoided.value)


def _played(play: Play, years: Years, harms: _Ints, losses: Losses, kernel: TimedKernel) -> NDArray[np.float64]:
    """Return the loss of every world; only what leads to a harm is played."""
    small, place = pruned(play, forward_backward(play, harms))
    if not small.size:
        return np.zeros(years.worlds)
    left = place[harms]
    kept = np.flatnonzero(left >= 0)
    return yearly_loss(timed_blocks(small, years, kernel=kernel), left[kept], lambda worlds: losses(worlds)[:, kept])
