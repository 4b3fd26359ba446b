"""Derived claims: "k of my n suppliers meet R", over the digests of the suppliers' own signed claims.

The one who says so speaks for himself: it is a self-declaration that names its grounds. A buyer may ask to be shown any
of the k; which ones follows from the signed statement and from a number that the buyer draws afterwards, so neither
side can choose alone. That the k are different suppliers, and that there are n in all, is only stated.

>>> round(chance_of_catching(20, 2, 5), 2)
0.45
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal, TypeAlias

from sanso.envelope.dsse import read_envelope
from sanso.envelope.keys import Signer
from sanso.envelope.strict_json import Json, read_json
from sanso.trust.chain.relays import check_signer, read_signed
from sanso.trust.claims.claim import RESULTS, Result
from sanso.trust.claims.credential import claim_digest
from sanso.trust.claims.statements import DERIVED, File, Statement, seal_statement
from sanso.trust.members import Members, bad_member, time_text
from sanso.trust.verdicts.verdict import Verdict
from sanso.trust.verdicts.verifying import Verifier

__all__ = [
    "Derived",
    "Finding",
    "Sample",
    "asked_for",
    "chance_of_catching",
    "derive",
    "finding",
    "read_derived",
    "verify_sample",
]

_MOST = 10_000
_LEAST_SEED = 16
Finding: TypeAlias = Literal["holds", "other-claim", "does-not-count", "hidden", "not-met"]
"""What asking for one of the claims brought to light."""


@dataclass(frozen=True, slots=True)
class Derived:
    """So many of so many meet a requirement."""

    by: str
    item: str
    result: Result
    of: int
    """How many there are in all, as stated."""
    members: tuple[str, ...]
    """Digests of the signed claims that say so; each once."""
    time: dt.datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the claims, shown on demand."""

    finding: Finding
    verdict: Verdict


def derive(made: Derived, signers: Iterable[Signer]) -> bytes:
    """Return *made* signed.

    Raises:
        Malformed: where it can not be written: no members, one twice, or more than there are in all.

    """
    predicate: dict[str, Json] = {
        "by": made.by,
        "item": made.item,
        "result": made.result,
        "of": made.of,
        "time": time_text(made.time),
    }
    files = tuple(File(str(place), digest) for place, digest in enumerate(made.members))
    statement = Statement(files, DERIVED, predicate)
    _read(statement)
    return seal_statement(statement, signers)


def read_derived(verifier: Verifier, raw: bytes) -> Derived:
    """Return the derived claim in *raw*, signed by the one that it names.

    Raises:
        Malformed: where *raw* is none, contradicts itself, is signed by somebody else, or the trust list does not know
            whom it names.

    """
    signed = read_signed(verifier, raw, DERIVED)
    made = _read(signed.statement)
    check_signer(verifier, signed.signers, made.by, made.time)
    return made


def asked_for(raw: bytes, seed: bytes, count: int) -> tuple[int, ...]:
    """Return the places of *count* different members to ask for, drawn from the statement and the buyer's *seed*.

    Every member is equally likely: numbers of 64 bits from SHA-256 in counter mode, those beyond the last whole
    multiple of the number of members are drawn again.

    Raises:
        Malformed: where *raw* is no statement.
        ValueError: where the seed has less than 16 bytes, or there are not so many members.

    """
    payload = read_envelope(raw).payload
    total = len(Members(read_json(payload), "statement").elements("subject", _MOST))
    if len(seed) < _LEAST_SEED or not 0 <= count <= total:
        raise ValueError("a seed has at least 16 bytes, and no more can be asked for than there are")
    start = hashlib.sha256(b"sanso-sample/1\0" + hashlib.sha256(payload).digest() + seed).digest()
    left = list(range(total))
    drawn: list[int] = []
    turn = 0
    while len(drawn) < count:
        number = int.from_bytes(hashlib.sha256(start + turn.to_bytes(8)).digest()[:8])
        turn += 1
        if number < 2**64 - 2**64 % len(left):
            drawn.append(left.pop(number % len(left)))
    return tuple(drawn)


def finding(derived: Derived, place: int, text: str, verdict: Verdict) -> Finding:
    """Return what the presentation *text*, shown for the member at *place* and judged by *verdict*, bears out."""
    answer = verdict.claim.answer(derived.item) if verdict.claim else None
    if derived.members[place] != claim_digest(text):
        return "other-claim"
    if verdict.claim and answer is None:
        return "hidden"
    if not verdict.counts or answer is None:
        return "does-not-count"
    return "holds" if answer.result == derived.result else "not-met"


def verify_sample(verifier: Verifier, derived: Derived, place: int, text: str, proof: bytes | None = None) -> Sample:
    """Return what the presentation *text*, shown for the member at *place*, bears out."""
    verdict = verifier.verdict(text, proof)
    return Sample(finding(derived, place, text, verdict), verdict)


def chance_of_catching(members: int, false: int, asked: int) -> float:
    """Return the chance that asking for *asked* of *members* hits one of *false*.

    One minus C(members - false, asked) / C(members, asked): none of the false ones among those drawn.
    """
    return 1 - comb(members - false, asked) / comb(members, asked)


def _read(statement: Statement) -> Derived:
    members = Members(dict(statement.predicate), "derived")
    digests = _once([file.digest for file in statement.files])
    made = Derived(
        by=members.name("by"),
        item=members.name("item"),
        result=members.word("result", RESULTS),
        of=members.number("of", len(digests), 10_000_000),
        members=digests,
        time=members.time("time"),
    )
    members.end()
    return made


def _once(digests: Sequence[str]) -> tuple[str, ...]:
    if not digests or len(set(digests)) != len(digests):
        raise bad_member("derived/subject", "claims, each once", "重複のない1件以上の主張")
    return tuple(digests)
