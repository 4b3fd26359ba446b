"""Who is asking, and what they may do: the dependencies of every page and of the programming interface.

>>> from typing import Annotated
>>> from fastapi import Depends
>>> def page(entry: Annotated[Entry, Depends(reader)]) -> str:
...     return f"{entry.visitor.name} may see {entry.workspace.id}"

A workspace of another organization and one that does not exist are answered alike: nothing is here. Too little of a
role in one's own organization is said in words.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request

from sanso.model.text import Text
from sanso.web.security.cookies import session_cookie
from sanso.web.security.desk import address_of, desk_of
from sanso.web.service import service_of
from sanso.workspace.errors import NotThere
from sanso.workspace.people import Organization, Role, at_least
from sanso.workspace.tokens import PREFIX

if TYPE_CHECKING:
    from sanso.workspace.history import Workspace

__all__ = [
    "Entry",
    "SignInFirst",
    "Standing",
    "Visitor",
    "editor",
    "maybe_signed_in",
    "member",
    "organization_editor",
    "organization_owner",
    "owner",
    "reader",
    "signed_in",
]

_LOG = logging.getLogger("sanso.web.security")
_MISSING: dict[Role, Text] = {
    "reader": Text(en="You may not see this.", ja="閲覧の権限がありません。"),
    "editor": Text(
        en="You may look, but not change anything here. Ask an owner of the organization to make you an editor.",
        ja="閲覧はできますが、変更の権限がありません。組織の所有者に、編集者への変更を依頼してください。",
    ),
    "owner": Text(en="Only an owner of the organization may do this.", ja="この操作は組織の所有者だけが行えます。"),
}
_NO_TOKEN = Text(
    en="The token is unknown, has run out or was revoked. Make a new one in the settings of the organization.",
    ja="トークンが無効です(不明・期限切れ・取り消し済みのいずれか)。組織の設定で新しいトークンを発行してください。",
)
_TOO_OFTEN = Text(
    en="Too many tries from your address. Wait a minute.",
    ja="お使いのアドレスからの試行回数が多すぎます。1分ほどお待ちください。",
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking; *csrf* goes with every form, *session* names the session among the visitor's own."""

    account_id: str
    name: str
    lang: str
    roles: Mapping[str, Role]
    csrf: str = field(repr=False)
    via: Literal["session", "token", "share"]
    session: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A visitor in a workspace, with the role there."""

    visitor: Visitor
    workspace: Workspace
    role: Role


@dataclass(frozen=True, slots=True)
class Standing:
    """A visitor in an organization, with the role there."""

    visitor: Visitor
    organization: Organization
    role: Role


class SignInFirst(Exception):
    """Nobody is signed in; *here* is where the visitor wanted to go."""

    def __init__(self, here: str) -> None:
        super().__init__(here)
        self.here = here

    @property
    def address(self) -> str:
        """The address of the sign-in page that leads back."""
        return f"/sign-in?next={quote(self.here, safe='/')}"


def maybe_signed_in(request: Request) -> Visitor | None:
    """Return who is signed in by session or, in the programming interface, by token; None for a stranger.

    Raises:
        HTTPException: a token was given that is not good (401), or too many were tried (429).

    """
    if not hasattr(request.state, "visitor"):
        request.state.visitor = _by_token(request) if bears_token(request) else _by_session(request)
    known: Visitor | None = request.state.visitor
    return known


def signed_in(request: Request) -> Visitor:
    """Return who is signed in.

    Raises:
        SignInFirst: nobody is.
        HTTPException: a token was given that is not good.

    """
    visitor = maybe_signed_in(request)
    if visitor is None:
        query = request.url.query
        here = request.url.path if request.method == "GET" else "/"
        raise SignInFirst(f"{here}?{query}" if query and request.method == "GET" else here)
    return visitor


def bears_token(request: Request) -> bool:
    """Tell whether the request comes with a bearer token; its cookies count for nothing then."""
    return request.headers.get("authorization", "").lower().startswith("bearer ")


def _by_session(request: Request) -> Visitor | None:
    secret = request.cookies.get(session_cookie(service_of(request).settings))
    found = desk_of(request).sessions.find(secret) if secret else None
    if found is None:
        return None
    account, session = found.account, found.session
    return Visitor(account.id, account.name, account.lang, found.roles, session.csrf, "session", session.handle)


def _by_token(request: Request) -> Visitor:
    desk, address = desk_of(request), address_of(request)
    if desk.tries.exhausted("token", address):
        raise HTTPException(429, _TOO_OFTEN, {"Retry-After": "60"})
    secret = request.headers["authorization"][len("bearer ") :].strip()
    good = request.url.path.startswith("/api/") and secret.startswith(PREFIX)
    found = desk.tokens.find(secret) if good else None
    if found is None:
        desk.tries.allow("token", address)
        raise HTTPException(401, _NO_TOKEN, {"WWW-Authenticate": 'Bearer realm="sanso", error="invalid_token"'})
    token, account, role = found
    return Visitor(account.id, account.name, account.lang, {token.organization: role}, "", "token")


def _role(visitor: Visitor, organization: str, needed: Role) -> Role:
    """Return the role of a visitor in an organization, which must do what *needed* does; refusals are logged."""
    role = visitor.roles.get(organization)
    if role is not None and at_least(role, needed):
        return role
    _LOG.warning("refused account %s (%s): needs %s in %s", visitor.account_id, role, needed, ascii(organization))
    raise HTTPException(404) if role is None else HTTPException(403, _MISSING[needed])


def _of_workspace(needed: Role) -> Callable[[Request, str, Visitor], Entry]:
    def dependency(request: Request, workspace: str, visitor: Annotated[Visitor, Depends(signed_in)]) -> Entry:
        try:
            found, request.state.trouble = service_of(request).current(workspace)
        except NotThere:
            raise HTTPException(404) from None
        return Entry(visitor, found, _role(visitor, found.organization, needed))

    return dependency


def _of_organization(needed: Role) -> Callable[[Request, str, Visitor], Standing]:
    def dependency(request: Request, organization: str, visitor: Annotated[Visitor, Depends(signed_in)]) -> Standing:
        role = _role(visitor, organization, needed)
        return Standing(visitor, desk_of(request).people.organization(organization), role)

    return dependency


reader = _of_workspace("reader")
"""Whoever may see the workspace of the path parameter ``workspace``."""
editor = _of_workspace("editor")
"""Whoever may change it."""
owner = _of_workspace("owner")
"""Whoever may rename, share, archive it."""
member = _of_organization("reader")
"""Whoever belongs to the organization of the path parameter ``organization``."""
organization_editor = _of_organization("editor")
"""Whoever may examine drafts for it."""
organization_owner = _of_organization("owner")
"""Whoever may manage its people."""
