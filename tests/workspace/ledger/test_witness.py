"""A witness and an audit on disk: they remember, they refuse a second story and keep the evidence."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from sanso.envelope.cosignatures import witnessed
from sanso.envelope.keys import SoftKey
from sanso.envelope.log_proofs import check_log_proof
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import leaf_hash
from sanso.envelope.notes import NoteKey
from sanso.workspace.errors import Damaged, DiskFull, Refused, StoreError
from sanso.workspace.ledger import Disk, Log, LogBusy, LogReader, Witness, audit

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
KEYS = [SoftKey.from_secret("Ed25519", bytes([number]) * 32) for number in (1, 2)]
NAMES = ["one.example", "two.example"]
WITNESSES = [NoteKey(name, key.public, "cosignature") for name, key in zip(NAMES, KEYS, strict=True)]


def grow(folder: Path, key: SoftKey, log_key: NoteKey, entries: list[bytes]) -> None:
    with Log.open(folder) if (folder / "log.json").exists() else Log.create(folder, log_key) as log:
        log.append(entries)
        log.checkpoint(key)


def test_two_witnesses_of_an_honest_log(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    for turn in range(3):
        grow(folder, key, log_key, [f"{turn} {number}".encode() for number in range(300)])
        for name, own in zip(NAMES, KEYS, strict=True):
            found = Witness(tmp_path / name).witness(LogReader(folder), name, own, NOW)
            assert found.judgement.outcome == ("newer" if turn else "first")
            assert found.note is not None
            with Log.open(folder) as log:
                log.cosigned(found.note)
        proof = LogReader(folder).prove(turn * 300)
        shown = check_log_proof(proof, leaf_hash(f"{turn} 0".encode()), log_key, WITNESSES)
        assert set(shown.witnesses) == set(WITNESSES)
    again = Witness(tmp_path / NAMES[0]).witness(LogReader(folder), NAMES[0], KEYS[0], NOW)
    assert again.judgement.outcome == "same"
    assert Witness(tmp_path / NAMES[0]).alarms() == ()


def test_a_second_story_is_refused_and_kept(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    other = tmp_path / "other"
    grow(folder, key, log_key, [b"a", b"b", b"c"])
    grow(other, key, log_key, [b"a", b"x", b"c"])
    witness = Witness(tmp_path / "witness")
    assert witness.witness(LogReader(folder), NAMES[0], KEYS[0], NOW).note is not None
    for _ in range(2):
        found = witness.witness(LogReader(other), NAMES[0], KEYS[0], NOW)
        assert (found.judgement.outcome, found.note) == ("two-stories", None)
    grow(other, key, log_key, [b"d"])
    assert witness.witness(LogReader(other), NAMES[0], KEYS[0], NOW).judgement.outcome == "unproven"
    assert sorted(alarm.kind for alarm in witness.alarms()) == ["two-stories", "unproven"]
    assert witness.seen(log_key).last == LogReader(folder).last


def test_an_audit_finds_both_stories(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    other = tmp_path / "other"
    grow(folder, key, log_key, [b"a", b"b", b"c"])
    grow(other, key, log_key, [b"a", b"x"])
    kept = [(other / "checkpoint", (other / "checkpoint").read_bytes())]
    found = audit(folder, kept, log_key)
    assert not found.fine
    assert [alarm.before.raw for alarm in found.alarms] == [kept[0][1]]
    grow(other, key, log_key, [b"y", b"z"])
    kept = [(other / "checkpoint", (other / "checkpoint").read_bytes())]
    assert [alarm.kind for alarm in audit(folder, kept).alarms] == ["shrunk"]
    with pytest.raises(Damaged):
        audit(folder, [(tmp_path, b"nothing")])
    with pytest.raises(Damaged):
        audit(folder, [], NoteKey(log_key.name, KEYS[0].public))


def test_a_changed_entry_is_found(folder: Path, key: SoftKey, log_key: NoteKey) -> None:
    grow(folder, key, log_key, [b"a", b"b", b"c"])
    path = folder / "tile/entries/000.p/3"
    path.write_bytes(path.read_bytes().replace(b"b", b"x"))
    found = audit(folder)
    assert len(found.damage) == 2  # the tile and the root
    with pytest.raises(Damaged):
        LogReader(folder).prove(1)


def test_a_witness_remembers_before_it_signs(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    class Full(Disk):
        def sync(self, handle: int) -> None:
            raise OSError(28, "No space left on device")

    grow(folder, key, log_key, [b"a"])
    with pytest.raises(DiskFull):
        Witness(tmp_path / "witness", Full()).witness(LogReader(folder), NAMES[0], KEYS[0], NOW)
    with pytest.raises(Malformed):
        Witness(tmp_path / "witness").witness(LogReader(folder), "two words", KEYS[0], NOW)
    assert Witness(tmp_path / "witness").seen(log_key).last is None


def test_a_damaged_store_is_said(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    grow(folder, key, log_key, [b"a"])
    witness = Witness(tmp_path / "witness")
    witness.witness(LogReader(folder), NAMES[0], KEYS[0], NOW)
    (path,) = (tmp_path / "witness/seen").glob("*.checkpoint")
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(StoreError):
        witness.witness(LogReader(folder), NAMES[0], KEYS[0], NOW)


def test_a_cosignature_of_another_checkpoint(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    grow(folder, key, log_key, [b"a"])
    found = Witness(tmp_path / "witness").witness(LogReader(folder), NAMES[0], KEYS[0], NOW)
    grow(folder, key, log_key, [b"b"])
    assert found.note is not None
    with Log.open(folder) as log, pytest.raises(Refused):
        log.cosigned(found.note)
    assert witnessed(LogReader(folder).last.note, WITNESSES) == {}


def test_a_copy_of_the_folder_is_enough(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    grow(folder, key, log_key, [str(number).encode() for number in range(600)])
    shutil.copytree(folder, tmp_path / "mirror", ignore=shutil.ignore_patterns("journal", "lock", "checkpoint.kept"))
    assert audit(tmp_path / "mirror", key=log_key).fine
    assert LogReader(tmp_path / "mirror").prove(599) == LogReader(folder).prove(599)


def test_an_audit_names_the_entries_whose_hashes_differ(folder: Path, key: SoftKey, log_key: NoteKey) -> None:
    with Log.create(folder, log_key) as log:
        log.append([b"%d" % number for number in range(600)])
        log.checkpoint(key)
    tile = folder / "tile" / "0" / "001"
    held = bytearray(tile.read_bytes())
    for place in (3, 200):
        held[place * 32] ^= 1
    tile.chmod(0o600)
    tile.write_bytes(held)
    said = [one for one in audit(folder).damage if str(tile) in one.en]
    assert len(said) == 1
    assert "259, 456" in said[0].en
    assert "259, 456" in said[0].ja


def seen_files(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (store / "seen").iterdir()}


def test_audits_with_a_store_follow_an_honest_log(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    store = Witness(tmp_path / "store")
    for turn in range(3):
        grow(folder, key, log_key, [f"{turn} {number}".encode() for number in range(300)])
        found = audit(folder, store=store)
        assert (found.fine, found.compared) == (True, min(turn, 1))
        assert store.seen(log_key).last == LogReader(folder).last
    assert audit(folder, store=store).compared == 1
    kept = [(folder / "checkpoint", (folder / "checkpoint").read_bytes())]
    assert audit(folder, kept, store=store).compared == 1  # the same one, named and seen
    assert Witness(store.folder).witness(LogReader(folder), NAMES[0], KEYS[0], NOW).judgement.outcome == "same"
    assert store.alarms() == ()


@pytest.mark.parametrize(
    ("second", "kind"),
    [([b"a", b"x", b"c"], "two-stories"), ([b"a", b"x"], "shrunk"), ([b"a", b"x", b"c", b"d"], "unproven")],
)
def test_an_audit_alarms_by_what_the_store_saw(
    folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path, second: list[bytes], kind: str
) -> None:
    other, store = tmp_path / "other", Witness(tmp_path / "store")
    grow(folder, key, log_key, [b"a", b"b", b"c"])
    grow(other, key, log_key, second)
    assert audit(folder, store=store).fine
    before = seen_files(store.folder)
    for _ in range(2):
        found = audit(other, store=store)
        assert [alarm.kind for alarm in found.alarms] == [kind]
        assert store.alarms() == found.alarms
        assert seen_files(store.folder) == before
    assert audit(folder, store=store).fine


def test_a_checkpoint_of_the_other_story_is_an_alarm_even_in_a_damaged_log(
    folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path
) -> None:
    other, store = tmp_path / "other", Witness(tmp_path / "store")
    grow(folder, key, log_key, [b"a", b"b"])
    grow(other, key, log_key, [b"a", b"x"])
    assert audit(folder, store=store).fine
    shutil.copy(other / "checkpoint", folder / "checkpoint")
    found = audit(folder, store=store)
    assert (len(found.damage), [alarm.kind for alarm in found.alarms]) == (1, ["two-stories"])
    (folder / "tile/entries/000.p/2").unlink()
    found = audit(folder, store=store)
    assert ([alarm.kind for alarm in found.alarms], found.compared) == (["two-stories"], 1)
    assert store.alarms() == found.alarms


def test_a_damaged_log_is_not_kept_as_seen(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    store = Witness(tmp_path / "store")
    grow(folder, key, log_key, [b"a", b"b"])
    assert audit(folder, store=store).fine
    before = seen_files(store.folder)
    grow(folder, key, log_key, [b"c"])
    path = folder / "tile/entries/000.p/3"
    path.write_bytes(path.read_bytes().replace(b"c", b"x"))
    assert not audit(folder, store=store).fine
    assert (seen_files(store.folder), store.alarms()) == (before, ())


def test_a_witness_that_goes_ahead_of_an_audit_is_no_alarm(
    folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path
) -> None:
    class Overtaken(Witness):
        def follow_audited(self, reader: LogReader):  # type: ignore[no-untyped-def]
            grow(folder, key, log_key, [b"b"])
            Witness(self.folder).witness(LogReader(folder), NAMES[0], KEYS[0], NOW)
            return super().follow_audited(reader)

    grow(folder, key, log_key, [b"a"])
    with pytest.raises(LogBusy):
        audit(folder, store=Overtaken(tmp_path / "store"))
    store = Witness(tmp_path / "store")
    assert store.alarms() == ()
    assert store.seen(log_key).last == LogReader(folder).last
    found = audit(folder, store=store)
    assert (found.fine, found.compared) == (True, 1)


def test_a_full_disk_leaves_what_an_audit_knew(folder: Path, key: SoftKey, log_key: NoteKey, tmp_path: Path) -> None:
    class Full(Disk):
        def sync(self, handle: int) -> None:
            raise OSError(28, "No space left on device")

    store = Witness(tmp_path / "store")
    grow(folder, key, log_key, [b"a"])
    assert audit(folder, store=store).fine
    before = store.seen(log_key)
    grow(folder, key, log_key, [b"b"])
    with pytest.raises(DiskFull):
        audit(folder, store=Witness(tmp_path / "store", Full()))
    assert store.seen(log_key) == before
