"""Files of a model: read within limits, followed through includes, merged into one set of entries.

Nothing is interpreted here beyond sections and ids. Includes stay inside the folder of the first file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanso.model.diagnostics import Diagnostic, Place, diagnose, suggest
from sanso.model.process import NAMED_SECTIONS
from sanso.model.yaml_reader import Mapped, Sequenced, locate, read_yaml

__all__ = ["MAX_YAML_BYTES", "Entry", "Sources", "read_sources"]

MAX_YAML_BYTES = 48 * 2**20
MAX_TABLE_BYTES = 4 * 2**30
_MAX_LINE = 2**20
_MAX_FILES = 1000
_HEADER_KEYS = ("sanso", "id", "name", "description", "sectors", "criteria")
_KEYED = (*NAMED_SECTIONS, "measures")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section with where it stands: the document it came from and the path in it."""

    value: Any
    file: str
    document: Any
    path: tuple[str | int, ...]
    line: int = 0

    def place(self, rest: tuple[str | int, ...] = (), *, key: bool = False) -> Place:
        """Return the place of the part at *rest* below this entry."""
        if self.line:
            return Place(self.file, self.line, 1)
        return Place(self.file, *locate(self.document, (*self.path, *rest), key=key))


@dataclass(slots=True)
class Sources:
    """Everything that the files say, by section; *header* holds the single values of the first file."""

    file: str
    header: dict[str, Entry] = field(default_factory=dict)
    keyed: dict[str, dict[str, Entry]] = field(default_factory=lambda: {section: {} for section in _KEYED})
    confirmations: list[Entry] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    usable: bool = True
    files: list[Path] = field(default_factory=list)


def read_sources(path: Path) -> Sources:
    """Read the model file at *path* and everything it includes; faults are collected, never raised."""
    sources = Sources(str(path))
    _File(sources, path, _folder(path)).read(path, str(path), first=True, open_files=())
    return sources


def _folder(path: Path) -> Path:
    try:
        return path.parent.resolve()
    except (OSError, RuntimeError):
        return path.parent


