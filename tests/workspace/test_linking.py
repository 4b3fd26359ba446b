"""A workspace and its file on disk: neither side loses anything, whatever is killed or changed in between."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from sanso.model.text import Text
from sanso.workspace import disk
from sanso.workspace.database import Database
from sanso.workspace.errors import FileAway, Refused, Stale
from sanso.workspace.files import Files
from sanso.workspace.linking import LinkedWorkspaces
from sanso.workspace.versions import Author

WHAT = Text(en="change", ja="変更")


@pytest.fixture
def linked(database, clock, new_id, organization):
    return LinkedWorkspaces(database, clock, new_id)


@pytest.fixture
def file(tmp_path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "bus.yaml").write_bytes(b"sanso: 1\nid: bus\ninclude: [parts/gps.yaml]\n")
    (folder / "parts").mkdir()
    (folder / "parts" / "gps.yaml").write_bytes(b"components: {}\n")
    (folder / "notes.txt").write_bytes(b"mine\n")
    return folder / "bus.yaml"


@pytest.fixture
def bus(linked, file, organization, sato):
    return linked.open_linked(organization, file, sato)


@pytest.fixture
def save(linked, bus, sato):
    """Save the newest files with some of them replaced."""

    def saved(base=None, **replaced):
        base = base or linked.find(bus.id).head
        held = dict(linked.files(bus.id, base).contents)
        held |= {name.replace("_", "/") + ".yaml": content for name, content in replaced.items()}
        return linked.save(bus.id, base, Files("bus.yaml", held), author=sato, kind="edit", what=WHAT)

    return saved


def on_disk(file: Path) -> dict[str, bytes]:
    return {
        path.relative_to(file.parent).as_posix(): path.read_bytes()
        for path in sorted(file.parent.rglob("*"))
        if path.is_file()
    }


def together(linked, bus, file) -> bool:
    """Tell whether disk and newest version hold the same."""
    found = linked.find(bus.id)
    contents = linked.files(bus.id, found.head).contents
    return found.linked_head == found.head and all(on_disk(file).get(path) == held for path, held in contents.items())


def test_the_file_and_what_it_includes_are_opened(linked, bus, file, organization, sato):
    assert (bus.name, bus.head, bus.linked, bus.linked_head) == ("bus", 1, str(file), 1)
    assert set(linked.files(bus.id, 1).contents) == {"bus.yaml", "parts/gps.yaml"}
    assert "bus.yaml" in linked.version(bus.id, 1).what.ja
    assert linked.open_linked(organization, file, sato) == bus
    assert linked.open_linked(organization, file.parent / "parts" / ".." / "bus.yaml", sato) == bus


def test_two_programs_that_open_a_file_at_once_share_it(linked, bus, file, organization, sato, monkeypatch):
    monkeypatch.setattr(linked, "of_organization", lambda _: ())  # looked before the other one had made it
    assert linked.open_linked(organization, file, sato) == linked.find(bus.id)


def test_a_save_is_written_out(linked, bus, file, save, sato):
    before = on_disk(file)
    file.chmod(0o640)
    save(bus=b"sanso: 1\nid: bus2\ninclude: [parts/gps.yaml]\n")
    assert on_disk(file) == before | {"bus.yaml": b"sanso: 1\nid: bus2\ninclude: [parts/gps.yaml]\n"}
    assert file.stat().st_mode & 0o777 == 0o640
    linked.undo(bus.id, 2, sato)
    assert on_disk(file) == before
    linked.redo(bus.id, 3, sato)
    linked.restore(bus.id, 4, 1, sato)
    assert on_disk(file) == before
    assert together(linked, bus, file)


def test_a_change_on_disk_is_a_version(linked, bus, file, save, sato):
    (file.parent / "parts" / "gps.yaml").write_bytes(b"components: {gps: {}}\n")
    outside = linked.sync(bus.id).outside
    assert (outside.seq, outside.kind, outside.author.name) == (2, "outside", "bus.yaml")
    assert linked.files(bus.id, 2).contents["parts/gps.yaml"] == b"components: {gps: {}}\n"
    assert linked.sync(bus.id).outside is None
    assert together(linked, bus, file)
    linked.undo(bus.id, 2, sato)
    assert on_disk(file)["parts/gps.yaml"] == b"components: {}\n"


def test_a_save_over_a_change_on_disk_is_stale(linked, bus, file, save):
    file.write_bytes(b"sanso: 1\nid: by-hand\n")
    with pytest.raises(Stale) as stale:
        save(base=1, bus=b"sanso: 1\nid: by-form\n")
    assert stale.value.head.kind == "outside"
    assert on_disk(file)["bus.yaml"] == b"sanso: 1\nid: by-hand\n"
    save(bus=b"sanso: 1\nid: by-form\n")
    assert on_disk(file)["bus.yaml"] == b"sanso: 1\nid: by-form\n"


def test_includes_come_and_go(linked, bus, file, save, sato):
    file.write_bytes(b"sanso: 1\nid: bus\ninclude: [parts/../more.yaml]\n")
    (file.parent / "more.yaml").write_bytes(b"harms: {}\n")
    linked.sync(bus.id)
    assert set(linked.files(bus.id, 2).contents) == {"bus.yaml", "more.yaml"}
    assert "parts/gps.yaml" in on_disk(file)  # never deleted
    linked.undo(bus.id, 2, sato)
    assert together(linked, bus, file)
    save(bus=b"sanso: 1\ninclude: [new/deep.yaml]\n", new_deep=b"harms: {}\n")
    assert on_disk(file)["new/deep.yaml"] == b"harms: {}\n"
    assert together(linked, bus, file)


def test_includes_do_not_leave_the_folder(linked, bus, file):
    (file.parent.parent / "secret.yaml").write_bytes(b"harms: {}\n")
    (file.parent / "link.yaml").symlink_to(file.parent.parent / "secret.yaml")
    file.write_bytes(b"sanso: 1\ninclude: [../secret.yaml, link.yaml]\n")
    linked.sync(bus.id)
    assert set(linked.files(bus.id, 2).contents) == {"bus.yaml"} | {"parts/gps.yaml"}


def test_nothing_is_written_through_a_link_out_of_the_folder(linked, bus, file, save):
    secret = file.parent.parent / "secret.yaml"
    secret.write_bytes(b"harms: {}\n")
    (file.parent / "link.yaml").symlink_to(secret)
    save(bus=b"sanso: 1\ninclude: [link.yaml]\n", link=b"overwritten: 1\n")
    assert "folder" in linked.sync(bus.id).trouble.en
    assert secret.read_bytes() == b"harms: {}\n"


def test_a_faulty_file_keeps_what_it_included(linked, bus, file):
    file.write_bytes(b"sanso: 1\ninclude: [parts/gps.yaml\nid: {{{\n")
    linked.sync(bus.id)
    assert set(linked.files(bus.id, 2).contents) == {"bus.yaml", "parts/gps.yaml"}


def test_a_strange_file_is_not_written_over(linked, bus, file, save):
    save(bus=b"sanso: 1\ninclude: [notes.yaml]\n")
    (file.parent / "notes.yaml").write_bytes(b"mine\n")
    linked.sync(bus.id)
    held = linked.files(bus.id, linked.find(bus.id).head).contents
    assert held["notes.yaml"] == b"mine\n"
    (file.parent / "other.yaml").write_bytes(b"mine too\n")
    version = save(bus=b"sanso: 1\ninclude: [other.yaml]\n", other=b"theirs\n")
    assert "other.yaml" in linked.sync(bus.id).trouble.ja
    assert on_disk(file)["other.yaml"] == b"mine too\n"
    (file.parent / "other.yaml").unlink()
    assert linked.sync(bus.id).trouble is None
    assert on_disk(file)["other.yaml"] == b"theirs\n"
    assert linked.find(bus.id).linked_head == version.seq


def test_both_sides_changed(linked, bus, file, save, monkeypatch):
    monkeypatch.setattr(LinkedWorkspaces, "_after_change", lambda *_: None)  # killed before writing
    mine = save(bus=b"sanso: 1\nid: by-form\n")
    file.write_bytes(b"sanso: 1\nid: by-hand\n")
    outside = linked.sync(bus.id).outside
    assert outside.seq == mine.seq + 1
    assert str(mine.seq) in outside.what.en
    assert str(mine.seq) in outside.what.ja
    assert linked.files(bus.id, mine.seq).contents["bus.yaml"] == b"sanso: 1\nid: by-form\n"
    assert together(linked, bus, file)


@pytest.mark.parametrize("written", [(), ("bus.yaml",), ("parts/gps.yaml",), ("bus.yaml", "parts/gps.yaml")])
def test_what_a_kill_interrupted_is_finished(linked, bus, file, save, monkeypatch, organization, sato, written):
    new = {"bus.yaml": b"sanso: 1\nid: x\ninclude: [parts/gps.yaml]\n", "parts/gps.yaml": b"harms: {}\n"}
    monkeypatch.setattr(LinkedWorkspaces, "_after_change", lambda *_: None)
    version = save(bus=new["bus.yaml"], parts_gps=new["parts/gps.yaml"])
    for path in written:
        (file.parent / path).write_bytes(new[path])
    (file.parent / ".bus.yaml.sanso-new").write_bytes(b"half a fi")
    again = LinkedWorkspaces(linked._database, linked._clock, linked._new_id)
    assert again.open_linked(organization, file, sato).head == version.seq
    assert together(again, bus, file)
    if "bus.yaml" not in written:
        assert ".bus.yaml.sanso-new" not in on_disk(file)


def test_a_change_at_the_last_moment_is_not_written_over(linked, bus, file, save, monkeypatch):
    fsync = os.fsync

    def somebody_is_faster(handle):
        fsync(handle)
        file.write_bytes(b"sanso: 1\nid: by-hand\n")

    monkeypatch.setattr(disk.os, "fsync", somebody_is_faster)
    mine = save(bus=b"sanso: 1\nid: by-form\n")
    monkeypatch.undo()
    linked.sync(bus.id)
    assert file.read_bytes() == b"sanso: 1\nid: by-hand\n"
    assert linked.files(bus.id, mine.seq).contents["bus.yaml"] == b"sanso: 1\nid: by-form\n"
    assert together(linked, bus, file)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_is_full_or_broken(linked, bus, file, save, monkeypatch, code):
    def broken(_):
        raise OSError(code, os.strerror(code))

    before = on_disk(file)
    monkeypatch.setattr(disk.os, "fsync", broken)
    version = save(bus=b"sanso: 1\nid: new\n")  # kept all the same
    trouble = linked.sync(bus.id).trouble
    assert trouble.en != trouble.ja
    assert on_disk(file) == before
    monkeypatch.undo()
    assert linked.sync(bus.id).trouble is None
    assert on_disk(file)["bus.yaml"] == b"sanso: 1\nid: new\n"
    assert linked.find(bus.id).linked_head == version.seq


def test_a_file_that_is_gone(linked, bus, file, save):
    content = file.read_bytes()
    file.unlink()
    assert str(file) in linked.sync(bus.id).trouble.ja
    save(bus=b"sanso: 1\nid: new\n")
    assert not file.exists()
    file.write_bytes(content)
    assert linked.sync(bus.id).trouble is None
    assert file.read_bytes() == b"sanso: 1\nid: new\n"


def test_what_cannot_be_opened(linked, organization, tmp_path, sato, monkeypatch):
    with pytest.raises(FileAway, match="not there"):
        linked.open_linked(organization, tmp_path / "none.yaml", sato)
    with pytest.raises(FileAway, match="cannot be read"):
        linked.open_linked(organization, tmp_path, sato)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"x" * 11)
    monkeypatch.setattr(disk, "MAX_BYTES", 10)
    with pytest.raises(Refused, match="MiB"):
        linked.open_linked(organization, large, sato)


def test_an_unchanged_file_is_not_read_again(linked, bus, file, monkeypatch):
    past = file.stat().st_mtime_ns - 10**10
    for path in (file, file.parent / "parts" / "gps.yaml"):
        os.utime(path, ns=(past, past))
    linked.sync(bus.id)
    monkeypatch.setattr("sanso.workspace.linking.read_files", None)
    assert linked.sync(bus.id).outside is None
    os.utime(file, ns=(past + 1, past + 1))
    with pytest.raises(TypeError):
        linked.sync(bus.id)


def test_two_programs_on_one_file(linked, url, bus, file, clock, new_id):
    """Both save without pause; the file always follows, and neither takes the other's writing for a change outside."""
    both = [LinkedWorkspaces(Database.open(url), clock, new_id) for _ in range(2)]
    faults = []

    def write(workspaces, name):
        done = 0
        while done < 8:
            head = workspaces.find(bus.id).head
            held = workspaces.files(bus.id, head).contents
            more = {path: content + f"# {name} {done}\n".encode() for path, content in held.items()}
            try:
                workspaces.save(
                    bus.id, head, Files("bus.yaml", more), author=Author(None, name), kind="edit", what=WHAT
                )
                done += 1
            except Stale:
                continue
            except Exception as error:  # noqa: BLE001
                faults.append(error)
                return

    threads = [threading.Thread(target=write, args=(one, f"p{n}")) for n, one in enumerate(both)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    linked.sync(bus.id)
    assert together(linked, bus, file)
    assert {version.kind for version in linked.versions(bus.id)} == {"start", "edit"}
    for content in on_disk(file)["bus.yaml"], on_disk(file)["parts/gps.yaml"]:
        assert content.count(b"# p") == 16


def test_others_are_left_alone(linked, organization, sato):
    made = linked.create(organization, "w", Files("m", {"m": b"1"}), sato)
    assert linked.sync(made.id).outside is None
    assert linked.save(made.id, 1, Files("m", {"m": b"2"}), author=sato, kind="text", what=WHAT).seq == 2


def test_who_looks_at_once_shares_a_look_that_began_later(linked, bus, file, monkeypatch):
    first, go, looks = threading.Event(), threading.Event(), []
    look = linked._brought_together

    def slowly(found, main):
        looks.append(found.id)
        if len(looks) == 1:
            first.set()
            assert go.wait(5)
        return look(found, main)

    monkeypatch.setattr(linked, "_brought_together", slowly)
    threads = [threading.Thread(target=linked.sync, args=(bus.id,))]
    threads[0].start()
    assert first.wait(5)
    (file.parent / "parts" / "gps.yaml").write_bytes(b"components: {gps: {}}\n")
    asked, find = threading.Semaphore(0), linked.find

    def counted(workspace):
        asked.release()
        return find(workspace)

    monkeypatch.setattr(linked, "find", counted)
    threads += [threading.Thread(target=linked.sync, args=(bus.id,)) for _ in range(5)]
    for thread in threads[1:]:
        thread.start()
    for _ in range(5):
        assert asked.acquire(timeout=5)
    go.set()
    for thread in threads:
        thread.join(5)
    assert len(looks) == 2  # what was there when the first one looked is no answer to those who asked later
    assert linked.files(bus.id, linked.find(bus.id).head).contents["parts/gps.yaml"] == b"components: {gps: {}}\n"
