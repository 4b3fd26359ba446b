"""Bytes to text: UTF-8 without byte order mark, and nothing else.

>>> from sanso.model.findings import Findings
>>> decoded("市バス".encode(), "a.yaml", Findings())
'市バス'
"""

from __future__ import annotations

from sanso.model.diagnostics import Place
from sanso.model.findings import Findings
from sanso.model.text import Text

__all__ = ["decoded"]

_OTHER = Text(en="not Unicode", ja="Unicode 以外")


def decoded(raw: bytes, shown: str, found: Findings, line: int = 1) -> str | None:
    """Return *raw*, which begins in *line*, as text; None, with a diagnostic, where it is none."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        found.report("not-utf8", Place(shown, line, 1), encoding="UTF-16")
    elif raw.startswith(b"\xef\xbb\xbf"):
        found.report("byte-order-mark", Place(shown, line, 1))
    elif (nul := raw.find(b"\0")) >= 0:
        found.report("nul-byte", Place(shown, line + raw.count(b"\n", 0, nul), 1))
    else:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            start = raw.rfind(b"\n", 0, error.start) + 1
            column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
            found.report("not-utf8", Place(shown, line + raw.count(b"\n", 0, error.start), column), encoding=_OTHER)
    return None
