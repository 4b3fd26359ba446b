"""A small play with everything in it, for tests: coins, guards, AND steps, a cycle, times."""

from __future__ import annotations

import numpy as np
from tests.attack.paths.plays import make

from sanso.attack.language.ttc import Distribution
from sanso.attack.tally import Tally, Watches
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.tables import table
from sanso.attack.worlds.years import TICKS_PER_DAY, Years

WATCHED = (("b", "&d"), ("c",), ("e",), ("f", "b"), ("g",))
HARMS = (2, 4)


def everything() -> tuple[Play, Watches]:
    """Return a play of nine steps and five watches, two of them harms; the last can never fall."""
    play, place = make(
        ["a", "b", "c", "&d", "#h", "e", "f", "g", "i"],
        [
            ("a", "b"),
            ("a", "c"),
            ("b", "&d"),
            ("c", "&d"),
            ("#h", "&d"),
            ("&d", "e"),
            ("e", "f"),
            ("f", "e"),
            ("b", "i"),
        ],
        ["a"],
        {"b": 0.7, "c": (("shared", 0.8),), "#h": 0.4, "e": (("shared", 0.8),)},
        {
            "b": table(Distribution("Exponential", (1 / 20,))),
            "c": table(Distribution("Exponential", (1 / 50,))),
            "e": table(Distribution("Uniform", (1.0, 90.0))),
        },
    )
    return play, Watches.of(play.size, [[place[step] for step in watch] for watch in WATCHED], HARMS)


def years(worlds: int, *, frequency: float = 1.3, days: int = 120, seed: int = 7) -> Years:
    """Return *worlds* years of campaigns of *days*."""
    return Years(seed, worlds, frequency, days * TICKS_PER_DAY)


def same(left: Tally, right: Tally) -> bool:
    """Tell whether two tallies are equal to the bit."""
    assert left.times is not None
    assert right.times is not None
    return left.worlds == right.worlds and all(
        mine.dtype == theirs.dtype and np.array_equal(mine, theirs)
        for mine, theirs in (
            (left.campaigns, right.campaigns),
            (left.years, right.years),
            (left.times, right.times),
            (left.harmed, right.harmed),
            (left.firsts, right.firsts),
        )
    )
