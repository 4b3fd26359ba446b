"""A round: a scene under one set of numbers, played to the end, with the harms that happened.

Steps that cannot fall are left out before, and with *harms_only* also those that lead to no harm; this changes
nothing about the steps that are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sanso.attack.capacity import require_room
from sanso.attack.cpsf.guarding import Mode
from sanso.attack.cpsf.numbers import Numbers
from sanso.attack.loss.yearly import Happened, sorted_out
from sanso.attack.playing import Played, Progress, play_worlds
from sanso.attack.scene import Scene
from sanso.attack.watching import Watch, watches
from sanso.attack.worlds.play import GUARD, Play
from sanso.attack.worlds.pruning import forward_backward, pruned
from sanso.attack.worlds.years import Years

__all__ = ["Round", "play_round"]


@dataclass(frozen=True, slots=True)
class Round:
    """A played scene. ``index[s]`` is the place in *play* of step s of the stage's graph, -1 where it was left out.

    *watched* are the watches in the order of the tally; *happened* and *first* are the harms of the years and those
    of the first campaigns of all worlds, played to their full length.
    """

    play: Play
    index: NDArray[np.int64]
    years: Years
    watched: tuple[Watch, ...]
    played: Played
    happened: Happened
    first: Happened


def play_round(
    scene: Scene,
    watched: Sequence[Watch],
    *,
    play: Play | None = None,
    numbers: Numbers | None = None,
    mode: Mode = "prior",
    worlds: int | None = None,
    harms_only: bool = False,
    progress: Progress | None = None,
) -> Round:
    """Play *scene* and count *watched*, or of these only the harms; other processes help only with the whole.

    Raises:
        TooLarge: it would not fit into the memory of the options.

    """
    whole = play if play is not None else scene.play(numbers, mode)
    if harms_only:
        watched = [watch for watch in watched if watch.what == "harm"]
        keep = forward_backward(whole, [step for watch in watched for step in watch.steps])
    else:
        keep = forward_backward(whole, np.flatnonzero(whole.role != GUARD))
    kept, index = pruned(whole, keep)
    placed = [
        replace(watch, steps=tuple(place for step in watch.steps if (place := int(index[step])) >= 0))
        for watch in watched
    ]
    years = scene.years(numbers, worlds)
    options = scene.options
    workers = 1 if harms_only else options.workers
    require_room(kept.size, len(kept.children.indices), years.worlds, "timed", free=options.memory, workers=workers)
    played = play_worlds(
        kept,
        years,
        watches(placed, kept.size),
        progress=progress,
        workers=workers,
        scheduler=None if harms_only else options.scheduler,
    )
    return Round(kept, index, years, tuple(placed), played, *_harms(scene, placed, played))


def _harms(scene: Scene, watched: Sequence[Watch], played: Played) -> tuple[Happened, Happened]:
    places = [number for number, watch in enumerate(watched) if watch.what == "harm"]
    names = [watched[place].subject for place in places]
    tally = played.tally
    order = np.full(len(watched) + 1, -1, dtype=np.int64)
    order[places] = np.arange(len(places))
    rows = tally.harmed.copy()
    rows[:, 1] = order[rows[:, 1]]
    firsts = tally.firsts.copy()
    firsts[:, 1] = order[firsts[:, 1]]
    structure = scene.stage.cast.structure
    return (
        sorted_out(rows, names, tally.worlds, structure),
        sorted_out(firsts, names, tally.worlds, structure),
    )
