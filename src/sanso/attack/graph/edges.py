"""Edges of the attack graph from the steps of asset types: which legs to follow, and what stands at their end.

Steps of several types that follow the same legs are followed together, and legs that begin alike are walked once:
the plan is a tree whose branches are legs. Only the relations on the way to the current leaf are in memory.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.evaluation import Evaluation, Leg, path, step_paths
from sanso.attack.graph.pairs import Pairs, TooManyPairs, distinct, paired, unpaired
from sanso.attack.graph.population import Population

__all__ = ["Edges", "Plan", "plans"]


@dataclass(slots=True)
class Branch:
    """A place in the plan: what ends here, and the legs that go on from here.

    *reaches* are (step, step reached); *requires* are (existence step, number of the expression).
    """

    reaches: list[tuple[str, str]] = field(default_factory=list)
    requires: list[tuple[str, int]] = field(default_factory=list)
    branches: dict[Leg, Branch] = field(default_factory=dict)

    def at(self, legs: tuple[Leg, ...]) -> Branch:
        """Return the place at the end of *legs*."""
        place = self
        for leg in legs:
            place = place.branches.setdefault(leg, Branch())
        return place


@dataclass(frozen=True, slots=True)
class Plan:
    """What to follow from the assets of *types* (their places in the population's names)."""

    types: tuple[int, ...]
    root: Branch


def plans(population: Population) -> list[Plan]:
    """Return what to follow from every step of every type of which there are assets.

    Raises:
        ValueError: an expression of the language does not end where it must.

    """
    shared: dict[tuple[str, tuple[Leg, ...], str | int], list[int]] = {}
    for code in population.present:
        for step in population.language.assets[population.names[code]].steps.values():
            ends: list[tuple[tuple[Leg, ...], str | int]] = [e for x in step.reaches for e in step_paths(x)]
            ends += [(path(expression), number) for number, expression in enumerate(step.requires)]
            for legs, end in dict.fromkeys(ends):
                shared.setdefault((step.name, legs, end), []).append(code)
    roots: dict[tuple[int, ...], Branch] = {}
    for (step_name, legs, end), types in shared.items():
        place = roots.setdefault(tuple(types), Branch()).at(legs)
        if isinstance(end, str):
            place.reaches.append((step_name, end))
        else:
            place.requires.append((step_name, end))
    return [Plan(types, root) for types, root in roots.items()]


class Edges:
    """Walks plans and keeps the edges found, as pairs of step numbers, and which requirements are met where.

    ``first[r]`` is the first step of the asset of rank *r*. There may be *most* edges, and as many pairs in a relation.
    """

    def __init__(self, population: Population, first: NDArray[np.int64], most: int | None = None) -> None:
        self.evaluation = Evaluation(population, most)
        self.count = 0
        self.population = population
        self.first = first
        self.found: list[Pairs] = []
        self.met: dict[tuple[str, int], list[NDArray[np.int64]]] = {}
        self._bounds = population.bounds
        self._known: dict[tuple[str, int, int], int | NDArray[np.int64]] = {}
        self._places = [
            {name: place for place, name in enumerate(population.language.assets[asset].steps)}
            for asset in population.names
        ]

    def walk(self, plan: Plan) -> None:
        """Follow everything in *plan*.

        Raises:
            TooManyPairs: there is no room for the edges.
            ValueError: an asset is reached that has not the step that an expression ends in.

        """
        self._walk(plan.root, self.population.identity(plan.types))

    def _walk(self, branch: Branch, pairs: Pairs) -> None:
        if not len(pairs):
            return
        if branch.reaches or branch.requires:
            self._end(branch, pairs)
        for leg, further in branch.branches.items():
            self._walk(further, self.evaluation.step(leg, pairs))

    def _end(self, branch: Branch, pairs: Pairs) -> None:
        starts, here = unpaired(pairs)
        for step, number in branch.requires:
            self.met.setdefault((step, number), []).append(self._stand(distinct(starts)).steps(step))
        self.count += len(pairs) * len(branch.reaches)
        if self.evaluation.most is not None and self.count > self.evaluation.most:
            raise TooManyPairs(self.count)
        if branch.reaches:
            left, right = self._stand(starts), self._stand(here)
            for step, reached in branch.reaches:
                self.found.append(paired(left.steps(step), right.steps(reached)))

    def _stand(self, ranks: NDArray[np.int32]) -> _Stand:
        least, most = bisect(self._bounds, int(ranks.min())) - 1, bisect(self._bounds, int(ranks.max())) - 1
        return _Stand(self, ranks, self.first[ranks], least, most + 1)

    def places(self, name: str, least: int, end: int) -> int | NDArray[np.int64]:
        """Return which of its steps the step *name* is, for the types *least* … *end* - 1; -1 where there is none.

        One number serves all types that have assets and agree.
        """
        key = (name, least, end)
        if key not in self._known:
            table = [places.get(name, -1) for places in self._places[least:end]]
            used = {place for code, place in enumerate(table, least) if self._bounds[code] < self._bounds[code + 1]}
            self._known[key] = used.pop() if len(used) == 1 else np.array(table, np.int64)
        return self._known[key]

    def types(self, ranks: NDArray[np.int32], least: int, end: int) -> NDArray[np.intp]:
        """Return the types of *ranks*, counted from the type *least*."""
        return np.searchsorted(self._bounds[least + 1 : end + 1], ranks, side="right")


@dataclass(slots=True)
class _Stand:
    """Assets by rank, all of the types *least* … *end* - 1, and their first steps."""

    edges: Edges
    ranks: NDArray[np.int32]
    first: NDArray[np.int64]
    least: int
    end: int
    types: NDArray[np.intp] | None = None

    def steps(self, name: str) -> NDArray[np.int64]:
        """Return the numbers of the steps *name* of these assets."""
        places = self.edges.places(name, self.least, self.end)
        if not isinstance(places, int):
            if self.types is None:
                self.types = self.edges.types(self.ranks, self.least, self.end)
            places = places[self.types]
            if places.min() < 0:
                self._refuse(name, int(self.ranks[int(places.argmin())]))
        elif places < 0:
            self._refuse(name, int(self.ranks[0]))
        return self.first + places

    def _refuse(self, name: str, rank: int) -> None:
        population = self.edges.population
        ident = population.objects.ids[population.asset[rank]]
        raise ValueError(f"an expression leads to {ident!r}, which has no step {name!r}")
