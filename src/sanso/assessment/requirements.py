"""Which requirement applies to whom, at which level and why, and how it is answered: grouped rows.

Elements that are alike in everything that decides (type, incidents, organization, category, agreements,
sectors, who answers) are judged once.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
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
from sanso.model.difference import Difference, Reads
from sanso.model.process import ELEMENT_SECTIONS
from sanso.model.structure import Structure

__all__ = ["Alike", "Earlier", "RequirementBook", "RowKey", "requirement_book", "requirement_rows"]


class Alike(NamedTuple):
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
RowKey = tuple[str, str | None]
_Judgement = tuple[_PartKey, tuple[str, ...]]
"""What a part of a row says, and the incidents that call for it."""

_SECTORS = frozenset(
    {("", "sectors"), ("", "id"), *((s, "sectors") for s in ("organizations", "systems", "components"))}
)
_ENDS: Reads = {"connections": ("kind", "from_", "to")}
_PASSING: Reads = {
    "organizations": (),
    "products": ("contains",),
    "components": ("product", "roles"),
    "systems": ("roles",),
    "connections": ("kind", "from_", "to", "subject", "requirements"),
}
"""What the passing on of requirements rests on beside the structure."""


@dataclass(frozen=True, slots=True)
class RequirementBook:
    """The requirement rows of a model with what they were made from.

    *parts* tells, per row, what each group of elements that are judged together brings to it.
    """

    rows: Mapping[RowKey, RequirementRow]
    ordered: tuple[RequirementRow, ...]
    alike: Mapping[str, Alike]
    groups: Mapping[Alike, list[str]]
    judged: Mapping[Alike, Mapping[RowKey, _Judgement]]
    parts: Mapping[RowKey, Mapping[Alike, _Judgement]]
    delegated: Mapping[str, tuple[Delegation, ...]]
    answering: frozenset[str]

    def rows_of(self, ident: str) -> tuple[RequirementRow, ...]:
        """Return the rows with a part that is about the element *ident*, in their order."""
        one = self.alike.get(ident)
        if one is None:
            return ()
        found = {id(self.rows[key]) for key in self.judged[one]}
        return tuple(row for row in self.ordered if id(row) in found)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier book that a new one may build on, and what is different since.

    *structure* was that of the earlier model; *called* are the elements that have other incidents, *hands_on* the
    organizations that come to have layer 2 in their hands, or no longer have it.
    """

    book: RequirementBook
    structure: Structure
    differs: Difference
    called: Set[str]
    hands_on: Set[str]


def requirement_rows(
    structure: Structure,
    catalogue: Catalogue,
    participation: Participation,
    applies: Mapping[str, frozenset[str]],
    demand: StrengthDemand,
    book: AnswerBook,
) -> tuple[RequirementRow, ...]:
    """Return one row per requirement and organization, ordered by both."""
    return requirement_book(structure, catalogue, participation, applies, demand, book).ordered


def requirement_book(
    structure: Structure,
    catalogue: Catalogue,
    participation: Participation,
    applies: Mapping[str, frozenset[str]],
    demand: StrengthDemand,
    book: AnswerBook,
    earlier: Earlier | None = None,
) -> RequirementBook:
    """Return the rows with what they were made from; what *earlier* shows to be the same is taken from there."""
    if earlier is not None and not _comparable(structure, book, earlier):
        earlier = None
    old = earlier.book if earlier is not None else None
    grouping = _Grouping(structure, applies, demand, book, _delegated(structure, earlier))
    if earlier is None:
        alike = grouping.everything()
    else:
        alike = grouping.again(earlier.book.alike, _reconsidered(structure, grouping.delegated, earlier))
    groups, regrouped = _grouped(alike, old)
    judging = _Judging(structure, catalogue, participation, book, LevelBook.of(catalogue, structure.model))
    again = _rejudged(groups, earlier)
    judged = {
        one: judging.judge(one) if old is None or one in again or one not in old.judged else old.judged[one]
        for one in groups
    }
    parts, dirty = _parts(judged, regrouped, old)
    rows = {} if old is None else {key: row for key, row in old.rows.items() if key in parts}
    for key in dirty:
        if key in parts:
            rows[key] = _finish(*key, parts[key], groups, catalogue)
    order = {requirement: index for index, requirement in enumerate(catalogue.requirements)}
    ordered = tuple(rows[key] for key in sorted(rows, key=lambda key: (order[key[0]], key[1] or "\uffff")))
    return RequirementBook(rows, ordered, alike, groups, judged, parts, grouping.delegated, _answering(structure))


