r"""Where the parts of a YAML file begin: its keys, and the entries of sections in block style.

>>> from sanso.model.yaml_reader import read_yaml
>>> text = "sanso: 1\ncomponents:\n  gps: {kind: sensor}\n  hub:\n    kind: gateway\n"
>>> [(part.key, part.line, part.column, part.lines) for part in Outline.of(read_yaml(text, "m.yaml")[0]).parts]
[('sanso', 1, 0, ()), ('components', 2, 3, (3, 4))]
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sanso.model.yaml_reader import Mapped, Sequenced

__all__ = ["Outline", "Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """A key of a file: the line of the key, column of its entries (0: none that stand alone), line of each entry.

    *names* are the keys of the entries, or their numbers. Lines and columns count from 1.
    """

    key: str
    line: int
    column: int = 0
    names: tuple[str, ...] | range = ()
    lines: tuple[int, ...] = ()

    def shifted(self, lines: int) -> Part:
        """Return the part so many lines further down."""
        return replace(self, line=self.line + lines, lines=tuple([line + lines for line in self.lines]))


@dataclass(frozen=True, slots=True)
class Outline:
    """The keys of a file in block style, in their order; none where it is not plainly laid out.

    *nodes* is the number of values in the file.
    """

    parts: tuple[Part, ...]
    nodes: int

    @classmethod
    def of(cls, document: Mapped) -> Outline:
        """Return the outline of a file that was read."""
        plain = not document.flow and not document.anchored
        lines = [line for line, _ in document.marks.values()]
        if not plain or any(column != 1 for _, column in document.marks.values()) or not _ascends(lines):
            return cls((), document.size)
        parts = tuple(_part(key, line, document[key]) for key, (line, _) in document.marks.items())
        return cls(parts, document.size)


def _part(key: str, line: int, value: Any) -> Part:
    """Return the part of a key; entries that do not all have lines of their own are not told."""
    if isinstance(value, Mapped) and not value.flow and value:
        marks, names = list(value.marks.values()), tuple(value)
        columns = {column for _, column in marks}
        lines = [first for first, _ in marks]
        if len(columns) == 1 and lines[0] > line and _ascends(lines):
            return Part(key, line, columns.pop(), names, tuple(lines))
    if isinstance(value, Sequenced) and not value.flow and value:
        lines = [first for first, _ in value.marks]
        if lines[0] > line and _ascends(lines):
            return Part(key, line, 1, range(len(value)), tuple(lines))
    return Part(key, line)


def _ascends(lines: list[int]) -> bool:
    return all(one < other for one, other in pairwise(lines))
