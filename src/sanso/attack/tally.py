"""What is counted while worlds are played: how often, and when, something watched falls.

A *watch* is a set of steps, fallen as soon as one of them is. Tallies of different worlds add up; in how many blocks
does not matter, nor in which order, but that times stand in the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.kernels.blocks import Fallen

__all__ = ["Tally", "Total", "Watches", "added", "tallied"]

MOST_TIMES = 40_000_000
"""Times of first falls that are kept for medians; beyond, there are no medians."""


@dataclass(frozen=True, slots=True)
class Watches:
    """Steps by watch, the other way round: step *s* belongs to ``watch[offsets[s]:offsets[s + 1]]``.

    *harms* are the numbers of the watches that are harms: of these it is kept in which world they happened.
    """

    number: int
    offsets: NDArray[np.int64]
    watch: NDArray[np.int32]
    harms: tuple[int, ...]

    @classmethod
    def of(cls, size: int, watches: Sequence[Sequence[int]], harms: Sequence[int]) -> Watches:
        """Watch *watches*, each a sequence of steps of a graph of *size* steps."""
        steps = np.array([step for watch in watches for step in watch], dtype=np.int64)
        whose = np.repeat(np.arange(len(watches), dtype=np.int32), [len(watch) for watch in watches])
        order = np.argsort(steps, kind="stable")
        offsets = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(steps, minlength=size), out=offsets[1:])
        return cls(len(watches), offsets, whose[order].astype(np.int32), tuple(harms))


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over worlds.

    ``campaigns[w]``: first campaigns in which watch w fell within the persistence; ``years[w]``: years in which it
    fell in a real campaign. *times*: (watch, tick) of these first campaigns, None where there were too many.
    *harmed*: (world, harm's watch, tick from the campaign's start, campaign) of every harm in its year, at its first
    campaign; *firsts* the same of the first campaigns of all worlds, within the persistence.
    """

    worlds: int
    campaigns: NDArray[np.int64]
    years: NDArray[np.int64]
    times: NDArray[np.int32] | None
    harmed: NDArray[np.int64]
    firsts: NDArray[np.int64]


def tallied(fallen: Fallen, watches: Watches) -> Tally:
    """Count one block."""
    columns = fallen.columns
    column, watch, tick = _watched(fallen, watches)
    first = columns.campaign[column] == 0
    real = tick <= columns.limit[column]
    world = columns.world[column]
    once = np.unique((world[real] - columns.world[0]) * watches.number + watch[real]) % max(1, watches.number)
    times = np.stack([watch[first], tick[first]], axis=1).astype(np.int32)
    is_harm = np.zeros(watches.number + 1, dtype=np.bool_)
    is_harm[list(watches.harms)] = True
    hit, led = real & is_harm[watch], first & is_harm[watch]
    harmed = np.stack([world[hit], watch[hit], columns.campaign[column][hit], tick[hit]], axis=1).astype(np.int64)
    harmed = harmed[np.lexsort((harmed[:, 2], harmed[:, 1], harmed[:, 0]))]
    begins = np.ones(len(harmed), dtype=np.bool_)
    begins[1:] = (harmed[1:, :2] != harmed[:-1, :2]).any(axis=1)
    return Tally(
        worlds=len(np.unique(columns.world)),
        campaigns=np.bincount(watch[first], minlength=watches.number).astype(np.int64),
        years=np.bincount(once, minlength=watches.number).astype(np.int64),
        times=times,
        harmed=harmed[begins][:, [0, 1, 3, 2]],
        firsts=np.stack([world[led], watch[led], tick[led], np.zeros_like(tick[led])], axis=1).astype(np.int64),
    )


def _watched(fallen: Fallen, watches: Watches) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (column, watch, tick) for every watch that fell, at the earliest of its steps."""
    many = watches.offsets[fallen.steps + 1] - watches.offsets[fallen.steps]
    kept = np.flatnonzero(many)
    column = np.searchsorted(fallen.offsets, kept, side="right") - 1
    steps, times, many = fallen.steps[kept], fallen.times[kept], many[kept]
    begin = np.repeat(watches.offsets[steps] - np.concatenate([[0], np.cumsum(many)[:-1]]), many) if len(kept) else many
    watch = watches.watch[begin + np.arange(int(many.sum()), dtype=np.int64)].astype(np.int64)
    column, tick = np.repeat(column, many), np.repeat(times.astype(np.int64), many)
    code = column * watches.number + watch
    if (code[1:] > code[:-1]).all():
        return column, watch, tick
    order = np.lexsort((tick, code))
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = code[order][1:] != code[order][:-1]
    order = order[begins]
    return column[order], watch[order], tick[order]


class Total:
    """The sum of tallies that come one after another.

    What it holds grows with their number only by times (up to `MOST_TIMES`) and harms.
    """

    def __init__(self) -> None:
        self.worlds = 0
        self._campaigns: NDArray[np.int64] | None = None
        self._years: NDArray[np.int64] | None = None
        self._times: list[NDArray[np.int32]] | None = []
        self._harmed: list[NDArray[np.int64]] = []
        self._firsts: list[NDArray[np.int64]] = []

    def add(self, part: Tally) -> None:
        """Add *part*, which is of other worlds than those before."""
        self.worlds += part.worlds
        self._campaigns = part.campaigns if self._campaigns is None else self._campaigns + part.campaigns
        self._years = part.years if self._years is None else self._years + part.years
        self._harmed.append(part.harmed)
        self._firsts.append(part.firsts)
        if part.times is None or self._times is None:
            self._times = None
            return
        self._times.append(part.times)
        if sum(len(times) for times in self._times) > MOST_TIMES:
            self._times = None

    def tally(self) -> Tally:
        """Return the sum.

        Raises:
            ValueError: nothing was added.

        """
        if self._campaigns is None or self._years is None:
            raise ValueError("no worlds were played")
        return Tally(
            worlds=self.worlds,
            campaigns=self._campaigns,
            years=self._years,
            times=np.concatenate(self._times) if self._times is not None else None,
            harmed=_in_order(self._harmed),
            firsts=_in_order(self._firsts),
        )


def _in_order(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return rows that begin with (world, watch), sorted by these."""
    rows = np.concatenate(parts)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def added(parts: Iterable[Tally]) -> Tally:
    """Return the sum of tallies of different worlds.

    Raises:
        ValueError: there is nothing to add.

    """
    total = Total()
    for part in parts:
        total.add(part)
    return total.tally()