def _answering(structure: Structure) -> frozenset[str]:
    return frozenset(structure.model.measures)


def _comparable(structure: Structure, book: AnswerBook, earlier: Earlier) -> bool:
    """Tell whether what differs concerns elements that can be named."""
    differs, model = earlier.differs, structure.model
    answering = earlier.book.answering ^ _answering(structure)
    return not (
        differs.fields & _SECTORS
        or (book.answering_links and differs.touches(_ENDS))
        or any(
            ident in part for ident in answering for part in (model.connections, earlier.structure.model.connections)
        )
        or any(ident in part for ident in answering for part in (model.products, earlier.structure.model.products))
    )


def _delegated(structure: Structure, earlier: Earlier | None) -> Mapping[str, tuple[Delegation, ...]]:
    if earlier is not None and not earlier.differs.touches(_PASSING):
        was = earlier.structure
        if structure.responsibility is was.responsibility and structure.containment.parts is was.containment.parts:
            return earlier.book.delegated
    return delegations(structure)


def _reconsidered(structure: Structure, delegated: Mapping[str, tuple[Delegation, ...]], earlier: Earlier) -> set[str]:
    """Return the elements about which something else may decide than before, the category left aside."""
    differs, was = earlier.differs, earlier.structure
    found = set(earlier.called)
    for section in ELEMENT_SECTIONS:
        found |= differs.things.get(section, frozenset())
    found |= _differing(was.responsibility.organization, structure.responsibility.organization)
    found |= _differing(earlier.book.delegated, delegated)
    whole = earlier.book.answering ^ _answering(structure)
    whole |= _differing(was.containment.parent, structure.containment.parent)
    for ident in whole:
        found |= {ident, *structure.containment.descendants(ident)}
    return found


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    """Return the keys under which two mappings hold something else."""
    if one is other:
        return set()
    found = {key for key, value in other.items() if key not in one or one[key] != value}
    return found | (one.keys() - other.keys())


class _Grouping:
    """Finds out what elements have in common."""

    def __init__(
        self,
        structure: Structure,
        applies: Mapping[str, frozenset[str]],
        demand: StrengthDemand,
        book: AnswerBook,
        delegated: Mapping[str, tuple[Delegation, ...]],
    ) -> None:
        self.structure = structure
        self.applies = applies
        self.demand = demand
        self.book = book
        self.delegated = delegated

    def everything(self) -> dict[str, Alike]:
        """Return what decides about every element that has incidents."""
        incidents: dict[str, list[str]] = {}
        for incident, members in self.applies.items():
            for ident in members:
                incidents.setdefault(ident, []).append(incident)
        return {ident: self._of(ident, tuple(found)) for ident, found in incidents.items()}

    def again(self, before: Mapping[str, Alike], idents: Set[str]) -> dict[str, Alike]:
        """Return what decides, where of all but *idents* only the category may differ from *before*."""
        made = dict(before)
        category = self.demand.of
        for ident, one in before.items():
            if (now := category(ident)) != one.category:
                made[ident] = one._replace(category=now)
        for ident in idents:
            calling = tuple(incident for incident, members in self.applies.items() if ident in members)
            if calling:
                made[ident] = self._of(ident, calling)
            else:
                made.pop(ident, None)
        return made

    def _of(self, ident: str, incidents: tuple[str, ...]) -> Alike:
        return Alike(
            type=self.structure.model.elements[ident].type,
            incidents=incidents,
            organization=self.structure.responsibility.get(ident),
            category=self.demand.of(ident),
            delegations=self.delegated.get(ident, ()),
            sectors=sectors_of(self.structure, ident).sectors,
            answering=self.book.chain(ident, None),
            links=self.book.links_of(ident),
        )


def _grouped(
    alike: Mapping[str, Alike], old: RequirementBook | None
) -> tuple[dict[Alike, list[str]], set[Alike] | None]:
    """Return the members of each group, and the groups that have others than before; None: all of them."""
    groups: dict[Alike, list[str]] = {}
    if old is None:
        for ident in sorted(alike):
            groups.setdefault(alike[ident], []).append(ident)
        return groups, None
    groups.update(old.groups)
    left = {i: was for i, was in old.alike.items() if (now := alike.get(i)) is not was and now != was}
    come = {i: alike[i] for i in alike if i in left or i not in old.alike}
    touched = {*left.values(), *come.values()}
    for one in touched:
        groups[one] = [ident for ident in groups.get(one, ()) if ident not in left]
    for ident, one in come.items():
        groups[one].append(ident)
    for one in touched:
        groups[one].sort()
        if not groups[one]:
            del groups[one]
    return groups, touched


