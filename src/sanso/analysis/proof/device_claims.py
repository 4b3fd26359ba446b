"""Which claims speak of a device, or of the product that it is, and what they say of items of schemes.

>>> from sanso.model.process import Model
>>> device_claims(Model(sanso=1, id="m"), "camera", ())
DeviceClaims(shown=(), counting=(), vain=())
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sanso.analysis.proof.shown import Judged, element_of
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.trust.schemes.coverage import coverage
from sanso.trust.schemes.proven_facts import ShownItem
from sanso.trust.schemes.reports import VainClaim

__all__ = ["DeviceClaims", "device_claims", "names_of_device", "proven_levels"]


@dataclass(frozen=True, slots=True)
class DeviceClaims:
    """What the claims about a device say: answers *shown* by those that are *counting*, and those in *vain*."""

    shown: tuple[ShownItem, ...]
    counting: tuple[Judged, ...]
    vain: tuple[VainClaim, ...]


def device_claims(model: Model, element: str, judged: Iterable[Judged]) -> DeviceClaims:
    """Return what the claims among *judged* say that speak of *element* or of its product."""
    meant = names_of_device(model, element)
    about = [one for one in judged if element_of(one, model) in meant]
    counting = tuple(one for one in about if one.worth is not None)
    return DeviceClaims(
        tuple(answer for one in counting for answer in _answers(one)),
        counting,
        tuple(VainClaim(one.file, _reason(one)) for one in about if one.worth is None),
    )


def names_of_device(model: Model, element: str) -> frozenset[str]:
    """Return *element* and, of a component, the product that it is one of: what is said of it holds of each."""
    component = model.components.get(element)
    return frozenset({element} if component is None or component.product is None else {element, component.product})


def proven_levels(catalogue: Catalogue, counting: Iterable[Judged]) -> tuple[str, ...]:
    """Return the levels (``SCHEME/LEVEL``) that claims answer in full, signed by one accredited for the scheme."""
    found: dict[str, None] = {}
    for one in counting:
        claim = one.verdict.claim
        if claim is None or claim.scheme is None or one.verdict.authority.code != "accredited":
            continue
        scheme = catalogue.schemes.get(claim.scheme.id)
        known = scheme is not None and claim.scheme.level in (level.level for level in scheme.levels)
        if known and coverage(catalogue, claim, one.verdict.hidden).whole:
            found[f"{claim.scheme.id}/{claim.scheme.level}"] = None
    return tuple(found)


def _answers(one: Judged) -> Iterator[ShownItem]:
    claim, worth = one.verdict.claim, one.worth
    if claim is None or worth is None:
        return
    until = claim.valid_until.astimezone(dt.UTC).date()
    for answer in claim.answers:
        yield ShownItem(answer.item, answer.result, worth, until, one.verdict.digest, claim.issuer)


def _reason(one: Judged) -> Text:
    return next((mark.text for mark in one.verdict.marks if not mark.good), one.verdict.status.text)
