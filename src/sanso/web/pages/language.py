"""Switch the language of all pages; what was typed stays, the page asked for comes back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from sanso.web.rendering import LANG_COOKIE
from sanso.web.service import service_of

__all__ = ["local_address", "router"]

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.post("/language")
def language(request: Request, lang: Annotated[str, Form()] = "en", next: Annotated[str, Form()] = "/") -> Response:  # noqa: A002 -- name of the field
    """Keep the chosen language in a cookie and go back."""
    response = RedirectResponse(local_address(next), 303)
    if lang in ("en", "ja"):
        secure = service_of(request).settings.secure
        response.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, httponly=True, samesite="strict", secure=secure)
    return response


def local_address(address: str) -> str:
    r"""Return *address* if it leads within the application, else the start.

    >>> local_address("/w/1?x=2"), local_address("//evil.example/"), local_address("/\\evil.example")
    ('/w/1?x=2', '/', '/')
    """
    good = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if good else "/"
