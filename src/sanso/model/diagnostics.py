"""Diagnostics: what is wrong with an input, as values with place, hint and both languages.

Codes and their sentences stand in ``messages.py``; a diagnostic is made by `diagnose`. Words of the input that
a sentence repeats are cut, and signs that steer a terminal or cannot be written are shown as escapes.

>>> d = diagnose("missing-file", Place("a.yaml"), file="a.yaml")
>>> d.severity, d.code
('error', 'missing-file')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sanso.model.messages import MESSAGES
from sanso.model.suggestions import nearest
from sanso.model.text import Language, Text

__all__ = ["Diagnostic", "InputRefused", "Place", "Severity", "diagnose", "has_errors", "printable", "suggest"]

Severity = Literal["error", "warning", "info"]

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_LONGEST = 600


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the input: line and column count from 1; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about an input; *path* names the spot inside the data (``components/gps/kind``)."""

    code: str
    severity: Severity
    place: Place
    path: str
    message: Text
    hint: Text | None = None

    def show(self, lang: Language = "en") -> str:
        """Return ``file:line:column: code: message`` with the hint on a line of its own."""
        line = f"{self.place}: {self.code}: {self.message.show(lang)}"
        return f"{line}\n    {self.hint.show(lang)}" if self.hint else line


class InputRefused(Exception):
    """Input could not be used; carries every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.show() for d in self.diagnostics))


def printable(text: str, longest: int = _LONGEST) -> str:
    r"""Return *text* cut to a readable length, with signs that cannot be shown as escapes.

    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), cut)


def diagnose(code: str, place: Place, path: str = "", *, hint: Text | None = None, **values: object) -> Diagnostic:
    """Make the diagnostic called *code*, its sentence filled with *values*.

    Raises:
        KeyError: the code, or a value that its sentence needs, is unknown.

    """
    entry = MESSAGES[code]
    shown = {name: _shown(value) for name, value in values.items()}
    own = entry.hint.fill(**shown) if entry.hint else None
    return Diagnostic(code, entry.severity, place, printable(path), entry.message.fill(**shown), hint or own)


def _shown(value: object) -> object:
    if isinstance(value, Text):
        return Text(en=printable(value.show("en")), ja=printable(value.show("ja")))
    return printable(value) if isinstance(value, str) else value


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any diagnostic makes the input unusable."""
    return any(d.severity == "error" for d in diagnostics)


def suggest(word: str, known: Sequence[str]) -> Text | None:
    """Return a "did you mean" hint for *word*, or None where nothing known comes near."""
    near = nearest(word, known)
    return meant(near) if near is not None else None


def meant(word: str) -> Text:
    """Return the hint that *word* was meant."""
    shown = printable(word)
    return Text(en=f"did you mean `{shown}`?", ja=f"`{shown}` のことですか。")
