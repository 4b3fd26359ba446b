"""Keys for signatures: ES256 (ECDSA on P-256 with SHA-256) and Ed25519, and no others.

The key decides the algorithm, never the token that it checks. A public key is its bytes; the name of a key is its
thumbprint (RFC 7638). Signatures by ES256 are the 64 bytes r and s, as JOSE writes them (RFC 7518 §3.4).

>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> key.public.verifies(key.sign(b"inspected"), b"inspected")
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sanso.envelope import base64url
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = ["Algorithm", "PublicKey", "Signer", "SoftKey", "new_key", "pair_of", "sequence_of"]

Algorithm: TypeAlias = Literal["ES256", "Ed25519"]
"""The algorithms of signatures, by their JOSE names (RFC 7518, RFC 9864)."""

_P = 2**255 - 19
_SMALL_Y = frozenset(
    {
        0,
        1,
        _P - 1,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    }
)
"""Ordinates of the eight points of small order on edwards25519: such a "key" verifies what nobody signed."""
_ES256 = ec.ECDSA(SHA256())
_Loaded: TypeAlias = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checks signatures.

    Raises:
        Malformed: where the bytes are no key of the algorithm.

    """

    algorithm: Algorithm
    raw: bytes
    """Ed25519: 32 bytes (RFC 8032 §5.1.5). ES256: 65 bytes, 4 and the two coordinates (SEC 1 §2.3.3)."""
    thumbprint: str = field(init=False, compare=False)
    """SHA-256 of the required members of the JWK, base64url (RFC 7638)."""
    _verify: Callable[..., None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        load = _load_ed25519 if self.algorithm == "Ed25519" else _load_es256
        object.__setattr__(self, "_verify", load(self.raw).verify)
        members = ",".join(f'"{name}":"{value}"' for name, value in sorted(self.jwk().items()))
        print_ = hashlib.sha256(f"{{{members}}}".encode()).digest()
        object.__setattr__(self, "thumbprint", base64url.encode(print_))

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, object]) -> PublicKey:
        """Return the key that a JSON Web Key describes (RFC 7517, RFC 8037).

        Raises:
            Malformed: where it is none, is of another algorithm, or is a private key.

        """
        return _from_jwk(jwk)

    def jwk(self) -> dict[str, str]:
        """Return the required members of the JSON Web Key."""
        if self.algorithm == "Ed25519":
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(self.raw)}
        x, y = base64url.encode(self.raw[1:33]), base64url.encode(self.raw[33:])
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Return whether *signature* is one of this key over *message*."""
        if len(signature) != 64:
            return False
        try:
            if self.algorithm == "ES256":
                self._verify(sequence_of(signature), message, _ES256)
            else:
                self._verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Signer(Protocol):
    """What signs: a key in memory, or one that never leaves its token."""

    @property
    def public(self) -> PublicKey:
        """The key that checks what is signed."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over *message*."""


class SoftKey:
    """A private key in memory."""

    __slots__ = ("_private", "public")

    def __init__(self, private: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> None:
        self._private = private
        self.public = _public_of(private.public_key())

    def __repr__(self) -> str:
        return f"SoftKey({self.public.algorithm}, {self.public.thumbprint})"

    @classmethod
    def from_secret(cls, algorithm: Algorithm, secret: bytes) -> SoftKey:
        """Return the key whose private part is these 32 bytes (RFC 8032 §5.1.5; FIPS 186-5: 1 to n - 1).

        Raises:
            Malformed: where they are no private key.

        """
        try:
            if algorithm == "Ed25519":
                return cls(ed25519.Ed25519PrivateKey.from_private_bytes(secret))
            if len(secret) != 32:
                raise _no_key("32 bytes wanted")
            return cls(ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1()))
        except ValueError as error:
            raise _no_key("the private part is out of range") from error

    @property
    def private(self) -> ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey:
        """The private key, for writing it to a file under a passphrase."""
        return self._private

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over *message*; the same message gives the same signature."""
        if isinstance(self._private, ed25519.Ed25519PrivateKey):
            return self._private.sign(message)
        try:
            made = self._private.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))
        except UnsupportedAlgorithm:
            made = self._private.sign(message, _ES256)
        return pair_of(made)


def new_key(algorithm: Algorithm) -> SoftKey:
    """Return a fresh key; the only source of chance is the operating system's."""
    if algorithm == "Ed25519":
        return SoftKey(ed25519.Ed25519PrivateKey.generate())
    return SoftKey(ec.generate_private_key(ec.SECP256R1()))


