"""Organizations: members, invitations, tokens, what was done."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from sanso.model.text import Text
from sanso.web.access import Standing, Visitor, member, organization_owner, signed_in
from sanso.web.api.describing import described
from sanso.web.api.shapes import Given, Page
from sanso.web.security.desk import desk_of
from sanso.web.service import service_of
from sanso.workspace import invitations, tokens
from sanso.workspace.people import LastOwner, Role, at_least
from sanso.workspace.tokens import ApiToken

__all__ = ["router"]

router = APIRouter(prefix="/organizations", tags=["organizations"])
_Member = Annotated[Standing, Depends(member)]
_Owner = Annotated[Standing, Depends(organization_owner)]
_Id = Annotated[str, Path(min_length=1, max_length=100)]
_BY_PERSON = Text(
    en="Tokens are made by a person who is signed in, not by another token.",
    ja="トークンはサインインした人だけが発行できます。トークンからは発行できません。",
)


class OrganizationShape(BaseModel):
    """An organization, with your role in it."""

    id: str
    name: str
    created: dt.datetime
    role: Role


class NameBody(Given):
    """Another name."""

    name: str = Field(min_length=1, max_length=200, pattern=r"\S")


class MemberShape(BaseModel):
    """A member."""

    account: str
    name: str
    role: Role


class RoleBody(Given):
    """Another role."""

    role: Role


class InvitationBody(Given):
    """Whom to invite, and for how long the invitation is good."""

    role: Role
    days: int = Field(7, ge=1, le=invitations.LONGEST_DAYS)


class InvitationShape(BaseModel):
    """An invitation that is still good."""

    id: str
    role: Role
    created: dt.datetime
    expires: dt.datetime


class InvitationMade(BaseModel):
    """The link of a new invitation; it is not shown again."""

    link: str


class TokenBody(Given):
    """A new token."""

    name: str = Field(min_length=1, max_length=200)
    scope: Literal["read", "write"] = "read"
    days: int = Field(90, ge=1, le=tokens.LONGEST_DAYS)


class TokenShape(BaseModel):
    """A token without its secret."""

    id: str
    account: str
    name: str
    scope: Literal["read", "write"]
    created: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None
    revoked: dt.datetime | None


class TokenMade(TokenShape):
    """A new token; the secret is not shown again."""

    secret: str


class AuditShape(BaseModel):
    """Something that was done."""

    seq: int
    at: dt.datetime
    account: str | None
    kind: str
    about: str
    previous: str
    hash: str


@router.get("", **described("Your organizations", "所属する組織"))
def mine(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> list[OrganizationShape]:
    """List the organizations in which you may do something."""
    people = desk_of(request).people
    found = (people.organization(ident) for ident in visitor.roles)
    return [
        OrganizationShape(id=one.id, name=one.name, created=one.created, role=visitor.roles[one.id]) for one in found
    ]


@router.get("/{organization}", **described("One organization", "組織の情報"))
def one(standing: _Member) -> OrganizationShape:
    """Tell of an organization."""
    found = standing.organization
    return OrganizationShape(id=found.id, name=found.name, created=found.created, role=standing.role)


@router.patch("/{organization}", **described("Rename an organization", "組織名を変更"))
def rename(request: Request, standing: _Owner, body: NameBody) -> OrganizationShape:
    """Give an organization another name."""
    people, ident = desk_of(request).people, standing.organization.id
    people.rename_organization(ident, body.name, standing.visitor.account_id)
    found = people.organization(ident)
    return OrganizationShape(id=found.id, name=found.name, created=found.created, role=standing.role)


@router.get("/{organization}/members", **described("Members", "メンバー"))
def members(request: Request, standing: _Member) -> list[MemberShape]:
    """List the members with their roles."""
    found = desk_of(request).people.members(standing.organization.id)
    return [MemberShape(account=each.account.id, name=each.account.name, role=each.role) for each in found]


@router.patch("/{organization}/members/{person}", **described("Give a member another role", "メンバーの役割を変更"))
def set_role(request: Request, standing: _Owner, person: _Id, body: RoleBody) -> list[MemberShape]:
    """Give a member another role; answers with all members."""
    try:
        desk_of(request).people.set_role(standing.organization.id, person, body.role, standing.visitor.account_id)
    except LastOwner as error:
        raise HTTPException(409, error.text) from error
    return members(request, standing)


@router.delete("/{organization}/members/{person}", status_code=204, **described("End a membership", "メンバーを除外"))
def remove(request: Request, standing: _Owner, person: _Id) -> Response:
    """End the membership of a person."""
    try:
        desk_of(request).people.remove(standing.organization.id, person, standing.visitor.account_id)
    except LastOwner as error:
        raise HTTPException(409, error.text) from error
    return Response(status_code=204)


@router.get("/{organization}/invitations", **described("Open invitations", "有効な招待"))
def invited(request: Request, standing: _Owner) -> list[InvitationShape]:
    """List the invitations that are still good."""
    found = desk_of(request).invitations.of_organization(standing.organization.id)
    return [
        InvitationShape(id=each.handle, role=each.role, created=each.created, expires=each.expires) for each in found
    ]


@router.post("/{organization}/invitations", status_code=201, **described("Invite somebody", "招待する"))
def invite(request: Request, standing: _Owner, body: InvitationBody) -> InvitationMade:
    """Make an invitation; its link is shown once."""
    desk, address = desk_of(request), service_of(request).settings.address
    secret = desk.invitations.make(standing.organization.id, body.role, body.days, standing.visitor.account_id)
    return InvitationMade(link=f"{address}/join?token={quote(secret)}")


@router.delete(
    "/{organization}/invitations/{invitation}",
    status_code=204,
    **described("Take an invitation back", "招待を取り消す"),
)
def take_back(request: Request, standing: _Owner, invitation: _Id) -> Response:
    """Take an invitation back."""
    desk_of(request).invitations.revoke(standing.organization.id, invitation, standing.visitor.account_id)
    return Response(status_code=204)


@router.get("/{organization}/tokens", **described("API tokens", "API トークン"))
def listed_tokens(request: Request, standing: _Member) -> list[TokenShape]:
    """List your tokens, as an owner everybody's."""
    found = desk_of(request).tokens.of_organization(standing.organization.id)
    everybody = at_least(standing.role, "owner")
    return [_token(each) for each in found if everybody or each.account == standing.visitor.account_id]


