"""Claims as they are shown: four marks with their reasons, and what in the assessment rests on each."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sanso.analysis.proof.result import ClaimItem, ClaimView, MarkView, TrustListView
from sanso.analysis.proof.shown import Judged, element_of
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.verdicts.verdict import Mark, Verdict

__all__ = ["claim_views", "trust_list_view", "why_not"]


def claim_views(
    judged: Iterable[Judged],
    model: Model,
    trusted: TrustedList | None,
    used: Collection[str],
    without: Collection[str],
) -> tuple[ClaimView, ...]:
    """Return every claim that was looked at, by digest; *used* are those on which something rests."""
    found = [_view(one, model, trusted, used, without) for one in judged]
    return tuple(sorted(found, key=lambda view: (view.digest, view.file)))


def _view(
    one: Judged, model: Model, trusted: TrustedList | None, used: Collection[str], without: Collection[str]
) -> ClaimView:
    verdict, claim = one.verdict, one.verdict.claim
    issuer = trusted.issuers.get(claim.issuer) if trusted is not None and claim is not None else None
    scheme = claim.scheme if claim is not None else None
    return ClaimView(
        digest=verdict.digest,
        id=claim.id if claim else None,
        file=one.file,
        issuer=claim.issuer if claim else None,
        issuer_name=Text.of(issuer.name) if issuer else None,
        subject=claim.subject.id if claim else None,
        subject_kind=claim.subject.kind if claim else None,
        element=element_of(one, model),
        scheme=" ".join(filter(None, (scheme.id, scheme.edition, scheme.level))) if scheme else None,
        items=tuple(ClaimItem(answer.item, answer.result, answer.level) for answer in claim.answers) if claim else (),
        hidden=verdict.hidden,
        since=claim.valid_from if claim else None,
        until=claim.valid_until if claim else None,
        basis=verdict.basis,
        signature=_mark(verdict.signature),
        authority=_mark(verdict.authority),
        status=_mark(verdict.status),
        log=_mark(verdict.log),
        counts=verdict.counts,
        used=verdict.digest in used,
        left_out=verdict.digest in without,
        why_not=why_not(verdict),
    )


def _mark(mark: Mark) -> MarkView:
    return MarkView(mark.state, mark.code, mark.text)


def why_not(verdict: Verdict) -> Text | None:
    """Return the reason why a claim does not count: that of the first mark that is not good; None where it counts."""
    if verdict.counts:
        return None
    signature, authority, status, log = verdict.marks
    stands = [mark for mark in (signature, authority, status) if not mark.good]
    if signature.code == "unchecked":
        stands = [authority]
    return (stands[0] if stands else log).text


def trust_list_view(trusted: TrustedList | None, *, pinned: bool) -> TrustListView | None:
    """Return the trust list in effect."""
    if trusted is None:
        return None
    return TrustListView(trusted.list.version, trusted.list.expires, trusted.digest, pinned)
