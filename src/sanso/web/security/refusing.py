"""Refusals that are made before any page is reached: plain text in both languages, or JSON for programs."""

from __future__ import annotations

import json
import logging

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sanso.model.text import Text

__all__ = ["header", "headers", "refuse"]

_LOG = logging.getLogger("sanso.web.security")


def headers(scope: Scope, name: str) -> list[str]:
    """Return every value of the header *name*, which is in lower case."""
    wanted = name.encode("ascii")
    return [value.decode("latin-1") for key, value in scope["headers"] if key == wanted]


def header(scope: Scope, name: str) -> str | None:
    """Return the value of the header *name*, or None where it is missing; of several, the last."""
    found = headers(scope, name)
    return found[-1] if found else None


async def refuse(status: int, words: Text, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request with *status* and *words*, log that, and close its connection."""
    client = scope.get("client")
    _LOG.warning("refused %s from %s: %s", status, client[0] if client else "-", words.en)
    if scope["path"].startswith("/api/"):
        made: dict[str, object] = {"error": words.show("en"), "error_ja": words.show("ja"), "status": status}
        content, media = json.dumps(made, ensure_ascii=False), "application/json"
    else:
        content, media = f"{words.show('en')}\n{words.show('ja')}\n", "text/plain; charset=utf-8"
    response = Response(content, status, {"Connection": "close"}, media)
    await response(scope, receive, send)
