"""Likelihoods of elements and harms from a tally."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sanso.attack.estimates import Estimate, median_time, proportion
from sanso.attack.result import ElementOutcome, HarmOutcome, Likelihood
from sanso.attack.tally import Tally
from sanso.attack.watching import Watch
from sanso.attack.worlds.years import TICKS_PER_DAY
from sanso.model.text import Text

__all__ = ["elements", "harms", "likelihoods"]

_NOTHING = Estimate(0.0, 0.0, 0.0)


def likelihoods(tally: Tally, watched: Sequence[Watch]) -> list[Likelihood]:
    """Return the likelihood of every watch, in their order."""
    times = _times(tally, len(watched))
    return [
        Likelihood(
            campaign=proportion(int(tally.campaigns[number]), tally.worlds),
            year=proportion(int(tally.years[number]), tally.worlds),
            median_days=_median(times[number], tally.worlds) if times is not None else None,
        )
        for number in range(len(watched))
    ]


def _times(tally: Tally, number: int) -> list[NDArray[np.int32]] | None:
    """Return the times of first campaigns per watch; nothing where fewer than half fell, as there is no median then."""
    if tally.times is None:
        return None
    often = tally.campaigns * 2 >= tally.worlds
    times = tally.times[often[tally.times[:, 0]]]
    times = times[np.argsort(times[:, 0], kind="stable")]
    cuts = np.searchsorted(times[:, 0], np.arange(number + 1))
    return [times[cuts[n] : cuts[n + 1], 1] for n in range(number)]


def _median(ticks: NDArray[np.int32], worlds: int) -> Estimate | None:
    found = median_time(ticks, worlds) if len(ticks) else None
    if found is None or not math.isfinite(found.high):
        return None
    return Estimate(found.value / TICKS_PER_DAY, found.low / TICKS_PER_DAY, found.high / TICKS_PER_DAY)


def elements(watched: Sequence[Watch], found: Sequence[Likelihood]) -> tuple[ElementOutcome, ...]:
    """Return the elements in the order of the watches; effects that never came about are left out."""
    taken: dict[str, Likelihood] = {}
    fleet: dict[str, Likelihood] = {}
    effects: dict[str, dict[str, Likelihood]] = {}
    for watch, likelihood in zip(watched, found, strict=True):
        if watch.what == "taken":
            (fleet if watch.fleet else taken)[watch.subject] = likelihood
        elif watch.what != "harm" and not watch.fleet and likelihood.campaign.value > 0:
            effects.setdefault(watch.subject, {})[watch.what] = likelihood
    return tuple(ElementOutcome(ident, own, effects.get(ident, {}), fleet.get(ident)) for ident, own in taken.items())


def harms(
    order: Sequence[str], watched: Sequence[Watch], found: Sequence[Likelihood], reasons: Mapping[str, Text]
) -> tuple[HarmOutcome, ...]:
    """Return the harms in *order*; *reasons* tells of each harm that cannot be reached why."""
    known = {w.subject: likelihood for w, likelihood in zip(watched, found, strict=True) if w.what == "harm"}
    nothing = Likelihood(_NOTHING, _NOTHING)
    return tuple(
        HarmOutcome(
            harm=ident,
            likelihood=known.get(ident, nothing) if ident not in reasons else nothing,
            reachable=ident not in reasons,
            reason=reasons.get(ident),
        )
        for ident in order
    )
