"""Records of CPSF itself: layers, elements, requirements, incidents and vulnerabilities, and the words around them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sanso.catalogue.provenance import Rank, Record, Word, Yes
from sanso.model.answers import AnswerLevel
from sanso.model.elements import ComponentKind, ElementType
from sanso.model.text import LocalText

__all__ = [
    "Category",
    "ComponentKindRecord",
    "Condition",
    "ElementTypeRecord",
    "Grade",
    "Incident",
    "Layer",
    "LayerNumber",
    "LevelRecord",
    "Requirement",
    "RoleRecord",
    "StatusRecord",
    "Vulnerability",
]

LayerNumber = Literal[1, 2, 3]
Grade = Literal["basic", "advanced", "high-advanced"]

Condition = Literal[
    "always",
    "keeps-data",
    "delivers",
    "receives",
    "reachable",
    "controlled",
    "controls-layer-2",
    "communicates",
    "safety-relevant",
    "has-product",
    "layer-2-component",
    "senses",
    "sensitive-data",
    "handled-data",
    "depends",
    "processes",
    "receives-data",
    "legal-data",
    "shared-data",
]
"""Name of the rule that decides whether an incident applies to an element (column "applies if" of table T5)."""


class Layer(Record):
    """One of the three layers (第1層, 第2層, 第3層) with what trust in it rests on."""

    number: LayerNumber
    trust_basis: LocalText = Field(description="What trust in this layer rests on.")
    functions: LocalText = Field(description="What is done in this layer.")


class ElementTypeRecord(Record):
    """One of the six elements (構成要素)."""

    suffix: Literal["ORG", "PEO", "COM", "DAT", "PRO", "SYS"] = Field(description="Ending of vulnerability ids.")
    section: Word = Field(description="Section of a model that holds such elements.")
    weakness: LocalText = Field(description="Title of a vulnerability of this type; {incident} is filled in.")
    participation: dict[Literal["1", "2", "3"], LocalText] = Field(
        description="When such an element takes part in a layer."
    )


class ComponentKindRecord(Record):
    """A kind of component, its layer and whether a controlling system acts through it."""

    id: ComponentKind
    layer: LayerNumber
    passes_control: Yes = Field(False, description="A controlling system passes its control to such parts.")


class RoleRecord(Record):
    """A role of an organization for an element."""

    responsible_rank: Rank | None = Field(None, description="Who answers first: lower is earlier; None never does.")
    influence: Yes = Field(description="Carries required trust: whoever has the role can influence the element.")
    control: Yes = Field(False, description="Carries control in the sense of *can cause*.")


class Category(Record):
    """One of the 20 requirement categories."""

    csf_1_1: tuple[Word, ...] = Field(description="Counterparts in NIST CSF 1.1.")


class Requirement(Record):
    """One of the 104 requirements (対策要件), title and paraphrase in our own words."""

    category: Word
    paraphrase: LocalText
    elements: Annotated[tuple[ElementType, ...], Field(min_length=1)]
    layers: Annotated[tuple[LayerNumber, ...], Field(min_length=1)] = Field(description="For display only.")
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)] = ("basic", "advanced", "high-advanced")
    csf_1_1: tuple[Word, ...] = ()
    csf_2_0: tuple[Word, ...] = ()
    iso27001_2022: tuple[Word, ...] = ()
    iec62443: tuple[Word, ...] = Field((), description="2-1: clause of the 2009/2010 edition; 3-3: SR number.")
    sp800_171: tuple[Word, ...] = Field((), description="Revision 2.")

    @property
    def short(self) -> str:
        """The id without the framework's prefix: ``AM-1``."""
        return self.id.removeprefix("CPS.")


class Incident(Record):
    """An assumed security incident (想定されるセキュリティインシデント)."""

    layer: LayerNumber
    types: Annotated[tuple[ElementType, ...], Field(min_length=1)]
    requirements: Annotated[tuple[Word, ...], Field(min_length=1)]
    condition: Condition
    any_layer: Yes = Field(False, description="Also applies to elements that take part in other layers only.")
    condition_text: LocalText


class Vulnerability(Record):
    """What lets an incident happen through one element type; generated from the incident."""

    incident: Word
    type: ElementType
    requirements: tuple[Word, ...]


class LevelRecord(Record):
    """A level that is required or answered; *rank* is None where it is not on the ladder."""

    id: AnswerLevel | Literal["not-required"]
    rank: Rank | None
    answer: Yes = Field(description="May be given as an answer.")
    required: Yes = Field(description="May be required.")


class StatusRecord(Record):
    """A requirement status, worst first; neutral ones have no rank."""

    id: Literal["missing", "not-stated", "partial", "met", "not-applicable", "not-required"]
    rank: Rank | None
