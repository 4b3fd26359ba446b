"""Sectors (分野): guidelines as published, what they change about a requirement, and items of their own.

A sector changes the common framework by *sourced deltas* alone: a requirement is raised to a level, narrowed to
something more special, or an item is added. Native items stand where a guideline works by place and phase of
life, by interface, by stakeholder or by step; their links to requirements are ours. No delta lowers a level.

>>> from sanso.catalogue import load_catalogue
>>> catalogue = load_catalogue()
>>> catalogue.sector_facets[catalogue.sector_items["BLD-05"].facet].kind
'place'
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanso.catalogue.framework import Grade
from sanso.catalogue.provenance import Confidence, Line, Record, Strength, Word, Yes
from sanso.model.base import Part
from sanso.model.elements import ComponentKind, Phase
from sanso.model.text import LocalText

__all__ = ["Delta", "FacetKind", "Force", "Guideline", "RoleName", "Sector", "SectorFacet", "SectorItem"]

FacetKind = Literal["place", "interface", "stakeholder", "organization"]
"""By what a guideline sorts its items; zones of a factory are places, its steps are asked of organizations."""

Force = Literal["mandatory", "recommended"]
RoleName = Literal["owner", "operator", "user", "manager", "maintainer", "integrator"]
Ends = tuple[ComponentKind, ...]


class Guideline(Record):
    """A guideline or standard of a sector, as it is published; the title is its name."""

    publisher: LocalText
    date: Line = Field(description="When this edition was published: a year, a month or a day.")
    note: LocalText = Field(description="Shape of the document, and its relation to CPSF.")


class Delta(Part):
    """What a sector changes about one requirement: raised to at least *level*, or narrowed to *meaning*.

    *where* says in words which part of the sector a narrowed meaning is about.
    """

    kind: Literal["raise", "narrow"] = "raise"
    requirement: Word
    level: Grade | None = None
    meaning: LocalText | None = None
    where: LocalText | None = None
    reason: LocalText
    guideline: Word | None = Field(None, description="Id of the guideline; None where only *source* says it.")
    source: LocalText
    confidence: Confidence
    strength: Strength | None = None

    @model_validator(mode="after")
    def _complete(self) -> Delta:
        if (self.kind == "raise") != (self.level is not None) or (self.kind == "narrow") != (self.meaning is not None):
            raise PydanticCustomError("delta_shape", "a raise has a level, a narrowing a meaning")
        return self


class Sector(Record):
    """A sector with its guidelines and sourced deltas; *note* says so where there are none."""

    guidelines: tuple[Word, ...] = ()
    deltas: tuple[Delta, ...] = ()
    published: Yes = Field(True, description="False: nothing is published for the sector in terms of CPSF.")
    note: LocalText

    @property
    def raises(self) -> tuple[Delta, ...]:
        """The deltas that raise a level."""
        return tuple(delta for delta in self.deltas if delta.kind == "raise")

    @property
    def narrowings(self) -> tuple[Delta, ...]:
        """The deltas that make a requirement more special."""
        return tuple(delta for delta in self.deltas if delta.kind == "narrow")


class SectorFacet(Record):
    """A place, interface, stakeholder or scope by which a guideline sorts its items, and how a model shows it.

    place: an element whose stated place is the id or one of *words* (folded). interface: a layer-3 connection
    between components of *one* and of *other* kinds, of two organizations where *across* is set. stakeholder: who
    holds one of *roles* for components of *of_kinds* (all, where empty), who is *maker* of their products, or people
    without employer (*residents*). organization: the organizations of
    the sector; *holders* are those that answer for a component or system of it.
    """

    sector: Word
    kind: FacetKind
    words: tuple[Line, ...] = ()
    one: Ends = ()
    other: Ends = ()
    across: Yes = False
    roles: tuple[RoleName, ...] = ()
    of_kinds: tuple[ComponentKind, ...] = ()
    maker: Yes = False
    residents: Yes = False
    holders: Yes = True


class SectorItem(Record):
    """A native item of a sector: what its guideline asks at one facet, in own words.

    *phases* are the phases of life it belongs to (all, where empty); *force* is None where it is not known whether
    the item is mandatory. *requirements* are the related requirements of CPSF: our reading, never the guideline's.
    Ids are ours.
    """

    sector: Word
    facet: Word
    phases: tuple[Phase, ...] = ()
    force: Force | None = None
    paraphrase: LocalText
    requirements: tuple[Word, ...] = ()
    guideline: Word
