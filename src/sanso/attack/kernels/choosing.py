"""Which kernel for reachability: the frontier where attacks stay local, the lanes where they spread.

A pilot of 64 worlds by the frontier tells; its worlds need not be played again. Both give the same worlds, so the
choice never changes a result.
"""

from __future__ import annotations

__all__ = ["PILOT", "spreads_widely"]

PILOT = 64
"""Worlds of the pilot."""

_WIDE_SHARE = 0.01
"""Share of the steps reached in a mean world from which the lanes are quicker, from the costs that the bench gives."""


def spreads_widely(reached: int, worlds: int, size: int) -> bool:
    """Return whether a pilot of *worlds* worlds, in which *reached* steps fell in all, calls for the lanes."""
    return reached > _WIDE_SHARE * size * worlds
