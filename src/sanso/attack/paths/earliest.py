"""The earliest way in every world: traced back from the target to where the attack began.

An OR step was let begin by the parent that fell first, an AND step by the attack parent that fell last; where
several fell at the same tick, the keys of the steps decide, so that numbering does not matter. Only campaign 0 of a
world is traced, which is played in every world with the full persistence: one campaign a world, so that shares are
shares of independent worlds.

Within cycles of steps that take no time the keys may lead in a circle. Such a column is traced again by a search
among the steps that fell at the right tick, which always ends where the attack began.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.blocks import Fallen
from sanso.attack.kernels.board import board_of
from sanso.attack.paths.best import sequence
from sanso.attack.paths.network import tie_keys
from sanso.attack.worlds.coins import guards_down
from sanso.attack.worlds.play import AND, Play

__all__ = ["Earliest", "earliest_ways"]

_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Earliest:
    """How often each way was the earliest: in *fallen* of *worlds* the target fell in campaign 0.

    ``counts`` and ``examples`` (the most frequent steps) have the same keys, see `sequence`.
    """

    worlds: int
    fallen: int
    counts: Mapping[tuple[int, ...], int]
    examples: Mapping[tuple[int, ...], tuple[int, ...]]


def earliest_ways(
    play: Play, blocks: Iterable[Fallen], target: int, *, seed: int, group: NDArray[np.int32] | None = None
) -> Earliest:
    """Trace the earliest ways to *target* in *blocks*, which were played with *seed*; *group* as for `best_paths`."""
    tracer = _Tracer(play, target, seed)
    steps: Counter[tuple[int, ...]] = Counter()
    worlds = 0
    for block in blocks:
        worlds += int(np.count_nonzero(block.columns.campaign == 0))
        steps.update(tracer.trace(block))
    counts: Counter[tuple[int, ...]] = Counter()
    examples: dict[tuple[int, ...], tuple[int, ...]] = {}
    tie = tie_keys(play)
    for way, many in sorted(steps.items(), key=lambda one: (-one[1], tie[list(one[0])].tolist())):
        key = sequence(way, group)
        counts[key] += many
        examples.setdefault(key, way)
    return Earliest(worlds, steps.total(), dict(counts), examples)


class _Tracer:
    def __init__(self, play: Play, target: int, seed: int) -> None:
        self.play, self.target, self.seed = play, target, seed
        board = board_of(play)
        self.gates = board.gates
        self.entry = np.zeros(play.size, dtype=np.bool_)
        self.entry[board.entries] = True
        tie = tie_keys(play)
        self.tie = tie
        self.gated = (np.diff(board.gates.indptr) > 0) & (play.role != AND) & ~self.entry
        self.block: Fallen

    def trace(self, block: Fallen) -> list[tuple[int, ...]]:
        """Return the earliest way of every column of campaign 0 in which the target fell."""
        self.block = block
        many = np.diff(block.offsets)
        column = np.repeat(np.arange(len(many), dtype=np.int64), many)
        self.keys = column * self.play.size + block.steps
        hit = column[block.steps == self.target]
        hit = hit[block.columns.campaign[hit] == 0]
        rows: list[_Ints] = [np.full(len(hit), self.target, dtype=np.int64)]
        circling = np.zeros(len(hit), dtype=np.bool_)
        active = np.flatnonzero(~self._begun(hit, rows[0]))
        while len(active):
            before = self._before(hit[active], rows[-1][active])
            row = np.full(len(hit), -1, dtype=np.int64)
            row[active] = before
            circle = (before >= 0) & np.any([seen[active] == before for seen in rows], axis=0)
            circling[active[circle]] = True
            rows.append(row)
            active = active[(before >= 0) & ~circle]
            active = active[~self._begun(hit[active], row[active])]
        table = np.stack(rows, axis=1)
        return [
            self._search(int(hit[i])) if circling[i] else tuple(int(s) for s in table[i][::-1] if s >= 0)
            for i in range(len(hit))
        ]

    def _begun(self, columns: _Ints, steps: _Ints) -> NDArray[np.bool_]:
        """Return where the attack began: at an entry, or at an OR step that a failing guard started."""
        found: NDArray[np.bool_] = self.entry[steps].copy()
        for step in np.unique(steps[self.gated[steps]]).tolist():
            mine = np.flatnonzero(steps == step)
            guards = self.gates.indices[self.gates.indptr[step] : self.gates.indptr[step + 1]].astype(np.int64)
            worlds = self.block.columns.world[columns[mine]]
            found[mine] = guards_down(self.play, self.seed, guards, worlds).any(axis=0)
        return found

    def _before(self, columns: _Ints, steps: _Ints) -> _Ints:
        """Return the decisive parent of every step in its column; -1 where none fell."""
        row, parent, time = self._fallen_parents(columns, steps)
        found = np.full(len(steps), -1, dtype=np.int64)
        if len(row):
            late = self.play.role[steps[row]] == AND
            order = np.lexsort((self.tie[parent], np.where(late, -time, time), row))
            row, parent = row[order], parent[order]
            lead = np.flatnonzero(np.diff(row, prepend=-1))
            found[row[lead]] = parent[lead]
        return found

    def _fallen_parents(self, columns: _Ints, steps: _Ints) -> tuple[_Ints, _Ints, _Ints]:
        """Return the parents that fell: place in *steps*, parent, tick."""
        parents = self.play.parents
        first = parents.indptr[steps]
        many = parents.indptr[steps + 1] - first
        row = np.repeat(np.arange(len(steps), dtype=np.int64), many)
        inside = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        parent = parents.indices[np.repeat(first, many) + inside].astype(np.int64)
        key = columns[row] * self.play.size + parent
        at = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        fell = self.keys[at] == key
        return row[fell], parent[fell], self.block.times[at[fell]].astype(np.int64)

    def _search(self, column: int) -> tuple[int, ...]:
        """Return the way of one column by a search back among the parents that fell at the decisive tick."""
        one = np.array([column], dtype=np.int64)
        seen = {self.target}
        way = [self.target]
        open_ = [self._decisive(one, self.target)]
        while True:
            if not open_[-1]:
                way.pop()
                open_.pop()
                continue
            step = open_[-1].pop()
            if step in seen:
                continue
            seen.add(step)
            way.append(step)
            options = self._decisive(one, step)
            if not options or self._begun(one, np.array([step]))[0]:
                return tuple(reversed(way))
            open_.append(options)

    def _decisive(self, column: _Ints, step: int) -> list[int]:
        """Return all parents that fell at the decisive tick, the one to try first at the end."""
        _, parent, time = self._fallen_parents(column, np.array([step], dtype=np.int64))
        if not len(parent):
            return []
        tick = time.max() if self.play.role[step] == AND else time.min()
        among = parent[time == tick]
        return [int(one) for one in among[np.argsort(self.tie[among])][::-1]]
