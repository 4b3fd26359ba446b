"""Tokens for the programming interface: one organization, a scope, an end, shown once.

A token never does more than its account may do at that moment, and never what an owner alone may do.

>>> cap("owner", "write"), cap("owner", "read"), cap("reader", "write")
('editor', 'reader', 'reader')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import Row, insert, select, update

from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.challenges import digest_of, new_secret
from sanso.workspace.database import Database
from sanso.workspace.errors import Contended, DiskFull, NotThere
from sanso.workspace.people import ROLES, Account, Role, as_role, kept_words
from sanso.workspace.tables import accounts, memberships, tokens

__all__ = ["LONGEST_DAYS", "PREFIX", "ApiToken", "Scope", "Tokens", "cap"]

Scope = Literal["read", "write"]
PREFIX = "sanso_"
"""What every token begins with, so that scanners of source code notice a lost one."""
LONGEST_DAYS = 366
_USED_STEP = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token without its secret."""

    id: str
    account: str
    organization: str
    name: str
    scope: Scope
    created: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None
    revoked: dt.datetime | None


def cap(role: Role, scope: Scope) -> Role:
    """Return what a token with *scope* may do where its account has *role*."""
    most: Role = "reader" if scope == "read" else "editor"
    return min(role, most, key=ROLES.index)


class Tokens:
    """Tokens in the store."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], dt.datetime],
        new_id: Callable[[], str],
        secret: Callable[[], str] = new_secret,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._secret = secret

    def make(self, account: str, organization: str, name: str, scope: Scope, days: int) -> tuple[str, ApiToken]:
        """Return the secret, which is never shown again, and the token.

        Raises:
            ValueError: *days* is not between 1 and `LONGEST_DAYS`.

        """
        if not 1 <= days <= LONGEST_DAYS:
            raise ValueError(f"between 1 and {LONGEST_DAYS} days")
        now, secret = self._clock(), PREFIX + self._secret()
        made = ApiToken(
            self._new_id(),
            account,
            organization,
            kept_words(name),
            scope,
            now,
            now + dt.timedelta(days=days),
            None,
            None,
        )
        with self._database.writing() as connection:
            connection.execute(
                insert(tokens).values(
                    id=made.id,
                    digest=digest_of(secret),
                    account=account,
                    organization=organization,
                    name=made.name,
                    scope=scope,
                    created=now,
                    expires=made.expires,
                )
            )
            note(connection, now, f"token-made-{scope}", organization=organization, account=account, about=made.id)
        return secret, made

    def find(self, secret: str) -> tuple[ApiToken, Account, Role] | None:
        """Return the token, its account and what it may do; None where it ended, was revoked or never was.

        Raises:
            StoreError: the store cannot be read.

        """
        now = self._clock()
        wanted = (
            select(
                tokens,
                accounts.c.name.label("account_name"),
                accounts.c.mail,
                accounts.c.lang,
                accounts.c.created.label("account_created"),
                memberships.c.role,
            )
            .join(accounts, accounts.c.id == tokens.c.account)
            .join(
                memberships,
                (memberships.c.account == tokens.c.account) & (memberships.c.organization == tokens.c.organization),
            )
            .where(tokens.c.digest == digest_of(secret))
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None or row.revoked is not None or row.expires <= now:
            return None
        if row.used is None or now - row.used > _USED_STEP:
            with suppress(DiskFull, Contended), self._database.writing() as connection:  # reading goes on without
                connection.execute(update(tokens).where(tokens.c.id == row.id).values(used=now))
        token = _token(row)
        account = Account(row.account, row.account_name, row.mail, row.lang, row.account_created)
        return token, account, cap(as_role(row.role), token.scope)

    def of_organization(self, organization: str) -> tuple[ApiToken, ...]:
        """Return the tokens of an organization, newest first."""
        wanted = select(tokens).where(tokens.c.organization == organization)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(tokens.c.created.desc(), tokens.c.id)).all()
        return tuple(_token(row) for row in rows)

    def revoke(self, organization: str, token: str, by: str, *, of_account: str | None = None) -> None:
        """End a token of an organization now; only one of the account *of_account*, where that is given.

        Raises:
            NotThere: there is no such token.

        """
        now = self._clock()
        mine = (tokens.c.id == token) & (tokens.c.organization == organization)
        if of_account is not None:
            mine &= tokens.c.account == of_account
        with self._database.writing() as connection:
            if connection.execute(select(tokens.c.id).where(mine)).first() is None:
                raise NotThere(Text(en="There is no such token.", ja="該当するトークンがありません。"))
            connection.execute(update(tokens).where(mine, tokens.c.revoked.is_(None)).values(revoked=now))
            note(connection, now, "token-revoked", organization=organization, account=by, about=token)


def _token(row: Row[Any]) -> ApiToken:
    scope = cast(Scope, row.scope)
    return ApiToken(
        row.id, row.account, row.organization, row.name, scope, row.created, row.expires, row.used, row.revoked
    )
