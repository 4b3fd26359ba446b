r"""Step expressions as relations: evaluated from all assets of some types at once, never asset by asset.

An expression is a path of *legs*, one behind the other; ``a.b[T].c`` has the legs ``a``, ``b``, "is a T", ``c``.
Following a leg turns the relation (start, here) into (start, there). Fields and variables are looked up by the type
of the asset where one is, as the language has made sure that it can be.

Set operations are taken from each asset by itself: ``hosts.(a /\ b)`` is what one host finds by both, not what some
host finds by *a* and some other by *b*. A closure holds its start, as MAL's does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanso.attack.graph.pairs import (
    Pairs,
    Rows,
    common,
    distinct,
    joined,
    only,
    ordered,
    paired,
    rows_of,
    through,
    unpaired,
    without,
)
from sanso.attack.graph.population import Population
from sanso.attack.language.expressions import (
    Closure,
    Collect,
    Difference,
    Expression,
    Field,
    Intersection,
    StepName,
    SubType,
    Union,
    Variable,
)

__all__ = ["Evaluation", "Leg", "OfType", "path", "step_paths"]


@dataclass(frozen=True, slots=True)
class OfType:
    """The leg that stays where it is, on assets of a type only."""

    asset: str


Leg = Field | Variable | Union | Intersection | Difference | Closure | OfType


def path(expression: Expression) -> tuple[Leg, ...]:
    """Return the legs of an *expression* of assets.

    Raises:
        ValueError: it names a step.

    """
    match expression:
        case Collect(left, right):
            return (*path(left), *path(right))
        case SubType(of, asset):
            return (*path(of), OfType(asset))
        case StepName(name):
            raise ValueError(f"the step {name!r} stands where assets are meant")
        case _:
            return (expression,)


def step_paths(expression: Expression) -> list[tuple[tuple[Leg, ...], str]]:
    """Return the legs of an *expression* and the step in which they end; one pair for each side of a union of steps.

    Raises:
        ValueError: it does not end in a step.

    """
    match expression:
        case StepName(name):
            return [((), name)]
        case Collect(left, right):
            return [((*path(left), *legs), name) for legs, name in step_paths(right)]
        case Union(left, right):
            return step_paths(left) + step_paths(right)
        case _:
            raise ValueError(f"an expression ends in {type(expression).__name__} where it must end in a step")


class Evaluation:
    """Follows legs over the assets of one population; variables are evaluated once for each type that has them.

    No relation may hold more than *most* pairs.
    """

    def __init__(self, population: Population, most: int | None = None) -> None:
        self.population = population
        self.most = most
        self._variables: dict[str, Rows] = {}
        self._open: set[str] = set()

    def follow(self, legs: tuple[Leg, ...], pairs: Pairs) -> Pairs:
        """Return the relation (start, there) that *legs* make of (start, here).

        Raises:
            KeyError: an asset type is unknown.
            TooManyPairs: a relation has no room.
            ValueError: a variable rests on itself.

        """
        for leg in legs:
            pairs = self.step(leg, pairs)
        return pairs

    def step(self, leg: Leg, pairs: Pairs) -> Pairs:
        """Follow one *leg*; see `follow`."""
        if not len(pairs):
            return pairs
        match leg:
            case Field(name):
                return through(pairs, self.population.field(name), self.most)
            case OfType(asset):
                return only(pairs, *self.population.family(asset))
            case Variable(name):
                return through(pairs, self._variable(name), self.most)
            case Union(left, right):
                return joined(self.follow(path(left), pairs), self.follow(path(right), pairs))
            case Closure(of):
                return self._closure(path(of), pairs)
            case Intersection() | Difference():
                return self._of_each(leg, pairs)

    def _of_each(self, leg: Intersection | Difference, pairs: Pairs) -> Pairs:
        starts, here = unpaired(pairs)
        combine = common if isinstance(leg, Intersection) else without
        if (starts[1:] != starts[:-1]).all():
            return combine(self.follow(path(leg.left), pairs), self.follow(path(leg.right), pairs))
        places = distinct(here)
        own = paired(places, places)
        found = combine(self.follow(path(leg.left), own), self.follow(path(leg.right), own))
        return through(pairs, rows_of(found), self.most)

    def _closure(self, legs: tuple[Leg, ...], pairs: Pairs) -> Pairs:
        found = _Gathered(pairs)
        frontier = pairs
        while len(frontier):
            frontier = found.add(self.follow(legs, frontier))
        return found.all()

    def _variable(self, name: str) -> Rows:
        if name in self._variables:
            return self._variables[name]
        if name in self._open:
            raise ValueError(f"the variable {name!r} rests on itself")
        self._open.add(name)
        meanings: dict[Expression, list[int]] = {}
        for code in self.population.present:
            meaning = self.population.language.assets[self.population.names[code]].variables.get(name)
            if meaning is not None:
                meanings.setdefault(meaning, []).append(code)
        parts = [self.follow(path(meaning), self.population.identity(codes)) for meaning, codes in meanings.items()]
        self._open.discard(name)
        self._variables[name] = rows_of(ordered(np.concatenate(parts)) if parts else np.empty(0, np.int64))
        return self._variables[name]


class _Gathered:
    """Pairs that grow round by round, in runs each at least twice as long as the next, so that no round costs all."""

    def __init__(self, pairs: Pairs) -> None:
        self._runs = [pairs]

    def add(self, pairs: Pairs) -> Pairs:
        """Add *pairs* and return those that are new."""
        for run in self._runs:
            pairs = without(pairs, run)
        if len(pairs):
            self._runs.append(pairs)
            while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
                self._runs.append(ordered(np.concatenate((self._runs.pop(), self._runs.pop()))))
        return pairs

    def all(self) -> Pairs:
        """Return everything gathered."""
        return self._runs[0] if len(self._runs) == 1 else ordered(np.concatenate(self._runs))
