"""Diagnostics: what is wrong with an input, as values with place, hint and both languages.

Codes and their sentences stand in ``messages.py``; a diagnostic is made by `diagnose`.

>>> d = diagnose("missing-file", Place("a.yaml"), file="a.yaml")
>>> d.severity, d.code
('error', 'missing-file')
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sanso.model.messages import MESSAGES
from sanso.model.text import Language, Text

__all__ = ["Diagnostic", "InputRefused", "Place", "Severity", "diagnose", "has_errors", "suggest"]

Severity = Literal["error", "warning", "info"]


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


def diagnose(code: str, place: Place, path: str = "", *, hint: Text | None = None, **values: object) -> Diagnostic:
    """Make the diagnostic called *code*, its sentence filled with *values*.

    Raises:
        KeyError: the code, or a value that its sentence needs, is unknown.

    """
    entry = MESSAGES[code]
    own = entry.hint.fill(**values) if entry.hint else None
    return Diagnostic(code, entry.severity, place, path, entry.message.fill(**values), hint or own)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any diagnostic makes the input unusable."""
    return any(d.severity == "error" for d in diagnostics)


_SUGGESTION_POOL = 20_000


def suggest(word: str, known: Sequence[str]) -> Text | None:
    """Return a "did you mean" hint for *word*, or None where nothing known comes near."""
    near = difflib.get_close_matches(word[:80], known[:_SUGGESTION_POOL], n=1, cutoff=0.6)
    if not near:
        return None
    return Text(en=f"did you mean `{near[0]}`?", ja=f"`{near[0]}` のことですか。")
