"""*Can cause*: from what a cause names back to everyone and everything that can bring it about.

A leaf of a cause reaches the element it names, the parts of a named system, then backwards all who control
one of these, and at last the containers of all these as a whole. Containers pass nothing on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from sanso.facts import Step
from sanso.model.control import ControlEdge
from sanso.model.harms import EffectCause
from sanso.model.structure import Structure

__all__ = ["Reach", "Reacher"]


@dataclass(frozen=True, slots=True)
class Reach:
    """Everyone whom one leaf reaches: per id the neighbour it was reached from and how."""

    start: str
    back: Mapping[str, tuple[str | None, str, str | None]]

    def sources(self) -> frozenset[str]:
        """Return the named element, its parts and all who control one of them."""
        return frozenset(ident for ident, (_, relation, _) in self.back.items() if relation not in ("whole", "carries"))

    def via(self, ident: str) -> tuple[Step, ...]:
        """Return the way from the named element to *ident*."""
        steps: list[Step] = []
        current: str | None = ident
        while current is not None:
            before, relation, through = self.back[current]
            steps.append(Step(current, relation, through))
            current = before
        return tuple(reversed(steps))

    def manner(self, ident: str) -> str:
        """Return in which way *ident* is reached: ``named``, ``part``, ``control`` or ``whole``."""
        relation = self.back[ident][1]
        if relation == "part" and self.back[ident][0] != self.start:
            return "control"
        return relation if relation in ("named", "part", "whole") else "control"


@dataclass(slots=True)
class Reacher:
    """Computes reaches, each once per named element."""

    structure: Structure
    _known: dict[tuple[str, tuple[str, ...]], Reach] = field(default_factory=dict)

    def reach(self, leaf: EffectCause) -> Reach:
        """Return everyone who can bring about the effect that *leaf* names."""
        key = (leaf.element, leaf.through)
        if key not in self._known:
            self._known[key] = self._compute(*key)
        return self._known[key]

    def _compute(self, start: str, through: tuple[str, ...]) -> Reach:
        control, containment = self.structure.control, self.structure.containment
        back: dict[str, tuple[str | None, str, str | None]] = {start: (None, "named", None)}
        pending = deque([start])
        for part in sorted(self._parts(start, through)):
            if part not in back:
                back[part] = (start, "part", None)
                pending.append(part)
        active: list[str] = []
        spread: set[str] = set()
        while pending:
            current = pending.popleft()
            active.append(current)
            for edge in control.controllers.get(current, ()):
                self._reach(edge, current, back, pending, spread)
            for edge in control.carriers.get(current, ()):
                back.setdefault(edge.controller, (current, edge.relation, edge.through))
        for ident in active:
            inside = ident
            for container in containment.ancestors(ident):
                if container in back:
                    break
                back[container] = (inside, "whole", None)
                inside = container
        return Reach(start, back)

    def _reach(
        self,
        edge: ControlEdge,
        current: str,
        back: dict[str, tuple[str | None, str, str | None]],
        pending: deque[str],
        spread: set[str],
    ) -> None:
        """Take in a controller and, once, the parts through which a controlling system acts."""
        if edge.controller in spread:
            return
        spread.add(edge.controller)
        if edge.controller not in back:
            back[edge.controller] = (current, edge.relation, edge.through)
            pending.append(edge.controller)
        for part in self.structure.control.acting_parts.get(edge.controller, ()):
            if part not in back:
                back[part] = (edge.controller, "part", None)
                pending.append(part)

    def _parts(self, start: str, through: tuple[str, ...]) -> tuple[str, ...]:
        """Return what *through* names, each with its parts, else all parts; safety functions only where named."""
        components = self.structure.model.components
        inside = (part for whole in through or (start,) for part in self.structure.containment.descendants(whole))
        return (
            *through,
            *(p for p in inside if not (p in components and components[p].kind == "safety-function")),
        )
