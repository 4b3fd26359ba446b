"""The marks for signature and authority: who signed, and whether they may say so."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass

from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.sd_jwt import SdJwt
from sanso.envelope.strict_json import Json
from sanso.model.answers import Basis
from sanso.trust.claims.claim import Claim
from sanso.trust.claims.presentations import opened
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.members import Members, time_text
from sanso.trust.verdicts.basis import Standing, standing_of
from sanso.trust.verdicts.verdict import BASIS_TEXTS, Mark

__all__ = ["Signature", "judge_authority", "judge_signature"]


@dataclass(frozen=True, slots=True)
class Signature:
    """The mark, and the claim where it is good."""

    mark: Mark
    claim: Claim | None = None
    hidden: int = 0
    issuer: str = ""
    """Who the claim says it is from, signed or not."""
    unknown_issuer: bool = False


def judge_signature(text: str, trusted: TrustedList | None) -> Signature:
    """Return whether the issuer that *text* names signed it, by *trusted*, the trust list in effect."""
    try:
        read = SdJwt.read(text)
        record = json.loads(read.jws.payload)
        issuer, day = _named(record)
        if trusted is None:
            return Signature(Mark.of("no-list"), issuer=issuer)
        found = _key(read.kid, issuer, day, trusted)
        if isinstance(found, Mark):
            return Signature(found, issuer=issuer, unknown_issuer=issuer not in trusted.issuers)
        whole = opened(read, record, text, found)
    except WrongSignature:
        return Signature(Mark.of("wrong-signature"))
    except Malformed as problem:
        if problem.code == "hidden-too-much":
            return Signature(Mark.of("hidden-too-much"))
        return Signature(Mark.of("unreadable", problem=problem.text))
    return Signature(Mark.of("signed", issuer=trusted.issuers[issuer].name), whole.claim, whole.hidden, issuer)


def _named(record: Json) -> tuple[str, dt.date]:
    """Return the issuer and the day of issue that the record, which was read strictly, names openly."""
    members = Members(record, "claim")
    issued = dt.datetime.fromtimestamp(members.number("iat", 0, 253_402_300_799), dt.UTC)
    return members.name("issuer"), issued.date()


def _key(kid: str, issuer_id: str, day: dt.date, trusted: TrustedList) -> PublicKey | Mark:
    issuer = trusted.issuers.get(issuer_id)
    if issuer is None:
        return Mark.of("unchecked", issuer=issuer_id)
    if kid not in issuer.keys:
        owner = trusted.owners.get(kid)
        if owner is not None:
            return Mark.of("wrong-key", issuer=issuer.name, owner=trusted.issuers[owner].name)
        return Mark.of("unknown-key", issuer=issuer.name)
    return issuer.key_on(kid, day) or Mark.of("key-not-valid", issuer=issuer.name, day=day.isoformat())


def judge_authority(
    claim: Claim, trusted: TrustedList, speakers: Collection[str], now: dt.datetime
) -> tuple[Mark, Basis | None]:
    """Return whether the issuer of *claim* may say so, and what it counts as."""
    if trusted.list.expires < now:
        return Mark.of("list-expired", expires=time_text(trusted.list.expires)), None
    named = claim.scheme
    scheme = trusted.schemes.get((named.id, named.edition)) if named else None
    issuer = trusted.issuers[claim.issuer]
    standing = standing_of(claim, issuer, speakers, scheme, now.astimezone(dt.UTC).date())
    return _authority_mark(standing, claim, issuer.name), standing.basis


def _authority_mark(standing: Standing, claim: Claim, issuer: str) -> Mark:
    named = claim.scheme
    return Mark.of(
        standing.code,
        issuer=issuer,
        subject=claim.subject.name or claim.subject.id,
        scheme=f"{named.id} {named.edition}" if named else "-",
        day=claim.issued.date().isoformat(),
        items=", ".join(standing.items[:5]) + (" …" if len(standing.items) > 5 else ""),
        basis=BASIS_TEXTS[standing.basis] if standing.basis else "-",
    )
