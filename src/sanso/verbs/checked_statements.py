"""Signed statements verified beside claims: relays, derived claims and notes on evidence (in-toto in DSSE).

A statement never makes a claim worth more. A relay says who passed a presentation on, a derived claim names the claims
on which it rests, a note on evidence says how files came about; those that are at hand are looked at.

>>> is_statement(b'{"payload": "e30=", "payloadType": "x", "signatures": [{"sig": ""}]}'), is_statement(b"{}")
(True, False)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sanso.envelope.dsse import read_envelope
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json, read_json
from sanso.trust.chain.derived import Derived, Finding, finding, read_derived
from sanso.trust.chain.evidence_notes import EvidenceNote, read_evidence_note
from sanso.trust.chain.relays import Relay, presentation_digest, read_relay
from sanso.trust.claims.credential import claim_digest
from sanso.trust.claims.statements import DERIVED, EVIDENCE, RELAY
from sanso.trust.members import time_text
from sanso.trust.verdicts.reasons import REASONS
from sanso.trust.verdicts.verdict import Verdict
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["CheckedStatement", "HeldClaim", "ShownMember", "StatementKind", "check_statement", "is_statement"]

StatementKind: TypeAlias = Literal["relay", "derived", "evidence", "statement"]
"""What is stated; *statement* is one of another kind, or one that can not be read."""


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim or presentation that is at hand, with its verdict."""

    file: str
    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ShownMember:
    """One of the claims on which a derived claim rests, that is at hand."""

    digest: str
    file: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A signed statement, and what of it is borne out."""

    file: str
    kind: StatementKind
    problem: Malformed | None = None
    """Why it is worth nothing: unreadable, or not signed by the one it names; None where its signature is good."""
    relay: Relay | None = None
    about: str = ""
    """relay: the file with the presentation that was passed on; empty where it is not at hand."""
    derived: Derived | None = None
    shown: tuple[ShownMember, ...] = ()
    """derived: the claims it rests on, as far as they are at hand."""
    note: EvidenceNote | None = None

    @property
    def fine(self) -> bool:
        """Whether it is signed by whom it names, and nothing at hand speaks against it."""
        if self.problem is not None or (self.relay is not None and not self.about):
            return False
        return all(one.finding == "holds" for one in self.shown)

    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        found: dict[str, Json] = {"file": self.file, "kind": self.kind, "fine": self.fine, "problem": None}
        if self.problem is not None:
            text = self.problem.text
            found["problem"] = {"code": self.problem.code, "text": {"en": text.en, "ja": text.ja}}
        if self.relay is not None:
            found |= {"by": self.relay.by, "to": self.relay.to, "time": time_text(self.relay.time)}
            found["about"] = self.about or None
        if self.derived is not None:
            made = self.derived
            found |= {"by": made.by, "item": made.item, "result": made.result, "of": made.of}
            found |= {"time": time_text(made.time), "members": list[Json](made.members)}
            found["shown"] = [{"digest": one.digest, "file": one.file, "finding": one.finding} for one in self.shown]
        if self.note is not None:
            made_so = self.note.made
            found |= {"by": self.note.signer, "method": made_so.method, "made_by": made_so.made_by}
            found |= {"time": time_text(made_so.made), "tool": made_so.tool or None}
            found["files"] = [{"name": one.name, "digest": one.digest} for one in self.note.files]
        return found


def is_statement(raw: bytes) -> bool:
    """Return whether *raw* is a DSSE envelope, whatever it holds."""
    if not raw.lstrip().startswith(b"{"):
        return False
    try:
        read_envelope(raw)
    except Malformed:
        return False
    return True


def check_statement(file: str, raw: bytes, verifier: Verifier, held: Sequence[HeldClaim]) -> CheckedStatement:
    """Return what the statement *raw* from *file* says, as far as the claims *held* bear it out."""
    try:
        kind = _kind(raw)
    except Malformed as problem:
        return CheckedStatement(file, "statement", problem)
    try:
        _check_list(verifier)
        if kind == RELAY:
            return _relay(file, raw, verifier, held)
        if kind == DERIVED:
            return _derived(file, raw, verifier, held)
        return CheckedStatement(file, "evidence", note=read_evidence_note(verifier, raw))
    except Malformed as problem:
        names: dict[str, StatementKind] = {RELAY: "relay", DERIVED: "derived", EVIDENCE: "evidence"}
        return CheckedStatement(file, names.get(kind, "statement"), problem)


def _kind(raw: bytes) -> str:
    payload = read_json(read_envelope(raw).payload)
    found = payload.get("predicateType") if isinstance(payload, dict) else None
    return found if isinstance(found, str) else ""


def _check_list(verifier: Verifier) -> None:
    """Pass where a trust list is in effect, which alone says whose key is whose.

    Raises:
        Malformed: where none is.

    """
    if verifier.trusted is None:
        raise Malformed("no-list", REASONS["no-list"].text)


def _relay(file: str, raw: bytes, verifier: Verifier, held: Sequence[HeldClaim]) -> CheckedStatement:
    note, digest = read_relay(verifier, raw)
    about = next((one.file for one in held if presentation_digest(one.text) == digest), "")
    return CheckedStatement(file, "relay", relay=note, about=about)


def _derived(file: str, raw: bytes, verifier: Verifier, held: Sequence[HeldClaim]) -> CheckedStatement:
    made = read_derived(verifier, raw)
    places = {digest: place for place, digest in enumerate(made.members)}
    shown = [
        ShownMember(digest, one.file, finding(made, places[digest], one.text, one.verdict))
        for one in held
        if (digest := claim_digest(one.text)) in places
    ]
    return CheckedStatement(file, "derived", derived=made, shown=tuple(shown))
