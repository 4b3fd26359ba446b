"""Which version of a workspace a person saw at the end of the visit before, to say what changed since.

Looking again within half an hour belongs to the same visit, so that loading a page twice hides nothing. What is kept
is the version to compare with and when the person last looked.
"""

from __future__ import annotations

import contextlib
import datetime as dt

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from sanso.workspace.database import Database
from sanso.workspace.errors import Contended, DiskFull
from sanso.workspace.tables import versions, visits

__all__ = ["visit"]

_PAUSE = dt.timedelta(minutes=30)
_NOTED_EVERY = dt.timedelta(minutes=1)


def visit(database: Database, workspace: str, account: str, seq: int, at: dt.datetime) -> int | None:
    """Note that *account* sees version *seq* now; return the version seen at the visit before, None for the first.

    That it cannot be noted keeps nobody from looking.

    Raises:
        StoreError: the database does not serve.

    """
    here = (visits.c.workspace == workspace) & (visits.c.account == account)
    with database.reading() as connection:
        row = connection.execute(select(visits.c.seq, visits.c.at).where(here)).one_or_none()
        if row is not None and at - row.at >= _PAUSE:
            then = select(func.max(versions.c.seq)).where(versions.c.workspace == workspace, versions.c.at <= row.at)
            since = max(row.seq, connection.scalar(then) or 0)
        else:
            since = seq if row is None else int(row.seq)
    if row is None or at - row.at >= _NOTED_EVERY:
        with contextlib.suppress(Contended, DiskFull, IntegrityError):  # another window noted it, or there is no room
            _note(database, workspace, account, since, at)
    return None if row is None else since


def _note(database: Database, workspace: str, account: str, seq: int, at: dt.datetime) -> None:
    here = (visits.c.workspace == workspace) & (visits.c.account == account)

    def work(connection: Connection) -> None:
        if not connection.execute(visits.update().where(here).values(seq=seq, at=at)).rowcount:
            connection.execute(visits.insert().values(workspace=workspace, account=account, seq=seq, at=at))

    database.written(work)
