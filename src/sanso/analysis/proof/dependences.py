"""What breaks if one claim is withdrawn, one certifier no longer counts, or one supplier is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from sanso.analysis.proof.losses import Weighing
from sanso.analysis.proof.result import Dependence
from sanso.analysis.proof.shown import Judged, element_of, issuer_name
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, suggest
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.trust.lists.trust_list import TrustedList

__all__ = ["dependences", "left_out"]

_DELIVERS = ("supplies", "develops", "integrates", "maintains", "hosts")
_Kind: TypeAlias = Literal["claim", "certifier", "supplier"]
_Asked: TypeAlias = tuple[_Kind, str, Text, tuple[str, ...]]
"""Kind, id, name for people, claims."""


def dependences(
    judged: Sequence[Judged], trusted: TrustedList | None, weighing: Weighing, model: Model
) -> tuple[Dependence, ...]:
    """Return every claim, certifier and supplier without which something is lost, those with the most to lose first."""
    counting = [one for one in judged if one.worth is not None]
    names = {ident: issuer.name for ident, issuer in trusted.issuers.items()} if trusted is not None else {}
    asked = [*_single(counting, names, model), *_certifiers(counting, names, model), *_suppliers(counting, model)]
    found = []
    for kind, ident, name, claims in asked:
        loss = weighing.loss(weighing.standing(dict.fromkeys(claims)))
        if loss:
            found.append(Dependence(kind, ident, name, claims, loss))
    found.sort(key=lambda one: (-one.loss.category, -len(one.loss.rows) - len(one.loss.strengths), one.kind, one.id))
    return tuple(found)


def _single(judged: Iterable[Judged], names: Mapping[str, str | Text], model: Model) -> Iterator[_Asked]:
    for digest, one in {one.verdict.digest: one for one in judged}.items():
        claim, element = one.verdict.claim, element_of(one, model)
        if claim is None:
            continue
        subject = model.label(element or claim.subject.id)
        if claim.issuer == element:
            name = Text(en="{subject}, of itself", ja="{subject}(自らの主張)").fill(subject=subject)
        else:
            issuer = issuer_name(claim.issuer, names, model)
            name = Text(en="{subject}, by {issuer}", ja="{subject}({issuer}による)").fill(
                subject=subject, issuer=issuer
            )
        yield "claim", digest, name, (digest,)


def _certifiers(judged: Iterable[Judged], names: Mapping[str, str | Text], model: Model) -> Iterator[_Asked]:
    """Yield those who confirm things of others, with the claims in which they do."""
    found: dict[str, set[str]] = {}
    for one in judged:
        if one.verdict.claim is not None and one.verdict.authority.code == "accredited":
            found.setdefault(one.verdict.claim.issuer, set()).add(one.verdict.digest)
    for issuer, digests in sorted(found.items()):
        yield "certifier", issuer, issuer_name(issuer, names, model), tuple(sorted(digests))


def _suppliers(judged: Sequence[Judged], model: Model) -> Iterator[_Asked]:
    """Yield those who make products or deliver to others, with their own claims and those about them."""
    delivering = {product.maker for product in model.products.values() if product.maker is not None}
    delivering |= {link.from_ for link in model.connections.values() if link.kind in _DELIVERS}
    delivering |= {link.to for link in model.connections.values() if link.kind == "entrusts"}
    by_supplier: dict[str, set[str]] = {}
    for one in judged:
        for who in _involved(one, model):
            by_supplier.setdefault(who, set()).add(one.verdict.digest)
    for ident in sorted(delivering & by_supplier.keys() & model.organizations.keys()):
        yield "supplier", ident, model.label(ident), tuple(sorted(by_supplier[ident]))


def _involved(one: Judged, model: Model) -> Iterator[str]:
    """Yield the organizations whose loss takes a claim away: its issuer, its subject, the maker of its subject."""
    claim = one.verdict.claim
    if claim is None:
        return
    yield claim.issuer
    element = element_of(one, model)
    if element is None:
        return
    yield element
    component = model.components.get(element)
    product = model.products.get(element if component is None else component.product or "")
    if product is not None and product.maker is not None:
        yield product.maker


def left_out(named: Iterable[str], judged: Sequence[Judged], model: Model) -> frozenset[str]:
    """Return the digests of the claims that are meant by ids of claims, digests, issuers and organizations.

    Raises:
        InputRefused: something is named that is none of those.

    """
    meant: dict[str, set[str]] = {ident: set() for ident in model.organizations}
    for one in judged:
        claim, digest = one.verdict.claim, one.verdict.digest
        meant.setdefault(digest, set()).add(digest)
        if claim is None:
            continue
        for name in (claim.id, claim.issuer, *(who for who in _involved(one, model) if who in model.organizations)):
            meant.setdefault(name, set()).add(digest)
    wrong: list[Diagnostic] = []
    found: set[str] = set()
    for name in named:
        if name in meant:
            found |= meant[name]
        else:
            wrong.append(diagnose("unknown-evidence", Place("--without"), id=name, hint=suggest(name, sorted(meant))))
    if wrong:
        raise InputRefused(wrong)
    return frozenset(found)
