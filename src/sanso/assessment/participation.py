"""Which element takes part in which layer (table T1), and the sets that the conditions are made of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.model.responsibility import deployed, maintained
from sanso.model.structure import Structure

__all__ = ["Participation", "Surroundings"]

_LAYER_2_KINDS = ("sensor", "actuator", "controller", "gateway", "safety-function")
_LAYER_3_KINDS = ("server", "application", "network")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who and what is around a set of devices or data: containers, procedures, performers, organizations."""

    structure: Structure
    acting: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, structure: Structure) -> Surroundings:
        """Index which procedures act on what."""
        acting: dict[str, list[str]] = {}
        for ident, procedure in structure.model.procedures.items():
            for target in procedure.acts_on:
                acting.setdefault(target, []).append(ident)
        return cls(structure, {target: tuple(names) for target, names in acting.items()})

    def wholes(self, base: Iterable[str]) -> set[str]:
        """Return *base* with everything that contains a member of it."""
        found: set[str] = set()
        for ident in base:
            found.add(ident)
            for container in self.structure.containment.ancestors(ident):
                if container in found:
                    break
                found.add(container)
        return found

    def procedures(self, base: Iterable[str]) -> set[str]:
        """Return the procedures that act on a member of *base*."""
        return {procedure for ident in base for procedure in self.acting.get(ident, ())}

    def performers(self, procedures: Iterable[str]) -> set[str]:
        """Return the people and organizations who perform *procedures*."""
        model = self.structure.model
        return {who for ident in procedures for who in model.procedures[ident].performed_by}

    def responsible(self, base: Iterable[str]) -> set[str]:
        """Return the organizations that are responsible for a member of *base*."""
        get = self.structure.responsibility.get
        return {org for ident in base if (org := get(ident)) is not None}

    def everyone(self, base: Iterable[str]) -> set[str]:
        """Return *base* with its containers, procedures, performers and responsible organizations."""
        wholes = self.wholes(base)
        procedures = self.procedures(wholes)
        return wholes | procedures | self.performers(procedures) | self.responsible(wholes)

    def upstream(self, base: Iterable[str]) -> set[str]:
        """Return everyone who controls a member of *base*, directly or not."""
        control = self.structure.control
        found: set[str] = set()
        seen = set(base)
        pending = deque(sorted(seen))
        while pending:
            for edge in control.controllers.get(pending.popleft(), ()):
                for controller in (edge.controller, *control.acting_parts.get(edge.controller, ())):
                    found.add(controller)
                    if controller not in seen:
                        seen.add(controller)
                        pending.append(controller)
        return found


@dataclass(frozen=True, slots=True)
class Participation:
    """The members of each layer; *hands_on_2* are organizations that own, operate, maintain or make layer 2."""

    layers: Mapping[int, frozenset[str]]
    devices: Mapping[int, frozenset[str]]
    hands_on_2: frozenset[str]

    @classmethod
    def of(cls, structure: Structure, catalogue: Catalogue, around: Surroundings) -> Participation:
        """Apply table T1."""
        two, three = _devices(structure, catalogue, around)
        produced = _data_of_layer_2(structure, catalogue, two)
        model = structure.model
        hands_on = frozenset(_makers_and_maintainers(structure, two))
        layers = {
            1: frozenset(_layer_1(structure)),
            2: _members(around, two | produced, _ends(structure, ("operates", "displays"))) | hands_on,
            3: _members(around, three | set(model.data), _ends(structure, ("remote-access", "authenticates")))
            | _makers_and_maintainers(structure, three)
            | _ends(structure, ("remote-access", "shares"), "organizations"),
        }
        return cls(layers, {2: frozenset(two), 3: frozenset(three)}, hands_on | _owners_and_operators(structure, two))


def _members(around: Surroundings, base: set[str], people: frozenset[str]) -> frozenset[str]:
    """Return *base* and *people* with the procedures on *base*, who performs them, and who answers for all these."""
    procedures = around.procedures(base)
    performing = {who for who in around.performers(procedures) if who in around.structure.model.people}
    found = base | procedures | performing | people
    return frozenset(found | around.responsible(found))


def _devices(structure: Structure, catalogue: Catalogue, around: Surroundings) -> tuple[set[str], set[str]]:
    """Return the components and systems of layer 2 and of layer 3: by themselves, systems also by what they contain."""
    model = structure.model
    two = {ident for ident, component in model.components.items() if component.kind in _LAYER_2_KINDS}
    three = {ident for ident, component in model.components.items() if component.kind in _LAYER_3_KINDS}
    by_layer = {2: two, 3: three}
    for connection in model.connections.values():
        members = by_layer.get(catalogue.connections[connection.kind].layer or 0)
        if members is not None:
            members.update(
                end for end in (connection.from_, connection.to) if end in model.components or end in model.systems
            )
    for data in model.data.values():
        three.update(data.stored_in)
    return two | (around.wholes(two) & set(model.systems)), three | (around.wholes(three) & set(model.systems))


def _layer_1(structure: Structure) -> set[str]:
    model, get = structure.model, structure.responsibility.get
    found = set(model.organizations)
    found.update(ident for ident, people in model.people.items() if people.employer is not None)
    found.update(ident for ident in (*model.components, *model.systems) if get(ident) is not None)
    found.update(ident for ident, data in model.data.items() if data.owner is not None)
    found.update(ident for ident, procedure in model.procedures.items() if procedure.performed_by)
    return found


def _data_of_layer_2(structure: Structure, catalogue: Catalogue, two: set[str]) -> set[str]:
    found = {ident for ident, data in structure.model.data.items() if any(p in two for p in data.produced_by)}
    for connection in structure.model.connections.values():
        if connection.to in two and catalogue.connections[connection.kind].control:
            found.update(connection.data)
    return found


def _ends(structure: Structure, kinds: tuple[str, ...], section: str = "people") -> frozenset[str]:
    members = getattr(structure.model, section)
    return frozenset(
        end
        for connection in structure.model.connections.values()
        if connection.kind in kinds
        for end in (connection.from_, connection.to)
        if end in members
    )


def _makers_and_maintainers(structure: Structure, devices: set[str]) -> frozenset[str]:
    found = {org for org, ident, _ in maintained(structure.model, structure.responsibility) if ident in devices}
    for product, components in deployed(structure.model).items():
        maker = structure.model.products[product].maker
        if maker is not None and any(component in devices for component in components):
            found.add(maker)
    return frozenset(found)


def _owners_and_operators(structure: Structure, devices: set[str]) -> frozenset[str]:
    found: set[str | None] = set()
    for ident in devices:
        thing = structure.model.components.get(ident) or structure.model.systems[ident]
        found |= {thing.roles.owner, thing.roles.operator, structure.responsibility.get(ident)}
    return frozenset(org for org in found if org is not None)
