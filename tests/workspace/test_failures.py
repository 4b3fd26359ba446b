"""What the drivers' errors mean."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from sanso.workspace.errors import Contended, Damaged, DatabaseAway, DatabaseUnfit, DiskFull
from sanso.workspace.failures import told

STATES = {
    "53100": DiskFull,
    "53200": DatabaseAway,
    "53300": DatabaseAway,
    "57P01": DatabaseAway,
    "57014": DatabaseAway,
    "08006": DatabaseAway,
    "58030": DatabaseAway,
    "25006": DatabaseAway,
    "40001": Contended,
    "40P01": Contended,
    "55P03": Contended,
    "28P01": DatabaseUnfit,
    "3D000": DatabaseUnfit,
    "42501": DatabaseUnfit,
    "XX001": Damaged,
}
CODES = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: Contended,
    sqlite3.SQLITE_BUSY_SNAPSHOT: Contended,
    sqlite3.SQLITE_LOCKED: Contended,
    sqlite3.SQLITE_IOERR_FSYNC: DatabaseAway,
    sqlite3.SQLITE_CANTOPEN: DatabaseAway,
    sqlite3.SQLITE_READONLY: DatabaseAway,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
}


def failing(error):
    with told():
        raise error


def of_postgres(state):
    return psycopg.errors.lookup(state)("words of the server")


def of_sqlite(code):
    error = sqlite3.OperationalError("words of the driver")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("state", STATES)
def test_states_of_postgresql(state):
    with pytest.raises(STATES[state]) as told_as:
        failing(OperationalError("SELECT 1", {}, of_postgres(state)))
    assert type(told_as.value) is STATES[state]
    assert "words of" not in told_as.value.text.en
    assert told_as.value.text.en != told_as.value.text.ja


@pytest.mark.parametrize("code", CODES)
def test_codes_of_sqlite(code):
    with pytest.raises(CODES[code]) as told_as:
        failing(OperationalError("SELECT 1", {}, of_sqlite(code)))
    assert type(told_as.value) is CODES[code]
    assert told_as.value.text.en != told_as.value.text.ja


def test_a_lost_connection_has_no_state():
    with pytest.raises(DatabaseAway):
        failing(OperationalError("SELECT 1", {}, psycopg.OperationalError("the connection is lost")))


def test_faults_of_the_program_stay_what_they_are():
    for error in (
        IntegrityError("INSERT", {}, of_postgres("23505")),
        ProgrammingError("SELEC 1", {}, of_postgres("42601")),
        OperationalError("SELEC 1", {}, of_sqlite(sqlite3.SQLITE_ERROR)),
        ZeroDivisionError(),
    ):
        with pytest.raises(type(error)):
            failing(error)
