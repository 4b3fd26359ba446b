"""MAL files and texts to languages.

>>> text = '#id: "tiny" #version: "1.0.0" category C { asset A { | reach -> fall  & fall } }'
>>> [step.kind for step in loads(text).assets["A"].steps.values()]
['or', 'and']
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sanso.attack.language.declarations import Declarations
from sanso.attack.language.files import declarations_of_file, declarations_of_text
from sanso.attack.language.language import Language
from sanso.attack.language.resolution import resolve
from sanso.model.diagnostics import Diagnostic, InputRefused, printable
from sanso.model.findings import Findings

__all__ = ["BadLanguage", "Reading", "load", "loads", "read", "reads"]


class BadLanguage(InputRefused):
    """A language could not be used; carries every diagnostic that was found, in order of place."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A language, or None where there were errors, and everything that was found on the way."""

    language: Language | None
    diagnostics: tuple[Diagnostic, ...]


def read(path: Path | str) -> Reading:
    """Read the language of the MAL file at *path* and what it includes."""
    found = Findings()
    return _reading(declarations_of_file(Path(path), found), printable(str(path)), found)


def reads(text: str, name: str = "<text>") -> Reading:
    """Read the language of a MAL *text*, which cannot include files; *name* stands in diagnostics."""
    found = Findings()
    shown = printable(name)
    return _reading(declarations_of_text(text, shown, found), shown, found)


def load(path: Path | str) -> Language:
    """Return the language of the MAL file at *path* and what it includes.

    Raises:
        BadLanguage: there are errors; warnings alone are passed over.

    """
    return _language(read(path))


def loads(text: str, name: str = "<text>") -> Language:
    """Return the language of a MAL *text*.

    Raises:
        BadLanguage: there are errors; warnings alone are passed over.

    """
    return _language(reads(text, name))


def _reading(declarations: Declarations, shown: str, found: Findings) -> Reading:
    language = resolve(declarations, shown, found) if declarations.whole else None
    return Reading(None if found.refused else language, tuple(found.all(shown)))


def _language(reading: Reading) -> Language:
    if reading.language is None:
        raise BadLanguage(reading.diagnostics)
    return reading.language
