"""What is stated about requirements, for tests that need no assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanso.facts.measures import MeasureLevel, StatedMeasure

Answer = tuple[MeasureLevel, str | None]


@dataclass(frozen=True)
class Book:
    """Answers by (requirement, subject), for all requirements by ("", subject); *owners* by subject."""

    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    required: str = "basic"

    def of(self, requirement: str, subjects: Sequence[str]) -> StatedMeasure:
        owner = next((self.owners[subject] for subject in subjects if subject in self.owners), None)
        for subject in (*subjects, *([owner] if owner else [])):
            for key in ((requirement, subject), ("", subject)):
                if key in self.answers:
                    level, basis = self.answers[key]
                    return StatedMeasure(requirement, owner, subject, level, basis, self.required)
        return StatedMeasure(requirement, owner, None, "not-stated", None, self.required)
