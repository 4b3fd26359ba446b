import math

import numpy as np
import pytest
import scipy.stats as stats

from sanso.attack.language.ttc import PRESETS, Combined, Distribution, Number, Ttc
from sanso.attack.worlds.efforts import interpolate
from sanso.attack.worlds.play import NEVER
from sanso.attack.worlds.tables import CELLS, LEVELS, SIZE, coin_of, scaled, table, takes_time

D = Distribution
CASES = [
    (D("Exponential", (1 / 200,)), stats.expon(scale=200)),
    (D("Gamma", (3.0, 30.0)), stats.gamma(3, scale=30)),
    (D("Gamma", (0.5, 300.0)), stats.gamma(0.5, scale=300)),
    (D("LogNormal", (4.0, 1.2)), stats.lognorm(1.2, scale=math.exp(4))),
    (D("TruncatedNormal", (100.0, 60.0)), stats.truncnorm(-100 / 60, math.inf, loc=100, scale=60)),
    (D("Uniform", (10.0, 90.0)), stats.uniform(10, 80)),
    (D("Pareto", (20.0, 3.0)), stats.pareto(3, scale=20)),
    (Combined("+", D("Exponential", (0.01,)), D("Exponential", (0.01,))), stats.gamma(2, scale=100)),
    (Combined("*", Number(3.0), D("Exponential", (0.01,))), stats.expon(scale=300)),
    (Combined("+", D("Exponential", (0.01,)), Number(5.0)), stats.expon(loc=5, scale=100)),
]


def below(row: np.ndarray, ticks: int) -> float:
    """Return the probability of at most *ticks*, by bisection of the draw."""
    low, high = 0, 2**64 - 1
    if interpolate(np.array([high], dtype=np.uint64), row)[0] <= ticks:
        return 1.0
    while low < high:
        middle = (low + high) // 2
        if interpolate(np.array([middle], dtype=np.uint64), row)[0] <= ticks:
            low = middle + 1
        else:
            high = middle
    return low / 2**64


@pytest.mark.parametrize(("ttc", "law"), CASES, ids=lambda value: getattr(value, "name", None))
def test_probabilities_are_right_from_the_lower_tail_up(ttc: Ttc, law: stats.rv_continuous) -> None:
    row = table(ttc)
    assert row.shape == (SIZE,)
    for quantile in (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 0.9, 0.99):
        ticks = round(float(law.ppf(quantile)) * 1440)
        exact = float(law.cdf((ticks + 0.5) / 1440))
        assert below(row, ticks) == pytest.approx(exact, rel=6e-3)


def test_a_table_is_ascending_and_its_levels_meet() -> None:
    for ttc, _ in CASES:
        levels = table(ttc).reshape(LEVELS, CELLS + 1).astype(np.int64)
        assert (np.diff(levels, axis=1) >= 0).all()
        assert np.abs(levels[1:, -1] - levels[:-1, CELLS // 64]).max() <= 1


def test_binomial_and_numbers() -> None:
    row = table(D("Binomial", (10, 0.3)))
    for count in (0, 3, 6):
        assert below(row, count * 1440 + 720) == pytest.approx(stats.binom(10, 0.3).cdf(count), abs=5e-4)
    assert set(table(Number(2.5)).tolist()) == {3600}
    assert table(Number(1e9))[0] == NEVER
    assert set(table(D("Binomial", (4, 1.0))).tolist()) == {4 * 1440}


def test_operators() -> None:
    exponential = D("Exponential", (0.1,))
    row, minus = table(exponential), table(Combined("-", exponential, Number(2.0)))
    assert np.abs(np.maximum(row.astype(np.int64) - 2880, 0) - minus).max() <= 1
    half = table(Combined("/", exponential, Number(2.0)))
    assert np.abs(half.astype(np.int64) * 2 - row).max() <= 1
    square = table(Combined("^", Number(2.0), Number(3.0)))
    assert set(square.tolist()) == {8 * 1440}
    difference = table(Combined("-", exponential, exponential))
    assert below(difference, 0) == pytest.approx(0.5, abs=0.01)
    assert table(Combined("/", Number(1.0), Number(0.0)))[5] == NEVER


def test_bernoullis_are_coins_and_take_no_time() -> None:
    assert coin_of(PRESETS["VeryHardAndUncertain"]) == 0.5
    assert coin_of(Combined("*", D("Bernoulli", (0.5,)), Combined("*", D("Bernoulli", (0.4,)), Number(1)))) == 0.2
    assert coin_of(None) == coin_of(Number(3.0)) == 1.0
    assert not takes_time(D("Bernoulli", (0.5,)))
    assert not takes_time(None)
    assert takes_time(Number(1.0))
    hard = table(PRESETS["HardAndUncertain"])
    assert (hard == table(D("Exponential", (0.1,)))).all()
    assert coin_of(D("EasyAndUncertain")) == 0.5


def test_scaling() -> None:
    row = table(D("Exponential", (0.1,)))
    assert np.abs(scaled(row, 2.0) - 2 * row.astype(np.int64)).max() == 0
    assert scaled(np.array([NEVER, NEVER - 1, 5], dtype=np.int32), 0.5).tolist() == [NEVER, NEVER // 2, 2]
    assert scaled(np.array([NEVER - 1], dtype=np.int32), 1e9).tolist() == [NEVER]
    with pytest.raises(ValueError, match="factor"):
        scaled(row, -1.0)


@pytest.mark.parametrize(
    "ttc",
    [
        D("Exponential", (0.0,)), D("Gamma", (-1.0, 2.0)), D("LogNormal", (0.0, 0.0)), D("Uniform", (3.0, 2.0)),
        D("TruncatedNormal", (0.0, -1.0)), D("TruncatedNormal", (-1e6, 1.0)), D("Pareto", (0.0, 1.0)),
        D("Binomial", (2.5, 0.5)), D("Zipf", (1.0,)), Number(-1.0),
    ],
)  # fmt: skip
def test_impossible_parameters_are_refused(ttc: Ttc) -> None:
    with pytest.raises(ValueError, match=r"needs|called|negative"):
        table(ttc)
