"""What the fields of the wizard may name: parties, elements, harms, and the words of closed lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from sanso.catalogue import Catalogue
from sanso.iotssf.levels import ECONOMIC, HUMAN
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report import terms

__all__ = ["Things"]

_LETTERS = ("C", "S", "D", "R", "P", "O")


class Things:
    """The things of one model by id, with the names that people know them by."""

    def __init__(self, model: Model, catalogue: Catalogue) -> None:
        self.model = model
        self.catalogue = catalogue

    @cached_property
    def parties(self) -> Mapping[str, Text]:
        """Organizations and people."""
        return self._named((*self.model.organizations, *self.model.people))

    @cached_property
    def elements(self) -> Mapping[str, Text]:
        """All elements."""
        return self._named(self.model.elements)

    @cached_property
    def subjects(self) -> Mapping[str, Text]:
        """What may be allocated: devices, systems, product types."""
        return self._named((*self.model.systems, *self.model.components, *self.model.products))

    @cached_property
    def acceptable(self) -> Mapping[str, Text]:
        """Of what residual risk may be accepted: harms first."""
        return self._named((*self.model.harms, *self.model.elements, *self.model.products))

    @cached_property
    def human(self) -> Mapping[str, Text]:
        """Levels of human damage."""
        return MappingProxyType({level: terms.HUMAN[level] for level in HUMAN})

    @cached_property
    def economic(self) -> Mapping[str, Text]:
        """Levels of economic impact."""
        return MappingProxyType({level: terms.ECONOMIC[level] for level in ECONOMIC})

    @cached_property
    def perspectives(self) -> Mapping[str, Text]:
        """The four perspectives in their order."""
        records = sorted(self.catalogue.perspectives.values(), key=lambda record: record.number)
        return MappingProxyType({record.id: record.title for record in records})

    @cached_property
    def effects(self) -> Mapping[str, Text]:
        """The effects that an element may suffer."""
        found: dict[str, Text] = {}
        for letter in _LETTERS:
            for effect in self.catalogue.effects.values():
                if effect.on == letter:
                    found.setdefault(effect.word, effect.title)
        for effect in self.catalogue.effects.values():
            found.setdefault(effect.word, effect.title)
        return MappingProxyType(found)

    def _named(self, idents: Iterable[str]) -> Mapping[str, Text]:
        return MappingProxyType({ident: self.model.label(ident) for ident in idents})
