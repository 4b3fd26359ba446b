"""The lines of a file around a diagnostic, so that a fault can be seen before the file is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanso.model.diagnostics import Diagnostic, printable

__all__ = ["Line", "excerpts"]

_AROUND = 1
_MOST = 40
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file; *hit* where the diagnostic points to it."""

    number: int
    text: str
    hit: bool


def excerpts(found: Sequence[Diagnostic], contents: Mapping[str, bytes]) -> tuple[tuple[Line, ...], ...]:
    """Return the lines around each diagnostic, none where it names no line; only the first ones get an excerpt."""
    lines: dict[str, list[str]] = {}
    made: list[tuple[Line, ...]] = []
    for number, one in enumerate(found):
        file, line = one.place.file, one.place.line
        if number >= _MOST or not line or file not in contents:
            made.append(())
            continue
        text = lines.setdefault(file, contents[file].decode("utf-8", "replace").splitlines())
        first, last = max(1, line - _AROUND), min(len(text), line + _AROUND)
        made.append(tuple(Line(n, printable(text[n - 1], _LONGEST), n == line) for n in range(first, last + 1)))
    return tuple(made)
