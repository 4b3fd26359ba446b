"""What one harm costs: the distribution that its two percentiles say, the same draw for the same world."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.attack.loss import Severity, drawn

WORLDS = np.arange(200_000, dtype=np.int64)
Z95 = 1.6448536269514722


def lognormal(low: float = 1e6, high: float = 1e8) -> Severity:
    return Severity("h", "JPY", low, high)


def test_lognormal_has_its_percentiles_and_mean() -> None:
    values = drawn(lognormal(), 1, WORLDS).astype(np.float64)
    assert np.quantile(values, [0.05, 0.5, 0.95]) == pytest.approx([1e6, 1e7, 1e8], rel=0.03)
    spread = math.log(100) / (2 * Z95)
    mean = 1e7 * math.exp(spread**2 / 2)
    error = mean * math.sqrt(math.expm1(spread**2)) / math.sqrt(len(values))
    assert abs(values.mean() - mean) < 4 * error


def test_uniform_has_its_percentiles_and_mean() -> None:
    values = drawn(Severity("h", "JPY", 1000, 10_000, "uniform"), 1, WORLDS).astype(np.float64)
    assert np.quantile(values, [0.05, 0.5, 0.95]) == pytest.approx([1000, 5500, 10_000], rel=0.02)
    assert values.mean() == pytest.approx(5500, rel=0.01)
    assert values.min() >= 499
    assert values.max() <= 10_501


def test_uniform_is_never_a_gain() -> None:
    values = drawn(Severity("h", "JPY", 0, 9000, "uniform"), 1, WORLDS)
    assert values.min() == 0
    assert np.mean(values == 0) == pytest.approx(0.05, abs=0.005)


@pytest.mark.parametrize("distribution", ["lognormal", "uniform"])
def test_a_certain_loss_is_certain(distribution: str) -> None:
    assert set(drawn(Severity("h", "JPY", 700, 700, distribution), 1, WORLDS[:500]).tolist()) == {700}


@pytest.mark.parametrize("distribution", ["lognormal", "uniform"])
def test_no_loss_is_none(distribution: str) -> None:
    assert not drawn(Severity("h", "JPY", 0, 0, distribution), 1, WORLDS[:500]).any()


def test_a_lower_end_of_nothing_is_no_fault() -> None:
    values = drawn(lognormal(0, 1e6), 1, WORLDS)
    assert values.min() >= 0
    assert np.quantile(values, 0.95) == pytest.approx(1e6, rel=0.1)


def test_draws_belong_to_seed_world_and_harm() -> None:
    whole = drawn(lognormal(), 7, WORLDS[:1000])
    assert (drawn(lognormal(), 7, WORLDS[500:600]) == whole[500:600]).all()
    assert (drawn(lognormal(), 7, WORLDS[:1000][::-1]) == whole[::-1]).all()
    assert (drawn(lognormal(), 8, WORLDS[:1000]) != whole).mean() > 0.99
    other = Severity("i", "JPY", 1e6, 1e8)
    assert abs(np.corrcoef(np.log(whole), np.log(drawn(other, 7, WORLDS[:1000])))[0, 1]) < 0.12


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 2**64 - 1))
def test_dearer_ends_never_cost_less_in_any_world(low: int, more: int, seed: int) -> None:
    worlds = np.arange(50, dtype=np.int64)
    cheap, dear = Severity("h", "JPY", low, low + more), Severity("h", "JPY", 2 * low, 2 * (low + more))
    assert (drawn(dear, seed, worlds) >= drawn(cheap, seed, worlds)).all()
