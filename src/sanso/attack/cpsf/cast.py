"""The cast: which objects stand for the elements of a model.

A population is not expanded: one object stands for any one instance, another for all of them at once. What
strikes all strikes the one; what strikes one at a time never adds up to all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sanso.attack.cpsf.stock import Stock
from sanso.catalogue import Catalogue
from sanso.catalogue.attack import Medium
from sanso.model.control import ACTING_KINDS
from sanso.model.process import Model
from sanso.model.structure import Structure

__all__ = ["FLEET", "PRODUCTS", "TYPES", "Cast", "casting"]

FLEET = "*"
"""Ending of the ids of objects that stand for all instances at once."""

PRODUCTS = ("Product", "PackagedProduct")
"""Asset types of product types: own ones, and those that come out of a box."""

TYPES = {
    "sensor": "Sensor",
    "actuator": "Actuator",
    "controller": "Controller",
    "gateway": "Gateway",
    "server": "Server",
    "application": "Application",
    "network": "Network",
    "safety-function": "SafetyFunction",
}
"""Asset type per kind of component."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Objects by element id: *units* one instance, *fleets* all instances, *copies* told apart on request."""

    structure: Structure
    catalogue: Catalogue
    stock: Stock
    units: Mapping[str, int]
    fleets: Mapping[str, int]
    copies: Mapping[str, tuple[int, ...]]
    organizations: Mapping[str, int]
    people: Mapping[str, int]
    products: Mapping[str, int]
    procedures: Mapping[str, int]
    data: Mapping[str, int]
    _media: dict[str, Medium | None] = field(default_factory=dict)
    _aspects: dict[tuple[str, str | None, bool], int] = field(default_factory=dict)
    _parts: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The model that is cast."""
        return self.structure.model

    def of_one(self, ident: str) -> tuple[int, ...]:
        """Return the objects for single instances of a component."""
        return (self.units[ident], *self.copies.get(ident, ()))

    def of_all(self, ident: str) -> tuple[int, ...]:
        """Return every object of a component: single instances, then all at once."""
        return (*self.of_one(ident), *((self.fleets[ident],) if ident in self.fleets else ()))

    def rooms(self, one: str, other: str, parts: Iterable[str]) -> int:
        """Return in how many instances a link between *one* and *other* is found, where these are told apart.

        Inside a population every instance has its own link. *parts* are the components at the link's ends.
        """
        containment = self.structure.containment
        around = {other, *containment.ancestors(other)}
        shared = next((holder for holder in (one, *containment.ancestors(one)) if holder in around), None)
        ends = set(parts)
        apart = shared is not None and bool(ends) and self.copies.keys() >= ends
        return containment.instances.get(shared or "", 1) if apart else 1

    def of_room(self, ident: str, number: int, rooms: int) -> tuple[int, ...]:
        """Return the objects of a component in the instance *number* of *rooms*; all single ones where it is one."""
        single = self.of_one(ident)
        each = len(single) // rooms
        return single[number * each : (number + 1) * each]

    def medium(self, text: str) -> Medium | None:
        """Return what the free *text* of a connection's medium means."""
        if text not in self._media:
            self._media[text] = self.catalogue.medium(text)
        return self._media[text]

    def aspect(self, ident: str, quantity: str | None, *, fleet: bool = False) -> int:
        """Return the object for one quantity of a physical thing (None: not said which), of one thing or of all."""
        key = (ident, quantity, fleet)
        if key not in self._aspects:
            name = ident + FLEET * fleet + ("" if quantity is None else f"/{quantity}")
            self._aspects[key] = self.stock.add(name, "PhysicalThing", ident, fleet=fleet)
        return self._aspects[key]

    def aspects(self, ident: str, quantity: str | None, *, fleet: bool = False) -> tuple[int, ...]:
        """Return the objects of a physical thing that stand for *quantity*, or may; all where none is asked for."""
        return tuple(
            index
            for (thing, known, whole), index in self._aspects.items()
            if thing == ident and whole == fleet and (quantity is None or known is None or known == quantity)
        )

    def devices(self, ident: str, *, acting: bool) -> tuple[str, ...]:
        """Return the components that a component or system id stands for.

        Of a system the parts through which it acts; where it has none, or not *acting*, all its components but
        safety functions. A system without components stands for itself.
        """
        key = (ident, acting)
        if key not in self._parts:
            self._parts[key] = tuple(self._devices(ident, acting=acting))
        return self._parts[key]

    def _devices(self, ident: str, *, acting: bool) -> Iterator[str]:
        if ident in self.model.components or ident not in self.model.systems:
            yield from (ident,) if ident in self.units else ()
            return
        inside = [part for part in self.structure.containment.descendants(ident) if part in self.model.components]
        kinds = {part: self.model.components[part].kind for part in inside}
        chosen = [part for part in inside if kinds[part] in ACTING_KINDS] if acting else []
        yield from (
            chosen
            or [part for part in inside if kinds[part] != "safety-function"]
            or ((ident,) if ident in self.units else ())
        )


def casting(structure: Structure, catalogue: Catalogue, stock: Stock, expand: Collection[str] = ()) -> Cast:
    """Add an object for every element of the model; populations named in *expand* get one per instance as well."""
    model, instances = structure.model, structure.containment.instances
    units: dict[str, int] = {}
    fleets: dict[str, int] = {}
    copies: dict[str, tuple[int, ...]] = {}
    wide = {part for ident in expand for part in (ident, *structure.containment.descendants(ident))}
    kinds = {ident: TYPES[component.kind] for ident, component in model.components.items()}
    empty = {ident: "Application" for ident in model.systems if not _holds_components(structure, ident)}
    for ident, type_ in (*kinds.items(), *empty.items()):
        units[ident] = stock.add(ident, type_, ident)
        if (number := instances.get(ident, 1)) > 1:
            fleets[ident] = stock.add(ident + FLEET, type_, ident, fleet=True)
            stock.link("FleetMembership", fleets[ident], units[ident])
            if ident in wide:
                copies[ident] = tuple(stock.add(f"{ident}#{n}", type_, ident) for n in range(2, number + 1))
                for copy in copies[ident]:
                    stock.link("FleetMembership", fleets[ident], copy)
    return Cast(
        structure,
        catalogue,
        stock,
        units,
        fleets,
        copies,
        {ident: stock.add(ident, "Organization", ident) for ident in model.organizations},
        {ident: stock.add(ident, "People", ident) for ident in model.people},
        {ident: stock.add(ident, "PackagedProduct", ident) for ident in model.products},
        {ident: stock.add(ident, "Procedure", ident) for ident in model.procedures},
        {ident: stock.add(ident, "Data", ident) for ident in model.data},
    )


def _holds_components(structure: Structure, ident: str) -> bool:
    return any(part in structure.model.components for part in structure.containment.descendants(ident))
