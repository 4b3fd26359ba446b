"""The whole CPSF view of a model: incidents and requirements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import is_

from sanso.assessment.answers import AnswerBook
from sanso.assessment.incidents import Applied, applicable, incident_rows
from sanso.assessment.participation import Participation, Surroundings
from sanso.assessment.requirements import Earlier, RequirementBook, requirement_book
from sanso.assessment.result import IncidentRow, RequirementRow
from sanso.catalogue import Catalogue
from sanso.facts import StrengthDemand
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.difference import Difference, Reads
from sanso.model.structure import Structure

__all__ = ["Findings", "Found", "assess_again", "assess_requirements"]


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of `assess_requirements`."""

    incidents: tuple[IncidentRow, ...]
    requirements: tuple[RequirementRow, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Findings with what they were made from, so that findings on nearly the same model can build on them."""

    findings: Findings
    structure: Structure
    participation: Participation
    applied: Applied
    book: RequirementBook
    alone: frozenset[str]

    @property
    def applies(self) -> Mapping[str, frozenset[str]]:
        """The elements to which each incident applies."""
        return self.applied.elements


_PARTICIPATION: Reads = {
    "organizations": (),
    "people": ("employer",),
    "products": ("maker", "contains"),
    "components": ("kind", "product", "roles", "exposure"),
    "systems": ("roles", "exposure"),
    "procedures": ("performed_by", "acts_on"),
    "data": ("owner", "categories", "produced_by", "stored_in"),
    "connections": ("kind", "from_", "to", "subject", "data"),
}
"""What incidents rest on beside containment, responsibility and control."""

_BUT_FOR_KINDS: Reads = {**_PARTICIPATION, "components": ("product", "roles", "exposure")}
"""The same without the kinds of components."""


def assess_requirements(
    structure: Structure, catalogue: Catalogue, demand: StrengthDemand, day: dt.date, place: Place
) -> Findings:
    """Return incidents and requirement rows of a model; *demand* raises levels, *day* ends what has expired."""
    return assess_again(structure, catalogue, demand, day, place).findings


def assess_again(
    structure: Structure,
    catalogue: Catalogue,
    demand: StrengthDemand,
    day: dt.date,
    place: Place,
    before: Found | None = None,
    differs: Difference | None = None,
) -> Found:
    """Assess as `assess_requirements` does; what does not depend on what *differs* is taken from *before*."""
    old = before if differs is not None else None
    still = old is not None and _same_structure(old.structure, structure)
    if old is not None and differs is not None and still and not differs.touches(_PARTICIPATION):
        participation, applied = old.participation, old.applied
    else:
        kinds_alone = old is not None and differs is not None and still and not differs.touches(_BUT_FOR_KINDS)
        around = Surroundings.of(structure)
        participation = Participation.of(structure, catalogue, around)
        known_conditions = old.applied if old is not None and kinds_alone else None
        applied = _kept(applicable(structure, catalogue, participation, around, known_conditions), old)
    applies = applied.elements
    earlier = None
    if old is not None and differs is not None:
        called = {
            ident
            for i, members in applies.items()
            if members is not old.applies[i]
            for ident in members ^ old.applies[i]
        }
        hands_on = participation.hands_on_2 ^ old.participation.hands_on_2
        earlier = Earlier(old.book, old.structure, differs, called, hands_on)
    book = requirement_book(
        structure, catalogue, participation, applies, demand, AnswerBook.of(structure, day), earlier
    )
    known = (old.applies, old.findings.incidents) if old is not None else None
    incidents = incident_rows(structure, catalogue, applies, known)
    alone = _alone(book, old)
    if old is not None and differs is not None and alone is old.alone and alone.isdisjoint(differs.renamed):
        told = old.findings.diagnostics
    else:
        told = tuple(_nobody(structure, alone, place))
    return Found(Findings(incidents, book.ordered, told), structure, participation, applied, book, alone)


def _kept(made: Applied, old: Found | None) -> Applied:
    """Return *made* with the earlier sets of elements where they are equal."""
    if old is None:
        return made
    was = old.applies
    return Applied({i: was[i] if members == was[i] else members for i, members in made.elements.items()}, made.holds)


def _same_structure(one: Structure, other: Structure) -> bool:
    return (
        one.containment is other.containment
        and one.responsibility is other.responsibility
        and one.control is other.control
    )


def _alone(book: RequirementBook, old: Found | None) -> frozenset[str]:
    """Return the elements that have requirements and nobody to meet them."""
    rows = [row for row in book.ordered if row.organization is None]
    if old is not None:
        before = [row for row in old.book.ordered if row.organization is None]
        if len(rows) == len(before) and all(map(is_, rows, before)):
            return old.alone
    found = frozenset(ident for row in rows for ident in row.elements)
    return old.alone if old is not None and found == old.alone else found


def _nobody(structure: Structure, alone: Iterable[str], place: Place) -> Iterator[Diagnostic]:
    """Name the elements that have requirements and nobody to meet them."""
    for ident in sorted(alone):
        code = "outsiders" if ident in structure.model.people else "nobody-responsible"
        yield diagnose(code, place, ident, id=structure.model.label(ident))
