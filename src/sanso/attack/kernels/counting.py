"""How often each step is reached when time does not matter: an upper limit of what falls within any horizon.

All kernels give the same counts, bit for bit. Guards do not fall to an attacker and count 0.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.choosing import PILOT, spreads_widely
from sanso.attack.kernels.plain import fallen_words, plan_of
from sanso.attack.worlds.play import GUARD, Play
from sanso.attack.worlds.pruning import forward_backward, pruned

__all__ = ["ReachKernel", "reach_counts"]

ReachKernel = Literal["auto", "plain", "frontier", "lanes"]

_DENSE_WORDS = 2_000_000
"""Steps × words that the plain kernel holds at once (8 bytes each)."""

_SMALL = 200_000_000
"""Steps × worlds up to which the plain kernel is the quicker way from a cold start."""


def reach_counts(
    play: Play,
    seed: int,
    first: int,
    last: int,
    kernel: ReachKernel = "auto",
    watched: NDArray[np.integer] | None = None,
) -> NDArray[np.int64]:
    """Return in how many of the worlds *first* up to, not including, *last* each step is reached (int64).

    With *watched*, only the counts of these steps are worked out; the others are 0.

    Raises:
        ValueError: the range of worlds is out of bounds.

    """
    if not 0 <= first <= last:
        raise ValueError(f"worlds {first} to {last} cannot be played")
    if watched is not None:
        kept = forward_backward(play, watched)
        small, place = pruned(play, kept)
        found = np.zeros(play.size, dtype=np.int64)
        asked = np.asarray(watched)[place[watched] >= 0]
        found[asked] = reach_counts(small, seed, first, last, kernel)[place[asked]]
        return found
    if kernel == "plain" or (kernel == "auto" and play.size * (last - first) <= _SMALL):
        return _plain(play, seed, first, last)
    return _compiled(play, seed, first, last, kernel)


def _plain(play: Play, seed: int, first: int, last: int) -> NDArray[np.int64]:
    plan = plan_of(play)
    counts = np.zeros(play.size, dtype=np.int64)
    words = max(1, _DENSE_WORDS // max(1, play.size))
    for word in range(first // 64, -(-last // 64), words):
        many = min(words, -(-last // 64) - word)
        worlds = np.arange(word * 64, (word + many) * 64)
        valid = np.packbits((worlds >= first) & (worlds < last), bitorder="little").view("<u8")
        counts += np.bitwise_count(fallen_words(plan, seed, word, many) & valid).sum(axis=1, dtype=np.int64)
    guards = play.role == GUARD
    guards[play.entries] = False
    counts[guards] = 0
    return counts


def _compiled(play: Play, seed: int, first: int, last: int, kernel: ReachKernel) -> NDArray[np.int64]:
    from sanso.attack.kernels.board import board_of
    from sanso.attack.kernels.frontier import Frontier
    from sanso.attack.kernels.lanes import Lanes

    board = board_of(play)
    counts = np.zeros(play.size, dtype=np.int64)
    if kernel == "lanes":
        Lanes(board, seed).count(first, last, counts)
        return counts
    frontier = Frontier(board, seed)
    if kernel == "frontier":
        frontier.count(first, last, counts)
        return counts
    pilot = min(last, (first // PILOT + 1) * PILOT + PILOT)
    frontier.count(first, pilot, counts)
    if spreads_widely(int(counts.sum()), pilot - first, play.size):
        Lanes(board, seed).count(pilot, last, counts)
    else:
        frontier.count(pilot, last, counts)
    return counts
