"""Levels of harms, the grid, populations and single units."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.analysis import Assessment
from sanso.iotssf import HarmLevels

from ..analysis.build import catalogue, codes, effect, link, placed, run

PARTS: dict[str, Any] = {
    "organizations": {"small": {"scale": "sme"}, "big": {"scale": "large"}, "unsized": {}},
    "people": {"guests": {"count": 50}},
    "components": {"a": {"kind": "actuator"}},
}
LEVELS = ("none", "limited", "serious", "catastrophic")


def _run(fields: dict[str, Any], **sections: Any) -> Assessment:
    return run(**{**PARTS, **sections}, harms={"h": {"cause": effect("a"), **fields}})


def _levels(fields: dict[str, Any], **sections: Any) -> HarmLevels:
    return _run(fields, **sections).summary.harms[0]


def _rating(**fields: Any) -> dict[str, Any]:
    return {"by": "someone", "rationale": "because", **fields}


RATINGS = [_rating(human="limited", economic="serious"), _rating(human="serious", economic="limited")]


def test_agreed_level_wins_over_ratings_even_if_lower() -> None:
    found = _levels({"human": "limited", "economic": "none", "ratings": RATINGS})
    assert (found.human, found.human_from, found.economic, found.economic_from) == (
        "limited", "stated", "none", "stated",
    )  # fmt: skip


def test_highest_rating_counts_without_an_agreed_level() -> None:
    found = _levels({"ratings": RATINGS})
    assert (found.human, found.human_from) == ("serious", "ratings")
    assert (found.economic, found.economic_from) == ("serious", "ratings")


def test_disagreement_is_shown() -> None:
    assert _levels({"ratings": RATINGS}).disagreement == ("human", "economic")
    assert "raters-disagree" in codes(_run({"ratings": RATINGS}))
    same = {"ratings": [RATINGS[0], RATINGS[0]]}
    assert _levels(same).disagreement == ()
    assert "raters-disagree" not in codes(_run(same))


@pytest.mark.parametrize(
    ("bearer", "high", "level"),
    [
        ("small", "0 JPY", "none"),
        ("small", "1 JPY", "limited"),
        ("small", "9999999 JPY", "limited"),
        ("small", "10 MJPY", "serious"),
        ("small", "299999999 JPY", "serious"),
        ("small", "300 MJPY", "catastrophic"),
        ("big", "299999999 JPY", "limited"),
        ("big", "300 MJPY", "serious"),
        ("big", "29999999999 JPY", "serious"),
        ("big", "30 GJPY", "catastrophic"),
        ("unsized", "299999999 JPY", "limited"),
        (None, "10 MJPY", "serious"),
        (None, "300 MJPY", "catastrophic"),
    ],
)
def test_economic_level_from_loss_by_the_bearers_scale(bearer: str | None, high: str, level: str) -> None:
    found = _levels({"loss": {"low": "0 JPY", "high": high}, "borne_by": bearer})
    assert (found.economic, found.economic_from, found.human) == (level, "loss", None)


def test_criteria_of_the_model_come_first() -> None:
    criteria = {"economic": {"by_scale": {"large": {"serious": "1 JPY", "catastrophic": "2 JPY"}}}}
    loss = {"loss": {"low": "1 JPY", "high": "2 JPY"}}
    assert _levels({**loss, "borne_by": "big"}, criteria=criteria).economic == "catastrophic"
    assert _levels({**loss, "borne_by": "small"}, criteria=criteria).economic == "limited"


@pytest.mark.parametrize(("stated", "warned"), [("limited", True), ("serious", False), ("catastrophic", False)])
def test_a_stated_level_wins_over_the_loss_with_a_warning_if_lower(stated: str, *, warned: bool) -> None:
    fields = {"economic": stated, "loss": {"low": "1 JPY", "high": "400 MJPY"}, "borne_by": "big"}
    assert _levels(fields).economic == stated
    assert ("economic-understated" in codes(_run(fields))) == warned


def test_currencies_are_never_converted() -> None:
    fields = {"human": "limited", "loss": {"low": "1 MEUR", "high": "900 MEUR"}, "borne_by": "big"}
    found = _run(fields)
    assert found.summary.harms[0].economic is None
    assert "currency-not-comparable" in codes(found)
    assert (placed(found, "a").category, placed(found, "a").at_least) == (1, True)


@pytest.mark.parametrize(
    ("fields", "category", "at_least"),
    [
        ({"human": "serious"}, 2, True),
        ({"economic": "serious"}, 2, True),
        ({"human": "serious", "economic": "none"}, 2, False),
        ({}, 0, True),
        ({"human": "fatal"}, 3, True),
    ],
)
def test_one_axis_unstated_is_at_least(fields: dict[str, Any], category: int, *, at_least: bool) -> None:
    place = placed(_run(fields), "a")
    assert (place.category, place.at_least) == (category, at_least)


def test_an_unstated_harm_keeps_at_least_beside_a_stated_one() -> None:
    harms = {"h": {"cause": effect("a"), "human": "limited", "economic": "limited"}, "i": {"cause": effect("a")}}
    place = placed(run(**PARTS, harms=harms), "a")
    assert (place.category, place.at_least) == (1, True)


def test_no_harm_is_not_rated() -> None:
    found = run(**PARTS)
    assert (placed(found, "a").category, placed(found, "a").at_least) == (None, False)
    assert found.summary.categories == {"not-rated": 1}


GRID = {
    "none": (0, 1, 2, 3),
    "limited": (1, 1, 2, 3),
    "serious": (2, 2, 3, 4),
    "fatal": (3, 3, 4, 4),
}


@pytest.mark.parametrize("human", GRID)
@pytest.mark.parametrize("column", range(4))
def test_every_cell_of_the_grid(human: str, column: int) -> None:
    place = placed(_run({"human": human, "economic": LEVELS[column]}), "a")
    assert (place.category, place.human.level, place.economic.level) == (GRID[human][column], human, LEVELS[column])
    assert catalogue().category_of(human, LEVELS[column]) == GRID[human][column]


def test_each_axis_has_its_own_deciding_harm() -> None:
    harms = {
        "hurts": {"cause": effect("a"), "human": "fatal", "economic": "none"},
        "costs": {"cause": effect("a"), "human": "none", "economic": "serious"},
        "costs-too": {"cause": effect("a"), "human": "none", "economic": "serious"},
    }
    place = placed(run(**PARTS, harms=harms), "a")
    assert (place.human.harm, place.economic.harm, place.category) == ("hurts", "costs", 4)
    assert place.harms == ("costs", "costs-too", "hurts")


def test_headcount_never_moves_the_human_axis() -> None:
    for count in (1, 10**6):
        found = _run({"human": "limited", "economic": "none", "affects": {"people": "guests", "count": count}})
        assert placed(found, "a").human.level == "limited"


FLEET: dict[str, Any] = {
    "organizations": {"big": {"scale": "large"}},
    "people": {"guests": {}},
    "components": {
        "door": {"kind": "actuator"},
        "ecu": {"kind": "controller", "count": 3},
        "server": {"kind": "server"},
    },
    "systems": {
        "bus": {"count": 120, "contains": {"door": 2, "ecu": 1}},
        "fleet": {"count": 2, "contains": {"bus": 5}},
    },
}


def test_instances_are_own_count_times_multiplicity_times_containers() -> None:
    found = run(**FLEET)
    assert {p.element: p.instances for p in found.iotssf} == {
        "fleet": 2, "bus": 120 * 5 * 2, "door": 2 * 120 * 5 * 2, "ecu": 3 * 120 * 5 * 2, "server": 1,
    }  # fmt: skip
    listed = run(components=FLEET["components"], systems={"bus": {"contains": ["door", "ecu"]}})
    assert {p.element: p.instances for p in listed.iotssf} == {"bus": 1, "door": 1, "ecu": 3, "server": 1}


@pytest.mark.parametrize(
    ("leaf", "loss", "affects", "level"),
    [
        ({}, {"per": "event", "high": "1 MJPY"}, None, "limited"),
        ({}, {"high": "1 MJPY"}, None, "limited"),
        ({"share": 0.3}, {"per": "event", "high": "299 MJPY"}, None, "limited"),
        ({"share": 0.3}, {"per": "instance", "high": "10 MJPY"}, None, "serious"),  # ⌈0.3·100⌉ = 30
        ({"share": 0.29}, {"per": "instance", "high": "10 MJPY"}, None, "limited"),
        ({"share": 0.291}, {"per": "instance", "high": "10 MJPY"}, None, "serious"),
        ({"share": 0.07}, {"per": "instance", "high": "42 MJPY"}, None, "limited"),  # ⌈7.000000000000001⌉ is 7
        ({}, {"per": "instance", "high": "3 MJPY"}, None, "serious"),
        ({}, {"per": "instance", "high": "2999999 JPY"}, None, "limited"),
        ({}, {"per": "person", "high": "10 MJPY"}, 30, "serious"),
        ({}, {"per": "person", "high": "10 MJPY"}, 29, "limited"),
    ],
)
def test_loss_per_event_instance_and_person(
    leaf: dict[str, Any], loss: dict[str, Any], affects: int | None, level: str
) -> None:
    fields: dict[str, Any] = {"loss": {"low": "1 JPY", **loss}, "borne_by": "big"}
    if affects is not None:
        fields["affects"] = {"people": "guests", "count": affects}
    found = run(
        organizations=FLEET["organizations"],
        people=FLEET["people"],
        components={"a": {"kind": "actuator"}},
        systems={"all": {"count": 100, "contains": ["a"]}},
        harms={"h": {"cause": effect("all", "stopped", **leaf), **fields}},
    )
    assert found.summary.harms[0].economic == level


def test_capacity_is_counted_in_units() -> None:
    sections: dict[str, Any] = {
        "organizations": FLEET["organizations"],
        "systems": {"plant": {"count": 50, "capacity": "2 MW"}},
    }
    loss = {"loss": {"low": "1 JPY", "high": "60 MJPY", "per": "instance"}, "borne_by": "big"}
    for capacity, level in (("9 MW", "serious"), ("8000 kW", "limited")):
        cause = effect("plant", "stopped", capacity=capacity)
        assert run(**sections, harms={"h": {"cause": cause, **loss}}).summary.harms[0].economic == level
    other = run(**sections, harms={"h": {"cause": effect("plant", "stopped", capacity="8 t"), **loss}})
    assert "capacity-not-comparable" in codes(other)


def _fleet(**fields: Any) -> Assessment:
    return run(
        **FLEET,
        connections={
            "k": link("commands", "server", "bus"),
            "l": link("commands", "ecu", "door"),
            "m": link("updates", "server", "ecu"),
        },
        harms={"h": {"human": "none", "borne_by": "big", **fields}},
    )


def test_one_unit_of_a_population_cannot_strike_a_share_of_it() -> None:
    found = _fleet(cause=effect("bus", "stopped", share=0.3), economic="serious")
    assert (placed(found, "bus").category, placed(found, "bus").single_unit) == (2, None)
    assert "population" in placed(found, "bus").as_
    assert (placed(found, "door").category, placed(found, "door").single_unit) == (2, None)


def test_one_server_for_the_whole_population_can() -> None:
    found = _fleet(cause=effect("bus", "stopped", share=0.3), economic="serious")
    assert (placed(found, "server").category, placed(found, "server").single_unit) == (2, 2)
    assert placed(found, "server").as_ == ("control",)


def test_one_unit_has_the_losses_per_instance_that_are_in_its_hands() -> None:
    found = _fleet(cause=effect("door"), loss={"low": "1 JPY", "high": "200 MJPY", "per": "instance"})
    # 2 doors in a bus: 400 MJPY are serious for a large firm, 200 MJPY are limited.
    assert {p.element: p.single_unit for p in found.iotssf if p.category is not None} == {
        "door": 1, "bus": 2, "ecu": 1, "fleet": 3, "server": 3,
    }  # fmt: skip
    assert {p.category for p in found.iotssf} == {3}


def test_single_things_have_one_category() -> None:
    found = _run({"human": "serious", "economic": "serious"})
    assert (placed(found, "a").category, placed(found, "a").single_unit) == (3, 3)
