"""The marks for signature and authority: who signed, and whether they may say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.sd_jwt import SdJwt
from sanso.model.answers import Basis
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.claims.credential_form import OriginForm, read_form
from sanso.trust.claims.presentations import claim_in
from sanso.trust.lists.authorities import Issuer
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.members import check_name, missing_member
from sanso.trust.verdicts.basis import Standing, standing_of
from sanso.trust.verdicts.verdict import BASIS_TEXTS, Mark

__all__ = ["Signature", "Standings", "judge_authority", "judge_signature", "judge_signatures"]


class Signature(NamedTuple):
    """The mark, and the claim where it is good."""

    mark: Mark
    claim: Claim | None = None
    hidden: int = 0
    issuer: str = ""
    """Who the claim says it is from, signed or not."""
    unknown_issuer: bool = False


class _Apart(NamedTuple):
    """A claim taken apart, and the key with which its issuer signs."""

    read: SdJwt
    issuer: Issuer
    key: PublicKey


_GROUP = 64
"""Claims that are taken apart before they are verified: enough that the two do not push each other's code out of the
caches, and few enough that what was taken apart is still there."""


def judge_signatures(texts: Iterable[str], trusted: TrustedList | None) -> Iterator[Signature]:
    """Give for each of *texts* whether the issuer that it names signed it, by *trusted*, the trust list in effect."""
    waiting = iter(texts)
    good: dict[str, Mark] = {}
    while group := list(islice(waiting, _GROUP)):
        apart = [_taken_apart(text, trusted) for text in group]
        checked = [_checked(one) if isinstance(one, _Apart) else one for one in apart]
        yield from [_opened(one, good) if isinstance(one, _Apart) else one for one in checked]


def judge_signature(text: str, trusted: TrustedList | None) -> Signature:
    """Return whether the issuer that *text* names signed it, by *trusted*, the trust list in effect."""
    return next(judge_signatures([text], trusted))


def _taken_apart(text: str, trusted: TrustedList | None) -> _Apart | Signature:
    try:
        read = SdJwt.read(text)
        name, day = _named(read)
        if trusted is None:
            return Signature(Mark.of("no-list"), issuer=name)
        found = _key(read.kid, name, day, trusted)
    except Malformed as problem:
        return Signature(_unreadable(problem))
    if isinstance(found, Mark):
        return Signature(found, issuer=name, unknown_issuer=name not in trusted.issuers)
    return _Apart(read, trusted.issuers[name], found)


def _checked(one: _Apart) -> _Apart | Signature:
    try:
        one.read.verified(one.key)
    except WrongSignature:
        return Signature(Mark.of("wrong-signature"))
    except Malformed as problem:
        return Signature(_unreadable(problem))
    return one


def _opened(one: _Apart, good: dict[str, Mark]) -> Signature:
    try:
        whole = claim_in(one.read)
    except Malformed as problem:
        return Signature(_unreadable(problem))
    who = one.issuer
    mark = good.get(who.id) or good.setdefault(who.id, Mark.of("signed", issuer=who.name))
    return Signature(mark, whole.claim, whole.hidden, who.id)


def _unreadable(problem: Malformed) -> Mark:
    if problem.code == "hidden-too-much":
        return Mark.of("hidden-too-much")
    return Mark.of("unreadable", problem=problem.text)


def _named(read: SdJwt) -> tuple[str, dt.date]:
    """Return the issuer and the day of issue that the record names openly.

    Raises:
        Malformed: where it does not.

    """
    shown = read.disclosed.shown
    for name in ("iat", "issuer") if shown else ():
        if (name,) in shown:
            raise missing_member(f"claim/{name}")
    form = read_form(OriginForm, read.unverified, "claim")
    issued = dt.datetime.fromtimestamp(form.iat, dt.UTC)
    return check_name(form.issuer, "claim/issuer"), issued.date()


def _key(kid: str, issuer_id: str, day: dt.date, trusted: TrustedList) -> PublicKey | Mark:
    issuer = trusted.issuers.get(issuer_id)
    if issuer is None:
        return Mark.of("unchecked", issuer=issuer_id)
    if kid not in issuer.keys:
        owner = trusted.owners.get(kid)
        if owner is not None:
            return Mark.of("wrong-key", issuer=issuer.name, owner=trusted.issuers[owner].name)
        return Mark.of("unknown-key", issuer=issuer.name)
    return issuer.key_on(kid, day) or Mark.of("key-not-valid", issuer=issuer.name, day=day)


Standings: TypeAlias = dict[tuple[object, ...], tuple[Mark, Basis | None]]
"""What was found under one list at one time, so that what is alike in many claims is looked at once."""


def judge_authority(
    claim: Claim, trusted: TrustedList, speakers: Collection[str], now: dt.datetime, known: Standings | None = None
) -> tuple[Mark, Basis | None]:
    """Return whether the issuer of *claim* may say so, and what it counts as."""
    if trusted.list.expires < now:
        return Mark.of("list-expired", expires=trusted.list.expires), None
    known = {} if known is None else known
    subject, issuer = claim.subject, trusted.issuers[claim.issuer]
    own = issuer.id == subject.id or issuer.id in speakers
    shown = "" if own or issuer.accreditations else subject.name or subject.id
    named = claim.scheme and (claim.scheme.id, claim.scheme.edition, claim.scheme.level)
    alike = (issuer.id, own, shown, named, claim.issued.date(), *[answer.item for answer in claim.answers])
    found = known.get(alike)
    if found is None:
        scheme = trusted.schemes.get(named[:2]) if named else None
        standing = standing_of(claim, issuer, speakers, scheme, now.astimezone(dt.UTC).date())
        found = known[alike] = _authority_mark(standing, claim, issuer.name, shown), standing.basis
    return found


def _authority_mark(standing: Standing, claim: Claim, issuer: str | Text, subject: str) -> Mark:
    named = claim.scheme
    return Mark.of(
        standing.code,
        issuer=issuer,
        subject=subject,
        scheme=f"{named.id} {named.edition}" if named else "-",
        day=claim.issued.date(),
        items=", ".join(standing.items[:5]) + (" …" if len(standing.items) > 5 else ""),
        basis=BASIS_TEXTS[standing.basis] if standing.basis else "-",
    )
