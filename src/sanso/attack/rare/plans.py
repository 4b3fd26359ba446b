"""Plans: sets of steps that are enough for a target to fall, and bounds of its probability that follow.

A plan holds, for each OR step in it, one parent, and for each AND step all attack parents, back to the entries:
the path sets of fault tree analysis, built from causes to effects (compare J. B. Fussell and W. E. Vesely, "A new
methodology for obtaining cut sets for fault trees", 1972). What tells plans apart is which *rare* steps they need,
those with a barrier that is passed less often than `COMMON`; a plan that needs all that another needs, and more, is
dropped. At each step at most `KEPT` plans are kept, and none that could only become a small part of the likeliest;
what the others could add to the target's probability is estimated, by their bounds, as ``lost``.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.board import Board, board_of
from sanso.attack.paths.chances import barrier_chances, spark_chances
from sanso.attack.paths.network import distances, matrix, network_of
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, OR, Links, Play

__all__ = ["COMMON", "KEPT", "Plans", "lower_bound", "plans_of", "upper_bound"]

COMMON = 0.2
KEPT = 64
_ROUNDS = 200
_VISITS = 40
"""Times that one step's plans are looked at anew before what else could be found counts as lost."""
_MOST_VISITS = 20_000
_FLOOR = 1e-3
"""Beginnings of plans are cut off if they could at most become this part of the likeliest plan."""
_COMBINATIONS = 4 * KEPT

Plan = frozenset[int]
_Floats = NDArray[np.float64]
_Kept = dict[Plan, tuple[float, Plan]]
"""By the rare steps needed: the bound and all steps of the likeliest plan."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Sets of attack steps, each enough for the target, the likeliest first, with the products of their barriers.

    *lost* is about how much the plans that were not kept could add to the target's probability.
    """

    board: Board
    plans: tuple[Plan, ...]
    bounds: tuple[float, ...]
    lost: float

    def guards(self, step: int) -> list[int]:
        """Return the guards before *step*."""
        return _row(self.board.gates, step)


def plans_of(play: Play, target: int, persistence: int) -> Plans:
    """Return the plans for *target*; none if it cannot fall. OR steps that guards alone start count as lost."""
    quick = _Search(play, target, persistence, most=1, floor=0.0)
    quick.run(until=target)
    best = max((bound for bound, _ in quick.kept.get(target, {}).values()), default=0.0)
    search = _Search(play, target, persistence, most=KEPT, floor=best * _FLOOR)
    whole = search.run()
    kept = sorted(search.kept.get(target, {}).values(), key=lambda one: (-one[0], sorted(one[1])))
    lost = search.lost(target) if whole else 1.0
    return Plans(search.board, tuple(plan for _, plan in kept), tuple(bound for bound, _ in kept), lost)


