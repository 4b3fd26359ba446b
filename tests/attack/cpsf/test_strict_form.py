"""The stricter form that `cpsf.mal` keeps to: nothing but an attacker starts anything."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sanso.analysis.assessing import structure_of
from sanso.attack.cpsf import Stage, play_of_stage, staged
from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.worlds.play import AND, GUARD, Play
from sanso.attack.worlds.pruning import forward
from sanso.attack.worlds.years import Years
from sanso.examples import names
from sanso.model.loading import load
from sanso.model.process import Model

from ...analysis.models import Sections, models
from .build import catalogue, stage_of


def stage_of_model(model: Model) -> Stage:
    return staged(structure_of(model, catalogue()), catalogue())


def example(name: str) -> Model:
    with as_file(files("sanso.examples") / name) as folder:
        return load(folder / f"{name}.yaml").require()


def assert_strict(stage: Stage) -> None:
    attacker = next(iter(catalogue().attackers.values()))
    play = play_of_stage(stage, catalogue(), attacker, ())
    guard = play.role == GUARD
    source = np.repeat(np.arange(play.size), np.diff(play.children.indptr))
    behind_guards = play.children.indices[guard[source]]
    assert (play.role[behind_guards] == AND).all()
    assert not (np.diff(play.parents.indptr)[guard]).any()
    attacked = np.zeros(play.size, dtype=np.bool_)
    attacked[play.children.indices[~guard[source]]] = True
    lonely = np.flatnonzero((play.role == AND) & ~attacked & (np.diff(play.parents.indptr) > 0))
    assert not len(lonely), [stage.graph.name(step) for step in lonely.tolist()]
    assert_nothing_falls(play)


def assert_nothing_falls(play: Play) -> None:
    """Nothing falls where the attacker has no way in, even if no defence holds."""
    bare = replace(
        play,
        entries=np.zeros(0, dtype=np.int32),
        coin_chance=np.where((play.role == GUARD)[:, None], 0, play.coin_chance).astype(np.uint64),
    )
    assert not forward(bare)[play.role != GUARD].any()
    years = Years(seed=1, worlds=64, frequency=1.0, persistence=525_600)
    assert not any(len(block.steps) for block in timed_blocks(bare, years))


@pytest.mark.parametrize("name", names())
def test_every_shipped_example_is_strict(name: str) -> None:
    assert_strict(stage_of_model(example(name)))


@given(models(statements=False))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_model_is_strict(sections: Sections) -> None:
    assert_strict(stage_of(**sections))


@given(models(statements=False))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_population_can_be_told_apart(sections: Sections) -> None:
    stage = stage_of(expand=[*sections["components"], *sections["systems"]], **sections)
    instances = stage.cast.structure.containment.instances
    assert all(len(stage.cast.of_one(ident)) == instances[ident] for ident in stage.cast.fleets)
    assert_strict(stage)
