"""Accounts, organizations and who may do what in them.

An account by itself may see nothing; a membership with a role opens one organization. An organization always keeps
at least one owner. Every change is noted in the audit chain, in the same transaction.

>>> at_least("editor", "reader"), at_least("reader", "owner")
(True, False)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere, StoreError
from sanso.workspace.tables import accounts, identities, memberships, organizations, passkeys

__all__ = [
    "ROLES",
    "Account",
    "LastOwner",
    "Member",
    "Organization",
    "People",
    "Role",
    "as_role",
    "at_least",
    "kept_words",
]

Role = Literal["reader", "editor", "owner"]
ROLES: tuple[Role, ...] = ("reader", "editor", "owner")
"""The roles, each able to do all that the one before is able to do."""
_LONGEST_NAME = 200
_LONGEST_MAIL = 320


@dataclass(frozen=True, slots=True)
class Account:
    """A person; *lang* is empty until the person chose a language."""

    id: str
    name: str
    mail: str
    lang: str
    created: dt.datetime


@dataclass(frozen=True, slots=True)
class Organization:
    """Those who share workspaces."""

    id: str
    name: str
    created: dt.datetime


@dataclass(frozen=True, slots=True)
class Member:
    """An account in an organization."""

    account: Account
    role: Role


class LastOwner(StoreError):
    """An organization would be left without an owner."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                en="An organization needs at least one owner. Make another member owner first.",
                ja="組織には所有者が少なくとも 1 人必要です。先に別のメンバーを所有者にしてください。",
            )
        )


def kept_words(words: str, longest: int = 200) -> str:
    r"""Return a name as it is kept: one line without signs that steer, of at most *longest* characters.

    >>> kept_words("  Ito \n Hanako\x00 ")
    'Ito Hanako\\x00'
    """
    return printable(" ".join(words.split()), longest)[:longest]


def as_role(word: str) -> Role:
    """Return *word* as a role.

    Raises:
        ValueError: there is no such role.

    """
    if word not in ROLES:
        raise ValueError(f"no role: {printable(word)}")
    return word


def at_least(role: Role, needed: Role) -> bool:
    """Tell whether *role* may do what *needed* may do."""
    return ROLES.index(role) >= ROLES.index(needed)


