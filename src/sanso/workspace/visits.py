"""Which version of a workspace a person saw last."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from sanso.workspace.database import Database
from sanso.workspace.tables import visits

__all__ = ["visit"]


def visit(database: Database, workspace: str, account: str, seq: int, at: dt.datetime) -> int | None:
    """Note that *account* sees version *seq* now; return the version seen at the visit before, None for the first.

    A version is noted only when it is newer, so that looking at a page twice does not hide what changed.

    Raises:
        StoreError: the database does not serve.

    """
    here = (visits.c.workspace == workspace) & (visits.c.account == account)
    with database.reading() as connection:
        seen: int | None = connection.scalar(select(visits.c.seq).where(here))
    if seen is not None and seen >= seq:
        return seen
    with database.writing() as connection:
        if seen is None:
            connection.execute(visits.insert().values(workspace=workspace, account=account, seq=seq, at=at))
        else:
            connection.execute(visits.update().where(here).values(seq=seq, at=at))
    return seen
