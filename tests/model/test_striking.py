"""How much of a population a cause strikes at once, and how often a stated loss counts."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.model.harms import EffectCause
from sanso.model.striking import leaves, loss_times, struck, units
from sanso.model.structure import Structure

from .factory import model

LOSS = {"low": "1 JPY", "high": "2 JPY"}


def fleet(cause: dict[str, Any], **harm: Any) -> Structure:
    made = model(
        people={"crowd": {}},
        components={"pump": {"kind": "actuator", "capacity": "10 m3/h"}, "hub": {"kind": "server"}},
        systems={"plant": {"count": 10, "contains": {"pump": 3}}},
        conditions={"rain": {"probability": 0.5}},
        harms={"h": {"cause": cause, "human": "none", **harm}},
    )
    return Structure.of(made, ())


def pump(**fields: Any) -> dict[str, Any]:
    return {"element": "pump", "effect": "stopped", **fields}


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({}, 1),
        ({"share": 0.001}, 1),
        ({"share": 0.1}, 3),
        ({"share": 0.11}, 4),
        ({"share": 1.0}, 30),
        ({"capacity": "10 m3/h"}, 1),
        ({"capacity": "95 m3/h"}, 10),
        ({"capacity": "1 MW"}, None),
    ],
)
def test_how_many_are_struck(fields: dict[str, Any], number: int | None) -> None:
    structure = fleet(pump(**fields))
    assert struck(EffectCause.model_validate(pump(**fields)), structure) == number


def test_a_capacity_of_what_has_none_cannot_be_counted() -> None:
    leaf = EffectCause.model_validate({"element": "hub", "effect": "stopped", "capacity": "5 MW"})
    assert struck(leaf, fleet(pump())) is None
    assert units(leaf, fleet(pump())) == 1


def test_leaves_are_the_effects_at_any_depth() -> None:
    cause = {
        "all_of": [pump(), {"any_of": [pump(share=0.5), {"condition": "rain"}]}, {"at_least": {"n": 1, "of": [pump()]}}]
    }
    assert len(list(leaves(fleet(cause).model.harms["h"]))) == 3


@pytest.mark.parametrize(
    ("harm", "times"),
    [
        ({}, 1),
        ({"loss": LOSS}, 1),
        ({"loss": {**LOSS, "per": "person"}}, 1),
        ({"loss": {**LOSS, "per": "person"}, "affects": {"people": "crowd", "count": 6}}, 6),
        ({"loss": {**LOSS, "per": "instance"}}, 30),
    ],
)
def test_how_often_a_loss_counts(harm: dict[str, Any], times: int) -> None:
    structure = fleet(pump(), **harm)
    assert loss_times(structure.model.harms["h"], structure) == times


def test_per_instance_counts_the_largest_part_of_the_cause() -> None:
    structure = fleet({"any_of": [pump(share=0.5), pump(share=0.2)]}, loss={**LOSS, "per": "instance"})
    assert loss_times(structure.model.harms["h"], structure) == 15
