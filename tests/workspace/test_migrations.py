"""The steps make exactly the tables of `tables.py`, on both databases, up and down and up again."""

from __future__ import annotations

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from sanso.workspace.database import Database
from sanso.workspace.errors import DatabaseUnfit
from sanso.workspace.migrating import HEAD, MIGRATIONS, downgrade, upgrade
from sanso.workspace.tables import METADATA

SCRIPTS = ScriptDirectory(str(MIGRATIONS))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]


def differences(database):
    with database.reading() as connection:
        return compare_metadata(MigrationContext.configure(connection), METADATA)


def upgrade_and_fail(database):
    with database.writing() as connection:
        upgrade(connection)
        raise ZeroDivisionError


def tables(database):
    with database.reading() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_newest_step_is_named():
    assert SCRIPTS.get_heads() == [HEAD]
    assert sorted(REVISIONS) == REVISIONS


def test_a_fresh_database_has_the_tables(empty_url):
    database = Database.open(empty_url)
    assert differences(database) == []
    assert tables(database) == set(METADATA.tables)
    database.close()


def test_the_walk(empty_url):
    database = Database.open(empty_url, migrate=False)
    assert tables(database) == set()
    for revision in REVISIONS:  # one by one up
        with database.writing() as connection:
            upgrade(connection, revision)
    assert differences(database) == []
    for revision in [*REVISIONS[:-1][::-1], "base"]:  # one by one down
        with database.writing() as connection:
            downgrade(connection, revision)
    assert tables(database) == set()
    with database.writing() as connection:
        upgrade(connection)
        upgrade(connection)  # nothing is left to do
    assert differences(database) == []
    database.close()


def test_a_step_that_fails_leaves_nothing(empty_url):
    database = Database.open(empty_url, migrate=False)
    with pytest.raises(ZeroDivisionError):
        upgrade_and_fail(database)
    assert tables(database) == set()
    database.close()


def test_a_newer_database_is_refused_and_left_alone(url):
    database = Database.open(url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(DatabaseUnfit, match="newer Sanso") as refused:
        Database.open(url)
    assert "9999" in refused.value.text.ja
    left = Database.open(url, migrate=False)
    assert tables(left) == set(METADATA.tables)
    left.close()


def test_several_workers_start_at_once(empty_url):
    gate, faults = threading.Barrier(6), []

    def start():
        gate.wait()
        try:
            Database.open(empty_url).close()
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    database = Database.open(empty_url)
    assert differences(database) == []
    database.close()
