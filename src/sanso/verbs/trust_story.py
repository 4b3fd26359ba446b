"""How the trust gap moves: one model and one folder of evidence, judged on one day after the other.

The model is assessed once, as it stands on the last day; only what counts as proven changes. What came in, what counts
no more and why is found by comparing each day with the one before; nothing of it is written down beforehand.

>>> Change("gone", "audit", None, None).claim
'audit'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from sanso.analysis.assessing import Working, work
from sanso.analysis.proof.result import ClaimView, Count, LayerGap, Proof, SubjectGap
from sanso.catalogue.strength import parts_of_demand
from sanso.iotssf.mixes import ORGANIZATION_PARTS
from sanso.verbs.evidence import Evidence, end_of, prove_working

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.catalogue.strength import DemandPart
    from sanso.iotssf.result import Stated
    from sanso.model.answers import Basis
    from sanso.model.loading import Loaded
    from sanso.model.text import Text

__all__ = ["Change", "ChangeKind", "StoryDay", "story_record", "trust_story"]

ChangeKind: TypeAlias = Literal["in", "in-vain", "gone"]
"""A claim begins to count; one comes in and does not count; one counts no more."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a claim did on a day."""

    kind: ChangeKind
    claim: str
    """The name of its file, without its ending."""
    basis: Basis | None
    """What it counts as; None where it does not count."""
    reason: Text | None
    """Why it does not count; None where it does."""


@dataclass(frozen=True, slots=True)
class StoryDay:
    """The trust gap at the end of a day, and what changed since the day before."""

    day: dt.date
    layers: tuple[LayerGap, ...]
    """Requirement rows: of all layers, then of each."""
    strength: Count
    """Demands on devices, systems and organizations: of the mix that is nearest as stated."""
    changes: tuple[Change, ...]


def trust_story(
    loaded: Loaded, evidence: Evidence, days: Sequence[dt.date], catalogue: Catalogue
) -> tuple[StoryDay, ...]:
    """Return what *evidence* proves of a model on each of *days*, one or more, which go up.

    Raises:
        InputRefused: the model has errors.

    """
    stated = work(loaded.require(), catalogue, at=days[-1])
    found: list[StoryDay] = []
    last: Proof | None = None
    for day in days:
        proof = _proof(stated, evidence, day, loaded.digest)
        since = found[-1].day if found else dt.date.min
        changes = tuple(_changes(proof, last, since))
        found.append(StoryDay(day, proof.layers, _strength(proof.subjects, catalogue), changes))
        last = proof
    return tuple(found)


def _proof(stated: Working, evidence: Evidence, day: dt.date, digest: str) -> Proof:
    proof = prove_working(stated, evidence, now=end_of(day), digest=digest, outlook=False).assessment.proof
    assert proof is not None  # noqa: S101 - evidence was given
    return proof


def _changes(proof: Proof, last: Proof | None, since: dt.date) -> Iterator[Change]:
    """Yield what changed since the day *since*, of which *last* is the proof: first what counts, then what does not."""
    before = {claim.digest: claim.counts for claim in last.claims} if last is not None else {}
    ordered = sorted(proof.claims, key=lambda claim: (not claim.counts, claim.file))
    for claim in ordered:
        kind = _kind(claim, before.get(claim.digest, False), since, proof.at.date())
        if kind is not None:
            counts = claim.counts
            name = PurePosixPath(claim.file).stem
            yield Change(kind, name, claim.basis if counts else None, None if counts else claim.why_not)


def _kind(claim: ClaimView, counted: bool, since: dt.date, day: dt.date) -> ChangeKind | None:  # noqa: FBT001
    if claim.counts != counted:
        return "in" if claim.counts else "gone"
    came = claim.since is not None and since < claim.since.date() <= day
    return "in-vain" if came and not claim.counts else None


def _strength(subjects: Iterable[SubjectGap], catalogue: Catalogue) -> Count:
    """Count the demands of the mix that is nearest as stated: all of them, those stated, those proven."""
    required = stated = proven = 0
    for gap in subjects:
        if gap.nearest_stated is None or gap.stated is None or gap.proven is None:
            continue
        demands = catalogue.mixes[gap.nearest_stated].demands
        parts = ORGANIZATION_PARTS if gap.kind == "organization" else parts_of_demand()
        for part in parts:
            wanted = _rank(catalogue, part, demands.word(part))
            if wanted > 0:
                required += 1
                stated += _given(catalogue, part, gap.stated) >= wanted
                proven += _given(catalogue, part, gap.proven) >= wanted
    return Count(required, stated, proven)


def _given(catalogue: Catalogue, part: DemandPart, strength: Stated) -> int:
    return _rank(catalogue, part, getattr(strength, part))


def _rank(catalogue: Catalogue, part: str, word: str) -> int:
    return catalogue.demand_steps[f"{part}.{word}"].rank


def story_record(days: Iterable[StoryDay]) -> list[Mapping[str, object]]:
    """Return the story as JSON."""
    return [
        {
            "day": one.day.isoformat(),
            "layers": {gap.layer: _count(gap.requirements) for gap in one.layers},
            "strength": _count(one.strength),
            "changes": [
                {"kind": c.kind, "claim": c.claim, "basis": c.basis, "reason": c.reason and c.reason.model_dump()}
                for c in one.changes
            ],
        }
        for one in days
    ]


def _count(count: Count) -> Mapping[str, int]:
    return {"required": count.required, "stated": count.stated, "proven": count.proven, "beyond": count.beyond}