class People:
    """Accounts, organizations and memberships in the store; *clock* gives the moment, *new_id* random ids."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime], new_id: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    def account(self, account: str) -> Account:
        """Return an account.

        Raises:
            NotThere: there is none with this id.

        """
        with self._database.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.id == account)).first()
        if row is None:
            raise _no_account()
        return _account(row)

    def anybody(self) -> bool:
        """Tell whether anybody can sign in yet; where nobody can, a set-up link makes the first owner."""
        with self._database.reading() as connection:
            return any(
                connection.execute(select(table.c.account).limit(1)).first() is not None
                for table in (identities, passkeys)
            )

    def organization(self, organization: str) -> Organization:
        """Return an organization.

        Raises:
            NotThere: there is none with this id.

        """
        with self._database.reading() as connection:
            row = connection.execute(select(organizations).where(organizations.c.id == organization)).first()
        if row is None:
            raise _no_organization()
        return Organization(row.id, row.name, row.created)

    def organizations_of(self, account: str) -> tuple[tuple[Organization, Role], ...]:
        """Return the organizations of an account with its role in each, by name."""
        wanted = (
            select(organizations, memberships.c.role)
            .join(memberships, memberships.c.organization == organizations.c.id)
            .where(memberships.c.account == account)
            .order_by(organizations.c.name, organizations.c.id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return tuple((Organization(row.id, row.name, row.created), as_role(row.role)) for row in rows)

    def roles(self, account: str) -> Mapping[str, Role]:
        """Return the role of an account in each of its organizations."""
        wanted = select(memberships.c.organization, memberships.c.role).where(memberships.c.account == account)
        with self._database.reading() as connection:
            return {row.organization: as_role(row.role) for row in connection.execute(wanted)}

    def members(self, organization: str) -> tuple[Member, ...]:
        """Return the members of an organization, by name."""
        wanted = (
            select(accounts, memberships.c.role)
            .join(memberships, memberships.c.account == accounts.c.id)
            .where(memberships.c.organization == organization)
            .order_by(accounts.c.name, accounts.c.id)
        )
        with self._database.reading() as connection:
            return tuple(Member(_account(row), as_role(row.role)) for row in connection.execute(wanted))

    def new_account(self, name: str, mail: str = "", lang: str = "") -> Account:
        """Make an account that belongs to nothing yet."""
        with self._database.writing() as connection:
            made = add_account(connection, self._new_id(), self._clock(), name, mail, lang)
            note(connection, made.created, "account-made", account=made.id, about=made.id)
        return made

    def change_account(self, account: str, *, name: str | None = None, lang: str | None = None) -> None:
        """Change the name or the language of an account.

        Raises:
            NotThere: there is none with this id.

        """
        values = {} if name is None else {"name": kept_words(name, _LONGEST_NAME)}
        values |= {} if lang is None else {"lang": lang if lang in ("en", "ja") else ""}
        if not values:
            return
        with self._database.writing() as connection:
            changed = connection.execute(update(accounts).where(accounts.c.id == account).values(**values))
            if not changed.rowcount:
                raise _no_account()

    def new_organization(self, name: str, owner: str) -> Organization:
        """Make an organization whose first owner is the account *owner*."""
        made = Organization(self._new_id(), kept_words(name, _LONGEST_NAME), self._clock())
        with self._database.writing() as connection:
            connection.execute(insert(organizations).values(id=made.id, name=made.name, created=made.created))
            connection.execute(insert(memberships).values(organization=made.id, account=owner, role="owner"))
            note(connection, made.created, "organization-made", organization=made.id, account=owner, about=made.id)
        return made

    def rename_organization(self, organization: str, name: str, by: str) -> None:
        """Give an organization another name.

        Raises:
            NotThere: there is none with this id.

        """
        with self._database.writing() as connection:
            named = update(organizations).where(organizations.c.id == organization)
            if not connection.execute(named.values(name=kept_words(name, _LONGEST_NAME))).rowcount:
                raise _no_organization()
            note(
                connection,
                self._clock(),
                "organization-renamed",
                organization=organization,
                account=by,
                about=organization,
            )

    def set_role(self, organization: str, account: str, role: Role, by: str) -> None:
        """Give a member another role.

        Raises:
            NotThere: the account is no member.
            LastOwner: it is the only owner.

        """
        with self._database.writing() as connection:
            was = locked_role(connection, organization, account)
            if was == "owner" and role != "owner":
                refuse_last_owner(connection, organization)
            connection.execute(update(memberships).where(_is(organization, account)).values(role=role))
            note(
                connection,
                self._clock(),
                f"role-{role}",
                organization=organization,
                account=by,
                about=account,
            )

    def remove(self, organization: str, account: str, by: str) -> None:
        """End a membership; the account itself stays.

        Raises:
            NotThere: the account is no member.
            LastOwner: it is the only owner.

        """
        with self._database.writing() as connection:
            if locked_role(connection, organization, account) == "owner":
                refuse_last_owner(connection, organization)
            connection.execute(delete(memberships).where(_is(organization, account)))
            note(connection, self._clock(), "member-removed", organization=organization, account=by, about=account)


def add_account(
    connection: Connection, new: str, at: dt.datetime, name: str, mail: str = "", lang: str = ""
) -> Account:
    """Make an account in the transaction of *connection*, which the caller notes."""
    made = Account(
        new,
        kept_words(name, _LONGEST_NAME) or "—",
        kept_words(mail, _LONGEST_MAIL),
        lang if lang in ("en", "ja") else "",
        at,
    )
    connection.execute(
        insert(accounts).values(id=made.id, name=made.name, mail=made.mail, lang=made.lang, created=made.created)
    )
    return made


def _is(organization: str, account: str) -> Any:
    return (memberships.c.organization == organization) & (memberships.c.account == account)


def locked_role(connection: Connection, organization: str, account: str) -> Role:
    """Return the role of a member; other changes of this organization's members wait until the transaction ends."""
    connection.execute(select(organizations.c.id).where(organizations.c.id == organization).with_for_update())
    row = connection.execute(select(memberships.c.role).where(_is(organization, account))).first()
    if row is None:
        raise _no_account()
    return as_role(row.role)


def refuse_last_owner(connection: Connection, organization: str) -> None:
    """Pass where an organization has another owner besides the one that leaves.

    Raises:
        LastOwner: it has not.

    """
    wanted = select(func.count()).select_from(memberships)
    wanted = wanted.where(memberships.c.organization == organization, memberships.c.role == "owner")
    if connection.execute(wanted).scalar_one() < 2:
        raise LastOwner


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.name, row.mail, row.lang, row.created)


def _no_account() -> NotThere:
    return NotThere(Text(en="There is no such person here.", ja="該当する人がいません。"))


def _no_organization() -> NotThere:
    return NotThere(Text(en="There is no such organization.", ja="該当する組織がありません。"))
