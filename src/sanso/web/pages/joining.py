"""The first owner of a server, and those who were invited."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Visitor, maybe_signed_in, signed_in
from sanso.web.rendering import language_of, render
from sanso.web.security.desk import Desk, desk_of
from sanso.web.security.entering import enter, failed, not_too_often
from sanso.web.service import service_of
from sanso.workspace.challenges import digest_of
from sanso.workspace.errors import NotThere

__all__ = ["first_organization", "router"]

router = APIRouter()
_USED = Text(
    en="This set-up link was used already or is too old. Start the server again: it prints a new one as long as "
    "nobody can sign in.",
    ja="この初期設定リンクは使用済みか期限切れです。サインインできる人がまだいない間は、"
    "サーバーを再起動すると新しいリンクが表示されます。",
)
_NO_NAME = Text(en="Say both names.", ja="氏名と組織名の両方を入力してください。")
_Token = Annotated[str, Form(max_length=200)]
_Name = Annotated[str, Form(max_length=200)]


@router.get("/set-up")
def set_up_page(request: Request, token: str = "") -> Response:
    """Ask for the names of the first owner and the first organization."""
    not_too_often(request)
    if not desk_of(request).challenges.see("set-up", token):
        failed(request, "set-up link")
        raise HTTPException(403, _USED)
    return _set_up(request, token)


@router.post("/set-up")
def set_up(
    request: Request, token: _Token, organization: _Name = "", name: _Name = "", way: Annotated[str, Form()] = "passkey"
) -> Response:
    """Make the first owner, by passkey or at the provider."""
    from sanso.web.pages.sign_in import begin_oidc

    not_too_often(request)
    desk = desk_of(request)
    if not organization.strip() or (way != "oidc" and not name.strip()):
        return _set_up(request, token, _NO_NAME, name, organization, 422)
    if way == "oidc":
        if not desk.challenges.see("set-up", token):
            failed(request, "set-up link")
            raise HTTPException(403, _USED)
        return begin_oidc(request, "/", {"set-up": digest_of(token), "organization": organization})
    if desk.challenges.take("set-up", token) is None:
        failed(request, "set-up link")
        raise HTTPException(403, _USED)
    account = desk.people.new_account(name, lang=language_of(request)).id
    desk.people.new_organization(organization, account)
    response = RedirectResponse("/account?first=1", 303)
    enter(request, response, account, "set-up")
    return response


def first_organization(desk: Desk, digest: str, organization: str, account: str) -> None:
    """Make the first organization for *account*, who came from the provider with the set-up link of *digest*.

    Raises:
        HTTPException: the link was used in the meantime.

    """
    if desk.challenges.take_digest("set-up", digest) is None:
        raise HTTPException(403, _USED)
    desk.people.new_organization(organization, account)


@router.get("/join")
def join_page(
    request: Request, visitor: Annotated[Visitor | None, Depends(maybe_signed_in)], token: str = ""
) -> Response:
    """Show what an invitation is for, and the ways to accept it."""
    not_too_often(request)
    try:
        invitation = desk_of(request).invitations.find(token)
    except NotThere:
        failed(request, "invitation")
        raise
    context = {
        "invitation": invitation,
        "token": token,
        "oidc": service_of(request).settings.oidc,
        "next": f"/join?token={quote(token)}",
        "already": visitor is not None and visitor.roles.get(invitation.organization.id),
    }
    return render(request, "join.j2", context, visitor=visitor)


@router.post("/join")
def join(request: Request, visitor: Annotated[Visitor, Depends(signed_in)], token: _Token) -> Response:
    """Make the visitor a member."""
    not_too_often(request)
    try:
        desk_of(request).invitations.accept(token, visitor.account_id)
    except NotThere:
        failed(request, "invitation")
        raise
    return RedirectResponse("/", 303)


@router.post("/join/account")
def join_with_new_account(request: Request, token: _Token, name: _Name = "") -> Response:
    """Make a local account for somebody who was invited; a passkey comes next."""
    not_too_often(request)
    desk = desk_of(request)
    try:
        desk.invitations.find(token)
        if not name.strip():
            return RedirectResponse(f"/join?token={quote(token)}", 303)
        account = desk.people.new_account(name, lang=language_of(request)).id
        desk.invitations.accept(token, account)
    except NotThere:
        failed(request, "invitation")
        raise
    response = RedirectResponse("/account?first=1", 303)
    enter(request, response, account, "set-up")
    return response


def _set_up(
    request: Request, token: str, message: Text | None = None, name: str = "", organization: str = "", status: int = 200
) -> Response:
    context = {
        "token": token,
        "message": message,
        "name": name,
        "organization": organization,
        "oidc": service_of(request).settings.oidc,
    }
    return render(request, "set_up.j2", context, status=status)
