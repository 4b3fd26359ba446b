"""Yearly loss and people harmed: closed forms, bearers, harms that exclude or include one another, definitions."""

from __future__ import annotations

import math
from itertools import pairwise, permutations
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sanso.attack.loss import LEVEL, Happened, casualties, cost_of, harm_losses, losses, mean_losses, sorted_out, yearly
from sanso.attack.loss.yearly import _curve, _distribution, _quantile
from sanso.model.structure import Structure

from ..cpsf.build import structure

CAUSE = {"element": "plc", "effect": "stopped"}
Z95 = NormalDist().inv_cdf(0.95)


def model(harms: dict[str, dict[str, Any]], **sections: Any) -> Structure:
    given_ = {
        "organizations": {"o": {}, "p": {}},
        "people": {"crowd": {"count": 900}},
        "components": {"plc": {"kind": "controller", "count": 40}},
        **sections,
    }
    return structure(
        **given_, harms={ident: {"cause": CAUSE, "human": "none", **harm} for ident, harm in harms.items()}
    )


def money(low: str = "1 MJPY", high: str = "100 MJPY", **fields: Any) -> dict[str, Any]:
    return {"loss": {"low": low, "high": high, **fields}}


def happened(worlds: int, **rows: NDArray[np.int64] | list[int]) -> Happened:
    """Harms by the worlds in which they happened."""
    listed = [np.asarray(found, dtype=np.int64) for found in rows.values()]
    harm = np.repeat(np.arange(len(listed)), [len(found) for found in listed])
    return Happened(worlds, tuple(rows), np.concatenate(listed), harm.astype(np.int64))


def everywhere(worlds: int, *harms: str) -> Happened:
    return happened(worlds, **{ident: np.arange(worlds) for ident in harms})


# ---- closed forms ----


def test_fair_case_of_poisson_years_and_lognormal_loss() -> None:
    """A harm once a year where a Poisson(rate) number of campaigns, each carrying with p, is not zero."""
    worlds, rate, p = 200_000, 0.8, 0.3
    number = np.random.default_rng(5).poisson(rate * p, worlds)
    occurs = np.flatnonzero(number > 0)
    found = losses(happened(worlds, h=occurs), model({"h": {**money(), "borne_by": "o"}}), 3)
    total = found[0].loss
    any_ = -math.expm1(-rate * p)
    spread = math.log(100) / (2 * Z95)
    mean = any_ * 1e7 * math.exp(spread**2 / 2)
    second = any_ * 1e14 * math.exp(2 * spread**2)
    assert abs(total.any.value - any_) < 4 * math.sqrt(any_ * (1 - any_) / worlds)
    assert abs(total.mean.value - mean) < 4 * math.sqrt((second - mean**2) / worlds)
    assert total.mean.low < total.mean.value < total.mean.high
    for level in (0.9, 0.95, 0.99):
        inside = NormalDist().inv_cdf(1 - (1 - level) / any_)
        assert total.quantiles[f"{level:g}"] == pytest.approx(1e7 * math.exp(spread * inside), rel=0.05)
    assert total.quantiles["0.5"] == 0.0
    tail = any_ * NormalDist().cdf(spread - NormalDist().inv_cdf(1 - 0.05 / any_)) / 0.05
    assert total.tail_mean == pytest.approx(1e7 * math.exp(spread**2 / 2) * tail, rel=0.05)
    for point in total.curve[1:-3:6]:
        beyond = any_ * (1 - NormalDist().cdf(math.log(point.loss / 1e7) / spread))
        assert abs(point.probability - beyond) < 4 * math.sqrt(beyond / worlds) + 1e-5


def test_uniform_case() -> None:
    found = losses(everywhere(100_000, "h"), model({"h": money("1 MJPY", "10 MJPY", distribution="uniform")}), 3)
    total = found[0].loss
    assert total.mean.value == pytest.approx(5.5e6, rel=0.01)
    assert total.value_at_risk == pytest.approx(1e7, rel=0.01)
    assert total.tail_mean == pytest.approx(1.025e7, rel=0.01)
    assert total.any.value == 1.0


def test_independent_harms_add_up() -> None:
    one = model({"h": money(), "i": money("2 MJPY", "4 MJPY")})
    both = mean_losses(everywhere(1000, "h", "i"), one, 1)["JPY"]
    each = [mean_losses(everywhere(1000, ident), one, 1)["JPY"] for ident in "hi"]
    assert both == pytest.approx(each[0] + each[1])


