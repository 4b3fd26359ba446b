"""Screen of criticality: for all steps at once, the loss that would be avoided if a step could not fall.

In every campaign that ends in a harm, a step *dominates* the harm if every way to it that stays within the limit goes
through the step; without the step the harm would not have occurred. In a year of several campaigns the step has to
dominate in each in which the harm occurs. An element (group of steps) is credited with a harm, once, if any of its
steps dominates it.

Each figure is a bound from below. An AND step keeps only the link from the parent that came last, although it needs
all; an element may block all ways by several steps of which none dominates alone; removing a step may delay a harm
beyond the limit without cutting it off. OR steps that a failing guard may start count as started by the attacker.
What matters is therefore checked by `knockout`. Dominators: `dominators`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.criticality.dominators import immediate_dominators
from sanso.attack.criticality.losses import Losses
from sanso.attack.estimates import Estimate, normal_width
from sanso.attack.kernels.blocks import Fallen
from sanso.attack.kernels.board import board_of
from sanso.attack.paths.network import tie_keys
from sanso.attack.worlds.play import AND, NEVER, Play

__all__ = ["Screen", "screen"]

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Screen:
    """Loss avoided a year, from below: ``mean[u]`` and its standard error ``error[u]`` for step or group u."""

    worlds: int
    mean: _Floats
    error: _Floats

    def estimate(self, unit: int) -> Estimate:
        """Return the figure of *unit* with its 95 % interval."""
        reach = normal_width() * float(self.error[unit])
        value = float(self.mean[unit])
        return Estimate(value, value - reach, value + reach)

    def top(self, many: int) -> list[int]:
        """Return up to *many* units that avoid any loss, the most critical first."""
        order = np.argsort(-self.mean, kind="stable")[:many]
        return [int(unit) for unit in order if self.mean[unit] > 0.0]


def screen(
    play: Play, blocks: Iterable[Fallen], harms: _Ints, losses: Losses, group: NDArray[np.int32] | None = None
) -> Screen:
    """Screen all steps, or all groups 0 … (*group*: int32[n], -1 for steps of none), over the worlds of *blocks*.

    *harms* are the steps of the harms; prune the play to what leads to them first, it saves most of the time.
    """
    ground = _Ground(play, harms)
    unit = np.arange(play.size, dtype=np.int64) if group is None else group.astype(np.int64)
    units = int(unit.max(initial=-1)) + 1
    total, squares, worlds = np.zeros(units), np.zeros(units), 0
    for block in blocks:
        columns = block.columns
        starts = np.flatnonzero(np.diff(columns.world, prepend=-1))
        worlds += len(starts)
        for first, last in zip(starts.tolist(), [*starts[1:].tolist(), len(columns)], strict=True):
            credit = _credit(ground, block, range(first, last), unit)
            if len(credit):
                money = losses(columns.world[first : first + 1])[0][credit // max(1, units)]
                avoided = np.bincount(credit % units, weights=money, minlength=units)
                total += avoided
                squares += avoided**2
    mean = total / max(1, worlds)
    spread = np.maximum(squares / max(1, worlds) - mean**2, 0.0)
    return Screen(worlds, mean, np.sqrt(spread / max(1, worlds - 1)))


def _credit(ground: _Ground, block: Fallen, columns: range, unit: _Ints) -> _Ints:
    """Return harm × units + unit for all units that dominate a harm in every campaign of this world that brings it."""
    units = int(unit.max(initial=-1)) + 1
    found: list[_Ints] = []
    fell = np.zeros(len(ground.harms), dtype=np.int64)
    for column in columns:
        limit = int(block.columns.limit[column])
        part = slice(int(block.offsets[column]), int(block.offsets[column + 1]))
        in_time = block.times[part] <= limit
        steps, times = block.steps[part][in_time], block.times[part][in_time]
        struck = np.flatnonzero(np.isin(ground.harms, steps)) if len(steps) else np.zeros(0, dtype=np.int64)
        if not len(struck):
            continue
        fell[struck] += 1
        harm, step = ground.dominating(steps, times, limit, struck)
        of = unit[step]
        found.append(np.unique(harm[of >= 0] * units + of[of >= 0]))
    if not found:
        return np.zeros(0, dtype=np.int64)
    pair, many = np.unique(np.concatenate(found), return_counts=True)
    found_in_all: _Ints = pair[many == fell[pair // max(1, units)]]
    return found_in_all


class _Ground:
    """A play made ready for the screen, with room for one column."""

    def __init__(self, play: Play, harms: _Ints) -> None:
        self.play = play
        self.harms = harms
        board = board_of(play)
        self.tie = tie_keys(play)
        self.rooted = np.zeros(play.size, dtype=np.bool_)
        self.rooted[board.sparks] = True
        self.rooted[board.entries] = True
        self.entry = np.zeros(play.size, dtype=np.bool_)
        self.entry[board.entries] = True
        self.time = np.full(play.size, NEVER, dtype=np.int64)
        self.place = np.zeros(play.size, dtype=np.int64)

    def dominating(
        self, steps: NDArray[np.int32], times: NDArray[np.int32], limit: int, struck: _Ints
    ) -> tuple[_Ints, _Ints]:
        """Return pairs (index of a harm, step that dominates it) for the harms *struck*."""
        self.time[steps] = times
        self.place[steps] = np.arange(1, len(steps) + 1)
        mother, child = self._links(steps, times, limit)
        roots = np.flatnonzero(self.rooted[steps]) + 1
        above = immediate_dominators(
            len(steps) + 1,
            np.concatenate([np.zeros(len(roots), dtype=np.int64), mother]),
            np.concatenate([roots, child]),
        )
        at, harm = self.place[self.harms[struck]], struck
        harms, found = [], []
        while len(at):
            harms.append(harm)
            found.append(steps[at - 1].astype(np.int64))
            at = above[at]
            harm, at = harm[at > 0], at[at > 0]
        self.time[steps] = NEVER
        return np.concatenate(harms), np.concatenate(found)

    def _links(self, steps: NDArray[np.int32], times: NDArray[np.int32], limit: int) -> tuple[_Ints, _Ints]:
        """Return the links by which steps are, or could be, reached within *limit*: places of parent and child."""
        parents = self.play.parents
        first = parents.indptr[steps]
        many = np.where(self.entry[steps], 0, parents.indptr[steps + 1] - first)
        child = np.repeat(np.arange(len(steps), dtype=np.int64), many)
        inside = np.arange(len(child)) - np.repeat(np.cumsum(many) - many, many)
        parent = parents.indices[np.repeat(first, many) + inside].astype(np.int64)
        begun = self.time[parent]
        kept = begun <= limit
        parent, child, begun = parent[kept], child[kept], begun[kept]
        if not len(child):
            return parent, child
        joint = self.play.role[steps[child]] == AND
        order = np.lexsort((self.tie[parent], np.where(joint, -begun, begun), child))
        parent, child, begun, joint = parent[order], child[order], begun[order], joint[order]
        leads = np.flatnonzero(np.diff(child, prepend=-1))
        decisive = np.repeat(begun[leads], np.diff(leads, append=len(child)))
        lead = np.zeros(len(child), dtype=np.bool_)
        lead[leads] = True
        usable = np.where(joint, lead, begun + (times[child] - decisive) <= limit)
        return self.place[parent[usable]], child[usable] + 1
