"""Accounts, organizations, roles, invitations."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest

from sanso.workspace.auditing import Auditing
from sanso.workspace.challenges import digest_of
from sanso.workspace.credentials import Credentials
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere, StoreError
from sanso.workspace.invitations import Invitations
from sanso.workspace.people import LastOwner, People, as_role, at_least

Clock = Callable[[], dt.datetime]


@pytest.fixture
def people(database: Database, clock: Clock, new_id: Callable[[], str]) -> People:
    return People(database, clock, new_id)


def test_an_account_alone_belongs_to_nothing(people: People) -> None:
    ito = people.new_account("  Ito   Hanako ", "ito@example.com", "ja")
    assert people.account(ito.id) == ito
    assert (ito.name, ito.lang) == ("Ito Hanako", "ja")
    assert people.roles(ito.id) == {}
    assert people.organizations_of(ito.id) == ()
    with pytest.raises(NotThere):
        people.account("nobody")


def test_names_lose_signs_that_steer_and_are_cut(people: People) -> None:
    made = people.new_account("a\x1b[31m" + "x" * 400)
    assert "\x1b" not in made.name
    assert len(people.account(made.id).name) <= 200


def test_a_new_organization_has_its_maker_as_owner(people: People) -> None:
    ito = people.new_account("Ito")
    bus = people.new_organization("Bus", ito.id)
    assert people.roles(ito.id) == {bus.id: "owner"}
    assert [(each.account.id, each.role) for each in people.members(bus.id)] == [(ito.id, "owner")]
    people.rename_organization(bus.id, "Bus company", ito.id)
    assert people.organization(bus.id).name == "Bus company"
    with pytest.raises(NotThere):
        people.rename_organization("none", "x", ito.id)


def test_the_last_owner_stays(people: People) -> None:
    ito = people.new_account("Ito")
    bus = people.new_organization("Bus", ito.id)
    for refused in (
        lambda: people.set_role(bus.id, ito.id, "editor", ito.id),
        lambda: people.remove(bus.id, ito.id, ito.id),
    ):
        with pytest.raises(LastOwner) as told:
            refused()
        assert "所有者" in told.value.text.ja
    assert people.roles(ito.id) == {bus.id: "owner"}


def test_two_owners_who_remove_each_other_at_once_leave_one(people: People, database: Database, clock: Clock) -> None:
    ito, abe = people.new_account("Ito"), people.new_account("Abe")
    bus = people.new_organization("Bus", ito.id)
    invitations = Invitations(database, clock)
    invitations.accept(invitations.make(bus.id, "owner", 7, ito.id), abe.id)
    outcomes: list[str] = []
    begin = threading.Barrier(2)

    def remove(who: str, by: str) -> None:
        begin.wait()
        try:
            people.remove(bus.id, who, by)
            outcomes.append("removed")
        except StoreError as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=remove, args=pair) for pair in ((ito.id, abe.id), (abe.id, ito.id))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["LastOwner", "removed"]
    assert [each.role for each in people.members(bus.id)] == ["owner"]


def test_roles_change_and_end(people: People, database: Database, clock: Clock) -> None:
    ito, abe = people.new_account("Ito"), people.new_account("Abe")
    bus = people.new_organization("Bus", ito.id)
    invitations = Invitations(database, clock)
    invitations.accept(invitations.make(bus.id, "reader", 7, ito.id), abe.id)
    people.set_role(bus.id, abe.id, "owner", ito.id)
    people.set_role(bus.id, ito.id, "reader", abe.id)
    assert people.roles(ito.id) == {bus.id: "reader"}
    people.remove(bus.id, ito.id, abe.id)
    assert people.roles(ito.id) == {}
    with pytest.raises(NotThere):
        people.set_role(bus.id, ito.id, "owner", abe.id)
    kinds = [entry.kind for entry in Auditing(database).of_organization(bus.id)]
    assert kinds == [
        "member-removed",
        "role-reader",
        "role-owner",
        "joined-reader",
        "invited-reader",
        "organization-made",
    ]


def test_what_fails_leaves_no_trace_in_the_audit_chain(people: People, database: Database) -> None:
    ito = people.new_account("Ito")
    bus = people.new_organization("Bus", ito.id)
    before = Auditing(database).head()
    with pytest.raises(LastOwner):
        people.remove(bus.id, ito.id, ito.id)
    assert Auditing(database).head() == before


def test_an_invitation_is_good_once(people: People, database: Database, clock: Clock) -> None:
    ito, abe, uno = (people.new_account(name) for name in ("Ito", "Abe", "Uno"))
    bus = people.new_organization("Bus", ito.id)
    invitations = Invitations(database, clock)
    secret = invitations.make(bus.id, "editor", 7, ito.id)
    assert invitations.find(secret).organization == bus
    assert [each.handle for each in invitations.of_organization(bus.id)] == [digest_of(secret)[:16]]
    invitations.accept(secret, abe.id)
    assert people.roles(abe.id) == {bus.id: "editor"}
    for again in (abe, uno):
        with pytest.raises(NotThere):
            invitations.accept(secret, again.id)
    with pytest.raises(NotThere):
        invitations.find(secret)
    assert people.roles(uno.id) == {}


def test_an_invitation_never_takes_a_role_away(people: People, database: Database, clock: Clock) -> None:
    ito = people.new_account("Ito")
    bus = people.new_organization("Bus", ito.id)
    invitations = Invitations(database, clock)
    invitations.accept(invitations.make(bus.id, "reader", 7, ito.id), ito.id)
    assert people.roles(ito.id) == {bus.id: "owner"}


def test_invitations_run_out_and_can_be_taken_back(people: People, database: Database) -> None:
    now = [dt.datetime(2026, 4, 1, tzinfo=dt.UTC)]
    ito = people.new_account("Ito")
    bus = people.new_organization("Bus", ito.id)
    invitations = Invitations(database, lambda: now[0])
    late, revoked = (invitations.make(bus.id, "reader", 2, ito.id) for _ in range(2))
    with pytest.raises(NotThere):
        invitations.revoke("another", digest_of(revoked)[:16], ito.id)
    invitations.revoke(bus.id, digest_of(revoked)[:16], ito.id)
    with pytest.raises(NotThere):
        invitations.accept(revoked, ito.id)
    now[0] += dt.timedelta(days=2)
    with pytest.raises(NotThere):
        invitations.accept(late, ito.id)
    assert invitations.of_organization(bus.id) == ()
    for days in (0, 31, -1):
        with pytest.raises(ValueError, match="days"):
            invitations.make(bus.id, "reader", days, ito.id)


def test_a_store_is_set_up_when_somebody_can_sign_in(people: People, database: Database, clock: Clock) -> None:
    ito = people.new_account("Ito")
    assert not people.anybody()
    Credentials(database, clock).add_passkey(ito.id, "key", "laptop", b"public", 0)
    assert people.anybody()


def test_language_and_name_change(people: People) -> None:
    ito = people.new_account("Ito")
    people.change_account(ito.id, name="Ito H.", lang="ja")
    people.change_account(ito.id)
    assert (people.account(ito.id).name, people.account(ito.id).lang) == ("Ito H.", "ja")
    people.change_account(ito.id, lang="xx")
    assert people.account(ito.id).lang == ""
    with pytest.raises(NotThere):
        people.change_account("nobody", name="x")


def test_roles_are_ordered() -> None:
    assert [at_least("editor", needed) for needed in ("reader", "editor", "owner")] == [True, True, False]
    with pytest.raises(ValueError, match="no role"):
        as_role("admin")
