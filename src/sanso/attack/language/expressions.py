"""Step expressions of MAL: how an attack step finds the steps it leads to.

``hosts.apps[Server].access`` is
``Collect(Collect(Field("hosts"), SubType(Field("apps"), "Server")), StepName("access"))``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Closure",
    "Collect",
    "Difference",
    "Expression",
    "Field",
    "Intersection",
    "StepName",
    "SubType",
    "Union",
    "Variable",
]


@dataclass(frozen=True, slots=True)
class Field:
    """The assets at the far end of an association, by the name of that end."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """The assets that a ``let`` of the asset names."""

    name: str


@dataclass(frozen=True, slots=True)
class StepName:
    """The attack step or defence that a reaching expression ends in."""

    name: str


@dataclass(frozen=True, slots=True)
class Collect:
    """``left.right``: what *right* finds from everything that *left* finds."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Union:
    r"""``left \/ right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Intersection:
    r"""``left /\ right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Difference:
    """``left - right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Closure:
    """``of*``: the asset itself and all that repeated *of* finds (reflexive and transitive)."""

    of: Expression


@dataclass(frozen=True, slots=True)
class SubType:
    """``of[asset]``: those of the assets found that are of the type *asset*."""

    of: Expression
    asset: str


Expression = Field | Variable | StepName | Collect | Union | Intersection | Difference | Closure | SubType
