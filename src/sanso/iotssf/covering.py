"""Which demands existing law or a label already asks for: the duties of the catalogue, beside a subject.

A duty is certain where the model names it (``regulations``); where only sector, kind and country fit, it *may*
apply. Neither fulfils a demand: it says which evidence is there to be had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanso.catalogue import Catalogue
from sanso.catalogue.duties import CoveredDemand, Duty
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["Cover", "Covering"]


@dataclass(frozen=True, slots=True)
class Cover:
    """A duty that covers a demand, up to the step *word*, and whether it surely applies."""

    duty: str
    word: str
    certain: bool
    evidence: Text


@dataclass(frozen=True, slots=True)
class _Traits:
    """What decides on the duties of an element; elements with equal traits share them."""

    named: frozenset[str]
    sectors: frozenset[str]
    kind: str | None
    countries: tuple[str, ...]
    things: frozenset[str]


@dataclass(slots=True)
class Covering:
    """Finds the duties for elements of a model; equal questions are answered once."""

    structure: Structure
    catalogue: Catalogue
    sectors: Mapping[str, tuple[str, ...]]
    things: Mapping[str, frozenset[str]]
    _traits: dict[str, _Traits] = field(default_factory=dict)
    _known: dict[tuple[_Traits, str, str], tuple[Cover, ...]] = field(default_factory=dict)

    @classmethod
    def prepare(cls, structure: Structure, catalogue: Catalogue, sectors: Mapping[str, tuple[str, ...]]) -> Covering:
        """Note which kinds of physical things every component and system senses or moves."""
        return cls(structure, catalogue, sectors, _things(structure))

    def of(self, ident: str, part: str, word: str) -> tuple[Cover, ...]:
        """Return the duties that ask for *part* of the element *ident* at the step *word* or above, certain ones first.

        A label or law of another country counts only where the model names it.
        """
        if ident not in self._traits:
            self._traits[ident] = self._traits_of(ident)
        key = (self._traits[ident], part, word)
        if key not in self._known:
            self._known[key] = self._of(*key)
        return self._known[key]

    def _traits_of(self, ident: str) -> _Traits:
        component = self.structure.model.components.get(ident)
        return _Traits(
            named=frozenset(self._named(ident)),
            sectors=frozenset(self.sectors.get(ident, ())),
            kind=component.kind if component is not None else None,
            countries=self._countries(ident),
            things=self.things.get(ident, frozenset()),
        )

    def _of(self, traits: _Traits, part: str, word: str) -> tuple[Cover, ...]:
        steps = self.catalogue.demand_steps
        wanted = steps[f"{part}.{word}"].rank
        found: list[Cover] = []
        for duty in self.catalogue.duties.values():
            certain = duty.id in traits.named or duty.scheme in traits.named
            if not (certain or _may_apply(duty, traits)):
                continue
            found.extend(
                Cover(duty.id, covered.word, certain, covered.evidence)
                for covered in self._for_part(duty.covers, part)
                if steps[f"{part}.{covered.word}"].rank >= wanted
            )
        return tuple(sorted(found, key=lambda cover: (not cover.certain, cover.duty)))

    @staticmethod
    def _for_part(covers: Iterable[CoveredDemand], part: str) -> Iterable[CoveredDemand]:
        return (covered for covered in covers if covered.part == part)

    def _named(self, ident: str) -> Iterable[str]:
        model = self.structure.model
        for element in (ident, *self.structure.containment.ancestors(ident)):
            thing = model.components.get(element) or model.systems.get(element)
            if thing is not None:
                yield from thing.regulations
            component = model.components.get(element)
            product = model.products.get(component.product or "") if component is not None else None
            if product is not None:
                yield from product.regulations

    def _countries(self, ident: str) -> tuple[str, ...]:
        """Return where the element stands: its own country, a container's, or the seat of who is responsible."""
        model = self.structure.model
        for element in (ident, *self.structure.containment.ancestors(ident)):
            thing = model.components.get(element) or model.systems.get(element)
            if thing is not None and thing.country is not None:
                return (thing.country,)
        responsible = model.organizations.get(self.structure.responsibility.get(ident) or "")
        return (responsible.country,) if responsible is not None and responsible.country is not None else ()


def _may_apply(duty: Duty, traits: _Traits) -> bool:
    if traits.sectors.isdisjoint(duty.sectors) or (duty.kinds and traits.kind not in duty.kinds):
        return False
    if duty.things and traits.things.isdisjoint(duty.things):
        return False
    return duty.jurisdiction in ("UN", *traits.countries)


def _things(structure: Structure) -> dict[str, frozenset[str]]:
    """Return the kinds of physical things that a device, its parts or the parts beside it in its container touch."""
    model, containment = structure.model, structure.containment
    own: dict[str, set[str]] = {}
    for connection in model.connections.values():
        for end, other in ((connection.from_, connection.to), (connection.to, connection.from_)):
            thing = model.physical.get(end)
            if thing is not None and thing.kind is not None and connection.kind in ("senses", "actuates"):
                own.setdefault(other, set()).add(thing.kind)
    whole = {ident: set(kinds) for ident, kinds in own.items()}
    for ident, kinds in own.items():
        for above in containment.ancestors(ident):
            whole.setdefault(above, set()).update(kinds)
    found = {}
    for ident in (*model.components, *model.systems):
        container = containment.parent.get(ident)
        beside = containment.parts.get(container or "", ()) if ident in model.components else ()
        found[ident] = frozenset(whole.get(ident, ())).union(*(own.get(part, ()) for part in beside))
    return found
