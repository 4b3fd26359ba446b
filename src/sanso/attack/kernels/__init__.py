"""Kernels: four ways through the same worlds, bit for bit the same results.

`timed_blocks` tells which steps fall when (plain numpy for small graphs, compiled label setting for large ones),
`reach_counts` how often each is reached if time does not matter (plain, frontier, lanes). Importing this does not
load numba; the compiled kernels do, when they are used.
"""

from sanso.attack.kernels.blocks import Fallen, TimedKernel, timed_blocks
from sanso.attack.kernels.counting import ReachKernel, reach_counts
from sanso.attack.kernels.memory import Needed, memory_needed

__all__ = ["Fallen", "Needed", "ReachKernel", "TimedKernel", "memory_needed", "reach_counts", "timed_blocks"]
