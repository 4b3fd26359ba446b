"""Names of keys in tokens: PKCS#11 URIs (RFC 7512) with the label of the token and that of the key.

>>> read_token_uri("pkcs11:token=Quality%20lab;object=claims?module-path=/usr/lib/softhsm/libsofthsm2.so")
TokenUri(token='Quality lab', label='claims', module='/usr/lib/softhsm/libsofthsm2.so')
>>> is_token_uri("lab.pem")
False
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = ["TokenUri", "is_token_uri", "read_token_uri"]

_HEAD: Final = "pkcs11:"
_NAMES: Final = frozenset({"token", "object", "type"})
_QUERY: Final = frozenset({"module-path"})
_VALUE: Final = re.compile(r"(?:[\w.~:\[\]@!$'()*+,=&/-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class TokenUri:
    """Which key in which token."""

    token: str
    """The label of the token."""
    label: str
    """The label of the key: CKA_LABEL."""
    module: str = ""
    """The PKCS#11 library by which the token is reached; empty where the URI names none."""


def is_token_uri(text: str) -> bool:
    """Return whether *text* names a key in a token rather than a file."""
    return text[: len(_HEAD)].lower() == _HEAD


def read_token_uri(text: str) -> TokenUri:
    """Return what the URI names.

    Raises:
        Malformed: it is none, lacks token or object, holds the PIN, or has attributes that are not used here.

    """
    if not is_token_uri(text) or len(text) > _LONGEST:
        raise _bad("pkcs11:")
    path, _, query = text[len(_HEAD) :].partition("?")
    named, asked = _attributes(path, ";"), _attributes(query, "&")
    if "pin-value" in named or "pin-value" in asked:
        raise Malformed(
            "token-uri-pin",
            Text(
                en="a PIN does not belong on a command line, where others see it; give it as the passphrase is given",
                ja="PIN をコマンドに書くと他の利用者に見えます。パスフレーズと同じ方法で渡してください",
            ),
        )
    unused = sorted(({*named} - _NAMES) | ({*asked} - _QUERY))
    if unused:
        said = Text(
            en="the URI has attributes that are not used here; token and object are",
            ja="ここでは使わない属性があります。使えるのは token と object です",
        )
        raise Malformed("token-uri-attribute", said, ascii(unused[0][:40])[1:-1])
    if not named.get("token") or not named.get("object") or named.get("type", "private") != "private":
        raise _bad("token, object")
    return TokenUri(named["token"], named["object"], asked.get("module-path", ""))


def _attributes(text: str, between: str) -> Mapping[str, str]:
    """Return the attributes in *text*, each once, with their values decoded.

    Raises:
        Malformed: where one has no value, stands twice, or is not written as RFC 7512 §2.3 asks.

    """
    found: dict[str, str] = {}
    for part in text.split(between) if text else ():
        name, equals, value = part.partition("=")
        if not equals or name in found or _VALUE.fullmatch(value) is None:
            raise _bad(ascii(name[:40])[1:-1])
        try:
            found[name] = unquote_to_bytes(value).decode()
        except UnicodeDecodeError as error:
            raise _bad(ascii(name[:40])[1:-1]) from error
    return found


def _bad(detail: str) -> Malformed:
    said = Text(
        en="not the name of a key in a token; write it like pkcs11:token=LABEL;object=KEY",
        ja="トークン内の鍵の指定ではありません。pkcs11:token=ラベル;object=鍵 のように書いてください",
    )
    return Malformed("token-uri", said, detail)
