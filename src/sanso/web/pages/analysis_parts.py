"""What the pages of analyses share: parameters of the address, and what is said where there is nothing to show."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from sanso.model.text import Text

__all__ = ["Empty", "number_of", "word_of"]


@dataclass(frozen=True, slots=True)
class Empty:
    """What a page says that has nothing to show, and the one thing to do about it."""

    words: Text
    action: Text
    href: str


def word_of(request: Request, name: str) -> str:
    """Return a parameter of the address, empty where it is missing."""
    return request.query_params.get(name, "")


def number_of(request: Request, name: str, most: int) -> int:
    """Return a parameter as a number from 0 to *most*; what is none counts as 0.

    >>> number_of(Request({"type": "http", "query_string": b"a=3&b=x", "headers": []}), "a", 4)
    3
    """
    text = word_of(request, name)
    sound = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return min(int(text), most) if sound else 0
