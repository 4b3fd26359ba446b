"""Sign in with a passkey, add one to an account, rename and remove it.

The browser's part is a few lines of script; it asks for options here, lets the person choose, and sends the answer.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Form, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Visitor, signed_in
from sanso.web.pages.language import local_address
from sanso.web.rendering import language_of
from sanso.web.security import passkeys
from sanso.web.security.cookies import ceremony_cookie, remember
from sanso.web.security.desk import desk_of
from sanso.web.security.entering import enter, failed, is_recent, not_too_often
from sanso.web.security.passkeys import CHALLENGE_SECONDS, PasskeyRefused
from sanso.web.service import service_of
from sanso.workspace.challenges import ChallengeKind
from sanso.workspace.errors import StoreError

__all__ = ["router"]

router = APIRouter()
_OLD = Text(
    en="The question is too old or was answered already. Try again.",
    ja="確認の有効期限が切れたか、すでに使用されています。もう一度お試しください。",
)
_AGAIN = Text(
    en="To change how you sign in, sign in again first.",
    ja="サインイン方法を変更するには、先にもう一度サインインしてください。",
)
_Name = Annotated[str, Form(max_length=200)]


@router.post("/sign-in/passkey/options")
def options_to_sign_in(request: Request) -> Response:
    """Return a challenge for any passkey of this application."""
    _server_only(request)
    not_too_often(request)
    options, challenge = passkeys.request(service_of(request).settings)
    return _asked(request, "passkey-use", options, {"challenge": challenge})


@router.post("/sign-in/passkey")
def sign_in(request: Request, answer: Annotated[dict[str, Any], Body()]) -> Response:
    """Begin a session for the owner of the passkey."""
    _server_only(request)
    not_too_often(request)
    desk, settings = desk_of(request), service_of(request).settings
    try:
        kept = _kept(request, "passkey-use")
        credential = answer.get("credential")
        passkey = desk.credentials.passkey(passkeys.named(credential))
        if passkey is None:
            raise PasskeyRefused("unknown passkey")
        count = passkeys.shown(settings, credential, kept["challenge"], passkey)
        if not desk.credentials.count(passkey.id, count):
            raise PasskeyRefused("the counter did not grow")
    except PasskeyRefused as error:
        return _refused(request, error)
    response = JSONResponse({"next": local_address(str(answer.get("next", "/")))})
    enter(request, response, passkey.account, "passkey")
    return response


@router.post("/account/passkeys/options")
def options_to_add(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> Response:
    """Return a challenge for a new passkey of the visitor."""
    _server_only(request)
    _recent(request, visitor)
    desk = desk_of(request)
    account = desk.people.account(visitor.account_id)
    known = desk.credentials.passkeys_of(account.id)
    options, challenge = passkeys.creation(service_of(request).settings, account, known)
    return _asked(request, "passkey-new", options, {"challenge": challenge, "account": account.id})


@router.post("/account/passkeys")
def add(
    request: Request, visitor: Annotated[Visitor, Depends(signed_in)], answer: Annotated[dict[str, Any], Body()]
) -> Response:
    """Keep a new passkey of the visitor."""
    _server_only(request)
    _recent(request, visitor)
    name = answer.get("name")
    try:
        kept = _kept(request, "passkey-new")
        if kept.get("account") != visitor.account_id:
            raise PasskeyRefused("another account", _OLD)
        new = passkeys.made(service_of(request).settings, answer.get("credential"), kept["challenge"])
        shown = name.strip() if isinstance(name, str) else ""
        shown = shown or Text(en="Passkey", ja="パスキー").show(language_of(request))
        desk_of(request).credentials.add_passkey(
            visitor.account_id, new.id, shown[:200], new.public_key, new.sign_count
        )
    except PasskeyRefused as error:
        return _refused(request, error)
    except ValueError as error:
        return _refused(request, PasskeyRefused(str(error)))
    return JSONResponse({"next": "/account"})


@router.post("/account/passkeys/change")
def change(
    request: Request,
    visitor: Annotated[Visitor, Depends(signed_in)],
    passkey: Annotated[str, Form(pattern="^[A-Za-z0-9_-]{1,1400}$")],
    action: Annotated[Literal["rename", "remove"], Form()],
    name: _Name = "",
) -> Response:
    """Rename or remove a passkey of the visitor."""
    credentials = desk_of(request).credentials
    if action == "remove":
        _recent(request, visitor)
        try:
            credentials.remove_passkey(visitor.account_id, passkey)
        except StoreError as error:
            raise HTTPException(409, error.text) from error
    elif name.strip():
        credentials.rename_passkey(visitor.account_id, passkey, name)
    return RedirectResponse("/account", 303)


def _asked(request: Request, kind: ChallengeKind, options: dict[str, Any], kept: dict[str, str]) -> Response:
    secret = desk_of(request).challenges.make(kind, kept, CHALLENGE_SECONDS)
    settings = service_of(request).settings
    response = JSONResponse(options)
    remember(response, settings, ceremony_cookie(settings), secret, CHALLENGE_SECONDS)
    return response


def _kept(request: Request, kind: ChallengeKind) -> dict[str, str]:
    secret = request.cookies.get(ceremony_cookie(service_of(request).settings), "")
    kept = desk_of(request).challenges.take(kind, secret) if secret else None
    if kept is None:
        raise PasskeyRefused("no ceremony", _OLD)
    return {name: str(value) for name, value in kept.items()}


def _refused(request: Request, error: PasskeyRefused) -> Response:
    failed(request, error.reason)
    return JSONResponse({"error": error.words.show(language_of(request))}, 403)


def _recent(request: Request, visitor: Visitor) -> None:
    if visitor.via != "session" or not is_recent(request, visitor):
        raise HTTPException(403, _AGAIN)


def _server_only(request: Request) -> None:
    if service_of(request).settings.mode != "server":
        raise HTTPException(404)
