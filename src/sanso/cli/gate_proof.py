"""What gates read about proof: the requirement rows that are not proven, and on what that rests.

>>> level_of(4), level_of(2)
('warning', 'note')
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.analysis.proof.result import ProofRow
    from sanso.assessment.result import RequirementRow
    from sanso.verbs import Evaluation

__all__ = ["grounds", "level_of", "old_lists", "proof_properties", "rows_with_proof", "unproven_words"]

_SERIOUS = 3
"""The lowest category whose requirements are worth a warning where they are met as stated but not proven."""


def rows_with_proof(made: Evaluation) -> Iterator[tuple[RequirementRow, ProofRow | None]]:
    """Return the requirement rows, each with what is proven of it; None where no evidence was looked at."""
    proof, rows = made.assessment.proof, made.assessment.requirements
    if proof is None:
        yield from ((row, None) for row in rows)
    else:
        yield from zip(rows, proof.requirements, strict=True)


def level_of(category: int) -> str:
    """Return the SARIF level of what is met as stated and not proven, by its category."""
    return "warning" if category >= _SERIOUS else "note"


def unproven_words(shown: ProofRow, voice: Voice) -> str:
    """Say what is stated, what is proven, and what is required of the part that is proven least."""
    from sanso.report import wording
    from sanso.report.proof_words import PROVEN_STATUS

    return voice(
        "{stated}, {proven}; {level} is required",
        "{stated}、{proven}(求められるレベル: {level})",
        stated=voice.text(wording.status_word(shown.stated)),
        proven=voice.text(wording.word(PROVEN_STATUS, shown.proven)),
        level=voice.text(wording.level_word(shown.parts[0].required)),
    )


def proof_properties(shown: ProofRow) -> dict[str, Any]:
    """Return the row as a property bag of SARIF; *category* is the highest of what is not proven, else of the row."""
    open_categories = [part.category for part in shown.parts if part.unproven]
    return {
        "required": shown.required,
        "stated": shown.stated,
        "proven": shown.proven,
        "unproven": shown.unproven,
        "basis": shown.basis,
        "category": max(open_categories, default=shown.category),
        "layers": list(shown.layers),
    }


def old_lists(made: Evaluation, voice: Voice) -> str:
    """Say how many claims do not count only for the age of their status lists; nothing where none do."""
    stale = made.assessment.proof.stale if made.assessment.proof is not None else None
    if stale is None:
        return ""
    return voice.text(stale.short) + voice(" ", "") + voice.text(stale.to_do)


def grounds(made: Evaluation, voice: Voice) -> list[str]:
    """Say as of when, by which trust list and with what left out it was judged; nothing without evidence."""
    proof = made.assessment.proof
    if proof is None:
        return []
    from sanso.report.proof_page import ProofView
    from sanso.report.reader import Reader

    view = ProofView(Reader(made.model, made.assessment, made.catalogue, voice.lang), proof)
    return [*view.sentences, *view.warnings]