def lower_bound(play: Play, plans: Plans, persistence: int) -> float:
    """Return a probability that the target's is not below: that of the likeliest plan, its time shared out evenly.

    Events that need coins up are never against one another, and neither are events that need them down (Harris's
    inequality), so that the product over the steps is a bound from below unless a plan needs one coin both ways.
    """
    best = 0.0
    for plan in plans.plans:
        steps = np.array(sorted(plan), dtype=np.int64)
        rest = np.setdiff1d(steps, plans.board.entries)
        guards = [guard for step in rest.tolist() if play.role[step] == AND for guard in plans.guards(step)]
        if _open_keys(play, rest) & _open_keys(play, np.array(guards, dtype=np.int64)):
            continue
        timed = int(np.count_nonzero(play.table[rest] >= 0))
        chance = barrier_chances(play, persistence // max(1, timed))
        best = max(best, float(np.prod(chance[rest])))
    return best


def upper_bound(play: Play, target: int, persistence: int) -> float:
    """Return a probability that the target's does not exceed: sums over parents (OR), the least of them (AND).

    A step's own barrier multiplies in where no other step carries its coins, and otherwise only caps the sum.
    """
    board = board_of(play)
    chance, start = barrier_chances(play, persistence), spark_chances(play, persistence)
    alone = _alone(play, board)
    bound = np.zeros(play.size)
    bound[board.entries] = 1.0
    fixed = bound == 1.0
    mother = np.repeat(np.arange(play.size), np.diff(board.onward.indptr))
    child = board.onward.indices
    joint = play.role == AND
    sparked = np.zeros(play.size, dtype=np.bool_)
    sparked[board.sparks] = True
    for _ in range(_ROUNDS):
        total = np.bincount(child, weights=bound[mother], minlength=play.size)
        least = np.full(play.size, 1.0)
        np.minimum.at(least, child, bound[mother])
        before = np.where(joint, np.where((board.waits > 0) | sparked, least, 0.0), np.minimum(total, 1.0))
        found = np.minimum(np.where(alone, chance * before, np.minimum(chance, before)) + start, 1.0)
        found[play.role == GUARD] = 0.0
        found[fixed] = 1.0
        if np.allclose(found, bound, rtol=1e-9, atol=0.0):
            return float(found[target])
        bound = found
    return float(min(1.0, chance[target] + start[target]))


class _Search:
    """Plans of all steps, under way."""

    def __init__(self, play: Play, target: int, persistence: int, *, most: int, floor: float) -> None:
        self.play, self.most, self.floor = play, most, floor
        network = network_of(play, persistence)
        self.onward = np.exp(-distances(matrix(network), target, back=True)[:-1])
        self.board = board_of(play)
        self.chance = network.chance
        self.start = spark_chances(play, persistence)
        entries = self.board.entries.tolist()
        self.entries = frozenset(entries)
        self.kept: dict[int, _Kept] = {step: {frozenset(): (1.0, frozenset((step,)))} for step in entries}
        self.parents = _mothers(self.board)
        self.begins = {s for s in self.board.sparks.tolist() if play.role[s] == AND}

    def run(self, until: int = -1) -> bool:
        """Find plans, the most promising steps first, up to the first for *until*; return whether all were found."""
        heap = [(0.0, step) for step in sorted(self.begins)]
        for entry in self.board.entries.tolist():
            heap.extend((-float(self.onward[entry]), child) for child in _row(self.board.onward, entry))
        heapq.heapify(heap)
        queued = {step for _, step in heap}
        visits: dict[int, int] = {}
        whole = True
        for _ in range(_MOST_VISITS):
            if not heap or until in self.kept:
                return whole
            step = heapq.heappop(heap)[1]
            if step not in queued:
                continue
            queued.discard(step)
            visits[step] = visits.get(step, 0) + 1
            if visits[step] > _VISITS:
                whole = False
                continue
            kept, _ = self.choose(step)
            if not kept or kept == self.kept.get(step, {}):
                continue
            self.kept[step] = kept
            promise = -max(bound for bound, _ in kept.values()) * float(self.onward[step])
            for child in _row(self.board.onward, step):
                queued.add(child)
                heapq.heappush(heap, (promise, child))
        return False

    def choose(self, step: int) -> tuple[_Kept, float]:
        """Return the plans kept for *step* and the sum of the bounds of those cut off."""
        best: _Kept = {}
        for key, bound, plan in self.found(step):
            if key not in best or (-bound, len(plan), sorted(plan)) < (
                -best[key][0],
                len(best[key][1]),
                sorted(best[key][1]),
            ):
                best[key] = (bound, plan)
        order = sorted(best, key=lambda key: (-best[key][0], len(key), sorted(key)))
        likely = [key for key in order if best[key][0] * self.onward[step] >= self.floor][: 2 * self.most]
        kept: list[Plan] = []
        for key in sorted(likely, key=len):
            if not any(other < key for other in kept):
                kept.append(key)
        minimal = set(kept)
        chosen = [key for key in likely if key in minimal][: self.most]
        left = set(order) - set(chosen) - (set(likely) - minimal)
        return {key: best[key] for key in chosen}, float(sum(best[key][0] for key in left))

    def found(self, step: int) -> Iterator[tuple[Plan, float, Plan]]:
        """Yield rare steps, bound and steps of every plan that those of the parents give for *step*."""
        if self.chance[step] <= 0.0:
            return
        own = frozenset((step,))
        rare = own if self.chance[step] < COMMON else frozenset()
        before = [self.kept.get(parent, {}) for parent in self.parents[step]]
        if self.play.role[step] != AND:
            for one in before:
                for key, (bound, plan) in one.items():
                    if step not in plan:
                        yield key | rare, bound * self.chance[step], plan | own
            return
        if not all(before) or not (before or step in self.begins):
            return
        for combination in _combinations([list(one.items()) for one in before]):
            plan = frozenset().union(own, *(plan for _, (_, plan) in combination))
            if not any(step in plan for _, (_, plan) in combination):
                key = frozenset().union(rare, *(key for key, _ in combination))
                yield key, self.bound(plan), plan

    def bound(self, plan: Plan) -> float:
        """Return the product of the barriers of *plan*."""
        return float(np.prod(self.chance[[step for step in plan if step not in self.entries]]))

    def lost(self, target: int) -> float:
        """Return about how much plans that were cut off anywhere could add to the target's probability."""
        cut = np.zeros(self.play.size)
        for step, parents in self.parents.items():
            if any(parent in self.kept for parent in parents):
                cut[step] = self.choose(step)[1] + self.uncombined(step)
        cut += np.where(self.play.role == OR, self.start, 0.0)
        mother = np.repeat(np.arange(self.play.size), np.diff(self.board.onward.indptr))
        lost = cut.copy()
        for _ in range(_ROUNDS):
            more = np.bincount(self.board.onward.indices, weights=lost[mother], minlength=self.play.size)
            found = np.minimum(cut + self.chance * more, 1.0)
            if np.allclose(found, lost, rtol=1e-6, atol=0.0):
                break
            lost = found
        return float(lost[target])

    def uncombined(self, step: int) -> float:
        """Return the bounds of the combinations of an AND step's parents that were not looked at."""
        if self.play.role[step] != AND or not self.parents[step]:
            return 0.0
        masses = [sum(bound for bound, _ in self.kept.get(parent, {}).values()) for parent in self.parents[step]]
        sizes = [len(self.kept.get(parent, {})) for parent in self.parents[step]]
        if float(np.prod(sizes)) <= _COMBINATIONS:
            return 0.0
        return float(min(masses) * self.chance[step])


def _combinations(
    lists: list[list[tuple[Plan, tuple[float, Plan]]]],
) -> Iterator[tuple[tuple[Plan, tuple[float, Plan]], ...]]:
    """Yield one of each list, all combinations or those of the likeliest."""
    each = max(len(one) for one in lists) if lists else 1
    while each > 1 and float(np.prod([min(each, len(one)) for one in lists])) > _COMBINATIONS:
        each -= 1
    yield from product(*(one[:each] for one in lists))


def _mothers(board: Board) -> dict[int, list[int]]:
    """Return the attack parents of every step that is no entry."""
    mother = np.repeat(np.arange(len(board.waits)), np.diff(board.onward.indptr))
    order = np.argsort(board.onward.indices, kind="stable")
    mother, child = mother[order], board.onward.indices[order]
    bounds = np.searchsorted(child, np.arange(len(board.waits) + 1))
    every = mother.tolist()
    entries = set(board.entries.tolist())
    return {
        step: every[first:last]
        for step, (first, last) in enumerate(zip(bounds.tolist(), bounds[1:].tolist(), strict=False))
        if step not in entries and (last > first or board.waits[step] == 0)
    }


def _alone(play: Play, board: Board) -> NDArray[np.bool_]:
    """Return which steps share no uncertain coin, and no time, with any other step's barrier."""
    owner = np.repeat(np.arange(play.size), np.diff(board.gates.indptr))
    steps = np.flatnonzero(play.role != GUARD)
    of = np.concatenate([steps, steps, owner, owner])
    carrier = np.concatenate([steps, steps, board.gates.indices, board.gates.indices])
    column = np.repeat([0, 1, 0, 1], [len(steps), len(steps), len(owner), len(owner)])
    chance = play.coin_chance[carrier, column]
    open_ = (chance > 0) & (chance < ALWAYS)
    timed = steps[play.table[steps] >= 0]
    key = np.concatenate([play.coin_key[carrier, column][open_], play.effort_key[timed] ^ np.uint64(1)])
    both = np.unique(np.stack([key, np.concatenate([of[open_], timed]).astype(np.uint64)], axis=1), axis=0)
    _, where, many = np.unique(both[:, 0], return_inverse=True, return_counts=True)
    alone = np.ones(play.size, dtype=np.bool_)
    alone[both[many[where] > 1, 1].astype(np.int64)] = False
    return alone


def _open_keys(play: Play, steps: NDArray[np.int64]) -> set[int]:
    chance = play.coin_chance[steps]
    return set(play.coin_key[steps][(chance > 0) & (chance < ALWAYS)].tolist())


def _row(links: Links, step: int) -> list[int]:
    found: list[int] = links.indices[links.indptr[step] : links.indptr[step + 1]].tolist()
    return found
