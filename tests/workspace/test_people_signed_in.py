"""Sessions, challenges, credentials: what lets a person in."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from sanso.workspace import tables
from sanso.workspace.challenges import Challenges
from sanso.workspace.credentials import MOST_PASSKEYS, Credentials, LastCredential
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere
from sanso.workspace.people import People
from sanso.workspace.sessions import Sessions

IDLE, MOST = 3600, 24 * 3600


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def people(database: Database, watch: Watch, new_id: Callable[[], str]) -> People:
    return People(database, watch, new_id)


@pytest.fixture
def sessions(database: Database, watch: Watch) -> Sessions:
    return Sessions(database, watch, IDLE, MOST)


@pytest.fixture
def credentials(database: Database, watch: Watch) -> Credentials:
    return Credentials(database, watch)


def test_a_session_tells_who_is_behind_it(people: People, sessions: Sessions) -> None:
    ito = people.new_account("Ito", lang="ja")
    bus = people.new_organization("Bus", ito.id)
    found = sessions.find(sessions.begin(ito.id, "passkey", "Firefox"))
    assert found is not None
    assert (found.account, found.roles, found.session.method) == (ito, {bus.id: "owner"}, "passkey")
    assert len(found.session.csrf) >= 32
    assert sessions.find("another") is None


def test_roles_of_a_session_are_those_of_this_moment(people: People, sessions: Sessions, database: Database) -> None:
    ito = people.new_account("Ito")
    secret = sessions.begin(ito.id, "oidc")
    bus = people.new_organization("Bus", ito.id)
    found = sessions.find(secret)
    assert found is not None
    assert found.roles == {bus.id: "owner"}


def test_the_store_holds_no_secret(people: People, sessions: Sessions, database: Database) -> None:
    secret = sessions.begin(people.new_account("Ito").id, "oidc")
    with database.reading() as connection:
        row = connection.execute(select(tables.sessions)).one()
    assert secret not in map(str, row)


def test_a_session_ends_when_idle_and_at_the_latest_when_old(people: People, sessions: Sessions, watch: Watch) -> None:
    ito = people.new_account("Ito").id
    idle, busy = sessions.begin(ito, "oidc"), sessions.begin(ito, "oidc")
    watch.on(IDLE - 1)
    assert sessions.find(busy)
    watch.on(2)
    assert sessions.find(idle) is None
    for _ in range(30):
        watch.on(IDLE - 100)
        if watch.now >= dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC):
            break
        assert sessions.find(busy), watch.now
    assert sessions.find(busy) is None
    assert sessions.of_account(ito) == ()


def test_signing_in_again_ends_the_session_before(people: People, sessions: Sessions) -> None:
    ito = people.new_account("Ito").id
    before = sessions.begin(ito, "oidc")
    after = sessions.begin(ito, "oidc", instead_of=before)
    assert after != before
    assert sessions.find(before) is None
    assert sessions.find(after)


def test_sign_out_ends_one_or_all(people: People, sessions: Sessions) -> None:
    ito, abe = people.new_account("Ito").id, people.new_account("Abe").id
    first, second, third = (sessions.begin(ito, "oidc") for _ in range(3))
    other = sessions.begin(abe, "oidc")
    sessions.end(first)
    assert sessions.find(first) is None
    kept = sessions.find(third)
    assert kept is not None
    foreign = sessions.find(other)
    assert foreign is not None
    assert not sessions.end_one(ito, foreign.session.handle)
    assert sessions.end_all(ito, but=kept.session.handle) == 1
    assert sessions.find(second) is None
    assert sessions.find(third)
    assert sessions.end_one(ito, kept.session.handle)
    assert sessions.find(third) is None
    assert sessions.find(other)
    sessions.end("never was")


def test_a_challenge_is_good_once_for_its_purpose_and_not_for_long(database: Database, watch: Watch) -> None:
    challenges = Challenges(database, watch)
    secret = challenges.make("oidc", {"nonce": "n"}, 60)
    assert challenges.take("start", secret) is None
    assert challenges.see("oidc", secret)
    assert not challenges.see("start", secret)
    assert challenges.take("oidc", secret) == {"nonce": "n"}
    assert challenges.take("oidc", secret) is None
    late = challenges.make("oidc", {}, 60)
    watch.on(60)
    assert not challenges.see("oidc", late)
    assert challenges.take("oidc", late) is None


def test_of_many_who_take_a_challenge_at_once_one_gets_it(database: Database, watch: Watch) -> None:
    challenges = Challenges(database, watch)
    secret = challenges.make("start", {"account": "a"}, 60)
    got: list[object] = []
    begin = threading.Barrier(6)

    def take() -> None:
        begin.wait()
        got.append(challenges.take("start", secret))

    threads = [threading.Thread(target=take) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(map(str, got)) == ["None"] * 5 + ["{'account': 'a'}"]


def test_strangers_cannot_fill_the_store(database: Database, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.workspace.challenges._MOST", 5)
    challenges = Challenges(database, watch)
    kept = challenges.make("set-up", {}, 600)
    secrets = []
    for _ in range(12):
        watch.on(1)
        secrets.append(challenges.make("passkey-use", {}, 600))
    with database.reading() as connection:
        assert len(connection.execute(select(tables.challenges)).all()) <= 7
    assert challenges.see("set-up", kept)
    assert challenges.see("passkey-use", secrets[-1])
    assert not challenges.see("passkey-use", secrets[0])


def test_a_person_of_a_provider_is_one_account(credentials: Credentials, people: People) -> None:
    made = credentials.first_seen("https://id.example", "42", "abc", "Ito", "ito@example.com")
    assert credentials.account_of("https://id.example", "42") == made.id == "abc"
    assert credentials.account_of("https://other.example", "42") is None
    assert credentials.issuers_of(made.id) == ("https://id.example",)
    assert people.roles(made.id) == {}
    with pytest.raises(ValueError, match="500"):
        credentials.first_seen("https://id.example", "4" * 501, "x", "x", "")


def test_the_counter_of_a_passkey_must_grow(credentials: Credentials, people: People) -> None:
    ito = people.new_account("Ito").id
    credentials.add_passkey(ito, "counts", "key", b"k", 5)
    credentials.add_passkey(ito, "silent", "key", b"k", 0)
    assert [credentials.count("counts", shown) for shown in (6, 6, 5, 0, 7)] == [True, False, False, False, True]
    assert [credentials.count("silent", 0) for _ in range(2)] == [True, True]
    assert credentials.count("silent", 3)
    assert not credentials.count("silent", 0)


def test_passkeys_belong_to_one_account(credentials: Credentials, people: People) -> None:
    ito, abe = people.new_account("Ito").id, people.new_account("Abe").id
    credentials.add_passkey(ito, "one", "laptop", b"k", 0)
    with pytest.raises(ValueError, match="known"):
        credentials.add_passkey(abe, "one", "stolen", b"k", 0)
    for attempt in (
        lambda: credentials.rename_passkey(abe, "one", "mine"),
        lambda: credentials.remove_passkey(abe, "one"),
    ):
        with pytest.raises(NotThere):
            attempt()
    credentials.rename_passkey(ito, "one", "phone")
    assert [each.name for each in credentials.passkeys_of(ito)] == ["phone"]


def test_the_last_way_in_stays(credentials: Credentials, people: People) -> None:
    ito = people.new_account("Ito").id
    credentials.add_passkey(ito, "one", "laptop", b"k", 0)
    with pytest.raises(LastCredential):
        credentials.remove_passkey(ito, "one")
    credentials.add_passkey(ito, "two", "phone", b"k", 0)
    credentials.remove_passkey(ito, "one")
    abe = credentials.first_seen("https://id.example", "1", "abe", "Abe", "").id
    credentials.add_passkey(abe, "three", "phone", b"k", 0)
    credentials.remove_passkey(abe, "three")
    assert credentials.passkeys_of(abe) == ()


def test_an_account_has_not_too_many_passkeys(credentials: Credentials, people: People) -> None:
    ito = people.new_account("Ito").id
    for number in range(MOST_PASSKEYS):
        credentials.add_passkey(ito, f"key{number}", "key", b"k", 0)
    with pytest.raises(ValueError, match="at most"):
        credentials.add_passkey(ito, "one more", "key", b"k", 0)
