"""What harms cost in every world: the yearly loss of blocks of worlds.

A harm counts once a year: it occurs in a world if its step falls in some campaign within that campaign's limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.blocks import Fallen

__all__ = ["Losses", "yearly_loss"]

Losses = Callable[[NDArray[np.int64]], NDArray[np.float64]]
"""Gives for worlds (int64[w]) what every harm would cost in each of them: float64[w, harms]."""


def yearly_loss(blocks: Iterable[Fallen], harms: NDArray[np.int64], losses: Losses) -> NDArray[np.float64]:
    """Return the loss of every world of *blocks*, world after world; *harms* are the steps of the harms."""
    found = [_of_block(block, harms, losses) for block in blocks]
    return np.concatenate(found) if found else np.zeros(0)


def _of_block(block: Fallen, harms: NDArray[np.int64], losses: Losses) -> NDArray[np.float64]:
    columns = block.columns
    worlds, row = np.unique(columns.world, return_inverse=True)
    order = np.argsort(harms, kind="stable")
    at = np.minimum(np.searchsorted(harms[order], block.steps), max(0, len(harms) - 1))
    hit = np.flatnonzero(harms[order][at] == block.steps) if len(harms) else np.zeros(0, dtype=np.int64)
    column = np.searchsorted(block.offsets, hit, side="right") - 1
    real = block.times[hit] <= columns.limit[column]
    pair = np.unique(row[column[real]].astype(np.int64) * max(1, len(harms)) + order[at[hit[real]]])
    struck, harm = pair // max(1, len(harms)), pair % max(1, len(harms))
    some = np.unique(struck)
    if not len(some):
        return np.zeros(len(worlds))
    money = losses(worlds[some])[np.searchsorted(some, struck), harm]
    return np.bincount(struck, weights=money, minlength=len(worlds)).astype(np.float64)
