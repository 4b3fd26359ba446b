"""What the files of a model say, merged into one set of entries that know where they stand.

Nothing is interpreted here beyond sections and ids. Files are read by `sanso.model.files`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sanso.model.diagnostics import Place
from sanso.model.findings import Findings
from sanso.model.outline import Outline
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.yaml_reader import locate

__all__ = ["HEADER_KEYS", "KEYED_SECTIONS", "Entry", "Sources"]

HEADER_KEYS = ("sanso", "id", "name", "description", "sectors", "criteria", "iotssf")
"""Single values of the first file."""

KEYED_SECTIONS = (*NAMED_SECTIONS, "measures")
"""Sections whose entries have a key."""


class Entry(NamedTuple):
    """One entry of a section with where it stands: the document it came from and the path in it.

    An entry that was put together from several keeps them in *parts*, by the key that each brought. *shift* is how
    many lines further down the document stands in its file.
    """

    value: Any
    file: str
    document: Any = None
    path: tuple[str | int, ...] = ()
    line: int = 0
    parts: Mapping[str, Entry] | None = None
    shift: int = 0

    def place(self, rest: tuple[str | int, ...] = (), *, key: bool = False) -> Place:
        """Return the place of the part at *rest* below this entry."""
        if self.parts is not None and rest and isinstance(rest[0], str) and rest[0] in self.parts:
            return self.parts[rest[0]].place(rest, key=key)
        if self.document is None:
            return Place(self.file, self.line, 1 if self.line else 0)
        line, column = locate(self.document, (*self.path, *rest), key=key)
        return Place(self.file, line + self.shift, column)


@dataclass(slots=True)
class Sources:
    """Everything that the files say, by section; *header* holds the single values of the first file.

    *usable* tells whether there is anything to check; *complete*, whether every entry was read, so that what is
    missing is really missing; *faulty* holds the paths of entries that lost parts, about which nothing is remarked.
    *clean* tells that nothing was found while reading; *outlines* tell where the entries of each YAML file begin.
    """

    file: str
    header: dict[str, Entry] = field(default_factory=dict)
    keyed: dict[str, dict[str, Entry]] = field(default_factory=lambda: {section: {} for section in KEYED_SECTIONS})
    confirmations: list[Entry] = field(default_factory=list)
    found: Findings = field(default_factory=Findings)
    usable: bool = True
    complete: bool = True
    faulty: set[str] = field(default_factory=set)
    files: list[Path] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)
    clean: bool = False
    outlines: dict[str, Outline] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Model) -> Sources:
        """Return what *model* says, as if it had been read from a file without a name."""
        sources = cls("")
        for section in KEYED_SECTIONS:
            sources.keyed[section] = {ident: Entry(thing, "") for ident, thing in getattr(model, section).items()}
        sources.confirmations = [Entry(stated.model_dump(), "") for stated in model.confirmations]
        return sources

    def add(self, section: str, ident: str, entry: Entry) -> None:
        """Add *entry*; measures of one id may stand in several places, everything else in one."""
        own = self.keyed[section]
        if ident not in own:
            own[ident] = entry
        elif section == "measures" and isinstance(entry.value, dict) and isinstance(own[ident].value, dict):
            self._add_measures(ident, entry)
        else:
            place, other = entry.place(key=True), str(own[ident].place(key=True))
            self.found.report("duplicate-id", place, f"{section}/{ident}", id=ident[:80], other=other)

    def _add_measures(self, ident: str, more: Entry) -> None:
        own = self.keyed["measures"][ident]
        if own.parts is None:
            own = Entry(
                dict(own.value), own.file, own.document, own.path, own.line, parts=dict.fromkeys(own.value, own)
            )
            self.keyed["measures"][ident] = own
        parts: Any = own.parts
        for requirement, value in more.value.items():
            if requirement in own.value:
                place, other = more.place((requirement,), key=True), str(own.place((requirement,), key=True))
                path = f"measures/{ident}/{requirement}"
                self.found.report("duplicate-id", place, path, id=requirement[:80], other=other)
            else:
                own.value[requirement] = value
                parts[requirement] = more
