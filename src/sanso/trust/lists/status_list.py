"""Which claims are withdrawn or suspended: W3C Bitstring Status List 1.0, a signed list with one bit for each claim.

A list says one thing, withdrawn or suspended, as of one time. What is withdrawn stays so: a newer list that takes a
withdrawal back is refused, and so is an older list after a newer one. A suspension may end.

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> day = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
>>> made = StatusList("urn:list:1", "tuv", "revocation", day, day + dt.timedelta(days=30), bits_of([3]))
>>> found = read_status(sign_status(made, key))
>>> found.verified(key.public).has(3), found.status.has(4)
(True, False)
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sanso.envelope import base64url
from sanso.envelope.canonical import canonical
from sanso.envelope.jws import Jws, sign_compact
from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json, read_json
from sanso.model.text import Text
from sanso.trust.claims.claim import PURPOSES, Purpose
from sanso.trust.members import Members, bad_member, time_text

__all__ = ["LEAST", "TYPE", "SignedStatus", "StatusList", "bits_of", "read_status", "sign_status"]

TYPE: Final = "vc+jwt"
"""The type of a status list as a token (VC-JOSE-COSE §3.1.1)."""
LEAST: Final = 131_072
"""The fewest places in a list, so that one claim hides among many (Bitstring Status List §2)."""
_MOST_BYTES = 4 * 1024 * 1024
"""Bytes after decompression: 33 million places."""
_CONTEXT: Final = ("https://www.w3.org/ns/credentials/v2",)
_TYPES: Final = ("VerifiableCredential", "BitstringStatusListCredential")


@dataclass(frozen=True, slots=True)
class StatusList:
    """One list as of one time."""

    id: str
    issuer: str
    purpose: Purpose
    valid_from: dt.datetime
    """The time as of which it speaks."""
    valid_until: dt.datetime
    bits: bytes = field(repr=False)
    """The first place is the highest bit of the first byte."""

    def has(self, index: int) -> bool:
        """Return whether the bit at *index* is set.

        Raises:
            IndexError: there is no such place.

        """
        if index < 0:
            raise IndexError(index)
        return bool(self.bits[index >> 3] & (0x80 >> (index & 7)))

    def keeps(self, older: StatusList) -> bool:
        """Return whether every bit of *older* is set here too, at the same length."""
        before, now = int.from_bytes(older.bits), int.from_bytes(self.bits)
        return len(older.bits) == len(self.bits) and before & ~now == 0


@dataclass(frozen=True, slots=True)
class SignedStatus:
    """A list as it was received: read, not verified."""

    status: StatusList
    jws: Jws = field(repr=False)
    digest: str
    """``sha-256:`` and the digest of the token."""

    def verified(self, key: PublicKey) -> StatusList:
        """Return the list where *key* signed it.

        Raises:
            Malformed: where the token is of another type or algorithm.
            WrongSignature: where *key* did not sign it.

        """
        self.jws.check(key, TYPE)
        return self.status


def bits_of(indexes: Iterable[int], size: int = LEAST) -> bytes:
    """Return a bitstring of *size* places, a multiple of eight, with those at *indexes* set."""
    if size < LEAST or size % 8:
        raise ValueError(f"a status list has at least {LEAST} places, in whole bytes")
    bits = bytearray(size // 8)
    for index in indexes:
        if not 0 <= index < size:
            raise ValueError(f"no place {index} in the status list")
        bits[index >> 3] |= 0x80 >> (index & 7)
    return bytes(bits)


def sign_status(status: StatusList, signer: Signer) -> str:
    """Return *status* signed.

    Raises:
        Malformed: where it can not be read back as it is.

    """
    payload: dict[str, Json] = {
        "@context": list(_CONTEXT),
        "id": status.id,
        "type": list(_TYPES),
        "issuer": status.issuer,
        "validFrom": time_text(status.valid_from),
        "validUntil": time_text(status.valid_until),
        "credentialSubject": {
            "id": status.id + "#list",
            "type": "BitstringStatusList",
            "statusPurpose": status.purpose,
            "encodedList": "u" + base64url.encode(gzip.compress(status.bits, mtime=0)),
        },
    }
    if _read(payload) != status:
        said = Text(en="the status list can not be written as it is", ja="このままでは書き出せない失効情報です")
        raise Malformed("status-form", said, ascii(status.id[:64]))
    return sign_compact(canonical(payload), signer, typ=TYPE)


def read_status(text: str) -> SignedStatus:
    """Return the list that the token *text* holds.

    Raises:
        Malformed: where it holds none.

    """
    jws = Jws.read(text)
    return SignedStatus(_read(read_json(jws.payload)), jws, "sha-256:" + hashlib.sha256(text.encode()).hexdigest())


def _read(payload: Json) -> StatusList:
    members = Members(payload, "status")
    members.fixed("@context", list(_CONTEXT))
    members.fixed("type", list(_TYPES))
    name = members.name("id")
    since, until = members.time("validFrom"), members.time("validUntil")
    if not since < until:
        raise bad_member("status/validUntil", "a time after validFrom", "validFromより後の時刻")
    inner = members.inner("credentialSubject")
    inner.fixed("id", name + "#list")
    inner.fixed("type", "BitstringStatusList")
    purpose = inner.word("statusPurpose", PURPOSES)
    bits = _bits(inner.take("encodedList"))
    inner.end()
    status = StatusList(name, members.name("issuer"), purpose, since, until, bits)
    members.end()
    return status


def _bits(value: Json) -> bytes:
    if not isinstance(value, str) or not value.startswith("u"):
        raise bad_member("status/encodedList", "u and base64url", "uで始まるbase64url")
    packed = base64url.decode(value[1:])
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        bits = unpacker.decompress(packed, _MOST_BYTES + 1)
    except zlib.error as error:
        raise _unpackable("gzip") from error
    if len(bits) > _MOST_BYTES or not unpacker.eof or unpacker.unused_data:
        raise _unpackable(f"at most {_MOST_BYTES} bytes, in one piece")
    if len(bits) * 8 < LEAST:
        raise _unpackable(f"at least {LEAST} places")
    return bits


def _unpackable(detail: str) -> Malformed:
    said = Text(en="the bits of the status list can not be unpacked", ja="失効情報のビット列を展開できません")
    return Malformed("status-bits", said, detail)
