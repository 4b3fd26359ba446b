"""Invitations: a link that makes whoever opens it, signed in, a member with a role; once, and not for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.challenges import digest_of, new_secret
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere
from sanso.workspace.people import ROLES, Organization, Role, as_role
from sanso.workspace.tables import invitations, memberships, organizations

__all__ = ["LONGEST_DAYS", "Invitation", "Invitations"]

LONGEST_DAYS = 30
_HANDLE = 16
_GONE = Text(
    en="This invitation is unknown, has been used or has run out. Ask for a new one.",
    ja="この招待は無効です(不明・使用済み・期限切れのいずれか)。新しい招待を依頼してください。",
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation without its secret; *handle* names it among those of its organization."""

    handle: str
    organization: Organization
    role: Role
    created_by: str | None
    created: dt.datetime
    expires: dt.datetime
    used_by: str | None


class Invitations:
    """Invitations in the store."""

    def __init__(
        self, database: Database, clock: Callable[[], dt.datetime], secret: Callable[[], str] = new_secret
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret

    def make(self, organization: str, role: Role, days: int, by: str) -> str:
        """Return the secret of a new invitation that is good for *days* days.

        Raises:
            ValueError: *days* is not between 1 and `LONGEST_DAYS`.

        """
        if not 1 <= days <= LONGEST_DAYS:
            raise ValueError(f"between 1 and {LONGEST_DAYS} days")
        now, secret = self._clock(), self._secret()
        digest = digest_of(secret)
        with self._database.writing() as connection:
            connection.execute(
                insert(invitations).values(
                    digest=digest,
                    organization=organization,
                    role=role,
                    created_by=by,
                    created=now,
                    expires=now + dt.timedelta(days=days),
                )
            )
            note(connection, now, f"invited-{role}", organization=organization, account=by, about=digest[:_HANDLE])
        return secret

    def find(self, secret: str) -> Invitation:
        """Return the invitation with this secret, as long as it is good.

        Raises:
            NotThere: there is none, it was used or it ran out.

        """
        wanted = _with_organization().where(invitations.c.digest == digest_of(secret))
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None or row.used_by is not None or row.expires <= self._clock():
            raise NotThere(_GONE)
        return _invitation(row)

    def accept(self, secret: str, account: str) -> Invitation:
        """Make *account* a member as the invitation says; whoever has a stronger role already keeps it.

        Raises:
            NotThere: there is none, it was used or it ran out.

        """
        now, digest = self._clock(), digest_of(secret)
        with self._database.writing() as connection:
            claimed = connection.execute(
                update(invitations)
                .where(invitations.c.digest == digest, invitations.c.used_by.is_(None), invitations.c.expires > now)
                .values(used_by=account)
            )
            if not claimed.rowcount:
                raise NotThere(_GONE)
            row = connection.execute(_with_organization().where(invitations.c.digest == digest)).one()
            found = _invitation(row)
            mine = (memberships.c.organization == found.organization.id) & (memberships.c.account == account)
            held = connection.execute(select(memberships.c.role).where(mine)).scalar()
            if held is None:
                connection.execute(
                    insert(memberships).values(organization=found.organization.id, account=account, role=found.role)
                )
            elif ROLES.index(as_role(held)) < ROLES.index(found.role):
                connection.execute(update(memberships).where(mine).values(role=found.role))
            note(
                connection,
                now,
                f"joined-{found.role}",
                organization=found.organization.id,
                account=account,
                about=found.handle,
            )
        return found

    def of_organization(self, organization: str) -> tuple[Invitation, ...]:
        """Return the invitations of an organization that are still good, newest first."""
        wanted = _with_organization().where(
            invitations.c.organization == organization,
            invitations.c.used_by.is_(None),
            invitations.c.expires > self._clock(),
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(invitations.c.created.desc(), invitations.c.digest)).all()
        return tuple(_invitation(row) for row in rows)

    def revoke(self, organization: str, handle: str, by: str) -> None:
        """Take back the invitation called *handle*.

        Raises:
            NotThere: there is none that is still open.

        """
        still_open = (invitations.c.organization == organization) & invitations.c.used_by.is_(None)
        with self._database.writing() as connection:
            digests = [
                row.digest
                for row in connection.execute(select(invitations.c.digest).where(still_open))
                if row.digest[:_HANDLE] == handle
            ]
            if not digests:
                raise NotThere(_GONE)
            connection.execute(delete(invitations).where(invitations.c.digest.in_(digests)))
            note(
                connection,
                self._clock(),
                "invitation-revoked",
                organization=organization,
                account=by,
                about=handle,
            )


def _with_organization() -> Any:
    named = (organizations.c.name.label("organization_name"), organizations.c.created.label("organization_created"))
    return select(invitations, *named).join(organizations, organizations.c.id == invitations.c.organization)


def _invitation(row: Row[Any]) -> Invitation:
    organization = Organization(row.organization, row.organization_name, row.organization_created)
    return Invitation(
        row.digest[:_HANDLE], organization, as_role(row.role), row.created_by, row.created, row.expires, row.used_by
    )