def sequence_of(pair: bytes) -> bytes:
    """Return the 64 bytes r and s of a signature by ES256 as the DER sequence of two numbers (RFC 3279 §2.2.3)."""
    r, s = pair[:32], pair[32:]
    if not 0 < r[0] < 128:
        r = _number(r)
    if not 0 < s[0] < 128:
        s = _number(s)
    return b"0%c\2%c%b\2%c%b" % (len(r) + len(s) + 4, len(r), r, len(s), s)


def _number(part: bytes) -> bytes:
    """Return the shortest form of a number that is not negative (X.690 §8.3)."""
    shortest = part.lstrip(b"\0")
    return b"\0" + shortest if not shortest or shortest[0] > 127 else shortest


def pair_of(sequence: bytes) -> bytes:
    """Return the 64 bytes r and s of a signature by ES256 that is written as DER.

    Raises:
        Malformed: where it is not the one DER form of two numbers of at most 32 bytes.

    """
    try:
        r, s = decode_dss_signature(sequence)
        pair = r.to_bytes(32) + s.to_bytes(32)
    except (ValueError, OverflowError) as error:
        raise _no_sequence() from error
    if sequence_of(pair) != sequence:
        raise _no_sequence()
    return pair


def _load_ed25519(raw: bytes) -> _Loaded:
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if len(raw) != 32 or y >= _P:
        raise _no_key("Ed25519")
    if y in _SMALL_Y:
        raise _no_key("Ed25519, a point of small order")
    return ed25519.Ed25519PublicKey.from_public_bytes(raw)


def _load_es256(raw: bytes) -> _Loaded:
    if len(raw) != 65 or raw[0] != 4:
        raise _no_key("ES256")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise _no_key("ES256, not a point of P-256") from error


def _public_of(key: _Loaded) -> PublicKey:
    if isinstance(key, ed25519.Ed25519PublicKey):
        return PublicKey("Ed25519", key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    return PublicKey("ES256", key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _from_jwk(jwk: Mapping[str, object]) -> PublicKey:
    if "d" in jwk or "k" in jwk:
        said = Text(
            en="this is a private key; publish the public part only", ja="秘密鍵です。公開してよいのは公開鍵だけです"
        )
        raise Malformed("jwk-private", said)
    kind = (jwk.get("kty"), jwk.get("crv"))
    if kind == ("OKP", "Ed25519"):
        key = PublicKey("Ed25519", _coordinate(jwk, "x"))
    elif kind == ("EC", "P-256"):
        key = PublicKey("ES256", b"\4" + _coordinate(jwk, "x") + _coordinate(jwk, "y"))
    else:
        raise _other("/".join(str(part)[:32] for part in kind))
    names = ("Ed25519", "EdDSA") if key.algorithm == "Ed25519" else ("ES256",)
    if jwk.get("alg", names[0]) not in names:
        raise _other(str(jwk["alg"])[:32])
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        said = Text(en="the key is not meant for signatures", ja="署名の検証用の鍵ではありません")
        raise Malformed("jwk-use", said)
    return key


def _coordinate(jwk: Mapping[str, object], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str) or len(value) != 43:
        raise _no_key(f"{name}: 32 bytes in base64url wanted")
    return base64url.decode(value)


def _other(name: str) -> Malformed:
    said = Text(
        en="keys of this kind are not used; ES256 (P-256) and Ed25519 are",
        ja="この種類の鍵は使えません。使えるのはES256(P-256)とEd25519です",
    )
    return Malformed("key-kind", said, name)


def _no_key(detail: str) -> Malformed:
    return Malformed("key", Text(en="not a usable key", ja="鍵として使えません"), detail)


def _no_sequence() -> Malformed:
    said = Text(en="not a signature of two numbers in DER", ja="DER形式の署名ではありません")
    return Malformed("signature-der", said)
