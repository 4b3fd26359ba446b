"""The four perspectives in full: every statement that was looked at, what it counts for, until when, what is missing.

Per subject and demand stands what the nearest accepted mix requires, what is stated, by whom and until when; per
accepted mix what it would still ask, of whom, and which law or label asks for it already. Statements that do not
count are listed with the reason. Nothing here is proven.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sanso.catalogue import Catalogue
from sanso.catalogue.strength import DemandPart, parts_of_demand
from sanso.facts import RequiredTrust
from sanso.iotssf.covering import Cover, Covering
from sanso.iotssf.mixes import ORGANIZATION_PARTS
from sanso.iotssf.result import MixGap, Placement, Stated
from sanso.iotssf.statements import Statements, Subjects
from sanso.iotssf.subjects import SubjectFinder
from sanso.iotssf.telling import until_of, what_of, what_of_qualification
from sanso.model.answers import Confirmation
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["Ask", "PartView", "Perspectives", "Statement", "SubjectView", "Way"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about a demand: about whom, what it says, the step that it reaches, and what lowers it.

    *counts* is false where it reaches nothing. *until* is the last day on which it counts for that step.
    """

    subject: str
    what: Text
    word: str
    counts: bool
    by: str | None
    basis: str | None
    scheme: str | None
    scope: Text | None
    coverage: str | None
    issued: dt.date | None
    until: dt.date | None
    remarks: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """One demand of a subject: required by the nearest accepted mix, stated, and the statements behind that.

    *lapses* is the first day on which less than now would be stated, as far as the statements say.
    """

    part: DemandPart
    perspective: str
    required: str
    stated: str
    met: bool
    lapses: dt.date | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What one mix still asks: the demand, in words, of whom, and which duties ask for it already."""

    part: DemandPart
    perspective: str
    required: str
    text: Text
    of: tuple[str, ...]
    covered_by: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """An accepted mix as a way to go: what it would still ask; nothing where it is reached."""

    mix: str
    category: int
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class SubjectView:
    """The four perspectives of one component, system or organization; *ways* are nearest first."""

    subject: str
    kind: Literal["component", "system", "organization"]
    category: int
    nearest: str | None
    parts: tuple[PartView, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Perspectives:
    """Looks at the statements of a model from the four perspectives."""

    structure: Structure
    catalogue: Catalogue
    statements: Statements
    finder: SubjectFinder
    covering: Covering
    perspective: Mapping[DemandPart, str]

    @classmethod
    def of(
        cls, structure: Structure, catalogue: Catalogue, day: dt.date, sectors: Mapping[str, tuple[str, ...]]
    ) -> Perspectives:
        """Prepare for a model on *day*; *sectors* says which sectors hold for an element."""
        statements = Statements.of(structure.model, catalogue, day)
        finder = SubjectFinder.of(structure, statements)
        covering = Covering.prepare(structure, catalogue, sectors)
        perspective = {part: record.id for record in catalogue.perspectives.values() for part in record.parts}
        return cls(structure, catalogue, statements, finder, covering, perspective)

    def device(self, placement: Placement) -> SubjectView:
        """Return the perspectives of a component or system."""
        ident = placement.element
        subjects = self.finder.of_element(ident, placement.human.harm, placement.economic.harm)
        kind: Literal["component", "system"] = "component" if ident in self.structure.model.components else "system"
        return self._view(ident, kind, placement.category or 0, placement.stated, placement.mixes, subjects)

    def organization(self, ident: str, required: RequiredTrust, stated: Stated, mixes: Sequence[MixGap]) -> SubjectView:
        """Return the perspectives of an organization, which are asked for by its required trust."""
        subjects = self.finder.of_organization(ident, required.harm, required.economic)
        return self._view(ident, "organization", required.category or 0, stated, mixes, subjects, ORGANIZATION_PARTS)

    def _view(
        self,
        ident: str,
        kind: Literal["component", "system", "organization"],
        category: int,
        stated: Stated,
        mixes: Sequence[MixGap],
        subjects: Subjects,
        parts: Sequence[DemandPart] = parts_of_demand(),
    ) -> SubjectView:
        nearest = self.catalogue.mixes[mixes[0].mix] if mixes else None
        views = []
        for part in parts:
            required = nearest.demands.word(part) if nearest is not None else "none"
            views.append(self._part(part, required, getattr(stated, part), subjects))
        ways = self._ways(ident, mixes, subjects)
        return SubjectView(ident, kind, category, nearest.id if nearest else None, tuple(views), ways)

    def _part(self, part: DemandPart, required: str, stated: str, subjects: Subjects) -> PartView:
        given = tuple(self._statements(part, subjects))
        rank = self._rank(part, stated)
        bearing = [one for one in given if one.counts and self._rank(part, one.word) >= rank]
        ends = [one.until for one in bearing]
        lapses = max((day for day in ends if day is not None), default=None) if ends and None not in ends else None
        after = lapses + dt.timedelta(days=1) if lapses is not None else None
        met = rank >= self._rank(part, required)
        return PartView(part, self.perspective[part], required, stated, met, after, given)

    def _statements(self, part: DemandPart, subjects: Subjects) -> Iterable[Statement]:
        perspective = self.perspective[part]
        about = self._about(part, subjects)
        told = set()
        for confirmation in self.statements.given(perspective, about):
            if perspective == "before-operation" and confirmation.of != part:
                continue
            remarks: list[Text] = []
            told.add((confirmation.subject, confirmation.qualification))
            word = self.statements.weigh(confirmation, subjects, remarks)
            yield self._statement(confirmation, word, tuple(dict.fromkeys(remarks)))
        if part == "operators":
            yield from self._qualifications(about, told)

    def _statement(self, given: Confirmation, word: str, remarks: tuple[Text, ...]) -> Statement:
        return Statement(
            subject=given.subject,
            what=what_of(given, self.structure.model),
            word=word,
            counts=word != "none",
            by=given.by or given.insurer,
            basis=given.basis,
            scheme=given.scheme,
            scope=given.scope,
            coverage=str(given.coverage) if given.coverage is not None else None,
            issued=given.issued or given.last,
            until=until_of(given),
            remarks=remarks,
        )

    def _qualifications(self, groups: Iterable[str], told: Collection[tuple[str, str | None]]) -> Iterable[Statement]:
        """Yield what people hold, as their section says, but for what a confirmation has *told*."""
        people = self.structure.model.people
        for ident in groups:
            for held in people[ident].qualifications if ident in people else ():
                if (ident, held.name) in told:
                    continue
                count = people[ident].count
                word = self.statements.capability.held_word(held, count)
                coverage = f"{held.held_by}/{count}" if held.held_by is not None and count else None
                yield Statement(
                    subject=ident, what=what_of_qualification(held), word=word, counts=word != "none", by=None,
                    basis=None, scheme=None, scope=None, coverage=coverage, issued=None, until=None, remarks=(),
                )  # fmt: skip

    def _about(self, part: DemandPart, subjects: Subjects) -> tuple[str, ...]:
        if part == "social_support":
            return subjects.support
        if part != "operators":
            named: tuple[str, ...] = getattr(subjects, part)
            return named
        staff, people = self.statements.capability.staff, self.structure.model.people
        groups = [person for group in subjects.operators for person in staff.get(group, (group,))]
        employers = [e for person in groups if person in people and (e := people[person].employer) is not None]
        return tuple(dict.fromkeys((*groups, *employers, *subjects.operated)))

    def _ways(self, ident: str, mixes: Sequence[MixGap], subjects: Subjects) -> tuple[Way, ...]:
        """Return the mixes as ways; what several of them ask is worked out once."""
        asks: dict[tuple[str, str], Ask] = {}
        asked: dict[str, tuple[str, ...]] = {}
        for short in (short for gap in mixes for short in gap.short):
            if (short.demand, short.required) not in asks:
                part: DemandPart = short.demand  # type: ignore[assignment]
                if part not in asked:
                    asked[part] = self._asked(part, subjects)
                covers = self.covering.of(ident, part, short.required)
                ask = Ask(part, short.perspective, short.required, short.text, asked[part], covers)
                asks[part, short.required] = ask
        return tuple(Way(g.mix, g.category, tuple(asks[s.demand, s.required] for s in g.short)) for g in mixes)

    def _asked(self, part: DemandPart, subjects: Subjects) -> tuple[str, ...]:
        """Return the organizations that a demand goes to: maker or builder first, else who is responsible."""
        known = self.structure.model.organizations
        if part in ("product", "organization", "staff"):
            candidates = subjects.organization
        elif part == "social_support":
            candidates = subjects.support
        else:
            candidates = (
                *(self.structure.responsibility.get(i) or "" for i in subjects.in_operation),
                *subjects.operators,
            )
        found = tuple(dict.fromkeys(who for who in candidates if who in known))
        return found if part == "social_support" else found[:1]

    def _rank(self, part: DemandPart, word: str) -> int:
        return self.catalogue.demand_steps[f"{part}.{word}"].rank
