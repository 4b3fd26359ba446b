"""One database, SQLite or PostgreSQL: transactions that keep what they acknowledge, and errors that people understand.

`reading` sees one moment of the database; `writing` waits for other writers. Driver errors of connection, room and
contention come out as `StoreError`; a violated constraint stays SQLAlchemy's `IntegrityError` for the caller. After
the database was away the same object works again.

>>> import tempfile
>>> from pathlib import Path
>>> with tempfile.TemporaryDirectory() as folder:
...     database = Database.open(Path(folder) / "sanso.db")
...     with database.reading() as connection:
...         connection.exec_driver_sql("SELECT COUNT(*) FROM workspace").scalar_one()
...     database.close()
0
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from sanso.workspace.engines import WAIT_SECONDS, WRITES, engine_of
from sanso.workspace.errors import Contended, DatabaseAway
from sanso.workspace.failures import busy, not_reached, told
from sanso.workspace.migrating import migrate_to_head

__all__ = ["Database"]

_ATTEMPTS = 6
_PAUSE = 0.02

Result = TypeVar("Result")


class Database:
    """A database with Sanso's tables; safe among threads; a process that forks opens its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None

    @classmethod
    def open(cls, url: str | Path, *, migrate: bool = True) -> Database:
        """Open the database at *url* (a path: SQLite) and bring its tables up to date.

        Raises:
            DatabaseUnfit: the address is wrong, a driver is missing, or the database is newer than this program.
            DatabaseAway: it does not answer.
            DiskFull: there is no room for it.

        """
        database = cls(engine_of(url))
        try:
            with told():
                if migrate:
                    migrate_to_head(database.engine)
                else:
                    database.engine.connect().close()
        except DatabaseAway as error:
            database.close()
            raise (error if database.is_sqlite else DatabaseAway(not_reached())) from error
        except BaseException:
            database.close()
            raise
        return database

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine below."""
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file."""
        return self._turn is not None

    def close(self) -> None:
        """Close all connections that are not in use."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database; what is written on it is not kept.

        Raises:
            DatabaseAway: the database does not answer.

        """
        with told(), self._connected() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            transaction = connection.begin()
            try:
                yield connection
            finally:
                if transaction.is_active:
                    transaction.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end, or rolled back by any exception.

        When this returns, what was written is on disk.

        Raises:
            Contended: another transaction was in the way; nothing was written.
            DatabaseAway: the database does not answer; while committing, it is unknown whether it was written.
            DiskFull: there is no room; nothing was written.

        """
        with told(), self._my_turn(), self._connected() as connection:
            if self.is_sqlite:
                connection = connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    def written(self, work: Callable[[Connection], Result]) -> Result:
        """Return what *work* returns in a writing transaction of its own, tried again while others are in the way.

        *work* may run several times; what it did before is rolled back.

        Raises:
            Contended: others were in the way each time.
            DatabaseAway: the database does not answer.
            DiskFull: there is no room; nothing was written.

        """
        until = time.monotonic() + WAIT_SECONDS
        for attempt in range(1, _ATTEMPTS):
            try:
                with self.writing() as connection:
                    return work(connection)
            except Contended:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE * 2**attempt * random.uniform(0.5, 1))  # noqa: S311 (spreads writers, no secret)
        with self.writing() as connection:
            return work(connection)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            connection = self._engine.connect()
        except PoolTimeoutError as error:
            raise DatabaseAway(busy()) from error
        try:
            yield connection
        finally:
            _put_back(connection)

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """Let threads write to an SQLite file in turn; its own waiting is by sleeping and unfair."""
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise Contended(busy())
        try:
            yield
        finally:
            self._turn.release()


def _put_back(connection: Connection) -> None:
    """Return *connection* to its pool; one that broke is dropped."""
    try:
        connection.close()
    except DBAPIError:
        connection.invalidate()
