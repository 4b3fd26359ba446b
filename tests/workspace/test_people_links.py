"""Tokens and shares: what lets programs and other organizations in; and the audit chain that tells of it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import delete, update

from sanso.workspace import tables
from sanso.workspace.auditing import AuditBreak, Auditing, note
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere
from sanso.workspace.files import Files
from sanso.workspace.history import Workspaces
from sanso.workspace.people import People
from sanso.workspace.sharing import Sharing
from sanso.workspace.tokens import PREFIX, Tokens
from sanso.workspace.versions import Author

Clock = Callable[[], dt.datetime]
DAY = dt.timedelta(days=1)


class Watch:
    def __init__(self) -> None:
        self.now = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def people(database: Database, watch: Watch, new_id: Callable[[], str]) -> People:
    return People(database, watch, new_id)


@pytest.fixture
def tokens(database: Database, watch: Watch, new_id: Callable[[], str]) -> Tokens:
    return Tokens(database, watch, new_id)


def test_a_token_does_what_its_account_may_and_no_more(people: People, tokens: Tokens) -> None:
    ito = people.new_account("Ito")
    bus, rail = people.new_organization("Bus", ito.id), people.new_organization("Rail", ito.id)
    reading, _ = tokens.make(ito.id, bus.id, "nightly", "read", 30)
    writing, made = tokens.make(ito.id, bus.id, "import", "write", 30)
    assert reading.startswith(PREFIX)
    found = tokens.find(reading)
    assert found is not None
    assert found[0].organization == bus.id != rail.id
    assert found[2] == "reader"
    found = tokens.find(writing)
    assert found is not None
    assert found[2] == "editor"
    assert tokens.find(PREFIX + "guess") is None
    assert tokens.find(made.id) is None


def test_a_token_ends_with_time_revocation_and_membership(people: People, tokens: Tokens, watch: Watch) -> None:
    ito, abe = people.new_account("Ito"), people.new_account("Abe")
    bus = people.new_organization("Bus", ito.id)
    late, _ = tokens.make(ito.id, bus.id, "late", "read", 1)
    revoked, made = tokens.make(ito.id, bus.id, "revoked", "read", 30)
    stranger, _ = tokens.make(abe.id, bus.id, "no member", "read", 30)
    assert tokens.find(stranger) is None
    for organization, of_account in (("another", None), (bus.id, abe.id)):
        with pytest.raises(NotThere):
            tokens.revoke(organization, made.id, ito.id, of_account=of_account)
    assert tokens.find(revoked)
    tokens.revoke(bus.id, made.id, ito.id)
    assert tokens.find(revoked) is None
    assert tokens.find(late)
    watch.now += DAY
    assert tokens.find(late) is None
    for days in (0, 367):
        with pytest.raises(ValueError, match="days"):
            tokens.make(ito.id, bus.id, "x", "read", days)


def test_last_use_of_a_token_is_kept(people: People, tokens: Tokens) -> None:
    ito = people.new_account("Ito")
    bus = people.new_organization("Bus", ito.id)
    secret, _ = tokens.make(ito.id, bus.id, "nightly", "read", 30)
    (before,) = tokens.of_organization(bus.id)
    tokens.find(secret)
    (after,) = tokens.of_organization(bus.id)
    assert before.used is None
    assert after.used is not None


@pytest.fixture
def workspace(people: People, workspaces: Workspaces) -> str:
    return workspaces.create("org", "Site", Files("a.yaml", {"a.yaml": b"sanso: 1\n"}), Author(None, "Ito")).id


def test_a_share_is_one_version_of_one_workspace(
    database: Database, watch: Watch, new_id: Callable[[], str], people: People, workspace: str
) -> None:
    ito = people.new_account("Ito").id
    sharing = Sharing(database, watch, new_id)
    secret, made = sharing.make(workspace, 1, dt.date(2026, 4, 1), "Rail  company", 30, ito)
    opened = sharing.open(secret)
    assert (opened.workspace, opened.seq, opened.day, opened.with_whom) == (
        workspace,
        1,
        dt.date(2026, 4, 1),
        "Rail company",
    )
    sharing.open(secret)
    (listed,) = sharing.of_workspace(workspace)
    assert listed.uses == 2
    assert listed.used == watch.now
    with pytest.raises(NotThere):
        sharing.open(made.id)
    with pytest.raises(NotThere):
        sharing.make(workspace, 2, dt.date(2026, 4, 1), "Rail", 30, ito)
    for whom, days in (("", 30), ("  ", 30), ("Rail", 0), ("Rail", 367)):
        with pytest.raises(ValueError, match="days"):
            sharing.make(workspace, 1, dt.date(2026, 4, 1), whom, days, ito)
    kinds = [entry.kind for entry in Auditing(database).of_organization("org")]
    assert kinds == ["share-read", "share-read", "share-made"]


def test_a_share_runs_out_and_is_taken_back(
    database: Database, watch: Watch, new_id: Callable[[], str], people: People, workspace: str
) -> None:
    ito = people.new_account("Ito").id
    sharing = Sharing(database, watch, new_id)
    late, _ = sharing.make(workspace, 1, dt.date(2026, 4, 1), "Rail", 1, ito)
    revoked, made = sharing.make(workspace, 1, dt.date(2026, 4, 1), "Rail", 30, ito)
    with pytest.raises(NotThere):
        sharing.revoke("another", made.id, ito)
    sharing.open(revoked)
    sharing.revoke(workspace, made.id, ito)
    with pytest.raises(NotThere):
        sharing.open(revoked)
    watch.now += DAY
    with pytest.raises(NotThere) as told:
        sharing.open(late)
    assert "無効" in told.value.text.ja


def test_the_chain_is_whole_and_every_change_of_it_is_found(people: People, database: Database) -> None:
    auditing = Auditing(database)
    assert auditing.verify() == ()
    ito = people.new_account("Ito")
    for name in ("Bus", "Rail", "Port"):
        people.new_organization(name, ito.id)
    assert auditing.verify() == ()
    assert auditing.head()[0] == 4
    audit = tables.audit
    with database.writing() as connection:
        connection.execute(update(audit).where(audit.c.seq == 2).values(kind="nothing-happened"))
    assert auditing.verify() == (AuditBreak(2, "changed"),)
    with database.writing() as connection:
        connection.execute(delete(audit).where(audit.c.seq == 2))
    assert auditing.verify() == (AuditBreak(2, "missing"),)


def test_an_entry_that_is_forged_whole_does_not_fit(people: People, database: Database) -> None:
    auditing = Auditing(database)
    ito = people.new_account("Ito")
    people.new_organization("Bus", ito.id)
    people.new_organization("Rail", ito.id)
    audit = tables.audit
    with database.reading() as connection:
        row = connection.execute(audit.select().where(audit.c.seq == 2)).one()
    from sanso.workspace.auditing import Entry

    forged = Entry(2, row.at, row.organization, "somebody", row.kind, row.about, row.previous)
    with database.writing() as connection:
        changed = update(audit).where(audit.c.seq == 2)
        connection.execute(changed.values(account="somebody", hash=forged.sealed()))
    assert auditing.verify() == (AuditBreak(3, "unlinked"),)


def test_many_writers_make_one_chain(database: Database, clock: Clock) -> None:
    begin = threading.Barrier(6)
    failures: list[BaseException] = []

    def write(number: int) -> None:
        begin.wait()
        for step in range(8):
            try:
                with database.writing() as connection:
                    note(connection, clock(), "tried", account=f"w{number}", about=str(step))
            except BaseException as error:  # noqa: BLE001 -- told below
                failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert Auditing(database).head()[0] == 48
    assert Auditing(database).verify() == ()


def test_the_chain_holds_no_names(people: People, database: Database) -> None:
    ito = people.new_account("Ito Hanako", "ito@example.com")
    people.new_organization("Bus company", ito.id)
    with database.reading() as connection:
        told = " ".join(map(str, connection.execute(tables.audit.select()).all()))
    assert "Ito" not in told
    assert "Bus" not in told
    assert "example.com" not in told
