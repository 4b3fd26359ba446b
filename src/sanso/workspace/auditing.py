"""The audit chain: who did what to whom, append-only, each entry bound to the one before by its hash.

An entry is written in the transaction of the change it tells of: either both are kept or neither. Entries hold ids
and kinds only, no names, so that a person can be forgotten without breaking the chain. `note` is the last statement
of a transaction: from there on other writers of the chain wait.

>>> import datetime as dt
>>> entry = Entry(1, dt.datetime(2026, 4, 1, tzinfo=dt.UTC), "org", "person", "sign-in", "", START)
>>> len(entry.sealed())
64
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text

from sanso.workspace.database import Database
from sanso.workspace.tables import audit

__all__ = ["START", "AuditBreak", "Auditing", "Entry", "note"]

START = "0" * 64
"""What the first entry names as the one before it."""
_LOCK = 0x53_41_4E_53_4F  # the advisory lock that PostgreSQL's writers of the chain take
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; *about* is the id of what it is about, *previous* the hash of the entry before."""

    seq: int
    at: dt.datetime
    organization: str | None
    account: str | None
    kind: str
    about: str
    previous: str
    hash: str = ""

    def sealed(self) -> str:
        """Return the hash that the entry must carry."""
        moment = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        told = [self.seq, moment, self.organization, self.account, self.kind, self.about, self.previous]
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AuditBreak:
    """The entry *seq* is missing, was changed, or does not follow the one before it."""

    seq: int
    reason: str
    """``missing``, ``changed`` or ``unlinked``."""


def note(
    connection: Connection,
    at: dt.datetime,
    kind: str,
    *,
    organization: str | None = None,
    account: str | None = None,
    about: str = "",
) -> None:
    """Append an entry in the transaction of *connection*; nothing else may follow in it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, START)
    entry = Entry(seq, at, organization, account, kind, about, previous)
    connection.execute(
        insert(audit).values(
            seq=seq,
            at=at,
            organization=organization,
            account=account,
            kind=kind,
            about=about,
            previous=previous,
            hash=entry.sealed(),
        )
    )


class Auditing:
    """The chain as it is read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_organization(self, organization: str, before: int | None = None, most: int = 100) -> tuple[Entry, ...]:
        """Return the newest entries of an organization, older than *before*.

        Raises:
            StoreError: the store cannot be read.

        """
        wanted = select(audit).where(audit.c.organization == organization).order_by(audit.c.seq.desc()).limit(most)
        if before is not None:
            wanted = wanted.where(audit.c.seq < before)
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(wanted))

    def head(self) -> tuple[int, str]:
        """Return number and hash of the newest entry; whoever keeps them elsewhere notices a chain cut short.

        Raises:
            StoreError: the store cannot be read.

        """
        with self._database.reading() as connection:
            last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
        return (last.seq, last.hash) if last else (0, START)

    def verify(self) -> tuple[AuditBreak, ...]:
        """Return where the chain is broken, oldest first; nothing where it is whole.

        Raises:
            StoreError: the store cannot be read.

        """
        found: list[AuditBreak] = []
        expected, previous = 1, START
        for entry in self._all():
            found += [AuditBreak(seq, "missing") for seq in range(expected, entry.seq)]
            if entry.sealed() != entry.hash:
                found.append(AuditBreak(entry.seq, "changed"))
            elif entry.previous != previous and entry.seq == expected:
                found.append(AuditBreak(entry.seq, "unlinked"))
            expected, previous = entry.seq + 1, entry.hash
        return tuple(found)

    def _all(self) -> Iterator[Entry]:
        after = 0
        while True:
            with self._database.reading() as connection:
                wanted = select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(_PAGE)
                rows = [_entry(row) for row in connection.execute(wanted)]
            yield from rows
            if len(rows) < _PAGE:
                return
            after = rows[-1].seq


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.seq, row.at, row.organization, row.account, row.kind, row.about, row.previous, row.hash)
