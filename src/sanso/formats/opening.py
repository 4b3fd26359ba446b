"""Open workbooks from outside, or refuse them with the reason: nothing is evaluated, run or asked for.

The parts of the archive are unpacked once within limits before any reader sees them; readers get the same bytes.

- macros (.xlsm) are left aside: only values of cells are read, and the finding ``workbook-macros`` says so;
- refused: passwords, the old .xls, other files under a false name, archives that unfold beyond `Limits`, parts that
  declare document types or entities, sheets with a cell far outside of any ledger.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     path = pathlib.Path(folder, "ledger.xlsx")
...     _ = path.write_bytes(b"%PDF-1.7")
...     try:
...         open_workbook_safely(path)
...     except InputRefused as refused:
...         print(refused.diagnostics[0].code)
workbook-kind
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanso.formats.archive import Limits, SheetScan, scan_archive
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, printable
from sanso.model.problems import reason_text
from sanso.model.text import Text

__all__ = [
    "ANSWER_SHEET",
    "FileKind",
    "Limits",
    "SafeWorkbook",
    "holds_answers",
    "kind_of",
    "open_workbook_safely",
    "read_bytes",
    "refuse",
]

ANSWER_SHEET = "_sanso"
"""The hidden sheet of a requirement workbook that Sanso wrote."""

FileKind = str
"""``workbook`` or ``text``."""

_SIGNS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text(en="a PDF", ja="PDF ")),
    (b"\x89PNG", Text(en="a PNG picture", ja="PNG 画像")),
    (b"\xff\xd8\xff", Text(en="a JPEG picture", ja="JPEG 画像")),
    (b"GIF8", Text(en="a GIF picture", ja="GIF 画像")),
    (b"{\\rtf", Text(en="an RTF document", ja="RTF 文書")),
    (b"\x1f\x8b", Text(en="a gzip archive", ja="gzip 圧縮ファイル")),
    (b"7z\xbc\xaf", Text(en="a 7-Zip archive", ja="7-Zip 圧縮ファイル")),
    (b"Rar!", Text(en="a RAR archive", ja="RAR 圧縮ファイル")),
    (b"MZ", Text(en="a program", ja="実行ファイル")),
    (b"\x7fELF", Text(en="a program", ja="実行ファイル")),
    (b"<!DOCTYPE html", Text(en="a web page", ja="Web ページ")),
    (b"<html", Text(en="a web page", ja="Web ページ")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SafeWorkbook:
    """A workbook that may be read: its *content* as it was checked, its sheets in order, what is to be said of it."""

    path: Path
    content: bytes
    sheets: tuple[SheetScan, ...]
    macros: bool

    def stream(self) -> io.BytesIO:
        """Return the content for a reader such as openpyxl or calamine; the file is not opened a second time."""
        return io.BytesIO(self.content)

    def has_answers(self) -> bool:
        """Tell whether it is a requirement workbook that Sanso wrote."""
        return any(sheet.name == ANSWER_SHEET for sheet in self.sheets)

    def remarks(self) -> tuple[Diagnostic, ...]:
        """Return what is to be said of the workbook as a whole."""
        return (diagnose("workbook-macros", Place(printable(str(self.path)))),) if self.macros else ()


def open_workbook_safely(path: Path, limits: Limits | None = None) -> SafeWorkbook:
    """Check the workbook at *path* within *limits* and return it.

    Raises:
        InputRefused: it is missing, locked, broken, too large, or no workbook at all; the diagnostic says which.

    """
    bounds = limits or Limits()
    content = read_bytes(path, bounds.file_bytes)
    if kind_of(path, content) != "workbook":
        raise _refused("workbook-kind", path, kind=Text(en="plain text", ja="テキスト"))
    sheets, macros = scan_archive(content, printable(str(path)), bounds)
    return SafeWorkbook(path, content, sheets, macros)


def refuse(path: Path, limits: Limits | None = None) -> None:
    """Refuse the workbook at *path* unless it may be read.

    Raises:
        InputRefused: it may not.

    """
    open_workbook_safely(path, limits)


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most *limit* bytes.

    Raises:
        InputRefused: there is no such file, or it cannot be read, is empty or is larger.

    """
    shown = printable(str(path))
    try:
        if not path.exists():
            raise _refused("missing-file", path)
        if not path.is_file():
            raise _refused("not-a-file", path)
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise InputRefused(
            [diagnose("unreadable-file", Place(shown), file=shown, reason=reason_text(error))]
        ) from error
    if not content:
        raise InputRefused([diagnose("import-empty", Place(shown), file=shown)])
    if len(content) > limit:
        raise InputRefused([diagnose("import-too-large", Place(shown), file=shown, limit=limit // 2**20)])
    return content


def kind_of(path: Path, content: bytes) -> FileKind:
    """Tell whether *content* is a ``workbook`` or ``text``, whatever the name of the file says.

    Raises:
        InputRefused: it is something else, or locked.

    """
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(_ZIP):
        return "workbook"
    if content.startswith(_OLE):
        raise _refused("workbook-locked" if _ENCRYPTED in content else "workbook-old", path)
    for sign, kind in _SIGNS:
        if start.lower().startswith(sign.lower()):
            raise _refused("workbook-kind", path, kind=kind)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise _refused("workbook-kind", path, kind=Text(en="plain text", ja="テキスト"))
    return "text"


def _refused(code: str, path: Path, **values: Any) -> InputRefused:
    shown = printable(str(path))
    return InputRefused([diagnose(code, Place(shown), file=shown, **values)])


def holds_answers(path: Path) -> bool:
    """Tell, without opening all of it, whether the file at *path* is a requirement workbook that Sanso wrote.

    A file that cannot be read holds none; opening it tells why.
    """
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            return f'name="{ANSWER_SHEET}"'.encode() in part.read(2**20)
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False
