"""How many requirements stand at each status, for every organization, all people and all data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sanso.assessment import RequirementRow
from sanso.assessment.requirements import RequirementBook
from sanso.model.process import Model

__all__ = ["StatusCounts"]


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Counts by subject and status; an organization is counted once a row, people and data once a part."""

    counts: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(
        cls, model: Model, book: RequirementBook, before: tuple[StatusCounts, RequirementBook] | None = None
    ) -> StatusCounts:
        """Count the rows of *book*; of *before*, earlier counts and their rows, only other rows are counted anew."""
        subjects = frozenset((*model.data, *model.people))
        found: dict[str, Counter[str]] = {}
        if before is None:
            for row in book.ordered:
                for ident, status in _of_row(row, subjects):
                    found.setdefault(ident, Counter())[status] += 1
            return cls(found)
        counts, old = before
        change: dict[str, Counter[str]] = {}
        for key in {*book.rows, *old.rows}:
            now, was = book.rows.get(key), old.rows.get(key)
            if now is was:
                continue
            for changed, step in ((was, -1), (now, 1)):
                for ident, status in _of_row(changed, subjects) if changed is not None else ():
                    change.setdefault(ident, Counter())[status] += step
        there = subjects.union(model.organizations)
        made: dict[str, Mapping[str, int]] = {i: count for i, count in counts.counts.items() if i in there}
        for ident in change.keys() & there:
            own = Counter(made.get(ident, {}))
            own.update(change[ident])
            made[ident] = {status: number for status, number in own.items() if number}
        return cls(made)

    def of_subject(self, ident: str) -> dict[str, int]:
        """Return the counts of one subject, by status in their order."""
        return dict(sorted(self.counts.get(ident, {}).items()))


def _of_row(row: RequirementRow, subjects: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield who is counted at which status."""
    if row.organization is not None:
        yield row.organization, row.status
    for part in row.parts:
        for ident in subjects.intersection(part.elements):
            yield ident, part.status
