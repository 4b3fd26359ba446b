r"""Text that is safe to print: what comes from input cannot steer the terminal.

Control characters and those that turn the direction of writing are shown as escapes.

>>> clean("a\x1b[31mb\nc")
'a\\x1b[31mb\\nc'
"""

from __future__ import annotations

import re
import sys
import unicodedata

__all__ = ["clean", "clean_json", "cells", "complain", "say", "wrap"]

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: object) -> str:
    """Return *text* as one line without characters that steer a terminal."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), str(text))


def clean_json(text: str) -> str:
    """Return JSON with such characters as JSON escapes; the values stay the same."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def say(line: str = "") -> None:
    """Print a line that is already safe."""
    sys.stdout.write(line + "\n")


def complain(line: str) -> None:
    """Print a line that is already safe to standard error, after what stands on standard output."""
    sys.stdout.flush()
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def cells(text: str) -> int:
    """Count the columns that *text* takes on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


_NOT_FIRST = "、。」』)]}・:;,.!?ー々"


def wrap(text: str, width: int) -> list[str]:
    """Break *text* into lines of at most *width* columns: between words, and between wide characters."""
    lines: list[str] = []
    line, used = "", 0
    for piece in re.findall(r"\s+|[\x21-\u1100]+|.", text):
        size = cells(piece)
        if used and used + size > width and piece not in _NOT_FIRST:
            lines.append(line.rstrip())
            line, used = ("", 0) if piece.isspace() else (piece, size)
        else:
            line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
