"""From verdicts on claims to the trust gap: the proven model, assessed by the same rules as the stated one.

Pure: verdicts, the verifier that gave them and its clock come in. What is required, stated and proven comes from one
rule, since the same assessment runs on both models.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sanso.analysis.assessing import Working, work
from sanso.analysis.proof.dependences import dependences, left_out
from sanso.analysis.proof.gaps import layer_gaps, proof_rows, subject_gaps
from sanso.analysis.proof.lapses import HORIZON, lapses
from sanso.analysis.proof.losses import Answers, Stage, Weighing
from sanso.analysis.proof.proven_model import proven_model
from sanso.analysis.proof.remarks import remarks
from sanso.analysis.proof.renewal import renewal_of
from sanso.analysis.proof.result import Proof
from sanso.analysis.proof.shown import Judged, ShownBook
from sanso.analysis.proof.staleness import stale_of
from sanso.analysis.proof.strengths import Strengths
from sanso.analysis.proof.views import claim_views, trust_list_view
from sanso.analysis.result import Assessment
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.loading import paused_collection
from sanso.model.process import Model
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["PROOF_FORMAT", "Proven", "prove"]

PROOF_FORMAT = "sanso-proof/1"
"""Version of the part of the result that holds the trust gap."""


@dataclass(frozen=True, slots=True)
class Proven:
    """The trust gap with what it was made from.

    *assessment* is the stated one with its `proof`. *working* is the same assessment of the proven model, *model* the
    proven model of the assessed day.
    """

    assessment: Assessment
    working: Working

    @property
    def model(self) -> Model:
        """The proven model of the assessed day."""
        return self.working.moment.model

    @property
    def measured(self) -> Assessment:
        """The assessment of the proven model, under the head of the stated one and with a word that says so."""
        head, proof = self.assessment.model, self.assessment.proof
        counting = sum(claim.counts and not claim.left_out for claim in proof.claims) if proof is not None else 0
        told = diagnose("evidence-measures", Place(""), n=counting)
        return replace(self.working.assessment, model=replace(head, diagnostics=(*head.diagnostics, told)))


@paused_collection()
def prove(
    stated: Working,
    judged: Sequence[Judged],
    verifier: Verifier,
    *,
    pinned: bool = False,
    without: Iterable[str] = (),
    outlook: bool = True,
    diagnostics: Iterable[Diagnostic] = (),
) -> Proven:
    """Set what the claims *judged* by *verifier* prove beside the assessment *stated*.

    *without* names what is left out: claims by id or digest, issuers, organizations. Without
    *outlook*, lapses and dependences are not worked out. *diagnostics* of reading the evidence are carried along.

    Raises:
        InputRefused: *without* names what is not there.

    """
    model, catalogue = stated.whole, stated.catalogue
    named = tuple(dict.fromkeys(without))
    absent = left_out(named, judged, model)
    counted = [one for one in judged if one.verdict.digest not in absent]
    book = ShownBook.of(model, catalogue, counted)
    proven = work(
        proven_model(model, book), catalogue, at=stated.moment.day, chosen=stated.chosen, file=stated.place.file,
        before=stated,
    )  # fmt: skip
    ends = {one.verdict.digest: one.verdict.claim.valid_until for one in judged if one.verdict.claim is not None}
    rows = proof_rows(stated.assessment.requirements, proven.assessment.requirements, ends)
    today, trusted = stated.moment.model, verifier.trusted
    weighing = _weighing(stated, proven, book)
    used = {*weighing.claims.spots, *weighing.strengths["proven"].backed}
    proof = Proof(
        schema=PROOF_FORMAT,
        at=verifier.now,
        trust_list=trust_list_view(trusted, pinned=pinned),
        without=named,
        layers=layer_gaps(rows),
        requirements=rows,
        subjects=subject_gaps(today, stated, proven, rows),
        claims=claim_views(judged, today, trusted, used, absent),
        lapses=lapses(counted, verifier, weighing, today) if outlook else (),
        dependences=dependences(counted, trusted, weighing, today) if outlook else (),
        diagnostics=(*diagnostics, *remarks(counted, today, catalogue, rows)),
        stale=stale_of(counted, verifier),
        renewal=renewal_of(counted, verifier),
    )
    return Proven(replace(stated.assessment, proof=proof), proven)


def _weighing(stated: Working, proven: Working, book: ShownBook) -> Weighing:
    last = stated.moment.day + dt.timedelta(HORIZON)
    strengths: dict[Stage, Strengths] = {
        "stated": Strengths.of(stated, stated, None),
        "proven": Strengths.of(stated, proven, book),
    }
    return Weighing(stated.moment.day, Answers.by_claim(proven), Answers.by_place(stated, last), strengths)
