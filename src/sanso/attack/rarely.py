"""Harms that hardly any world shows, estimated by importance sampling instead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sanso.attack.estimates import Estimate
from sanso.attack.rare import Rare, estimate
from sanso.attack.result import HarmOutcome, Likelihood
from sanso.attack.rounds import Round
from sanso.attack.scene import Scene

__all__ = ["FEW", "with_rare_harms"]

FEW = 3
"""Worlds below which plain counting is replaced."""

_BUDGET = 20_000
_GOAL = 0.2


def with_rare_harms(scene: Scene, round_: Round, outcomes: Sequence[HarmOutcome]) -> tuple[HarmOutcome, ...]:
    """Return *outcomes* with harms that fewer than `FEW` first campaigns showed estimated anew.

    An estimate with doubts is not taken: the count of worlds stands, with its wide interval.
    """
    shown = {ident: round_.first.years(place) for place, ident in enumerate(round_.first.harms)}
    return tuple(
        _estimated(scene, round_, outcome) if outcome.reachable and shown.get(outcome.harm, 0) < FEW else outcome
        for outcome in outcomes
    )


def _estimated(scene: Scene, round_: Round, outcome: HarmOutcome) -> HarmOutcome:
    target = int(round_.index[scene.happens(outcome.harm)])
    if target < 0:
        return outcome
    years, seed = round_.years, scene.options.seed

    def rare(frequency: float | None) -> Rare:
        return estimate(
            round_.play,
            target,
            seed=seed,
            persistence=years.persistence,
            frequency=frequency,
            goal=_GOAL,
            budget=_BUDGET,
        )

    campaign, year = rare(None), rare(years.frequency)
    if not (campaign.reached and year.reached):
        return outcome
    error = max(campaign.relative_error, year.relative_error)
    return replace(
        outcome,
        likelihood=Likelihood(_within(campaign.probability), _within(year.probability)),
        estimator="importance sampling",
        relative_error=error if math.isfinite(error) else None,
    )


def _within(estimate_: Estimate) -> Estimate:
    """Return an estimate whose interval stays within 0..1."""
    return Estimate(estimate_.value, max(0.0, estimate_.low), min(1.0, estimate_.high))
