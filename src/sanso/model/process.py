"""The value creation process (価値創造過程): elements and connections, and what can go wrong with them.

>>> model = Model(sanso=1, id="home", components={"cam": {"kind": "sensor"}})
>>> model.elements["cam"].type
'C'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticKnownError

from sanso.model.answers import Confirmation, Criteria, MeasureMap
from sanso.model.base import Id, Part, Thing
from sanso.model.connections import Connection
from sanso.model.elements import (
    Component,
    Data,
    Element,
    Organization,
    People,
    Physical,
    Procedure,
    Product,
    Sector,
    System,
)
from sanso.model.harms import Condition, Harm
from sanso.model.iotssf_record import IotSsfRecord
from sanso.model.text import LocalText, Text

__all__ = ["ELEMENT_SECTIONS", "NAMED_SECTIONS", "Model"]

ELEMENT_SECTIONS = ("organizations", "people", "components", "systems", "procedures", "data")
"""Sections whose entries are elements in the sense of CPSF."""

NAMED_SECTIONS = (*ELEMENT_SECTIONS, "products", "physical", "connections", "conditions", "harms")
"""Sections whose keys are ids."""


def _whole(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise PydanticKnownError("int_type")
    return value


class Model(Part):
    """A value creation process, as one file or several write it down."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    sanso: Annotated[Literal[1], BeforeValidator(_whole)] = Field(description="Version of the format.")
    id: Id
    name: LocalText | None = None
    description: LocalText | None = None
    sectors: tuple[Sector, ...] = ()
    organizations: dict[Id, Organization] = Field(default_factory=dict)
    people: dict[Id, People] = Field(default_factory=dict)
    products: dict[Id, Product] = Field(default_factory=dict)
    components: dict[Id, Component] = Field(default_factory=dict)
    systems: dict[Id, System] = Field(default_factory=dict)
    procedures: dict[Id, Procedure] = Field(default_factory=dict)
    data: dict[Id, Data] = Field(default_factory=dict)
    physical: dict[Id, Physical] = Field(default_factory=dict)
    connections: dict[Id, Connection] = Field(default_factory=dict)
    conditions: dict[Id, Condition] = Field(default_factory=dict)
    harms: dict[Id, Harm] = Field(default_factory=dict)
    measures: dict[Id, MeasureMap] = Field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()
    criteria: Criteria = Criteria()
    iotssf: IotSsfRecord = IotSsfRecord()

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """All elements by id, section by section in the order of CPSF's list."""
        merged: dict[str, Element] = {}
        for section in ELEMENT_SECTIONS:
            merged.update(getattr(self, section))
        return MappingProxyType(merged)

    def thing(self, ident: str) -> Thing | None:
        """Return the thing called *ident*, whatever it is, or None."""
        for section in NAMED_SECTIONS:
            found = getattr(self, section).get(ident)
            if found is not None:
                return found  # type: ignore[no-any-return]
        return None

    def label(self, ident: str) -> Text:
        """Return the name of the thing called *ident*; its id where it has none."""
        thing = self.thing(ident)
        return thing.name if thing is not None and thing.name is not None else Text.of(ident)

    def labels(self, idents: Iterable[str]) -> Text:
        """Return the names of several things as one text."""
        names = [self.label(ident) for ident in idents]
        return Text(en=", ".join(name.show("en") for name in names), ja="、".join(name.show("ja") for name in names))
