"""Simulate an attack on any MAL graph: the public verb `sanso.attack.simulate`.

The attacker begins every campaign at the entries; a step has fallen if its time lies within the horizon (mode
``time``), or if it can be reached at all (mode ``reach``, an upper limit of the other). What it does not do: harms,
loss and paths, which need to know what the steps mean.

>>> from sanso.attack.graph import ObjectsBuilder, compile
>>> from sanso.attack.language import loads
>>> language = loads('''
... #id: "tiny"
... #version: "1.0.0"
... category System {
...   asset Host {
...     | login [Exponential(0.5)] -> next.login, fall
...     # patched [Bernoulli(0.8)] -> fall
...     & fall
...   }
... }
... associations { Host [before] * <-- Way --> * [next] Host }
... ''')
>>> objects = ObjectsBuilder(language)
>>> _ = objects.add("Host", "office"), objects.add("Host", "plant")
>>> objects.link("office", "next", "plant")
>>> found = simulate(compile(language, objects.build()), ["office:login"], worlds=1000, horizon="30d")
>>> [step.name for step in found.most(2)]
['office:login', 'plant:login']
>>> 0.16 < found["plant:fall"].probability.value < 0.24
True
>>> simulate(found.graph, ["office:login"], horizon="30")
Traceback (most recent call last):
sanso.attack.refusals.AttackRefused: horizon: attack-horizon-unit: the horizon 30 has no unit
    write 30d for days; also min, h, w, y, or P30D
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sanso.attack.capacity import free_memory, require_room
from sanso.attack.graph.graph import AttackGraph
from sanso.attack.kernels.memory import Kernel
from sanso.attack.playing import Progress, cuts, play_worlds
from sanso.attack.refusals import AttackRefused, refusal
from sanso.attack.simulation import Mode, Simulation, place_of
from sanso.attack.tally import Tally, Watches
from sanso.attack.worlds.horizon import ticks_of
from sanso.attack.worlds.play import GUARD, Play
from sanso.attack.worlds.preparing import UnknownStep, play_of
from sanso.attack.worlds.pruning import forward_backward, pruned
from sanso.attack.worlds.years import MOST_FREQUENT, Years
from sanso.model.diagnostics import Diagnostic, meant

__all__ = ["simulate"]

_MOST_WORLDS = 1_000_000_000
_MOST_WORKERS = 1_024
_MOST_SEED = (1 << 64) - 1


def simulate(
    graph: AttackGraph,
    entries: Iterable[str],
    *,
    worlds: int = 10_000,
    seed: int = 1,
    horizon: str = "365d",
    mode: Mode = "time",
    frequency: float | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Progress | None = None,
    memory: int | None = None,
) -> Simulation:
    """Play an attack that begins at *entries* (names ``asset:step``) in *worlds* worlds.

    *horizon* is how long a campaign lasts, with its unit; *frequency* campaigns come a year, if given. *workers*
    processes share the worlds, or those of the Dask *scheduler* at an address (mode ``time``; ``reach`` runs here).
    *memory* is how many bytes may be used, what is free if None. Equal arguments give equal results, whatever the
    workers. A Ctrl-C keeps what is done and marks it partial.

    Raises:
        AttackRefused: something asked for cannot be computed; carries all that stands against it.
        TooLarge: it would not fit into memory.
        KeyboardInterrupt: interrupted before anything was done.

    """
    starts = [entries] if isinstance(entries, str) else list(entries)
    ticks = _checked(graph, starts, worlds, seed, horizon, mode, frequency, workers)
    free = free_memory() if memory is None else memory
    kernel: Kernel = "timed" if mode == "time" else "frontier"
    edges = len(graph.children.indices)
    require_room(graph.size, edges, worlds, kernel, free=free, workers=1 if scheduler else workers)
    whole = _prepared(graph, starts)
    play, keep = _pruned(whole)
    if mode == "reach":
        reached, done = _reached(play, seed, worlds, progress)
        fell = _spread(reached, keep, graph.size)
        return Simulation(graph, mode, seed, done, done < worlds, ticks, fell, None, {})
    years = Years(seed, worlds, frequency or 0.0, ticks)
    played = play_worlds(play, years, _each(play), progress=progress, workers=workers, scheduler=scheduler)
    tally = played.tally
    return Simulation(
        graph,
        mode,
        seed,
        tally.worlds,
        played.partial,
        ticks,
        _spread(tally.campaigns, keep, graph.size),
        _spread(tally.years, keep, graph.size) if frequency is not None else None,
        _times(tally, keep),
    )


def _checked(
    graph: AttackGraph,
    entries: Sequence[str],
    worlds: int,
    seed: int,
    horizon: str,
    mode: str,
    frequency: float | None,
    workers: int,
) -> int:
    """Return the ticks of *horizon*, if everything asked for can be computed.

    Raises:
        AttackRefused: it cannot.

    """
    ticks, found = 0, list(_faults(worlds, seed, mode, frequency, workers))
    try:
        ticks = ticks_of(horizon)
    except AttackRefused as refused:
        found.extend(refused.diagnostics)
    if not entries:
        found.append(refusal("attack-no-entry", "entries"))
    for (asset, defence), probability in graph.objects.defences.items():
        if not 0.0 <= probability <= 1.0:
            step = f"{graph.objects.ids[asset]}:{defence}"
            found.append(refusal("attack-probability", step, step=step, probability=probability))
    if found:
        raise AttackRefused(found)
    return ticks


def _faults(worlds: int, seed: int, mode: str, frequency: float | None, workers: int) -> Iterator[Diagnostic]:
    if not _whole(worlds, 1, _MOST_WORLDS):
        yield refusal("attack-worlds", "worlds", worlds=str(worlds), most=f"{_MOST_WORLDS:,}")
    if not _whole(seed, 0, _MOST_SEED):
        yield refusal("attack-seed", "seed", seed=str(seed))
    if not _whole(workers, 1, _MOST_WORKERS):
        yield refusal("attack-workers", "workers", workers=str(workers), most=f"{_MOST_WORKERS:,}")
    if mode not in ("time", "reach"):
        yield refusal("attack-mode", "mode", mode=str(mode))
    if frequency is not None and not 0.0 <= frequency <= MOST_FREQUENT:
        yield refusal("attack-frequency", "frequency", frequency=str(frequency), most=f"{MOST_FREQUENT:,.0f}")


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and low <= int(value) <= high


def _prepared(graph: AttackGraph, entries: Sequence[str]) -> Play:
    """Return the play of *graph*.

    Raises:
        AttackRefused: an entry is not there, or is no attack step.

    """
    try:
        return play_of(graph, entries)
    except UnknownStep as unknown:
        name = unknown.name
        hint = meant(unknown.hint) if unknown.hint else None
        code = "attack-unknown-step" if place_of(graph, name) is None else "attack-entry-guard"
        raise AttackRefused([refusal(code, "entries", hint, step=name)]) from unknown


def _pruned(whole: Play) -> tuple[Play, NDArray[np.int64]]:
    """Return the play of what can fall at all, and which steps these are."""
    keep = forward_backward(whole, np.flatnonzero(whole.role != GUARD))
    return pruned(whole, keep)[0], keep


def _each(play: Play) -> Watches:
    """Watch every step by itself."""
    steps = np.arange(play.size + 1, dtype=np.int64)
    return Watches(play.size, steps, steps[:-1].astype(np.int32), ())


def _spread(found: NDArray[np.int64], keep: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    spread = np.zeros(size, dtype=np.int64)
    spread[keep] = found
    return spread


def _times(tally: Tally, keep: NDArray[np.int64]) -> dict[int, NDArray[np.int32]]:
    """Return the times of the steps that have a median: those that fell in at least half of the worlds."""
    if tally.times is None:
        return {}
    often = tally.campaigns * 2 >= tally.worlds
    times = tally.times[often[tally.times[:, 0]]]
    times = times[np.argsort(times[:, 0], kind="stable")]
    cut = np.searchsorted(times[:, 0], np.arange(len(keep) + 1))
    return {int(keep[n]): times[cut[n] : cut[n + 1], 1] for n in np.flatnonzero(often).tolist()}


def _reached(play: Play, seed: int, worlds: int, progress: Progress | None) -> tuple[NDArray[np.int64], int]:
    """Return in how many worlds each step is reached, and how many worlds were played."""
    from sanso.attack.kernels.counting import reach_counts

    told: Callable[[int, int], None] = progress or (lambda _done, _of: None)
    counts, done = np.zeros(play.size, dtype=np.int64), 0
    try:
        for first, last in cuts(worlds):
            counts += reach_counts(play, seed, first, last)
            done = last
            told(done, worlds)
    except KeyboardInterrupt:
        if not done:
            raise
    return counts, done
