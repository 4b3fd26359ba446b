"""What a mark says about an element: its required category, and how much of the demand is stated and proven.

``none``, ``part`` and ``all`` of *stated* speak of statements, never of proof; *proven* is None where no evidence was
looked at. ``None`` of *stated* means that there is nothing to state against: no demand, or not rated; that is never
drawn as met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sanso.analysis.proof.result import SubjectGap
from sanso.analysis.result import Assessment, TrustRow
from sanso.catalogue.strength import parts_of_demand
from sanso.iotssf.result import Placement, Stated

__all__ = ["NOTHING", "Share", "Standing", "merge", "standings"]

Share = Literal["none", "part", "all"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Category (None: not rated), whether it is a lower bound, and how much is stated and proven."""

    category: int | None = None
    at_least: bool = False
    stated: Share | None = None
    proven: Share | None = None

    @property
    def badge(self) -> str:
        """The category as it is written: ``3``, ``≥2`` or ``–``."""
        if self.category is None:
            return "–"
        return f"≥{self.category}" if self.at_least else str(self.category)


NOTHING = Standing()


def _anything(stated: Stated | None) -> bool:
    if stated is None:
        return False
    return any(getattr(stated, part) != "none" for part in parts_of_demand())


def _of_placement(row: Placement) -> Standing:
    share: Share | None = None
    if row.category:
        share = "all" if not row.short else "part" if _anything(row.stated) else "none"
    return Standing(row.category, row.at_least, share)


def _of_counts(counts: Mapping[str, int], *, short: bool = False, anything: bool = False) -> Share | None:
    met, partial = counts.get("met", 0), counts.get("partial", 0)
    asked = met + partial + counts.get("missing", 0) + counts.get("not-stated", 0)
    if not asked and not short and not anything:
        return None
    if met == asked and not short:
        return "all"
    return "part" if met or partial or anything else "none"


def _of_trust(row: TrustRow) -> Standing:
    counts, anything = row.stated.requirements, _anything(row.stated.confirmations)
    return Standing(row.required, False, _of_counts(counts, short=bool(row.short), anything=anything))


def _procedures(assessment: Assessment, wanted: frozenset[str]) -> dict[str, Standing]:
    counts: dict[str, dict[str, int]] = {}
    for row in assessment.requirements:
        for part in row.parts:
            for ident in wanted.intersection(part.elements):
                of = counts.setdefault(ident, {})
                of[part.status] = of.get(part.status, 0) + 1
    return {ident: Standing(stated=_of_counts(of)) for ident, of in counts.items()}


def standings(assessment: Assessment, procedures: Iterable[str] = ()) -> dict[str, Standing]:
    """Return the standing of every element that the assessment speaks of; *procedures* answer by requirements."""
    found = _procedures(assessment, frozenset(procedures))
    found.update((row.subject, _of_trust(row)) for row in assessment.trust)
    found.update((row.element, _of_placement(row)) for row in assessment.iotssf)
    if assessment.proof is not None:
        gaps = {one.subject: one for one in assessment.proof.subjects}
        placed = frozenset(row.element for row in assessment.iotssf)
        return {ident: _with_proof(one, gaps.get(ident), strength=ident in placed) for ident, one in found.items()}
    return found


def _with_proof(standing: Standing, gap: SubjectGap | None, *, strength: bool) -> Standing:
    """Return *standing* with the proven share; devices and systems answer by their *strength*, as when stated."""
    if standing.stated is None:
        return standing
    proven: Share = "none"
    if gap is not None:
        count = gap.requirements
        if not gap.short_proven and (strength or not count.gap):
            proven = "all"
        elif _anything(gap.proven) or (count.proven and not strength):
            proven = "part"
    return replace(standing, proven=proven)


def merge(many: Iterable[Standing]) -> Standing:
    """Return the standing of a group: its highest category, and all or none only where all agree."""
    category: int | None = None
    at_least = False
    shares: set[Share] = set()
    proofs: set[Share] = set()
    for one in many:
        if one.category is not None and (category is None or one.category >= category):
            at_least = one.at_least or (at_least and one.category == category)
            category = one.category
        if one.stated is not None:
            shares.add(one.stated)
        if one.proven is not None:
            proofs.add(one.proven)
    return Standing(category, at_least, _together(shares), _together(proofs))


def _together(shares: Collection[Share]) -> Share | None:
    return None if not shares else next(iter(shares)) if len(shares) == 1 else "part"
