"""JSON that is kept compressed, and sent so to whoever takes it: most of a large answer is repetition.

>>> gzip.decompress(compressed({"a": "é"})).decode()
'{"a":"é"}'
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

__all__ = ["compressed", "packed_answer"]

_LEVEL = 4


def compressed(content: Any) -> bytes:
    """Return *content* as compact JSON, compressed; the same bytes each time."""
    return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL, mtime=0)


def packed_answer(request: Request, content: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with compressed JSON, unpacked for whoever does not take it as it is."""
    made = {"Vary": "Accept-Encoding, Accept-Language, Cookie", **(headers or {})}
    if "gzip" in request.headers.get("accept-encoding", ""):
        made["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type="application/json", headers=made)
