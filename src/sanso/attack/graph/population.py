"""The objects of a language in an order by type, in which the assets of a type and its subtypes are neighbours.

A type test is then a comparison of two numbers, and whatever only some types have needs room for those alone.
The place of an asset in this order is its *rank*; objects themselves are never reordered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.objects import Objects
from sanso.attack.graph.pairs import EMPTY, Pairs, Rows, ordered, paired, rows_of
from sanso.attack.language.language import Language

__all__ = ["Population", "type_codes"]


def type_codes(names: Sequence[str], types: Sequence[str]) -> NDArray[np.int32]:
    """Return the place of each of *types* in *names*.

    Raises:
        KeyError: a type is not in *names*.

    """
    code = {name: index for index, name in enumerate(names)}
    return np.fromiter(map(code.__getitem__, types), np.int32, len(types))


class Population:
    """Objects by rank.

    ``rank[a]`` is the rank of asset *a* and ``asset[r]`` the asset of rank *r*. *names* are the asset types in
    order of rank (a type before its subtypes, all of them neighbours); those of ``names[c]`` itself have the ranks
    ``bounds[c]`` … ``bounds[c + 1] - 1``, and with its subtypes ``bounds[c]`` … ``bounds[ends[c]] - 1``.

    Raises:
        KeyError: the type of an asset is unknown.

    """

    def __init__(self, language: Language, objects: Objects) -> None:
        self.language = language
        self.objects = objects
        self.names, self.ends = _families(language)
        codes = type_codes(self.names, objects.types)
        self.asset = np.argsort(codes.astype(np.int16), kind="stable").astype(np.int32)
        self.rank = np.empty(len(codes), np.int32)
        self.rank[self.asset] = np.arange(len(codes), dtype=np.int32)
        counts = np.bincount(codes, minlength=len(self.names))
        self.bounds = (0, *(int(bound) for bound in np.cumsum(counts)))
        self._code = {name: index for index, name in enumerate(self.names)}
        self._fields: dict[str, Rows] = {}

    @property
    def present(self) -> tuple[int, ...]:
        """The types, by their place in *names*, of which there are assets."""
        return tuple(code for code in range(len(self.names)) if self.bounds[code] < self.bounds[code + 1])

    def family(self, name: str) -> tuple[int, int]:
        """Return the least rank of the assets of type *name* or its subtypes, and one more than the greatest."""
        code = self._code[name]
        return self.bounds[code], self.bounds[self.ends[code]]

    def identity(self, types: Iterable[int]) -> Pairs:
        """Return each asset of *types*, ascending, paired with itself."""
        ranges = [np.arange(self.bounds[code], self.bounds[code + 1], dtype=np.int64) for code in sorted(types)]
        ranks = np.concatenate(ranges) if ranges else EMPTY
        return paired(ranks, ranks)

    def field(self, name: str) -> Rows:
        """Return what the field *name* finds from every asset that has it."""
        if name not in self._fields:
            found = [pairs for pairs in self._incidences(name) if len(pairs)]
            self._fields[name] = rows_of(ordered(np.concatenate(found)) if found else EMPTY)
        return self._fields[name]

    def _incidences(self, name: str) -> Iterable[Pairs]:
        for (_, left, right), links in self.objects.links.items():
            if right == name:
                yield paired(self.rank[links[:, 0]], self.rank[links[:, 1]])
            if left == name:
                yield paired(self.rank[links[:, 1]], self.rank[links[:, 0]])


def _families(language: Language) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the asset types, each followed by its subtypes, and for each the place after its last subtype."""
    children: dict[str | None, list[str]] = {}
    for name, asset in language.assets.items():
        children.setdefault(asset.parent, []).append(name)
    names: list[str] = []
    ends: dict[str, int] = {}
    waiting: list[tuple[str, bool]] = [(name, False) for name in reversed(children.get(None, []))]
    while waiting:
        name, done = waiting.pop()
        if done:
            ends[name] = len(names)
            continue
        names.append(name)
        waiting.append((name, True))
        waiting.extend((child, False) for child in reversed(children.get(name, [])))
    return tuple(names), tuple(ends[name] for name in names)
