"""Private keys that never leave their token: a smart card, a USB key or a hardware security module (PKCS#11 3.1).

The token signs; its public key is read from it, and what it signs is checked with that key before it is given out.
Needs the extra ``hsm``.

    with token_key("/usr/lib/softhsm/libsofthsm2.so", token="quality", pin=pin, label="claims") as key:
        issue(payload, [], key, secrets.token_bytes)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

if TYPE_CHECKING:
    from pkcs11 import Session

__all__ = ["TokenKey", "key_in", "token_key"]

_P_256: Final = bytes.fromhex("06082a8648ce3d030107")
_ED25519: Final = (bytes.fromhex("06032b6570"), b"\x13\x0cedwards25519")
"""The object identifier (RFC 8410 §3) and the name of the curve (PKCS#11 3.1 §6.3)."""


class TokenKey:
    """A private key in a token."""

    __slots__ = ("_private", "public")

    def __init__(self, private: Any, public: PublicKey) -> None:
        self._private = private
        self.public = public

    def __repr__(self) -> str:
        return f"TokenKey({self.public.algorithm}, {self.public.thumbprint})"

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over *message*.

        Raises:
            Malformed: where the token refuses, or signs with another key than it shows.

        """
        from pkcs11 import Mechanism, PKCS11Error

        try:
            if self.public.algorithm == "Ed25519":
                signature = bytes(self._private.sign(message, mechanism=Mechanism.EDDSA))
            else:
                signature = bytes(self._private.sign(hashlib.sha256(message).digest(), mechanism=Mechanism.ECDSA))
        except PKCS11Error as error:
            raise _refused(error) from error
        if not self.public.verifies(signature, message):
            raise _malformed(
                "token-signature",
                "the token's signature does not fit the public key that it shows",
                "トークンの署名が、トークンの公開鍵と一致しません",
            )
        return signature


@contextmanager
def token_key(library: str, *, token: str, pin: str, label: str) -> Iterator[TokenKey]:
    """Open *token* through the PKCS#11 *library* and give the key *label* in it, for as long as the block lasts.

    Raises:
        Malformed: where the extra, the library, the token or the key is missing, or the PIN is wrong.

    """
    try:
        import pkcs11
    except ImportError as error:
        raise _malformed(
            "token-extra",
            "keys in tokens need the extra hsm: pip install 'sanso[hsm]'",
            "トークン内の鍵を使うには追加機能hsmが必要です: pip install 'sanso[hsm]'",
        ) from error
    try:
        session = pkcs11.lib(library).get_token(token_label=token).open(user_pin=pin)
    except RuntimeError as error:
        raise _refused(error) from error
    with session:
        yield key_in(session, label)


def key_in(session: Session, label: str) -> TokenKey:
    """Return the key *label* of an open session.

    Raises:
        Malformed: where there is none, or it is of another algorithm.

    """
    from pkcs11 import Attribute, ObjectClass, PKCS11Error

    try:
        private = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
        shown = session.get_key(object_class=ObjectClass.PUBLIC_KEY, label=label)
        curve, point = bytes(shown[Attribute.EC_PARAMS]), bytes(shown[Attribute.EC_POINT])
    except (PKCS11Error, KeyError) as error:
        raise _refused(error) from error
    if curve == _P_256:
        return TokenKey(private, PublicKey("ES256", _point(point, 65)))
    if curve in _ED25519:
        return TokenKey(private, PublicKey("Ed25519", _point(point, 32)))
    raise _malformed(
        "key-kind",
        "keys of this kind are not used; ES256 (P-256) and Ed25519 are",
        "この種類の鍵は使えません。使えるのはES256(P-256)とEd25519です",
        curve.hex()[:32],
    )


def _point(value: bytes, size: int) -> bytes:
    """Return the point that a token shows: bare, as an octet string, or as a bit string; all three are met."""
    for head in (b"", bytes((4, size)), bytes((3, size + 1, 0))):
        if len(value) == size + len(head) and value.startswith(head):
            return value[len(head) :]
    raise _malformed("key", "not a usable key", "鍵として使えません", f"{len(value)} bytes")


def _refused(error: Exception) -> Malformed:
    reason = type(error).__name__ if not str(error) else f"{type(error).__name__}: {error}"
    return _malformed("token", "the token refuses", "トークンに拒否されました", reason[:120])


def _malformed(code: str, en: str, ja: str, detail: str = "") -> Malformed:
    return Malformed(code, Text(en=en, ja=ja), detail)
