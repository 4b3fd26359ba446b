"""Claims drafted from a model and signed, and the lists that say whose claims count and which were withdrawn.

Clock, keys and salts come from the caller; files that are named are read, and nothing is written.

>>> key = new_signing_key("Ed25519", "correct horse battery")
>>> key.thumbprint in key.public.decode(), key.private.startswith(b"-----BEGIN ENCRYPTED")
(True, True)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.assessing import read as read_model

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.envelope.keys import Algorithm, Signer
    from sanso.formats.claims import ClaimDraft
    from sanso.model.process import Model
    from sanso.model.text import Language
    from sanso.trust.claims.claim import Claim, Evidence, Method, Purpose, SchemeLevel, StatusPointer, Subject
    from sanso.trust.lists.list_record import TrustList
    from sanso.trust.lists.status_list import StatusList

__all__ = [
    "DraftOrder",
    "NewKey",
    "ReadClaim",
    "SignedList",
    "StatusOrder",
    "claim_in",
    "cosign_trust_list",
    "draft_claim",
    "new_signing_key",
    "sign_draft",
    "sign_status_list",
    "sign_trust_list",
]

_LARGEST = 8 * 2**20
_CHUNK = 2**20
_FRAMEWORK = "cpsf"
_FRAMEWORK_EDITION = "1.0"
_MEASURE_LEVELS = ("basic", "advanced", "high-advanced")
"""Levels of a measure of the framework."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made."""

    private: bytes = field(repr=False)
    """Under its passphrase, as PEM."""
    public: bytes
    """JSON Web Key with algorithm and thumbprint."""
    thumbprint: str


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What the draft of a claim is to say."""

    subject: str
    """Id of an element, a product or a connection of the model."""
    items: Sequence[str]
    """Requirements, or items of a scheme."""
    issuer: str
    valid_until: dt.date
    valid_from: dt.date | None = None
    result: str = ""
    level: str = ""
    """Level of the measure."""
    scheme: str = ""
    """Scheme and level as ``jp.jc-star/1``; requirements of the framework go without."""
    edition: str = ""
    """Edition of the scheme; that of the catalogue where it holds one."""
    evidence: Sequence[Path] = ()
    status: StatusPointer | None = None
    method: Method | None = None
    assessor: str = ""
    scope: str = ""
    """What was looked at, and what was left out; the same for every answer."""
    supersedes: Sequence[Path] = ()
    """Signed claims that this one takes the place of."""


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """What a signed claim says, whoever signed it."""

    claim: Claim
    key: str
    """Thumbprint of the key that it names."""
    digest: str
    shown: int
    """How many answers are shown."""


@dataclass(frozen=True, slots=True)
class SignedList:
    """A trust list with its signatures so far."""

    list: TrustList
    raw: bytes = field(repr=False)
    signatures: int
    """How many of its root keys have signed."""


@dataclass(frozen=True, slots=True)
class StatusOrder:
    """What a status list is to say."""

    previous: Path | None = None
    """The list to go on from; a new one where there is none."""
    id: str = ""
    issuer: str = ""
    purpose: Purpose = "revocation"
    set: Sequence[int] = ()
    """Places of claims that are withdrawn or suspended."""
    clear: Sequence[int] = ()
    """Places of claims whose suspension ends."""
    valid_until: dt.date | None = None
    """30 days from now if absent."""


def new_signing_key(algorithm: Algorithm, passphrase: str) -> NewKey:
    """Return a new key, its private part under *passphrase*.

    Raises:
        Malformed: the passphrase is too short.

    """
    import json

    from sanso.envelope.key_file import write_key
    from sanso.envelope.keys import new_key

    key = new_key(algorithm)
    public = key.public
    record = {**public.jwk(), "alg": algorithm, "kid": public.thumbprint}
    content = json.dumps(record, indent=1).encode() + b"\n"
    return NewKey(write_key(key, passphrase), content, public.thumbprint)


def draft_claim(
    model: Path | str, order: DraftOrder, lang: Language = "en", *, catalogue: Catalogue | Path | str | None = None
) -> str:
    """Return the draft of a claim about something of the model file, to fill in and sign.

    Raises:
        InputRefused: the model or the catalogue file has errors, or a name is unknown.
        Malformed: what it is to supersede is no signed claim.
        OSError: a piece of evidence cannot be read.

    """
    from sanso.formats.claims import AnswerFacts, DraftFacts, draft_text

    content = load_content(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue
    loaded = read_model(model, content)
    subject = _subject(loaded.require(), order.subject, loaded.digest, lang)
    known = [*content.requirements, *content.scheme_items]
    items = tuple(dict.fromkeys(order.items))
    for item in items:
        if item not in content.requirements and item not in content.scheme_items:
            raise _refused("no-such-requirement", item, known)
    if any(item in content.requirements for item in items):
        _check_level(order.level)
    pieces = tuple({one.digest: one for one in map(_evidence, order.evidence)}.values())
    shown_by = tuple(one.digest for one in pieces)
    facts = DraftFacts(
        order.issuer,
        subject,
        tuple(AnswerFacts(item, order.result, order.level, order.scope, evidence=shown_by) for item in items),
        order.valid_until.isoformat(),
        order.valid_from.isoformat() if order.valid_from is not None else "",
        _scheme(order, content),
        pieces,
        (order.status,) if order.status is not None else (),
        order.method,
        order.assessor,
        tuple(dict.fromkeys(claim_in(one).digest for one in order.supersedes)),
    )
    return draft_text(facts)


def sign_draft(
    draft: Path,
    signer: Signer,
    now: dt.datetime,
    salts: Callable[[], bytes],
    *,
    catalogue: Catalogue | Path | str | None = None,
) -> tuple[Claim, str]:
    """Return the claim in the file *draft*, and what *signer* signed at *now*; of several answers each can be hidden.

    Raises:
        InputRefused: it is no draft, or names a level that no measure can have for a requirement of the catalogue;
            carries everything that is wrong with it.
        Malformed: it can not be signed.
        OSError: the file cannot be read.

    """
    import uuid

    from sanso.formats.claims import claim_of, read_draft
    from sanso.trust.claims.credential import sign_claim

    text = _text(draft)
    found = read_draft(text, str(draft))
    content = load_content(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue
    _check_draft(found, text, str(draft), content)
    ident = uuid.UUID(bytes=salts()[:16], version=4)
    claim = claim_of(found, ident.urn, now.replace(microsecond=0))
    return claim, sign_claim(claim, signer, salts)


def claim_in(path: Path) -> ReadClaim:
    """Return what the signed claim or presentation in the file *path* says; nothing is verified.

    Raises:
        Malformed: it holds none.
        OSError: the file cannot be read.

    """
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.trust.claims.credential import claim_digest, read_claim

    text = _read(path).decode("utf-8", "replace").strip()
    read = SdJwt.read(text)
    claim = read_claim(read.unverified)
    return ReadClaim(claim, read.kid, claim_digest(text), len(claim.answers))


def sign_trust_list(draft: Path, signer: Signer, now: dt.datetime, previous: Path | None = None) -> SignedList:
    """Return the trust list in the file *draft*, signed: the next version after *previous*, or the first.

    Files of keys are looked for beside the draft.

    Raises:
        InputRefused: it is no draft; carries everything that is wrong with it.
        Malformed: a key is none, the list contradicts itself, or *signer* is not among those who sign it.
        OSError: a file cannot be read.

    """
    from sanso.envelope.dsse import read_envelope, signers_of
    from sanso.formats.claims import read_trust_draft, trust_list_of
    from sanso.trust.lists.trust_list import open_list, seal_list

    found = read_trust_draft(_text(draft), str(draft))
    older = open_list(_read(previous)) if previous is not None else None
    version = older.version + 1 if older is not None else 1
    made = trust_list_of(found, version, now.replace(microsecond=0), lambda name: _read(draft.parent / name))
    _check_root(signer, made, older)
    raw = seal_list(made, [signer])
    return SignedList(made, raw, len(signers_of(read_envelope(raw), made.root.keys)))


def cosign_trust_list(path: Path, signer: Signer) -> SignedList:
    """Return the signed trust list in the file *path* with the signature of *signer* added.

    Raises:
        Malformed: it is no trust list, or *signer* is not among those who sign it.
        OSError: the file cannot be read.

    """
    import json

    from sanso.envelope.dsse import read_envelope, seal, signers_of
    from sanso.trust.lists.trust_list import open_list

    raw = _read(path)
    found = open_list(raw)
    _check_root(signer, found, None)
    envelope = read_envelope(raw)
    added = json.loads(seal(envelope.payload, envelope.payload_type, [signer]))
    whole = json.loads(raw)
    if signer.public.thumbprint not in signers_of(envelope, [signer.public]):
        whole["signatures"] += added["signatures"]
    made = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    return SignedList(found, made, len(signers_of(read_envelope(made), found.root.keys)))


def sign_status_list(order: StatusOrder, signer: Signer, now: dt.datetime) -> tuple[StatusList, str]:
    """Return the status list that *order* asks for, and what *signer* signed at *now*.

    Raises:
        Malformed: the list to go on from is not from *signer*, a place does not exist, or a withdrawal would end.
        OSError: a file cannot be read.

    """
    from sanso.trust.lists.status_list import LEAST, StatusList, bits_of, read_status, sign_status

    start = now.replace(microsecond=0)
    last = order.valid_until or start.date() + dt.timedelta(days=30)
    until = dt.datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=dt.UTC)
    ident, issuer, purpose, bits = order.id, order.issuer, order.purpose, bits_of(())
    if order.previous is not None:
        older = read_status(_read(order.previous).decode("utf-8", "replace").strip()).verified(signer.public)
        if older.valid_from >= start:
            raise _malformed("status-date", "the list to go on from is not older", "元の失効情報の方が新しい時刻です")
        ident, issuer, purpose, bits = older.id, older.issuer, older.purpose, older.bits
    if order.clear and purpose == "revocation":
        raise _malformed("status-final", "a withdrawal is final; only a suspension ends", "取消しは撤回できません")
    size = max(LEAST, len(bits) * 8)
    for index in (*order.set, *order.clear):
        if not 0 <= index < size:
            raise _malformed("status-place", "no such place in the status list", "失効情報にない番号です", str(index))
    changed = bytearray(bits)
    for index in order.set:
        changed[index >> 3] |= 0x80 >> (index & 7)
    for index in order.clear:
        changed[index >> 3] &= 0xFF ^ (0x80 >> (index & 7))
    status = StatusList(ident, issuer, purpose, start, until, bytes(changed))
    return status, sign_status(status, signer)


def _subject(model: Model, ident: str, digest: str, lang: Language) -> Subject:
    from sanso.trust.claims.claim import Subject, SubjectKind

    kinds: dict[str, SubjectKind] = {"O": "organization", "C": "device-type", "S": "system", "D": "data-set"}
    version = f"sha-256:{digest}" if digest else None
    if ident in model.people:
        return Subject("person", f"role:{ident}", model=version)
    kind: SubjectKind | None = None
    if ident in model.elements:
        kind = kinds.get(model.elements[ident].type)
    elif ident in model.products:
        kind = "device-type"
    elif ident in model.connections:
        kind = "flow"
    else:
        raise _refused("no-such-element", ident, [*model.elements, *model.products, *model.connections])
    if kind is None:
        raise _refused("no-subject-kind", ident, [])
    product = model.products.get(ident)
    return Subject(kind, ident, model.label(ident).show(lang), version, product.version if product else None)


def _scheme(order: DraftOrder, content: Catalogue) -> SchemeLevel:
    from sanso.trust.claims.claim import SchemeLevel

    name, _, level = order.scheme.partition("/")
    if name in ("", _FRAMEWORK):
        _check_level(level)
        return SchemeLevel(_FRAMEWORK, order.edition or _FRAMEWORK_EDITION, level or order.level)
    scheme = content.schemes.get(name)
    if scheme is None:
        raise _refused("no-such-scheme", name, list(content.schemes))
    levels = [one.level for one in scheme.levels]
    if level and level not in levels:
        raise _refused("no-such-level", order.scheme, [f"{name}/{one}" for one in levels])
    return SchemeLevel(name, order.edition or scheme.edition_of(level) or "-", level)


def _check_level(level: str) -> None:
    """Refuse a *level* that no measure can have; it would count as the lowest without a word."""
    if level and level not in _MEASURE_LEVELS:
        raise _refused("no-measure-level", level, _MEASURE_LEVELS)


def _check_draft(draft: ClaimDraft, text: str, file: str, content: Catalogue) -> None:
    """Refuse the levels in *draft*, which came as *text* from *file*, that `_check_level` would refuse."""
    from sanso.formats.claims import refused_at
    from sanso.model.diagnostics import InputRefused

    named: list[tuple[tuple[str | int, ...], str]] = [
        (("answers", number, "level"), one.level)
        for number, one in enumerate(draft.answers)
        if one.item in content.requirements
    ]
    if draft.scheme is not None and draft.scheme.id == _FRAMEWORK:
        named.append((("scheme", "level"), draft.scheme.level))
    faults = [
        refused_at(text, file, path, "no-measure-level", id=level[:80])
        for path, level in named
        if level and level not in _MEASURE_LEVELS
    ]
    if faults:
        raise InputRefused(faults)


def _evidence(path: Path) -> Evidence:
    import hashlib
    from mimetypes import MimeTypes

    from sanso.trust.claims.claim import Evidence

    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    kind = MimeTypes(filenames=()).guess_type(path.name)[0] or "application/octet-stream"
    return Evidence(f"sha-256:{digest.hexdigest()}", kind, size, path.name)


def _check_root(signer: Signer, made: TrustList, older: TrustList | None) -> None:
    """Refuse a signature that would not count.

    Raises:
        Malformed: *signer* is neither among the root keys of the list nor among those of the one before.

    """
    keys = [*made.root.keys, *(older.root.keys if older is not None else ())]
    if signer.public.thumbprint not in {key.thumbprint for key in keys}:
        raise _malformed(
            "list-signer",
            "this key is not among the root keys of the trust list",
            "この鍵は、トラストリストのルート鍵(root)に含まれていません",
            signer.public.thumbprint,
        )


def _refused(code: str, ident: str, known: Sequence[str]) -> Exception:
    from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest

    return InputRefused([diagnose(code, Place(ident or "-"), id=ident[:80], hint=suggest(ident, known))])


def _malformed(code: str, en: str, ja: str, detail: str = "") -> Exception:
    from sanso.envelope.malformed import Malformed

    return Malformed(code, Text(en=en, ja=ja), detail)


def _text(path: Path) -> str:
    """Return the text in the file *path*.

    Raises:
        InputRefused: it is too large, or not in UTF-8.
        OSError: it cannot be read.

    """
    from sanso.model.diagnostics import InputRefused, Place, diagnose

    raw = _read(path)
    if len(raw) > _LARGEST:
        raise InputRefused([diagnose("form-too-large", Place(str(path)), file=str(path), limit=_LARGEST // 2**20)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused([diagnose("not-utf8", Place(str(path)), encoding="?")]) from error


def _read(path: Path) -> bytes:
    """Return the content of *path*, no more of it than a claim or a list may have.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)
