"""How much memory a kernel needs, so that a size that does not fit is refused before it is begun.

Counted are the play and what the kernel lays out beside it; what a caller keeps of the results is the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Kernel", "Needed", "memory_needed"]

Kernel = Literal["plain", "timed", "frontier", "lanes"]

_PLAY = 1 + 16 + 16 + 8 + 4 + 2 * 8
_PLAY_EDGE = 2 * 4
_BOARD = 4 + 3 * 8
_BOARD_EDGE = 2 * 4
_LAYING_OUT_EDGE = 40
_STEP = {"plain": 150, "timed": 64 + 8, "frontier": 64 + 4, "lanes": 64 + 2 + 3 * 64}
_PLAIN_EDGE = 44
_FALLEN = 4 + 4


@dataclass(frozen=True, slots=True)
class Needed:
    """Bytes: of the *play* itself, of the *kernel* while it runs, of a *block* of results, and the *peak* in all."""

    play: int
    kernel: int
    block: int
    peak: int


def memory_needed(
    steps: int, edges: int, kernel: Kernel, *, columns: int = 1024, fallen: int | None = None, threads: int = 1
) -> Needed:
    """Estimate the memory for a play of *steps* and *edges* under *kernel*, a block of *columns* at a time.

    *fallen* is how many steps fall in a column (all, if not said); each of *threads* has memory of its own. Right
    within about a factor of 1.5 for sizes from a million steps; smaller ones do not matter.
    """
    play = steps * _PLAY + edges * _PLAY_EDGE
    own = steps * _STEP[kernel]
    shared, laying_out = steps * _BOARD + edges * _BOARD_EDGE, edges * _LAYING_OUT_EDGE
    block = 0
    if kernel == "plain":
        shared, laying_out = edges * _PLAIN_EDGE, 0
        own += 4 * steps * columns
    if kernel in ("plain", "timed"):
        block = columns * (steps if fallen is None else min(fallen, steps)) * _FALLEN * 2
    working = shared + threads * own
    return Needed(play, working, block, play + max(working + threads * block, shared + laying_out))
