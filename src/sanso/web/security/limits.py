"""How much a request may send, and how slowly.

A body is counted while it streams in, whatever its header announced. A stranger, who sends neither a session's cookie
nor a token, may send little: nothing that is open to strangers takes more.
"""

from __future__ import annotations

import asyncio
import time

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sanso.model.text import Text
from sanso.web.security.cookies import session_cookie
from sanso.web.security.refusing import header, headers, refuse
from sanso.web.settings import Settings

__all__ = ["STRANGER", "BodyLimits"]

STRANGER = 64 * 1024
"""Bytes that a request without session and token may send."""
_UPLOADS = ("multipart/form-data", "application/zip", "application/octet-stream", "application/vnd.")
_MEBIBYTE = 2**20


class BodyLimits:
    """Count bodies; refuse what is too large (413) or comes too slowly (408).

    A body has *patience* seconds, and a second more for every *slowest* bytes that have come in.
    """

    def __init__(self, app: ASGIApp, settings: Settings, *, patience: float = 30.0, slowest: int = 16 * 1024) -> None:
        self._app = app
        self._settings = settings
        self._cookie = session_cookie(settings)
        self._patience = patience
        self._slowest = slowest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with a count of what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope)
        announced = header(scope, "content-length")
        if announced is not None and (not announced.isdecimal() or len(announced) > 15 or int(announced) > most):
            await refuse(413, _too_large(most), scope, receive, send)
            return
        counted = _Counted(receive, most, self._patience, self._slowest)
        await self._app(scope, counted, send)

    def _most(self, scope: Scope) -> int:
        known = header(scope, "authorization") is not None or any(
            f"{self._cookie}=" in cookies for cookies in headers(scope, "cookie")
        )
        if not known:
            return STRANGER
        kind = (header(scope, "content-type") or "").lower()
        return self._settings.most_upload if kind.startswith(_UPLOADS) else self._settings.most_form


class _Counted:
    """What comes in, counted."""

    def __init__(self, receive: Receive, most: int, patience: float, slowest: int) -> None:
        self._receive = receive
        self._most = most
        self._patience = patience
        self._slowest = slowest
        self._begun = time.monotonic()
        self._size = 0
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        left = self._patience + self._size / self._slowest - (time.monotonic() - self._begun)
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0.001))
        except TimeoutError:
            words = Text(
                en="The data came too slowly and was not used. Try again on a faster connection.",
                ja="データの到着が遅すぎるため受け付けませんでした。より速い回線でもう一度お試しください。",
            )
            raise HTTPException(408, words, {"Connection": "close"}) from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._most:
                raise HTTPException(413, _too_large(self._most), {"Connection": "close"})
        return message


def _too_large(most: int) -> Text:
    size = f"{most // _MEBIBYTE} MiB" if most >= _MEBIBYTE else f"{most // 1024} KiB"
    return Text(en="What was sent is larger than {size}.", ja="送信されたデータが{size}を超えています。").fill(
        size=size
    )