def _rejudged(groups: Mapping[Alike, list[str]], earlier: Earlier | None) -> set[Alike]:
    """Return the groups about which something else may be judged than before."""
    if earlier is None:
        return set()
    things = earlier.differs.things
    organizations = earlier.hands_on | things.get("organizations", frozenset())
    answers = things.get("measures", frozenset()) | organizations
    links = earlier.differs.renamed
    return {
        one
        for one in groups
        if one.organization in answers
        or not answers.isdisjoint(one.answering)
        or not answers.isdisjoint(one.links)
        or any(passed.organization in answers or passed.connection in links for passed in one.delegations)
    }


def _parts(
    judged: Mapping[Alike, Mapping[RowKey, _Judgement]], regrouped: set[Alike] | None, old: RequirementBook | None
) -> tuple[dict[RowKey, Mapping[Alike, _Judgement]], set[RowKey]]:
    """Return what each group brings to each row, and the rows to which something else is brought than before."""
    parts: dict[RowKey, Mapping[Alike, _Judgement]] = {} if old is None else dict(old.parts)
    dirty, others = _dirty(judged, regrouped, old)
    made: dict[RowKey, dict[Alike, _Judgement]] = {
        key: {one: judged[one][key] for one in parts.get(key, ()) if key in judged.get(one, ())} for key in dirty
    }
    for one in others:
        for key, judgement in judged[one].items():
            if key in made:
                made[key][one] = judgement
    for key, brought in made.items():
        if brought:
            parts[key] = brought
        else:
            parts.pop(key, None)
    return parts, dirty


def _dirty(
    judged: Mapping[Alike, Mapping[RowKey, _Judgement]], regrouped: set[Alike] | None, old: RequirementBook | None
) -> tuple[set[RowKey], list[Alike]]:
    """Return the rows to which something else is brought than before, and the groups that bring something else."""
    if old is None or regrouped is None:
        return {key for found in judged.values() for key in found}, list(judged)
    dirty: set[RowKey] = set()
    others: list[Alike] = []
    nothing: Mapping[RowKey, _Judgement] = {}
    for one in {*old.judged, *judged}:
        was, now = old.judged.get(one, nothing), judged.get(one, nothing)
        if one in regrouped:
            dirty.update(was, now)
        elif was is not now:
            dirty.update(key for key in {*was, *now} if was.get(key) != now.get(key))
        if one in judged and (one in regrouped or was is not now):
            others.append(one)
    return dirty, others


@dataclass(slots=True)
class _Judging:
    structure: Structure
    catalogue: Catalogue
    participation: Participation
    book: AnswerBook
    levels: LevelBook
    _called: dict[tuple[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def judge(self, alike: Alike) -> dict[RowKey, _Judgement]:
        """Judge every requirement on elements that are *alike*."""
        found: dict[RowKey, _Judgement] = {}
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
            answer = self.book.answer(requirement, level, alike.answering, alike.links, organization)
            key = (level, judge(level, answer), alike.category, answer, reasons)
            found[requirement, organization] = key, incidents
        return found

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


def _finish(
    requirement: str,
    organization: str | None,
    brought: Mapping[Alike, _Judgement],
    groups: Mapping[Alike, list[str]],
    catalogue: Catalogue,
) -> RequirementRow:
    found: dict[_PartKey, list[str]] = {}
    incidents: set[str] = set()
    for one, (key, calling) in brought.items():
        found.setdefault(key, []).extend(groups[one])
        incidents.update(calling)
    parts = [
        RequirementPart(level, status, category, tuple(sorted(elements)), answer, reasons)
        for (level, status, category, answer, reasons), elements in found.items()
    ]
    parts.sort(
        key=lambda p: (STATUS_ORDER.index(p.status), -p.category, -LEVELS.index(p.level), -len(p.elements), p.elements)
    )
    deciding = parts[0]
    layers = {catalogue.incidents[incident].layer for incident in incidents}
    return RequirementRow(
        id=requirement,
        organization=organization,
        level=max((part.level for part in parts), key=LEVELS.index),
        status=deciding.status,
        category=max(part.category for part in parts),
        elements=tuple(sorted(ident for part in parts for ident in part.elements)),
        answer=deciding.answer,
        reasons=deciding.reasons,
        incidents=tuple(sorted(incidents)),
        layers=tuple(sorted(layers)),
        parts=tuple(parts),
    )
