"""What is stated about a requirement at a place, for the attack room: the nearest answer and who has to give it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sanso.assessment.answers import LEVELS, OVER_CONNECTION, AnswerBook
from sanso.assessment.result import Answer, RequirementRow
from sanso.facts.measures import MeasureLevel, StatedMeasure
from sanso.model.structure import Structure

__all__ = ["Asked", "AssessedMeasures"]

_Key = tuple[str, str]
"""Requirement, element."""


class Asked(Mapping[_Key, tuple[str | None, str]]):
    """Who has to answer a requirement for an element, and at which level; a requirement is indexed once asked for."""

    def __init__(self, rows: Iterable[RequirementRow]) -> None:
        self._rows: dict[str, list[RequirementRow]] = {}
        for row in rows:
            self._rows.setdefault(row.id, []).append(row)
        self._known: dict[str, dict[str, tuple[str | None, str]]] = {}

    def _of(self, requirement: str) -> dict[str, tuple[str | None, str]]:
        known = self._known.get(requirement)
        if known is None:
            known = self._known[requirement] = {
                element: (row.organization, part.level)
                for row in self._rows.get(requirement, ())
                for part in row.parts
                for element in part.elements
            }
        return known

    def __getitem__(self, key: _Key) -> tuple[str | None, str]:
        return self._of(key[0])[key[1]]

    def __iter__(self) -> Iterator[_Key]:
        return ((requirement, element) for requirement in self._rows for element in self._of(requirement))

    def __len__(self) -> int:
        return sum(len(self._of(requirement)) for requirement in self._rows)


@dataclass(frozen=True, slots=True)
class AssessedMeasures:
    """Looks up answers as the assessment found them; where it did not ask, along the chain of who could answer."""

    structure: Structure
    book: AnswerBook
    asked: Mapping[_Key, tuple[str | None, str]]
    assumed: Collection[_Key] = ()

    @classmethod
    def index(
        cls, structure: Structure, rows: Iterable[RequirementRow], day: dt.date, assumed: Collection[_Key] = ()
    ) -> AssessedMeasures:
        """Index the requirement rows of an assessment on *day*; *assumed*: (requirement, place) of a what-if."""
        return cls(structure, AnswerBook.of(structure, day), Asked(rows), frozenset(assumed))

    def of_place(self, requirement: str, subjects: Sequence[str]) -> tuple[str | None, str]:
        """Return who has to answer at the first of *subjects* that the assessment asked, and at which level."""
        for subject in subjects:
            found = self.asked.get((requirement, subject))
            if found is not None:
                owner, level = found
                return owner, level if level in LEVELS[1:] else "basic"
        return next((owner for subject in subjects if (owner := self._owner(subject))), None), "basic"

    def of(self, requirement: str, subjects: Sequence[str]) -> StatedMeasure:
        """Return the answer to *requirement* at the first of *subjects* that has one, nearest first."""
        owner, required = self.of_place(requirement, subjects)
        for subject in subjects:
            answer = self._answer(requirement, subject, owner if subject == subjects[0] else self._owner(subject))
            if answer is not None and not answer.expired:
                basis = "assumed" if (requirement, answer.from_) in self.assumed else answer.basis
                return StatedMeasure(requirement, owner, answer.from_, _level(answer), basis, required)
        return StatedMeasure(requirement, owner, None, "not-stated", None, required)

    def _answer(self, requirement: str, subject: str, owner: str | None) -> Answer | None:
        model = self.structure.model
        connection = model.connections.get(subject)
        if connection is not None:
            answers = connection.kind in OVER_CONNECTION.get(requirement, ()) and subject in model.measures
            return self.book.nearest(requirement, (subject,)) if answers else None
        chain = self.book.chain(subject, owner)
        product = model.products.get(subject)
        if product is not None:
            chain = tuple(name for name in (subject, product.maker) if name is not None and name in model.measures)
        return self.book.nearest(requirement, chain)

    def _owner(self, subject: str) -> str | None:
        product = self.structure.model.products.get(subject)
        if product is not None:
            return product.maker
        return self.structure.responsibility.get(subject)


def _level(answer: Answer) -> MeasureLevel:
    if answer.level == "not-applicable" and answer.reason is None:
        return "not-stated"
    return cast("MeasureLevel", answer.level)
