r"""Plain values as YAML in the style of the shipped models: small mappings on one line, quotes only where needed.

>>> flow({"name": {"en": "Gate", "ja": "門"}, "version": "4.1", "country": "NO"})
'{name: {en: Gate, ja: 門}, version: "4.1", country: NO}'
>>> lines = block("harm", {"cause": {"element": "door", "effect": "stopped"}, "human": "serious"}, 2, wide=20)
>>> print("\n".join(lines))
  harm:
    cause:
      element: door
      effect: stopped
    human: serious
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from sanso.model.editing.changes import plain
from sanso.model.scalars import resolve

__all__ = [
    "HEAD",
    "WIDE",
    "block",
    "block_item",
    "body",
    "flow",
    "is_literal",
    "is_small",
    "json_text",
    "key_text",
    "scalar",
    "section",
    "width",
    "write_model",
]

WIDE = 110
"""Columns up to which a collection stands on one line."""

STEP = 2

_ORDER = (
    "sanso", "id", "name", "description", "sectors", "include", "criteria",
    "organizations", "people", "products", "components", "systems", "procedures", "data", "physical",
    "connections", "conditions", "harms", "measures", "confirmations",
)  # fmt: skip
HEAD = frozenset(_ORDER[:6])
"""Single values that stand at the top of the first file."""

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`="
_NEVER_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\u00a0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_BREAKS_OFF = re.compile(r":(\s|$)|\s#")
_BREAKS_OFF_IN_FLOW = re.compile(r"[,\[\]{}?]|:(\s|$|[,\[\]{}])|\s#")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u00a0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_ODD = re.compile("[\x7f-\x9f\u00a0\u2028\u2029\ufeff]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def json_text(value: Any) -> str:
    """Return *value* as JSON on one line, which is YAML too."""
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def scalar(value: Any, *, inside: bool = False, style: str | None = None) -> str:
    """Return a scalar; *inside* a flow collection more signs need quotes; *style* is the quote to keep, if any."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isfinite(value):
            return repr(value)
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if style == "'" and not _NEVER_PLAIN.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text if style != '"' and _is_plain(text, inside=inside) else _quoted(text)


def _is_plain(text: str, *, inside: bool) -> bool:
    if not text or text != text.strip() or text[0] in _INDICATORS or text.startswith("..."):
        return False
    off = _BREAKS_OFF_IN_FLOW if inside else _BREAKS_OFF
    return not off.search(text) and not _NEVER_PLAIN.search(text) and isinstance(resolve(text), str)


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda match: _escape(match[0]), text) + '"'


def _escape(sign: str) -> str:
    if sign in _SHORT:
        return _SHORT[sign]
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def key_text(key: str, *, inside: bool) -> str:
    """Return a key; keys are text, whatever they look like."""
    return key if _is_plain(key, inside=inside) or (key.isascii() and key.isalnum()) else _quoted(key)


def flow(value: Any) -> str:
    """Return *value* on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key, inside=True)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value, inside=True)


def block(
    key: str, value: Any, column: int, *, wide: int = WIDE, open_up: bool = False, pad: int = 1, step: int = STEP
) -> list[str]:
    """Return the lines of one entry of a block mapping whose keys stand at *column*.

    A collection that does not fit into *wide* columns, or any with *open_up*, gets lines of its own below.
    """
    head = " " * column + key_text(key, inside=False) + ":"
    if isinstance(value, str) and is_literal(value):
        mark = "|" if value.endswith("\n") else "|-"
        return [
            f"{head} {mark}",
            *(f"{' ' * (column + step)}{line}".rstrip() for line in value.rstrip("\n").split("\n")),
        ]
    if not isinstance(value, dict | list):
        return [f"{head}{' ' * pad}{scalar(value)}"]
    line = flow(value)
    if not value or (not open_up and width(head) + pad + width(line) <= wide and is_small(value)):
        return [f"{head}{' ' * pad}{line}"]
    return [head, *body(value, column + step, wide=wide, step=step)]


def body(value: dict[str, Any] | list[Any], column: int, *, wide: int = WIDE, step: int = STEP) -> list[str]:
    """Return the lines of a collection in block style at *column*."""
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            lines += block(key, inner, column, wide=wide, step=step)
        return lines
    for item in value:
        lines += block_item(item, column, wide=wide, step=step)
    return lines


def block_item(item: Any, column: int, *, wide: int = WIDE, open_up: bool = False, step: int = STEP) -> list[str]:
    """Return the lines of one item of a block sequence whose dashes stand at *column*."""
    dash = " " * column + "- "
    if not isinstance(item, dict | list):
        return [dash + scalar(item)]
    line = flow(item)
    if not item or (not open_up and column + 2 + width(line) <= wide):
        return [dash + line]
    lines = body(item, column + 2, wide=wide, step=step)
    return [dash + lines[0][column + 2 :], *lines[1:]]


def is_literal(text: str) -> bool:
    """Tell whether *text* reads well as a literal block: several lines, nothing odd at their ends."""
    core = text.removesuffix("\n")
    if "\n" not in core or core != core.strip() or _NEVER_PLAIN.search(core.replace("\n", "")):
        return False
    return all(line == line.rstrip() for line in core.split("\n"))


def is_small(value: dict[str, Any] | list[Any]) -> bool:
    """Tell whether a collection is readable on one line: not deeper than names within a list within a mapping."""
    return _depth(value) <= 3


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(_depth, inner), default=0)


def width(text: str) -> int:
    """Return how many columns *text* takes."""
    return len(text) if text.isascii() else sum(2 if char > "\u2e80" else 1 for char in text)


def write_model(model: Mapping[str, Any]) -> bytes:
    """Return a whole model file: the sections in the order of the format, one entry a line where it fits.

    Raises:
        TypeError: a value cannot stand in a model.

    >>> print(write_model({"components": {"cam": {"kind": "sensor"}}, "id": "m", "sanso": 1}).decode(), end="")
    sanso: 1
    id: m
    <BLANKLINE>
    components:
      cam: {kind: sensor}

    """
    whole = plain(model)
    order = [*(key for key in _ORDER if key in whole), *(key for key in whole if key not in _ORDER)]
    lines: list[str] = []
    for key in order:
        value = whole[key]
        if key in HEAD:
            lines += block(key, value, 0)
        else:
            lines += ["", *section(key, value)]
    return ("\n".join(lines).lstrip("\n") + "\n").encode()


def section(key: str, value: Any) -> list[str]:
    """Return the lines of a section; entries that fit on one line have their values in one column."""
    if not isinstance(value, dict) or not value:
        return block(key, value, 0, open_up=bool(value))
    lines = [f"{key}:"]
    for ident, entry in value.items():
        lines += block(ident, entry, STEP)
    return lines
