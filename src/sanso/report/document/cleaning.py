r"""Make text fit for a page: no characters that no page can show, and nothing that cannot be broken.

Control, format, private and unassigned characters go, with them those that turn the direction of writing; line
feeds stay. Of the marks stacked on a letter two stay. A piece of more than 24 characters without a place to break
gets some (U+200B, of no width).

>>> clean("a\x1b[31mb\u202ec"), len(breakable("x" * 60))
('a[31mbc', 62)
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["breakable", "clean"]

_LONG = re.compile(r"[!-\u02ff]{25,}")
_CHUNK = re.compile(r"(.{24})(?=.)")
_PLAIN = re.compile(
    r"[\n -~\u00a1-\u00ac\u00ae-\u024f\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fbf\uff01-\uff5e]*"
)


def clean(text: str) -> str:
    """Return *text* as characters that a page can show."""
    if _PLAIN.fullmatch(text):
        return text
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        category = unicodedata.category(char)
        if char == "\n" or char.isspace():
            char = "\n" if char in "\n\u2028\u2029" else " "
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn"):
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= 2:
            kept.append(char)
    return "".join(kept)


def breakable(text: str) -> str:
    """Return *text* with places to break inside what is too long for a line."""
    return _LONG.sub(lambda found: _CHUNK.sub("\\1\u200b", found[0]), text)
