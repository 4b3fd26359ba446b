"""How much memory compiling objects takes, told beforehand, so that too much is refused before it is begun.

The number of steps is exact. The number of edges is not known before they are found; it is taken from the
expressions of the language and the mean number of links per asset, and may be several times too low or too high
where expressions pass through hubs or take closures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.evaluation import Leg, OfType, path, step_paths
from sanso.attack.graph.objects import Objects
from sanso.attack.graph.population import type_codes
from sanso.attack.language.expressions import Closure, Difference, Field, Intersection, Union, Variable
from sanso.attack.language.language import Language

__all__ = ["BYTES_PER_PAIR", "MOST_STEPS", "Estimate", "estimate", "steps_of"]

MOST_STEPS = 2**31 - 1
"""Steps are numbered in 32 bits."""

BYTES_PER_PAIR = 40
"""What a pair of a relation takes at most while the relation is made: itself, where it comes from, sorting."""

_BYTES_PER_STEP = 4 + 4 + 1 + 8 + 8
_BYTES_PER_EDGE = 4 + 4
_WORKING_PER_STEP = 8
_WORKING_PER_EDGE = 8 + 8
_BYTES_PER_ASSET = 8 + 6 * 8
_BYTES_PER_LINK = 2 * (8 + 4) + 8


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an attack graph will take: *steps* exactly, *edges* about; *kept* and *peak* in bytes.

    *kept* is what the graph holds, *peak* the most that is in use while it is compiled; neither counts the objects.
    """

    steps: int
    edges: int
    kept: int
    peak: int


def steps_of(language: Language, codes: NDArray[np.int32]) -> int:
    """Return how many steps assets have whose types are *codes*, places in the language's asset types."""
    each = np.array([len(asset.steps) for asset in language.assets.values()], np.int64)
    return int(each @ np.bincount(codes, minlength=len(each)))


def estimate(language: Language, objects: Objects) -> Estimate:
    """Return what compiling *objects* will take.

    Raises:
        KeyError: an asset type is unknown.

    """
    names = tuple(language.assets)
    codes = type_codes(names, objects.types)
    steps = steps_of(language, codes)
    found = _Found(language, objects, np.bincount(codes, minlength=len(names)))
    edges = int(sum(found.edges(code) for code in range(len(names))))
    kept = steps * _BYTES_PER_STEP + edges * _BYTES_PER_EDGE
    links = sum(map(len, objects.links.values()))
    work = steps * _WORKING_PER_STEP + edges * _WORKING_PER_EDGE
    return Estimate(steps, edges, kept, kept + work + len(codes) * _BYTES_PER_ASSET + links * _BYTES_PER_LINK)


class _Found:
    """How many assets each leg finds on average from an asset that has it."""

    def __init__(self, language: Language, objects: Objects, counts: NDArray[np.int64]) -> None:
        self.language = language
        self.counts = counts
        self.names = tuple(language.assets)
        self.links: dict[str, int] = {}
        for (_, left, right), links in objects.links.items():
            for name in {left, right}:
                self.links[name] = self.links.get(name, 0) + len(links)
        self.holders: dict[str, int] = {}
        for association in language.associations:
            for near, far in ((association.left, association.right), (association.right, association.left)):
                self.holders[far.field] = self.holders.get(far.field, 0) + self._family(near.asset)

    def _family(self, asset: str) -> int:
        members = (self.language.is_a(name, asset) for name in self.names)
        return int(sum(int(count) for count, member in zip(self.counts, members, strict=True) if member))

    def edges(self, code: int) -> float:
        """Return about how many edges begin in assets of one type."""
        asset, count = self.language.assets[self.names[code]], int(self.counts[code])
        if not count:
            return 0
        paths = [legs for step in asset.steps.values() for x in step.reaches for legs, _ in step_paths(x)]
        return count * sum(self._product(legs, code, 0) for legs in paths)

    def _product(self, legs: tuple[Leg, ...], code: int, depth: int) -> float:
        product = 1.0
        for leg in legs:
            product *= self._leg(leg, code, depth)
        return product

    def _leg(self, leg: Leg, code: int, depth: int) -> float:
        match leg:
            case Field(name):
                return self.links.get(name, 0) / max(1, self.holders.get(name, 1))
            case OfType():
                return 1.0
            case Union(left, right):
                return self._product(path(left), code, depth) + self._product(path(right), code, depth)
            case Intersection(left, right):
                return min(self._product(path(left), code, depth), self._product(path(right), code, depth))
            case Difference(left, _):
                return self._product(path(left), code, depth)
            case Closure(of):
                return 1 + 2 * self._product(path(of), code, depth)
            case Variable(name):
                meaning = next((a.variables[name] for a in self.language.assets.values() if name in a.variables), None)
                if meaning is None or depth > len(self.names):
                    return 1.0
                return self._product(path(meaning), code, depth + 1)
