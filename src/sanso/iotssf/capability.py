"""Capability of operators, as it is stated: the weakest group of people decides.

A group's best statement counts for it, whether about the group itself or about its employer. A statement about what
is operated speaks of everyone. How many hold a capability must be stated for it to count for more than training.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sanso.catalogue.strength import DemandStep
from sanso.model.answers import Confirmation
from sanso.model.elements import Qualification
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["Capability"]

_WORDS = ("none", "trained", "qualified", "licensed")
_KIND_RANK = {"training": 1, "qualification": 2, "licence": 3}

Valid = Callable[[str, Iterable[str], list[Text]], Iterable[Confirmation]]
"""Yields the statements of a perspective about some subjects that count, and tells why others do not."""


@dataclass(slots=True)
class Capability:
    """The capability of the people of a model; what is known of a group or of all staff is derived once."""

    model: Model
    steps: Mapping[str, DemandStep]
    valid: Valid
    staff: Mapping[str, tuple[str, ...]]
    _known: dict[str, tuple[int, tuple[Text, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Model, steps: Mapping[str, DemandStep], valid: Valid) -> Capability:
        """Collect the staff of every organization of *model*."""
        staff: dict[str, list[str]] = {}
        for ident, person in model.people.items():
            if person.employer is not None:
                staff.setdefault(person.employer, []).append(ident)
        return cls(model, steps, valid, {organization: tuple(people) for organization, people in staff.items()})

    def word(self, groups: Iterable[str], operated: Iterable[str], remarks: list[Text]) -> str:
        """Return the step that all *groups* reach; an organization among them stands for all its staff."""
        ranks = []
        for group in dict.fromkeys(groups):
            rank, told = self._of_group(group)
            ranks.append(rank)
            remarks.extend(told)
        return _WORDS[max(min(ranks, default=0), self._best(operated, remarks))]

    def _of_group(self, group: str) -> tuple[int, tuple[Text, ...]]:
        if group not in self._known:
            remarks: list[Text] = []
            people = self.staff.get(group)
            if people is not None:
                rank = min(self._of_people(person, remarks) for person in people)
            else:
                rank = self._of_people(group, remarks)
            self._known[group] = rank, tuple(dict.fromkeys(remarks))
        return self._known[group]

    def _of_people(self, ident: str, remarks: list[Text]) -> int:
        people = self.model.people.get(ident)
        employer = (people.employer,) if people is not None and people.employer is not None else ()
        rank = self._best((ident, *employer), remarks)
        if people is None:
            return rank
        return max((rank, *(self._held(held, people.count) for held in people.qualifications)))

    def _best(self, subjects: Iterable[str], remarks: list[Text]) -> int:
        return max((self._stated(c) for c in self.valid("operators", subjects, remarks)), default=0)

    def stated_word(self, confirmation: Confirmation) -> str:
        """Return the step that one statement about operators reaches for those whom it is about."""
        return _WORDS[self._stated(confirmation)]

    def held_word(self, held: Qualification, count: int | None) -> str:
        """Return the step that a qualification of people reaches for them."""
        return _WORDS[self._held(held, count)]

    def _stated(self, confirmation: Confirmation) -> int:
        kind: str | None = confirmation.kind
        if kind not in _KIND_RANK:
            people = self.model.people.get(confirmation.subject)
            named = [q.kind for q in people.qualifications if q.name == confirmation.qualification] if people else []
            kind = named[0] if named else "qualification" if confirmation.qualification else "training"
        if confirmation.coverage is None:
            return 1
        return self._rank(_KIND_RANK[kind], confirmation.coverage.share)

    def _held(self, held: Qualification, count: int | None) -> int:
        if held.held_by is None or not count:
            return 0
        return self._rank(_KIND_RANK[held.kind], held.held_by / count)

    def _rank(self, rank: int, covered: float) -> int:
        if covered <= 0:
            return 0
        while rank > 0 and covered < (self.steps[f"operators.{_WORDS[rank]}"].coverage or 0.0):
            rank -= 1
        return rank
