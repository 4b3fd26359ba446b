"""The plain kernel: numpy only, every step times every column of a block.

It needs no compilation, so it is the way to a quick first result on small graphs, and an oracle for the others.
Groups of steps are taken causes first; within a cycle, steps are taken again until nothing changes, from "never"
downwards, which ends at the least fixpoint.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.order import groups
from sanso.attack.worlds.coins import open_words
from sanso.attack.worlds.efforts import base_states, column_steps, efforts
from sanso.attack.worlds.play import AND, GUARD, NEVER, Play
from sanso.attack.worlds.pruning import forward
from sanso.attack.worlds.years import Columns

__all__ = ["Plan", "fallen_words", "late_times", "plan_of", "times"]


_Own = dict[int, NDArray[np.uint32]]


@dataclass(frozen=True, slots=True)
class Plan:
    """A play made ready for the plain kernel: groups in order, whether each is a cycle, and parents as lists."""

    play: Play
    groups: tuple[tuple[tuple[int, ...], bool], ...]
    parents: tuple[NDArray[np.int32], ...]
    tossed: NDArray[np.int64]
    free: NDArray[np.bool_]


def plan_of(play: Play) -> Plan:
    """Return the plan of *play*; steps that can never fall are left out of it."""
    able = forward(play)
    settled = able.copy()
    settled[play.entries] = False
    settled[play.role == GUARD] = False
    ordered = []
    for group in groups(play.children):
        members = tuple(step for step in group if settled[step])
        if members:
            ordered.append((members, len(group) > 1))
    parents = tuple(
        play.parents.indices[play.parents.indptr[step] : play.parents.indptr[step + 1]] for step in range(play.size)
    )
    free = np.asarray((play.coin_chance >= 1 << 32).all(axis=1))
    tossed = np.flatnonzero(~free & able)
    return Plan(play, tuple(ordered), parents, tossed, free)


def times(plan: Plan, seed: int, columns: Columns) -> NDArray[np.int32]:
    """Return when steps fall: int32 of shape (steps, columns), `NEVER` beyond the persistence.

    Guards are 0 where they do not hold.
    """
    found = late_times(plan, seed, columns)
    found[found > columns.persistence] = NEVER
    return found


def late_times(plan: Plan, seed: int, columns: Columns) -> NDArray[np.int32]:
    """Return `times`, but persistence + 1 for everything beyond the persistence: one minimum does both."""
    return _Block(plan, seed, columns).run()


class _Block:
    """One block of columns under way."""

    def __init__(self, plan: Plan, seed: int, columns: Columns) -> None:
        self.plan, self.columns = plan, columns
        self.limit = np.uint32(columns.persistence)
        self.late = np.uint32(columns.persistence + 1)
        play = plan.play
        self.times = np.full((play.size, len(columns)), self.late, dtype=np.uint32)
        self.counter = column_steps(columns.world, columns.campaign)
        self.base = base_states(seed, play.effort_key)
        first = int(columns.world[0]) // 64
        words = int(columns.world[-1]) // 64 - first + 1
        missing = (~open_words(play, seed, plan.tossed, first, words)).astype("<u8")
        self.missing = np.unpackbits(missing.view(np.uint8), axis=1, bitorder="little")
        self.bit = columns.world - 64 * first
        self.row = np.full(play.size, -1, dtype=np.int64)
        self.row[plan.tossed] = np.arange(len(plan.tossed))

    def run(self) -> NDArray[np.int32]:
        play = self.plan.play
        for guard in self.plan.tossed[play.role[self.plan.tossed] == GUARD].tolist():
            self.times[guard] *= 1 - self.without(guard)
        self.times[play.entries] = 0
        for members, cyclic in self.plan.groups:
            if cyclic:
                self.cycle(members, {}, set(members))
            else:
                self.improve(members[0], {})
        return self.times.view(np.int32)

    def without(self, step: int) -> NDArray[np.uint32]:
        """Return 1 for the columns in which the coins of *step* do not both come up, else 0."""
        found: NDArray[np.uint32] = self.missing[self.row[step]][self.bit].astype(np.uint32)
        return found

    def before(self, step: int) -> NDArray[np.uint32]:
        """Return when the parents of *step* let it begin."""
        parents = self.plan.parents[step]
        choose = np.maximum if self.plan.play.role[step] == AND else np.minimum
        if len(parents) == 1:
            found: NDArray[np.uint32] = self.times[parents[0]].copy()
            return found
        found = choose(self.times[parents[0]], self.times[parents[1]])
        for parent in parents[2:]:
            choose(found, self.times[parent], out=found)
        return found

    def own(self, step: int) -> NDArray[np.uint32]:
        """Return the own time of *step* in every column, `NEVER` and more where its coins are not up."""
        play = self.plan.play
        if play.table[step] >= 0:
            found = efforts(self.base[step], self.counter, play.tables[play.table[step]])
        else:
            found = np.zeros(len(self.columns), dtype=np.uint32)
        if not self.plan.free[step]:
            found += self.without(step) << np.uint32(30)
        return found

    def cycle(self, members: tuple[int, ...], own: _Own, waiting: set[int]) -> None:
        """Take the *waiting* steps of a cycle again and again until none falls earlier.

        A column in which a whole round changes nothing is done; what few are left go on by themselves.
        """
        children, inside, rows = self.plan.play.children, set(members), np.array(members)
        while waiting:
            changed = np.zeros(len(self.columns), dtype=np.bool_)
            for step in members:
                if step in waiting:
                    waiting.discard(step)
                    before = self.times[step].copy()
                    if self.improve(step, own):
                        changed |= before != self.times[step]
                        waiting.update(children.indices[children.indptr[step] : children.indptr[step + 1]].tolist())
            waiting &= inside
            left = np.flatnonzero(changed)
            if waiting and 2 * len(left) < len(changed):
                part = self.part(left)
                part.cycle(members, {step: ticks[left] for step, ticks in own.items()}, waiting)
                self.times[rows[:, None], left] = part.times[rows]

    def part(self, kept: NDArray[np.int64]) -> _Block:
        """Return a copy of the columns *kept* alone."""
        part, columns = copy(self), self.columns
        part.columns = Columns(columns.world[kept], columns.campaign[kept], columns.limit[kept], columns.persistence)
        part.times, part.counter, part.bit = self.times[:, kept], self.counter[kept], self.bit[kept]
        return part

    def improve(self, step: int, own: _Own) -> bool:
        """Let *step* fall as early as its parents allow now; return whether it falls earlier than before anywhere."""
        end = self.before(step)
        if step not in own:
            if end.min() > self.limit:
                return False
            own[step] = self.own(step)
        end += own[step]
        np.minimum(end, self.late, out=end)
        if np.array_equal(end, self.times[step]):
            return False
        self.times[step] = end
        return True


def fallen_words(plan: Plan, seed: int, first_word: int, words: int) -> NDArray[np.uint64]:
    """Return what falls without regard to time: uint64 of shape (steps, *words*), one bit a world (see `coins`)."""
    play = plan.play
    none, every = np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)
    up = np.full((play.size, words), every, dtype=np.uint64)
    up[plan.tossed] = open_words(play, seed, plan.tossed, first_word, words)
    fallen = np.where((play.role == GUARD)[:, None], ~up, none)
    fallen[play.entries] = every
    for members, cyclic in plan.groups:
        changed = True
        while changed:
            changed = False
            for step in members:
                choose = np.bitwise_and if play.role[step] == AND else np.bitwise_or
                found = choose.reduce(fallen[plan.parents[step]], axis=0) & up[step]
                if cyclic and not changed:
                    changed = not np.array_equal(found, fallen[step])
                fallen[step] = found
    return fallen
