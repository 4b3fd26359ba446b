"""Intervals: known values, and that they hold the truth as often as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sanso.attack.estimates import Estimate, mean, median_time, proportion, quantile


def test_wilson_at_a_published_example() -> None:
    found = proportion(15, 148)
    assert (found.low, found.high) == pytest.approx((0.0624, 0.1605), abs=2e-4)


def test_a_proportion_of_nothing_and_of_everything() -> None:
    assert proportion(0, 10).low == 0.0
    assert proportion(0, 10).high > 0.2
    assert proportion(10, 10).high == 1.0


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (-1, 3), (4, 3)])
def test_no_proportion(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        proportion(successes, n)


def test_a_single_value_bounds_nothing() -> None:
    assert mean(np.array([3.0])) == Estimate(3.0, -math.inf, math.inf)


def test_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(5)
    rows = rng.exponential(1.0, (2000, 60))
    middles = [quantile(row, 0.5) for row in rows]
    inside = np.mean([found.low <= math.log(2) <= found.high for found in middles])
    assert 0.945 <= inside <= 0.985
    inside = np.mean([found.low <= 1.0 <= found.high for found in map(mean, rows)])
    assert 0.90 <= inside <= 0.97


def test_ranks_are_those_of_the_tables() -> None:
    """The 95 % interval of a median of 20 values runs from the 6th to the 15th."""
    found = quantile(np.arange(1.0, 21.0), 0.5)
    assert (found.value, found.low, found.high) == (10.0, 6.0, 15.0)


def test_a_far_quantile_of_few_values_has_no_upper_end() -> None:
    found = quantile(np.arange(100.0), 0.99)
    assert found.value == 98.0
    assert found.high == math.inf


def test_median_times() -> None:
    assert median_time(np.array([5, 6, 7], dtype=np.int32), 7) is None
    found = median_time(np.arange(50, dtype=np.int32), 60)
    assert found is not None
    assert found.value == 29.0
    assert found.low < 29.0 < found.high < 50.0
    assert median_time(np.arange(10, dtype=np.int32), 20) == Estimate(9.0, 5.0, math.inf)
