"""A database that is away, full, broken or not for this program: clear words, and it goes on when it is back."""

from __future__ import annotations

import os
import sqlite3
import threading

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from tests.workspace.conftest import Postgres

from sanso.model.text import Text
from sanso.workspace import engines
from sanso.workspace.database import Database
from sanso.workspace.errors import Contended, Damaged, DatabaseAway, DatabaseUnfit, DiskFull, StoreError
from sanso.workspace.files import Files
from sanso.workspace.history import Workspaces
from sanso.workspace.tables import organizations

WHAT = Text(en="change", ja="変更")


def add(database, name, clock):
    with database.writing() as connection:
        connection.execute(insert(organizations).values(id=name, name=name, created=clock()))


def add_and_fail(database, clock):
    with database.writing() as connection:
        connection.execute(insert(organizations).values(id="a", name="a", created=clock()))
        raise ZeroDivisionError


def cut_off(database, clock):
    """Lose the connection in the middle of a transaction."""
    with database.writing() as connection:
        connection.execute(insert(organizations).values(id="b", name="b", created=clock()))
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with database.reading() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        connection.exec_driver_sql("SELECT 1")


def count(database):
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(organizations)).scalar_one()


def both_languages(error: StoreError) -> bool:
    return error.text.en != error.text.ja and error.text.ja.endswith("。")


def test_a_transaction_is_kept_whole_or_not_at_all(database, clock):
    with pytest.raises(ZeroDivisionError):
        add_and_fail(database, clock)
    assert count(database) == 0
    add(database, "a", clock)
    with pytest.raises(IntegrityError):
        add(database, "a", clock)
    assert count(database) == 1


def test_reading_sees_one_moment_and_keeps_nothing(database, clock):
    with database.reading() as connection:
        first = connection.execute(select(func.count()).select_from(organizations)).scalar()
        thread = threading.Thread(target=add, args=(database, "a", clock))
        thread.start()
        thread.join()
        assert connection.execute(select(func.count()).select_from(organizations)).scalar() == first
    assert count(database) == 1


def test_work_is_tried_again_while_others_are_in_the_way(database, clock):
    tries = []

    def work(connection):
        tries.append(1)
        connection.execute(insert(organizations).values(id="a", name="a", created=clock()))
        if len(tries) < 3:
            raise Contended(WHAT)
        return "done"

    assert database.written(work) == "done"
    assert (len(tries), count(database)) == (3, 1)
    with pytest.raises(Contended):
        database.written(lambda _: (_ for _ in ()).throw(Contended(WHAT)))


def test_another_writer_is_waited_for_but_not_for_ever(url, monkeypatch, clock):
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.3)
    first, second = Database.open(url), Database.open(url)
    with first.writing() as connection:
        connection.execute(insert(organizations).values(id="a", name="a", created=clock()))
        with pytest.raises(Contended) as busy:
            add(second, "a", clock)
    assert both_languages(busy.value)
    add(second, "b", clock)
    assert count(first) == 2
    first.close()
    second.close()


def test_the_file_is_private_and_synced(tmp_path):
    path = tmp_path / "new" / "sanso.db"
    database = Database.open(path)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with database.reading() as connection:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("busy_timeout", 10000),
        ):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    database.close()


def test_postgresql_acknowledges_only_what_is_on_disk(postgres):
    address = postgres.fresh()
    database = Database.open(address + "&options=-csynchronous_commit%3Doff")
    with database.reading() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "10s"
    database.close()


@pytest.mark.parametrize(
    "address", ["", "nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "oracle://u:geheim@h/x"]
)
def test_other_addresses_are_refused_without_telling_secrets(address):
    with pytest.raises(DatabaseUnfit) as refused:
        Database.open(address)
    assert both_languages(refused.value)
    assert "geheim" not in refused.value.text.en


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql(postgres, scheme):
    Database.open(postgres.fresh().replace("postgresql", scheme, 1)).close()


def test_nobody_answers():
    with pytest.raises(DatabaseAway, match="Check that it runs") as away:
        Database.open("postgresql://u:geheim@127.0.0.1:9/x")
    assert both_languages(away.value)
    assert "geheim" not in str(away.value)


def test_no_such_database(postgres):
    address = make_url(postgres.fresh())
    with pytest.raises(DatabaseUnfit, match="SANSO_DATABASE_URL"):
        Database.open(address.set(database="nosuch").render_as_string(hide_password=False))


def test_no_place_for_the_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseUnfit, match="cannot be made"):
        Database.open(tmp_path / "file" / "sanso.db")


def test_no_database_at_all(tmp_path):
    path = tmp_path / "sanso.db"
    path.write_text("this is no database\n" * 100)
    with pytest.raises(Damaged) as damaged:
        Database.open(path)
    assert both_languages(damaged.value)
    assert path.read_text().startswith("this is")


def test_the_disk_of_sqlite_is_full(tmp_path, clock, new_id, sato):
    database = Database.open(tmp_path / "sanso.db")
    add(database, "org", clock)
    workspaces = Workspaces(database, clock, new_id)
    made = workspaces.create("org", "w", Files("m", {"m": b"1"}), sato)
    noise = os.urandom(2**20)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 5}")

    database.close()  # the connections of the pool go, new ones are limited
    event.listen(database.engine, "connect", limit)
    with pytest.raises(DiskFull) as full:
        workspaces.save(made.id, 1, Files("m", {"m": noise}), author=sato, kind="text", what=WHAT)
    assert both_languages(full.value)
    assert workspaces.find(made.id).head == 1
    assert workspaces.verify(made.id) == ()
    assert workspaces.save(made.id, 1, Files("m", {"m": b"2"}), author=sato, kind="text", what=WHAT).seq == 2
    database.close()
    event.remove(database.engine, "connect", limit)
    assert workspaces.save(made.id, 2, Files("m", {"m": noise}), author=sato, kind="text", what=WHAT).seq == 3
    assert workspaces.files(made.id, 3).contents["m"] == noise
    database.close()


def test_a_missing_file_of_sqlite(tmp_path, clock):
    folder = tmp_path / "there"
    database = Database.open(folder / "sanso.db")
    add(database, "a", clock)
    database.close()
    folder.rename(tmp_path / "away")
    with pytest.raises(DatabaseAway):
        count(database)
    (tmp_path / "away").rename(folder)
    assert count(database) == 1
    database.close()


def test_postgresql_goes_away_and_comes_back(clock, new_id, sato):
    server = Postgres()
    try:
        database = Database.open(server.fresh())
        add(database, "org", clock)
        workspaces = Workspaces(database, clock, new_id)
        made = workspaces.create("org", "w", Files("m", {"m": b"1"}), sato)
        server.stop()
        for _ in range(3):
            with pytest.raises(DatabaseAway) as away:
                workspaces.save(made.id, 1, Files("m", {"m": b"2"}), author=sato, kind="text", what=WHAT)
            assert both_languages(away.value)
        server.start()
        assert workspaces.save(made.id, 1, Files("m", {"m": b"2"}), author=sato, kind="text", what=WHAT).seq == 2
        with pytest.raises(DatabaseAway):
            cut_off(database, clock)
        assert count(database) == 1
        assert workspaces.verify(made.id) == ()
        database.close()
    finally:
        server.remove()
