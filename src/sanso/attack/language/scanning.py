"""A first look at a MAL text, in one pass: open strings, open comments and brackets that are nested too deep.

A parser gets over such faults at a cost that grows with the square of the text; here they cost nothing.
"""

from __future__ import annotations

import re

from sanso.model.diagnostics import Place
from sanso.model.findings import Findings

__all__ = ["MAX_DEPTH", "scan"]

MAX_DEPTH = 120
"""Levels of a syntax tree, of brackets, and of an expression with its variables written out.

A chain ``a.b.c`` has one level for every dot.
"""

_MARK = re.compile(
    r"""//(?!!)[^\r\n\u2028\u2029]* | /\*.*?\*/ | "(?:\\"|[^"])*" | (?P<comment>/\*) | (?P<string>") | [()]""",
    re.DOTALL | re.VERBOSE,
)


def scan(text: str, shown: str, found: Findings) -> bool:
    """Return whether *text* can go to the parser; report why not."""
    depth = 0
    for match in _MARK.finditer(text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if match.lastgroup == "comment":
            found.report("mal-open-comment", _place(text, match.start(), shown))
            return False
        if match.lastgroup == "string":
            found.report("mal-open-string", _place(text, match.start(), shown))
            return False
        if depth > MAX_DEPTH:
            found.report("mal-too-deep", _place(text, match.start(), shown), limit=MAX_DEPTH)
            return False
    return True


def _place(text: str, offset: int, shown: str) -> Place:
    return Place(shown, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
