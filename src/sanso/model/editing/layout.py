r"""The lines of a text, and the splices that change it.

>>> made = Layout("a: 1\nb: 2\n")
>>> made.replace(3, 4, "5")
>>> made.text()
'a: 5\nb: 2\n'
"""

from __future__ import annotations

import re
from bisect import bisect_right

from sanso.model.lines import line_starts, plainly_broken

__all__ = ["Layout"]

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class Layout:
    """A text with the beginnings of its lines, and what is to be spliced into it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = (
            line_starts(source) if plainly_broken(source) else [0, *(match.end() for match in _BREAK.finditer(source))]
        )
        first = source.find("\n")
        self.newline = "\r\n" if first > 0 and source[first - 1] == "\r" else "\n"
        self._splices: list[tuple[int, int, int, str]] = []

    @property
    def changed(self) -> bool:
        """Whether anything is to be spliced."""
        return bool(self._splices)

    def replace(self, start: int, end: int, text: str) -> None:
        """Let *text* stand for what is between *start* and *end*."""
        if start != end or text:
            self._splices.append((start, end, len(self._splices), text))

    def insert(self, at: int, text: str) -> None:
        """Let *text* stand at *at*, after what has been inserted there before."""
        self.replace(at, at, text)

    def text(self) -> str:
        """Return the text with everything spliced in; parts of what goes as a whole go with it.

        Lines that are inserted behind one that goes stand where it stood.
        """
        parts: list[str] = []
        at = 0
        for start, end, _, text in sorted(self._splices, key=lambda s: (s[0], s[1] > s[0], s[2])):
            if start < at:
                at = max(at, end)
                if start == end and text.startswith(self.newline):
                    parts.append(text if self.source[at - 1] != "\n" else text[len(self.newline) :] + self.newline)
                continue
            parts += (self.source[at:start], text)
            at = end
        parts.append(self.source[at:])
        return "".join(parts)

    def line_start(self, at: int) -> int:
        """Return where the line begins in which *at* stands."""
        return self.starts[bisect_right(self.starts, at) - 1]

    def line_end(self, at: int) -> int:
        """Return where the line ends in which *at* stands, before its line end."""
        stop = self.next_line(at)
        while stop > at and self.source[stop - 1] in "\r\n\x85\u2028\u2029":
            stop -= 1
        return stop

    def next_line(self, at: int) -> int:
        """Return where the next line begins; the end of the text in the last one."""
        index = bisect_right(self.starts, at)
        return self.starts[index] if index < len(self.starts) else len(self.source)

    def column(self, at: int) -> int:
        """Return how many signs stand before *at* in its line."""
        return at - self.line_start(at)

    def is_first(self, at: int) -> bool:
        """Tell whether only blanks stand before *at* in its line."""
        return not self.source[self.line_start(at) : at].strip()

    def is_blank(self, start: int) -> bool:
        """Tell whether the line that begins at *start* is there and empty."""
        return start < len(self.source) and not self.source[start : self.next_line(start)].strip()

    def blank_before(self, start: int) -> int | None:
        """Return where the empty line before the line at *start* begins; None where it is not empty."""
        if start == 0:
            return None
        before = self.line_start(start - 1)
        return before if self.is_blank(before) else None

    def lines(self, made: list[str]) -> str:
        """Return *made* as lines, each after a line end of the kind of this text."""
        return "".join(self.newline + line for line in made)

    def comma_after(self, at: int) -> int | None:
        """Return where the comma stands that follows *at* after blanks and comments; None where there is none."""
        while at < len(self.source):
            sign = self.source[at]
            if sign == ",":
                return at
            if sign == "#":
                at = self.line_end(at)
            elif not sign.isspace():
                return None
            else:
                at += 1
        return None
