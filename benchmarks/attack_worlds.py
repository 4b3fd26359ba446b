"""Measure the kernels on a random heavy-tailed attack graph: wide spread, local attacks, time, cold start.

The graph: steps of which 10 % are guards and 13 % AND steps, each of them behind one guard; out- and in-degrees of
the links between attack steps follow Pareto weights of shape 2.2 (finite mean, unbounded variance). One in ten
attack steps carries a coin of one half that ten steps share; guards hold with 0.3 to 0.95. Where the attack
spreads widely, half of the attack steps have a coin of their own, of mean one half; where it stays local, all have,
of mean 0.14. In these graphs some AND steps have no parent but their guard, so that a world begins at thousands of
steps; in the *strict* graphs every AND step has an attack parent too, the coins have a mean of 0.2, and a world begins
at its entries alone.

The metric of the wide regime is *out-edges of reached steps × worlds per second and core*: the sum over worlds of
the out-degrees of all steps that fall in it, divided by the CPU seconds of the kernel, with all coins, without
compiling and without laying out the board (given apart). The local regime and the timed kernel are given in
microseconds for a step that falls. Every figure is the best of the stated number of runs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import resource
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.board import Board, board_of
from sanso.attack.language.ttc import Distribution
from sanso.attack.worlds.keys import asset_digests, mix
from sanso.attack.worlds.play import ALWAYS, AND, GUARD, OR, Links, Play
from sanso.attack.worlds.tables import table
from sanso.attack.worlds.years import TICKS_PER_DAY, Years

RUNS = 3


def links(size: int, source: NDArray[np.int64], target: NDArray[np.int64]) -> Links:
    """Return the links from *source* to *target*, each once."""
    pair = np.unique(source * size + target)
    indptr = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(pair // size, minlength=size), out=indptr[1:])
    return Links(indptr, (pair % size).astype(np.int32))


def random_play(
    size: int, edges: int, chance: float, *, coined: float = 0.5, entries: int = 3, strict: bool = False
) -> Play:
    """Return a random play; a share *coined* of the attack steps carry a coin of their own of mean *chance*.

    In a *strict* play, guards alone start nothing.
    """
    rng = np.random.default_rng(1)
    role = rng.choice(np.array([OR, AND, GUARD], dtype=np.uint8), size, p=[0.77, 0.13, 0.10])
    attack, ands, guards = np.flatnonzero(role != GUARD), np.flatnonzero(role == AND), np.flatnonzero(role == GUARD)
    many = edges - len(ands)
    source, target = (_popular(rng, attack, many) for _ in range(2))
    source = np.concatenate([source, rng.choice(guards, len(ands))])
    target = np.concatenate([target, ands])
    if strict:
        source = np.concatenate([source, _popular(rng, attack, len(ands))])
        target = np.concatenate([target, ands])
    chances = np.full((size, 2), ALWAYS, dtype=np.uint64)
    own = rng.random(size) < coined
    chances[own, 0] = (np.minimum(rng.beta(2.0, 2.0, size) * 2.0 * chance, 1.0)[own] * ALWAYS).astype(np.uint64)
    chances[rng.random(size) < 0.1, 1] = ALWAYS // 2
    chances[guards] = np.array([int(0.6 * ALWAYS), ALWAYS], dtype=np.uint64)
    chances[guards, 0] = (rng.uniform(0.3, 0.95, len(guards)) * ALWAYS).astype(np.uint64)
    assets = asset_digests(str(index) for index in range(size))
    keys = np.stack([mix(assets, 1, "state"), mix(assets % np.uint64(max(1, size // 10)), 2, "claim")], axis=1)
    tables = np.stack([table(Distribution("Exponential", (1 / days,))) for days in (1, 3, 10, 30)])
    ors = np.flatnonzero(role == OR)
    return Play(
        role=role,
        children=links(size, source, target),
        parents=links(size, target, source),
        coin_key=keys,
        coin_chance=chances,
        effort_key=mix(assets, 3, "effort"),
        table=rng.integers(-1, 4, size).astype(np.int32),
        tables=tables,
        entries=np.sort(rng.choice(ors, entries, replace=False)).astype(np.int32),
    )


def _popular(rng: np.random.Generator, steps: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    weight = np.cumsum(rng.pareto(2.2, len(steps)) + 1.0)
    found: NDArray[np.int64] = steps[np.searchsorted(weight, rng.random(many) * weight[-1])]
    return found


def best(work: Callable[[], int], runs: int = RUNS) -> tuple[float, int]:
    """Return the least CPU seconds of *runs* runs, and what the work returns."""
    seconds, found = [], 0
    for _ in range(runs):
        before = time.process_time()
        found = work()
        seconds.append(time.process_time() - before)
    return min(seconds), found


def wide(board: Board, worlds: int) -> None:
    """Print the throughput of lanes and frontier where the attack spreads."""
    from sanso.attack.kernels.frontier import Frontier
    from sanso.attack.kernels.lanes import Lanes

    size = board.play.size
    degree = np.diff(board.play.children.indptr)
    for name, kernel, many in (("lanes", Lanes(board, 1), worlds), ("frontier", Frontier(board, 1), worlds // 64)):
        counts = np.zeros(size, dtype=np.int64)
        kernel.count(0, 1, counts)

        def work(kernel: Lanes | Frontier = kernel, many: int = many, counts: NDArray[np.int64] = counts) -> int:
            counts[:] = 0
            kernel.count(0, many, counts)
            return int(counts.sum())

        seconds, reached = best(work)
        edges = int((counts * degree).sum())
        print(
            f"wide, {name}: {many} worlds, {reached / many:,.0f} steps reached a world, {seconds:.2f} s CPU, "
            f"{edges / seconds:.2e} out-edges of reached steps × worlds per second and core",
            flush=True,
        )


def local(board: Board, worlds: int, title: str = "local") -> None:
    """Print the cost of a reached step where the attack stays local."""
    from sanso.attack.kernels.frontier import Frontier

    kernel = Frontier(board, 1)
    kernel.count(0, 1, np.zeros(board.play.size, dtype=np.int64))

    def work() -> int:
        counts = np.zeros(board.play.size, dtype=np.int64)
        kernel.count(0, worlds, counts)
        return int(counts.sum())

    seconds, reached = best(work)
    print(
        f"{title}, frontier: {board.play.size:,} steps, {reached / worlds:,.1f} reached a world, {seconds:.3f} s CPU, "
        f"{1e6 * seconds / max(1, reached):.2f} µs a reached step",
        flush=True,
    )


def timed(play: Play, worlds: int, days: int, title: str) -> None:
    """Print the cost of a step that falls within the persistence."""
    from sanso.attack.kernels.timed import Timed

    years = Years(1, worlds, 1.0, days * TICKS_PER_DAY)
    kernel = Timed(play, years)
    next(iter(kernel.blocks(0, 1, 1)))
    columns = len(years.columns(0, worlds))
    seconds, fallen = best(lambda: sum(len(block.steps) for block in kernel.blocks(0, worlds, worlds)))
    print(
        f"{title}, timed: {play.size:,} steps, {days} days, {columns} campaigns, {fallen / columns:,.1f} fall in one, "
        f"{seconds:.3f} s CPU, {1e6 * seconds / max(1, fallen):.2f} µs a fallen step",
        flush=True,
    )


def plain(size: int, edges: int, worlds: int) -> None:
    """Print what the plain kernel needs for a small graph."""
    from sanso.attack.kernels.blocks import timed_blocks

    play = random_play(size, edges, 0.5)
    years = Years(1, worlds, 1.0, 90 * TICKS_PER_DAY)
    seconds, fallen = best(lambda: sum(len(block.steps) for block in timed_blocks(play, years, kernel="plain")))
    columns = len(years.columns(0, worlds))
    print(f"plain: {size:,} steps, {worlds:,} worlds, {fallen / columns:,.1f} fall in one, {seconds:.2f} s CPU")


def main() -> None:
    """Print the figures."""
    import numba

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--edges", type=int, default=5_000_000)
    parser.add_argument("--worlds", type=int, default=1024)
    options = parser.parse_args()
    print(
        f"{platform.platform()}, Python {platform.python_version()}, numpy {np.__version__}, "
        f"numba {numba.__version__}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {dt.date.today()}"
    )
    plain(1_500, 4_000, 10_000)
    spreading = random_play(options.size, options.edges, 0.5)
    before = time.process_time()
    board = board_of(spreading)
    print(f"board: {time.process_time() - before:.2f} s CPU")
    wide(board, options.worlds)
    timed(spreading, 8, 90, "wide")
    del board, spreading
    for size, edges in ((options.size // 100, options.edges // 100), (options.size, options.edges)):
        staying = random_play(size, edges, 0.14, coined=1.0)
        local(board_of(staying), 10_000)
        timed(staying, 10_000, 90, "local")
        del staying
        strict = random_play(size, edges, 0.2, coined=1.0, strict=True)
        local(board_of(strict), 10_000, "local, strict")
        timed(strict, 10_000, 90, "local, strict")
        del strict
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB")


if __name__ == "__main__":
    main()
