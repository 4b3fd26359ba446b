"""Which labels a device can reach by what claims prove: each proven fact fills every scheme that asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sanso.analysis.proof.device_claims import device_claims, proven_levels
from sanso.analysis.proof.shown import Judged, issuer_name
from sanso.catalogue import Catalogue
from sanso.model.diagnostics import Diagnostic
from sanso.model.process import Model
from sanso.trust.schemes.device_checks import DeviceCheck
from sanso.trust.schemes.proven_facts import proven_facts
from sanso.trust.schemes.reach import Reach, reach
from sanso.trust.schemes.reports import LabelProof
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["ProvenReach", "proven_reach"]


@dataclass(frozen=True, slots=True)
class ProvenReach:
    """The device check as it counts, what is within reach by it, and what claims prove of it."""

    check: DeviceCheck
    reach: Reach
    proof: LabelProof


def proven_reach(
    catalogue: Catalogue,
    model: Model,
    check: DeviceCheck,
    judged: Iterable[Judged],
    verifier: Verifier,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> ProvenReach:
    """Return what the device of *check* can reach by the claims *judged* by *verifier*, and by what is stated of it.

    *diagnostics* are what was told of the evidence when it was judged.
    """
    trusted, now = verifier.trusted, verifier.now
    names = {} if trusted is None else {one.id: one.name for one in trusted.issuers.values()}
    day = now.astimezone(dt.UTC).date()
    claims = device_claims(model, check.element, judged)
    found = proven_facts(catalogue, check, claims.shown, day)
    reached = reach(catalogue, found.check, day, found.settled)
    alone = proven_facts(catalogue, check.model_copy(update={"facts": {}, "labels": ()}), claims.shown, day)
    proven = {one.item for one in reach(catalogue, alone.check, day, alone.settled).items if one.value == "met"}
    proof = LabelProof(
        now,
        found.fills,
        {one.verdict.digest: one.file for one in claims.counting},
        {fill.issuer: issuer_name(fill.issuer, names, model) for fill in found.fills},
        found.facts,
        found.unproven,
        found.contradicted,
        tuple(one.item for one in reached.items if one.value == "met" and one.item in proven),
        proven_levels(catalogue, claims.counting),
        claims.vain,
        diagnostics,
    )
    return ProvenReach(found.check, reached, proof)
