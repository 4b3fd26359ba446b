"""Claims as W3C Verifiable Credentials 2.0, signed as SD-JWT (VC-JOSE-COSE, RFC 9901), and back again.

Every answer and every piece of evidence is an element that can be shown or hidden. Reading is strict: unknown members
are refused except under ``ext``, times are RFC 3339 in UTC with whole seconds, texts and lists are bounded.

>>> from sanso.envelope.keys import SoftKey
>>> from sanso.envelope.sd_jwt import SdJwt
>>> from sanso.trust.claims.claim import Answer, Subject
>>> start = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
>>> claim = Claim("urn:claim:1", "maker", Subject("device-type", "onboard-x2"), (Answer("CPS.DS-10", "met"),),
...               start, start, start + dt.timedelta(days=365))
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> signed = sign_claim(claim, key, iter([b"0" * 16]).__next__)
>>> read_claim(SdJwt.read(signed).verified(key.public)) == claim
True
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final, get_args

from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import Path, Salts, issue
from sanso.envelope.strict_json import Json
from sanso.model.text import Text
from sanso.trust.claims.claim import (
    CONFIDENTIALITIES,
    LONGEST,
    METHODS,
    PURPOSES,
    RESULTS,
    SUBJECTS,
    Answer,
    Basis,
    Claim,
    Evidence,
    Method,
    SchemeLevel,
    StatusPointer,
    Subject,
)
from sanso.trust.members import Members, bad_member, time_text

__all__ = ["CONTEXT", "claim_digest", "claim_payload", "hideable", "read_claim", "sign_claim"]

CONTEXT: Final[tuple[str, str]] = ("https://www.w3.org/ns/credentials/v2", "urn:sanso:claim:1")
"""The contexts that a claim names; neither is ever fetched."""
_TYPES: Final = ("VerifiableCredential", "SansoClaim")
_STATUS_TYPE = "BitstringStatusListEntry"
_BASES: Final[tuple[Basis, ...]] = get_args(Basis)
_MOST_ANSWERS = 20_000
_MOST = 1_000
_LAST_INDEX = 2**31 - 1
_LAST_SECOND = 253_402_300_799
_HIGH = 2**53 - 1


def sign_claim(claim: Claim, signer: Signer, salts: Salts) -> str:
    """Return *claim* signed, with every answer and piece of evidence shown and ready to be hidden.

    Raises:
        Malformed: where the claim can not be read back as it is: texts too long, times that do not fit.

    """
    payload = claim_payload(claim)
    if read_claim(payload) != claim:
        said = Text(
            en="the claim can not be signed: times have fractions of a second, or texts are not as they should be",
            ja="署名できない主張です。秒未満の時刻、または使えない文字列があります",
        )
        raise Malformed("claim-form", said, ascii(claim.id[:64]))
    return issue(payload, hideable(claim), signer, salts)


def hideable(claim: Claim) -> list[Path]:
    """Return the places of what can be hidden: each answer, each piece of evidence."""
    answers: list[Path] = [("credentialSubject", "answers", place) for place in range(len(claim.answers))]
    return answers + [("evidence", place) for place in range(len(claim.evidence))]


def claim_digest(text: str) -> str:
    """Return the digest of what the issuer signed: the same for the whole claim and for every presentation of it."""
    return "sha-256:" + hashlib.sha256(text.partition("~")[0].encode(errors="replace")).hexdigest()


def claim_payload(claim: Claim) -> dict[str, Json]:
    """Return *claim* as the payload of a credential; what is empty is left out."""
    subject = claim.subject
    made: dict[str, Json] = {
        "@context": list(CONTEXT),
        "id": claim.id,
        "type": list(_TYPES),
        "issuer": claim.issuer,
        "iat": int(claim.issued.timestamp()),
        "validFrom": time_text(claim.valid_from),
        "validUntil": time_text(claim.valid_until),
        "credentialSubject": _some(
            kind=subject.kind,
            id=subject.id,
            name=subject.name,
            model=subject.model,
            version=subject.version,
            answers=[_answer_json(answer) for answer in claim.answers],
        ),
    }
    scheme, method = claim.scheme, claim.method
    made |= _some(
        scheme=_some(id=scheme.id, edition=scheme.edition, level=scheme.level) if scheme else None,
        assessor=claim.assessor,
        method=_method_json(method) if method else None,
        evidence=[_evidence_json(one) for one in claim.evidence],
        credentialStatus=[_pointer_json(one) for one in claim.status],
        supersedes=list(claim.supersedes),
        basisStated=claim.basis_stated,
        ext=dict(claim.ext),
    )
    return made


def _some(**members: Json) -> dict[str, Json]:
    return {
        name: value
        for name, value in members.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def _method_json(method: Method) -> Json:
    return _some(kind=method.kind, sample=method.sample, of=method.of, coverage=method.coverage)


def _answer_json(answer: Answer) -> Json:
    return _some(
        item=answer.item,
        result=answer.result,
        level=answer.level,
        scope=answer.scope,
        text=answer.text,
        evidence=list(answer.evidence),
    )


def _evidence_json(one: Evidence) -> Json:
    return _some(
        type="SansoEvidence",
        digest=one.digest,
        mediaType=one.media_type,
        size=one.size,
        place=one.place,
        confidentiality=one.confidentiality,
    )


def _pointer_json(pointer: StatusPointer) -> Json:
    return {
        "type": _STATUS_TYPE,
        "statusPurpose": pointer.purpose,
        "statusListIndex": str(pointer.index),
        "statusListCredential": pointer.list,
    }


def read_claim(payload: Json) -> Claim:
    """Return the claim that the payload of a credential holds.

    Raises:
        Malformed: where it holds none, or more than a claim has.

    """
    members = Members(payload, "claim")
    members.fixed("@context", list(CONTEXT))
    members.fixed("type", list(_TYPES))
    issued = dt.datetime.fromtimestamp(members.number("iat", 0, _LAST_SECOND), dt.UTC)
    since, until = members.time("validFrom"), members.time("validUntil")
    if not since < until or until - since > LONGEST or issued > until:
        raise bad_member("claim/validUntil", "a validity of at most ten years", "10年以内の有効期間")
    subject, answers = _read_subject(members.inner("credentialSubject"))
    ext = members.take("ext") if "ext" in members else {}
    if not isinstance(ext, dict):
        raise bad_member("claim/ext", "an object", "オブジェクト")
    claim = Claim(
        id=members.name("id"),
        issuer=members.name("issuer"),
        subject=subject,
        answers=answers,
        issued=issued,
        valid_from=since,
        valid_until=until,
        scheme=_read_scheme(members.inner("scheme")) if "scheme" in members else None,
        assessor=members.text("assessor", ""),
        method=_read_method(members.inner("method")) if "method" in members else None,
        evidence=tuple(map(_read_evidence, members.objects("evidence", _MOST))),
        status=_read_pointers(members),
        supersedes=_digests(members, "supersedes"),
        basis_stated=members.word("basisStated", _BASES) if "basisStated" in members else None,
        ext=ext,
    )
    members.end()
    return claim


def _read_subject(members: Members) -> tuple[Subject, tuple[Answer, ...]]:
    answers = tuple(map(_read_answer, members.objects("answers", _MOST_ANSWERS)))
    if len(answers) > 1 and len({answer.item for answer in answers}) != len(answers):
        raise bad_member("claim/credentialSubject/answers", "one answer to each item", "項目ごとに一つの回答")
    kind = members.word("kind", SUBJECTS)
    who, name = members.name("id"), members.text("name", "")
    if kind == "person" and (not who.startswith("role:") or name):
        raise bad_member("claim/credentialSubject/id", "role: and the role, without a name", "role:と役割(氏名なし)")
    model = members.digest("model") if "model" in members else None
    version = members.text("version") if "version" in members else None
    members.end()
    return Subject(kind, who, name, model, version), answers


def _read_answer(members: Members) -> Answer:
    answer = Answer(
        item=members.name("item"),
        result=members.word("result", RESULTS),
        level=members.text("level", ""),
        scope=members.text("scope", ""),
        text=members.text("text", ""),
        evidence=_digests(members, "evidence"),
    )
    members.end()
    return answer


def _read_scheme(members: Members) -> SchemeLevel:
    scheme = SchemeLevel(members.name("id"), members.text("edition"), members.text("level", ""))
    members.end()
    return scheme


def _read_method(members: Members) -> Method:
    kind = members.word("kind", METHODS)
    sample = members.number("sample", 0, _HIGH) if "sample" in members else None
    of = members.number("of", 0, _HIGH) if "of" in members else None
    if of is not None and (sample is None or sample > of):
        raise bad_member(members.place("sample"), "at most what it is drawn from", "母数以下の数")
    coverage = members.text("coverage", "")
    members.end()
    return Method(kind, sample, of, coverage)


def _read_evidence(members: Members) -> Evidence:
    members.fixed("type", "SansoEvidence")
    evidence = Evidence(
        digest=members.digest("digest"),
        media_type=members.name("mediaType"),
        size=members.number("size", 0, _HIGH),
        place=members.text("place", ""),
        confidentiality=members.word("confidentiality", CONFIDENTIALITIES),
    )
    members.end()
    return evidence


def _read_pointers(members: Members) -> tuple[StatusPointer, ...]:
    pointers = tuple(map(_read_pointer, members.objects("credentialStatus", len(PURPOSES))))
    if len({pointer.purpose for pointer in pointers}) != len(pointers):
        raise bad_member("claim/credentialStatus", "one entry for each purpose", "目的ごとに一つの項目")
    return pointers


def _read_pointer(members: Members) -> StatusPointer:
    members.fixed("type", _STATUS_TYPE)
    purpose = members.word("statusPurpose", PURPOSES)
    index = members.name("statusListIndex")
    if not index.isascii() or not index.isdigit() or str(int(index[:12])) != index or int(index) > _LAST_INDEX:
        raise bad_member(members.place("statusListIndex"), "a whole number as text", "文字列で書いた整数")
    pointer = StatusPointer(purpose, members.name("statusListCredential"), int(index))
    members.end()
    return pointer


def _digests(members: Members, name: str) -> tuple[str, ...]:
    found = members.elements(name, _MOST)
    if not found:
        return ()
    digests = tuple(Members({name: one}, "claim").digest(name) for one in found)
    if len(set(digests)) != len(digests):
        raise bad_member(members.place(name), "digests, each once", "重複のないダイジェスト")
    return digests
