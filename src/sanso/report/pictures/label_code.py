"""The QR code of a label: drawn, written as PNG, and the address found again in what was written.

The address stands in the part behind ``#``, which no browser sends on; that part is base32, which a QR code holds in
its mode for capitals and digits at 5.5 bits a character. Nothing here recognises a photograph of a code.

>>> code = LabelCode.of(label_address("https://example.org/l", "MFRGGZDF"))
>>> code.version, address_in(code.png()) == code.address
(3, True)
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = ["LARGEST_VERSION", "MARK", "LabelCode", "address_in", "label_address"]

LARGEST_VERSION: Final = 15
"""77 modules a side: with its margin 0.33 mm a module at 28 mm, which telephones read."""
MARK: Final = "sanso-label"
"""Names the text in a picture that holds the address."""
_MARGIN = 4
"""Modules that stay white around the code (ISO/IEC 18004 §5.3.8)."""
_BASE = re.compile(r"https://[A-Za-z0-9.-]{1,80}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]{0,40}){0,4}")
_ADDRESS = r"https://[A-Za-z0-9:/._~-]{1,300}#[A-Z2-7]{8,1200}"
_IN_SVG = re.compile(f'<metadata class="{MARK}">({_ADDRESS})</metadata>')
_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = 33
"""Bytes of a PNG up to the end of its first chunk."""
_LARGEST_FILE = 2**20


@dataclass(frozen=True, slots=True)
class LabelCode:
    """A QR code with error correction M."""

    address: str
    version: int
    rows: tuple[bytes, ...] = field(repr=False)
    """Modules from the top, 1 is dark; without the margin."""

    @classmethod
    def of(cls, address: str) -> LabelCode:
        """Return the code of *address*.

        Raises:
            Malformed: where it does not fit a code of version 15.

        """
        from segno.encoder import DataOverflowError

        try:
            made = _made(address)
        except DataOverflowError as error:
            raise _too_long(len(address)) from error
        version = int(made.version)
        if version > LARGEST_VERSION:
            raise _too_long(len(address))
        return cls(address, version, tuple(map(bytes, made.matrix)))

    @property
    def side(self) -> int:
        """Modules a side, with the margin."""
        return len(self.rows) + 2 * _MARGIN

    @property
    def path(self) -> str:
        """The dark modules as SVG path data; the unit is a module, and the margin lies inside."""
        return "".join(
            f"M{x + _MARGIN} {y + _MARGIN}h{width}v1h-{width}z"
            for y, row in enumerate(self.rows)
            for x, width in _runs(row)
        )

    def png(self, scale: int = 8) -> bytes:
        """Return the code as PNG, *scale* pixels a module, with the address as its text."""
        out = io.BytesIO()
        _made(self.address).save(out, kind="png", scale=scale, border=_MARGIN)
        raw = out.getvalue()
        return raw[:_HEADER] + _chunk(b"tEXt", f"{MARK}\0{self.address}".encode("latin-1")) + raw[_HEADER:]


def _made(address: str) -> Any:
    """Return the code as segno makes it: bytes up to ``#``, then capitals and digits."""
    import segno

    base, _, code = address.partition("#")
    parts: Any = [base + "#", code]
    return segno.make(parts, error="m", micro=False, boost_error=False)


def label_address(base: str, code: str) -> str:
    """Return the address of a label; *code* stands behind ``#`` and never reaches the server.

    Raises:
        Malformed: *base* is no plain https address.

    """
    if not _BASE.fullmatch(base):
        said = Text(
            en="the address of the label page should be https:// and a plain host and path",
            ja="ラベルページのアドレスは https:// に続けてホスト名とパスだけで指定してください",
        )
        raise Malformed("label-address", said, ascii(base[:80])[1:-1])
    return f"{base}#{code}"


def address_in(raw: bytes) -> str:
    """Return the address in a picture that was written here (SVG, PNG), or in a text that is one.

    Raises:
        Malformed: there is none, or more than one.

    """
    if len(raw) > _LARGEST_FILE:
        raise _none_in(f"{len(raw)} bytes")
    if raw.startswith(_PNG):
        return _in_png(raw)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise _none_in("UTF-8") from error
    if "<svg" not in text:
        return text.strip()
    found = _IN_SVG.findall(text)
    if len(found) != 1 or text.count("<metadata") != 1:
        raise _none_in("svg")
    return str(found[0])


def _in_png(raw: bytes) -> str:
    found = []
    for kind, content in _chunks(raw):
        name, _, text = content.partition(b"\0")
        if kind == b"tEXt" and name == MARK.encode():
            found.append(text.decode("latin-1"))
    if len(found) != 1 or not re.fullmatch(_ADDRESS, found[0]):
        raise _none_in("png")
    return found[0]


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(raw):
        head = raw[place : place + 8]
        if len(head) < 8:
            raise _none_in("png")
        length, kind = struct.unpack(">I4s", head)
        content = raw[place + 8 : place + 8 + length]
        if raw[place : place + 12 + length] != _chunk(kind, content):
            raise _none_in("png")
        yield kind, content
        place += 12 + length


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    place = 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            yield place, width
        place += width


def _too_long(length: int) -> Malformed:
    said = Text(
        en="the label is too long for a QR code of version 15; shorten the name, the identifiers or the address",
        ja="ラベルが QR コード(15型)に収まりません。名前・識別子・アドレスを短くしてください",
    )
    return Malformed("label-size", said, str(length))


def _none_in(detail: str) -> Malformed:
    said = Text(
        en="no label is found in this file; read the QR code and give the address that it holds",
        ja="このファイルにラベルの情報が見つかりません。QR コードを読み取り、そのアドレスを指定してください",
    )
    return Malformed("label-file", said, detail)
