"""Tables of time: the inverse distribution of a time-to-compromise expression, in ticks (minutes).

A table has `LEVELS` × 4,097 entries. The first 4,097 are the times at the probabilities 0, 1/4096 … 1. Small
probabilities are read from the next levels, each 64 times finer (probabilities below 1/64, 1/4096, 2⁻¹⁸ on steps of
2⁻¹⁸, 2⁻²⁴, 2⁻³⁰), so that the chance of a very quick success is right within a few thousandths down to 10⁻⁷.
Between entries time is linear. Where a time has no upper end, the last entry is the time at 1 - 2⁻²⁰.

A Bernoulli is no time: it says whether the step can be taken at all, see `coin_of`. Distributions are in days and
independent of one another; a combination of two is computed on a grid of about 800 × 800 cells, its quantiles right
within about a hundredth. Gamma uses ``scipy.special``, loaded only then. Sources: NIST/SEMATECH e-Handbook of
Statistical Methods, 1.3.6.6 (inverse distributions); a normal truncated at 0 is inverted through its upper tail.

>>> from sanso.attack.language.ttc import Distribution
>>> int(table(Distribution("Exponential", (1 / 200,)))[2048])  # half of them within 138.6 days
199626
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sanso.attack.language.ttc import PRESETS, Combined, Distribution, Number, Ttc
from sanso.attack.worlds.play import NEVER
from sanso.attack.worlds.years import TICKS_PER_DAY

__all__ = ["CELLS", "LEVELS", "LEVEL_BITS", "SIZE", "coin_of", "scaled", "table", "takes_time"]

CELLS = 4096
LEVEL_BITS = 6
LEVELS = 4
SIZE = LEVELS * (CELLS + 1)
"""Entries of a table."""

_LAST = 2.0**-20
_Floats = NDArray[np.float64]
_Inverse = Callable[[_Floats, _Floats], _Floats]
"""Days at the probabilities of the first argument; the second is 1 minus the first, for the upper tail."""


def table(ttc: Ttc) -> NDArray[np.int32]:
    """Return the table of *ttc*: int32 ticks, ascending within a level; times from `NEVER` on are `NEVER`.

    Raises:
        ValueError: a distribution has parameters that it cannot have, or no known name.

    """
    inverse = _inverse(ttc)
    if inverse is None:
        return np.zeros(SIZE, dtype=np.int32)
    lower, upper = _grid()
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        ticks = np.rint(np.clip(inverse(lower, upper), 0.0, NEVER / TICKS_PER_DAY) * TICKS_PER_DAY)
    return np.minimum(ticks, NEVER).astype(np.int32)


def scaled(times: NDArray[np.int32], factor: float) -> NDArray[np.int32]:
    """Return a table whose times are *factor* times as long (0.5: twice as quick).

    Raises:
        ValueError: the factor is negative or not finite.

    """
    if not (math.isfinite(factor) and factor >= 0.0):
        raise ValueError(f"a factor of time must be finite and not negative, not {factor}")
    longer = np.rint(times.astype(np.float64) * factor)
    return np.where(times >= NEVER, NEVER, np.minimum(longer, NEVER)).astype(np.int32)


def coin_of(ttc: Ttc | None) -> float:
    """Return the probability that a step of *ttc* can be taken at all: the product of its Bernoulli factors."""
    if isinstance(ttc, Combined):
        return coin_of(ttc.left) * coin_of(ttc.right)
    if isinstance(ttc, Distribution) and ttc.name in PRESETS and not ttc.arguments:
        return coin_of(PRESETS[ttc.name])
    if isinstance(ttc, Distribution) and ttc.name == "Bernoulli":
        _require(0.0 <= ttc.arguments[0] <= 1.0, ttc, "a probability in 0..1")
        return ttc.arguments[0]
    return 1.0


def takes_time(ttc: Ttc | None) -> bool:
    """Return whether a step of *ttc* can take any time, so that it needs a table."""
    return ttc is not None and bool(table(ttc)[CELLS] > 0)


@lru_cache(maxsize=1)
def _grid() -> tuple[_Floats, _Floats]:
    even = np.arange(CELLS + 1) / CELLS
    lower = np.concatenate([even * 2.0 ** (-LEVEL_BITS * level) for level in range(LEVELS)])
    return lower, np.maximum(1.0 - lower, _LAST)


def _inverse(ttc: Ttc) -> _Inverse | None:
    """Return the inverse distribution of *ttc*, or None where it takes no time of its own."""
    if isinstance(ttc, Number):
        constant = ttc.value
        if not constant >= 0.0:
            raise ValueError(f"a time must not be negative, not {constant}")
        return lambda lower, _: np.full(lower.shape, constant)
    if isinstance(ttc, Combined):
        return _combined(ttc)
    if ttc.name in PRESETS and not ttc.arguments:
        return _inverse(PRESETS[ttc.name])
    if ttc.name == "Bernoulli":
        return None
    maker = _MAKERS.get(ttc.name)
    if maker is None:
        raise ValueError(f"no distribution is called {ttc.name}")
    return maker(ttc)


def _require(holds: bool, ttc: Distribution, what: str) -> None:  # noqa: FBT001
    if not holds:
        raise ValueError(f"{ttc.name}{ttc.arguments} needs {what}")


def _exponential(ttc: Distribution) -> _Inverse:
    (rate,) = ttc.arguments
    _require(0.0 < rate < math.inf, ttc, "a rate above 0")
    return lambda lower, upper: np.where(lower < 0.5, -np.log1p(-np.minimum(lower, 0.5)), -np.log(upper)) / rate


def _gamma(ttc: Distribution) -> _Inverse:
    shape, scale = ttc.arguments
    _require(0.0 < shape < math.inf and 0.0 < scale < math.inf, ttc, "a shape and a scale above 0")

    def inverse(lower: _Floats, upper: _Floats) -> _Floats:
        from scipy.special import gammainccinv, gammaincinv

        small = np.asarray(gammaincinv(shape, np.minimum(lower, 0.5)), dtype=np.float64)
        return np.where(lower < 0.5, small, np.asarray(gammainccinv(shape, upper), dtype=np.float64)) * scale

    return inverse


def _lognormal(ttc: Distribution) -> _Inverse:
    mu, sigma = ttc.arguments
    _require(math.isfinite(mu) and 0.0 < sigma < math.inf, ttc, "a standard deviation above 0")
    return lambda lower, upper: np.exp(mu + sigma * _normal(lower, upper))


def _normal(lower: _Floats, upper: _Floats) -> _Floats:
    """Return the standard normal's inverse distribution, accurate in both tails."""
    tail = NormalDist().inv_cdf
    least = np.maximum(np.minimum(lower, upper), 1e-300)
    quantile = np.array([tail(p) for p in least.tolist()])
    return np.where(lower <= upper, np.where(lower > 0.0, quantile, -np.inf), -quantile)


