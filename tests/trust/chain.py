"""A supply chain in memory: it issues, relays, tampers, expires, withdraws, suspends, forks logs and rolls lists back.

The cast: an operator of buses, the maker of its on-board unit (tier 1), the maker of a part (tier 2), a test house that
is accredited for CPS.DS-* of the framework, an agency that grants labels whose level 1 rests on self-declaration, and a
customer that is accredited for nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosign
from sanso.envelope.keys import Algorithm, SoftKey
from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import LogProof
from sanso.envelope.merkle import Leaves, inclusion_proof, root_of
from sanso.envelope.notes import NoteKey
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, StatusPointer, Subject
from sanso.trust.claims.credential import claim_digest, sign_claim
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.status_list import StatusList, bits_of, sign_status
from sanso.trust.lists.trust_list import Pins, Root, TrustList, seal_list
from sanso.trust.verdicts.policy import Policy, Subjects
from sanso.trust.verdicts.verifying import Verifier

START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
WITHDRAWN, SUSPENDED = "urn:tuv:withdrawn", "urn:tuv:suspended"
UNIT = Subject("device-type", "onboard-x2", name="X2", version="4.1")
FRAMEWORK = SchemeLevel("cpsf", "1.0", "basic")
LABEL = SchemeLevel("star", "S1.1", "1")


def key(name: str, algorithm: Algorithm = "Ed25519") -> SoftKey:
    """Return the key of that name, always the same."""
    return SoftKey.from_secret(algorithm, hashlib.sha256(name.encode()).digest())


def issuer(
    name: str, *accreditations: Accreditation, signer: SoftKey | None = None, until: dt.date | None = None
) -> Issuer:
    """Return an issuer with one key, in use since 2025."""
    public = (signer or key(name)).public
    keys = {public.thumbprint: IssuerKey(public, dt.date(2025, 1, 1), until)}
    return Issuer(name, name.upper(), keys, accreditations)


SINCE = dt.date(2026, 4, 1)
TUV = Accreditation("cpsf", "third-party", ("CPS.DS-*",), SINCE, dt.date(2027, 3, 31), "agency")
GRANTS = Accreditation("star", "public-certification", (), SINCE, None, "ministry")
SCHEMES = (
    Scheme("cpsf", "1.0", {"*": "public-certification"}, dt.date(2019, 4, 18)),
    Scheme("star", "S1.1", {"1": "self-declaration", "3": "third-party"}, dt.date(2025, 3, 25), dt.date(2028, 3, 31)),
    Scheme("star", "S0.9", {"1": "self-declaration"}, dt.date(2025, 1, 1), dt.date(2026, 11, 30)),
)
LOG = NoteKey("log.example", key("log").public)
WITNESSES = tuple(NoteKey(f"witness{n}.example", key(f"witness{n}").public, "cosignature") for n in range(2))
ROOTS = tuple(key(f"root{n}") for n in range(3))
PINS = Pins(frozenset(one.public.thumbprint for one in ROOTS), 2)
MAKER_ES256 = key("maker", "ES256")


def first_list() -> TrustList:
    """Return version 1 of the trust list."""
    return TrustList(
        version=1,
        issued=START - 10 * DAY,
        expires=START + 400 * DAY,
        root=Root(tuple(one.public for one in ROOTS), 2),
        issuers=(
            issuer("operator"),
            issuer("maker", signer=MAKER_ES256),
            issuer("part"),
            issuer("tuv", TUV),
            issuer("agency", GRANTS),
            issuer("customer"),
        ),
        schemes=SCHEMES,
        logs=(LOG,),
        witnesses=WITNESSES,
        quorum=2,
        status_lists={WITHDRAWN: "tuv", SUSPENDED: "tuv"},
    )


def sealed(found: TrustList, signers: Iterable[SoftKey] = ROOTS[:2]) -> bytes:
    """Return the list signed by just enough of its signers."""
    return seal_list(found, signers)


def signer_of(name: str) -> SoftKey:
    """Return the key that the issuer of that name signs with."""
    return MAKER_ES256 if name == "maker" else key(name)


@dataclass
class Salts:
    """Salts that differ, and are the same in every run."""

    count: int = 0

    def __call__(self) -> bytes:
        """Return the next salt."""
        self.count += 1
        return hashlib.sha256(b"salt%d" % self.count).digest()[:16]


@dataclass
class Chain:
    """What was issued so far, and the log of it."""

    salts: Salts = field(default_factory=Salts)
    entries: list[Entry] = field(default_factory=lambda: [Entry.of("claim", b"%d" % n) for n in range(5)])

    def claim(self, by: str = "tuv", items: Iterable[str] = ("CPS.DS-10",), **changes: object) -> Claim:
        """Return a claim of *by* on the on-board unit, with status pointers 7."""
        made = Claim(
            id="urn:claim:1",
            issuer=by,
            subject=UNIT,
            answers=tuple(Answer(item, "met", "basic") for item in items),
            issued=START,
            valid_from=START,
            valid_until=START + 300 * DAY,
            scheme=FRAMEWORK,
            status=(StatusPointer("revocation", WITHDRAWN, 7), StatusPointer("suspension", SUSPENDED, 7)),
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def issue(self, claim: Claim | None = None, signer: SoftKey | None = None) -> str:
        """Return the claim signed by its issuer, and log it."""
        claim = claim or self.claim()
        text = sign_claim(claim, signer or signer_of(claim.issuer), self.salts)
        self.entries.append(Entry("claim", claim_digest(text)))
        return text

    def proof(self, text: str, *, witnesses: int = 2, log: str = "log", now: dt.datetime = START) -> bytes:
        """Return the proof that the claim is in the log, as so many witnesses have seen it."""
        place = next(n for n, entry in enumerate(self.entries) if entry.digest == claim_digest(text))
        leaves = [entry.leaf for entry in self.entries]
        checkpoint = Checkpoint(f"{log}.example", len(leaves), root_of(leaves))
        note = sign_checkpoint(checkpoint, key(log)).note
        for n in range(witnesses):
            note = cosign(note, WITNESSES[n].name, key(f"witness{n}"), now)
        return LogProof(place, inclusion_proof(Leaves(leaves), place, len(leaves)), note).raw


def status(
    name: str = WITHDRAWN,
    places: Iterable[int] = (),
    time: dt.datetime = START,
    by: str = "tuv",
    signer: SoftKey | None = None,
) -> str:
    """Return a status list as of *time*, signed by *by*."""
    purpose = "suspension" if name == SUSPENDED else "revocation"
    return sign_status(StatusList(name, by, purpose, time, time + 30 * DAY, bits_of(places)), signer or key(by))  # type: ignore[arg-type]


def verifier(now: dt.datetime = START + DAY, *, required: bool = True, statuses: bool = True) -> Verifier:
    """Return a verifier with the first list and both status lists of the first day."""
    policy = Policy(log="required" if required else "wanted")
    subjects = Subjects(speakers={"onboard-x2": {"maker"}}, versions={"onboard-x2": "4.1"})
    made = Verifier.start(sealed(first_list()), PINS, now, policy, subjects)
    return made.with_status(status()).with_status(status(SUSPENDED)) if statuses else made
