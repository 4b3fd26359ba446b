"""Evidence is kept append-only: who put what where, nothing overwritten, changes by hand seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sanso.workspace import evidence as module
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere, Refused
from sanso.workspace.evidence import EvidenceStore
from sanso.workspace.files import Files
from sanso.workspace.history import Workspaces
from sanso.workspace.people import People
from sanso.workspace.versions import Author

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SATO = Author(None, "Sato")


class Place:
    """A database with one workspace."""

    def __init__(self, folder: Path) -> None:
        ids = iter(f"id{n}" for n in range(100))
        self.database = Database.open(f"sqlite:///{folder / 'x.sqlite'}")
        people = People(self.database, lambda: NOW, lambda: next(ids))
        owner = people.new_account("Ito")
        organization = people.new_organization("Bus", owner.id)
        self.workspaces = Workspaces(self.database, lambda: NOW, lambda: next(ids))
        files = Files("m.yaml", {"m.yaml": b"sanso: 1\n"})
        self.workspace = self.workspaces.create(organization.id, "Site", files, SATO).id
        self.store = EvidenceStore(self.database, lambda: NOW)

    def standing(self) -> dict[str, str | None]:
        return {path: one.digest for path, one in self.store.files(self.workspace).items()}


@pytest.fixture
def place(tmp_path: Path):
    made = Place(tmp_path)
    yield made
    made.database.close()


def test_nothing_is_overwritten(place: Place) -> None:
    store, workspace = place.store, place.workspace
    assert store.head(workspace) == 0
    assert store.put(workspace, {"claims/a.jwt": b"one", "claims/b.jwt": b"two"}, SATO) == (
        "claims/a.jwt",
        "claims/b.jwt",
    )
    assert store.put(workspace, {"claims/a.jwt": b"other", "claims/b.jwt": b"two"}, SATO) == ("claims/a.jwt",)
    store.take_away(workspace, "claims/b.jwt", SATO)
    assert list(place.standing()) == ["claims/a.jwt"]
    with pytest.raises(NotThere):
        store.take_away(workspace, "claims/b.jwt", SATO)
    changes = store.changes(workspace)
    assert [(one.seq, one.path, one.digest is None) for one in changes] == [
        (4, "claims/b.jwt", True),
        (3, "claims/a.jwt", False),
        (2, "claims/b.jwt", False),
        (1, "claims/a.jwt", False),
    ]
    digests = [one.digest for one in changes if one.digest]
    assert sorted(store.contents(workspace, digests).values()) == [b"one", b"other", b"two"]
    assert store.changes(workspace, before=3, most=1)[0].seq == 2
    store.put(workspace, {"claims/b.jwt": b"two"}, SATO)
    assert list(place.standing()) == ["claims/a.jwt", "claims/b.jwt"]


def test_a_workspace_begins_with_its_evidence_or_not_at_all(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files("m.yaml", {"m.yaml": b"sanso: 1\n"})
    organization = place.workspaces.find(place.workspace).organization
    also = place.store.beginning({"claims/a.jwt": b"one", "claims/b.jwt": b"one"}, ["p" * 43], SATO)
    made = place.workspaces.create(organization, "With", files, SATO, also=also)
    assert list(place.store.files(made.id)) == ["claims/a.jwt", "claims/b.jwt"]
    assert place.store.pins(made.id) == ("p" * 43,)
    assert place.store.broken(made.id) == ()
    assert place.standing() == {}
    before = {one.id for one in place.workspaces.of_organization(organization)}
    monkeypatch.setattr(module, "MOST_FILES", 1)
    with pytest.raises(Refused):
        place.workspaces.create(organization, "Too much", files, SATO, also=also)
    assert {one.id for one in place.workspaces.of_organization(organization)} == before


@pytest.mark.parametrize(
    "by_hand",
    [
        "UPDATE evidence_change SET author = 'Mori' WHERE seq = 2",
        "UPDATE evidence_change SET path = 'claims/z.jwt' WHERE seq = 2",
        "DELETE FROM evidence_change WHERE seq = 2",
        "UPDATE evidence_change SET blob = NULL WHERE seq = 2",
    ],
)
def test_changes_by_hand_are_seen(place: Place, by_hand: str) -> None:
    for name in "abc":
        place.store.put(place.workspace, {f"claims/{name}.jwt": name.encode()}, SATO)
    assert place.store.broken(place.workspace) == ()
    with place.database.writing() as connection:
        connection.exec_driver_sql(by_hand)
    assert place.store.broken(place.workspace)


def test_there_is_a_limit(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 3)
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    place.store.put(place.workspace, {"files/a": b"12345", "files/b": b"1234"}, SATO)
    with pytest.raises(Refused):
        place.store.put(place.workspace, {"files/c": b"12"}, SATO)
    with pytest.raises(Refused):
        place.store.put(place.workspace, {"files/c": b"", "files/d": b""}, SATO)
    place.store.put(place.workspace, {"files/a": b"123456"}, SATO)  # in the place of the one before
    assert len(place.standing()) == 2


def test_an_archived_workspace_is_left_as_it_is(place: Place) -> None:
    place.workspaces.archive(place.workspace)
    with pytest.raises(Refused):
        place.store.put(place.workspace, {"claims/a.jwt": b"one"}, SATO)
    with pytest.raises(Refused):
        place.store.pin(place.workspace, ["x" * 43], "")
    assert place.store.head(place.workspace) == 0


def test_pins_are_replaced_as_a_whole(place: Place) -> None:
    place.store.pin(place.workspace, ["b" * 43, "a" * 43, "b" * 43], "")
    assert place.store.pins(place.workspace) == ("a" * 43, "b" * 43)
    place.store.pin(place.workspace, [], "")
    assert place.store.pins(place.workspace) == ()
