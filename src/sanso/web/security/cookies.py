"""The cookies that carry a session and a ceremony of signing in.

The session cookie is out of reach of scripts and never sent from another site. Over TLS its name begins with
``__Host-``, so that no neighbouring site can set it; without TLS it carries the port, so that two applications on
one machine do not sign each other out.

>>> from pathlib import Path
>>> from sanso.web.settings import Settings
>>> session_cookie(Settings.embedded(Path("/tmp/data"), port=8347))
'sanso-session-8347'
>>> session_cookie(Settings.server("sqlite://", "https://sanso.example", Path("/tmp/data")))
'__Host-sanso-session'
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from starlette.responses import Response

from sanso.web.settings import Settings

__all__ = ["ceremony_cookie", "forget", "remember", "session_cookie"]


def session_cookie(settings: Settings) -> str:
    """Return the name of the cookie that holds the secret of a session."""
    return _name(settings, "sanso-session")


def ceremony_cookie(settings: Settings) -> str:
    """Return the name of the cookie that binds a ceremony of signing in to the browser that began it."""
    return _name(settings, "sanso-ceremony")


def remember(response: Response, settings: Settings, name: str, secret: str, lasts: int) -> None:
    """Give the browser a secret for *lasts* seconds.

    The ceremony's cookie must come back when a provider sends the browser here from another site; the session's
    never does.
    """
    same_site: Literal["lax", "strict"] = "lax" if name == ceremony_cookie(settings) else "strict"
    response.set_cookie(
        name, secret, max_age=lasts, path="/", secure=settings.secure, httponly=True, samesite=same_site
    )


def forget(response: Response, settings: Settings, name: str) -> None:
    """Take a secret from the browser."""
    response.delete_cookie(name, path="/", secure=settings.secure, httponly=True, samesite="strict")


def _name(settings: Settings, name: str) -> str:
    if settings.secure:
        return f"__Host-{name}"
    port = urlsplit(settings.address).port
    return f"{name}-{port}" if port else name
