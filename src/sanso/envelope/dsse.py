"""Several signatures over one file: the Dead Simple Signing Envelope (DSSE 1.0).

What is signed is the payload's bytes and its type. Signatures by ES256 stand in DER here, as other tools write them.
Whether enough signers, and the right ones, have signed is for the caller to say.

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> envelope = read_envelope(seal(b"{}", "application/vnd.in-toto+json", [key]))
>>> envelope.payload, signers_of(envelope, [key.public]) == {key.public.thumbprint}
(b'{}', True)
"""

from __future__ import annotations

import json
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sanso.envelope.keys import PublicKey, Signer, pair_of, sequence_of
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json, Limits, read_json
from sanso.model.text import Text

__all__ = ["Envelope", "Signature", "pae", "read_envelope", "seal", "signers_of"]

_MOST_SIGNATURES = 64
_LIMITS = Limits(size=64 * 1024 * 1024, depth=4)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of an envelope, not verified."""

    keyid: str
    """A hint at the key, not signed itself."""
    signature: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload with its signatures, not verified."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed: type and payload with their lengths (DSSE protocol, PAE)."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal(payload: bytes, payload_type: str, signers: Iterable[Signer]) -> bytes:
    """Return the envelope of *payload* with a signature by each of *signers*, named by its thumbprint."""
    message = pae(payload_type, payload)
    signatures = []
    for signer in signers:
        made = signer.sign(message)
        if signer.public.algorithm == "ES256":
            made = sequence_of(made)
        signatures.append({"keyid": signer.public.thumbprint, "sig": _encode(made)})
    members = {"payload": _encode(payload), "payloadType": payload_type, "signatures": signatures}
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def read_envelope(raw: bytes) -> Envelope:
    """Return the envelope that *raw* holds; members that DSSE does not know are passed over, as it asks.

    Raises:
        Malformed: where *raw* is no envelope.

    """
    members = read_json(raw, _LIMITS)
    if not isinstance(members, dict):
        raise _no_envelope("no JSON object")
    kind, found = members.get("payloadType"), members.get("signatures")
    if not isinstance(kind, str) or not kind:
        raise _no_envelope("payloadType")
    if not isinstance(found, list) or not 0 < len(found) <= _MOST_SIGNATURES:
        raise _no_envelope(f"signatures: 1 to {_MOST_SIGNATURES} wanted")
    payload = _decode(members.get("payload"), "payload")
    return Envelope(payload, kind, tuple(_signature(entry) for entry in found))


def signers_of(envelope: Envelope, keys: Iterable[PublicKey] | Mapping[str, PublicKey]) -> frozenset[str]:
    """Return the thumbprints of those of *keys* that signed; one key counts once.

    A signature is tried with the one key that its ``keyid`` names: the thumbprint, or the name in a mapping.
    """
    known = keys if isinstance(keys, Mapping) else {key.thumbprint: key for key in keys}
    message = pae(envelope.payload_type, envelope.payload)
    signed: set[str] = set()
    for entry in envelope.signatures:
        key = known.get(entry.keyid)
        if key and key.thumbprint not in signed and _verifies(key, entry.signature, message):
            signed.add(key.thumbprint)
    return frozenset(signed)


def _verifies(key: PublicKey, signature: bytes, message: bytes) -> bool:
    if key.algorithm == "ES256":
        try:
            signature = pair_of(signature)
        except Malformed:
            return False
    return key.verifies(signature, message)


def _signature(entry: Json) -> Signature:
    keyid = entry.get("keyid", "") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(keyid, str):
        raise _no_envelope("signatures")
    return Signature(keyid, _decode(entry.get("sig"), "sig"))


def _encode(raw: bytes) -> str:
    return b2a_base64(raw, newline=False).decode("ascii")


def _decode(value: Json, name: str) -> bytes:
    if not isinstance(value, str):
        raise _no_envelope(name)
    try:
        raw = a2b_base64(value, strict_mode=True)
    except (ValueError, Error) as error:
        raise _no_envelope(f"{name}: base64") from error
    if _encode(raw) != value:
        raise _no_envelope(f"{name}: base64")
    return raw


def _no_envelope(detail: str) -> Malformed:
    return Malformed("dsse", Text(en="not a DSSE envelope", ja="DSSEの封筒ではありません"), detail)
