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
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from msgspec import UNSET, UnsetType

from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import Path, Salts, issue
from sanso.envelope.strict_json import Json
from sanso.model.text import Text
from sanso.trust.claims.claim import (
    LONGEST,
    Answer,
    Claim,
    Evidence,
    Method,
    SchemeLevel,
    StatusPointer,
    Subject,
)
from sanso.trust.claims.credential_form import (
    CONTEXT,
    TYPES,
    AnswerForm,
    CredentialForm,
    EvidenceForm,
    MethodForm,
    PointerForm,
    SchemeForm,
    SubjectForm,
    read_form,
    shows,
    written,
)
from sanso.trust.members import bad_member, check_name, check_text, read_time, time_text

__all__ = ["CONTEXT", "claim_digest", "claim_payload", "hideable", "read_claim", "sign_claim"]

_LAST_INDEX: Final = 2**31 - 1
_Value = TypeVar("_Value")


def sign_claim(claim: Claim, signer: Signer, salts: Salts) -> str:
    """Return *claim* signed, with all of it shown, and what is `hideable` ready to be hidden.

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
    """Return the places of what can be hidden: each answer of several, each piece of evidence.

    A claim with one answer says nothing without it, so that stands in the open, and is verified faster for it.
    """
    several = len(claim.answers) > 1
    answers: list[Path] = [("credentialSubject", "answers", place) for place in range(len(claim.answers)) if several]
    return answers + [("evidence", place) for place in range(len(claim.evidence))]


def claim_digest(text: str) -> str:
    """Return the digest of what the issuer signed: the same for the whole claim and for every presentation of it."""
    return "sha-256:" + hashlib.sha256(text.partition("~")[0].encode(errors="replace")).hexdigest()


def claim_payload(claim: Claim) -> dict[str, Json]:
    """Return *claim* as the payload of a credential; what is empty is left out."""
    return written(_form_of(claim))


def _form_of(claim: Claim) -> CredentialForm:
    subject, scheme, method = claim.subject, claim.scheme, claim.method
    return CredentialForm(
        context=CONTEXT,
        id=claim.id,
        type=TYPES,
        issuer=claim.issuer,
        iat=int(claim.issued.timestamp()),
        valid_from=time_text(claim.valid_from),
        valid_until=time_text(claim.valid_until),
        credential_subject=SubjectForm(
            kind=subject.kind,
            id=subject.id,
            name=subject.name,
            model=_set(subject.model),
            version=_set(subject.version),
            answers=[_answer_form(answer) for answer in claim.answers],
        ),
        scheme=SchemeForm(id=scheme.id, edition=scheme.edition, level=scheme.level) if scheme else UNSET,
        assessor=claim.assessor,
        method=_method_form(method) if method else UNSET,
        evidence=[_evidence_form(one) for one in claim.evidence],
        credential_status=[_pointer_form(pointer) for pointer in claim.status],
        supersedes=list(claim.supersedes),
        basis_stated=_set(claim.basis_stated),
        ext=dict(claim.ext),
    )


def _answer_form(answer: Answer) -> AnswerForm:
    return AnswerForm(
        item=answer.item,
        result=answer.result,
        level=answer.level,
        scope=answer.scope,
        text=answer.text,
        evidence=list(answer.evidence),
    )


def _method_form(method: Method) -> MethodForm:
    return MethodForm(kind=method.kind, sample=_set(method.sample), of=_set(method.of), coverage=method.coverage)


def _evidence_form(one: Evidence) -> EvidenceForm:
    return EvidenceForm(
        type="SansoEvidence",
        digest=one.digest,
        media_type=one.media_type,
        size=one.size,
        place=one.place,
        confidentiality=one.confidentiality,
    )


def _pointer_form(pointer: StatusPointer) -> PointerForm:
    return PointerForm(
        type="BitstringStatusListEntry",
        status_purpose=pointer.purpose,
        status_list_index=str(pointer.index),
        status_list_credential=pointer.list,
    )


def _set(value: _Value | None) -> _Value | UnsetType:
    return UNSET if value is None else value


def read_claim(payload: Json) -> Claim:
    """Return the claim that the payload of a credential holds.

    Raises:
        Malformed: where it holds none, or more than a claim has.

    """
    form = read_form(CredentialForm, payload, "claim")
    subject = form.credential_subject
    _check_shown(form)
    since, until = read_time(form.valid_from, "claim/validFrom"), read_time(form.valid_until, "claim/validUntil")
    issued = dt.datetime.fromtimestamp(form.iat, dt.UTC)
    if not since < until or until - since > LONGEST or issued > until:
        raise bad_member("claim/validUntil", "a validity of at most ten years", "10年以内の有効期間")
    if subject.kind == "person" and (not subject.id.startswith("role:") or subject.name):
        raise bad_member("claim/credentialSubject/id", "role: and the role, without a name", "role:と役割(氏名なし)")
    return Claim(
        id=form.id,
        issuer=form.issuer,
        subject=Subject(subject.kind, subject.id, subject.name, subject.model or None, subject.version or None),
        answers=_answers(subject),
        issued=issued,
        valid_from=since,
        valid_until=until,
        scheme=SchemeLevel(form.scheme.id, form.scheme.edition, form.scheme.level) if form.scheme else None,
        assessor=form.assessor,
        method=_method(form.method) if form.method else None,
        evidence=tuple(map(_evidence, form.evidence)),
        status=_pointers(form),
        supersedes=_once(form.supersedes, "claim/supersedes"),
        basis_stated=form.basis_stated or None,
        ext=form.ext,
    )


def _check_shown(form: CredentialForm) -> None:
    """Pass where names are names, and texts show as they are, whatever ``ext`` holds.

    Raises:
        Malformed: where one does not.

    """
    subject, pointers = form.credential_subject, form.credential_status
    names = [form.id, form.issuer, subject.id, *[answer.item for answer in subject.answers]]
    names += [pointer.status_list_credential for pointer in pointers]
    names += [one.media_type for one in form.evidence]
    if form.scheme:
        names.append(form.scheme.id)
    if " " in "".join(names) or not shows(form):
        _check_each(form, names)


def _check_each(form: CredentialForm, names: Iterable[str]) -> None:
    known = frozenset(names)
    for place, value in _strings({name: part for name, part in written(form).items() if name != "ext"}, "claim"):
        if value in known:
            check_name(value, place)
        else:
            check_text(value, place)


def _strings(value: Json, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _strings(part, f"{place}/{name}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _strings(part, f"{place}/{index}")


def _answers(subject: SubjectForm) -> tuple[Answer, ...]:
    answers = tuple(
        Answer(
            one.item,
            one.result,
            one.level,
            one.scope,
            one.text,
            _once(one.evidence, "claim/credentialSubject/answers/evidence"),
        )
        for one in subject.answers
    )
    if len(answers) > 1 and len({answer.item for answer in answers}) != len(answers):
        raise bad_member("claim/credentialSubject/answers", "one answer to each item", "項目ごとに一つの回答")
    return answers


def _method(form: MethodForm) -> Method:
    sample = None if form.sample is UNSET else form.sample
    of = None if form.of is UNSET else form.of
    if of is not None and (sample is None or sample > of):
        raise bad_member("claim/method/sample", "at most what it is drawn from", "母数以下の数")
    return Method(form.kind, sample, of, form.coverage)


def _evidence(form: EvidenceForm) -> Evidence:
    return Evidence(form.digest, form.media_type, form.size, form.place, form.confidentiality)


def _pointers(form: CredentialForm) -> tuple[StatusPointer, ...]:
    pointers = tuple(
        StatusPointer(one.status_purpose, one.status_list_credential, int(one.status_list_index))
        for one in form.credential_status
    )
    if len({pointer.purpose for pointer in pointers}) != len(pointers):
        raise bad_member("claim/credentialStatus", "one entry for each purpose", "目的ごとに一つの項目")
    if any(pointer.index > _LAST_INDEX for pointer in pointers):
        raise bad_member("claim/credentialStatus", "an index below 2^31", "2^31未満の番号")
    return pointers


def _once(digests: list[str], place: str) -> tuple[str, ...]:
    if len(set(digests)) != len(digests):
        raise bad_member(place, "digests, each once", "重複のないダイジェスト")
    return tuple(digests)
