"""Efforts: how many ticks a step takes, drawn once a campaign.

A 64-bit hash of (seed, key, world, campaign) is a probability; its time is read from the step's table with whole
numbers only (see `tables` for the table's layout), so that every kernel and machine gets the same tick.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanso.attack.worlds.keys import EFFORT, GOLDEN, absorb, finish_in_place, stream
from sanso.attack.worlds.tables import CELLS, LEVEL_BITS

__all__ = ["CAMPAIGN_BITS", "base_states", "column_steps", "efforts", "interpolate"]

CAMPAIGN_BITS = 20
"""The campaign's number takes the lowest 20 bits of a column's counter, the world's those above."""


def base_states(seed: int, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the state from which each key draws its efforts."""
    return absorb(np.uint64(stream(seed, EFFORT)), keys)


def column_steps(world: NDArray[np.int64], campaign: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return what a column adds to a base state before it is finished."""
    number = (world.astype(np.uint64) << np.uint64(CAMPAIGN_BITS)) | campaign.astype(np.uint64)
    with np.errstate(over="ignore"):
        return np.asarray((number + np.uint64(1)) * np.uint64(GOLDEN), dtype=np.uint64)


def efforts(base: np.uint64, steps: NDArray[np.uint64], table: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Return the ticks that the key of *base* takes in the columns of *steps* (see `column_steps`)."""
    with np.errstate(over="ignore"):
        return interpolate(finish_in_place(steps + base), table)


def interpolate(draw: NDArray[np.uint64], table: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Return the ticks of 64-bit draws: linear between the table's entries, rounded half up."""
    cell = (draw >> np.uint64(52)).view(np.int64)
    part = draw >> np.uint64(20)
    part &= np.uint64(0xFFFFFFFF)
    for level in range(1, len(table) // (CELLS + 1)):
        low = np.flatnonzero(draw >> np.uint64(64 - LEVEL_BITS * level) == 0)
        if not len(low):
            break
        shifted = draw[low] << np.uint64(LEVEL_BITS * level)
        cell[low] = (shifted >> np.uint64(52)).view(np.int64) + level * (CELLS + 1)
        part[low] = shifted >> np.uint64(20) & np.uint64(0xFFFFFFFF)
    times = table.astype(np.int64)
    rise = np.diff(times)[cell]
    rise *= part.view(np.int64)
    rise += 1 << 31
    rise >>= 32
    rise += times[cell]
    return rise.astype(np.uint32)
