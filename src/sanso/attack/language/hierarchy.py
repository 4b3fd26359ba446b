"""Asset types and who inherits from whom, also where that is broken.

A type whose ancestors are unknown or run in a circle is *unsure*: what it inherits cannot be known, so nothing is
said to be missing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.attack.language.declarations import AssetDeclaration
from sanso.model.findings import Findings

__all__ = ["MAX_GENERATIONS", "Hierarchy"]

MAX_GENERATIONS = 100
"""So many types, one inheriting from the other, are taken."""


class Hierarchy:
    """Asset types by name in order of declaration; the first of two declarations of one name counts."""

    def __init__(self, declared: Sequence[AssetDeclaration], found: Findings) -> None:
        self.types: dict[str, AssetDeclaration] = {}
        self._parents: dict[str, str | None] = {}
        self._unsure: set[str] = set()
        for asset in declared:
            first = self.types.setdefault(asset.name.text, asset)
            if first is not asset:
                found.report("mal-duplicate-asset", asset.name.place, name=asset.name.text, other=str(first.name.place))
        self._adopt(found)
        self._break_circles(found)
        self._cut_long_lineages(found)
        self._warn_of_unused(found)

    def _adopt(self, found: Findings) -> None:
        for name, asset in self.types.items():
            parent = asset.parent
            if parent is not None and parent.text not in self.types:
                found.report(
                    "mal-unknown-parent", parent.place, name, near=(parent.text, list(self.types)), name=parent.text
                )
                self._unsure.add(name)
                parent = None
            self._parents[name] = parent.text if parent is not None else None

    def _break_circles(self, found: Findings) -> None:
        sound: set[str] = set()
        for name in self.types:
            trail: dict[str, None] = {}
            current: str | None = name
            while current is not None and current not in sound and current not in trail:
                trail[current] = None
                current = self._parents[current]
            if current is not None and current in trail:
                ring = [*trail][[*trail].index(current) :]
                shown = " → ".join([*ring, current])
                place = self.types[current].name.place
                found.report("mal-inheritance-ring", place, current, ring=shown)
                for member in ring:
                    self._parents[member] = None
                self._unsure.update(ring)
            sound.update(trail)

    def _cut_long_lineages(self, found: Findings) -> None:
        generations: dict[str, int] = {}
        for name in self.types:
            trail: list[str] = []
            current: str | None = name
            while current is not None and current not in generations:
                trail.append(current)
                current = self._parents[current]
            count = generations[current] if current is not None else 0
            for member in reversed(trail):
                count += 1
                if count > MAX_GENERATIONS:
                    found.report("mal-lineage", self.types[member].name.place, member, limit=MAX_GENERATIONS)
                    self._parents[member] = None
                    self._unsure.add(member)
                    count = 1
                generations[member] = count

    def _warn_of_unused(self, found: Findings) -> None:
        parents = {asset.parent.text for asset in self.types.values() if asset.parent is not None}
        for name, asset in self.types.items():
            if asset.abstract and name not in parents:
                found.report("mal-abstract-unused", asset.name.place, name, name=name)

    def parent(self, name: str) -> str | None:
        """Return the parent of a type, if it has one."""
        return self._parents[name]

    def lineage(self, name: str) -> Iterator[str]:
        """Yield a type and its ancestors, nearest first."""
        current: str | None = name
        while current is not None:
            yield current
            current = self._parents[current]

    def unsure(self, name: str) -> bool:
        """Tell whether not everything is known that the type inherits."""
        return any(ancestor in self._unsure for ancestor in self.lineage(name))

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether *name* is *ancestor* or inherits from it."""
        return ancestor in self.lineage(name)

    def common(self, one: str, other: str) -> str | None:
        """Return the nearest type that both are, or None."""
        above = set(self.lineage(other))
        return next((name for name in self.lineage(one) if name in above), None)

    def parents_first(self) -> Iterator[str]:
        """Yield all types, each after its parent."""
        done: dict[str, None] = {}
        for name in self.types:
            for ancestor in reversed([*self.lineage(name)]):
                if ancestor not in done:
                    done[ancestor] = None
                    yield ancestor
