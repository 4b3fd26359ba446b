"""One signature over bytes as they are: JWS in its compact form (RFC 7515 §7.1), with four header members and no more.

The algorithm follows the key, never the token: the header may only agree. Headers that bring a key, a place to fetch
one, or extensions (jwk, jku, x5c, crit, b64 …) are refused.

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> token = sign_compact(b"{}", key, typ="vc+jwt")
>>> open_compact(token, key.public, typ="vc+jwt"), kid_of(token) == key.public.thumbprint
(b'{}', True)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from sanso.envelope import base64url
from sanso.envelope.keys import Algorithm, PublicKey, Signer
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.strict_json import read_json
from sanso.model.text import Text

__all__ = ["Jws", "kid_of", "open_compact", "sign_compact"]

_NAMES: Final = frozenset({"alg", "typ", "kid", "cty"})
_LONGEST = 8 * 1024 * 1024
_LONGEST_HEADER = 2048


def sign_compact(payload: bytes, signer: Signer, *, typ: str, kid: str | None = None, cty: str | None = None) -> str:
    """Return *payload* signed; *kid* names the key, by its thumbprint where nothing else is given."""
    header = {"alg": signer.public.algorithm, "typ": typ, "kid": signer.public.thumbprint if kid is None else kid}
    if cty is not None:
        header["cty"] = cty
    head = base64url.encode(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode())
    message = f"{head}.{base64url.encode(payload)}"
    return f"{message}.{base64url.encode(signer.sign(message.encode('ascii')))}"


class Jws(NamedTuple):
    """A compact token taken apart, not verified."""

    header: Mapping[str, str]
    payload: bytes
    signature: bytes
    message: bytes
    """The bytes under the signature."""

    @classmethod
    def read(cls, token: str) -> Jws:
        """Return the parts of *token*.

        Raises:
            Malformed: where *token* is no compact JWS.

        """
        if len(token) > _LONGEST:
            raise Malformed("jws-size", Text(en="the token is too long", ja="トークンが長すぎます"), str(len(token)))
        message, _, signature = token.rpartition(".")
        head, found, payload = message.partition(".")
        if not found or "." in payload:
            said = Text(
                en="not a signed token: three parts, separated by full stops, wanted",
                ja="署名付きトークンではありません(ピリオドで区切った3部分が必要です)",
            )
            raise Malformed("jws", said)
        if len(head) > _LONGEST_HEADER:
            raise Malformed("jws-size", Text(en="the header is too long", ja="ヘッダーが長すぎます"), str(len(head)))
        header = _header(head)
        return cls(header, base64url.decode(payload), base64url.decode(signature), message.encode("ascii"))

    @property
    def kid(self) -> str:
        """The name of the key that the token says signed it.

        Raises:
            Malformed: where it names none.

        """
        if "kid" not in self.header:
            said = Text(en="the token does not name the key that signed it", ja="署名した鍵の名前(kid)がありません")
            raise Malformed("jws-kid", said)
        return self.header["kid"]

    def check(self, key: PublicKey, typ: str) -> None:
        """Pass where *key* signed this, as a token of the type *typ*.

        Raises:
            Malformed: where the token is one of another type or algorithm.
            WrongSignature: where the signature is not of *key* over these bytes.

        """
        header, algorithm = self.header, key.algorithm
        if header.get("alg") != algorithm or header.get("typ") != typ:
            _check_header(header, algorithm, typ)
        if not key.verifies(self.signature, self.message):
            raise WrongSignature


def open_compact(token: str, key: PublicKey, *, typ: str) -> bytes:
    """Return what *key* signed in *token*.

    Raises:
        Malformed: where *token* is no compact JWS, or is one of another type or algorithm.
        WrongSignature: where the signature is not of *key* over these bytes.

    """
    jws = Jws.read(token)
    jws.check(key, typ)
    return jws.payload


def kid_of(token: str) -> str:
    """Return the name of the key that *token* says signed it; nothing is verified yet.

    Raises:
        Malformed: where *token* is no compact JWS or names no key.

    """
    return Jws.read(token).kid


@lru_cache(maxsize=256)
def _header(head: str) -> Mapping[str, str]:
    members = read_json(base64url.decode(head))
    if not isinstance(members, dict):
        raise Malformed(
            "jws-header", Text(en="the header is no JSON object", ja="ヘッダーがJSONのオブジェクトではありません")
        )
    header: dict[str, str] = {}
    for name, value in members.items():
        if name not in _NAMES or not isinstance(value, str):
            said = Text(
                en="the header of the token may hold alg, typ, kid and cty as texts, and nothing else",
                ja="トークンのヘッダーに書けるのは文字列のalg、typ、kid、ctyだけです",
            )
            raise Malformed("jws-header", said, ascii(name[:32]))
        header[name] = value
    return MappingProxyType(header)


def _check_header(header: Mapping[str, str], algorithm: Algorithm, typ: str) -> None:
    alg = header.get("alg", "")
    if alg != algorithm and not (alg == "EdDSA" and algorithm == "Ed25519"):
        said = Text(
            en="the token names another algorithm than the key has", ja="トークンのアルゴリズムが鍵のものと一致しません"
        )
        raise Malformed("jws-algorithm", said, ascii(alg[:32]))
    if header.get("typ") != typ:
        said = Text(
            en="the token is of another type; {typ} wanted", ja="トークンの種類が異なります。必要なのは{typ}です"
        )
        raise Malformed("jws-type", said.fill(typ=typ), ascii(header.get("typ", "")[:64]))
