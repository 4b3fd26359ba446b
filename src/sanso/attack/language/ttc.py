"""Time-to-compromise expressions (TTC) of MAL: how long a step takes an attacker, in days.

A Bernoulli says whether the step can be taken at all; it takes no time of its own. On a defence a Bernoulli is
the probability that it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["DISTRIBUTIONS", "PRESETS", "Combined", "Distribution", "Number", "Operator", "Ttc"]

Operator = Literal["+", "-", "*", "/", "^"]


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """A named distribution with its arguments, in the order of MAL."""

    name: str
    arguments: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Combined:
    """Two independent expressions under one of MAL's operators."""

    operator: Operator
    left: Ttc
    right: Ttc


Ttc = Number | Distribution | Combined

DISTRIBUTIONS: Mapping[str, int] = {
    "Bernoulli": 1,
    "Binomial": 2,
    "Exponential": 1,
    "Gamma": 2,
    "LogNormal": 2,
    "Pareto": 2,
    "TruncatedNormal": 2,
    "Uniform": 2,
}
"""Known distributions and how many arguments each takes."""

PRESETS: Mapping[str, Ttc] = {
    "Enabled": Distribution("Bernoulli", (1.0,)),
    "Disabled": Distribution("Bernoulli", (0.0,)),
    "Zero": Number(0.0),
    "Infinity": Distribution("Bernoulli", (0.0,)),
    "EasyAndCertain": Distribution("Exponential", (1.0,)),
    "EasyAndUncertain": Distribution("Bernoulli", (0.5,)),
    "HardAndCertain": Distribution("Exponential", (0.1,)),
    "HardAndUncertain": Combined("*", Distribution("Bernoulli", (0.5,)), Distribution("Exponential", (0.1,))),
    "VeryHardAndCertain": Distribution("Exponential", (0.01,)),
    "VeryHardAndUncertain": Combined("*", Distribution("Bernoulli", (0.5,)), Distribution("Exponential", (0.01,))),
}
"""MAL's names for common expressions. What takes forever (``Infinity``) is a step that can never be taken."""
