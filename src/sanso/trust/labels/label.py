"""Labels: a claim about a device in a few hundred bytes, signed, small enough for a QR code on the device.

A label says who says what about which product, under which scheme and level, until when, and where its withdrawal would
show. It is a COSE_Sign1 (RFC 9052) of a map with whole numbers as keys; the external data that is signed along keeps it
apart from everything else that the same key signs. There is one way to write a label, and only that is read. Days are
days in UTC, the last one included. What a label is worth is told elsewhere (`label_verdicts`).

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> label = Label("KD-17", "kita-denki", "device-type", "nw-310", Text(en="Camera", ja="カメラ"),
...               SchemeLevel("jp.jc-star", "S1.1", "1"), dt.date(2026, 11, 1), dt.date(2026, 11, 1),
...               dt.date(2028, 10, 31))
>>> signed = sign_label(label, key)
>>> read_label(code_bytes(label_code(signed.raw))).verified(key.public) == label
True
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from typing import Any, Final

from sanso.envelope import base64url
from sanso.envelope.cbor import read_cbor
from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.model.answers import Basis
from sanso.model.text import Text
from sanso.trust.claims.claim import (
    LONGEST,
    PURPOSES,
    SUBJECTS,
    Claim,
    SchemeLevel,
    StatusPointer,
    Subject,
    SubjectKind,
)
from sanso.trust.members import check_name, check_text
from sanso.trust.verdicts.basis import BASES

__all__ = [
    "LARGEST",
    "Label",
    "SignedLabel",
    "code_bytes",
    "code_in",
    "label_claim",
    "label_code",
    "label_of",
    "read_label",
    "sign_label",
]

LARGEST: Final = 600
"""Bytes of a signed label that are read; a QR code of version 15 holds about 345."""
_TAG = 18
_ALG, _KID = 1, 4
_ALGORITHMS: Final = {"ES256": -7, "Ed25519": -8}
_PURPOSE_OF_SIGNATURE: Final = b"sanso-label/1"
"""Signed along as external data (RFC 9052 §4.3): a signature made for anything else is no signature of a label."""
_KID_BYTES = 8
_EPOCH: Final = dt.date(1970, 1, 1)
_LAST_DAY: Final = (dt.date(9998, 12, 31) - _EPOCH).days
_LONGEST_NUMBER, _LONGEST_ISSUER, _LONGEST_WORD = 40, 80, 120
"""Characters; more does not fit the picture, nor the code."""
_DAY_END: Final = dt.timedelta(days=1, seconds=-1)
_CODE = re.compile(r"[A-Z2-7]{8,}")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says."""

    number: str
    """The number that the issuer gave it."""
    issuer: str
    kind: SubjectKind
    """What it is on; never a person."""
    subject: str
    """The identifier of the product in the trade or in the model."""
    name: Text
    scheme: SchemeLevel
    issued: dt.date
    """Authority is asked for this day."""
    valid_from: dt.date
    valid_until: dt.date
    """The last day."""
    model_number: str = ""
    basis_stated: Basis | None = None
    """What the issuer says that it counts as; never believed."""
    status: tuple[StatusPointer, ...] = ()
    claim: str = ""
    """``sha-256:`` and the digest of the signed claim that it rests on."""


@dataclass(frozen=True, slots=True)
class SignedLabel:
    """A label as it was received: read, not verified."""

    label: Label
    algorithm: int
    """Number of the algorithm (COSE registry): -7 is ES256, -8 is EdDSA."""
    kid: bytes
    """The first eight bytes of the thumbprint of the key."""
    signature: bytes = field(default=b"", repr=False)

    @property
    def raw(self) -> bytes:
        """The label as bytes (CBOR, tag 18)."""
        import cbor2

        return cbor2.dumps(cbor2.CBORTag(_TAG, [self._protected, {}, _payload(self.label), self.signature]))

    @property
    def message(self) -> bytes:
        """What is signed (RFC 9052 §4.4)."""
        import cbor2

        return cbor2.dumps(["Signature1", self._protected, _PURPOSE_OF_SIGNATURE, _payload(self.label)])

    @property
    def digest(self) -> str:
        """``sha-256:`` and the digest of the signed label."""
        return "sha-256:" + hashlib.sha256(self.raw).hexdigest()

    @property
    def _protected(self) -> bytes:
        import cbor2

        return cbor2.dumps({_ALG: self.algorithm, _KID: self.kid})

    def names(self, thumbprint: str) -> bool:
        """Return whether the label says that the key with *thumbprint* signed it."""
        return base64url.decode(thumbprint)[:_KID_BYTES] == self.kid

    def verified(self, key: PublicKey) -> Label:
        """Return what the label says where *key* signed it.

        Raises:
            WrongSignature: where it did not.

        """
        if self.algorithm != _ALGORITHMS[key.algorithm] or not key.verifies(self.signature, self.message):
            raise WrongSignature(ascii(self.label.number)[1:-1])
        return self.label


