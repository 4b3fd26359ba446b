"""Measure the k best ways and the dominators of one world on a large graph: CPU seconds of one process.

The graph is random with heavy-tailed in-degrees: 1,000,000 steps, 5,000,000 links, 5 % AND steps, three entries
(those with most children) and chances from Beta(1.2, 4). Times are CPU seconds, so that other work on the machine
counts little. Run with ``python -m benchmarks.attack_paths``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import time
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from sanso.attack.criticality.dominators import immediate_dominators
from sanso.attack.kernels.board import owners
from sanso.attack.paths.best import best_paths
from sanso.attack.worlds.play import ALWAYS, AND, OR, Links, Play

PERSISTENCE = 525_600


def play_of(size: int, links: int, seed: int = 1) -> Play:
    """Return a random play of *size* steps and about *links* links (repeated ones fall together)."""
    rng = np.random.default_rng(seed)
    popular = (size * rng.random(links) ** 2).astype(np.int64)
    both = np.stack([rng.integers(0, size, links), rng.permutation(size)[popular]], axis=1)
    key = np.unique(both[both[:, 0] != both[:, 1]] @ np.array([size, 1]))
    mother, child = key // size, key % size
    children = _rows(mother, child, size)
    order = np.lexsort((mother, child))
    chance = np.full((size, 2), ALWAYS, dtype=np.uint64)
    chance[:, 0] = (rng.beta(1.2, 4.0, size) * ALWAYS).astype(np.uint64)
    names = rng.integers(0, 1 << 63, (size, 3)).astype(np.uint64)
    return Play(
        role=np.where(rng.random(size) < 0.05, AND, OR).astype(np.uint8),
        children=children,
        parents=_rows(child[order], mother[order], size),
        coin_key=names[:, :2],
        coin_chance=chance,
        effort_key=names[:, 2],
        table=np.full(size, -1, dtype=np.int32),
        tables=np.zeros((1, 4 * 4097), dtype=np.int32),
        entries=np.sort(np.argsort(np.diff(children.indptr), kind="stable")[-3:]).astype(np.int32),
    )


def _rows(owner: NDArray[np.int64], other: NDArray[np.int64], size: int) -> Links:
    indptr = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner, minlength=size), out=indptr[1:])
    return Links(indptr, other.astype(np.int32))


def world_of(play: Play, scale: float, seed: int = 2) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
    """Return one world as a tree with more links: how many steps are reached and the links between them.

    Every link carries with chance *scale*; what is reached is numbered anew, 0 is the attacker before the entries.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    rng = np.random.default_rng(seed)
    mother, child = owners(play.children), play.children.indices.astype(np.int64)
    live = rng.random(len(child)) < scale
    mother = np.concatenate([np.full(3, play.size), mother[live]])
    child = np.concatenate([play.entries.astype(np.int64), child[live]])
    size = play.size + 1
    pairs = (mother.astype(np.int32), child.astype(np.int32))
    links = csr_array((np.ones(len(child)), pairs), shape=(size, size))
    reached = np.sort(breadth_first_order(links, play.size, return_predecessors=False))
    place = np.full(size, -1)
    place[reached] = np.arange(1, len(reached) + 1)
    place[play.size] = 0
    kept = place[mother] >= 0
    return len(reached), place[mother[kept]], place[child[kept]]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--links", type=int, default=5_000_000)
    options = parser.parse_args()
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "numba", "rustworkx"))
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, {dt.date.today()}")
    print(libraries)
    play = play_of(options.steps, options.links)
    print(f"{play.size:,} steps, {len(play.children.indices):,} links")
    _paths(play)
    _dominators(play)


def _paths(play: Play) -> None:
    import scipy.sparse.csgraph  # noqa: F401 - importing is not what is measured

    group = (np.arange(play.size) // 10).astype(np.int32)
    for target in (play.size // 2, play.size - 1):
        for name, groups in (("paths", None), ("by element", group)):
            for k in (5, 20):
                before = time.process_time()
                ways = best_paths(play, target, k, PERSISTENCE, groups)
                seconds = time.process_time() - before
                ends = f"{ways[0].bound:.2e} … {ways[-1].bound:.2e}" if ways else "-"
                print(f"best {name:<11} k={k:<3} target {target:>9,}: {seconds:6.2f} s CPU, {len(ways)} ways, {ends}")


def _dominators(play: Play) -> None:
    size, mother, child = world_of(play, 0.34)
    for method in ("library", "compiled", "compiled"):
        before = time.process_time()
        immediate_dominators(size, mother, child, method=method)
        seconds = time.process_time() - before
        print(f"dominators, {size:,} reached, {len(child):,} links, {method:<9}: {seconds:6.2f} s CPU")


if __name__ == "__main__":
    main()
