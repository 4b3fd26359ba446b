"""The shipped examples, ready to be attacked, and what falls in which campaign of which world."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from sanso.analysis.assessing import assess, structure_of
from sanso.analysis.attacking import _changed
from sanso.analysis.measure_book import AssessedMeasures
from sanso.analysis.result import Assessment
from sanso.attack.cpsf import Mode, Numbers
from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.options import AttackOptions
from sanso.attack.scene import Scene
from sanso.attack.watching import watching
from sanso.attack.worlds.pruning import forward_backward, pruned
from sanso.model.loading import load
from sanso.model.moment import at_day
from sanso.model.process import Model

from .cpsf.build import catalogue

DAY = dt.date(2026, 11, 22)
EXAMPLES = ("seed-devices", "factory", "bus-operation", "incident-mirai-2016", "incident-triton-2017")

Watched = tuple[str, str, bool]
"""Subject, what, all instances at once."""
Fallen = Mapping[Watched, frozenset[tuple[int, int]]]
"""Campaigns (world, number) in which something watched fell within the campaign's limit."""


@cache
def example(name: str) -> Model:
    with as_file(files("sanso.examples") / name) as folder:
        return at_day(load(folder / f"{name}.yaml").require(), DAY).model


@cache
def assessed(name: str) -> Assessment:
    return assess(example(name), catalogue(), at=DAY)


def scene_of(model: Model, options: AttackOptions, assessment: Assessment | None = None) -> Scene:
    """Stage a model; under the what-if of *options* if there is one."""
    assumed = [(change.requirement, change.place) for change in options.changes]
    if options.changes or options.without:
        model, assessment = _changed(model, options, DAY, ""), None
    structure = structure_of(model, catalogue())
    rows = (assessment or assess(model, catalogue(), at=DAY)).requirements
    return Scene.of(structure, catalogue(), AssessedMeasures.index(structure, rows, DAY, assumed), options)


@cache
def scene_as_it_stands(name: str, attacker: str = "state", worlds: int = 128) -> Scene:
    return scene_of(example(name), AttackOptions(attacker=attacker, worlds=worlds), assessed(name))


def fallen(scene: Scene, mode: Mode = "prior", numbers: Numbers | None = None) -> Fallen:
    """Play *scene* and tell in which campaigns everything watched fell."""
    play = scene.play(numbers, mode)
    watched = watching(scene.stage)
    steps = sorted({step for watch in watched for step in watch.steps})
    small, place = pruned(play, forward_backward(play, np.array(steps, dtype=np.int64)))
    found: dict[Watched, set[tuple[int, int]]] = {(w.subject, w.what, w.fleet): set() for w in watched}
    by_step: dict[int, list[Watched]] = {}
    for watch in watched:
        for step in watch.steps:
            by_step.setdefault(int(place[step]), []).append((watch.subject, watch.what, watch.fleet))
    for block in timed_blocks(small, scene.years(numbers)):
        columns = block.columns
        column = np.repeat(np.arange(len(columns)), np.diff(block.offsets))
        real = block.times <= columns.limit[column]
        for step, at in zip(block.steps[real].tolist(), column[real].tolist(), strict=True):
            for key in by_step.get(step, ()):
                found[key].add((int(columns.world[at]), int(columns.campaign[at])))
    return {key: frozenset(campaigns) for key, campaigns in found.items()}


def assert_no_more(after: Fallen, before: Fallen) -> None:
    """Nothing fell in a campaign in which it had not fallen before."""
    more = {
        key: sorted(found - before[key])[:3] for key, found in after.items() if found - before.get(key, frozenset())
    }
    assert not more
