"""Which requirement applies to whom, at which level and why, and how it is answered: grouped rows.

Elements that are alike in everything that decides (type, incidents, organization, category, agreements,
sectors, who answers) are judged once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sanso.assessment.answers import LEVELS, STATUS_ORDER, AnswerBook, judge
from sanso.assessment.delegation import Delegation, delegations
from sanso.assessment.levels import Circumstances, LevelBook
from sanso.assessment.participation import Participation
from sanso.assessment.result import Answer, Reason, RequiredLevel, RequirementPart, RequirementRow, Status
from sanso.assessment.sectors import sectors_of
from sanso.catalogue import Catalogue
from sanso.facts import StrengthDemand
from sanso.model.structure import Structure

__all__ = ["requirement_rows"]


class _Alike(NamedTuple):
    """What elements that are judged together have in common."""

    type: str
    incidents: tuple[str, ...]
    organization: str | None
    category: int
    delegations: tuple[Delegation, ...]
    sectors: tuple[str, ...]
    answering: tuple[str, ...]
    links: tuple[str, ...]


_PartKey = tuple[RequiredLevel, Status, int, Answer | None, tuple[Reason, ...]]


@dataclass(slots=True)
class _Row:
    parts: dict[_PartKey, list[str]] = field(default_factory=dict)
    incidents: set[str] = field(default_factory=set)


def requirement_rows(
    structure: Structure,
    catalogue: Catalogue,
    participation: Participation,
    applies: Mapping[str, frozenset[str]],
    demand: StrengthDemand,
    book: AnswerBook,
) -> tuple[RequirementRow, ...]:
    """Return one row per requirement and organization, ordered by both."""
    judging = _Judging(structure, catalogue, participation, book, LevelBook.of(catalogue, structure.model))
    rows: dict[tuple[str, str | None], _Row] = {}
    for alike, elements in _groups(structure, applies, demand, book).items():
        judging.judge(alike, elements, rows)
    order = {requirement: index for index, requirement in enumerate(catalogue.requirements)}
    return tuple(
        _finish(requirement, organization, rows[requirement, organization], catalogue)
        for requirement, organization in sorted(rows, key=lambda key: (order[key[0]], key[1] or "\uffff"))
    )


def _groups(
    structure: Structure, applies: Mapping[str, frozenset[str]], demand: StrengthDemand, book: AnswerBook
) -> dict[_Alike, list[str]]:
    elements = structure.model.elements
    incidents: dict[str, list[str]] = {}
    for incident, members in applies.items():
        for ident in members:
            incidents.setdefault(ident, []).append(incident)
    passed = delegations(structure)
    groups: dict[_Alike, list[str]] = {}
    for ident in sorted(incidents):
        organization = structure.responsibility.get(ident)
        alike = _Alike(
            type=elements[ident].type,
            incidents=tuple(incidents[ident]),
            organization=organization,
            category=demand.of(ident),
            delegations=passed.get(ident, ()),
            sectors=sectors_of(structure, ident).sectors,
            answering=book.chain(ident, None),
            links=book.links_of(ident),
        )
        groups.setdefault(alike, []).append(ident)
    return groups


@dataclass(slots=True)
class _Judging:
    structure: Structure
    catalogue: Catalogue
    participation: Participation
    book: AnswerBook
    levels: LevelBook
    _called: dict[tuple[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def judge(self, alike: _Alike, elements: list[str], rows: dict[tuple[str, str | None], _Row]) -> None:
        """Judge every requirement on *elements* and enter it into *rows*."""
        for requirement, incidents in self._calling(alike.type, alike.incidents).items():
            organization, agreement = alike.organization, None
            for delegation in alike.delegations:
                if requirement in delegation.requirements:
                    organization, agreement = delegation.organization, delegation.connection
                    break
            circumstances = Circumstances(
                scale=self._scale(organization),
                agreement=agreement,
                sectors=alike.sectors,
                category=alike.category,
                linked=any(self.catalogue.incidents[incident].layer > 1 for incident in incidents),
            )
            level, reasons = self.levels.required(requirement, circumstances)
            chain = alike.answering
            if organization is not None and organization in self.structure.model.measures:
                chain = (*chain, organization) if organization not in chain else chain
            answer = self.book.nearest(requirement, chain)
            if alike.links:
                answer = self.book.over_links(requirement, alike.links, level, answer)
            row = rows.setdefault((requirement, organization), _Row())
            key = (level, judge(level, answer), alike.category, answer, reasons)
            row.parts.setdefault(key, []).extend(elements)
            row.incidents.update(incidents)

    def _calling(self, letter: str, incidents: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return the requirements that *incidents* call for on an element type, with the calling incidents."""
        key = (letter, incidents)
        if key not in self._called:
            suffix = self.catalogue.element_types[letter].suffix
            called: dict[str, list[str]] = {}
            for incident in incidents:
                for requirement in self.catalogue.vulnerabilities[f"{incident}_{suffix}"].requirements:
                    called.setdefault(requirement, []).append(incident)
            self._called[key] = {requirement: tuple(names) for requirement, names in called.items()}
        return self._called[key]

    def _scale(self, organization: str | None) -> str:
        record = self.structure.model.organizations.get(organization or "")
        if record is None or (record.scale or "large") == "large":
            return "large"
        return "sme-layer-2" if organization in self.participation.hands_on_2 else "sme"


def _finish(requirement: str, organization: str | None, row: _Row, catalogue: Catalogue) -> RequirementRow:
    parts = [
        RequirementPart(level, status, category, tuple(sorted(elements)), answer, reasons)
        for (level, status, category, answer, reasons), elements in row.parts.items()
    ]
    parts.sort(
        key=lambda p: (STATUS_ORDER.index(p.status), -p.category, -LEVELS.index(p.level), -len(p.elements), p.elements)
    )
    deciding = parts[0]
    layers = {catalogue.incidents[incident].layer for incident in row.incidents}
    return RequirementRow(
        id=requirement,
        organization=organization,
        level=max((part.level for part in parts), key=LEVELS.index),
        status=deciding.status,
        category=max(part.category for part in parts),
        elements=tuple(sorted(ident for part in parts for ident in part.elements)),
        answer=deciding.answer,
        reasons=deciding.reasons,
        incidents=tuple(sorted(row.incidents)),
        layers=tuple(sorted(layers)),
        parts=tuple(parts),
    )
