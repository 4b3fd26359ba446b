"""Which requirements of an assessment an answer of a claim speaks to, and whether it is enough for them.

An answer about an organization speaks to all that it answers for; about a product to what is built of it; about a
system to what it contains; about a connection to its two ends. An answer to an item of IoT-SSF speaks to the
confirmations that are lacking of its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, get_args

from sanso.analysis.result import Assessment, OpenPoint
from sanso.assessment.answers import LEVELS
from sanso.assessment.result import RequiredLevel, Status
from sanso.catalogue import Catalogue
from sanso.model.answers import Basis
from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import deployed
from sanso.model.text import Text

__all__ = ["CONFIRMING", "Closing", "Confirming", "Said", "closings", "confirmings"]

CONFIRMING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "product": "iotssf/before-operation",
        "organization": "iotssf/before-operation",
        "staff": "iotssf/before-operation",
        "in_operation": "iotssf/in-operation",
        "operators": "iotssf/operators",
        "social_support": "iotssf/social-support",
    }
)
"""Under which item a claim gives the confirmation that a demand of the four perspectives asks for."""
_BASES: Final[tuple[Basis, ...]] = get_args(Basis)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer about one thing of the model."""

    element: str
    item: str
    result: str
    level: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A requirement on an organization that an answer speaks to."""

    item: str
    organization: str | None
    elements: tuple[str, ...]
    category: int
    required: RequiredLevel
    stated: Status
    level: str
    """That of the answer."""
    enough: bool
    """Whether the answer says that the requirement is met at the required level, or does not apply."""


@dataclass(frozen=True, slots=True)
class Confirming:
    """A confirmation that is lacking of *subject*, and that an answer speaks to."""

    subject: str
    demand: str
    required: str
    title: Text
    """What is lacking, in words."""
    enough: bool | None
    """Whether the basis is strong enough; None where it is not a basis that is asked for."""


def confirmings(
    points: Iterable[OpenPoint], said: Said, basis: Basis | None, catalogue: Catalogue
) -> Iterator[Confirming]:
    """Yield the confirmations among the open *points* that *said*, which counts as *basis*, speaks to."""
    for point in points:
        step, _, subject = point.id.partition("@")
        demand, _, required = step.partition(".")
        if point.kind != "confirmation" or subject != said.element or CONFIRMING.get(demand) != said.item:
            continue
        ranks = [_BASES.index(one) for one in _BASES if one == required]
        strong = _BASES.index(basis) >= ranks[0] if ranks and basis is not None else None
        title = catalogue.demand_steps[step].missing
        yield Confirming(subject, demand, required, title, strong if said.result == "met" else False)


def closings(model: Model, assessment: Assessment, said: Said) -> Iterator[Closing]:
    """Yield what *said* speaks to, in the order of the assessment."""
    reached = None if said.element in model.organizations else _reached(model, said.element)
    for row in assessment.requirements:
        if row.id != said.item or (reached is None and row.organization != said.element):
            continue
        for part in row.parts:
            elements = part.elements if reached is None else tuple(one for one in part.elements if one in reached)
            if elements and part.level != "not-required":
                yield Closing(
                    row.id,
                    row.organization,
                    elements,
                    part.category,
                    part.level,
                    part.status,
                    said.level,
                    _enough(said, part.level),
                )


def _reached(model: Model, element: str) -> frozenset[str]:
    connection = model.connections.get(element)
    if connection is not None:
        return frozenset((element, connection.from_, connection.to))
    if element in model.products:
        return frozenset((element, *deployed(model).get(element, ())))
    if element in model.systems:
        return frozenset((element, *Containment.of(model).descendants(element)))
    return frozenset((element,))


def _enough(said: Said, required: RequiredLevel) -> bool:
    if said.result == "not-applicable":
        return True
    return said.result == "met" and said.level in LEVELS and LEVELS.index(said.level) >= LEVELS.index(required)
