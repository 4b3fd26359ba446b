"""What the model already holds: ids, names and raw values, to which a ledger refers and with which it is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from sys import intern
from typing import Any

from sanso.formats.ledger.vocabulary import ledger_words
from sanso.formats.tables.values import folded
from sanso.model.diagnostics import InputRefused
from sanso.model.files import read_sources
from sanso.model.process import NAMED_SECTIONS

__all__ = ["LETTERS", "Names", "Present", "names_of"]

_SHORT = 40
LETTERS: Mapping[str, str] = {
    "organizations": "O",
    "people": "P",
    "components": "C",
    "data": "D",
    "procedures": "R",
    "systems": "S",
    "physical": "F",
    "products": "X",
}
"""Type letters of the connection rules, by section."""


class Names:
    """Ids by the names under which things may be referred to; names are compared like headings."""

    def __init__(self) -> None:
        self._new: list[tuple[str, str]] = []
        self._only: dict[str, str] = {}
        self._several: dict[str, set[str]] = {}

    def add(self, name: str, ident: str) -> None:
        """Remember that *ident* is called *name*; a name of blanks is none."""
        self._new.append((name, ident))

    def called(self, name: str) -> set[str]:
        """Return the ids of everything called *name*; only here are names made comparable."""
        for new, ident in self._new:
            if (key := folded(new)) and self._only.setdefault(key, ident) != ident:
                self._several.setdefault(key, {self._only[key]}).add(ident)
        self._new.clear()
        key = folded(name)
        return set(self._several.get(key) or ((self._only[key],) if key in self._only else ()))


class Present:
    """The named things of a model as its files write them; nothing where there is no model yet."""

    def __init__(self, sections: Mapping[str, Mapping[str, Any]] | None = None, model_id: str = "") -> None:
        self.sections = {section: dict((sections or {}).get(section, {})) for section in NAMED_SECTIONS}
        self.model_id = model_id
        self.files: tuple[Path, ...] = ()
        self.section_of = {ident: section for section, entries in self.sections.items() for ident in entries}
        self.companies: dict[str, str] = {}
        self.names = Names()
        words = ledger_words()
        for section, entries in self.sections.items():
            if section not in LETTERS:
                continue
            for ident, value in entries.items():
                self.names.add(ident, ident)
                for name in names_of(value):
                    self.names.add(name, ident)
                    if section == "organizations":
                        self.companies.setdefault(words.company(name), ident)

    @classmethod
    def read(cls, path: Path) -> Present:
        """Read the model at *path*.

        Raises:
            InputRefused: it cannot be read.

        """
        sources = read_sources(path)
        if sources.found.refused or not sources.usable:
            raise InputRefused(sources.found.all(sources.file))
        sections: dict[str, dict[str, Any]] = {}
        for section in NAMED_SECTIONS:
            entries = sources.keyed[section]
            own = sections[section] = {}
            for ident in list(entries):  # taken out one by one, so that no model is held twice
                own[ident] = _sharing(entries.pop(ident).value)
        head = sources.header.get("id")
        made = cls(sections, str(head.value) if head is not None else "")
        made.files = tuple(sources.files)
        return made

    def value(self, section: str, ident: str) -> Any:
        """Return the raw entry, or None where there is none."""
        return self.sections[section].get(ident)

    def company_name(self, ident: str) -> Any:
        """Return the name that the model gives an organization as it stands there; None where it gives none."""
        value = self.value("organizations", ident)
        return value.get("name") if isinstance(value, dict) else None


def _sharing(value: Any) -> Any:
    """Return *value* so that equal keys and texts of a large table are held once for all its rows."""
    if type(value) is dict:
        return {intern(key): _sharing(inner) for key, inner in value.items()}
    return intern(value) if type(value) is str and len(value) <= _SHORT else value


def names_of(value: Any) -> Iterable[str]:
    """Return the names that a raw entry bears, in all languages."""
    name = value.get("name") if isinstance(value, dict) else None
    if isinstance(name, str):
        return (name,)
    if isinstance(name, dict):
        return tuple(dict.fromkeys(text for text in name.values() if isinstance(text, str)))
    return ()