class _File:
    """Reads files into *sources*; *root* is the folder that includes may not leave."""

    def __init__(self, sources: Sources, first: Path, root: Path) -> None:
        self.sources = sources
        self.first = first
        self.root = root

    def report(self, code: str, place: Place, path: str = "", **values: Any) -> None:
        self.sources.found.append(diagnose(code, place, path, **values))

    def read(self, path: Path, shown: str, *, first: bool, open_files: tuple[Path, ...]) -> None:
        before = len(self.sources.found)
        table = path.suffix.lower() in (".jsonl", ".ndjson")
        if self._readable(path, shown, MAX_TABLE_BYTES if table else MAX_YAML_BYTES):
            self.sources.files.append(path)
            if table:
                self._table(path, shown, first=first)
            else:
                self._document(path, shown, first=first, open_files=open_files)
        if first and len(self.sources.found) > before and not (self.sources.header or any(self.sources.keyed.values())):
            self.sources.usable = False

    def _readable(self, path: Path, shown: str, limit: int) -> bool:
        place = Place(shown)
        try:
            if path.is_dir():
                self.report("not-a-file", place, file=shown)
            elif not path.exists():
                self.report("missing-file", place, file=shown)
            elif not path.is_file():
                self.report("not-a-file", place, file=shown)
            elif path.stat().st_size > limit:
                self.report("file-too-large", place, file=shown, limit=limit // 2**20)
            elif path.stat().st_size == 0:
                self.report("empty-file", place, file=shown)
            else:
                return True
        except (OSError, ValueError) as error:
            self.report("unreadable-file", place, file=shown, reason=getattr(error, "strerror", None) or "")
        return False

    def _text(self, path: Path, shown: str) -> str | None:
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.report("unreadable-file", Place(shown), file=shown, reason=error.strerror or "")
            return None
        return self._decode(raw, shown)

    def _decode(self, raw: bytes, shown: str) -> str | None:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.report("not-utf8", Place(shown), encoding="UTF-16")
        elif raw.startswith(b"\xef\xbb\xbf"):
            self.report("byte-order-mark", Place(shown, 1, 1))
        elif b"\0" in raw:
            line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
            self.report("nul-byte", Place(shown, line, 1))
        else:
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError as error:
                line = raw.count(b"\n", 0, error.start) + 1
                self.report("not-utf8", Place(shown, line, 1), encoding="?")
        return None

    def _document(self, path: Path, shown: str, *, first: bool, open_files: tuple[Path, ...]) -> None:
        text = self._text(path, shown)
        if text is None:
            return
        document, found = read_yaml(text, shown)
        self.sources.found.extend(found)
        if document is None:
            if not found:
                self.report("empty-file", Place(shown), file=shown)
            return
        if not isinstance(document, Mapped):
            self.report("not-a-model", Place(shown, 1, 1), file=shown)
            return
        for key, value in document.items():
            self._section(key, value, shown, document, first=first)
        if "include" in document:
            self._includes(document, path, shown, (*open_files, _resolved(path)))

    def _section(self, key: str, value: Any, shown: str, document: Mapped, *, first: bool) -> None:
        place = Place(shown, *document.marks[key])
        if key == "include":
            return
        if key in _HEADER_KEYS:
            if first:
                self.sources.header[key] = Entry(value, shown, document, (key,))
            else:
                self.report("header-in-include", place, key, key=key)
        elif key == "confirmations":
            if isinstance(value, Sequenced):
                self.sources.confirmations.extend(Entry(v, shown, document, (key, i)) for i, v in enumerate(value))
            elif value is not None:
                self.report("wrong-type", place, key, expected="list")
        elif key in self.sources.keyed:
            if isinstance(value, Mapped):
                for ident, entry in value.items():
                    self._entry(key, ident, Entry(entry, shown, document, (key, ident)))
            elif value is not None:
                self.report("wrong-type", place, key, expected="mapping")
        else:
            known = (*_HEADER_KEYS, *_KEYED, "confirmations", "include")
            self.report("unknown-key", place, key, key=key[:80], hint=suggest(key, known))

    def _entry(self, section: str, ident: str, entry: Entry) -> None:
        own = self.sources.keyed[section]
        if ident not in own:
            own[ident] = entry
        elif section == "measures" and isinstance(entry.value, dict) and isinstance(own[ident].value, dict):
            self._more_measures(ident, own[ident], entry)
        else:
            place = entry.place(key=True)
            self.report("duplicate-id", place, f"{section}/{ident}", id=ident, other=str(own[ident].place(key=True)))

    def _more_measures(self, ident: str, first: Entry, more: Entry) -> None:
        merged = Mapped()
        for source in (first, more):
            for requirement, value in source.value.items():
                if requirement in merged:
                    place = source.place((requirement,), key=True)
                    self.report("duplicate-id", place, f"measures/{ident}", id=requirement, other=str(first.place()))
                    continue
                merged[requirement] = value
                marks = getattr(source.value, "marks", {}).get(requirement, (1, 1))
                merged.marks[requirement] = merged.values_at[requirement] = marks
        document = Mapped()
        document[ident], document.marks[ident], document.values_at[ident] = merged, (1, 1), (1, 1)
        self.sources.keyed["measures"][ident] = Entry(merged, first.file, document, (ident,), first.line)

    def _includes(self, document: Mapped, path: Path, shown: str, open_files: tuple[Path, ...]) -> None:
        listed = document["include"]
        names = [listed] if isinstance(listed, str) else listed
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            self.report(
                "wrong-type", Place(shown, *document.marks["include"]), "include", expected="list of file names"
            )
            return
        marks = getattr(names, "marks", [document.values_at["include"]])
        for name, mark in zip(names, marks, strict=True):
            self._include(name, Place(shown, *mark), path, open_files)

    def _include(self, name: str, place: Place, path: Path, open_files: tuple[Path, ...]) -> None:
        target = path.parent / name
        resolved = _resolved(target)
        if "\0" in name or not resolved.is_relative_to(self.root):
            self.report("include-outside", place, "include", file=name[:200])
        elif resolved in open_files:
            self.report("include-loop", place, "include", file=name)
        elif resolved in {_resolved(done) for done in self.sources.files}:
            self.report("include-twice", place, "include", file=name)
        elif len(self.sources.files) >= _MAX_FILES:
            self.report("too-many-files", place, "include", limit=_MAX_FILES)
        else:
            self.read(target, str(target), first=False, open_files=open_files)

    def _table(self, path: Path, shown: str, *, first: bool) -> None:
        try:
            with path.open("rb") as stream:
                number = 0
                while raw := stream.readline(_MAX_LINE + 1):
                    number += 1
                    if len(raw) > _MAX_LINE:
                        self.report("line-too-long", Place(shown, number, 1), limit=_MAX_LINE)
                        return
                    if raw.strip() and not self._row(raw, shown, number, header=first and number == 1):
                        return
        except OSError as error:
            self.report("unreadable-file", Place(shown), file=shown, reason=error.strerror or "")

    def _row(self, raw: bytes, shown: str, number: int, *, header: bool) -> bool:
        """Take one line of a table; return False where reading on makes no sense."""
        place = Place(shown, number, 1)
        try:
            row = _DECODER.decode(raw.decode())
        except (ValueError, RecursionError) as error:
            if self._decode(raw, shown) is not None:
                self.report("json-syntax", place, problem=str(error)[:200])
            return False
        if not isinstance(row, dict):
            self.report("wrong-type", place, expected="object")
            return not header
        if header:
            for key, value in row.items():
                if key in _HEADER_KEYS:
                    self.sources.header[key] = Entry(value, shown, None, (), number)
                else:
                    self.report("unknown-key", place, key, key=key[:80], hint=suggest(key, _HEADER_KEYS))
            return True
        section = row.pop("in", None)
        if section == "confirmations":
            self.sources.confirmations.append(Entry(row, shown, None, (), number))
            return True
        ident = row.pop("of" if section == "measures" else "id", None)
        if section not in self.sources.keyed or not isinstance(ident, str):
            self.report("table-row", place)
        else:
            self._entry(section, ident, Entry(row, shown, None, (), number))
        return True


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) != len(pairs):
        raise ValueError("a key stands twice")
    return row


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