def sign_label(label: Label, signer: Signer) -> SignedLabel:
    """Return *label* signed.

    Raises:
        Malformed: where it can not be read back as it is, because a part is too long or of another form.

    """
    public = signer.public
    kid = base64url.decode(public.thumbprint)[:_KID_BYTES]
    bare = SignedLabel(label, _ALGORITHMS[public.algorithm], kid)
    signed = SignedLabel(label, bare.algorithm, kid, signer.sign(bare.message))
    if read_label(signed.raw) != signed:
        raise _bad("can not be written as it is")
    return signed


def label_of(claim: Claim, digest: str, number: str, issued: dt.date, *, name: Text, model_number: str = "") -> Label:
    """Return the label that rests on *claim* with *digest*, valid within it and withdrawn with it.

    Raises:
        Malformed: the claim names no scheme, is about a person, or holds for no whole day.

    """
    if claim.scheme is None:
        said = Text(en="the claim names no scheme; a label needs one", ja="主張に制度がありません。ラベルには必要です")
        raise Malformed("label-scheme", said)
    since = max(claim.valid_from.astimezone(dt.UTC).date(), issued)
    until = (claim.valid_until.astimezone(dt.UTC) - _DAY_END).date()
    label = Label(
        number, claim.issuer, claim.subject.kind, claim.subject.id, name, claim.scheme, issued, since, until,
        model_number, claim.basis_stated, claim.status, digest,
    )  # fmt: skip
    _check_days(label)
    return label


