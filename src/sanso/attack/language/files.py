"""Files of a language: read within limits and followed through includes; faults are collected, never raised.

Includes are relative to the file that names them and stay inside the folder of the first file. Each file is read
once, however often and in whatever circle it is included.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sanso.attack.language.declaration_reader import read_declarations
from sanso.attack.language.declarations import Declarations, Word
from sanso.attack.language.syntax import Source, parsed
from sanso.model.diagnostics import Place, printable
from sanso.model.encoding import decoded
from sanso.model.findings import Findings
from sanso.model.problems import reason_text

__all__ = ["MAX_BYTES", "MAX_FILES", "declarations_of_file", "declarations_of_text"]

MAX_BYTES = 4 * 2**20
"""Of all files of a language together."""

MAX_FILES = 100


def declarations_of_file(path: Path, found: Findings) -> Declarations:
    """Return what the file at *path* and everything it includes declare."""
    reader = _Reader(found, _resolved(path.parent))
    reader.read(path, None)
    return reader.declarations


def declarations_of_text(text: str, name: str, found: Findings) -> Declarations:
    """Return what *text* declares; it cannot include files."""
    declarations = Declarations()
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        found.report("mal-too-large", Place(name), limit=MAX_BYTES // 2**20)
        declarations.whole = False
        return declarations

    def refuse(word: Word) -> None:
        found.report("mal-include-in-text", word.place)

    declarations.whole = _read_bytes(raw, name, found, declarations, refuse)
    return declarations


def _read_bytes(raw: bytes, shown: str, found: Findings, into: Declarations, include: Callable[[Word], None]) -> bool:
    """Add what the text of a file declares; return False, with diagnostics, where it is no MAL."""
    text = decoded(raw, shown, found)
    if text is None:
        return False
    source = Source(shown, text)
    root = parsed(source, found)
    if root is None:
        return False
    read_declarations(root, source, found, into, include)
    return True


class _Reader:
    def __init__(self, found: Findings, root: Path) -> None:
        self.found = found
        self.root = root
        self.declarations = Declarations()
        self.seen: set[Path] = set()
        self.bytes = 0

    def read(self, path: Path, named: Word | None) -> None:
        """Read one file and, where it includes others, those."""
        shown = printable(str(path))
        place = named.place if named is not None else Place(shown)
        resolved = _resolved(path)
        if resolved in self.seen:
            return
        self.seen.add(resolved)
        if named is not None and not resolved.is_relative_to(self.root):
            self.found.report("mal-include-outside", place, file=named.text)
            raw = None
        elif len(self.seen) > MAX_FILES:
            self.found.report("too-many-files", place, limit=MAX_FILES)
            raw = None
        else:
            raw = self._bytes(path, shown, place)

        def include(word: Word) -> None:
            self.read(path.parent / word.text, word)

        if raw is None or not _read_bytes(raw, shown, self.found, self.declarations, include):
            self.declarations.whole = False

    def _bytes(self, path: Path, shown: str, place: Place) -> bytes | None:
        """Return the bytes of a file; None, with a diagnostic, where it cannot be read or is too large."""
        room = max(0, MAX_BYTES - self.bytes)
        try:
            if not path.exists():
                self.found.report("missing-file", place, file=shown)
                return None
            if not path.is_file():
                self.found.report("mal-not-a-file", place, file=shown)
                return None
            with path.open("rb") as stream:
                raw = stream.read(room + 1)
        except (OSError, ValueError) as error:
            self.found.report("unreadable-file", place, file=shown, reason=reason_text(error))
            return None
        self.bytes += len(raw)
        if len(raw) > room:
            self.found.report("mal-too-large", place, limit=MAX_BYTES // 2**20)
            return None
        return raw


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
