"""Containment: a tree of systems and components with multiplicities.

>>> model = Model(sanso=1, id="m", components={"door": {"kind": "actuator", "count": 1}},
...               systems={"bus": {"count": 120, "contains": {"door": 2}}})
>>> Containment.of(model).instances["door"]
240
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sanso.model.elements import Component, System
from sanso.model.process import Model

__all__ = ["Containment", "cycles"]

_MOST = 10**18
"""Where counting instances stops: far above what a model may hold, small enough to reckon with."""


@dataclass(frozen=True, slots=True)
class Containment:
    """Who contains whom, and how many instances there are of each component and system.

    *parent* maps an id to its container; *parts* maps a container to its direct parts;
    *instances* is own count × multiplicity × instances of the container.
    """

    parent: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    instances: Mapping[str, int]

    @classmethod
    def of(cls, model: Model) -> Containment:
        """Read the tree off *model*, which must be free of things contained twice.

        Raises:
            ValueError: something contains itself.

        """
        parent: dict[str, str] = {}
        times: dict[str, int] = {}
        parts: dict[str, tuple[str, ...]] = {}
        things: dict[str, System | Component] = {**model.systems, **model.components}
        for ident, thing in things.items():
            if thing.contains:
                parts[ident] = tuple(thing.contains)
                for part, number in thing.contains.items():
                    parent[part], times[part] = ident, number
        instances: dict[str, int] = {}
        for ident in (*model.systems, *model.components):
            _count(ident, model, parent, times, instances)
        return cls(parent, parts, instances)

    def ancestors(self, ident: str) -> Iterator[str]:
        """Yield the containers of *ident* from inside out."""
        while (above := self.parent.get(ident)) is not None:
            yield above
            ident = above

    def descendants(self, ident: str) -> Iterator[str]:
        """Yield everything inside *ident*, at any depth."""
        pending = deque(self.parts.get(ident, ()))
        while pending:
            part = pending.popleft()
            yield part
            pending.extend(self.parts.get(part, ()))

    def within(self, ident: str, target: str) -> int:
        """Return how many instances of *target* are in the hands of one instance of *ident*.

        These are the ones in the same instance of the nearest container of both; one alone where there are as
        many of *ident* there; all, where nothing contains both.
        """
        around = {ident, *self.ancestors(ident)}
        shared = next((holder for holder in (target, *self.ancestors(target)) if holder in around), None)
        whole = self.instances.get(shared, 1) if shared is not None else 1
        there = self.instances.get(target, 1) // whole
        return 1 if shared != ident and self.instances.get(ident, 1) // whole >= there else there


def _count(
    ident: str, model: Model, parent: Mapping[str, str], times: Mapping[str, int], known: dict[str, int]
) -> None:
    chain: dict[str, None] = {}
    current: str | None = ident
    while current is not None and current not in known:
        if current in chain:
            raise ValueError(f"containment of {current!r} runs in a circle")
        chain[current] = None
        current = parent.get(current)
    for item in reversed(chain):
        thing = model.systems.get(item) or model.components.get(item)
        own = thing.count if thing is not None else 1
        known[item] = min(own * times.get(item, 1) * known.get(parent.get(item, ""), 1), _MOST)


def cycles(contains: Mapping[str, tuple[str, ...]], limit: int = 100) -> list[tuple[str, ...]]:
    """Return cycles of a containment relation, each beginning with its smallest id, at most *limit*.

    There is at least one wherever there are any; the search is linear in the relation.
    """
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(contains):
        path: dict[str, None] = {}
        pending: list[tuple[str, bool]] = [(start, False)]
        while pending and len(found) < limit:
            ident, leaving = pending.pop()
            if leaving:
                path.pop(ident)
                done.add(ident)
            elif ident in path:
                names = list(path)
                ring = names[names.index(ident) :]
                turn = ring.index(min(ring))
                found.add(tuple(ring[turn:] + ring[:turn]))
            elif ident not in done:
                path[ident] = None
                pending.append((ident, True))
                pending.extend((part, False) for part in sorted(contains.get(ident, ()), reverse=True))
    return sorted(found)