# ---- what counts how often ----


@pytest.mark.parametrize(
    ("harm", "times"),
    [
        ({}, 1),
        ({"affects": {"people": "crowd", "count": 7}}, 1),
        ({"per": "person", "affects": {"people": "crowd", "count": 7}}, 7),
        ({"per": "person", "affects": {"people": "crowd"}}, 1),
        ({"per": "person"}, 1),
        ({"per": "instance"}, 40),
        ({"per": "instance", "share": 0.3}, 12),
        ({"per": "event", "share": 0.3}, 1),
    ],
)
def test_loss_per_event_instance_and_person(harm: dict[str, Any], times: int) -> None:
    per, share = harm.pop("per", "event"), harm.pop("share", None)
    cause = {**CAUSE, **({"share": share} if share else {})}
    made = model({"h": {**money("100 JPY", "100 JPY", per=per), "cause": cause, **harm}})
    assert mean_losses(everywhere(3, "h"), made, 1)["JPY"].tolist() == [100.0 * times] * 3
    cost = cost_of("h", made)
    assert cost is not None
    assert (cost.low, cost.high) == (100 * times, 100 * times)


def test_a_harm_without_loss_costs_nothing_and_is_not_among_the_losses() -> None:
    made = model({"h": {}})
    assert cost_of("h", made) is None
    assert losses(everywhere(10, "h"), made, 1) == ()


def test_a_harm_that_never_happens_has_a_distribution_of_zeros() -> None:
    total = losses(happened(10, h=[]), model({"h": money()}), 1)[0].loss
    assert (total.mean.value, total.any.value, total.value_at_risk, total.tail_mean) == (0.0, 0.0, 0.0, 0.0)
    assert total.curve == ()


def test_bearers_and_currencies_stand_apart() -> None:
    harms = {
        "h": {**money("10 JPY", "10 JPY"), "borne_by": "o"},
        "i": {**money("20 JPY", "20 JPY"), "borne_by": "p"},
        "j": money("40 JPY", "40 JPY"),
        "k": {**money("3 EUR", "3 EUR"), "borne_by": "o"},
    }
    found = losses(everywhere(4, *harms), model(harms), 1)
    rows = [(row.bearer, row.total, row.loss.currency, row.loss.mean.value) for row in found]
    assert rows == [
        (None, True, "EUR", 3.0),
        (None, True, "JPY", 70.0),
        ("o", False, "EUR", 3.0),
        (None, False, "JPY", 40.0),
        ("p", False, "JPY", 20.0),
        ("o", False, "JPY", 10.0),
    ]


def test_minor_units_are_whole_and_reported_in_major_ones() -> None:
    made = model({"h": money("0.25 EUR", "0.25 EUR")})
    assert yearly(everywhere(2, "h"), made, 1)[None, "EUR"].tolist() == [25, 25]
    assert losses(everywhere(2, "h"), made, 1)[0].loss.mean.value == 0.25


# ---- harms about one another ----


def rows(*given_: tuple[int, int, int, int]) -> NDArray[np.int64]:
    return np.array(given_, dtype=np.int64).reshape(-1, 4)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ((5, 0), (9, 0), "h"),
        ((9, 0), (5, 0), "i"),
        ((9, 0), (5, 1), "h"),
        ((5, 1), (9, 0), "i"),
        ((5, 0), (5, 0), "h"),
    ],
)
def test_of_harms_that_exclude_each_other_the_earlier_happens(
    first: tuple[int, int], second: tuple[int, int], kept: str
) -> None:
    for sides in (("h",), ("i",), ("h", "i")):
        made = model(
            {"h": {"excludes": ["i"] if "h" in sides else []}, "i": {"excludes": ["h"] if "i" in sides else []}}
        )
        found = sorted_out(rows((0, 0, *first), (0, 1, *second), (1, 0, 3, 0)), ["h", "i"], 2, made)
        names = [found.harms[place] for place in found.harm[found.world == 0]]
        assert names == [kept]
        assert found.harm[found.world == 1].tolist() == [0]


def test_exclusion_does_not_depend_on_the_order_of_the_file() -> None:
    harms = {"a": {"excludes": ["b"]}, "b": {"excludes": ["c"]}, "c": {}}
    times = {"a": 3, "b": 2, "c": 1}
    for names in permutations(harms):
        listed = rows(*((0, place, times[ident], 0) for place, ident in enumerate(names)))
        found = sorted_out(listed, names, 1, model({ident: harms[ident] for ident in names}))
        assert {names[place] for place in found.harm.tolist()} == {"a", "c"}