@router.post("/{organization}/tokens", status_code=201, **described("Make an API token", "API トークンを発行"))
def make_token(request: Request, standing: _Member, body: TokenBody) -> TokenMade:
    """Make a token; its secret is shown once. Only a person who is signed in makes one."""
    if standing.visitor.via != "session":
        raise HTTPException(403, _BY_PERSON)
    mine_ = standing.visitor.account_id
    secret, made = desk_of(request).tokens.make(mine_, standing.organization.id, body.name, body.scope, body.days)
    return TokenMade(secret=secret, **_token(made).model_dump())


@router.delete(
    "/{organization}/tokens/{token}", status_code=204, **described("Revoke an API token", "API トークンを取り消す")
)
def revoke_token(request: Request, standing: _Member, token: _Id) -> Response:
    """Revoke a token: one's own, or as an owner anybody's."""
    mine_ = standing.visitor.account_id
    only = None if at_least(standing.role, "owner") else mine_
    desk_of(request).tokens.revoke(standing.organization.id, token, mine_, of_account=only)
    return Response(status_code=204)


@router.get("/{organization}/audit", **described("What was done", "操作の記録"))
def audit(
    request: Request,
    standing: _Owner,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Page[AuditShape]:
    """List entries of the audit chain, the newest first."""
    found = desk_of(request).auditing.of_organization(standing.organization.id, before, limit)
    items = [
        AuditShape(
            seq=each.seq,
            at=each.at,
            account=each.account,
            kind=each.kind,
            about=each.about,
            previous=each.previous,
            hash=each.hash,
        )
        for each in found
    ]
    following = f"{request.url.path}?before={found[-1].seq}&limit={limit}" if len(found) == limit else None
    return Page(items=items, next=following)


def _token(made: ApiToken) -> TokenShape:
    return TokenShape(
        id=made.id,
        account=made.account,
        name=made.name,
        scope=made.scope,
        created=made.created,
        expires=made.expires,
        used=made.used,
        revoked=made.revoked,
    )
