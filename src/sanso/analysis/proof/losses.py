"""What is lost where claims count for less: requirement statuses and strengths, worked out from what rests on them.

Nothing is assessed anew. A requirement part is judged again where the claim that decides it counts for less, a strength
where a claim covers a statement behind it; all else stays as it is, since a claim that decides nothing changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sanso.analysis.assessing import Working
from sanso.analysis.proof.result import Loss, LostRow, LostStrength
from sanso.analysis.proof.strengths import StrengthKey, Strengths
from sanso.assessment.answers import OVER_CONNECTION, STATUS_ORDER, AnswerBook, judge
from sanso.assessment.proving import Shown, Worth
from sanso.assessment.requirements import Alike, RequirementBook, RowKey
from sanso.assessment.result import Answer, ProvenAnswer, RequiredLevel, Status
from sanso.facts.proof import ProvenMeasure
from sanso.model.answers import Measure

__all__ = ["Answers", "Stage", "Standing", "Weighing"]

Stage: TypeAlias = Literal["stated", "proven"]
_Change: TypeAlias = tuple[int, int, int, Status, Status, int]
"""Category, depth now and before, status before and now, elements."""
_Spot: TypeAlias = tuple[RowKey, Alike]
"""A row, and a group of elements in it that are judged together."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is asked of a group of elements in a row, and how it stands now."""

    level: RequiredLevel
    status: Status
    category: int


@dataclass(slots=True)
class Answers:
    """The answers of one assessment by what decides them, so that those of some deciders can be judged again."""

    working: Working
    book: AnswerBook
    spots: dict[str, list[_Spot]]

    @classmethod
    def by_claim(cls, proven: Working) -> Answers:
        """Index the answers of a proven model by the digest of the claim that decides.

        Over connections, where the worst decides, every claim about one of them may.
        """
        book, measures = AnswerBook.of(proven.rated.structure, proven.moment.day), proven.moment.model.measures
        spots: dict[str, list[_Spot]] = {}
        for spot, answer in _answers(proven):
            if _over_links(spot):
                found = {one.claim for _, one in _shown(spot, measures) if one.basis is not None}
            else:
                found = {answer.claim} if isinstance(answer, ProvenAnswer) else set()
            for claim in found:
                spots.setdefault(claim, []).append(spot)
        return cls(proven, book, spots)

    @classmethod
    def by_place(cls, stated: Working, until: dt.date) -> Answers:
        """Index the answers of a stated model that end by *until*, by the place that answers."""
        book, measures = AnswerBook.of(stated.rated.structure, stated.moment.day), stated.moment.model.measures
        ending = {
            f"{place}/{requirement}"
            for place, answers in measures.items()
            for requirement, measure in answers.items()
            if measure.valid_until is not None and stated.moment.day <= measure.valid_until <= until
        }
        spots: dict[str, list[_Spot]] = {}
        for spot, answer in _answers(stated) if ending else ():
            requirement = spot[0][0]
            places = _places(spot) if _over_links(spot) else (answer.from_,) if answer is not None else ()
            for place in places:
                if f"{place}/{requirement}" in ending:
                    spots.setdefault(f"{place}/{requirement}", []).append(spot)
        return cls(stated, book, spots)

    def part(self, spot: _Spot) -> _Part:
        """Return how a group of elements stands in a row now."""
        key, one = spot
        (level, status, category, _, _), _ = self._book.parts[key][one]
        return _Part(level, status, category)

    def size(self, spot: _Spot) -> int:
        """Return how many elements there are."""
        return len(self._book.groups[spot[1]])

    @property
    def _book(self) -> RequirementBook:
        return self.working.found.book

    def again(self, deciders: Iterable[str], day: dt.date, worth: Worth) -> dict[_Spot, Status]:
        """Return the statuses of what *deciders* decide, as they are on *day* with claims *worth* so much."""
        book = AnswerBook(self.book.structure, day, self.book.links, self.book.answering_links, worth)
        found: dict[_Spot, Status] = {}
        for decider in deciders:
            for spot in self.spots.get(decider, ()):
                (requirement, organization), one = spot
                level = self.part(spot).level
                answer = book.answer(requirement, level, one.answering, one.links, organization)
                found[spot] = judge(level, answer)
        return found


