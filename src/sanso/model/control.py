"""Who controls whom: closure over control connections, maintenance and procedures (遡及).

Network reachability is no control. A controlling system passes control on to its controllers, gateways,
servers and applications. Which connection kinds are control is passed in from the catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility, maintained

__all__ = ["ACTING_KINDS", "ControlEdge", "ControlGraph"]

ACTING_KINDS = ("controller", "gateway", "server", "application")
"""Kinds of component through which a system exerts its control."""


@dataclass(frozen=True, slots=True)
class ControlEdge:
    """*controller* controls what the edge is listed under; *through* names the connection, if there is one."""

    controller: str
    relation: str
    through: str | None = None


@dataclass(frozen=True, slots=True)
class ControlGraph:
    """Direct control, backwards: for every element the edges of those who control it.

    *carriers* lists, per element, the data sets that control connections carry into it. Edges stand in the order of
    their names, so that among ways of equal length the same one is told in whatever order the file has them.
    """

    controllers: Mapping[str, tuple[ControlEdge, ...]]
    carriers: Mapping[str, tuple[ControlEdge, ...]]
    acting_parts: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls, model: Model, containment: Containment, responsibility: Responsibility, kinds: Collection[str]
    ) -> ControlGraph:
        """Build the graph; *kinds* are the connection kinds that are control between devices or people."""
        found: dict[str, list[ControlEdge]] = {}
        carried: dict[str, list[ControlEdge]] = {}
        for name, connection in model.connections.items():
            if connection.kind in kinds and connection.kind != "maintains":
                found.setdefault(connection.to, []).append(ControlEdge(connection.from_, connection.kind, name))
                for data in connection.data:
                    carried.setdefault(connection.to, []).append(ControlEdge(data, "carries", name))
        for name, procedure in model.procedures.items():
            for target in procedure.acts_on:
                found.setdefault(target, []).append(ControlEdge(name, "acts-on"))
            for performer in procedure.performed_by:
                found.setdefault(name, []).append(ControlEdge(performer, "performs"))
        for organization, target, name in maintained(model, responsibility):
            found.setdefault(target, []).append(ControlEdge(organization, "maintains", name or None))
        acting = {
            system: tuple(
                part
                for part in sorted(containment.descendants(system))
                if part in model.components and model.components[part].kind in ACTING_KINDS
            )
            for system in model.systems
            if system in containment.parts
        }
        return cls(
            {ident: tuple(sorted(edges, key=_order)) for ident, edges in found.items()},
            {ident: tuple(sorted(edges, key=_order)) for ident, edges in carried.items()},
            acting,
        )


def _order(edge: ControlEdge) -> tuple[str, str, str]:
    return edge.controller, edge.relation, edge.through or ""