def label_claim(label: Label) -> Claim:
    """Return *label* as a claim without answers, so that it is judged by the same rules."""
    return Claim(
        id=label.number,
        issuer=label.issuer,
        subject=Subject(label.kind, label.subject, label.name.show("en")),
        answers=(),
        issued=_midnight(label.issued),
        valid_from=_midnight(label.valid_from),
        valid_until=_midnight(label.valid_until) + _DAY_END,
        scheme=label.scheme,
        status=label.status,
        basis_stated=label.basis_stated,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def label_code(raw: bytes) -> str:
    """Return the bytes of a label in base32 without padding (RFC 4648 §6), which a QR code holds most closely."""
    return base64.b32encode(raw).decode("ascii").rstrip("=")


def code_bytes(code: str) -> bytes:
    """Return the bytes that *code* stands for.

    Raises:
        Malformed: where it is not written as `label_code` writes it.

    """
    if len(code) > 2 * LARGEST or not _CODE.fullmatch(code):
        raise _bad("base32")
    try:
        raw = base64.b32decode(code + "=" * (-len(code) % 8))
    except ValueError as error:
        raise _bad("base32") from error
    if label_code(raw) != code:
        raise _bad("base32: stray bits")
    return raw


def code_in(text: str) -> str:
    """Return the code in *text*: what stands behind ``#`` in an address, or the text itself without space around it."""
    return text.strip().rpartition("#")[2]


def read_label(raw: bytes) -> SignedLabel:
    """Return the label that *raw* holds; whether it is good is asked afterwards.

    Raises:
        Malformed: it is not written as `sign_label` writes it.

    """
    return read_cbor(raw, _signed, _bad, most=LARGEST)


def _signed(outer: Any) -> SignedLabel:
    import cbor2

    protected, _, payload, signature = outer.value
    said = cbor2.loads(protected)
    algorithm, kid = said[_ALG], said[_KID]
    if algorithm not in _ALGORITHMS.values() or {type(kid), type(signature)} != {bytes} or len(kid) != _KID_BYTES:
        raise _bad("header")
    return SignedLabel(_label(cbor2.loads(payload)), algorithm, kid, signature)


def _payload(label: Label) -> bytes:
    import cbor2

    name = label.name
    members: dict[int, object] = {
        1: label.issuer,
        2: label.number,
        3: SUBJECTS.index(label.kind),
        4: label.subject,
        5: name.en if name.en == name.ja else [name.en, name.ja],
        6: label.model_number or None,
        7: label.scheme.id,
        8: label.scheme.edition,
        9: label.scheme.level or None,
        10: (label.issued - _EPOCH).days,
        11: (label.valid_from - _EPOCH).days if label.valid_from != label.issued else None,
        12: (label.valid_until - _EPOCH).days,
        13: None if label.basis_stated is None else BASES.index(label.basis_stated),
        14: [[PURPOSES.index(one.purpose), one.list, one.index] for one in label.status] or None,
        15: bytes.fromhex(label.claim.removeprefix("sha-256:")) or None,
    }
    return cbor2.dumps({key: value for key, value in members.items() if value is not None})


def _label(found: Any) -> Label:
    issued = _day(found[10])
    digest = found.get(15)
    if digest is not None and (type(digest) is not bytes or len(digest) != 32):
        raise _bad("claim")
    label = Label(
        number=_word(found[2], _LONGEST_NUMBER),
        issuer=_word(found[1], _LONGEST_ISSUER),
        kind=SUBJECTS[_number(found[3], len(SUBJECTS) - 1)],
        subject=_word(found[4]),
        name=_name(found[5]),
        scheme=SchemeLevel(_word(found[7]), _text(found[8]), _text(found[9]) if 9 in found else ""),
        issued=issued,
        valid_from=_day(found[11]) if 11 in found else issued,
        valid_until=_day(found[12]),
        model_number=_text(found[6]) if 6 in found else "",
        basis_stated=BASES[_number(found[13], len(BASES) - 1)] if 13 in found else None,
        status=tuple(map(_pointer, found.get(14, ()))),
        claim="sha-256:" + digest.hex() if digest is not None else "",
    )
    _check_days(label)
    if len({one.purpose for one in label.status}) != len(label.status):
        raise _bad("status")
    return label


def _check_days(label: Label) -> None:
    if label.kind == "person":
        raise Malformed("label-person", Text(en="a person carries no label", ja="人にラベルは付けられません"))
    if not label.issued <= label.valid_from <= label.valid_until < label.valid_from + LONGEST:
        said = Text(
            en="the days of the label are out of order, or more than ten years apart",
            ja="ラベルの日付の順序が正しくないか、有効期間が10年を超えています",
        )
        raise Malformed("label-days", said, f"{label.issued}, {label.valid_from} - {label.valid_until}")


def _pointer(found: Any) -> StatusPointer:
    purpose, name, index = found
    return StatusPointer(PURPOSES[_number(purpose, len(PURPOSES) - 1)], _word(name), _number(index, 2**31))


def _name(found: Any) -> Text:
    if isinstance(found, str):
        return Text.of(_text(found))
    en, ja = found
    return Text(en=_text(en), ja=_text(ja))


def _word(found: Any, most: int = _LONGEST_WORD) -> str:
    return _short(check_name(found, "label"), most)


def _text(found: Any) -> str:
    return _short(check_text(found, "label"))


def _short(word: str, most: int = _LONGEST_WORD) -> str:
    if len(word) > most or "\n" in word:
        raise _bad(f"{len(word)} characters, or two lines")
    return word


def _number(found: Any, most: int) -> int:
    if type(found) is not int or not 0 <= found <= most:
        raise _bad("number")
    return found


def _day(found: Any) -> dt.date:
    return _EPOCH + dt.timedelta(days=_number(found, _LAST_DAY))


def _bad(detail: str) -> Malformed:
    said = Text(
        en="not a label of Sanso, or one that was cut off or changed",
        ja="Sanso のラベルではないか、途中で切れているか、変更されています",
    )
    return Malformed("label", said, detail)