def _answers(working: Working) -> Iterator[tuple[_Spot, Answer | None]]:
    for key, brought in working.found.book.parts.items():
        for one, ((_, _, _, answer, _), _) in brought.items():
            yield (key, one), answer


def _over_links(spot: _Spot) -> bool:
    """Tell whether connections answer for a group of elements."""
    return bool(spot[1].links) and spot[0][0] in OVER_CONNECTION


def _places(spot: _Spot) -> tuple[str, ...]:
    """Return who may answer for a group of elements, connections included."""
    (_, organization), one = spot
    return (*one.links, *one.answering, *((organization,) if organization is not None else ()))


def _shown(spot: _Spot, measures: Mapping[str, Mapping[str, Measure]]) -> Iterator[Shown]:
    for place in _places(spot):
        measure = measures.get(place, {}).get(spot[0][0])
        if isinstance(measure, ProvenMeasure):
            yield from ((place, one) for one in measure.shown)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand where they stand otherwise than now: statuses and strengths of both stages."""

    proven: Mapping[_Spot, Status] = field(default_factory=dict)
    stated: Mapping[_Spot, Status] = field(default_factory=dict)
    strengths: Mapping[tuple[Stage, StrengthKey], str] = field(default_factory=dict)


@dataclass(slots=True)
class Weighing:
    """Works out how things stand when claims count for less, or statements have ended."""

    day: dt.date
    claims: Answers
    statements: Answers
    strengths: Mapping[Stage, Strengths]

    def standing(
        self, worth: Worth, day: dt.date | None = None, ended: Collection[str] = (), subjects: Collection[str] = ()
    ) -> Standing:
        """Return how things stand with claims that count as *worth* says.

        On *day*, the stated answers *ended* (place/requirement) and statements about *subjects* may have ended too.
        """
        when = day or self.day
        proven = self.claims.again(worth, self.day, worth)
        stated = self.statements.again(ended, when, {})
        strengths: dict[tuple[Stage, StrengthKey], str] = {}
        for stage, book in self.strengths.items():
            found = book.again(worth if stage == "proven" else {}, when, subjects)
            strengths |= {(stage, key): word for key, word in found.items()}
        return Standing(proven, stated, strengths)

    def loss(self, after: Standing, before: Standing = Standing()) -> Loss:
        """Return what is worse in *after* than in *before*; without that, than now."""
        rows = [
            *_rows("proven", self.claims, before.proven, after.proven),
            *_rows("stated", self.statements, before.stated, after.stated),
        ]
        strengths: list[LostStrength] = []
        for place in {*before.strengths, *after.strengths}:
            stage, key = place
            book = self.strengths[stage]
            now = book.now(key)
            was, becomes = before.strengths.get(place, now), after.strengths.get(place, now)
            if book.rank(key, becomes) < book.rank(key, was):
                strengths.append(LostStrength(key[0], book.category(key), stage, key[1], was, becomes))
        rows.sort(key=lambda row: (-row.category, row.stage, row.id, row.organization or "\uffff"))
        strengths.sort(key=lambda one: (-one.category, one.stage, one.subject, one.demand))
        categories = [*(row.category for row in rows), *(one.category for one in strengths)]
        return Loss(tuple(rows), tuple(strengths), max(categories, default=0))


def _rows(
    stage: Stage, answers: Answers, before: Mapping[_Spot, Status], after: Mapping[_Spot, Status]
) -> list[LostRow]:
    found: dict[RowKey, list[_Change]] = {}
    for spot in {*before, *after}:
        part = answers.part(spot)
        was, becomes = before.get(spot, part.status), after.get(spot, part.status)
        if STATUS_ORDER.index(becomes) < STATUS_ORDER.index(was):
            depth = -STATUS_ORDER.index(becomes), -STATUS_ORDER.index(was)
            change = (part.category, *depth, was, becomes, answers.size(spot))
            found.setdefault(spot[0], []).append(change)
    return [_row(stage, key, changes) for key, changes in found.items()]


def _row(stage: Stage, key: RowKey, changes: list[_Change]) -> LostRow:
    worst = max(changes)
    elements = sum(change[-1] for change in changes)
    return LostRow(key[0], key[1], worst[0], elements, stage, worst[-3], worst[-2])
