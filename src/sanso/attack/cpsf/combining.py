"""How causes combine: with an attacker, through circumstances alone, or through both together.

A cause comes about by an attack, whose object it has then, or by circumstances that need no attacker. Combinations
keep the two apart: only AND objects that also have an attacked part are guarded by conditions, so that a condition
alone never starts anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanso.attack.cpsf.stock import Stock
from sanso.model.harms import Condition

__all__ = ["ALL", "ANY", "MOST", "Combiner", "Node", "TooManyCircumstances", "Ways"]

ALL, ANY = "AllCause", "AnyCause"

MOST = 1_000
"""Sets of circumstances, and combinations of one cause, up to which a harm is staged."""

Circumstances = frozenset[str]


class TooManyCircumstances(Exception):
    """The circumstances of a harm combine in more than `MOST` ways."""


@dataclass(frozen=True, slots=True)
class Node:
    """An object that falls when a cause comes about."""

    index: int
    type: str


@dataclass(frozen=True, slots=True)
class Ways:
    """How a cause comes about: by *attack* (None: by none), or where all conditions of one of the sets *alone* hold."""

    attack: Node | None = None
    alone: tuple[Circumstances, ...] = ()


@dataclass(frozen=True, slots=True)
class Combiner:
    """Adds the objects of one harm's cause; *conditions* are the objects of conditions by id, shared by all harms."""

    stock: Stock
    harm: str
    known: dict[str, Condition]
    conditions: dict[str, int]

    def any_of(self, parts: Iterable[Ways], path: str) -> Ways:
        """Return how at least one of *parts* comes about."""
        parts = tuple(parts)
        nodes = [part.attack for part in parts if part.attack is not None]
        return Ways(self._any(nodes, path), _least(sets for part in parts for sets in part.alone))

    def all_of(self, parts: Iterable[Ways], path: str) -> Ways:
        """Return how all of *parts* come about, by whatever mixture of attack and circumstances.

        Raises:
            TooManyCircumstances: there are too many mixtures.

        """
        mixtures: list[tuple[tuple[Node, ...], Circumstances]] = [((), frozenset())]
        for part in parts:
            by_attack = [] if part.attack is None else [((*nodes, part.attack), sets) for nodes, sets in mixtures]
            mixtures = by_attack + [(nodes, sets | more) for nodes, sets in mixtures for more in part.alone]
            if len(mixtures) > MOST:
                raise TooManyCircumstances
        attacked = [(nodes, sets) for nodes, sets in mixtures if nodes]
        found = [
            self._all(nodes, sets, path if len(attacked) == 1 else f"{path}&{number}")
            for number, (nodes, sets) in enumerate(attacked)
        ]
        return Ways(self._any(found, path), _least(sets for nodes, sets in mixtures if not nodes))

    def at_least(self, least: int, parts: Sequence[Ways], path: str) -> Ways:
        """Return how *least* of *parts* or more come about: a running count, one cause per number so far.

        Raises:
            TooManyCircumstances: there are too many mixtures.

        """
        reached = [Ways(alone=(frozenset(),)), *[Ways()] * least]
        for n, part in enumerate(parts):
            for number in range(min(least, n + 1), 0, -1):
                step = self.all_of((part, reached[number - 1]), f"{path}/{n}+{number}")
                reached[number] = self.any_of((reached[number], step), f"{path}/{n}:{number}")
        return reached[least]

    def add(self, type_: str, path: str) -> Node:
        """Add an object at *path* within the cause."""
        return Node(self.stock.add(f"{self.harm}/cause{path}", type_, self.harm), type_)

    def _any(self, nodes: Sequence[Node], path: str) -> Node | None:
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        above = self.add(ANY, path)
        for below in nodes:
            self.stock.link("AnyInAny" if below.type == ANY else "AllInAny", below.index, above.index)
        return above

    def _all(self, nodes: Sequence[Node], conditions: Circumstances, path: str) -> Node:
        if len(nodes) == 1 and not conditions:
            return nodes[0]
        above = self.add(ALL, path)
        for below in nodes:
            self.stock.link("AnyInAll" if below.type == ANY else "AllInAll", below.index, above.index)
        for ident in sorted(conditions):
            self.stock.link("Circumstance", self._condition(ident), above.index)
        return above

    def _condition(self, ident: str) -> int:
        if ident not in self.conditions:
            index = self.stock.add(f"{ident}/condition", "Condition", ident)
            self.stock.absent[index] = 1 - self.known[ident].chance_in_a_year
            self.conditions[ident] = index
        return self.conditions[ident]


def _least(sets: Iterable[Circumstances]) -> tuple[Circumstances, ...]:
    """Return *sets* without those that contain another, in an order of their own.

    Raises:
        TooManyCircumstances: there are more than `MOST`.

    """
    found: list[Circumstances] = []
    for one in sorted(set(sets), key=lambda names: (len(names), sorted(names))):
        if not any(known <= one for known in found):
            found.append(one)
        if len(found) > MOST:
            raise TooManyCircumstances
    return tuple(found)
