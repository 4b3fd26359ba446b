"""The lane kernel: reachability without time, 512 worlds at once as the bits of eight words a step.

Worth its price where an attack spreads widely. Steps are swept in their order until nothing is fresh; coins are
tossed when a step is first led to. Memory is 258 bytes a step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.board import Board, field_of
from sanso.attack.kernels.field import Lane
from sanso.attack.kernels.loops import play_lanes

__all__ = ["LANES", "Lanes"]

LANES = 512
_WORDS = LANES // 64


class Lanes:
    """A play under the lane kernel, with the memory that it uses from block to block."""

    def __init__(self, board: Board, seed: int) -> None:
        size = board.play.size
        self._field = field_of(board, seed)
        flags = np.zeros((2, size), dtype=np.uint8)
        words = np.empty((3, size, _WORDS), dtype=np.uint64)
        role = board.play.role
        self._lane = Lane(flags[0], flags[1], words[0], words[1], words[2], role, board.back.indptr, board.back.indices)

    def count(self, first: int, last: int, counts: NDArray[np.int64]) -> None:
        """Add to *counts* in how many of the worlds *first* up to, not including, *last* each step falls."""
        for word in range(first // 64, -(-last // 64), _WORDS):
            play_lanes(np.uint64(word), _valid(word, first, last), self._field, self._lane, counts)


def _valid(word: int, first: int, last: int) -> NDArray[np.uint64]:
    """Return the lanes, from *word* onwards, that stand for worlds from *first* up to, not including, *last*."""
    worlds = np.arange(word * 64, word * 64 + LANES)
    bits = np.packbits((worlds >= first) & (worlds < last), bitorder="little")
    return bits.view("<u8").astype(np.uint64)
