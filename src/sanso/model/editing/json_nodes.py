"""One line of JSON as nodes that know where they stand, like those of YAML.

>>> node = scan('{"a": [1, true]}')
>>> node.entries["a"].value.start
6
"""

from __future__ import annotations

import json
import re
from typing import Any

from sanso.model.editing.nodes import Held, Node

__all__ = ["scan"]

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def scan(text: str) -> Node:
    """Return the object that *text*, one sound line of a table, holds."""
    return _value(text, _skip(text, 0))


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int) -> Node:
    if text[at] == "{":
        return _object(text, at)
    if text[at] == "[":
        return _array(text, at)
    value, end = _DECODER.raw_decode(text, at)
    return _scalar(at, end, value)


def _scalar(at: int, end: int, value: Any) -> Node:
    node = Node("scalar", at, end, None)
    node.value = value
    node.style = '"' if isinstance(value, str) else None
    return node


def _object(text: str, at: int) -> Node:
    node = Node("map", at, at, None)
    node.flow = True
    spot = _skip(text, at + 1)
    while text[spot] != "}":
        start = spot
        key, spot = _DECODER.raw_decode(text, spot)
        colon = _skip(text, spot) + 1
        inner = _value(text, _skip(text, colon))
        node.entries[key] = Held(start, colon, inner, quoted=True)
        spot = _next(text, inner.end)
    node.end = spot + 1
    return node


def _array(text: str, at: int) -> Node:
    node = Node("list", at, at, None)
    node.flow = True
    spot = _skip(text, at + 1)
    while text[spot] != "]":
        inner = _value(text, spot)
        node.items.append(Held(inner.start, inner.start, inner, quoted=True))
        spot = _next(text, inner.end)
    node.end = spot + 1
    return node


def _next(text: str, at: int) -> int:
    spot = _skip(text, at)
    return _skip(text, spot + 1) if text[spot] == "," else spot
