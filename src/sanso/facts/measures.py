"""What is stated about a requirement at one place: what assessment tells the attack room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["MeasureBook", "MeasureLevel", "StatedMeasure"]

MeasureLevel = Literal["not-stated", "none", "not-applicable", "basic", "advanced", "high-advanced"]


@dataclass(frozen=True, slots=True)
class StatedMeasure:
    """The answer to *requirement* that counts at a place.

    *owner* is the organization that has to answer (None: nobody), *holder* the id that answered (None: nobody did);
    equal holders and requirements are one claim. A *basis* of ``assumed`` is a what-if: taken to be there. *required*
    is the level asked for there (at least ``basic``).
    """

    requirement: str
    owner: str | None
    holder: str | None
    level: MeasureLevel
    basis: str | None
    required: str


class MeasureBook(Protocol):
    """Looks up what is stated."""

    def of(self, requirement: str, subjects: Sequence[str]) -> StatedMeasure:
        """Return the answer to *requirement* at the first of *subjects* that has one, nearest first."""
        ...
