"""Whether a signed claim says exactly what its draft says, no more and no less; and what the draft says, in short.

The id and the moment of signing are the signer's own where the draft leaves them open; all else has to agree, and no
answer may be hidden.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

from sanso.envelope.malformed import Malformed
from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.formats.claims import ClaimDraft
    from sanso.trust.claims.claim import Claim

__all__ = ["NotTheDraft", "content_digest_of", "draft_in", "matching_claim"]

_MOST = 2**20


class NotTheDraft(Exception):
    """The file is no signed claim, or says something else than the draft; *text* says where they differ."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.show("en"))
        self.text = text


def draft_in(content: bytes, name: str) -> ClaimDraft:
    """Return the draft that *content* is.

    Raises:
        InputRefused: it is none; carries everything that is wrong with it.

    """
    from sanso.formats.claims import read_draft
    from sanso.model.diagnostics import Place, diagnose

    if len(content) > _MOST:
        raise InputRefused([_too_large(name)])
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise InputRefused([diagnose("not-a-claim-draft", Place(name), file=name)]) from None
    return read_draft(text, name)


def content_digest_of(draft: ClaimDraft) -> str:
    """Return a digest over what the draft says, however it is written; a matching claim has the same."""
    return _digest(_as_claim(draft, "", dt.datetime(2000, 1, 1, tzinfo=dt.UTC)), draft)


def matching_claim(content: bytes, draft: ClaimDraft) -> str:
    """Return the signed claim in *content* where it says exactly what *draft* says; its signature is not looked at.

    Raises:
        NotTheDraft: it does not.

    """
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.trust.claims.credential import read_claim

    text = content[: _MOST + 1].decode("utf-8", "replace").strip()
    try:
        read = SdJwt.read(text)
        claim = read_claim(read.unverified)
    except Malformed as problem:
        raise NotTheDraft(problem.text) from None
    expected = _as_claim(draft, claim.id, claim.issued)
    places = _differing(claim, expected)
    if not places and not _all_shown(read.jws.payload, claim):
        places = ("hidden answers",)
    if places:
        said = Text(
            en="the claim does not say what the draft says; it differs in: {places}",
            ja="主張の内容が下書きと一致しません。異なる箇所: {places}",
        )
        raise NotTheDraft(said.fill(places=", ".join(places)))
    return text


def _all_shown(payload: bytes, claim: Claim) -> bool:
    """Return whether nothing that was signed is hidden; the payload was read strictly before."""
    record = json.loads(payload)
    answers = record.get("credentialSubject", {}).get("answers", [])
    return len(answers) == len(claim.answers) and len(record.get("evidence", [])) == len(claim.evidence)


def _as_claim(draft: ClaimDraft, ident: str, issued: dt.datetime) -> Claim:
    from sanso.formats.claims import claim_of

    return claim_of(draft, ident, issued)


def _differing(claim: Claim, expected: Claim) -> tuple[str, ...]:
    from dataclasses import fields

    return tuple(one.name for one in fields(claim) if getattr(claim, one.name) != getattr(expected, one.name))


def _digest(claim: Claim, draft: ClaimDraft) -> str:
    from sanso.envelope.canonical import canonical
    from sanso.trust.claims.credential import claim_payload

    left_out = {"iat", *(() if draft.id else ("id",)), *(() if draft.valid_from else ("validFrom",))}
    payload = {key: value for key, value in claim_payload(claim).items() if key not in left_out}
    return "sha-256:" + hashlib.sha256(canonical(payload)).hexdigest()


def _too_large(name: str) -> Diagnostic:
    from sanso.model.diagnostics import Place, diagnose

    return diagnose("not-a-claim-draft", Place(name), file=name)
