"""How far the demands of the four perspectives are met by statements, and how far where some of those do not count.

Only those devices, systems and organizations are looked at again that a changed statement can concern.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sanso.analysis.assessing import Working
from sanso.analysis.proof.proven_model import proven_confirmations, proven_people
from sanso.analysis.proof.shown import ShownBook
from sanso.assessment.proving import Worth
from sanso.catalogue.strength import DemandPart, parts_of_demand
from sanso.iotssf.mixes import ORGANIZATION_PARTS
from sanso.iotssf.result import Stated
from sanso.iotssf.statements import Statements, Subjects
from sanso.iotssf.subjects import SubjectFinder
from sanso.model.process import Model

__all__ = ["StrengthKey", "Strengths"]

StrengthKey: TypeAlias = tuple[str, str]
"""Element, demand."""


@dataclass(frozen=True, slots=True)
class _Rated:
    """An element whose strength is asked for: whose statements count for it, and what they come to now."""

    category: int
    subjects: Subjects
    stated: Stated
    parts: tuple[DemandPart, ...]


@dataclass(slots=True)
class Strengths:
    """The strengths of one assessment; with *book*, those of the proven model.

    *concerned* lists the elements for which a statement about an id may count, *backed* the ids about which there is a
    statement that a claim covers.
    """

    stated: Working
    book: ShownBook | None
    rated: dict[str, _Rated] = field(default_factory=dict)
    concerned: dict[str, set[str]] = field(default_factory=dict)
    backed: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, stated: Working, proven: Working, book: ShownBook | None) -> Strengths:
        """Prepare for the stated model (without *book*), or for the proven one."""
        made = cls(stated, book)
        working = proven if book is not None else stated
        made._collect(working)
        for given in made._model.confirmations if book is not None else ():
            for claim in book.behind(given) if book is not None else ():
                made.backed.setdefault(claim, set()).add(given.subject)
        for (place, perspective), claims in book.perspectives.items() if book is not None else ():
            if perspective == "operators":
                for claim in claims:
                    made.backed.setdefault(claim, set()).add(place)
        return made

    @property
    def _model(self) -> Model:
        return self.stated.moment.model

    def _collect(self, working: Working) -> None:
        """Find out whose statements count for whom, by the stated model: that of the proven one says no more."""
        structure = self.stated.rated.structure
        statements = Statements.of(self._model, self.stated.catalogue, self.stated.moment.day)
        finder, rating = SubjectFinder.of(structure, statements), working.rated.rating
        for placed in rating.placements:
            if placed.category:
                subjects = finder.of_element(placed.element, placed.human.harm, placed.economic.harm)
                self.rated[placed.element] = _Rated(placed.category, subjects, placed.stated, parts_of_demand())
        for ident, gap in rating.organizations.items():
            trust = rating.trust[ident]
            if trust.category:
                subjects = finder.of_organization(ident, trust.harm, trust.economic)
                self.rated[ident] = _Rated(trust.category, subjects, gap.stated, ORGANIZATION_PARTS)
        for ident, one in self.rated.items():
            for other in self._about(one.subjects, statements):
                self.concerned.setdefault(other, set()).add(ident)

    def _about(self, subjects: Subjects, statements: Statements) -> Iterable[str]:
        people, staff = self._model.people, statements.capability.staff
        yield from {
            *subjects.product, *subjects.organization, *subjects.staff, *subjects.in_operation, *subjects.support,
            *subjects.operated,
        }  # fmt: skip
        for group in subjects.operators:
            for person in (group, *staff.get(group, ())):
                yield person
                if person in people and (employer := people[person].employer) is not None:
                    yield employer

    def now(self, key: StrengthKey) -> str:
        """Return the word of a strength as it is."""
        word: str = getattr(self.rated[key[0]].stated, key[1])
        return word

    def category(self, key: StrengthKey) -> int:
        """Return the category of the element."""
        return self.rated[key[0]].category

    def rank(self, key: StrengthKey, word: str) -> int:
        """Return the step that *word* is on the scale of the demand."""
        return self.stated.catalogue.demand_steps[f"{key[1]}.{word}"].rank

    def again(self, worth: Worth, day: dt.date, about: Collection[str]) -> Mapping[StrengthKey, str]:
        """Return the strengths that differ when claims are *worth* so much and statements *about* some ids may end."""
        touched = {*about, *(ident for claim in worth for ident in self.backed.get(claim, ()))}
        elements = {element for ident in touched for element in self.concerned.get(ident, ())}
        if not elements:
            return {}
        statements = self._statements(worth, day)
        known: dict[Subjects, Stated] = {}
        found: dict[StrengthKey, str] = {}
        for element in elements:
            one = self.rated[element]
            now = known.get(one.subjects)
            if now is None:
                now = known[one.subjects] = statements.stated(one.subjects)
            for part in one.parts:
                word = getattr(now, part)
                if word != getattr(one.stated, part):
                    found[element, part] = word
        return found

    def _statements(self, worth: Worth, day: dt.date) -> Statements:
        model = self._model
        if self.book is not None:
            fields = {name: getattr(model, name) for name in Model.model_fields}
            fields["confirmations"] = proven_confirmations(model, self.book, worth)
            fields["people"] = proven_people(model, self.book, worth)
            model = Model.model_construct(**fields)
        return Statements.of(model, self.stated.catalogue, day)