def _truncated_normal(ttc: Distribution) -> _Inverse:
    mean, deviation = ttc.arguments
    _require(math.isfinite(mean) and 0.0 < deviation < math.inf, ttc, "a standard deviation above 0")
    kept = 0.5 * math.erfc(-mean / deviation / math.sqrt(2.0))
    _require(kept > 1e-200, ttc, "a mean nearer to 0 or above it")

    def inverse(lower: _Floats, upper: _Floats) -> _Floats:
        beyond = kept * upper
        return np.maximum(mean + deviation * _normal((1.0 - kept) + kept * lower, beyond), 0.0)

    return inverse


def _uniform(ttc: Distribution) -> _Inverse:
    least, most = ttc.arguments
    _require(0.0 <= least <= most < math.inf, ttc, "0 ≤ least ≤ most")
    return lambda lower, _: least + (most - least) * lower


def _pareto(ttc: Distribution) -> _Inverse:
    least, shape = ttc.arguments
    _require(0.0 < least < math.inf and 0.0 < shape < math.inf, ttc, "a least time and a shape above 0")
    return lambda _, upper: least * np.exp(np.minimum(-np.log(upper) / shape, 500.0))


def _binomial(ttc: Distribution) -> _Inverse:
    trials, chance = ttc.arguments
    _require(trials == int(trials) and 0 <= trials <= 1e6 and 0.0 <= chance <= 1.0, ttc, "whole trials, 0 ≤ p ≤ 1")
    if trials == 0 or chance in (0.0, 1.0):
        return lambda lower, _: np.full(lower.shape, trials * chance)

    def inverse(lower: _Floats, _: _Floats) -> _Floats:
        n = int(trials)
        logs = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)]
        count = np.arange(n + 1)
        mass = np.exp(np.array(logs) + count * math.log(chance) + (n - count) * math.log1p(-chance))
        return np.minimum(np.searchsorted(np.cumsum(mass), lower * (1.0 - 1e-12)), n).astype(np.float64)

    return inverse


