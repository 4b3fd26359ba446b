r"""Where the lines of a text begin.

>>> line_starts("a\nbc\n"), plainly_broken("a\r\nb\n"), plainly_broken("a\rb")
([0, 2, 5], True, False)
"""

from __future__ import annotations

from itertools import accumulate

__all__ = ["line_starts", "plainly_broken"]

_RARE_BREAKS = "\x85\u2028\u2029"
"""Signs that end a line of YAML beside the carriage return and the line feed."""


def plainly_broken(text: str) -> bool:
    """Tell whether lines end with line feeds only, with or without a carriage return before."""
    if any(sign in text for sign in _RARE_BREAKS):
        return False
    return "\r" not in text or text.count("\r") == text.count("\r\n")


def line_starts(text: str) -> list[int]:
    """Return where the lines begin that line feeds end; the end of the text too, behind a last line feed."""
    lengths = map((1).__add__, map(len, text.split("\n")))
    return [0, *accumulate(lengths)][:-1]
