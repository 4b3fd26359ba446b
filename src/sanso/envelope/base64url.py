r"""Base64url as JOSE wants it (RFC 7515 §2, RFC 4648 §5): one text for every sequence of bytes.

Padding, white space, letters of the other alphabet and stray bits in the last letter are refused, so that nobody can
change a token without changing what it says.

>>> encode(b"\xfb\xff"), decode("-_8")
('-_8', b'\xfb\xff')
"""

from __future__ import annotations

from binascii import b2a_base64

import msgspec

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = ["decode", "encode"]

_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_+/=\r\n", b"+/     ")
_ENDINGS = ("", "", "AQgw", "AEIMQUYcgkosw048")
"""Last letters without stray bits, by the number of letters modulo four."""
_PADDING = ("", "", "==", "=")


def encode(raw: bytes) -> str:
    """Return *raw* as base64url without padding."""
    return b2a_base64(raw, newline=False).translate(_TO_URL, b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Return the bytes that *text* stands for.

    Raises:
        Malformed: where *text* is not exactly what `encode` writes for those bytes.

    """
    over = len(text) & 3
    if over and text[-1] not in _ENDINGS[over]:
        raise _malformed(text)
    try:
        usual = text.encode("ascii").translate(_FROM_URL).decode("ascii")
        return msgspec.convert(usual + _PADDING[over], bytes)
    except (UnicodeEncodeError, msgspec.ValidationError) as error:
        raise _malformed(text) from error


def _malformed(text: str) -> Malformed:
    said = Text(
        en="not base64url as signatures need it: no padding, no white space, no stray bits",
        ja="署名に用いるbase64urlではありません(パディング、空白、余分なビットは認められません)",
    )
    return Malformed("base64url", said, ascii(text[:32]))
