"""Requests that other sites make a browser send are refused (CSRF), in two ways that do not rely on each other.

`OriginGuard` looks at what the browser says about where a request comes from. `guarded` compares a token that only
the pages of the session know: the hidden field ``csrf`` of a form, or the header ``X-CSRF``. A bearer token is no
cookie, so no other site can make a browser send it; such requests need no more.
"""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from sanso.model.text import Text
from sanso.web.access import Visitor, maybe_signed_in
from sanso.web.security.forms import whole_form
from sanso.web.security.headers import REPORTS
from sanso.web.security.hosts import plain_host
from sanso.web.security.refusing import header, headers, refuse
from sanso.web.settings import Settings

__all__ = ["SAFE_METHODS", "OriginGuard", "guarded"]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HARMLESS = (REPORTS, "/language")
"""Changes that nobody gains from forcing on a person; pages of failures offer them without a session at hand."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_FOREIGN = Text(
    en="This request was started by another site and was not carried out.",
    ja="このリクエストは別のサイトから開始されたため、実行されませんでした。",
)
_NO_TOKEN = Text(
    en="The page is older than your session. Nothing was changed: load the page again and repeat what you did.",
    ja="ページがセッションより古くなっています。変更はされていません。ページを読み込み直して、もう一度操作してください。",
)


class OriginGuard:
    """Refuse what a browser says was started by another site: every change, and everything but following a link."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._secure = settings.secure
        self._hosts = frozenset(plain_host(host, secure=settings.secure) for host in settings.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on."""
        if scope["type"] == "http" and self._is_foreign(scope):
            await refuse(403, _FOREIGN, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_foreign(self, scope: Scope) -> bool:
        site = header(scope, "sec-fetch-site")
        if scope["method"] in SAFE_METHODS:
            followed = header(scope, "sec-fetch-mode") == "navigate" and header(scope, "sec-fetch-dest") == "document"
            return site in ("cross-site", "same-site") and not followed
        if site is not None and site not in ("same-origin", "none"):
            return True
        return any(not self._is_own(origin, site) for origin in headers(scope, "origin"))

    def _is_own(self, origin: str, site: str | None) -> bool:
        if origin == "null":  # what a browser says on a page that keeps its address to itself
            return site == "same-origin"
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        scheme = "https" if self._secure else "http"
        return parts.scheme == scheme and plain_host(parts.netloc, secure=self._secure) in self._hosts


async def _given_token(request: Request) -> str:
    given = request.headers.get("x-csrf")
    if given is not None or request.method in SAFE_METHODS or request.url.path in _HARMLESS:
        return given or ""
    if not request.headers.get("content-type", "").lower().startswith(_FORMS):
        return ""
    field = (await whole_form(request)).get("csrf")
    return field if isinstance(field, str) else ""


def guarded(
    request: Request,
    given: Annotated[str, Depends(_given_token)],
) -> None:
    """Refuse a change that a session asks for without its token; part of every route.

    Raises:
        HTTPException: the token is missing or is another one.

    """
    if request.method in SAFE_METHODS or request.url.path in _HARMLESS:
        return
    visitor: Visitor | None = maybe_signed_in(request)
    if visitor is None or visitor.via != "session":
        return
    if not hmac.compare_digest(given.encode("utf-8", "replace"), visitor.csrf.encode()):
        raise HTTPException(403, _NO_TOKEN)
