"""Statements about files by their digests: in-toto Statement v1 in a DSSE envelope.

Evidence, relays and derived claims are such statements; the type of the predicate tells them apart, so that one can
not pass for another. The files themselves are not carried.

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> statement = Statement((File("report.pdf", "sha-256:" + 64 * "0"),), EVIDENCE, {"method": "test"})
>>> read_statement(seal_statement(statement, [key]), [key.public], EVIDENCE).statement == statement
True
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sanso.envelope.canonical import canonical
from sanso.envelope.dsse import read_envelope, seal, signers_of
from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.strict_json import Json, read_json
from sanso.model.text import Text
from sanso.trust.claims.claim import METHODS, MethodKind
from sanso.trust.members import Members, bad_member, time_text

__all__ = [
    "DERIVED",
    "EVIDENCE",
    "PAYLOAD_TYPE",
    "RELAY",
    "EvidenceMade",
    "File",
    "SignedStatement",
    "Statement",
    "evidence_of",
    "evidence_statement",
    "read_statement",
    "seal_statement",
]

PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"
"""The type under which statements are signed (in-toto Attestation Framework v1)."""
EVIDENCE: Final = "urn:sanso:evidence:1"
"""Type of a predicate: how files came about."""
RELAY: Final = "urn:sanso:relay:1"
"""Type of a predicate: a presentation is passed on unchanged."""
DERIVED: Final = "urn:sanso:derived:1"
"""Type of a predicate: so many of so many meet a requirement."""
_TYPE: Final = "https://in-toto.io/Statement/v1"
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class File:
    """A file by name and digest."""

    name: str
    digest: str
    """``sha-256:`` and the digest, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said about files."""

    files: tuple[File, ...]
    predicate_type: str
    predicate: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement and which of the keys asked about signed it."""

    statement: Statement
    signers: frozenset[str]
    """Thumbprints; at least one."""


@dataclass(frozen=True, slots=True)
class EvidenceMade:
    """How pieces of evidence came about."""

    method: MethodKind
    made_by: str
    """Organisation, or role in it."""
    made: dt.datetime
    tool: str = ""


def seal_statement(statement: Statement, signers: Iterable[Signer]) -> bytes:
    """Return *statement* signed.

    Raises:
        Malformed: where it can not be read back as it is.

    """
    payload = canonical(
        {
            "_type": _TYPE,
            "subject": [
                {"name": file.name, "digest": {"sha256": file.digest.removeprefix("sha-256:")}}
                for file in statement.files
            ],
            "predicateType": statement.predicate_type,
            "predicate": dict(statement.predicate),
        }
    )
    _read(payload, statement.predicate_type)
    return seal(payload, PAYLOAD_TYPE, signers)


def read_statement(raw: bytes, keys: Iterable[PublicKey], predicate_type: str) -> SignedStatement:
    """Return the statement that at least one of *keys* signed.

    Raises:
        Malformed: where *raw* is no such statement, or says something of another type.
        WrongSignature: where none of *keys* signed it.

    """
    envelope = read_envelope(raw)
    if envelope.payload_type != PAYLOAD_TYPE:
        raise _other_type(envelope.payload_type)
    signers = signers_of(envelope, keys)
    if not signers:
        raise WrongSignature
    return SignedStatement(_read(envelope.payload, predicate_type), signers)


def evidence_statement(files: Iterable[File], made: EvidenceMade) -> Statement:
    """Return what says how *files* came about."""
    predicate: dict[str, Json] = {"method": made.method, "madeBy": made.made_by, "made": time_text(made.made)}
    if made.tool:
        predicate["tool"] = made.tool
    return Statement(tuple(files), EVIDENCE, predicate)


def evidence_of(statement: Statement) -> EvidenceMade:
    """Return how the files of *statement* came about.

    Raises:
        Malformed: where it does not say so, or says more.

    """
    members = Members(dict(statement.predicate), "predicate")
    made = EvidenceMade(
        members.word("method", METHODS), members.text("madeBy"), members.time("made"), members.text("tool", "")
    )
    members.end()
    return made


def _read(payload: bytes, predicate_type: str) -> Statement:
    members = Members(read_json(payload), "statement")
    members.fixed("_type", _TYPE)
    found = members.name("predicateType")
    if found != predicate_type:
        raise _other_type(found)
    files = tuple(_read_file(one) for one in members.objects("subject", _MOST))
    if not files or len({file.name for file in files}) != len(files):
        raise bad_member(
            "statement/subject", "at least one file, each name once", "1件以上の、名前の重複しないファイル"
        )
    predicate = members.take("predicate")
    if not isinstance(predicate, dict):
        raise bad_member("statement/predicate", "an object", "オブジェクト")
    members.end()
    return Statement(files, predicate_type, predicate)


def _read_file(members: Members) -> File:
    name, inner = members.text("name"), members.inner("digest")
    value = inner.take("sha256")
    inner.end()
    members.end()
    return File(name, Members({"sha256": f"sha-256:{value}"}, members.place("digest")).digest("sha256"))


def _other_type(found: str) -> Malformed:
    said = Text(en="the signed statement is about something else", ja="別の種類の署名付きステートメントです")
    return Malformed("statement-type", said, ascii(found[:64]))
