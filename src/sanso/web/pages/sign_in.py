"""Sign in and out: the start link of an embedded application, OpenID Connect, and passkeys (in `passkeys`)."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Visitor, maybe_signed_in
from sanso.web.pages import joining, passkeys
from sanso.web.pages.language import local_address
from sanso.web.rendering import render
from sanso.web.security.cookies import ceremony_cookie, remember
from sanso.web.security.desk import Desk, desk_of
from sanso.web.security.entering import arrive, enter, failed, leave, not_too_often
from sanso.web.security.oidc import OidcRefused, Person, Provider
from sanso.web.service import new_id, service_of

__all__ = ["CALLBACK", "router"]

router = APIRouter()
router.include_router(passkeys.router)
router.include_router(joining.router)

CALLBACK = "/sign-in/oidc/callback"
_CEREMONY_SECONDS = 600
_USED = Text(
    en="This start link was used already or is too old. Start Sanso again: it prints a new one.",
    ja="この起動用リンクは使用済みか期限切れです。Sansoをもう一度起動すると、新しいリンクが表示されます。",
)


@router.get("/start")
def first(request: Request, visitor: Annotated[Visitor | None, Depends(maybe_signed_in)], token: str = "") -> Response:
    """Turn the one-time token of the start link into a session."""
    not_too_often(request, "start")
    found = desk_of(request).challenges.take("start", token)
    if found is None:
        if visitor is not None:
            return RedirectResponse("/", 303)
        failed(request, "start link", "start")
        raise HTTPException(403, _USED)
    response = RedirectResponse(local_address(str(found.get("next", "/"))), 303)
    enter(request, response, str(found["account"]), "start")
    return response


@router.get("/sign-in")
def ways(
    request: Request,
    visitor: Annotated[Visitor | None, Depends(maybe_signed_in)],
    next: Annotated[str, "local address"] = "/",  # noqa: A002 -- name in the address
    again: str = "",
) -> Response:
    """Show the ways to sign in, or go on where somebody is signed in already."""
    onward = local_address(next)
    if visitor is not None and not again:
        return RedirectResponse(onward, 303)
    if visitor is None and request.headers.get("sec-fetch-site") == "cross-site" and not again:
        return arrive(request, f"/sign-in?next={quote(onward)}")
    settings = service_of(request).settings
    context = {"next": onward, "oidc": settings.oidc, "again": bool(again), "message": None}
    return render(request, "sign_in.j2", context, visitor=visitor)


@router.post("/sign-out")
def out(request: Request) -> Response:
    """End the session on the server and in the browser."""
    response = RedirectResponse("/sign-in", 303)
    leave(request, response)
    return response


@router.post("/sign-in/oidc")
def to_provider(request: Request, next: Annotated[str, Form()] = "/") -> Response:  # noqa: A002 -- name of the field
    """Send the browser to the provider."""
    not_too_often(request)
    return begin_oidc(request, next, {})


@router.get(CALLBACK)
def from_provider(request: Request) -> Response:
    """Take the provider's answer and begin a session."""
    not_too_often(request)
    settings, desk = service_of(request).settings, desk_of(request)
    if settings.oidc is None:
        raise HTTPException(404)
    secret, _, onward = request.cookies.get(ceremony_cookie(settings), "").partition("~")
    kept = desk.challenges.take("oidc", secret) if secret else None
    try:
        if kept is None:
            raise OidcRefused(_begin_again(), "no ceremony")
        person = _provider(request).finish(dict(request.query_params), kept)
    except OidcRefused as error:
        failed(request, error.reason)
        return _refused(request, error, local_address(unquote(onward) or "/"))
    account = _account_of(desk, person)
    if "set-up" in kept:
        joining.first_organization(desk, str(kept["set-up"]), str(kept["organization"]), account)
    response = arrive(request, local_address(unquote(onward) or "/"))
    enter(request, response, account, "oidc")
    return response


def begin_oidc(request: Request, onward: str, more: dict[str, str]) -> Response:
    """Return the page that leads to the provider; *more* is kept with the ceremony."""
    settings, desk = service_of(request).settings, desk_of(request)
    if settings.oidc is None:
        raise HTTPException(404)
    try:
        address, kept = _provider(request).begin()
    except OidcRefused as error:
        failed(request, error.reason)
        return _refused(request, error, local_address(onward))
    secret = desk.challenges.make("oidc", {**kept, **more}, _CEREMONY_SECONDS)
    response = arrive(request, address)
    cookie = f"{secret}~{quote(local_address(onward), safe='')}"
    remember(response, settings, ceremony_cookie(settings), cookie, _CEREMONY_SECONDS)
    return response


def _provider(request: Request) -> Provider:
    """Return the provider of this application, made at the first use."""
    known = getattr(request.app.state, "provider", None)
    if known is None:
        service = service_of(request)
        assert service.settings.oidc is not None  # noqa: S101 -- asked before
        known = request.app.state.provider = Provider(
            service.settings.oidc, f"{service.settings.address}{CALLBACK}", service.clock
        )
    return cast(Provider, known)


def _account_of(desk: Desk, person: Person) -> str:
    known = desk.credentials.account_of(person.issuer, person.subject)
    if known is not None:
        return known
    return desk.credentials.first_seen(person.issuer, person.subject, new_id(), person.name, person.mail).id


def _refused(request: Request, error: OidcRefused, onward: str) -> Response:
    context = {"next": onward, "oidc": service_of(request).settings.oidc, "again": False, "message": error.words}
    return render(request, "sign_in.j2", context, status=403)


def _begin_again() -> Text:
    return Text(
        en="This sign-in was begun elsewhere, is too old or was used already. Begin again.",
        ja="このサインインは、別の場所で開始されたか、期限切れ、または使用済みです。もう一度やり直してください。",
    )
