"""Notes on evidence: who made which files, how and when, signed by somebody whom the trust list knows.

Such a note says where a file comes from. It says nothing about a requirement; that is for the claim to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text
from sanso.trust.chain.relays import known_keys
from sanso.trust.claims.statements import EVIDENCE, EvidenceMade, File, evidence_of, read_statement
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["EvidenceNote", "read_evidence_note"]


@dataclass(frozen=True, slots=True)
class EvidenceNote:
    """Who says how some files came about."""

    signer: str
    """Issuer id of the one who signed, as in the trust list."""
    made: EvidenceMade
    files: tuple[File, ...]


def read_evidence_note(verifier: Verifier, raw: bytes) -> EvidenceNote:
    """Return the note *raw*, signed by an issuer with a key in use on the day that it names.

    Raises:
        Malformed: *raw* is none, or nobody in the trust list signed it with such a key.

    """
    signed = read_statement(raw, known_keys(verifier), EVIDENCE)
    made = evidence_of(signed.statement)
    trusted = verifier.trusted
    for kid in sorted(signed.signers):
        issuer = trusted.issuers.get(trusted.owners.get(kid, "")) if trusted is not None else None
        if issuer is not None and issuer.key_on(kid, made.made.date()) is not None:
            return EvidenceNote(issuer.id, made, signed.statement.files)
    said = Text(
        en="the statement is signed with a key that was not in use on the day that it names",
        ja="ステートメントの日付に使用期間外の鍵で署名されています",
    )
    raise Malformed("statement-key", said, made.made.date().isoformat())
