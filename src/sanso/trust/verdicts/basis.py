"""The basis of a claim: computed from signer and scheme, never taken from the claim's own words.

Whoever speaks of itself or of its own product gives a self-declaration, accredited or not. Of others only the
accredited speak, and their word counts for the lower of two: what they were accredited for without a break from the
day of issue until today, and how that level of the scheme is evaluated. So time alone can only lower a basis.

>>> lower("public-certification", "self-declaration")
'self-declaration'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Final, Literal, TypeAlias, get_args

from sanso.model.answers import Basis
from sanso.trust.claims.claim import Claim
from sanso.trust.lists.authorities import Accreditation, Issuer, Scheme, holds_on

__all__ = ["BASES", "Standing", "StandingCode", "granted", "higher", "lower", "standing_of"]

BASES: Final[tuple[Basis, ...]] = get_args(Basis)
"""From the lowest to the highest."""
StandingCode: TypeAlias = Literal[
    "accredited",
    "own-statement",
    "no-authority",
    "not-accredited-scheme",
    "not-accredited-items",
    "nothing-shown",
    "not-accredited-then",
    "accreditation-ended",
    "scheme-unknown",
    "scheme-before",
    "scheme-ended",
    "level-unknown",
]
"""Why an issuer has authority for a claim, or has none."""
_ANY = ""
"""Stands for the scheme as a whole, where a claim shows no answer: only an unlimited accreditation covers it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the issuer's word is worth for one claim on one day."""

    basis: Basis | None
    """None where it is worth nothing."""
    code: StandingCode
    items: tuple[str, ...] = ()
    """The items that the issuer is not accredited for."""


def lower(one: Basis, other: Basis) -> Basis:
    """Return the lower of two bases."""
    return min(one, other, key=BASES.index)


def higher(one: Basis, other: Basis) -> Basis:
    """Return the higher of two bases."""
    return max(one, other, key=BASES.index)


def granted(accreditations: Iterable[Accreditation], item: str, since: dt.date, until: dt.date) -> Basis | None:
    """Return the basis that *accreditations* give for *item* on every day from *since* to *until*; None: not on all.

    On each day the highest counts, over the days the lowest. It can drop only on the day after one ends.
    """
    within = [one for one in accreditations if one.covers_item(item)]
    days = [since] + [one.until + dt.timedelta(1) for one in within if one.until and since <= one.until < until]
    lowest: Basis | None = None
    for day in days:
        here = [one.basis for one in within if holds_on(day, one.since, one.until)]
        if not here:
            return None
        top = reduce(higher, here)
        lowest = top if lowest is None else lower(lowest, top)
    return lowest


def standing_of(
    claim: Claim, issuer: Issuer, speakers: Collection[str], scheme: Scheme | None, today: dt.date
) -> Standing:
    """Return what *issuer*'s word is worth for *claim* on *today*.

    *speakers* are those who may speak of the subject as of their own (its maker, its owner); *scheme* is the edition
    that the claim names, None where the trust list does not hold it.
    """
    day = claim.issued.date()
    if scheme is not None and day < scheme.since:
        return Standing(None, "scheme-before")
    if scheme is not None and scheme.until is not None and max(day, today) > scheme.until:
        return Standing(None, "scheme-ended")
    if issuer.id == claim.subject.id or issuer.id in speakers:
        return Standing("self-declaration", "own-statement")
    if not issuer.accreditations:
        return Standing(None, "no-authority")
    if claim.scheme is None or scheme is None:
        return Standing(None, "scheme-unknown")
    return _confirmation(claim, issuer, scheme, day, max(day, today))


def _confirmation(claim: Claim, issuer: Issuer, scheme: Scheme, day: dt.date, today: dt.date) -> Standing:
    named = [one for one in issuer.accreditations if one.scheme == scheme.id]
    if not named:
        return Standing(None, "not-accredited-scheme")
    items = [answer.item for answer in claim.answers]
    outside = tuple(item for item in items if not any(one.covers_item(item) for one in named))
    if outside:
        return Standing(None, "not-accredited-items", outside)
    if not items and not any(one.covers_item(_ANY) for one in named):
        return Standing(None, "nothing-shown")
    basis: Basis = BASES[-1]
    for item in items or [_ANY]:
        still = granted(named, item, day, today)
        if still is None:
            then = granted(named, item, day, day)
            return Standing(None, "accreditation-ended" if then else "not-accredited-then")
        basis = lower(basis, still)
    level = scheme.evaluated(claim.scheme.level if claim.scheme else "")
    if level is None:
        return Standing(None, "level-unknown")
    return Standing(lower(basis, level), "accredited")