_MAKERS: dict[str, Callable[[Distribution], _Inverse]] = {
    "Binomial": _binomial,
    "Exponential": _exponential,
    "Gamma": _gamma,
    "LogNormal": _lognormal,
    "Pareto": _pareto,
    "TruncatedNormal": _truncated_normal,
    "Uniform": _uniform,
}

_OPERATORS: dict[str, Callable[[_Floats, _Floats], _Floats]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}


def _combined(ttc: Combined) -> _Inverse | None:
    left, right = _inverse(ttc.left), _inverse(ttc.right)
    if left is None or right is None:
        return left if right is None else right
    apply = _OPERATORS[ttc.operator]
    if isinstance(ttc.right, Number):
        number = np.array(ttc.right.value)
        return lambda lower, upper: _days(apply(left(lower, upper), number))
    if isinstance(ttc.left, Number) and ttc.operator in "+*":
        factor = np.array(ttc.left.value)
        return lambda lower, upper: _days(apply(factor, right(lower, upper)))
    return lambda lower, _: _by_cells(left, right, apply, lower)


def _days(found: _Floats) -> _Floats:
    """Return *found* where it is a time; below 0 is 0, and what no number stands for never comes."""
    return np.maximum(np.nan_to_num(found, nan=math.inf, posinf=math.inf, neginf=0.0), 0.0)


def _by_cells(left: _Inverse, right: _Inverse, apply: Callable[[_Floats, _Floats], _Floats], lower: _Floats) -> _Floats:
    """Return the quantiles of two independent times combined: every cell of one with every cell of the other."""
    middle, rest, width = _cells()
    with np.errstate(all="ignore"):
        value = _days(apply(left(middle, rest)[:, None], right(middle, rest)[None, :])).ravel()
    order = np.argsort(value, kind="stable")
    value, mass = value[order], (width[:, None] * width[None, :]).ravel()[order]
    finite = int(np.searchsorted(value, math.inf))
    last = value[-1]
    at = (np.cumsum(mass) - mass / 2)[:finite]
    days: _Floats = np.interp(lower, at, value[:finite], right=last) if finite else np.full(lower.shape, math.inf)
    return np.where(lower <= 0.0, 0.0, days)


@lru_cache(maxsize=1)
def _cells() -> tuple[_Floats, _Floats, _Floats]:
    """Return middles, 1 - middles and widths of cells of probability, 16 an octave towards both ends."""
    low = 2.0 ** (-np.arange(34 * 16, 15, -1) / 16.0)
    high = 2.0 ** (-np.arange(17, 20 * 16 + 1) / 16.0)
    edges = np.concatenate([[0.0], low, 1.0 - high, [1.0]])
    rest = np.concatenate([[1.0], 1.0 - low, high, [0.0]])
    return (edges[1:] + edges[:-1]) / 2, (rest[1:] + rest[:-1]) / 2, np.diff(edges)
