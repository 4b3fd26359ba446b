"""Where a guideline's places, interfaces, stakeholders and organizations are found in a model.

What a facet means is catalogue data (`sanso.catalogue.SectorFacet`); here it is looked up: stated places, the kinds
of components at both ends of a connection, roles, makers, people without employer. Nothing is guessed: an element
without a stated place is in none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sanso.catalogue import Catalogue, SectorFacet
from sanso.model.elements import Component, Phase, System
from sanso.model.structure import Structure

__all__ = ["Match", "Matcher"]

_APART = frozenset({"insures", "certifies"})
"""An organization that does nothing else is no party of the sector."""


@dataclass(frozen=True, slots=True)
class Match:
    """Elements at a facet, ordered; *subject* is the organization or people that a stakeholder item is asked of."""

    subject: str | None
    elements: tuple[str, ...]


class _Line(NamedTuple):
    """A connection with what each end meets the other as; *across* two organizations."""

    from_: str
    to: str
    one: frozenset[str]
    other: frozenset[str]
    across: bool

    def joins(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Tell whether one end is of the kinds *one* and the other end of the kinds *other*, either way round."""
        return bool((self.one & one and self.other & other) or (self.other & one and self.one & other))


@dataclass(frozen=True, slots=True)
class Matcher:
    """Looks facets up in one model; *lines* are its connections of layer 3 between components or systems."""

    structure: Structure
    lines: tuple[_Line, ...]

    @classmethod
    def of(cls, structure: Structure, catalogue: Catalogue) -> Matcher:
        """Read the connections of layer 3 off a model."""
        model, get = structure.model, structure.responsibility.get
        devices = {**model.components, **model.systems}
        faces: dict[str, frozenset[str]] = {}
        lines: list[_Line] = []
        for connection in model.connections.values():
            ends = (connection.from_, connection.to)
            if catalogue.connections[connection.kind].layer != 3 or not all(end in devices for end in ends):
                continue
            one, other = (faces.setdefault(end, faces.get(end) or _face(structure, end)) for end in ends)
            across = get(ends[0]) is not None and get(ends[1]) is not None and get(ends[0]) != get(ends[1])
            lines.append(_Line(*ends, one, other, across))
        return cls(structure, tuple(lines))

    def matches(self, facet: SectorFacet, members: Collection[str]) -> tuple[Match, ...]:
        """Return where *facet* is found among *members*, the elements for which its sector holds."""
        if facet.kind == "place":
            found = {ident for ident in members if (place := self.place(ident)) is not None and _means(facet, place)}
            return (Match(None, tuple(sorted(found))),) if found else ()
        if facet.kind == "interface":
            found = self._ends(facet, members)
            return (Match(None, tuple(sorted(found))),) if found else ()
        parties = self._stakeholders(facet, members) if facet.kind == "stakeholder" else self._parties(facet, members)
        return tuple(Match(who, tuple(sorted({who, *elements}))) for who, elements in sorted(parties.items()))

    def place(self, ident: str) -> str | None:
        """Return the place of a component or system: its own, else its nearest container's."""
        for holder in (ident, *self.structure.containment.ancestors(ident)):
            thing = self._thing(holder)
            if thing is not None and thing.place is not None:
                return thing.place
        return None

    def phase(self, ident: str) -> Phase | None:
        """Return the phase of life of the nearest system that states one."""
        systems = self.structure.model.systems
        for holder in (ident, *self.structure.containment.ancestors(ident)):
            system = systems.get(holder)
            if system is not None and system.phase is not None:
                return system.phase
        return None

    def unplaced(self, members: Collection[str]) -> tuple[str, ...]:
        """Return the components and systems among *members* that state no place."""
        return tuple(sorted(i for i in members if self._thing(i) is not None and self.place(i) is None))

    def _thing(self, ident: str) -> Component | System | None:
        model = self.structure.model
        return model.components.get(ident) or model.systems.get(ident)

    def _ends(self, facet: SectorFacet, members: Collection[str]) -> set[str]:
        one, other = frozenset(facet.one), frozenset(facet.other)
        found: set[str] = set()
        for line in self.lines:
            there = [end for end in (line.from_, line.to) if end in members]
            if there and (line.across or not facet.across) and line.joins(one, other):
                found.update(there)
        return found

    def _stakeholders(self, facet: SectorFacet, members: Collection[str]) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for who, ident in self._stakes(facet, members):
            found.setdefault(who, set()).add(ident)
        return found

    def _stakes(self, facet: SectorFacet, members: Collection[str]) -> Iterator[tuple[str, str]]:
        model = self.structure.model
        for ident in members:
            thing = self._thing(ident)
            if thing is None or (facet.of_kinds and _face(self.structure, ident).isdisjoint(facet.of_kinds)):
                continue
            for role in facet.roles:
                holder = self._role(ident, role)
                if holder is not None:
                    yield holder, ident
            if facet.maker and isinstance(thing, Component) and thing.product is not None:
                maker = model.products[thing.product].maker
                if maker is not None:
                    yield maker, ident
        if facet.residents:
            yield from self._residents(members)

    def _role(self, ident: str, role: str) -> str | None:
        for holder in (ident, *self.structure.containment.ancestors(ident)):
            thing = self._thing(holder)
            named: str | None = getattr(thing.roles, role) if thing is not None else None
            if named is not None:
                return named
        return None

    def _residents(self, members: Collection[str]) -> Iterator[tuple[str, str]]:
        people = self.structure.model.people
        yield from ((ident, ident) for ident in members if ident in people and people[ident].employer is None)
        for connection in self.structure.model.connections.values():
            for who, what in ((connection.from_, connection.to), (connection.to, connection.from_)):
                if what in members and who in people and people[who].employer is None:
                    yield who, what

    def _parties(self, facet: SectorFacet, members: Collection[str]) -> Mapping[str, set[str]]:
        """Return the organizations of the sector with what they answer for in it."""
        found: dict[str, set[str]] = {}
        for ident in members:
            organization = self.structure.responsibility.get(ident)
            if organization is not None and (ident == organization or self._thing(ident) is not None):
                found.setdefault(organization, set()).add(ident)
        if facet.holders:
            return {who: elements for who, elements in found.items() if elements - {who}}
        apart = self._apart()
        return {who: elements for who, elements in found.items() if elements - {who} or who not in apart}

    def _apart(self) -> set[str]:
        """Return the organizations whose connections only insure or certify."""
        kinds: dict[str, set[str]] = {}
        for connection in self.structure.model.connections.values():
            kinds.setdefault(connection.from_, set()).add(connection.kind)
        return {ident for ident, named in kinds.items() if named <= _APART}


def _face(structure: Structure, ident: str) -> frozenset[str]:
    """Return as what a component or system meets others: a system with a gateway as that, else as its servers."""
    components = structure.model.components
    if ident in components:
        return frozenset((components[ident].kind,))
    kinds = frozenset(components[i].kind for i in structure.containment.descendants(ident) if i in components)
    for outer in (frozenset(("gateway",)), frozenset(("server", "application"))):
        if kinds & outer:
            return kinds & outer
    return kinds


def _means(facet: SectorFacet, place: str) -> bool:
    """Tell whether the stated *place* is that of *facet*: its id, the id without the sector, or one of its words."""
    folded = place.strip().casefold()
    own = (facet.id, facet.id.rpartition(".")[2], *facet.words)
    return folded in (word.casefold() for word in own)
