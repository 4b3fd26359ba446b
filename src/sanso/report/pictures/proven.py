"""What evidence proves, as the pictures ask for it: by subject and by layer, and what the proof rests on.

A picture draws what is proven where evidence was looked at, even where that proves nothing; without evidence there is
no `Proven`, and the pictures go on saying *stated*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanso.analysis.proof.result import Count, Proof, SubjectGap
from sanso.analysis.result import Assessment
from sanso.iotssf.result import Stated
from sanso.model.text import Language
from sanso.report.pictures.gap_words import counted, tell

__all__ = ["Proven"]

_NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof of an assessment with its subjects by their ids."""

    proof: Proof
    subjects: Mapping[str, SubjectGap]

    @classmethod
    def of(cls, assessment: Assessment) -> Proven | None:
        """Return what is proven; None where no evidence was looked at."""
        proof = assessment.proof
        return cls(proof, {one.subject: one for one in proof.subjects}) if proof is not None else None

    def strength(self, ident: str) -> Stated:
        """Return the proven step per demand of an element; nothing where none is known."""
        found = self.subjects.get(ident)
        return found.proven if found is not None and found.proven is not None else _NOTHING

    def layer(self, layer: int) -> Count:
        """Return the requirements of a layer, each counted once for its organization."""
        return next((one.requirements for one in self.proof.layers if one.layer == str(layer)), Count())

    @property
    def beyond(self) -> int:
        """How many requirements are proven where the model states less."""
        return next((one.requirements.beyond for one in self.proof.layers if one.layer == "all"), 0)

    def says(self, lang: Language) -> str:
        """Say in a line what the proof rests on."""
        claims = self.proof.claims
        counting = f"{sum(one.counts for one in claims):,}"
        words = tell("looked", lang, counting=counting, claims=counted("claims", lang, len(claims)))
        return words if self.proof.pinned else f"{words} · {tell('unpinned', lang)}"
