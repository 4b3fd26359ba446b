"""Sessions: rows on the server, so that signing out is real.

A session begins with a new secret at every sign-in, ends by signing out, when nothing was asked of it for *idle*
seconds, and at the latest *most* seconds after it began. The store keeps the SHA-256 of the secret only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, delete, insert, select, update

from sanso.model.diagnostics import printable
from sanso.workspace.auditing import note
from sanso.workspace.challenges import digest_of, new_secret
from sanso.workspace.database import Database
from sanso.workspace.errors import Contended, DiskFull
from sanso.workspace.people import Account, Role, as_role
from sanso.workspace.tables import accounts, memberships, sessions

__all__ = ["Method", "Session", "Sessions", "SignedIn"]

Method = Literal["start", "set-up", "passkey", "oidc"]
_SEEN_STEP = dt.timedelta(seconds=60)
"""How old the note of the last use may be before it is written anew."""
_HANDLE = 16


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; *handle* names it among the sessions of its account, *csrf* goes with every form."""

    handle: str
    account: str
    csrf: str
    method: str
    agent: str
    created: dt.datetime
    seen: dt.datetime
    expires: dt.datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is behind a session, with the role in each organization at this moment."""

    session: Session
    account: Account
    roles: Mapping[str, Role]


class Sessions:
    """Sessions in the store; *idle* and *most* are in seconds."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], dt.datetime],
        idle: int,
        most: int,
        secret: Callable[[], str] = new_secret,
    ) -> None:
        self._database = database
        self._clock = clock
        self._idle = dt.timedelta(seconds=idle)
        self._most = dt.timedelta(seconds=most)
        self._secret = secret

    def begin(self, account: str, method: Method, agent: str = "", *, instead_of: str | None = None) -> str:
        """Return the secret of a new session; the session with the secret *instead_of* ends with it.

        Raises:
            StoreError: it cannot be kept.

        """
        now, secret = self._clock(), self._secret()
        digest = digest_of(secret)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= now))
            if instead_of is not None:
                connection.execute(delete(sessions).where(sessions.c.digest == digest_of(instead_of)))
            connection.execute(
                insert(sessions).values(
                    digest=digest,
                    account=account,
                    csrf=self._secret(),
                    method=method,
                    agent=printable(agent, 200)[:200],
                    created=now,
                    seen=now,
                    expires=now + self._most,
                )
            )
            note(connection, now, f"sign-in-{method}", account=account, about=digest[:_HANDLE])
        return secret

    def find(self, secret: str) -> SignedIn | None:
        """Return who is behind *secret*, or None where the session ended or never was.

        Raises:
            StoreError: the store cannot be read.

        """
        now, digest = self._clock(), digest_of(secret)
        wanted = (
            select(
                sessions,
                accounts.c.name,
                accounts.c.mail,
                accounts.c.lang,
                accounts.c.created.label("account_created"),
            )
            .join(accounts, accounts.c.id == sessions.c.account)
            .where(sessions.c.digest == digest)
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
            if row is None or row.expires <= now or now - row.seen > self._idle:
                return None
            of_account = select(memberships.c.organization, memberships.c.role)
            held = connection.execute(of_account.where(memberships.c.account == row.account)).all()
        if now - row.seen > _SEEN_STEP:
            with suppress(DiskFull, Contended), self._database.writing() as connection:  # reading goes on without
                connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen=now))
        account = Account(row.account, row.name, row.mail, row.lang, row.account_created)
        return SignedIn(_session(row), account, {each.organization: as_role(each.role) for each in held})

    def of_account(self, account: str) -> tuple[Session, ...]:
        """Return the sessions of an account that have not ended, last used first."""
        now = self._clock()
        wanted = (
            select(sessions)
            .where(sessions.c.account == account, sessions.c.expires > now, sessions.c.seen >= now - self._idle)
            .order_by(sessions.c.seen.desc(), sessions.c.digest)
        )
        with self._database.reading() as connection:
            return tuple(_session(row) for row in connection.execute(wanted))

    def end(self, secret: str) -> None:
        """End the session with this secret; nothing happens where there is none."""
        digest = digest_of(secret)
        with self._database.writing() as connection:
            row = connection.execute(select(sessions.c.account).where(sessions.c.digest == digest)).first()
            if row is not None:
                connection.execute(delete(sessions).where(sessions.c.digest == digest))
                note(connection, self._clock(), "sign-out", account=row.account, about=digest[:_HANDLE])

    def end_one(self, account: str, handle: str) -> bool:
        """End the session of *account* that is called *handle*; tell whether there was one."""
        with self._database.writing() as connection:
            rows = connection.execute(select(sessions.c.digest).where(sessions.c.account == account)).all()
            for row in rows:
                if row.digest[:_HANDLE] == handle:
                    connection.execute(delete(sessions).where(sessions.c.digest == row.digest))
                    note(connection, self._clock(), "sign-out", account=account, about=handle)
                    return True
        return False

    def end_all(self, account: str, but: str | None = None, *, organization: str | None = None, by: str = "") -> int:
        """End every session of *account*, except the one called *but*; return how many ended.

        *by* is who does that for another, as an owner of *organization*.
        """
        with self._database.writing() as connection:
            rows = connection.execute(select(sessions.c.digest).where(sessions.c.account == account)).all()
            gone = [row.digest for row in rows if row.digest[:_HANDLE] != but]
            if gone:
                connection.execute(delete(sessions).where(sessions.c.digest.in_(gone)))
                kind, who = ("member-signed-out", by) if by else ("sign-out-everywhere", account)
                note(connection, self._clock(), kind, organization=organization, account=who, about=account)
        return len(gone)


def _session(row: Row[Any]) -> Session:
    return Session(
        row.digest[:_HANDLE], row.account, row.csrf, row.method, row.agent, row.created, row.seen, row.expires
    )
