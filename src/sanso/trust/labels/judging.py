"""What a label is worth: the same four marks as for a claim, by the same rules, from the same verifier.

A label that states a higher basis than it counts as is refused: its picture shows the statement to people who check no
further.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.trust.labels.label import Label, SignedLabel, code_bytes, code_in, label_claim, read_label
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.verdicts.basis import lower
from sanso.trust.verdicts.judging import judge_authority
from sanso.trust.verdicts.judging_log import judge_log
from sanso.trust.verdicts.judging_status import judge_status
from sanso.trust.verdicts.verdict import BASIS_TEXTS, Mark, Verdict
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["JudgedLabel", "label_verdict"]


@dataclass(frozen=True, slots=True)
class JudgedLabel:
    """A label and what it is worth."""

    verdict: Verdict
    """Its digest is that of the signed label; its log mark is that of the claim that the label rests on."""
    label: Label | None = None
    """What it says; None where its signature is not good."""


def label_verdict(
    text: str, verifier: Verifier, proof: bytes | None = None, makers: Collection[str] = ()
) -> JudgedLabel:
    """Return what the label in *text*, an address or its code, is worth.

    *proof* is that of the claim on which the label rests, in a log; *makers* are issuers that the caller knows to be
    the product's maker, beside those that the verifier knows.
    """
    unseen = Mark.of("not-looked-at")
    try:
        signed = read_label(code_bytes(code_in(text)))
    except Malformed as problem:
        mark = Mark.of("label-unreadable", problem=problem.text)
        return JudgedLabel(Verdict(mark, unseen, unseen, Mark.of("log-absent")))
    label, trusted = signed.label, verifier.trusted
    known, now = verifier.checkpoints, verifier.now
    log, log_time = judge_log(label.claim, proof if label.claim else None, trusted, known, now, {})
    signature = _signature(signed, trusted)
    if trusted is None or not signature.good:
        unknown = trusted is not None and label.issuer not in trusted.issuers
        authority = Mark.of("unknown-issuer", issuer=label.issuer) if unknown else unseen
        return JudgedLabel(Verdict(_dated(signature, verifier), authority, unseen, log, digest=signed.digest))
    claim = label_claim(label)
    speakers = {*verifier.subjects.speakers.get(label.subject, ()), *makers}
    authority, basis = judge_authority(claim, trusted, speakers, now)
    stated = label.basis_stated
    if basis is not None and stated is not None and lower(stated, basis) != stated:
        authority = Mark.of("label-overstated", stated=BASIS_TEXTS[stated], basis=BASIS_TEXTS[basis])
    newer = verifier.superseded.get(label.claim, ())
    replaced = any(one.issuer == label.issuer and one.since <= now for one in newer)
    status = judge_status(claim, verifier.statuses, verifier.policy, verifier.subjects, now, replaced=replaced)
    counts = authority.good and status.good and verifier.policy.accepts_log(log)
    verdict = Verdict(signature, authority, status, log, claim, basis, counts, signed.digest, log_time=log_time)
    return JudgedLabel(verdict, label)


def _signature(signed: SignedLabel, trusted: TrustedList | None) -> Mark:
    label = signed.label
    if trusted is None:
        return Mark.of("no-list")
    issuer = trusted.issuers.get(label.issuer)
    if issuer is None:
        return Mark.of("unchecked", issuer=label.issuer)
    kids = [kid for kid in issuer.keys if signed.names(kid)]
    if not kids:
        owner = next((who for kid, who in trusted.owners.items() if signed.names(kid)), None)
        if owner is not None:
            return Mark.of("wrong-key", issuer=issuer.name, owner=trusted.issuers[owner].name)
        return Mark.of("unknown-key", issuer=issuer.name)
    keys = [key for key in (issuer.key_on(kid, label.issued) for kid in kids) if key is not None]
    if not keys:
        return Mark.of("key-not-valid", issuer=issuer.name, day=label.issued)
    for key in keys:
        try:
            signed.verified(key)
        except WrongSignature:
            continue
        return Mark.of("signed", issuer=issuer.name)
    return Mark.of("wrong-signature")


def _dated(mark: Mark, verifier: Verifier) -> Mark:
    """Return *mark*, or that no list was in effect yet at the clock."""
    if mark.code == "no-list" and verifier.lists:
        return Mark.of("clock-before-list", issued=verifier.lists[0].list.issued)
    return mark
