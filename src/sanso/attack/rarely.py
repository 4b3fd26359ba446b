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
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["FEW", "doubtful", "with_rare_harms"]

FEW = 3
"""Worlds below which plain counting is replaced."""

_ENOUGH = 2_000
"""Worlds below which it is not known yet whether a harm is rare."""
_DOUBTFUL = Text(
    en="Too rare to be counted, and not estimated with confidence: {harms}. Go by the upper end of the interval.",
    ja="数えるにはまれで、確かな推定も得られなかった: {harms}。区間の上限だけが目安になる。",
)
_BUDGET = 20_000
_GOAL = 0.2


def with_rare_harms(scene: Scene, round_: Round, outcomes: Sequence[HarmOutcome]) -> tuple[HarmOutcome, ...]:
    """Return *outcomes* with harms that fewer than `FEW` first campaigns showed estimated anew.

    An estimate with doubts is not taken: the count of worlds stands, with its wide interval. Fewer than `_ENOUGH`
    worlds are left as they are.
    """
    if round_.played.tally.worlds < _ENOUGH:
        return tuple(outcomes)
    return tuple(
        _estimated(scene, round_, outcome) if outcome.reachable and _seldom(round_, outcome) else outcome
        for outcome in outcomes
    )


def doubtful(round_: Round, outcomes: Sequence[HarmOutcome], model: Model) -> tuple[Text, ...]:
    """Say of which harms neither the worlds nor importance sampling give a trustworthy number."""
    seldom = [o.harm for o in outcomes if o.reachable and o.estimator == "worlds" and _seldom(round_, o)]
    if not seldom or round_.played.tally.worlds < _ENOUGH:
        return ()
    return (_DOUBTFUL.fill(harms=model.labels(seldom)),)


def _seldom(round_: Round, outcome: HarmOutcome) -> bool:
    """Return whether hardly any first campaign showed the harm."""
    return outcome.likelihood.campaign.value * round_.played.tally.worlds < FEW


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