def test_what_another_harm_includes_is_not_counted_twice() -> None:
    harms = {"big": {**money("50 JPY", "50 JPY"), "includes": ["small"]}, "small": money("20 JPY", "20 JPY")}
    found = happened(3, big=[0, 1], small=[1, 2])
    assert mean_losses(found, model(harms), 1)["JPY"].tolist() == [50.0, 50.0, 20.0]
    assert harm_losses(found, model(harms), 1)["small"].tolist() == [0, 20]


def test_a_harm_does_not_include_or_exclude_itself() -> None:
    made = model({"h": {**money("50 JPY", "50 JPY"), "includes": ["h"], "excludes": ["h"]}})
    found = sorted_out(rows((0, 0, 1, 0)), ["h"], 1, made)
    assert mean_losses(found, made, 1)["JPY"].tolist() == [50.0]


# ---- definitions ----


def test_quantile_value_at_risk_and_tail() -> None:
    loss = np.arange(1, 101, dtype=np.int64)
    found = _distribution(loss, "JPY")
    assert LEVEL == found.level == 0.95
    assert found.quantiles == {"0.5": 50.0, "0.75": 75.0, "0.9": 90.0, "0.95": 95.0, "0.99": 99.0}
    assert found.value_at_risk == 95.0
    assert found.tail_mean == 98.0
    assert _quantile(np.array([4.0]), 0.5) == 4.0


@given(st.lists(st.integers(0, 30), min_size=1, max_size=300))
def test_every_distribution_is_in_order(values: list[int]) -> None:
    loss = np.array(values, dtype=np.int64)
    found = _distribution(loss, "JPY")
    levels = list(found.quantiles.values())
    assert levels == sorted(levels)
    assert found.tail_mean >= found.mean.value - 1e-9
    assert found.tail_mean >= found.value_at_risk - 1e-9 or len(values) < 20
    assert 0.0 <= found.mean.low <= found.mean.value <= found.mean.high
    assert np.mean(loss <= found.value_at_risk) >= LEVEL - 1e-9
    assert np.mean(loss < found.value_at_risk) < LEVEL


@given(st.lists(st.integers(0, 30), min_size=1, max_size=300))
def test_the_curve_says_how_often_a_loss_is_exceeded(values: list[int]) -> None:
    loss = np.sort(np.array(values, dtype=np.float64))
    curve = _curve(loss)
    assert bool(curve) == bool(loss.any())
    for before, after in pairwise(curve):
        assert before.loss < after.loss
        assert before.probability > after.probability
    for point in curve:
        assert point.probability == pytest.approx(float(np.mean(loss > point.loss)))
    if curve:
        assert curve[0].loss == 0.0
        assert (curve[-1].loss, curve[-1].probability) == (loss[-1], 0.0)


def test_people_harmed_are_counted_by_level() -> None:
    harms = {
        "a": {"human": "fatal", "affects": {"people": "crowd", "count": 3}},
        "b": {"human": "fatal", "affects": {"people": "crowd"}},
        "c": {"human": None, "ratings": [{"by": "x", "human": "limited"}, {"by": "y", "human": "serious"}],
              "affects": {"people": "crowd", "count": 10}},
        "d": {"human": "none", "affects": {"people": "crowd", "count": 99}},
        "e": {"human": "fatal"},
    }  # fmt: skip
    found = casualties(happened(4, a=[0, 1], b=[0], c=[3], d=[0], e=[0]), model(harms))
    assert [(row.level, row.mean.value, row.any.value) for row in found] == [
        ("fatal", 1.75, 0.5),
        ("serious", 2.5, 0.25),
    ]
    assert found[0].quantiles["0.99"] == 4.0


def test_one_world_gives_numbers_that_can_be_written_down() -> None:
    made = model({"h": {**money("50 JPY", "50 JPY"), "human": "fatal", "affects": {"people": "crowd", "count": 2}}})
    total = losses(everywhere(1, "h"), made, 1)[0].loss
    assert (total.mean.low, total.mean.value, total.mean.high) == (50.0, 50.0, 50.0)
    assert total.curve[-1].probability == 0.0
    assert casualties(everywhere(1, "h"), made)[0].mean.high == 2.0
