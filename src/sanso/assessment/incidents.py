"""Which incidents can happen to which elements (tables T1 and T5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sanso.assessment.conditions import ASKING_FOR_KINDS, CONDITIONS, Situation
from sanso.assessment.participation import Participation, Surroundings
from sanso.assessment.result import IncidentRow
from sanso.catalogue import Catalogue
from sanso.model.structure import Structure

__all__ = ["Applied", "applicable", "incident_rows"]


@dataclass(frozen=True, slots=True)
class Applied:
    """To which elements each incident applies, and for which each condition holds; None for all of them."""

    elements: Mapping[str, frozenset[str]]
    holds: Mapping[str, frozenset[str] | None]


def applicable(
    structure: Structure,
    catalogue: Catalogue,
    participation: Participation,
    around: Surroundings,
    before: Applied | None = None,
) -> Applied:
    """Return per incident the elements to which it applies.

    With *before*, found in a model that differs in kinds of components alone, as far as conditions go, only the
    conditions are looked at that ask for these.
    """
    situation = Situation(structure, catalogue, around, participation)
    by_type: dict[str, set[str]] = {}
    for ident, element in structure.model.elements.items():
        by_type.setdefault(element.type, set()).add(ident)
    holds: dict[str, frozenset[str] | None] = {}
    found = {}
    for ident, incident in catalogue.incidents.items():
        name = incident.condition
        if name not in holds and before is not None and name in before.holds and name not in ASKING_FOR_KINDS:
            holds[name] = before.holds[name]
        elif name not in holds:
            told = CONDITIONS[name](situation)
            holds[name] = frozenset(told) if told is not None else None
        members = set().union(*(by_type.get(letter, set()) for letter in incident.types))
        if not incident.any_layer:
            members &= participation.layers[incident.layer]
        condition = holds[name]
        found[ident] = frozenset(members if condition is None else members & condition)
    return Applied(found, holds)


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
