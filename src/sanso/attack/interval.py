"""What the unstated measures leave open: the same worlds with all of them absent, and with all of them met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sanso.attack.bounds import finite
from sanso.attack.estimates import Estimate, mean, proportion
from sanso.attack.loss.yearly import mean_losses
from sanso.attack.result import UnstatedInterval
from sanso.attack.rounds import Round, play_round
from sanso.attack.scene import Scene
from sanso.attack.watching import Watch

__all__ = ["unstated_interval", "yearly_harms", "yearly_mean"]


def unstated_interval(scene: Scene, watched: Sequence[Watch], currency: str | None) -> UnstatedInterval:
    """Play *scene* with unstated measures absent and met."""
    absent, met = (play_round(scene, watched, mode=mode, harms_only=True) for mode in ("absent", "met"))
    return UnstatedInterval(
        currency=currency,
        loss_absent=yearly_mean(scene, absent, currency) if currency is not None else None,
        loss_met=yearly_mean(scene, met, currency) if currency is not None else None,
        harms_absent=yearly_harms(absent),
        harms_met=yearly_harms(met),
        unstated=len({guard.claim for guard in scene.defences if guard.measure.level == "not-stated"}),
    )


def yearly_mean(scene: Scene, round_: Round, currency: str) -> Estimate:
    """Return the mean yearly loss over all bearers, in whole units of *currency*."""
    losses = mean_losses(round_.happened, scene.stage.cast.structure, scene.options.seed)
    return finite(mean(losses[currency]), least=0.0) if currency in losses else Estimate(0.0, 0.0, 0.0)


def yearly_harms(round_: Round) -> Mapping[str, Estimate]:
    """Return the yearly probability of every harm."""
    happened = round_.happened
    return {ident: proportion(happened.years(n), happened.worlds) for n, ident in enumerate(happened.harms)}
