"""Plain YAML scalars by the core rules of YAML 1.2: ``NO`` and ``012`` are strings."""

from __future__ import annotations

import re

__all__ = ["resolve"]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"(?=.*[.eE])[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
    ".inf": float("inf"), ".Inf": float("inf"), ".INF": float("inf"), "+.inf": float("inf"),
    "-.inf": float("-inf"), "-.Inf": float("-inf"), "-.INF": float("-inf"),
}  # fmt: skip
_NUMERIC = frozenset("0123456789+-.")


def resolve(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted scalar.

    Integers of more than 18 digits and numbers with leading zeros stay text: they are identifiers. So do
    ``0x1F`` and ``0o17``, which YAML 1.2 would read as numbers and nobody writes for counts.

    >>> resolve("NO"), resolve("012"), resolve("12"), resolve("true"), resolve("~")
    ('NO', '012', 12, True, None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMERIC and len(text) <= 40:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
