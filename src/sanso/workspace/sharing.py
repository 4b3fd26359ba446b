"""Share links: one report, of one version and one day, for one named organization, until a day.

A link gives nothing else: no page of the workspace, no other version, no other day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.challenges import digest_of, new_secret
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere
from sanso.workspace.people import kept_words
from sanso.workspace.tables import shares, versions, workspaces

__all__ = ["LONGEST_DAYS", "Share", "Sharing"]

LONGEST_DAYS = 366
_GONE = Text(
    en="This link is unknown, has run out or was taken back. Ask whoever sent it for a new one.",
    ja="このリンクは無効です(不明・期限切れ・取り消し済みのいずれか)。送り主に新しいリンクを依頼してください。",
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share link without its secret; *seq* is the version, *day* the day as of which its report is made."""

    id: str
    workspace: str
    seq: int
    day: dt.date
    with_whom: str
    created_by: str | None
    created: dt.datetime
    expires: dt.datetime
    revoked: dt.datetime | None
    used: dt.datetime | None
    uses: int


class Sharing:
    """Share links in the store."""

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

    def make(self, workspace: str, seq: int, day: dt.date, with_whom: str, days: int, by: str) -> tuple[str, Share]:
        """Return the secret of a new link, which is never shown again, and the link.

        Raises:
            ValueError: *days* is not between 1 and `LONGEST_DAYS`, or nobody is named.
            NotThere: the workspace has no version *seq*.

        """
        named = kept_words(with_whom)
        if not 1 <= days <= LONGEST_DAYS or not named:
            raise ValueError(f"between 1 and {LONGEST_DAYS} days, for somebody who is named")
        now, secret = self._clock(), self._secret()
        made = Share(self._new_id(), workspace, seq, day, named, by, now, now + dt.timedelta(days=days), None, None, 0)
        with self._database.writing() as connection:
            version = select(versions.c.seq).where(versions.c.workspace == workspace, versions.c.seq == seq)
            if connection.execute(version).first() is None:
                raise NotThere(Text(en="There is no such version.", ja="該当する版がありません。"))
            connection.execute(
                insert(shares).values(
                    id=made.id,
                    digest=digest_of(secret),
                    workspace=workspace,
                    seq=seq,
                    day=day.isoformat(),
                    with_whom=named,
                    created_by=by,
                    created=now,
                    expires=made.expires,
                    uses=0,
                )
            )
            organization = _organization_of(connection, workspace)
            note(connection, now, "share-made", organization=organization, account=by, about=made.id)
        return secret, made

    def open(self, secret: str) -> Share:
        """Return the share of a link and count the use.

        Raises:
            NotThere: there is none, it ran out or was taken back.

        """
        now = self._clock()
        with self._database.writing() as connection:
            row = connection.execute(select(shares).where(shares.c.digest == digest_of(secret))).first()
            if row is None or row.revoked is not None or row.expires <= now:
                raise NotThere(_GONE)
            counted = update(shares).where(shares.c.id == row.id).values(uses=shares.c.uses + 1, used=now)
            connection.execute(counted)
            note(connection, now, "share-read", organization=_organization_of(connection, row.workspace), about=row.id)
        return _share(row)

    def of_workspace(self, workspace: str) -> tuple[Share, ...]:
        """Return the links of a workspace, newest first."""
        wanted = select(shares).where(shares.c.workspace == workspace)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(shares.c.created.desc(), shares.c.id)).all()
        return tuple(_share(row) for row in rows)

    def revoke(self, workspace: str, share: str, by: str) -> None:
        """End a link of a workspace now.

        Raises:
            NotThere: there is no such link.

        """
        now = self._clock()
        mine = (shares.c.id == share) & (shares.c.workspace == workspace)
        with self._database.writing() as connection:
            if connection.execute(select(shares.c.id).where(mine)).first() is None:
                raise NotThere(Text(en="There is no such link.", ja="該当するリンクがありません。"))
            connection.execute(update(shares).where(mine, shares.c.revoked.is_(None)).values(revoked=now))
            organization = _organization_of(connection, workspace)
            note(connection, now, "share-revoked", organization=organization, account=by, about=share)


def _organization_of(connection: Any, workspace: str) -> str | None:
    found: str | None = connection.execute(
        select(workspaces.c.organization).where(workspaces.c.id == workspace)
    ).scalar()
    return found


def _share(row: Row[Any]) -> Share:
    day = dt.date.fromisoformat(row.day)
    return Share(
        row.id,
        row.workspace,
        row.seq,
        day,
        row.with_whom,
        row.created_by,
        row.created,
        row.expires,
        row.revoked,
        row.used,
        row.uses,
    )
