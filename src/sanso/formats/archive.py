"""Look through the archive of a workbook before any reader does: sizes, parts, formulas, the reach of its sheets.

Every part that a reader would unpack is unpacked here first, piece by piece, and must come out exactly as large as
the archive says; a part that lies about its size is refused, not truncated.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from sanso.model.diagnostics import InputRefused, Place, diagnose
from sanso.model.text import Text

__all__ = ["Limits", "SheetScan", "column_letters", "column_number", "scan_archive"]

_PIECE = 2**20
_PACKED_PIECE = 2**16
_MARK = 16
"""So many bytes around the seam of two pieces hold any mark that is looked for."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_ANY_CELL = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
_FILLED = re.compile(rb'<c\s(?:[^>/]*?\s)?r="([A-Z]{1,3}[0-9]{1,7})"[^>/]*>(?!</c>)')
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SLASHED = re.compile(rb"<c\s[^>]*/[^>]")
_NAMELESS = re.compile(rb'<c(?=[\s>/])(?![^>]*\br="[A-Z]{1,3}[0-9]{1,7}")')
_FORMULA = re.compile(
    rb'<c\s[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>(?:\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))(.*?)</c>', re.DOTALL
)
_FORMULA_TAG = re.compile(rb"<f[\s>/]")
_SAVED = re.compile(rb"<v(?:\s[^>]*)?>[^<]|<is>")
_ERROR = re.compile(rb'<c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
_PREFIXED_CELL = re.compile(rb":c[\s>/]")
_PREFIX = re.compile(rb"<(/?)\w+:")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be; bytes, numbers of parts, rows, columns and cells of one sheet."""

    file_bytes: int = 128 * 2**20
    unpacked_bytes: int = 2**30
    part_ratio: int = 400
    """How many times a part of more than 16 MiB may be larger than it is packed."""
    parts: int = 5_000
    rows: int = 500_000
    columns: int = 500
    cells: int = 12_000_000


@dataclass(frozen=True, slots=True)
class SheetScan:
    """A sheet as the archive holds it; *formulas* maps cells to whether a value was saved with the formula.

    *errors* are cells that hold an error such as ``#REF!``.
    """

    name: str
    visible: bool
    rows: int
    columns: int
    formulas: dict[str, bool] = field(default_factory=dict)
    errors: frozenset[str] = frozenset()


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def scan_archive(content: bytes, shown: str, limits: Limits) -> tuple[tuple[SheetScan, ...], bool]:
    """Return the sheets of a workbook in order, and whether it holds macros.

    Raises:
        InputRefused: it is locked, broken, or goes beyond *limits*.

    """
    return _Scan(content, shown, limits).all()


class _Scan:
    """One look through one archive."""

    def __init__(self, content: bytes, shown: str, limits: Limits) -> None:
        self.content = content
        self.shown = shown
        self.limits = limits

    def all(self) -> tuple[tuple[SheetScan, ...], bool]:
        try:
            with zipfile.ZipFile(BytesIO(self.content)) as archive:
                parts = self._parts(archive)
        except (zipfile.BadZipFile, ValueError, struct.error, EOFError, OSError, NotImplementedError) as error:
            raise self._broken("damaged archive", "アーカイブの破損") from error
        macros = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in parts)
        if "xl/workbook.xml" not in parts:
            raise self._refused("workbook-kind", kind=_other_archive(parts))
        named = self._sheets(parts)
        scans = []
        paths = {path for _, _, path in named}
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")) and name not in paths:
                for _ in self._plain_pieces(part):
                    pass
        for title, visible, path in named:
            if path in parts and "/worksheets/" in path:
                scans.append(self._sheet(title, parts[path], visible=visible))
        return tuple(scans), macros

    def _parts(self, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
        entries = archive.infolist()
        parts: dict[str, zipfile.ZipInfo] = {}
        total = 0
        if len(entries) > self.limits.parts:
            raise self._broken("too many parts", "部品が多すぎます")
        for entry in entries:
            name = entry.filename.lstrip("/").replace("\\", "/").lower()
            if entry.flag_bits & 1:
                raise self._refused("workbook-locked")
            if name in parts:
                raise self._broken("a part stands twice in it", "同じ部品が二重にあります")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._broken("unusual compression", "特殊な圧縮方式")
            parts[name] = entry
            total += entry.file_size
            swollen = entry.file_size > 16 * 2**20 and entry.file_size > self.limits.part_ratio * entry.compress_size
            if swollen or total > self.limits.unpacked_bytes:
                limit = self.limits.unpacked_bytes // 2**20
                if swollen:
                    limit = max(16, self.limits.part_ratio * entry.compress_size // 2**20)
                raise self._refused("workbook-too-large", limit=limit, part=entry.filename[:80])
        return parts

    def _sheets(self, parts: dict[str, zipfile.ZipInfo]) -> list[tuple[str, bool, str]]:
        """Return (name, visible, path of its part) of every sheet."""
        book, relations = self._tree(parts, "xl/workbook.xml"), self._tree(parts, "xl/_rels/workbook.xml.rels")
        targets = {node.get("Id", ""): node.get("Target", "") for node in relations}
        found = []
        for node in [*book.iter(f"{_MAIN}sheet"), *book.iter(f"{_STRICT}sheet")]:
            reference = next((value for key, value in node.items() if key.endswith("}id")), "")
            target = targets.get(reference, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found.append((node.get("name", ""), node.get("state", "visible") == "visible", path.lower()))
        return found

    def _tree(self, parts: dict[str, zipfile.ZipInfo], name: str) -> ElementTree.Element:
        if name not in parts or parts[name].file_size > 8 * 2**20:
            raise self._broken(f"{name} is missing", f"{name} がありません")
        raw = b"".join(self._plain_pieces(parts[name]))
        try:
            return ElementTree.fromstring(raw)  # noqa: S314 -- document types and entities were refused above
        except ElementTree.ParseError as error:
            raise self._broken(f"{name} is not XML", f"{name} が XML ではありません") from error

    def _plain(self, piece: bytes) -> None:
        """Refuse what a reader could be made to unfold."""
        if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:64]:
            raise self._broken("unusual character set", "特殊な文字コード")
        if b"<!" in piece and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
            raise self._broken("it declares entities", "エンティティ宣言を含みます")

    def _sheet(self, title: str, part: zipfile.ZipInfo, *, visible: bool) -> SheetScan:
        scan = self._reach(title, part, visible=visible, filled=False)
        if self._beyond(scan) is not None:
            scan = self._reach(title, part, visible=visible, filled=True)
        beyond = self._beyond(scan)
        if beyond is not None:
            limit, what = beyond
            where = f"{self.shown}: {title}"
            raise InputRefused([diagnose("table-too-large", Place(self.shown), where=where, limit=limit, what=what)])
        return scan

    def _reach(self, title: str, part: zipfile.ZipInfo, *, visible: bool, filled: bool) -> SheetScan:
        """Scan a sheet; where *filled*, cells that only carry a format do not count."""
        columns: set[bytes] = set()
        rows: set[bytes] = set()
        formulas: dict[str, bool] = {}
        errors: set[str] = set()
        for text in self._cells(part):
            if filled and _SLASHED.search(text):
                raise self._broken("unusual cells", "特殊なセル")
            found = (_FILLED if filled else _CELL).findall(text)
            if not filled and len(found) != text.count(b"<c"):
                if _NAMELESS.search(text):
                    raise self._broken("cells without address", "番地のないセル")
                found = _ANY_CELL.findall(text)
            addresses = b" ".join(found)
            columns.update(addresses.translate(None, _DIGITS).split())
            rows.update(addresses.translate(None, _LETTERS).split())
            if b"<f" in text and _FORMULA_TAG.search(text):
                for match in _FORMULA.finditer(text):
                    formulas[match[1].decode()] = _SAVED.search(match[2]) is not None
            if b't="e"' in text:
                errors.update(match[1].decode() for match in _ERROR.finditer(text))
        widest = max((column_number(letters.decode()) for letters in columns), default=0)
        return SheetScan(title, visible, max(map(int, rows), default=0), widest, formulas, frozenset(errors))

    def _beyond(self, scan: SheetScan) -> tuple[int, Text] | None:
        """Return the limit that a sheet exceeds, with what it counts."""
        for number, limit, what in (
            (scan.columns, self.limits.columns, Text(en="columns", ja="列数")),
            (scan.rows, self.limits.rows, Text(en="rows", ja="行数")),
            (scan.rows * scan.columns, self.limits.cells, Text(en="cells", ja="セル数")),
        ):
            if number > limit:
                return limit, what
        return None

    def _cells(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the text of a sheet in pieces that end where a cell begins, without prefixes before its tags."""
        rest = b""
        for piece in self._plain_pieces(part):
            text = rest + piece
            cut = text.rfind(b"<c ")
            if cut < 0:
                cut = max(text.rfind(b":c "), 0) and text.rfind(b"<", 0, text.rfind(b":c "))
            text, rest = text[: max(cut, 0)], text[max(cut, 0) :]
            if len(rest) > 8 * _PIECE:
                raise self._broken("a cell without end", "終わりのないセル")
            yield self._bare(text)
        yield self._bare(rest)

    def _bare(self, text: bytes) -> bytes:
        return _PREFIX.sub(rb"<\1", text) if b":c" in text and _PREFIXED_CELL.search(text) else text

    def _plain_pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack a part piece by piece, and refuse it at the first that a reader could be made to unfold."""
        before = b""
        for piece in self._pieces(part):
            self._plain(piece)
            if b"<" in before:
                self._plain(before + piece[:_MARK])
            before = (before + piece if len(piece) < _MARK else piece)[-_MARK:]
            yield piece

    def _pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack a part piece by piece; it may not come out larger than it said."""
        start = part.header_offset
        if self.content[start : start + 4] != b"PK\x03\x04":
            raise self._broken("damaged archive", "アーカイブの破損")
        name, extra = struct.unpack_from("<HH", self.content, start + 26)
        start += 30 + name + extra
        packed = memoryview(self.content)[start : start + part.compress_size]
        given = 0
        for piece in _unpacked(packed, part.compress_type) if packed else ():
            given += len(piece)
            if given > part.file_size:
                break
            yield piece
        if given != part.file_size:
            raise self._broken("a part is not as large as it says", "部品の大きさが記載と異なります")

    def _broken(self, en: str, ja: str) -> InputRefused:
        return self._refused("workbook-broken", reason=Text(en=en, ja=ja))

    def _refused(self, code: str, **values: Any) -> InputRefused:
        return InputRefused([diagnose(code, Place(self.shown), file=self.shown, **values)])


def _unpacked(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    machine = zlib.decompressobj(-15)
    try:
        for start in range(0, len(packed), _PACKED_PIECE):
            data: bytes | memoryview = packed[start : start + _PACKED_PIECE]
            while data and not machine.eof:
                yield machine.decompress(data, _PIECE)
                data = machine.unconsumed_tail
        while not machine.eof and (piece := machine.decompress(b"", _PIECE)):
            yield piece
    except zlib.error:
        return


def _other_archive(parts: dict[str, zipfile.ZipInfo]) -> Text:
    if "word/document.xml" in parts:
        return Text(en="a Word document", ja="Word 文書")
    if "ppt/presentation.xml" in parts:
        return Text(en="a PowerPoint file", ja="PowerPoint ファイル")
    if "content.xml" in parts:
        return Text(en="an OpenDocument file", ja="OpenDocument ファイル")
    if "xl/workbook.bin" in parts:
        return Text(en="a binary workbook (.xlsb)", ja="バイナリーブック(.xlsb)")
    return Text(en="a zip archive", ja="zip 圧縮ファイル")
