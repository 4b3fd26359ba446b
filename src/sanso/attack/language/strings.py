r"""Strings of MAL: what stands between the quotes.

MAL's grammar knows one escape, ``\"``; every other backslash is a backslash.

>>> unquoted(r'"a \"b\" \d"')
'a "b" \\d'
"""

from __future__ import annotations

__all__ = ["unquoted"]


def unquoted(text: str) -> str:
    """Return the content of a string that stands in quotes."""
    return text[1:-1].replace('\\"', '"')
