"""Families of integrity standards: which family a stated standard belongs to, and what its level word means.

>>> family_of("ISO 13849-1"), family_of("IEC 61511"), family_of("house rule")
('iso13849', 'iec61508', None)
>>> rank("iso13849", "PL d"), rank("iso26262", "ASIL B(D)"), rank("iec61508", "?")
(3, 2, None)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text
from sanso.safety.tables import iec61508, iec62443, iso13849, iso26262

__all__ = ["FAMILY", "family_of", "level_word", "rank"]

FAMILY: Mapping[str, Text] = MappingProxyType(
    {
        "iso13849": Text(en="ISO 13849-1 (PL)", ja="ISO 13849-1(PL)"),
        "iec61508": Text(en="IEC 61508 (SIL)", ja="IEC 61508(SIL)"),
        "iso26262": Text(en="ISO 26262 (ASIL)", ja="ISO 26262(ASIL)"),
        "iec62443": Text(en="IEC 62443 (SL-T)", ja="IEC 62443(SL-T)"),
    }
)
"""What the families are called; each has a scale of its own."""

_NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "13849": "iso13849",
        "9705": "iso13849",
        "61508": "iec61508",
        "0508": "iec61508",
        "61511": "iec61508",
        "0511": "iec61508",
        "62061": "iec61508",
        "50156": "iec61508",
        "26262": "iso26262",
    }
)
"""By the number of the standard, with those of JIS B 9705 and JIS C 0508 / 0511."""

_LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "iso13849": iso13849.LEVELS,
        "iec61508": tuple(map(str, iec61508.LEVELS)),
        "iso26262": iso26262.LEVELS,
        "iec62443": tuple(map(str, iec62443.LEVELS)),
    }
)
_PREFIX: Mapping[str, str] = MappingProxyType(
    {"iso13849": "PL", "iec61508": "SIL", "iso26262": "ASIL", "iec62443": "SL"}
)
_WORD: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "iso13849": re.compile(r"(?:plr?\s*)?([a-e])"),
        "iec61508": re.compile(r"(?:sil\s*)?([1-4])"),
        "iso26262": re.compile(r"(?:asil\s*)?(qm|[a-d])(?:\s*\([a-d]\))?"),
        "iec62443": re.compile(r"(?:sl(?:-[tca])?\s*)?([0-4])"),
    }
)


def family_of(standard: str) -> str | None:
    """Return the family of a standard as it is written, None where it has no scale that is known here."""
    found = re.findall(r"\d{4,5}", unicodedata.normalize("NFKC", standard))
    return next((_NUMBERS[number] for number in found if number in _NUMBERS), None)


def rank(family: str, level: str) -> int | None:
    """Return the place of a level word in the scale of its family, weakest 0; None where it is none of them.

    A decomposed ASIL such as ``B(D)`` counts as the part's own level.

    Raises:
        KeyError: there is no such family.

    """
    match = _WORD[family].fullmatch(unicodedata.normalize("NFKC", level).strip().casefold())
    if match is None:
        return None
    folded = [word.casefold() for word in _LEVELS[family]]
    return folded.index(match[1])


def level_word(family: str, level: str) -> str:
    """Write a level with the prefix of its family: ``PL d``, ``SIL 2``, ``ASIL C``, ``QM``, ``SL 3``.

    Raises:
        KeyError: there is no such family.

    """
    place = rank(family, level)
    if place is None:
        return level
    word = _LEVELS[family][place]
    return word if word == "QM" else f"{_PREFIX[family]} {word}"
