"""Engines of SQLAlchemy, set up so that what is committed is on disk and nobody waits for ever.

SQLite: write-ahead log, full sync, foreign keys, one writer at a time. PostgreSQL: short waits for connection,
locks and statements.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from sanso.model.problems import reason_text
from sanso.model.text import Text
from sanso.workspace.errors import DatabaseUnfit, DiskFull
from sanso.workspace.failures import is_no_room, no_room

__all__ = ["WAIT_SECONDS", "WRITES", "engine_of"]

WAIT_SECONDS = 10
"""How long a transaction waits for another one, and a caller for a free connection."""

WRITES = "sanso_writes"
"""Option of a connection: its next transaction takes the place of the one writer at once."""

_CONNECT_SECONDS = 4
_STATEMENT_SECONDS = 60
_KEEPALIVE: Mapping[str, int] = MappingProxyType(  # a server that is cut off is noticed within half a minute
    {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
)
_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def engine_of(url: str | Path) -> Engine:
    """Return an engine for *url*: a path, ``sqlite:///…``, ``postgresql://…`` or ``postgres://…``.

    Raises:
        DatabaseUnfit: no such kind of database, a driver that is missing, or no place for the file.
        DiskFull: there is no room for the file.

    """
    if isinstance(url, Path):
        return _sqlite(URL.create("sqlite", database=str(url)))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnfit(_address("")) from error
    if parsed.drivername == "sqlite" and parsed.database and parsed.database != ":memory:":
        return _sqlite(parsed)
    if parsed.drivername in _POSTGRES:
        return _postgres(parsed.set(drivername="postgresql+psycopg"))
    raise DatabaseUnfit(_address(parsed.drivername))


def _address(kind: str) -> Text:
    return Text(
        en="This is no address of a database that Sanso can use{kind}. Write sqlite:////folder/sanso.db or "
        "postgresql://user@host/database.",
        ja="Sanso が使えるデータベースのアドレスではありません{kind}。sqlite:////フォルダー/sanso.db または "
        "postgresql://ユーザー@ホスト/データベース の形で指定してください。",
    ).fill(kind=f" ({kind})" if kind else "")


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    _make_private(path)
    engine = create_engine(
        url,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        pool_size=8,
        max_overflow=40,
        pool_timeout=WAIT_SECONDS,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(path: Path) -> None:
    """Make the file at *path* and its folder, for this user alone; what is there stays as it is."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        if is_no_room(error):
            raise DiskFull(no_room()) from error
        raise DatabaseUnfit(
            Text(
                en="The database file {path} cannot be made: {reason}.",
                ja="データベースファイル {path} を作れません: {reason}。",
            ).fill(path=path, reason=reason_text(error))
        ) from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not guessed by the driver
    cursor = connection.cursor()
    for setting in ("foreign_keys=ON", "synchronous=FULL", f"busy_timeout={WAIT_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {setting}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "sanso", **_KEEPALIVE},
            pool_pre_ping=True,
            pool_recycle=1800,
            pool_size=10,
            max_overflow=10,
            pool_timeout=WAIT_SECONDS,
        )
    except ImportError as error:
        raise DatabaseUnfit(
            Text(
                en="The driver for PostgreSQL is not installed. Install it with: pip install 'sanso[server]'.",
                ja="PostgreSQL のドライバーがありません。次のコマンドで入れてください: pip install 'sanso[server]'",
            )
        ) from error
    event.listen(engine, "connect", _set_up_postgres)
    return engine


def _set_up_postgres(connection: Any, _record: Any) -> None:
    """Limit waiting, and make sure that a commit is on disk before it is acknowledged."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false), "
            "set_config('idle_in_transaction_session_timeout', %s, false), set_config('synchronous_commit', "
            "CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' "
            "ELSE current_setting('synchronous_commit') END, false)",
            (f"{WAIT_SECONDS}s", f"{_STATEMENT_SECONDS}s", f"{_STATEMENT_SECONDS}s"),
        )
    connection.autocommit = False
