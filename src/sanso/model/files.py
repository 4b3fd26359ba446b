"""Files of a model: read within limits and followed through includes; faults are collected, never raised.

Includes stay inside the folder of the first file. They are read one after another, not one inside the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanso.model.diagnostics import Place, printable
from sanso.model.encoding import decoded
from sanso.model.findings import Findings
from sanso.model.outline import Outline
from sanso.model.problems import EXPECTED, reason_text
from sanso.model.reading import Disk, Reader
from sanso.model.sources import HEADER_KEYS, KEYED_SECTIONS, Entry, Sources
from sanso.model.tables import read_table
from sanso.model.yaml_reader import MAX_NODES, Mapped, Sequenced, read_yaml

__all__ = ["MAX_YAML_BYTES", "read_sources"]

MAX_YAML_BYTES = 48 * 2**20
"""Of all YAML files of a model together."""

MAX_TABLE_BYTES = 2**30
_MAX_FILES = 1000


def read_sources(path: Path, reader: Reader | None = None) -> Sources:
    """Read the model file at *path* and everything it includes, from the disk unless another *reader* is given."""
    sources = Sources(printable(str(path)))
    reading = _Reading(sources, reader if reader is not None else Disk(), path.parent)
    pending = [_Listed(path, None, ())]
    while pending:
        listed = pending.pop()
        pending.extend(reversed(reading.read(listed)))
    if sources.found.refused and not (sources.header or any(sources.keyed.values())):
        sources.usable = False
    sources.clean = not len(sources.found)
    return sources


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file to read: where it was named (None: the first one), and the files that led to it."""

    path: Path
    named: Place | None
    through: tuple[Path, ...]


class _Reading:
    """Reads files into *sources*; *folder* is the one that includes may not leave."""

    def __init__(self, sources: Sources, reader: Reader, folder: Path) -> None:
        self.sources = sources
        self.reader = reader
        self.found: Findings = sources.found
        self.root = reader.resolved(folder)
        self.seen: set[Path] = set()
        self.nodes = 0
        self.bytes = 0
        self.listed = 0

    def read(self, listed: _Listed) -> list[_Listed]:
        """Read one file and return the files that it includes."""
        shown = printable(str(listed.path))
        resolved = self.reader.resolved(listed.path)
        if listed.named is not None and not self._allowed(listed, resolved):
            self.sources.complete = False
            return []
        self.seen.add(resolved)
        table = listed.path.suffix.lower() in (".jsonl", ".ndjson")
        place = listed.named or Place(shown)
        limit = MAX_TABLE_BYTES if table else MAX_YAML_BYTES
        included: list[_Listed] | None = None
        try:
            if self._is_text(listed.path, shown, place, limit):
                included = self._table(listed, shown) if table else self._document(listed, shown, resolved)
        except (OSError, ValueError) as error:
            self.found.report("unreadable-file", place, file=shown, reason=reason_text(error))
        if included is None:
            self.sources.complete = False
        return included or []

    def _allowed(self, listed: _Listed, resolved: Path) -> bool:
        place: Any = listed.named
        name = str(listed.path)
        if "\0" in name or not resolved.is_relative_to(self.root):
            code = "include-outside"
        elif resolved in listed.through:
            code = "include-loop"
        elif resolved in self.seen:
            code = "include-twice"
        else:
            return True
        self.found.report(code, place, "include", file=name[:200])
        return False

    def _is_text(self, path: Path, shown: str, place: Place, limit: int) -> bool:
        """Tell whether there is a file of a sensible size at *path*."""
        if not self.reader.exists(path):
            self.found.report("missing-file", place, file=shown)
        elif not self.reader.is_file(path):
            self.found.report("not-a-file", place, file=shown)
        elif (size := self.reader.size(path)) > limit:
            self.found.report("file-too-large", place, file=shown, limit=limit // 2**20)
        elif size == 0:
            self.found.report("empty-file", place, file=shown)
        else:
            return True
        return False

    def _table(self, listed: _Listed, shown: str) -> list[_Listed] | None:
        with self.reader.open(listed.path) as stream:
            self.sources.files.append(listed.path)
            return [] if read_table(stream, shown, self.sources, first=listed.named is None) else None

    def _document(self, listed: _Listed, shown: str, resolved: Path) -> list[_Listed] | None:
        raw = self._bytes(listed.path)
        if raw is None:
            self.found.report("model-too-large", Place(shown), file=shown, limit=MAX_YAML_BYTES // 2**20)
            return None
        self.sources.files.append(listed.path)
        self.sources.digest.update(raw)
        text = decoded(raw, shown, self.found)
        if text is None:
            return None
        document, found = read_yaml(text, shown, MAX_NODES - self.nodes)
        self.found.add(found)
        if document is None:
            if not found:
                self.found.report("empty-file", Place(shown), file=shown)
            return None
        if not isinstance(document, Mapped):
            self.found.report("not-a-model", Place(shown, 1, 1), file=shown)
            return None
        self.nodes += document.size
        self.sources.outlines[shown] = Outline.of(document)
        for key, value in document.items():
            self._section(key, value, shown, document, first=listed.named is None)
        return self._includes(document, listed, shown, resolved) if "include" in document else []

    def _bytes(self, path: Path) -> bytes | None:
        """Return the bytes of a file; None where all files together grow too large."""
        room = MAX_YAML_BYTES - self.bytes
        with self.reader.open(path) as stream:
            raw = stream.read(room + 1)
        self.bytes += len(raw)
        return raw if len(raw) <= room else None

    def _section(self, key: str, value: Any, shown: str, document: Mapped, *, first: bool) -> None:
        place = Place(shown, *document.marks[key])
        if key == "include":
            return
        if key in HEADER_KEYS:
            if first:
                self.sources.header[key] = Entry(value, shown, document, (key,))
            else:
                self.found.report("header-in-include", place, key, key=key)
        elif key == "confirmations":
            if isinstance(value, Sequenced):
                self.sources.confirmations.extend(Entry(v, shown, document, (key, i)) for i, v in enumerate(value))
            elif value is not None:
                self.found.report("wrong-type", place, key, expected=EXPECTED["list"])
        elif key in self.sources.keyed:
            if isinstance(value, Mapped):
                for ident, entry in value.items():
                    self.sources.add(key, ident, Entry(entry, shown, document, (key, ident)))
            elif value is not None:
                self.sources.complete = False
                self.found.report("wrong-type", place, key, expected=EXPECTED["dict"])
        else:
            known = (*HEADER_KEYS, *KEYED_SECTIONS, "confirmations", "include")
            self.found.report("unknown-key", place, key, near=(key, known), key=key[:80])
            self.sources.complete = self.sources.complete and not isinstance(value, Mapped)

    def _includes(self, document: Mapped, listed: _Listed, shown: str, resolved: Path) -> list[_Listed]:
        value = document["include"]
        names = [value] if isinstance(value, str) else value
        place = Place(shown, *document.values_at["include"])
        if names is None:
            return []
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            self.sources.complete = False
            self.found.report("wrong-type", place, "include", expected=EXPECTED["files"])
            return []
        self.listed += len(names)
        if self.listed >= _MAX_FILES:
            self.sources.complete = False
            self.found.report("too-many-files", place, "include", limit=_MAX_FILES)
            return []
        marks = getattr(names, "marks", [document.values_at["include"]])
        through = (*listed.through, resolved)
        return [
            _Listed(self.reader.joined(listed.path, name), Place(shown, *mark), through)
            for name, mark in zip(names, marks, strict=True)
        ]
