"""When a target falls, for coins and times that are given: the least fixpoint, over many columns at once.

Steps are taken causes first; within a cycle again and again from "never" downwards until nothing changes (see
`sanso.attack.kernels.plain`, which draws for itself). Only the target's time is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.plain import Plan
from sanso.attack.worlds.play import AND, GUARD, NEVER

__all__ = ["fall_times"]

_Flags = NDArray[np.bool_]
_Ticks = NDArray[np.int64]


def fall_times(
    plan: Plan, target: int, columns: int, up: Callable[[int], _Flags], own: Callable[[int], _Ticks]
) -> _Ticks:
    """Return when *target* falls in each of *columns*; `NEVER` or later: it does not.

    *up* tells where both coins of a step come up, asked of steps with an uncertain coin; *own* the time of a step
    that has a table.
    """
    play = plan.play
    times: dict[int, _Ticks] = {}
    never = np.full(columns, NEVER, dtype=np.int64)
    barriers: dict[int, _Ticks] = {}

    def barrier(step: int) -> _Ticks:
        found = own(step) if play.table[step] >= 0 else np.zeros(columns, dtype=np.int64)
        return found if plan.free[step] else np.where(up(step), found, NEVER)

    def take(step: int) -> bool:
        begun = [times.get(parent, never) for parent in plan.parents[step].tolist()]
        if all(one is never for one in begun):
            return False
        found = np.maximum.reduce(begun) if play.role[step] == AND else np.minimum.reduce(begun)
        if not (found < NEVER).any():
            return False
        if step not in barriers:
            barriers[step] = barrier(step)
        found = np.minimum(found + barriers[step], NEVER)
        if np.array_equal(found, times.get(step, never)):
            return False
        times[step] = found
        return True

    for guard in plan.tossed[play.role[plan.tossed] == GUARD].tolist():
        times[guard] = np.where(up(guard), NEVER, 0).astype(np.int64)
    for entry in play.entries.tolist():
        times[entry] = np.zeros(columns, dtype=np.int64)
    for members, cyclic in plan.groups:
        waiting, inside = deque(members), set(members) if cyclic else set()
        queued = set(members)
        while waiting:
            step = waiting.popleft()
            queued.discard(step)
            if take(step):
                children = play.children.indices[play.children.indptr[step] : play.children.indptr[step + 1]]
                fresh = [child for child in children.tolist() if child in inside and child not in queued]
                waiting.extend(fresh)
                queued.update(fresh)
    return times.get(target, never)
