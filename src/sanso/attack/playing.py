"""Play the worlds of one play, block by block, and add up what is found: here, in processes or on a cluster.

Every draw is keyed by its world and blocks hold whole worlds, so that the sum is the same to the bit however the
worlds are cut and for any number of workers; a lost worker's pieces are played again by another. An interruption
keeps what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from sanso.attack.kernels.blocks import TimedKernel, kernel_for, timed_blocks
from sanso.attack.tally import Tally, Total, Watches, added, tallied
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.years import Years

__all__ = ["BLOCK", "Played", "Progress", "cuts", "play_block", "play_worlds"]

BLOCK = 2_000
"""Worlds of one piece of work on a cluster."""

Progress = Callable[[int, int], None]
"""Told how many worlds are done, of how many."""


@dataclass(frozen=True, slots=True)
class Played:
    """What was counted, over the worlds that were played; *partial* if these are not all that were asked for."""

    tally: Tally
    partial: bool
    kernel: TimedKernel


def cuts(worlds: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of work: first world, and the one after the last."""
    for first in range(0, worlds, BLOCK):
        yield first, min(worlds, first + BLOCK)


def play_block(play: Play, years: Years, watches: Watches, kernel: TimedKernel, first: int, last: int) -> Tally:
    """Play the worlds *first* up to, not including, *last*."""
    only = np.diff(watches.offsets) > 0
    blocks = timed_blocks(play, years, kernel=kernel, first=first, last=last, only=only)
    return added([tallied(block, watches) for block in blocks])


def play_worlds(
    play: Play,
    years: Years,
    watches: Watches,
    *,
    kernel: TimedKernel = "auto",
    progress: Progress | None = None,
    workers: int = 1,
    scheduler: str | None = None,
) -> Played:
    """Play all worlds of *years*; with more than one worker or a *scheduler* on Dask (see `cluster`).

    On workers the kernel "auto" is the timed one: what is worth sharing is worth compiling. *progress* is told after
    every block; an interruption that it raises keeps what is done, like any other.

    Raises:
        KeyboardInterrupt: interrupted before the first block was done.
        AttackRefused: a worker or the scheduler does not serve; which error tells why (see `cluster.on_cluster`).

    """
    chosen: TimedKernel
    if workers > 1 or scheduler is not None:
        from sanso.attack.cluster import on_cluster

        chosen = "timed" if kernel == "auto" else kernel
        parts = on_cluster(play, years, watches, chosen, list(cuts(years.worlds)), workers, scheduler)
        return _gathered(parts, years.worlds, chosen, progress)
    chosen = kernel_for(play, years.worlds, kernel)
    return _gathered(_here(play, years, watches, chosen), years.worlds, chosen, progress)


def _here(play: Play, years: Years, watches: Watches, kernel: TimedKernel) -> Generator[Tally, None, None]:
    for block in timed_blocks(play, years, kernel=kernel, only=np.diff(watches.offsets) > 0):
        yield tallied(block, watches)


def _gathered(
    parts: Generator[Tally, None, None], worlds: int, kernel: TimedKernel, progress: Progress | None
) -> Played:
    total = Total()
    try:
        with closing(parts):
            for part in parts:
                total.add(part)
                if progress is not None:
                    progress(total.worlds, worlds)
    except KeyboardInterrupt:
        if not total.worlds:
            raise
    return Played(total.tally(), partial=total.worlds < worlds, kernel=kernel)
