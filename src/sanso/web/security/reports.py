"""Reports of browsers on what the Content-Security-Policy stopped: logged and counted.

There should be none. Each is a fault of a page or an attack; the newest are kept for whoever looks.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from typing import Any

from fastapi import APIRouter, Request, Response

from sanso.model.diagnostics import printable
from sanso.web.security.desk import address_of, desk_of
from sanso.web.security.headers import REPORTS

__all__ = ["CspReports", "router"]

router = APIRouter()
_LOG = logging.getLogger("sanso.web.security")
_LARGEST = 16 * 1024
_KEPT = 50
_FIELDS = ("document-uri", "effective-directive", "violated-directive", "blocked-uri", "source-file", "line-number")


class CspReports:
    """How many reports came in, and the newest of them."""

    def __init__(self) -> None:
        self.count = 0
        self.newest: deque[dict[str, str]] = deque(maxlen=_KEPT)

    def add(self, content: bytes) -> None:
        """Count a report, whatever it says; what does not look like one is counted without words."""
        self.count += 1
        told = _told(content)
        self.newest.append(told)
        _LOG.warning("csp report %d: %s", self.count, json.dumps(told, ensure_ascii=True))


@router.post(REPORTS, include_in_schema=False)
async def report(request: Request) -> Response:
    """Take a report."""
    if desk_of(request).tries.allow("csp-report", address_of(request)):
        reports: CspReports = request.app.state.csp_reports
        content = b""
        async for piece in request.stream():
            content += piece
            if len(content) > _LARGEST:
                break
        reports.add(content[:_LARGEST])
    return Response(status_code=204)


def _told(content: bytes) -> dict[str, str]:
    try:
        parsed: Any = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    inner = parsed.get("csp-report") if isinstance(parsed, dict) else None
    if not isinstance(inner, dict):
        return {}
    return {name: printable(str(inner[name]), 200) for name in _FIELDS if name in inner}
