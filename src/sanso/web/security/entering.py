"""Begin and end sessions: the moments at which a browser gets or loses its secret."""

from __future__ import annotations

import datetime as dt
import logging

from fastapi import HTTPException, Request, Response

from sanso.model.text import Text
from sanso.web.access import Visitor
from sanso.web.rendering import LANG_COOKIE, render
from sanso.web.security.cookies import ceremony_cookie, forget, remember, session_cookie
from sanso.web.security.desk import address_of, desk_of
from sanso.web.service import service_of
from sanso.workspace.sessions import Method

__all__ = ["RECENT", "arrive", "enter", "failed", "is_recent", "leave", "not_too_often"]

RECENT = dt.timedelta(minutes=15)
"""How long after signing in a person may change what signs in to the account."""
_LOG = logging.getLogger("sanso.web.security")
_YEAR = 365 * 24 * 3600
_TOO_OFTEN = Text(
    en="Too many tries from your address. Wait a minute.",
    ja="お使いのアドレスからの試行回数が多すぎます。1分ほどお待ちください。",
)


def enter(request: Request, response: Response, account: str, method: Method) -> None:
    """Begin a session of *account* in this browser; whatever session it had ends."""
    settings, desk, name = service_of(request).settings, desk_of(request), _name(request)
    agent = request.headers.get("user-agent", "")
    secret = desk.sessions.begin(account, method, agent, instead_of=request.cookies.get(name))
    remember(response, settings, name, secret, settings.session_most)
    forget(response, settings, ceremony_cookie(settings))
    lang = desk.people.account(account).lang
    if lang and LANG_COOKIE not in request.cookies:
        response.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, httponly=True, samesite="strict", secure=settings.secure)


def leave(request: Request, response: Response) -> None:
    """End the session of this browser, here and on the server."""
    name = _name(request)
    secret = request.cookies.get(name)
    if secret:
        desk_of(request).sessions.end(secret)
    forget(response, service_of(request).settings, name)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def arrive(request: Request, address: str) -> Response:
    """Return a page that leads on to *address*.

    A redirect would not do: after a way that began at another site a browser keeps the session's cookie to itself
    until a page of this site leads on, and a form may not be redirected to another site.
    """
    return render(request, "arrived.j2", {"onward": address})


def not_too_often(request: Request, what: str = "sign-in") -> None:
    """Refuse a request from an address that failed too often.

    Raises:
        HTTPException: it did (429).

    """
    if desk_of(request).tries.exhausted(what, address_of(request)):
        raise HTTPException(429, _TOO_OFTEN, {"Retry-After": "60"})


def failed(request: Request, reason: str, what: str = "sign-in") -> None:
    """Count and log a try that failed."""
    desk_of(request).tries.allow(what, address_of(request))
    _LOG.warning("%s failed from %s: %s", what, address_of(request), ascii(reason[:300]))


def is_recent(request: Request, visitor: Visitor) -> bool:
    """Tell whether the visitor signed in a short while ago."""
    now = service_of(request).clock()
    mine = desk_of(request).sessions.of_account(visitor.account_id)
    return any(each.handle == visitor.session and now - each.created <= RECENT for each in mine)


def _name(request: Request) -> str:
    return session_cookie(service_of(request).settings)
