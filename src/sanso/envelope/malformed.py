"""What every parser of foreign bytes raises: one clear message, in both languages, and nothing is half-read.

>>> from sanso.model.text import Text
>>> str(Malformed("json-utf8", Text(en="the text is not UTF-8", ja="テキストがUTF-8ではありません"), "byte 3"))
'the text is not UTF-8 (byte 3)'
"""

from __future__ import annotations

from sanso.model.text import Text

__all__ = ["Malformed", "WrongSignature"]


class Malformed(Exception):
    """Bytes from outside that are not what they should be."""

    def __init__(self, code: str, text: Text, detail: str = "") -> None:
        super().__init__(code, text, detail)
        self.code = code
        """Stable name of what is wrong, such as ``json-utf8``."""
        self.text = text
        """What is wrong, for a person."""
        self.detail = detail
        """Where it is wrong, or the offending name; needs no translation."""

    def __str__(self) -> str:
        return f"{self.text.en} ({self.detail})" if self.detail else self.text.en


class WrongSignature(Malformed):
    """A signature that the key did not make over these bytes."""

    def __init__(self, detail: str = "") -> None:
        said = Text(
            en="the signature does not fit: another key made it, or the content was changed afterwards",
            ja="署名が一致しません。別の鍵による署名か、署名後に内容が変更されています",
        )
        super().__init__("signature", said, detail)
