"""What is proven, beside what is stated, on the pages of requirements, elements and the overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.report import wording
from sanso.report.proof_words import PROVEN_STATUS
from sanso.report.reader import Reader

if TYPE_CHECKING:
    from sanso.analysis.proof.result import Count, ProofPart, SubjectGap
    from sanso.web.evidence.room import Looked
    from sanso.web.sheet import Proofs, Sheet, SheetRow

__all__ = ["ProvenPart", "layer_counts", "proven_of", "proven_parts", "proven_rows", "proven_words"]

_RANKS = ("missing", "not-stated", "partial", "met", "not-applicable", "not-required")
"""Proven statuses from the least."""


@dataclass(frozen=True, slots=True)
class ProvenPart:
    """What is proven of a part of a requirement: *status* for its sign, words, by whose claim, of how many elements."""

    status: str
    words: str
    by: str | None
    claim: str | None
    elements: int


def proven_words(words: Reader, part: ProofPart) -> str:
    """Say the proven status with the basis that was verified."""
    said = words.t(wording.word(PROVEN_STATUS, part.proven))
    if part.basis is None:
        return said
    basis = words.word("basis", part.basis)
    return words.t(Text(en=f"{said} ({basis})", ja=f"{said}({basis})"))


def proven_parts(looked: Looked | None, words: Reader, row: SheetRow) -> tuple[ProvenPart, ...]:
    """Return what is proven of a row of the sheet; nothing where there is no evidence."""
    found = looked.rows.get((row.requirement, row.organization or None)) if looked is not None else None
    if found is None:
        return ()
    mine = set(row.elements)
    parts = [(part, len(mine & set(part.elements))) for part in found.parts]
    return tuple(
        ProvenPart(part.proven, proven_words(words, part), part.by, part.claim, number)
        for part, number in parts
        if number
    )


def proven_rows(looked: Looked | None, words: Reader, sheet: Sheet) -> Proofs | None:
    """Return what is proven of each row of the sheet, by its key; None where there is no evidence.

    The status is the least that is proven of any element; where elements differ, the words say so with numbers.
    """
    if looked is None or looked.proof is None:
        return None
    return {key: _told(words, parts) for key, row in sheet.rows.items() if (parts := proven_parts(looked, words, row))}


def _told(words: Reader, parts: Sequence[ProvenPart]) -> tuple[str, str]:
    least = min((part.status for part in parts), key=_RANKS.index)
    numbers: dict[str, int] = {}
    for part in parts:
        numbers[part.words] = numbers.get(part.words, 0) + part.elements
    if len(numbers) == 1:
        return least, parts[0].words
    told = [Text(en=f"{said}: {number:,}", ja=f"{said} {number:,}") for said, number in numbers.items()]
    return least, words.t(wording.joined(told, "; ", "、") or Text.of(""))


def proven_of(looked: Looked | None, ident: str) -> SubjectGap | None:
    """Return the trust gap of an element; None where there is no evidence, or nothing is asked of it."""
    found = looked.subject(ident) if looked is not None else None
    return found if found is not None and found.requirements.required else None


def layer_counts(looked: Looked | None) -> dict[str, Count]:
    """Return required, stated and proven by layer; nothing where there is no evidence."""
    proof = looked.proof if looked is not None else None
    return {one.layer: one.requirements for one in proof.layers} if proof is not None else {}
