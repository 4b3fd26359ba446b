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
        two, three = _devices(structure, catalogue)
        layers = {
            1: frozenset(_layer_1(structure)),
            2: frozenset(_reached(structure, around, two) | _data_of_layer_2(structure, catalogue, two)),
            3: frozenset(_reached(structure, around, three) | set(structure.model.data)),
        }
        people_2 = _ends(structure, ("operates", "displays"))
        people_3 = _ends(structure, ("remote-access", "authenticates"))
        makers_2 = _makers_and_maintainers(structure, around.wholes(two))
        makers_3 = _makers_and_maintainers(structure, around.wholes(three))
        layers[2] |= people_2 | makers_2
        layers[3] |= people_3 | makers_3 | (_ends(structure, ("remote-access", "shares"), "organizations"))
        return cls(layers, {2: frozenset(two), 3: frozenset(three)}, _hands_on(structure, around.wholes(two)))


def _devices(structure: Structure, catalogue: Catalogue) -> tuple[set[str], set[str]]:
    """Return the components and systems that are in layer 2 and in layer 3 by themselves."""
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
    return two, three


def _reached(structure: Structure, around: Surroundings, devices: set[str]) -> set[str]:
    wholes = around.wholes(devices)
    procedures = around.procedures(wholes)
    people = {who for who in around.performers(procedures) if who in structure.model.people}
    return wholes | procedures | people | around.responsible(wholes)


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


def _hands_on(structure: Structure, devices: set[str]) -> frozenset[str]:
    found = set(_makers_and_maintainers(structure, devices))
    for ident in devices:
        thing = structure.model.components.get(ident) or structure.model.systems.get(ident)
        if thing is not None:
            found.update(org for org in (thing.roles.owner, thing.roles.operator) if org is not None)
        responsible = structure.responsibility.get(ident)
        if responsible is not None:
            found.add(responsible)
    return frozenset(found)
