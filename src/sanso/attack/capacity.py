"""How much memory is free, and whether a run fits into it: refused beforehand, with the estimate.

The estimate is that of `kernels.memory`, plus the times that are kept for medians.
"""

from __future__ import annotations

import os
from pathlib import Path

from sanso.attack.kernels.memory import Kernel, memory_needed
from sanso.attack.refusals import TooLarge, refusal
from sanso.attack.tally import MOST_TIMES

__all__ = ["free_memory", "require_room"]

_GIB = float(1 << 30)
_TIME = 16
_FEWEST_COLUMNS = 64


def free_memory() -> int | None:
    """Return the bytes that can be used without swapping, or None where the system does not tell.

    Memory that the system would give back, such as file caches, counts as free. Limits of containers do not show.
    """
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


def require_room(steps: int, edges: int, worlds: int, kernel: Kernel, *, free: int | None, workers: int = 1) -> None:
    """Check that a play of *steps* and *edges* can be played in *worlds* worlds with *free* bytes (None: any).

    Raises:
        TooLarge: it would not fit.

    """
    if free is None:
        return
    columns = _FEWEST_COLUMNS if kernel == "plain" else 1
    needed = memory_needed(steps, edges, kernel, columns=columns).peak * max(1, workers)
    if kernel in ("plain", "timed"):
        needed += _TIME * min(worlds * steps, MOST_TIMES)
    if needed > free:
        what = f"{steps:,} steps, {edges:,} edges, {worlds:,} worlds, {workers} ×"
        gib = {"needed": f"{needed / _GIB:.1f}", "free": f"{free / _GIB:.1f}"}
        raise TooLarge([refusal("attack-too-large", "worlds", None, what=what, **gib)])
