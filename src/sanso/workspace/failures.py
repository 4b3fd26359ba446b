"""What the drivers' errors mean, in words: away, busy, full, broken, refused.

>>> no_room().en.split(".")[0]
'There is no room on the disk'
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from sanso.model.text import Text
from sanso.workspace.errors import Contended, Damaged, DatabaseAway, DatabaseUnfit, DiskFull, StoreError

__all__ = ["away", "busy", "is_no_room", "no_room", "not_reached", "told"]

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_SQLITE_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_SQLITE_AWAY = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)
_SQLITE_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_CONTENDED = frozenset({"40001", "40P01", "55P03"})  # serialization failure, deadlock, lock not available in time
_AWAY = ("08", "57", "53", "58", "25006")  # connection, shutting down, resources, system, read-only after a failover
_UNFIT = ("28", "3D", "3F", "42501")  # sign-in refused, no such database, no such schema, no permission
_BROKEN = ("XX001", "XX002")


@contextmanager
def told() -> Iterator[None]:
    """Turn the driver errors of connection, room and contention into errors with words; leave all others.

    Raises:
        StoreError: what the driver's error means.

    """
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        meant = _meaning(error)
        if meant is None:
            raise
        raise meant from error


def _meaning(error: DBAPIError) -> StoreError | None:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _of_sqlite(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(original, "sqlstate", None)
    if state is None:
        if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
            return _of_refusal(str(original))
        return None
    return _of_postgres(state)


def _of_sqlite(code: int) -> StoreError | None:
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(no_room())
    if code in _SQLITE_BUSY:
        return Contended(busy())
    if code in _SQLITE_AWAY:
        return DatabaseAway(
            Text(
                en="The database file cannot be read or written now. Check that its folder is there, that it may be "
                "written, and try again.",
                ja="データベースファイルを今は読み書きできません。フォルダーがあるか、書き込めるかを確かめて、"
                "もう一度試してください。",
            )
        )
    if code in _SQLITE_BROKEN:
        return Damaged(
            Text(
                en="The database file is damaged or no database of Sanso. Restore it from a backup.",
                ja="データベースファイルが壊れているか、Sanso のデータベースではありません。"
                "バックアップから復元してください。",
            )
        )
    return None


def _of_postgres(state: str) -> StoreError | None:
    if state == "53100":
        return DiskFull(no_room())
    if state in _CONTENDED:
        return Contended(busy())
    if state in _BROKEN:
        return Damaged(
            Text(
                en="The database reports damaged data. Tell whoever runs the database; restore it from a backup.",
                ja="データベースがデータの破損を報告しています。データベースの管理者に伝え、"
                "バックアップから復元してください。",
            )
        )
    if state.startswith(_UNFIT):
        return DatabaseUnfit(_not_admitted())
    return DatabaseAway(away()) if state.startswith(_AWAY) else None


def _of_refusal(words: str) -> StoreError:
    """Read the words of a connection that was never made: the driver gives no code for them."""
    admitted = not ("authentication failed" in words or "does not exist" in words or "no pg_hba.conf entry" in words)
    return DatabaseAway(away()) if admitted else DatabaseUnfit(_not_admitted())


def _not_admitted() -> Text:
    return Text(
        en="The database does not let Sanso in: check user, password, database name and rights in SANSO_DATABASE_URL.",
        ja="データベースに接続を拒まれました。SANSO_DATABASE_URL のユーザー、パスワード、データベース名と権限を"
        "確かめてください。",
    )


def away() -> Text:
    """Say that the database does not answer."""
    return Text(
        en="The database does not answer at the moment. If you were saving, look whether your change is there before "
        "you make it again; Sanso goes on as soon as the database is back.",
        ja="データベースが今は応答しません。保存の途中だったときは、変更が残っているかを確かめてからやり直して"
        "ください。データベースが戻れば、そのまま続けられます。",
    )


def not_reached() -> Text:
    """Say that the database could not be reached at the start."""
    return Text(
        en="The database does not answer. Check that it runs and that SANSO_DATABASE_URL is right, then start again.",
        ja="データベースが応答しません。データベースが動いているか、SANSO_DATABASE_URL が正しいかを確かめてから、"
        "もう一度起動してください。",
    )


def busy() -> Text:
    """Say that others were in the way for too long."""
    return Text(
        en="The database is busy and nothing was kept. Try again in a moment.",
        ja="データベースが混み合っていて、保存できませんでした。少し待ってから、もう一度試してください。",
    )


def is_no_room(error: OSError) -> bool:
    """Tell whether *error* says that the disk or the quota is used up."""
    return error.errno in _NO_ROOM


def no_room() -> Text:
    """Say that the disk is full."""
    return Text(
        en="There is no room on the disk. Nothing was kept; make room and try again.",
        ja="ディスクに空きがありません。保存できませんでした。空きを作ってから、もう一度試してください。",
    )
