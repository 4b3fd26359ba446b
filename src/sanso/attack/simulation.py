"""What a simulation of any attack graph found: per step how often and when it falls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sanso.attack.estimates import Estimate, median_time, proportion
from sanso.attack.graph.graph import AttackGraph
from sanso.attack.worlds.years import TICKS_PER_DAY

__all__ = ["Mode", "Simulation", "StepOutcome", "place_of"]

Mode = Literal["time", "reach"]


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """One attack step.

    *probability* that it falls within the horizon of a campaign, with its 95 % interval; *median_days* until it does,
    None where it falls in fewer than half of the worlds or time was not computed; *year* the probability that it
    falls in any campaign of a year, None without a frequency of campaigns.
    """

    name: str
    probability: Estimate
    median_days: Estimate | None = None
    year: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """Counts per step of *graph* over *worlds* worlds; *partial* if it was interrupted before all were played.

    *fell* and *years* are int64 arrays by step: in how many first campaigns it fell within the *horizon* (ticks), and
    in how many years in any campaign (None without a frequency). *times* are the ticks of the steps that fell in at
    least half of the worlds, by step. Defences and existence steps are no steps that fall.
    """

    graph: AttackGraph
    mode: Mode
    seed: int
    worlds: int
    partial: bool
    horizon: int
    fell: NDArray[np.int64]
    years: NDArray[np.int64] | None
    times: Mapping[int, NDArray[np.int32]]

    def __getitem__(self, name: str) -> StepOutcome:
        """Return the outcome of the attack step called *name* (``asset:step``).

        Raises:
            KeyError: there is no such attack step.

        """
        place = place_of(self.graph, name)
        if place is None or not self._is_attack(place):
            raise KeyError(name)
        return self._outcome(place)

    def __iter__(self) -> Iterator[StepOutcome]:
        """Return the outcomes of all attack steps in the order of the graph."""
        return (self._outcome(place) for place in range(self.graph.size) if self._is_attack(place))

    def most(self, number: int = 10) -> tuple[StepOutcome, ...]:
        """Return the *number* attack steps that fall most often, the likeliest first, and of these that fall at all."""
        found = np.flatnonzero(self.fell)
        order = found[np.argsort(-self.fell[found], kind="stable")]
        return tuple(self._outcome(int(place)) for place in order[: max(0, number)])

    def table(self, number: int = 20) -> str:
        """Return the *number* attack steps that fall most often as lines of text."""
        rows = [("step", "probability", "95 % interval", "median days")]
        for one in self.most(number):
            share = one.probability
            median = f"{one.median_days.value:.2f}" if one.median_days else "-"
            rows.append((one.name, f"{share.value:.4f}", f"{share.low:.4f}-{share.high:.4f}", median))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
        )

    def _is_attack(self, place: int) -> bool:
        return self.graph.steps[self.graph.step[place]][1].kind in ("or", "and")

    def _outcome(self, place: int) -> StepOutcome:
        return StepOutcome(
            self.graph.name(place),
            proportion(int(self.fell[place]), self.worlds),
            self._median(place),
            proportion(int(self.years[place]), self.worlds) if self.years is not None else None,
        )

    def _median(self, place: int) -> Estimate | None:
        ticks = self.times.get(place)
        found = median_time(ticks, self.worlds) if ticks is not None else None
        if found is None:
            return None
        return Estimate(found.value / TICKS_PER_DAY, found.low / TICKS_PER_DAY, found.high / TICKS_PER_DAY)


def place_of(graph: AttackGraph, name: str) -> int | None:
    """Return the index of the step called *name* (``asset:step``), or None if there is none."""
    asset = name.rpartition(":")[0]
    if asset not in graph.objects.ids:
        return None
    index = graph.objects.ids.index(asset)
    steps = range(int(graph.first[index]), int(graph.first[index + 1]))
    return next((place for place in steps if graph.name(place) == name), None)
