"""The way of a reading to where it is first decided upon or stored, and of an order from who gives it.

Gateways, networks, sensors and actuators pass on; controllers, safety functions, servers, applications and systems
decide. What lies behind the first decision is a matter of layer 3 and not of transcription.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanso.model.connections import Connection
from sanso.model.structure import Structure

__all__ = ["Leg", "Ways"]

_PASSING = frozenset({"gateway", "network", "sensor", "actuator"})
_ONWARD = frozenset({"transmits", "shares", "commands"})
_ORDERS = frozenset({"commands"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One connection of a way; it is walked from *near*, the side of the device, to *far*."""

    ident: str
    connection: Connection
    near: str
    far: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Finds the ways of one model."""

    structure: Structure
    outgoing: Mapping[str, Sequence[tuple[str, Connection]]]
    incoming: Mapping[str, Sequence[tuple[str, Connection]]]

    @classmethod
    def of(cls, structure: Structure) -> Ways:
        """Index the flows of layer 3 by their ends."""
        outgoing: dict[str, list[tuple[str, Connection]]] = {}
        incoming: dict[str, list[tuple[str, Connection]]] = {}
        for ident, connection in structure.model.connections.items():
            if connection.kind in _ONWARD:
                outgoing.setdefault(connection.from_, []).append((ident, connection))
                incoming.setdefault(connection.to, []).append((ident, connection))
        return cls(structure, outgoing, incoming)

    def decides(self, ident: str) -> bool:
        """Tell whether *ident* decides upon what it receives, or passes it on."""
        component = self.structure.model.components.get(ident)
        return component is None or component.kind not in _PASSING

    def onward(self, device: str) -> tuple[Leg, ...]:
        """Return the legs from *device* to every first place that decides or stores."""
        return self._walk(device, backward=False)

    def orders(self, device: str) -> tuple[Leg, ...]:
        """Return the legs from *device* back to every first place that gives it orders."""
        return self._walk(device, backward=True)

    def commanders(self, device: str) -> tuple[str, ...]:
        """Return who decides upon the orders that *device* carries out."""
        return tuple(sorted({leg.far for leg in self.orders(device) if self.decides(leg.far)}))

    def _walk(self, device: str, *, backward: bool) -> tuple[Leg, ...]:
        found: dict[str, Leg] = {}
        pending: deque[tuple[str, frozenset[str]]] = deque([(self._holder(device, backward=backward), frozenset())])
        seen = set(pending)
        while pending:
            near, carried = pending.popleft()
            for ident, connection in self._links(near, backward=backward):
                data = frozenset(connection.data)
                if carried and data and not carried & data:
                    continue
                far = connection.from_ if backward else connection.to
                found.setdefault(ident, Leg(ident, connection, near, far))
                following = (far, (carried & data) or carried or data)
                if not self.decides(far) and following not in seen:
                    seen.add(following)
                    pending.append(following)
        return tuple(found[ident] for ident in found)

    def _links(self, near: str, *, backward: bool) -> Sequence[tuple[str, Connection]]:
        """Return the links to follow; of what comes in, orders before everything else."""
        links = (self.incoming if backward else self.outgoing).get(near, ())
        if not backward:
            return links
        return [link for link in links if link[1].kind in _ORDERS] or links

    def _holder(self, device: str, *, backward: bool) -> str:
        """Return *device*, or the nearest component around it that has links of its own."""
        links = self.incoming if backward else self.outgoing
        components = self.structure.model.components
        around = (device, *(up for up in self.structure.containment.ancestors(device) if up in components))
        return next((holder for holder in around if holder in links), device)
