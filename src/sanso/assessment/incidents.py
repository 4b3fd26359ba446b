"""Which incidents can happen to which elements (tables T1 and T5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sanso.assessment.conditions import CONDITIONS, Situation
from sanso.assessment.participation import Participation, Surroundings
from sanso.assessment.result import IncidentRow
from sanso.catalogue import Catalogue
from sanso.model.structure import Structure

__all__ = ["applicable", "incident_rows"]


def applicable(
    structure: Structure, catalogue: Catalogue, participation: Participation, around: Surroundings
) -> dict[str, frozenset[str]]:
    """Return per incident the elements to which it applies."""
    situation = Situation(structure, catalogue, around, participation)
    by_type: dict[str, set[str]] = {}
    for ident, element in structure.model.elements.items():
        by_type.setdefault(element.type, set()).add(ident)
    holds: dict[str, set[str] | None] = {}
    found = {}
    for ident, incident in catalogue.incidents.items():
        if incident.condition not in holds:
            holds[incident.condition] = CONDITIONS[incident.condition](situation)
        members = set().union(*(by_type.get(letter, set()) for letter in incident.types))
        if not incident.any_layer:
            members &= participation.layers[incident.layer]
        condition = holds[incident.condition]
        found[ident] = frozenset(members if condition is None else members & condition)
    return found


def incident_rows(
    structure: Structure,
    catalogue: Catalogue,
    applies: Mapping[str, frozenset[str]],
    before: tuple[Mapping[str, frozenset[str]], tuple[IncidentRow, ...]] | None = None,
) -> tuple[IncidentRow, ...]:
    """Return one row per risk source that has elements: an incident on the elements of one type.

    *before* is what was found earlier: rows of the same sets are taken from there.
    """
    known: dict[str, list[IncidentRow]] = {}
    for row in before[1] if before is not None else ():
        known.setdefault(row.id, []).append(row)
    rows: list[IncidentRow] = []
    for ident, members in applies.items():
        if before is not None and before[0].get(ident) is members:
            rows += known.get(ident, ())
        else:
            rows += _rows(ident, members, structure, catalogue)
    return tuple(rows)


def _rows(ident: str, members: frozenset[str], structure: Structure, catalogue: Catalogue) -> Iterator[IncidentRow]:
    incident = catalogue.incidents[ident]
    by_type: dict[str, list[str]] = {}
    for element in members:
        by_type.setdefault(structure.model.elements[element].type, []).append(element)
    for letter in incident.types:
        if letter not in by_type:
            continue
        vulnerability = catalogue.vulnerabilities[f"{ident}_{catalogue.element_types[letter].suffix}"]
        yield IncidentRow(
            id=ident,
            layer=incident.layer,
            type=letter,
            vulnerability=vulnerability.id,
            title=incident.title,
            elements=tuple(sorted(by_type[letter])),
            requirements=tuple(vulnerability.requirements),
            source=incident.source,
            confidence=vulnerability.confidence,
        )
