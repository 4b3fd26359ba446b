"""The settings of an organization: its members, invitations, tokens, and what the audit chain tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Standing, member, organization_owner
from sanso.web.grids import Cell, Column, Grid
from sanso.web.pages import account
from sanso.web.rendering import render
from sanso.web.security.desk import Desk, desk_of
from sanso.web.service import service_of
from sanso.workspace import invitations, tokens
from sanso.workspace.auditing import Entry as AuditEntry
from sanso.workspace.people import LastOwner, Role, at_least
from sanso.workspace.tokens import ApiToken

__all__ = ["ROLE_WORDS", "router"]

router = APIRouter()
router.include_router(account.router)

ROLE_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "reader": Text(en="reader", ja="閲覧者"),
        "editor": Text(en="editor", ja="編集者"),
        "owner": Text(en="owner", ja="所有者"),
    }
)
_EVENTS: Mapping[str, Text] = MappingProxyType(
    {
        "organization-made": Text(en="organization made", ja="組織の作成"),
        "organization-renamed": Text(en="organization renamed", ja="組織名の変更"),
        "role-reader": Text(en="role changed to reader", ja="役割を閲覧者に変更"),
        "role-editor": Text(en="role changed to editor", ja="役割を編集者に変更"),
        "role-owner": Text(en="role changed to owner", ja="役割を所有者に変更"),
        "member-signed-out": Text(en="member signed out everywhere", ja="メンバーの全端末サインアウト"),
        "member-closed": Text(en="account closed by its owner", ja="本人によるアカウント閉鎖"),
        "member-removed": Text(en="member removed", ja="メンバーの除外"),
        "invited-reader": Text(en="reader invited", ja="閲覧者の招待"),
        "invited-editor": Text(en="editor invited", ja="編集者の招待"),
        "invited-owner": Text(en="owner invited", ja="所有者の招待"),
        "invitation-revoked": Text(en="invitation taken back", ja="招待の取り消し"),
        "joined-reader": Text(en="joined as reader", ja="閲覧者として参加"),
        "joined-editor": Text(en="joined as editor", ja="編集者として参加"),
        "joined-owner": Text(en="joined as owner", ja="所有者として参加"),
        "token-made-read": Text(en="token made (read)", ja="トークンの発行(読み取り)"),
        "token-made-write": Text(en="token made (write)", ja="トークンの発行(書き込み)"),
        "token-revoked": Text(en="token revoked", ja="トークンの取り消し"),
        "pins-changed": Text(en="pinned keys changed", ja="固定した鍵の変更"),
        "queue-opened": Text(en="code for certifying made", ja="審査用コードの発行"),
        "queue-closed": Text(en="code for certifying ended", ja="審査用コードの終了"),
        "draft-submitted": Text(en="draft handed in", ja="下書きの提出"),
        "draft-examined": Text(en="draft in examination", ja="下書きの審査開始"),
        "draft-returned": Text(en="draft returned", ja="下書きの差し戻し"),
        "draft-refused": Text(en="draft refused", ja="下書きの却下"),
        "draft-signed": Text(en="draft signed", ja="下書きへの署名"),
        "share-made": Text(en="report shared", ja="レポートの共有"),
        "share-read": Text(en="shared report read", ja="共有レポートの閲覧"),
        "share-revoked": Text(en="share taken back", ja="共有の取り消し"),
    }
)
_WRONG_DAYS = Text(en="Say for how many days, within the limit.", ja="日数を上限以内で入力してください。")
_Name = Annotated[str, Form(max_length=200)]
_Role = Annotated[Role, Form()]
_Days = Annotated[int, Form()]
_Owner = Annotated[Standing, Depends(organization_owner)]
_Member = Annotated[Standing, Depends(member)]


@router.get("/o/{organization}/settings")
def settings(request: Request, standing: _Member) -> Response:
    """Show the settings of an organization."""
    return _page(request, standing)


@router.post("/o/{organization}/name")
def rename(request: Request, standing: _Owner, name: _Name) -> Response:
    """Give the organization another name."""
    if name.strip():
        desk_of(request).people.rename_organization(standing.organization.id, name, standing.visitor.account_id)
    return _back(standing)


@router.post("/o/{organization}/members/{person}")
def change_member(
    request: Request,
    standing: _Owner,
    person: str,
    action: Annotated[Literal["role", "remove", "sign-out"], Form()],
    role: _Role,
) -> Response:
    """Give a member another role, end the membership, or end the sessions of the member."""
    people, by = desk_of(request).people, standing.visitor.account_id
    try:
        if action == "sign-out":
            if standing.organization.id not in people.roles(person):
                raise HTTPException(404)
            desk_of(request).sessions.end_all(person, organization=standing.organization.id, by=by)
        elif action == "remove":
            people.remove(standing.organization.id, person, by)
        else:
            people.set_role(standing.organization.id, person, role, by)
    except LastOwner as error:
        raise HTTPException(409, error.text) from error
    return RedirectResponse("/", 303) if person == by and action == "remove" else _back(standing)


@router.post("/o/{organization}/leave")
def leave(request: Request, standing: _Member) -> Response:
    """End one's own membership."""
    mine = standing.visitor.account_id
    try:
        desk_of(request).people.remove(standing.organization.id, mine, mine)
    except LastOwner as error:
        raise HTTPException(409, error.text) from error
    return RedirectResponse("/", 303)


