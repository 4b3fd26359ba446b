"""``--fail-on``: when an assessment ends with exit status 1.

>>> Gate.of("partial").statuses
('missing', 'not-stated', 'partial')
>>> Gate.of("category-3").category
3
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.cli.faults import unknown
from sanso.cli.plain import clean, complain
from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.verbs import Evaluation

__all__ = ["Gate"]

_STATUSES = ("missing", "not-stated", "partial")
"""Worst first."""
_UNPROVEN = "unproven"
"""Required, and not proven by evidence."""
_CATEGORIES = tuple(f"category-{number}" for number in (1, 2, 3, 4))


@dataclass(frozen=True, slots=True)
class Gate:
    """What closes it: a requirement status (or worse), what is unproven, or an open point of a category (or higher)."""

    word: str
    statuses: tuple[str, ...] = ()
    category: int | None = None
    unproven: bool = False

    @classmethod
    def of(cls, word: str | None) -> Gate | None:
        """Return the gate that *word* names; None without a word.

        Raises:
            Fault: there is no such gate.

        """
        if word is None:
            return None
        if word in _STATUSES:
            return cls(word, statuses=_STATUSES[: _STATUSES.index(word) + 1])
        if word in _CATEGORIES:
            return cls(word, category=int(word[-1]))
        if word == _UNPROVEN:
            return cls(word, unproven=True)
        raise unknown("--fail-on value", "--fail-on の値", word, (*_STATUSES, _UNPROVEN, *_CATEGORIES))

    def findings(self, made: Evaluation) -> int:
        """Count what closes the gate; it is open at zero. Without evidence, nothing is proven."""
        if self.unproven:
            proof = made.assessment.proof
            return sum(row.unproven for row in proof.requirements) if proof is not None else 0
        if self.category is None:
            return sum(1 for row in made.assessment.requirements if row.status in self.statuses)
        from sanso.analysis import all_open_points

        points = all_open_points(made.assessment, made.model, made.catalogue)
        return sum(1 for point in points if point.category >= self.category)

    def explain(self, number: int, voice: Voice) -> None:
        """Say on standard error why the command fails."""
        sentence = voice(
            "sanso: --fail-on {word}: {n:,} {noun}",
            "sanso: --fail-on {word}: {n:,}件が該当",
            n=number,
            noun="finding" if number == 1 else "findings",
            word=self.word,
        )
        complain(clean(sentence))
