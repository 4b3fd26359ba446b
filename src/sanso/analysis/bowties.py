"""Security and safety of a model on a day: the assessment first, then bow-ties, floors, contradictions, conflicts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sanso.analysis.assessing import structure_of
from sanso.analysis.result import Assessment, ModelSummary
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.safety import (
    LOCKING,
    RESPONSE,
    BowTie,
    BowTies,
    Conflict,
    Contradiction,
    StatedAnswer,
    contradictions,
    find_conflicts,
)

__all__ = ["SAFETY_FORMAT", "SafetyReport", "safety"]

SAFETY_FORMAT = "sanso-safety/1"


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """Bow-ties in the order of the model's harms, contradictions and conflicts; everything as stated."""

    model: ModelSummary
    harms: tuple[BowTie, ...]
    contradictions: tuple[Contradiction, ...]
    conflicts: tuple[Conflict, ...]


def safety(
    model: Model, catalogue: Catalogue, assessment: Assessment, harms: Collection[str] | None = None
) -> SafetyReport:
    """Compute security and safety of the assessed *model*; *harms* limits the bow-ties to these ids.

    Raises:
        KeyError: one of *harms* is not in the model.

    """
    structure = structure_of(model, catalogue)
    answers = tuple(_answers(assessment))
    levels = {one.harm: one for one in assessment.summary.harms}
    drawing = BowTies.of(structure, catalogue, assessment.model.at, answers)
    found = []
    for ident in model.harms if harms is None else dict.fromkeys(harms):
        known = levels.get(ident)
        human, economic = (known.human, known.economic) if known is not None else (None, None)
        found.append(drawing.draw(ident, human, economic))
    return SafetyReport(
        model=assessment.model,
        harms=tuple(found),
        contradictions=contradictions(model.components.items()),
        conflicts=find_conflicts(structure, catalogue, answers),
    )


def _answers(assessment: Assessment) -> Iterator[StatedAnswer]:
    """Yield what conflicts and responses rest on; of a response one element stands for all of a part."""
    for row in assessment.requirements:
        response = row.id.startswith(RESPONSE)
        if not response and row.id != LOCKING:
            continue
        for part in row.parts:
            for element in part.elements[:1] if response else part.elements:
                yield StatedAnswer(row.id, element, row.organization, part.status)
