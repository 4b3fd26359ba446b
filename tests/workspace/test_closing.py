"""An account that is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from sanso.workspace.auditing import Auditing
from sanso.workspace.closing import CLOSED_NAME, close_account
from sanso.workspace.credentials import Credentials
from sanso.workspace.database import Database
from sanso.workspace.people import LastOwner, People
from sanso.workspace.sessions import Sessions
from sanso.workspace.tokens import Tokens

Clock = Callable[[], dt.datetime]


def test_nothing_leads_to_a_closed_account(database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
    people, sessions = People(database, clock, new_id), Sessions(database, clock, 3600, 7200)
    tokens, credentials = Tokens(database, clock, new_id), Credentials(database, clock)
    ito, abe = people.new_account("Ito", "ito@example.com"), people.new_account("Abe")
    bus = people.new_organization("Bus", ito.id)
    secret, other = sessions.begin(ito.id, "oidc"), sessions.begin(abe.id, "oidc")
    token, _ = tokens.make(ito.id, bus.id, "nightly", "read", 30)
    with pytest.raises(LastOwner):
        close_account(database, clock, ito.id)
    assert sessions.find(secret) is not None
    assert tokens.find(token) is not None
    own = people.new_organization("Own", abe.id)

    from sanso.workspace.invitations import Invitations

    invitations = Invitations(database, clock)
    invitations.accept(invitations.make(bus.id, "owner", 3, ito.id), abe.id)
    close_account(database, clock, ito.id)
    assert sessions.find(secret) is None
    assert sessions.find(other) is not None
    assert tokens.find(token) is None
    assert tokens.of_organization(bus.id)[0].revoked is not None
    assert people.roles(ito.id) == {}
    assert credentials.passkeys_of(ito.id) == ()
    gone = people.account(ito.id)
    assert (gone.name, gone.mail) == (CLOSED_NAME, "")
    assert people.roles(abe.id) == {bus.id: "owner", own.id: "owner"}
    kinds = [entry.kind for entry in Auditing(database).of_organization(bus.id)]
    assert "member-closed" in kinds
