"""The desk at the entrance: everything that tells who is who, made once with the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request

from sanso.web.security.tries import Tries
from sanso.web.service import new_id
from sanso.workspace.auditing import Auditing
from sanso.workspace.challenges import Challenges
from sanso.workspace.credentials import Credentials
from sanso.workspace.invitations import Invitations
from sanso.workspace.people import People
from sanso.workspace.sessions import Sessions
from sanso.workspace.sharing import Sharing
from sanso.workspace.tokens import Tokens

if TYPE_CHECKING:
    from sanso.web.service import Service

__all__ = ["Desk", "address_of", "desk_of"]


@dataclass(frozen=True, slots=True)
class Desk:
    """People, sessions, tokens, invitations, shares and the audit chain over one store."""

    people: People
    credentials: Credentials
    sessions: Sessions
    challenges: Challenges
    invitations: Invitations
    tokens: Tokens
    sharing: Sharing
    auditing: Auditing
    tries: Tries = field(default_factory=Tries)

    @classmethod
    def of(cls, service: Service) -> Desk:
        """Return the desk of an application."""
        store, clock, settings = service.database, service.clock, service.settings
        return cls(
            People(store, clock, new_id),
            Credentials(store, clock),
            Sessions(store, clock, settings.session_idle, settings.session_most),
            Challenges(store, clock),
            Invitations(store, clock),
            Tokens(store, clock, new_id),
            Sharing(store, clock, new_id),
            Auditing(store),
        )


def desk_of(request: Request) -> Desk:
    """Return the desk of the application that serves *request*."""
    desk: Desk = request.app.state.desk
    return desk


def address_of(request: Request) -> str:
    """Return the network address of who asks; behind a proxy the server has put the real one there."""
    return request.client.host if request.client is not None else ""
