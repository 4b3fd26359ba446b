"""Records of what existing law or a label already asks for, and of exclusions of insurances.

A duty that covers a demand does not fulfil it: it says that the evidence which the law or label asks for
anyway answers the demand, so that nothing has to be asked twice. Nothing here is legal advice.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sanso.catalogue.provenance import Line, Record, Word
from sanso.catalogue.strength import DemandPart
from sanso.model.base import Part
from sanso.model.elements import ComponentKind, Sector
from sanso.model.harms import Origin
from sanso.model.text import LocalText

__all__ = ["CoveredDemand", "Duty", "Exclusion"]


class CoveredDemand(Part):
    """A demand that a duty covers up to the step *word*, and by which evidence."""

    part: DemandPart
    word: Word
    evidence: LocalText


class Duty(Record):
    """What a law, a regulation or a label asks for, with the demands of IoT-SSF that it covers."""

    jurisdiction: Line
    since: Line = Field(description="Day, month or year from which it applies.")
    until: Line | None = Field(None, description="When it ends, where that is known.")
    scheme: Line | None = Field(None, description="Record of ``schemes`` that it belongs to.")
    sectors: tuple[Sector, ...] = Field((), description="Sectors in which it may apply.")
    kinds: tuple[ComponentKind, ...] = Field((), description="Kinds of components it is about; any where empty.")
    things: tuple[Line, ...] = Field((), description="Kinds of physical things that it is about; any where empty.")
    scope: LocalText
    covers: Annotated[tuple[CoveredDemand, ...], Field(min_length=1)]


class Exclusion(Record):
    """A word by which an insurance excludes losses, and the origins of harms that it thereby leaves out."""

    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    origins: tuple[Origin, ...] = ()
