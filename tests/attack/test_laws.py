"""Laws of the attack, world by world: measures only help, links only harm, and no order or name matters."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanso.attack.attacking import begin
from sanso.attack.cpsf import held
from sanso.attack.cpsf.numbers import Numbers
from sanso.attack.options import AttackOptions, Change
from sanso.attack.rounds import play_round
from sanso.attack.scene import Scene
from sanso.attack.watching import watching
from sanso.model.process import NAMED_SECTIONS, Model

from .examples import EXAMPLES, assert_no_more, example, fallen, scene_as_it_stands, scene_of

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
ONLY_WAYS = ("configures", "updates", "actuates", "displays", "shares", "supplies", "feeds", "depends-on")
"""Kinds of connection that add ways and nothing else; others also bring a second input, a service in place of a role,
or people in place of an administrator."""


def strengths(scene: Scene) -> dict[str, tuple[str, tuple[float, float]]]:
    """Per defence, by name: the claim behind it and how probably it holds."""
    graph = scene.stage.graph
    return {
        graph.name(guard.step): (guard.claim, held(guard, scene.catalogue, Numbers(), "prior"))
        for guard in scene.defences
    }


# ---- measures ----


@st.composite
def measures(draw: st.DrawFn) -> tuple[str, Change]:
    """An example, and a measure that is raised where somebody could answer."""
    name = draw(st.sampled_from(EXAMPLES))
    scene = scene_as_it_stands(name)
    guard = draw(st.sampled_from(scene.defences))
    places = [
        *scene.stage.assets[scene.stage.graph.asset[guard.step]].answers,
        guard.measure.owner,
        guard.measure.holder,
    ]
    place = draw(st.sampled_from([place for place in places if place is not None]))
    return name, Change(guard.measure.requirement, place, draw(st.sampled_from(("advanced", "high-advanced"))))


@given(measures())
@SLOW
def test_assuming_a_measure_never_lets_more_fall(drawn: tuple[str, Change]) -> None:
    name, change = drawn
    before = scene_as_it_stands(name)
    after = scene_of(example(name), replace(before.options, changes=(change,)))
    one, other = strengths(before), strengths(after)
    assume(one.keys() == other.keys())
    assume(all(other[step][1][n] >= one[step][1][n] for step in one for n in (0, 1)))
    assert_no_more(fallen(after), fallen(before))


@pytest.mark.parametrize("name", EXAMPLES)
def test_assuming_everything_lets_less_fall(name: str) -> None:
    before = scene_as_it_stands(name)
    stated = {(guard.measure.requirement, guard.measure.owner) for guard in before.defences if guard.measure.owner}
    changes = tuple(Change(requirement, str(owner), "high-advanced") for requirement, owner in sorted(stated))
    after = fallen(scene_of(example(name), replace(before.options, changes=changes)))
    as_it_stands = fallen(before)
    assert_no_more(after, as_it_stands)
    assert sum(map(len, after.values())) < sum(map(len, as_it_stands.values()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_unstated_measures_absent_enclose_prior_and_met_in_every_world(name: str) -> None:
    scene = scene_as_it_stands(name)
    absent, prior, met = (fallen(scene, mode) for mode in ("absent", "prior", "met"))
    assert_no_more(prior, absent)
    assert_no_more(met, prior)


@pytest.mark.parametrize("name", EXAMPLES[:2])
def test_a_defence_that_works_better_never_lets_more_fall(name: str) -> None:
    scene = scene_as_it_stands(name)
    records = {guard.record for guard in scene.defences}
    worse, better = (
        fallen(scene, numbers=Numbers({("attack_defences", record, "works"): end for record in records}))
        for end in ("low", "high")
    )
    assert_no_more(better, worse)


@pytest.mark.parametrize("name", EXAMPLES[:2])
def test_a_step_that_is_likelier_or_quicker_never_lets_less_fall(name: str) -> None:
    scene = scene_as_it_stands(name)
    steps = scene.catalogue.attack_steps
    rarer, oftener, slower, quicker = (
        fallen(scene, numbers=Numbers({("attack_steps", ident, field): end for ident in steps}))
        for field, end in (("chance", "low"), ("chance", "high"), ("days", "high"), ("days", "low"))
    )
    assert_no_more(rarer, oftener)
    assert_no_more(slower, quicker)


# ---- connections ----


@st.composite
def lesser(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(EXAMPLES))
    model = example(name)
    return name, draw(
        st.sampled_from(
            [
                ident
                for ident, connection in model.connections.items()
                if connection.kind in ONLY_WAYS and not connection.requirements and ident not in model.measures
            ]
        )
    )


@given(lesser())
@SLOW
def test_leaving_out_a_connection_never_lets_more_fall(drawn: tuple[str, str]) -> None:
    name, ident = drawn
    before = scene_as_it_stands(name)
    after = scene_of(example(name), replace(before.options, without=(ident,)))
    one, other = strengths(before), strengths(after)
    assume(all(other[step] == one[step] for step in one.keys() & other.keys()))
    assert_no_more(fallen(after), fallen(before))


@pytest.mark.parametrize("name", EXAMPLES)
def test_more_entries_and_abilities_never_let_less_fall(name: str) -> None:
    scene = scene_as_it_stands(name, "state")
    weaker = scene.attacker.model_copy(
        update={"entries": scene.attacker.entries[:1], "abilities": scene.attacker.abilities[:2]}
    )
    assert_no_more(fallen(replace(scene, attacker=weaker)), fallen(scene))


# ---- worlds ----


def harmed(scene: Scene, worlds: int, seed: int = 1) -> np.ndarray[Any, Any]:
    chosen = replace(scene, options=replace(scene.options, worlds=worlds, seed=seed))
    return play_round(chosen, watching(scene.stage)).played.tally.harmed


@pytest.mark.parametrize("name", ["factory", "bus-operation"])
def test_the_first_worlds_of_many_are_the_same_worlds(name: str) -> None:
    scene = scene_as_it_stands(name)
    few, many = harmed(scene, 150), harmed(scene, 400)
    assert len(few)
    assert np.array_equal(few, many[many[:, 0] < 150])


def test_same_seed_same_result_other_seed_another() -> None:
    scene = scene_as_it_stands("bus-operation")
    assert np.array_equal(harmed(scene, 150), harmed(scene, 150))
    assert not np.array_equal(harmed(scene, 150), harmed(scene, 150, seed=2))


def test_a_round_of_harms_alone_is_the_same_round() -> None:
    scene = scene_as_it_stands("bus-operation")
    whole = play_round(scene, watching(scene.stage))
    harms = play_round(scene, watching(scene.stage), harms_only=True)
    names = [[watch.subject for watch in round_.watched if watch.what == "harm"] for round_ in (whole, harms)]
    assert names[0] == names[1]
    assert whole.happened.harms == harms.happened.harms
    assert np.array_equal(whole.happened.world, harms.happened.world)
    assert np.array_equal(whole.happened.harm, harms.happened.harm)
    assert np.array_equal(whole.first.world, harms.first.world)
    assert harms.play.size < whole.play.size


# ---- order and names ----


def shuffled(model: Model, seed: int) -> Model:
    """The same model written in another order, with other names for people to read."""
    dice = random.Random(seed)
    data = model.model_dump(by_alias=True, exclude_unset=True)
    for section in NAMED_SECTIONS:
        things = list(data.get(section, {}).items())
        dice.shuffle(things)
        data[section] = {ident: {**thing, "name": f"{ident} {seed}"} for ident, thing in things}
    sections = list(data.items())
    dice.shuffle(sections)
    return Model.model_validate(dict(sections))


@pytest.mark.parametrize("name", ["factory", "incident-triton-2017"])
@pytest.mark.parametrize("seed", [1, 2])
def test_order_and_names_change_no_number(name: str, seed: int) -> None:
    scene = scene_as_it_stands(name)
    other = scene_of(shuffled(example(name), seed), scene.options)
    assert scene.stage.graph.size == other.stage.graph.size
    assert strengths(scene) == strengths(other)
    assert fallen(scene) == fallen(other)


def test_an_attack_begins_alike_in_any_order() -> None:
    options = AttackOptions(worlds=200)
    found = []
    for model in (example("bus-operation"), shuffled(example("bus-operation"), 3)):
        scene = scene_of(model, options)
        begun = begin(scene.stage.cast.structure, scene.catalogue, Recorded(scene), options)
        found.append(({outcome.harm: outcome.likelihood for outcome in begun.harms}, begun.currency))
    assert found[0] == found[1]


class Recorded:
    """The measures that a scene was made with."""

    def __init__(self, scene: Scene) -> None:
        graph = scene.stage.graph
        self.known = {
            (guard.measure.requirement, scene.stage.assets[graph.asset[guard.step]].answers): guard.measure
            for guard in scene.defences
        }

    def of(self, requirement: str, subjects: Any) -> Any:
        return self.known[requirement, tuple(subjects)]
