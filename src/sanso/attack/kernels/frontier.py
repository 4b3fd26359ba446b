"""The frontier kernel: reachability without time, world by world, at the cost of what is reached."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.board import Board, field_of
from sanso.attack.kernels.field import STATE
from sanso.attack.kernels.loops import play_untimed

__all__ = ["Frontier"]

_STAMPS = 2**32 - 1
_AT_ONCE = 1 << 20


class Frontier:
    """A play under the frontier kernel, with the memory that it uses from range to range (68 bytes a step)."""

    def __init__(self, board: Board, seed: int) -> None:
        self._field = field_of(board, seed)
        self._queue = np.empty(board.play.size + 1, dtype=np.int32)
        self._stamp = 1

    def count(self, first: int, last: int, counts: NDArray[np.int64]) -> None:
        """Add to *counts* in how many of the worlds *first* up to, not including, *last* each step falls."""
        for start in range(first, last, _AT_ONCE):
            end = min(last, start + _AT_ONCE)
            if self._stamp + end - start > _STAMPS:
                self._field.record[:, STATE] = 0
                self._stamp = 1
            play_untimed(start, end, self._field, self._queue, np.uint64(self._stamp), counts)
            self._stamp += end - start
