"""The timed kernel: label setting on whole ticks, over the part of the graph that is reached.

A step's time is final when it leaves the heap, and its own time does not depend on which parent brings it about: an
OR step begins with its first parent, an AND step with its last. So every step enters the heap once (Knuth,
"A generalization of Dijkstra's algorithm", Information Processing Letters 6, 1977). What takes longer than the
persistence is not followed. Memory is 72 bytes a step and 8 bytes for what fell.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.blocks import Fallen
from sanso.attack.kernels.board import board_of, field_of
from sanso.attack.kernels.field import STATE
from sanso.attack.kernels.loops import play_timed
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.years import Columns, Years

__all__ = ["Timed"]

_ROOM = 1 << 22
_STAMPS = 2**32 - 1


class Timed:
    """A play under the timed kernel, with the memory that it uses from block to block."""

    def __init__(self, play: Play, years: Years, room: int = _ROOM) -> None:
        self._years = years
        self._field = field_of(board_of(play), years.seed)
        self._heap = np.empty(play.size + 1, dtype=np.uint64)
        self._stamp = 1
        self._room = room
        self._tables = play.tables if len(play.tables) else np.zeros((1, 1), dtype=np.int32)

    def blocks(self, first: int, last: int, block: int) -> Iterator[Fallen]:
        """Yield blocks of whole worlds, of at most *block* worlds, fewer where much falls."""
        start = first
        while start < last:
            columns = self._years.columns(start, min(last, start + block))
            fallen = self._play(columns)
            start += len(np.unique(fallen.columns.world))
            yield fallen

    def _play(self, columns: Columns) -> Fallen:
        """Play as many whole worlds of *columns* as there is room for, at least one."""
        while True:
            offsets = np.zeros(len(columns) + 1, dtype=np.int64)
            steps, times = np.empty(self._room, dtype=np.int32), np.empty(self._room, dtype=np.int32)
            done = self._run(columns, offsets, steps, times)
            if done < len(columns):
                while done and columns.world[done - 1] == columns.world[done]:
                    done -= 1
            if done:
                used = int(offsets[done])
                return Fallen(columns.part(0, done), offsets[: done + 1], steps[:used].copy(), times[:used].copy())
            self._room *= 2

    def _run(
        self, columns: Columns, offsets: NDArray[np.int64], steps: NDArray[np.int32], times: NDArray[np.int32]
    ) -> int:
        if self._stamp + len(columns) > _STAMPS:
            self._field.record[:, STATE] = 0
            self._stamp = 1
        done = play_timed(
            columns.world, columns.campaign, columns.persistence,
            self._field, self._tables, self._heap, np.uint64(self._stamp), offsets, steps, times,
        )  # fmt: skip
        self._stamp += len(columns)
        return done
