"""An account comes to its end: nothing signs in to it any more, and the person is forgotten, but for signed history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, delete, select, update

from sanso.workspace.auditing import note
from sanso.workspace.database import Database
from sanso.workspace.people import locked_role, refuse_last_owner
from sanso.workspace.tables import (
    accounts,
    identities,
    memberships,
    passkeys,
    procedure_steps,
    sessions,
    tokens,
    visits,
)

__all__ = ["CLOSED_NAME", "close_account"]

CLOSED_NAME = "—"
"""What a closed account is called."""


def close_account(database: Database, clock: Callable[[], dt.datetime], account: str) -> None:
    """End all sessions, tokens, memberships and ways to sign in of an account, and forget name and mail address.

    Versions keep the name that their author had at that time.

    Raises:
        LastOwner: it is the only owner of an organization; nothing is changed.
        StoreError: the store does not serve.

    """
    now = clock()
    with database.writing() as connection:
        _end_memberships(connection, account, now)
        mine = tokens.c.account == account
        connection.execute(update(tokens).where(mine, tokens.c.revoked.is_(None)).values(revoked=now))
        for table in (sessions, passkeys, identities, visits):
            connection.execute(delete(table).where(table.c.account == account))
        handed = procedure_steps.c.assignee == account
        connection.execute(update(procedure_steps).where(handed).values(assignee=None))
        gone = accounts.c.id == account
        connection.execute(update(accounts).where(gone).values(name=CLOSED_NAME, mail="", lang=""))
        note(connection, now, "account-closed", account=account, about=account)


def _end_memberships(connection: Connection, account: str, now: dt.datetime) -> None:
    mine = memberships.c.account == account
    rows = connection.execute(select(memberships.c.organization).where(mine).order_by(memberships.c.organization)).all()
    for (organization,) in rows:
        if locked_role(connection, organization, account) == "owner":
            refuse_last_owner(connection, organization)
        note(connection, now, "member-closed", organization=organization, account=account, about=account)
    connection.execute(delete(memberships).where(mine))
