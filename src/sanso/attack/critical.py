"""Criticality of elements: the loss that would be avoided if an element could not fall.

All elements are screened by dominators, the first twenty are then taken out and the same worlds played again. Harms
that include or exclude one another count here each for itself, so that figures of single elements may add up to more
than the whole loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sanso.attack.bounds import finite
from sanso.attack.criticality import critical, screen
from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.loss.severity import drawn
from sanso.attack.loss.yearly import cost_of
from sanso.attack.result import Criticality
from sanso.attack.rounds import Round
from sanso.attack.scene import Scene
from sanso.attack.worlds.pruning import forward_backward, pruned
from sanso.model.money import Money

__all__ = ["criticality"]

_WORLDS = 2_000


def criticality(scene: Scene, round_: Round, currency: str) -> tuple[Criticality, ...]:
    """Return the elements that avoid any loss in *currency*, the most critical first; harms of other money aside."""
    structure = scene.stage.cast.structure
    costs = {ident: cost for ident in scene.stage.harms if (cost := cost_of(ident, structure)) is not None}
    names = [ident for ident, cost in costs.items() if cost.currency == currency]
    steps = np.array([round_.index[scene.happens(ident)] for ident in names], dtype=np.int64)
    names = [ident for ident, step in zip(names, steps.tolist(), strict=True) if step >= 0]
    steps = steps[steps >= 0]
    if not len(steps):
        return ()
    play, place = pruned(round_.play, forward_backward(round_.play, steps))
    targets = place[steps]
    names = [ident for ident, target in zip(names, targets.tolist(), strict=True) if target >= 0]
    targets = targets[targets >= 0]
    if not len(targets):
        return ()
    subjects, group = _groups(scene, round_, place, play.size)
    years = scene.years(worlds=min(_WORLDS, scene.options.worlds))
    unit = float(Money(1, currency).major)

    every = np.arange(years.worlds, dtype=np.int64)
    table = np.stack([drawn(costs[ident], scene.options.seed, every) * unit for ident in names], axis=1)

    def losses(worlds: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(table[worlds])

    screened = screen(play, timed_blocks(play, years), targets, losses, group)
    found = critical(play, years, targets, losses, group, screened)
    return tuple(
        Criticality(
            element=subjects[one.unit],
            currency=currency,
            avoided=finite(one.avoided if one.avoided is not None else one.screened, least=0.0),
            checked=one.avoided is not None,
        )
        for one in found
    )


def _groups(
    scene: Scene, round_: Round, place: NDArray[np.int64], size: int
) -> tuple[Sequence[str], NDArray[np.int32]]:
    """Return the elements of the play, and per step the number of its element; -1 where it belongs to none."""
    graph, model = scene.stage.graph, scene.stage.cast.model
    numbers: dict[str, int] = {}
    of_asset = np.full(len(scene.stage.assets), -1, dtype=np.int32)
    for index, asset in enumerate(scene.stage.assets):
        if asset.subject in model.elements or asset.subject in model.products:
            of_asset[index] = numbers.setdefault(str(asset.subject), len(numbers))
    group = np.full(size, -1, dtype=np.int32)
    kept = np.flatnonzero(round_.index >= 0)
    small = place[round_.index[kept]]
    group[small[small >= 0]] = of_asset[graph.asset[kept[small >= 0]]]
    return list(numbers), group
