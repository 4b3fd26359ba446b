"""What the compiled kernels are given, as named tuples of arrays, which numba reads by name."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["STATE", "Field", "Lane", "Words"]

Words = NDArray[np.uint64]

STATE = 4
"""The word of a record that kernels write: the stamp above, parents still waited for in the low 32 bits."""


class Field(NamedTuple):
    """What the frontier and the timed kernel read, and what they write to: the records and ``lit``.

    ``lit`` is in which worlds of the current word each of ``sparks`` is brought about by guards alone.
    """

    record: Words
    onward: NDArray[np.int32]
    gate_at: NDArray[np.int64]
    gates: NDArray[np.int32]
    sparks: NDArray[np.int32]
    entries: NDArray[np.int32]
    lit: Words


class Lane(NamedTuple):
    """What the lane kernel remembers of every step.

    ``still`` are the worlds in which it may yet fall, ``fresh`` those in which it has and its children do not know,
    ``fallen`` those in which it has and they do (uint64, steps × 8). ``made`` (uint8) is whether these are filled;
    ``active`` (uint8) is 1 for fresh worlds, 2 for an AND step to look at.
    """

    made: NDArray[np.uint8]
    active: NDArray[np.uint8]
    still: Words
    fresh: Words
    fallen: Words
    role: NDArray[np.uint8]
    back_at: NDArray[np.int64]
    back: NDArray[np.int32]