@router.post("/o/{organization}/invitations")
def invite(request: Request, standing: _Owner, role: _Role, days: _Days = 7) -> Response:
    """Make an invitation; its link is shown once."""
    try:
        secret = desk_of(request).invitations.make(standing.organization.id, role, days, standing.visitor.account_id)
    except ValueError:
        return _page(request, standing, {"message": _WRONG_DAYS}, 422)
    address = service_of(request).settings.address
    return _page(request, standing, {"invited": f"{address}/join?token={quote(secret)}"})


@router.post("/o/{organization}/invitations/{invitation}/revoke")
def take_back(request: Request, standing: _Owner, invitation: str) -> Response:
    """Take an invitation back."""
    desk_of(request).invitations.revoke(standing.organization.id, invitation, standing.visitor.account_id)
    return _back(standing)


@router.post("/o/{organization}/tokens")
def make_token(
    request: Request,
    standing: _Member,
    name: _Name,
    scope: Annotated[Literal["read", "write"], Form()] = "read",
    days: _Days = 90,
) -> Response:
    """Make a token of the visitor for this organization; it is shown once."""
    mine = standing.visitor.account_id
    try:
        secret, _ = desk_of(request).tokens.make(mine, standing.organization.id, name or "API", scope, days)
    except ValueError:
        return _page(request, standing, {"message": _WRONG_DAYS}, 422)
    return _page(request, standing, {"token": secret})


@router.post("/o/{organization}/tokens/{token}/revoke")
def revoke_token(request: Request, standing: _Member, token: str) -> Response:
    """Revoke a token: one's own, or as an owner anybody's."""
    mine = None if at_least(standing.role, "owner") else standing.visitor.account_id
    by = standing.visitor.account_id
    desk_of(request).tokens.revoke(standing.organization.id, token, by, of_account=mine)
    return _back(standing)


def _back(standing: Standing) -> Response:
    return RedirectResponse(f"/o/{standing.organization.id}/settings", 303)


def _page(request: Request, standing: Standing, more: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    desk, organization, is_owner = desk_of(request), standing.organization.id, at_least(standing.role, "owner")
    members = desk.people.members(organization)
    names = {each.account.id: each.account.name for each in members}
    held = desk.tokens.of_organization(organization)
    shown = [each for each in held if is_owner or each.account == standing.visitor.account_id]
    context = {
        "organization": standing.organization,
        "is_owner": is_owner,
        "members": members,
        "names": names,
        "role_words": ROLE_WORDS,
        "invitations": desk.invitations.of_organization(organization) if is_owner else (),
        "tokens": [_TokenRow.of(each, request) for each in shown],
        "longest": {"invitation": invitations.LONGEST_DAYS, "token": tokens.LONGEST_DAYS},
        "invited": None,
        "token": None,
        "message": None,
        **(more or {}),
    }
    grids = [_audit(desk, organization, names, request)] if is_owner else []
    return render(request, "organization.j2", context, visitor=standing.visitor, grids=grids, status=status)


class _TokenRow:
    """A token as the page lists it."""

    def __init__(self, token: ApiToken, state: str) -> None:
        self.token = token
        self.state = state

    @classmethod
    def of(cls, token: ApiToken, request: Request) -> _TokenRow:
        late = token.expires <= service_of(request).clock()
        return cls(token, "revoked" if token.revoked else "late" if late else "good")


def _audit(desk: Desk, organization: str, names: Mapping[str, str], request: Request) -> Grid:
    most = 10_000 if request.query_params.get("table") == "audit" else 100
    found = desk.auditing.of_organization(organization, most=most)
    columns = (
        Column("at", Text(en="When", ja="日時")),
        Column("who", Text(en="Who", ja="誰が")),
        Column("what", Text(en="What", ja="内容")),
        Column("about", Text(en="About", ja="対象")),
        Column("entry", Text(en="Entry", ja="記録番号"), "number"),
    )
    return Grid(
        "audit",
        Text(en="What was done", ja="操作の記録"),
        columns,
        [_audit_row(entry, names) for entry in found],
        most=100,
    )


def _audit_row(entry: AuditEntry, names: Mapping[str, str]) -> tuple[Cell, ...]:
    former = Text(en="a former member", ja="以前のメンバー")
    who: Text | str = (
        names.get(entry.account, former) if entry.account else Text(en="somebody by link", ja="リンク利用者")
    )
    at = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    about = names.get(entry.about, entry.about)
    return (
        Cell(entry.at.isoformat(), at),
        Cell(entry.account, who),
        Cell(entry.kind, _EVENTS.get(entry.kind, entry.kind)),
        Cell(entry.about, about),
        Cell(entry.seq),
    )
