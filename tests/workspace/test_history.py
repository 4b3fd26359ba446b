"""Versions are appended on top of the newest one only; nobody's change is lost without being told."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from sanso.model.text import Text
from sanso.workspace.errors import NotThere, Refused, Stale
from sanso.workspace.files import Files
from sanso.workspace.history import MAX_NAME, Workspaces
from sanso.workspace.tables import blobs, version_files, versions

GPS = (("components", "gps"),)


def one(text: str) -> Files:
    return Files("m.yaml", {"m.yaml": text.encode()})


@pytest.fixture
def save(workspaces, sato):
    """Save a text on a version; the author is Sato unless named."""

    def saved(workspace, base, text, author=sato, **more):
        given = {"kind": "edit", "what": Text(en=f"made {text}", ja=f"{text} を作成"), "places": GPS, **more}
        return workspaces.save(workspace, base, one(text) if isinstance(text, str) else text, author=author, **given)

    return saved


@pytest.fixture
def bus(workspaces, organization, sato):
    return workspaces.create(organization, "Bus", one("1"), sato)


def test_what_was_made_is_found(workspaces, bus, organization, sato):
    assert workspaces.find(bus.id) == bus
    assert (bus.organization, bus.head, bus.sample, bus.linked, bus.archived) == (organization, 1, False, None, None)
    first = workspaces.version(bus.id, 1)
    assert (first.kind, first.author, first.content_of, first.at) == ("start", sato, 1, bus.created)
    assert first.at.tzinfo is dt.UTC
    assert workspaces.files(bus.id, 1) == one("1")


def test_a_save_is_a_version(workspaces, bus, save, tanaka):
    version = save(bus.id, 1, "2", author=tanaka, kind="text")
    assert (version.seq, version.content_of, version.kind, version.author.name) == (2, 2, "text", "Tanaka")
    assert (version.what.ja, version.places) == ("2 を作成", GPS)
    assert workspaces.version(bus.id, 2) == version
    assert workspaces.find(bus.id).head == 2
    assert workspaces.find(bus.id).changed == version.at
    assert [workspaces.files(bus.id, seq) for seq in (1, 2)] == [one("1"), one("2")]


def test_several_files(workspaces, bus, save):
    several = Files("top.yaml", {"top.yaml": b"a", "parts/日本.yaml": b"b", "empty.yaml": b"", "same.yaml": b"b"})
    save(bus.id, 1, several)
    fewer = Files("top.yaml", {"top.yaml": b"a2", "same.yaml": b"b"})
    save(bus.id, 2, fewer)
    assert [workspaces.files(bus.id, seq) for seq in (1, 2, 3)] == [one("1"), several, fewer]


def test_a_stale_save_writes_nothing_and_tells_who(workspaces, bus, save, tanaka):
    second, third = save(bus.id, 1, "2", author=tanaka), save(bus.id, 2, "3", author=tanaka)
    with pytest.raises(Stale) as stale:
        save(bus.id, 1, "mine")
    assert stale.value.head == third
    assert stale.value.since == (second, third)
    assert "Tanaka" in stale.value.text.en
    assert "Tanaka" in stale.value.text.ja
    assert workspaces.versions(bus.id) == (third, second, workspaces.version(bus.id, 1))


def test_a_save_that_changes_nothing_is_no_version(workspaces, bus, save):
    assert save(bus.id, 1, "1").seq == 1
    second = save(bus.id, 1, "2")
    assert save(bus.id, 1, "2") == second  # both made the same change
    with pytest.raises(Stale):
        save(bus.id, 1, "1")  # would take back what somebody else did
    assert workspaces.find(bus.id).head == 2


def test_a_base_that_never_was(workspaces, bus, save):
    for base in (0, 2, -1, 99):
        with pytest.raises(NotThere):
            save(bus.id, base, "2")
        with pytest.raises(NotThere):
            workspaces.undo(bus.id, base, workspaces.version(bus.id, 1).author)


def test_undo_and_redo(workspaces, bus, save, sato, tanaka):
    save(bus.id, 1, "2")
    save(bus.id, 2, "3", author=tanaka)
    assert workspaces.undoing(bus.id).undo == workspaces.version(bus.id, 3)
    back = workspaces.undo(bus.id, 3, sato)
    assert (back.seq, back.content_of, back.kind, back.places) == (4, 2, "undo", GPS)
    assert "Tanaka" in back.what.en
    assert "3 を作成" in back.what.ja
    workspaces.undo(bus.id, 4, sato)
    with pytest.raises(Refused, match="nothing to undo"):
        workspaces.undo(bus.id, 5, sato)
    assert workspaces.redo(bus.id, 5, sato).content_of == 2
    assert workspaces.redo(bus.id, 6, sato).content_of == 3
    with pytest.raises(Refused, match="nothing to redo"):
        workspaces.redo(bus.id, 7, sato)
    with pytest.raises(Stale):
        workspaces.undo(bus.id, 6, sato)
    texts = [workspaces.files(bus.id, seq).contents["m.yaml"] for seq in range(1, 8)]
    assert texts == [b"1", b"2", b"3", b"2", b"1", b"2", b"3"]


def test_restore_is_a_change_of_its_own(workspaces, bus, save, sato):
    save(bus.id, 1, "2")
    save(bus.id, 2, "3")
    restored = workspaces.restore(bus.id, 3, 1, sato)
    assert (restored.seq, restored.content_of, restored.places) == (4, 1, ())
    assert workspaces.restore(bus.id, 4, 1, sato) == restored
    assert workspaces.undo(bus.id, 4, sato).content_of == 3
    with pytest.raises(NotThere):
        workspaces.restore(bus.id, 5, 9, sato)
    with pytest.raises(Stale):
        workspaces.restore(bus.id, 4, 2, sato)


def test_restating_keeps_no_content_twice(workspaces, bus, save, sato, database):
    save(bus.id, 1, "2")
    workspaces.undo(bus.id, 2, sato)
    save(bus.id, 3, "2")
    with database.reading() as connection:
        counts = [connection.execute(select(func.count()).select_from(t)).scalar() for t in (blobs, version_files)]
    assert counts == [2, 3]


def test_another_main_file(workspaces, bus, save, sato):
    save(bus.id, 1, Files("n.yaml", {"n.yaml": b"1"}))
    assert workspaces.files(bus.id, 2).main == "n.yaml"
    workspaces.undo(bus.id, 2, sato)
    assert workspaces.files(bus.id, 3).main == "m.yaml"


def test_pages_of_versions(workspaces, bus, save):
    for number in range(2, 8):
        save(bus.id, number - 1, str(number))
    assert [v.seq for v in workspaces.versions(bus.id, most=3)] == [7, 6, 5]
    assert [v.seq for v in workspaces.versions(bus.id, before=5, most=3)] == [4, 3, 2]
    assert workspaces.versions(bus.id, before=1) == ()


def test_nothing_of_another_workspace(workspaces, bus, organization, save, sato):
    other = workspaces.create(organization, "Other", one("other"), sato)
    save(bus.id, 1, "2")
    with pytest.raises(NotThere):
        workspaces.files(other.id, 2)
    for asked in (workspaces.find, workspaces.versions, workspaces.undoing, workspaces.verify, workspaces.archive):
        with pytest.raises(NotThere):
            asked("nothing")
    with pytest.raises(NotThere):
        workspaces.version("nothing", 1)
    with pytest.raises(NotThere):
        save("nothing", 1, "2")
    with pytest.raises(NotThere):
        workspaces.rename("nothing", "x")
    with pytest.raises(NotThere):
        workspaces.create("nothing", "x", one("1"), sato)


def test_lists_of_an_organization(workspaces, organization, save, sato):
    first, second = (workspaces.create(organization, name, one("1"), sato, sample=name == "A") for name in "AB")
    assert [one.name for one in workspaces.of_organization(organization)] == ["B", "A"]
    save(first.id, 1, "2")
    assert [one.name for one in workspaces.of_organization(organization)] == ["A", "B"]
    workspaces.archive(second.id)
    assert [one.name for one in workspaces.of_organization(organization)] == ["A"]
    assert [one.name for one in workspaces.of_organization(organization, archived=True)] == ["B"]
    assert workspaces.of_organization("other") == ()


def test_an_archived_workspace_stands_still(workspaces, bus, save, sato):
    save(bus.id, 1, "2")
    workspaces.archive(bus.id)
    for change in (
        lambda: save(bus.id, 2, "3"),
        lambda: workspaces.undo(bus.id, 2, sato),
        lambda: workspaces.restore(bus.id, 2, 1, sato),
    ):
        with pytest.raises(Refused, match="archived"):
            change()
    assert workspaces.files(bus.id, 2) == one("2")
    workspaces.unarchive(bus.id)
    assert save(bus.id, 2, "3").seq == 3


def test_names(workspaces, bus, organization, sato):
    workspaces.rename(bus.id, "  Bus \n 運行 ")
    assert workspaces.find(bus.id).name == "Bus 運行"
    workspaces.rename(bus.id, "\x00\x1b[31m")
    assert workspaces.find(bus.id).name == "\\x00\\x1b[31m"
    for name in ("", "  ", "x" * (MAX_NAME + 1)):
        with pytest.raises(Refused):
            workspaces.rename(bus.id, name)
        with pytest.raises(Refused):
            workspaces.create(organization, name, one("1"), sato)


def test_hostile_words_are_kept_harmless(workspaces, bus, save, sato):
    from sanso.workspace.versions import Author

    author = Author(None, "\x00 x" * 200)
    version = save(
        bus.id, 1, "2", author=author, what=Text(en="a\x00b", ja="\u202e" * 5000), places=(("c", "\x00", 3),)
    )
    assert workspaces.version(bus.id, 2) == version
    assert version.places == (("c", "\x00", 3),)
    assert workspaces.verify(bus.id) == ()


def test_files_are_checked_before_anything_is_kept(workspaces, bus, save, database, organization, sato):
    for files in (Files("m", {}), Files("../m", {"../m": b""})):
        with pytest.raises(Refused):
            save(bus.id, 1, files)
        with pytest.raises(Refused):
            workspaces.create(organization, "x", files, sato)
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(versions)).scalar() == 1


def test_another_process_reads_what_is_kept(url, database, workspaces, bus, save, clock, new_id):
    for number in range(2, 60):  # longer than a chain of differences
        save(bus.id, number - 1, "x" * 200 + str(number) + "y" * 200)
    fresh = Workspaces(type(database).open(url), clock, new_id)
    for seq in (2, 30, 41, 42, 43, 44, 59):
        assert fresh.files(bus.id, seq) == one("x" * 200 + str(seq) + "y" * 200)
