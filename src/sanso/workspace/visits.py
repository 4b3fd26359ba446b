"""Which version of a workspace a person saw last."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from sanso.workspace.database import Database
from sanso.workspace.errors import Contended, DiskFull
from sanso.workspace.tables import visits

__all__ = ["visit"]


def visit(database: Database, workspace: str, account: str, seq: int, at: dt.datetime) -> int | None:
    """Note that *account* sees version *seq* now; return the version seen at the visit before, None for the first.

    A version is noted only when it is newer, so that looking at a page twice does not hide what changed. Where there
    is no room to note it, or another look of the same account was faster, it is left at that.

    Raises:
        StoreError: the database cannot be read.

    """
    here = (visits.c.workspace == workspace) & (visits.c.account == account)
    with database.reading() as connection:
        seen: int | None = connection.scalar(select(visits.c.seq).where(here))
    if seen is not None and seen >= seq:
        return seen
    with suppress(DiskFull, Contended, IntegrityError), database.writing() as connection:  # a look changes nothing
        if seen is None:
            connection.execute(visits.insert().values(workspace=workspace, account=account, seq=seq, at=at))
        else:
            connection.execute(visits.update().where(here & (visits.c.seq < seq)).values(seq=seq, at=at))
    return seen
