r"""Text that is safe to print: what comes from input cannot steer the terminal.

Control characters and those that turn the direction of writing are shown as escapes.

>>> clean("a\x1b[31mb\nc")
'a\\x1b[31mb\\nc'
"""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata

__all__ = ["break_points", "cells", "clean", "clean_json", "complain", "say", "wrap"]

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


_NOT_FIRST = "、。」』)]}】・:;,.!?ー々っゃゅょッャュョ”’…"
_NOT_LAST = "「『([{【“‘"
_PIECES = re.compile(r" +|[^ \u1100-\u200f\u2028-\U0010ffff]+|.", re.DOTALL)
"""Spaces, words with the quotes and dashes that touch them, and single wide characters."""


def break_points(text: str, width: int) -> list[int]:
    """Return where lines of at most *width* columns begin: at spaces and wide characters, inside words if need be."""
    points: list[int] = []
    line: list[tuple[int, str, int]] = []  # start, piece and size of what stands on the line
    for match in _PIECES.finditer(text):
        piece, size = match[0], cells(match[0])
        if sum(entry[2] for entry in line) + size > width and line and not piece.isspace():
            line = _taken_along(line, piece, width - size)
            points.append(line[0][0] if line else match.start())
        line.append((match.start(), piece, size))
        if size > width:
            points += [match.start() + offset for offset in range(width, len(piece), width)]
            line = [(match.start(), piece, len(piece) % width or width)]
    return points


def _taken_along(line: list[tuple[int, str, int]], piece: str, room: int) -> list[tuple[int, str, int]]:
    """Return the end of *line* that must stand with *piece*: no line begins with a comma or ends with a bracket."""
    keep = len(line)
    following = piece
    while keep > 1 and (following[0] in _NOT_FIRST or line[keep - 1][1][-1] in _NOT_LAST):
        keep -= 1
        following = line[keep][1]
    taken = line[keep:]
    return taken if sum(entry[2] for entry in taken) <= room and not following.isspace() else []


def wrap(text: str, width: int) -> list[str]:
    """Break *text* into lines of at most *width* columns."""
    ends = [0, *break_points(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in itertools.pairwise(ends)]
