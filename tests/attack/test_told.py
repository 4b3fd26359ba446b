"""What is told of an attack: paths by words, the attack surface, criticality, what the result rests on."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from unittest import mock

import pytest

from sanso.attack.attacking import Attack, begin, finish, first_part
from sanso.attack.attempts import PathFinder
from sanso.attack.cpsf import ATTACKER, Numbers
from sanso.attack.interval import unstated_interval
from sanso.attack.result import AttackResult
from sanso.attack.rounds import play_round
from sanso.attack.sensitivity import WayFound, assumption_effects, campaign_loss
from sanso.attack.surface import surface
from sanso.catalogue.attack import Range

from .cpsf.build import catalogue
from .examples import example, scene_as_it_stands
from .test_laws import Recorded

NAMES = ("bus-operation", "incident-triton-2017")


@cache
def begun(name: str, worlds: int = 300) -> Attack:
    scene = scene_as_it_stands(name, "state", worlds)
    return begin(scene.stage.cast.structure, scene.catalogue, Recorded(scene), scene.options)


@cache
def result(name: str, worlds: int = 300) -> AttackResult:
    """The whole result; harms that are too rare for so few worlds are not estimated anew, which takes its time."""
    with mock.patch("sanso.attack.attacking.with_rare_harms", lambda scene, round_, harms: harms):
        return finish(begun(name, worlds))


@cache
def ways(name: str) -> Mapping[str, Any]:
    known = begun(name)
    harms = [outcome.harm for outcome in known.harms if outcome.reachable]
    return PathFinder(known.scene, known.round).ways(harms, 5)


def numbers(value: Any) -> Iterator[float]:
    """Every number anywhere inside."""
    if isinstance(value, float | int):
        yield float(value)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from numbers(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from numbers(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from numbers(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_number_can_be_written_down(name: str) -> None:
    found = list(numbers(result(name)))
    assert len(found) > 100
    assert all(math.isfinite(number) for number in found)
    assert len(first_part(begun(name)).harms) == len(result(name).harms)


def test_one_world_gives_numbers_too() -> None:
    assert all(math.isfinite(number) for number in numbers(result("incident-triton-2017", 1)))


# ---- paths ----


@pytest.mark.parametrize("name", NAMES)
def test_ways_go_over_links_from_an_entry_to_the_harm(name: str) -> None:
    scene = begun(name).scene
    graph, play = scene.stage.graph, scene.play()
    assert ways(name)
    for harm, found in ways(name).items():
        for ranked in found:
            steps = ranked.way.steps
            assert steps[0] in play.entries
            assert graph.asset[steps[0]] == ATTACKER
            assert steps[-1] == scene.happens(harm)
            for before, after in itertools.pairwise(steps):
                assert (
                    after in graph.children.indices[graph.children.indptr[before] : graph.children.indptr[before + 1]]
                )
            assert len(set(steps)) == len(steps)
            assert graph.asset[list(steps[1:])].min() > ATTACKER


@pytest.mark.parametrize("name", NAMES)
def test_told_paths_have_words_incidents_and_stops(name: str) -> None:
    model, told = example(name), result(name).paths
    assert {path.harm for path in told} == set(ways(name))
    owned = 0
    for path in told:
        assert path.entry in catalogue().attackers["state"].entries
        assert path.steps[0].step.startswith("Attacker.")
        assert path.steps[-1].step == "Harm.happens"
        assert path.steps[-1].subject == path.harm
        assert set(path.elements) <= set(model.elements)
        assert 0.0 <= path.share.low <= path.share.value <= path.share.high <= 1.0
        assert 0.0 <= path.probability.value <= 1.0
        for step in path.steps:
            assert step.text.show("en").strip()
            assert step.text.show("ja").strip()
            assert "{" not in step.text.show("en") + step.text.show("ja")
            assert (step.incident is None) == step.step.startswith(("Attacker.", "Harm."))
            assert step.incident is None or step.incident in catalogue().incidents
            assert step.layer in (1, 2, 3) or (step.layer is None and step.incident is None)
            assert step.days is None or step.days > 0
            for stop in step.stops:
                assert stop.requirement in catalogue().requirements
                assert stop.status in ("stated", "none", "not-stated", "not-applicable")
                assert (stop.level is not None) == (stop.status == "stated")
                assert 0.0 < stop.works < 1.0
                assert stop.owner is None or stop.owner in model.organizations
                owned += stop.owner is not None
            assert len({stop.requirement for stop in step.stops}) == len(step.stops)
    assert owned > 20


@pytest.mark.parametrize("name", NAMES)
def test_paths_to_a_harm_are_different_and_in_order(name: str) -> None:
    told = result(name).paths
    for harm in {path.harm for path in told}:
        mine = [path for path in told if path.harm == harm]
        assert len(mine) <= 5
        shares = [path.share.value for path in mine]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.0 + 1e-9


def test_no_paths_where_none_are_wanted() -> None:
    known = begun("bus-operation")
    finder = PathFinder(known.scene, known.round)
    assert finder.ways(["fleet-stop"], 0) == {}
    assert finder.ways([], 5) == {}


# ---- harms and elements ----


@pytest.mark.parametrize("name", NAMES)
def test_outcomes_cover_the_model_and_are_in_order(name: str) -> None:
    model, found = example(name), result(name)
    assert [outcome.harm for outcome in found.harms] == list(model.harms)
    assert {outcome.element for outcome in found.elements} <= set(model.elements)
    for outcome in found.harms:
        assert (outcome.reason is None) == outcome.reachable
        for estimate in (outcome.likelihood.year, outcome.likelihood.campaign):
            assert 0.0 <= estimate.low <= estimate.value <= estimate.high <= 1.0
    for element in found.elements:
        if element.fleet is not None:
            assert element.fleet.year.value <= element.taken.year.value
        for effect in element.effects.values():
            assert effect.campaign.value > 0.0


@pytest.mark.parametrize("name", NAMES)
def test_a_median_is_known_only_where_half_of_the_campaigns_fall(name: str) -> None:
    horizon = result(name).run.horizon_days
    for element in result(name).elements:
        for likelihood in (element.taken, *element.effects.values()):
            if likelihood.median_days is not None:
                assert likelihood.campaign.value >= 0.5
                assert 0.0 <= likelihood.median_days.low <= likelihood.median_days.value <= horizon


# ---- surface ----


@pytest.mark.parametrize("name", NAMES)
def test_the_surface_tells_entries_by_layer_and_organization(name: str) -> None:
    scene, model = begun(name).scene, example(name)
    rows = surface(scene.stage, scene.catalogue, scene.attacker)
    assert len({(row.entry, row.layer, row.organization) for row in rows}) == len(rows)
    for row in rows:
        assert row.entry in catalogue().entries
        assert row.open == (row.entry in scene.attacker.entries)
        assert row.layer in (1, 2, 3)
        assert row.organization is None or row.organization in model.organizations
        assert row.elements
        assert len(set(row.elements)) == len(row.elements)
        assert all(model.thing(ident) is not None for ident in row.elements)


# ---- criticality, interval, assumptions ----


@pytest.mark.parametrize("name", NAMES)
def test_criticality_names_elements_and_avoids_no_more_than_is_lost(name: str) -> None:
    model, found = example(name), result(name)
    total = next(row.loss for row in found.losses if row.total)
    assert found.criticality
    assert len({one.element for one in found.criticality}) == len(found.criticality)
    for one in found.criticality:
        assert one.element in model.elements or one.element in model.products
        assert one.currency == total.currency
    values = [one.avoided.value for one in found.criticality if one.checked]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_interval_encloses_the_result(name: str) -> None:
    known = begun(name)
    found = unstated_interval(known.scene, known.watched, known.currency)
    assert found.currency == known.currency
    assert found.loss_absent is not None
    assert found.loss_met is not None
    assert found.unstated > 0
    for outcome in known.harms:
        if outcome.reachable:
            low, high = found.harms_met[outcome.harm].value, found.harms_absent[outcome.harm].value
            assert low <= outcome.likelihood.year.value <= high
    total = next(row.loss for row in first_part(known).losses if row.total)
    assert found.loss_met.value <= total.mean.value <= found.loss_absent.value


def test_without_a_currency_the_interval_tells_of_harms_alone() -> None:
    known = begun("incident-triton-2017")
    found = unstated_interval(known.scene, known.watched, None)
    assert (found.loss_absent, found.loss_met) == (None, None)
    assert found.harms_absent


@pytest.mark.parametrize("name", NAMES)
def test_assumptions_move_the_loss_the_way_they_read(name: str) -> None:
    found = result(name).assumptions
    assert found
    spans = [abs(effect.loss_high - effect.loss_low) for effect in found]
    assert spans == sorted(spans, reverse=True)
    for effect in found:
        assert effect.low <= effect.likely <= effect.high
        assert effect.title.show("en") != effect.title.show("ja")
        field = effect.id.rpartition("/")[2]
        if field in ("frequency", "persistence", "speed", "chance"):
            assert effect.loss_high >= effect.loss_low, effect.id
        else:
            assert effect.loss_high <= effect.loss_low, effect.id


def test_an_assumption_without_a_range_has_no_effect() -> None:
    known = begun("incident-triton-2017")
    scene = known.scene
    speed = scene.attacker.speed
    point = type(speed)(low=speed.likely, likely=speed.likely, high=speed.likely)
    fixed = scene.attacker.model_copy(update={"speed": point})
    records = {**scene.catalogue.attackers, fixed.id: fixed}
    tied = replace(scene, attacker=fixed, catalogue=replace(scene.catalogue, attackers=records))
    assert known.currency is not None
    way = WayFound(next(iter(ways("incident-triton-2017").values()))[0].way.steps, 1.0)
    found = assumption_effects(tied, known.watched, [way], known.currency, 1.0)
    assert found
    assert f"{fixed.id}/speed" not in {effect.id for effect in found}
    losses = {
        campaign_loss(
            tied,
            play_round(tied, known.watched, numbers=Numbers({("attackers", fixed.id, "speed"): end}), harms_only=True),
            known.currency,
        )
        for end in ("low", "high")
    }
    assert len(losses) == 1


def test_no_ways_no_assumptions() -> None:
    known = begun("incident-triton-2017")
    assert known.currency is not None
    assert assumption_effects(known.scene, known.watched, [], known.currency, 1.0) == ()


def test_a_range_of_one_point_is_a_range() -> None:
    assert Range(low=1.0, likely=1.0, high=1.0).likely == 1.0
