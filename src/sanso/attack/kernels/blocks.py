"""Worlds block by block: which steps fall when, in every campaign of every world.

What it gives is sparse: attack steps that fall within the persistence. Guards are not listed, although a guard that
does not hold counts as fallen: the guards of an AND step that has fallen are all down, and `coins.guards_down`
tells of any other. Blocks hold whole worlds, in order; how many never changes what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.plain import Plan, late_times, plan_of
from sanso.attack.worlds.play import GUARD, Play
from sanso.attack.worlds.years import Columns, Years

__all__ = ["Fallen", "TimedKernel", "kernel_for", "timed_blocks"]

TimedKernel = Literal["auto", "plain", "timed"]

_DENSE_CELLS = 8_000_000
"""Steps × columns that the plain kernel holds at once (4 bytes each)."""

_BLOCK = 1024
"""Worlds at a time in the timed kernel."""

_SMALL = 40_000_000
"""Steps × worlds up to which the plain kernel is the quicker way from a cold start."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """What fell in a block of columns.

    The attack steps that fell in column c within the persistence are ``steps[offsets[c]:offsets[c + 1]]`` (int32,
    ascending), their ticks ``times`` (int32) alike. A step fell in the real campaign if its time ≤
    ``columns.limit[c]``.
    """

    columns: Columns
    offsets: NDArray[np.int64]
    steps: NDArray[np.int32]
    times: NDArray[np.int32]


def kernel_for(play: Play, worlds: int, kernel: TimedKernel = "auto") -> TimedKernel:
    """Return the kernel that plays *play*: the one asked for, else by how much there is to play."""
    if kernel != "auto":
        return kernel
    return "plain" if play.size * worlds <= _SMALL else "timed"


def timed_blocks(
    play: Play,
    years: Years,
    *,
    kernel: TimedKernel = "auto",
    first: int = 0,
    last: int | None = None,
    block: int | None = None,
    only: NDArray[np.bool_] | None = None,
) -> Iterator[Fallen]:
    """Play the worlds *first* up to, not including, *last* (all), at most *block* worlds at a time.

    Without *block* its size follows from the size of the play and from what falls. With *only* (one flag a step),
    other steps are played but not listed.

    Raises:
        ValueError: the range of worlds or the block is empty or out of bounds.

    """
    last = years.worlds if last is None else last
    if not 0 <= first <= last <= years.worlds or (block is not None and block < 1):
        raise ValueError(f"worlds {first} to {last} of {years.worlds} in blocks of {block} cannot be played")
    if kernel_for(play, last - first, kernel) == "plain":
        block = block or max(64, _DENSE_CELLS // max(1, play.size))
        return _plain_blocks(plan_of(play), years, (first, last, block), only)
    from sanso.attack.kernels.timed import Timed

    blocks = Timed(play, years).blocks(first, last, block or _BLOCK)
    return blocks if only is None else (_of(fallen, only) for fallen in blocks)


def _of(fallen: Fallen, only: NDArray[np.bool_]) -> Fallen:
    """Return *fallen* without the steps that are not to be listed."""
    kept = np.flatnonzero(only[fallen.steps])
    return Fallen(fallen.columns, np.searchsorted(kept, fallen.offsets), fallen.steps[kept], fallen.times[kept])


def _plain_blocks(
    plan: Plan, years: Years, cut: tuple[int, int, int], only: NDArray[np.bool_] | None
) -> Iterator[Fallen]:
    first, last, block = cut
    attack = plan.play.role != GUARD
    attack[plan.play.entries] = True
    if only is not None:
        attack &= only
    wide = max(64, _DENSE_CELLS // max(1, plan.play.size))
    for start in range(first, last, block):
        columns = years.columns(start, min(last, start + block))
        parts = [
            _sparse(late_times(plan, years.seed, part), attack, years.persistence)
            for part in (columns.part(at, at + wide) for at in range(0, len(columns), wide))
        ]
        offsets = np.zeros(len(columns) + 1, dtype=np.int64)
        np.cumsum(np.concatenate([many for many, _, _ in parts]), out=offsets[1:])
        yield Fallen(
            columns, offsets, np.concatenate([steps for _, steps, _ in parts]), np.concatenate([t for _, _, t in parts])
        )


def _sparse(
    dense: NDArray[np.int32], attack: NDArray[np.bool_], limit: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return, column by column, how many attack steps fell, which and when."""
    listed = np.flatnonzero(attack)
    rows = listed[dense[listed].min(axis=1) <= limit]
    by_column = np.ascontiguousarray(dense[rows].T)
    column, step = np.nonzero(by_column <= limit)
    many = np.bincount(column, minlength=dense.shape[1])
    return many.astype(np.int64), rows[step].astype(np.int32), by_column[column, step]
