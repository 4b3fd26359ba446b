"""How wide a text is, and how a name is cut so that it stays inside its box.

The box of a text is a model, not a measurement: wide characters count 1 em, others at least 0.6 em, and a
line is 1.2 em high. Names are fitted with a slightly more careful rule (capitals and ``m`` are broad), so a
drawn text never claims more room than its box.

>>> text_width("bus", 10)
18.0
>>> wrap("Remote maintenance terminal", 110, 13, 2)
('Remote', 'maintenance…')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["LINE_HEIGHT", "clean", "fit", "fit_width", "text_width", "wrap"]

LINE_HEIGHT = 1.2
"""Height of a line, in em."""

ELLIPSIS = "…"
_BROAD = {**dict.fromkeys("WMmw@%", 0.95), **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&", 0.72)}
_TOKEN = re.compile(r"\s+|[^\s]")
_NEVER_FIRST = frozenset("ー、。」』）)・々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that begin no line (kinsoku)."""
_MOST = 400
"""Characters of a name that are looked at; no picture shows more."""


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6


@lru_cache(maxsize=4096)
def _fit_em(char: str) -> float:
    return max(_em(char), _BROAD.get(char, 0.0))


def text_width(text: str, size: float) -> float:
    """Return the width of *text* at font *size*, both in pixels, by the box model."""
    return sum(map(_em, text)) * size


def fit_width(text: str, size: float) -> float:
    """Return the width in pixels that *text* may need with any of the fonts; at least `text_width`."""
    return sum(map(_fit_em, text)) * size


def clean(text: str) -> str:
    """Return *text* as one line that XML can hold: no control, format or unpaired characters, no stacked marks."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[: 2 * _MOST]):
        category = unicodedata.category(char)
        if char.isspace():
            char = " "
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn"):
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= 2:
            kept.append(char)
    return re.sub(" {2,}", " ", "".join(kept)).strip()[:_MOST]


def fit(text: str, width: float, size: float) -> str:
    """Return *text* cut with an ellipsis so that it is at most *width* pixels wide."""
    text = clean(text)
    if fit_width(text, size) <= width:
        return text
    room = width - fit_width(ELLIPSIS, size)
    used, end = 0.0, 0
    for char in text:
        used += _fit_em(char) * size
        if used > room:
            break
        end += 1
    return text[:end].rstrip() + ELLIPSIS


def _pieces(text: str) -> list[str]:
    """Split where a line may break: at spaces, after hyphens and slashes, beside wide characters."""
    pieces: list[str] = []
    glue = False
    for char in _TOKEN.findall(text):
        if char.isspace():
            pieces.append(" ")
            glue = False
        elif char in _NEVER_FIRST and pieces and pieces[-1] != " ":
            pieces[-1] += char
            glue = False
        elif _em(char) == 1.0:
            pieces.append(char)
            glue = False
        elif glue:
            pieces[-1] += char
        else:
            pieces.append(char)
            glue = True
        if char in "-/_・":
            glue = False
    return pieces


def wrap(text: str, width: float, size: float, lines: int) -> tuple[str, ...]:
    """Return *text* in at most *lines* lines of *width* pixels, the last one cut where it is too long."""
    text = clean(text)
    done: list[str] = []
    current = ""
    rest = _pieces(text)
    while rest and len(done) < lines - 1:
        piece = rest[0]
        if fit_width((current + piece).rstrip(), size) <= width:
            current += piece
            rest.pop(0)
        elif current.strip():
            done.append(current.strip())
            current = ""
            if piece == " ":
                rest.pop(0)
        else:
            break
    tail = (current + "".join(rest)).strip()
    if tail:
        done.append(fit(tail, width, size))
    if len(done) == 2 and " " not in text and not done[-1].endswith(ELLIPSIS):
        done = _balanced(text, width, size)
    return tuple(done)


def _script(char: str) -> str:
    return re.split("[ -]", unicodedata.name(char, "?"), maxsplit=1)[0]


def _balanced(text: str, width: float, size: float) -> list[str]:
    """Return *text* without spaces in two lines, parted where the script changes, else near the middle."""
    best: tuple[float, list[str]] | None = None
    pieces = _pieces(text)
    for index in range(1, len(pieces)):
        first, second = "".join(pieces[:index]), "".join(pieces[index:])
        if max(fit_width(first, size), fit_width(second, size)) > width:
            continue
        score = abs(len(first) - len(second)) / len(text) - (0.6 if _script(first[-1]) != _script(second[0]) else 0.0)
        if best is None or score < best[0]:
            best = score, [first, second]
    return best[1] if best is not None else [fit(text, width, size)]
