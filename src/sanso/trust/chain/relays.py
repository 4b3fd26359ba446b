"""Relays: a presentation passed along the chain under a note of who passed it on, not under his own word for it.

The note names the presentation by its digest and adds nothing to it: the verdict is that on the original, from its own
issuer. The note answers another question, who gave it to whom and when.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sanso.envelope.dsse import read_envelope
from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.strict_json import Json, read_json
from sanso.model.text import Text
from sanso.trust.claims.statements import (
    RELAY,
    File,
    SignedStatement,
    Statement,
    read_statement,
    seal_statement,
)
from sanso.trust.members import Members, time_text
from sanso.trust.verdicts.verdict import Mark, Verdict
from sanso.trust.verdicts.verifying import Verifier

__all__ = [
    "Relay",
    "Relayed",
    "check_signer",
    "known_keys",
    "presentation_digest",
    "read_relay",
    "read_signed",
    "relay",
    "verify_relay",
]


@dataclass(frozen=True, slots=True)
class Relay:
    """Who passed something on, to whom, and when."""

    by: str
    """Issuer id, as in the trust list."""
    to: str
    time: dt.datetime


@dataclass(frozen=True, slots=True)
class Relayed:
    """A relay whose note is good, and the verdict on what it passes on."""

    relay: Relay
    verdict: Verdict
    """That on the original; the one who passes on gives it nothing."""


def presentation_digest(text: str) -> str:
    """Return the digest of a presentation with just these answers shown."""
    return "sha-256:" + hashlib.sha256(text.encode(errors="replace")).hexdigest()


def relay(text: str, note: Relay, signers: Iterable[Signer]) -> bytes:
    """Return the signed note that the presentation *text* is passed on unchanged.

    Raises:
        Malformed: where the note can not be written.

    """
    predicate: dict[str, Json] = {"by": note.by, "to": note.to, "time": time_text(note.time)}
    return seal_statement(Statement((File("presentation", presentation_digest(text)),), RELAY, predicate), signers)


def read_relay(verifier: Verifier, raw: bytes) -> tuple[Relay, str]:
    """Return the note *raw* and the digest of the presentation that it passes on.

    Raises:
        Malformed: where it is none, is not signed by the one it names, or the trust list does not know that one.

    """
    signed = read_signed(verifier, raw, RELAY)
    note = _read(signed.statement)
    check_signer(verifier, signed.signers, note.by, note.time)
    if len(signed.statement.files) != 1:
        raise _about_another()
    return note, signed.statement.files[0].digest


def verify_relay(verifier: Verifier, raw: bytes, text: str, proof: bytes | None = None) -> Relayed:
    """Return the verdict on the presentation *text* that the note *raw* passes on.

    Raises:
        Malformed: where the note is none, is not signed by the one it names, or is about another presentation.

    """
    note, digest = read_relay(verifier, raw)
    if digest != presentation_digest(text):
        raise _about_another()
    return Relayed(note, verifier.verdict(text, proof))


def read_signed(verifier: Verifier, raw: bytes, predicate_type: str) -> SignedStatement:
    """Return the statement *raw*, which names its issuer as ``by``, signed by some issuer in the trust list.

    Raises:
        Malformed: where it is none; `unchecked` where nobody in the list signed it and the list does not know whom it
            names, so that nothing can be said of its signature.
        WrongSignature: where it names an issuer in the list, and nobody in the list signed it.

    """
    try:
        return read_statement(raw, known_keys(verifier), predicate_type)
    except WrongSignature:
        payload = Members(read_json(read_envelope(raw).payload), "statement")
        by = Members(payload.take("predicate"), "predicate").name("by")
        if verifier.trusted is None or by in verifier.trusted.issuers:
            raise
        mark = Mark.of("unchecked", issuer=by)
        raise Malformed(mark.code, mark.text) from None


def known_keys(verifier: Verifier) -> list[PublicKey]:
    """Return the keys of all issuers in the trust list in effect."""
    trusted = verifier.trusted
    return [key.public for issuer in trusted.list.issuers for key in issuer.keys.values()] if trusted else []


def check_signer(verifier: Verifier, signers: Collection[str], by: str, time: dt.datetime) -> None:
    """Pass where one of the keys *signers* was in use by the issuer *by* on the day of *time*.

    Raises:
        Malformed: where none was.

    """
    issuer = verifier.trusted.issuers.get(by) if verifier.trusted else None
    day = time.astimezone(dt.UTC).date()
    if issuer is None or not any(issuer.key_on(kid, day) for kid in signers):
        said = Text(
            en="the statement is not signed by the one that it names",
            ja="署名が、ステートメントの名乗る者のものではありません",
        )
        raise Malformed("statement-signer", said, ascii(by[:64]))


def _read(statement: Statement) -> Relay:
    members = Members(dict(statement.predicate), "relay")
    note = Relay(members.name("by"), members.name("to"), members.time("time"))
    members.end()
    return note


def _about_another() -> Malformed:
    said = Text(en="the relay is about another presentation", ja="中継の対象が、この提示とは別のものです")
    return Malformed("relay-other", said)
