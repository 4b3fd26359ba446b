"""Whoever rewrites history by hand is found out."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sanso.model.text import Text
from sanso.workspace.errors import Damaged
from sanso.workspace.files import Files
from sanso.workspace.history import Workspaces

WHAT = Text(en="change", ja="変更")


@pytest.fixture
def bus(workspaces, organization, sato):
    made = workspaces.create(organization, "Bus", Files("m", {"m": b"1" * 100, "n": b"n"}), sato)
    for seq in range(1, 6):
        content = b"1" * 100 + str(seq).encode()
        workspaces.save(
            made.id, seq, Files("m", {"m": content, "n": b"n"}), author=sato, kind="edit", what=WHAT, places=(("a",),)
        )
    workspaces.undo(made.id, 6, sato)
    return made.id


TAMPERING = {
    "author": "UPDATE version SET author = 'Nobody' WHERE seq = 3",
    "account": "UPDATE version SET what = replace(what, 'change', 'nothing') WHERE seq = 3",
    "places": "UPDATE version SET places = '[]' WHERE seq = 3",
    "moment": "UPDATE version SET at = '2020-01-01 00:00:00.000000' WHERE seq = 3",
    "kind": "UPDATE version SET kind = 'import' WHERE seq = 3",
    "main": "UPDATE version SET main = 'n' WHERE seq = 3",
    "content of": "UPDATE version SET content_of = 2 WHERE seq = 7",
    "digest": "UPDATE version SET digest = (SELECT digest FROM version WHERE seq = 2) WHERE seq = 3",
    "hash": "UPDATE version SET hash = 'f' WHERE seq = 3",
    "previous": "UPDATE version SET previous = 'f' WHERE seq = 3",
    "taken out": "DELETE FROM version WHERE seq = 3",
    "newest taken away": "DELETE FROM version WHERE seq = 7",
    "head": "UPDATE workspace SET head = 6",
    "file list": "UPDATE version_file SET blob = (SELECT blob FROM version_file WHERE path = 'n' AND seq = 1) "
    "WHERE seq = 3 AND path = 'm'",
    "file added": "INSERT INTO version_file SELECT workspace, seq, 'more', blob FROM version_file "
    "WHERE seq = 3 AND path = 'm'",
    "content": "UPDATE blob SET data = (SELECT data FROM blob WHERE depth = 0 AND base IS NULL LIMIT 1), start = 1 "
    "WHERE depth = 2",
    "bytes": "UPDATE blob SET start = start - 1 WHERE depth = 2",
}


def test_nothing_is_wrong(workspaces, bus):
    assert workspaces.verify(bus) == ()


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(workspaces, bus, database, what):
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        assert connection.execute(text(TAMPERING[what])).rowcount
    found = Workspaces(database, workspaces._clock, workspaces._new_id).verify(bus)
    assert found
    assert all(one.what.en != one.what.ja for one in found)


def test_a_rewritten_content_is_never_shown(workspaces, bus, database):
    with database.writing() as connection:
        connection.execute(text(TAMPERING["content"]))
    fresh = Workspaces(database, workspaces._clock, workspaces._new_id)
    with pytest.raises(Damaged):
        fresh.files(bus, 3)
