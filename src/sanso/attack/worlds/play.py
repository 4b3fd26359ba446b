"""What is simulated: steps, what leads to what, the coins and the effort of every step.

A play is an attack graph made ready for one attacker and one set of assumptions. It is plain arrays, so that
every kernel, process and machine sees the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALWAYS", "AND", "GUARD", "NEVER", "OR", "Links", "Play"]

OR, AND, GUARD = 0, 1, 2
"""Roles of steps. A guard is a defence or an existence step."""

ALWAYS = 1 << 32
"""The chance of a coin that always comes up; chances are whole numbers out of 2³²."""

NEVER = 1 << 30
"""Ticks (minutes) at which time saturates: a step that takes this long is never taken."""


@dataclass(frozen=True, slots=True)
class Links:
    """Sparse rows: the neighbours of step *i* are ``indices[indptr[i]:indptr[i + 1]]``, ascending, each once."""

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Play:
    """Steps 0 … n-1 with everything a world needs.

    ``role[n]``: `OR`, `AND` or `GUARD`. ``children`` and ``parents`` are transposes of one another.
    ``coin_key[n, 2]`` (uint64) and ``coin_chance[n, 2]`` (uint64, out of 2³²): two coins a step, tossed once a
    world; equal keys are one coin, however many steps carry it. An attack step can be taken only if both come up
    (the weakness is present); a guard *holds* if both come up (the claim is true, the measure works), and counts as
    fallen at tick 0 if not. ``effort_key[n]`` (uint64) draws the time of an attack step, once a campaign, from
    ``tables[table[n]]`` (int32 ticks at equally spaced probabilities, see `tables`); ``table`` -1 takes no time.
    ``entries`` are the steps that the attacker has taken at tick 0.
    """

    role: NDArray[np.uint8]
    children: Links
    parents: Links
    coin_key: NDArray[np.uint64]
    coin_chance: NDArray[np.uint64]
    effort_key: NDArray[np.uint64]
    table: NDArray[np.int32]
    tables: NDArray[np.int32]
    entries: NDArray[np.int32]

    @property
    def size(self) -> int:
        """Number of steps."""
        return len(self.role)
