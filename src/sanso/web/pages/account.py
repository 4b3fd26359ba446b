"""One's own account: name, language, passkeys, sessions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Visitor, signed_in
from sanso.web.rendering import LANG_COOKIE, render
from sanso.web.security.agents import browser_of
from sanso.web.security.desk import desk_of
from sanso.web.security.entering import is_recent, leave
from sanso.web.service import service_of
from sanso.workspace.closing import close_account
from sanso.workspace.people import LastOwner

__all__ = ["router"]

router = APIRouter()
_YEAR = 365 * 24 * 3600
_AGAIN = Text(
    en="To close your account, sign in again first.",
    ja="アカウントを閉鎖するには、先にもう一度サインインしてください。",
)
_NOT_SURE = Text(
    en="Tick that you mean it; a closed account cannot be opened again.",
    ja="確認欄にチェックを入れてください。閉鎖したアカウントは元に戻せません。",
)
_Visitor = Annotated[Visitor, Depends(signed_in)]


@router.get("/account")
def page(request: Request, visitor: _Visitor, first: str = "") -> Response:
    """Show the account of the visitor."""
    desk = desk_of(request)
    passkeys = desk.credentials.passkeys_of(visitor.account_id)
    issuers = desk.credentials.issuers_of(visitor.account_id)
    context = {
        "account": desk.people.account(visitor.account_id),
        "organizations": desk.people.organizations_of(visitor.account_id),
        "passkeys": passkeys,
        "issuers": issuers,
        "sessions": [(each, browser_of(each.agent)) for each in desk.sessions.of_account(visitor.account_id)],
        "current": visitor.session,
        "recent": is_recent(request, visitor),
        "first": bool(first) and not passkeys and not issuers,
    }
    return render(request, "account.j2", context, visitor=visitor)


@router.post("/account")
def change(
    request: Request,
    visitor: _Visitor,
    name: Annotated[str, Form(max_length=200)] = "",
    lang: Annotated[str, Form()] = "",
) -> Response:
    """Change name and language."""
    desk_of(request).people.change_account(visitor.account_id, name=name if name.strip() else None, lang=lang)
    response = RedirectResponse("/account", 303)
    if lang in ("en", "ja"):
        secure = service_of(request).settings.secure
        response.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, httponly=True, samesite="strict", secure=secure)
    return response


@router.post("/account/sessions/{session}/end")
def end_session(request: Request, visitor: _Visitor, session: str) -> Response:
    """End one session of the visitor."""
    if session == visitor.session:
        response = RedirectResponse("/sign-in", 303)
        leave(request, response)
        return response
    if not desk_of(request).sessions.end_one(visitor.account_id, session):
        raise HTTPException(404)
    return RedirectResponse("/account", 303)


@router.post("/account/close")
def close(request: Request, visitor: _Visitor, sure: Annotated[str, Form()] = "") -> Response:
    """Close the account of the visitor for good."""
    if service_of(request).settings.mode != "server":
        raise HTTPException(404)
    if not is_recent(request, visitor):
        raise HTTPException(403, _AGAIN)
    if sure != "yes":
        raise HTTPException(422, _NOT_SURE)
    service = service_of(request)
    try:
        close_account(service.database, service.clock, visitor.account_id)
    except LastOwner as error:
        raise HTTPException(409, error.text) from error
    response = RedirectResponse("/sign-in", 303)
    leave(request, response)
    return response


@router.post("/sign-out/everywhere")
def out_everywhere(request: Request, visitor: _Visitor) -> Response:
    """End every session of the visitor."""
    desk_of(request).sessions.end_all(visitor.account_id)
    response = RedirectResponse("/sign-in", 303)
    leave(request, response)
    return response
