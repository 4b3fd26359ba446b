"""The log on disk: what is added stays, what is signed never goes back, and damage is said."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path

import pytest
from tests.workspace.ledger import killed_writer

from sanso.envelope.keys import SoftKey, new_key
from sanso.envelope.log_proofs import check_log_proof
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import leaf_hash, root_of, verifies_consistency
from sanso.envelope.notes import NoteKey
from sanso.envelope.receipts import check_receipt
from sanso.workspace.errors import Damaged, DiskFull, NotThere, Refused, StoreError
from sanso.workspace.ledger import Disk, Log, LogBroken, LogBusy, LogForked, LogReader, audit


def batch(start: int, count: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(start, start + count)]


def fill(log: Log, count: int, at_once: int = 100) -> None:
    end = log.size + count
    while log.size < end:
        log.append(batch(log.size, min(at_once, end - log.size)))


def root(size: int) -> bytes:
    return root_of([leaf_hash(entry) for entry in batch(0, size)])


@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 1000, 65_536 + 300])
def test_what_is_added_is_there_after_opening_again(folder: Path, log_key: NoteKey, key: SoftKey, size: int) -> None:
    with Log.create(folder, log_key) as log:
        fill(log, size, 1000)
        assert log.size == size
    with Log.open(folder) as log:
        assert log.size == size
        signed = log.checkpoint(key)
    assert signed.checkpoint.root == root(size)
    reader = LogReader(folder)
    assert [entry for _, entry in reader.entries()] == batch(0, size)
    for index in {0, size // 2, size - 1}:
        found = check_log_proof(reader.prove(index), leaf_hash(batch(index, 1)[0]), log_key)
        assert (found.index, found.checkpoint) == (index, signed.checkpoint)
        receipt = reader.receipt(index, key)
        assert check_receipt(receipt, leaf_hash(batch(index, 1)[0]), key.public) == signed.checkpoint.root
    assert audit(folder).fine


def test_every_checkpoint_continues_the_one_before(folder: Path, log_key: NoteKey, key: SoftKey) -> None:
    seen = []
    for count in (1, 2, 253, 1, 300, 700, 5):
        with Log.open(folder) if seen else Log.create(folder, log_key) as log:
            first = log.size
            assert log.append(batch(first, count)) == range(first, first + count)
            seen.append(log.checkpoint(key))
            assert log.checkpoint(key) == seen[-1]
        reader = LogReader(folder)
        now = reader.last.checkpoint
        for one in seen:
            old = one.checkpoint
            assert verifies_consistency(old.size, now.size, old.root, now.root, reader.consistency(old.size))
    kept = [(Path(str(number)), one.raw) for number, one in enumerate(seen)]
    found = audit(folder, kept, log_key)
    assert (found.fine, found.compared, found.kinds) == (True, len(seen), {"other": 1262})


def test_one_writer(folder: Path, log_key: NoteKey) -> None:
    with Log.create(folder, log_key):
        for call in (lambda: Log.open(folder), lambda: Log.create(folder, log_key)):
            with pytest.raises(LogBusy):
                call()
    Log.open(folder).close()
    with pytest.raises(Refused):
        Log.create(folder, log_key)


def test_what_is_not_there(folder: Path, log_key: NoteKey, key: SoftKey) -> None:
    with pytest.raises(NotThere):
        Log.open(folder)
    with Log.create(folder, log_key) as log:
        with pytest.raises(NotThere):
            LogReader(folder)
        with pytest.raises(Refused):
            log.checkpoint(key)
        with pytest.raises(Refused):
            log.append([])
        with pytest.raises(Malformed):
            log.append([bytes(65_536)])
        log.append([b"a"])
        with pytest.raises(Refused):
            log.checkpoint(new_key("Ed25519"))
        log.checkpoint(key)
    for index in (-1, 1):
        with pytest.raises(Refused):
            LogReader(folder).prove(index)
    with pytest.raises(LogBroken):
        log.append([b"b"])


def test_an_older_backup_signs_nothing(folder: Path, log_key: NoteKey, key: SoftKey, tmp_path: Path) -> None:
    with Log.create(folder, log_key) as log:
        fill(log, 300)
        log.checkpoint(key)
        shutil.copytree(folder, tmp_path / "backup")
        fill(log, 300)
        log.checkpoint(key)
    for name in ("journal", "tile"):
        _put_back(tmp_path / "backup" / name, folder / name)
    with pytest.raises(LogForked) as refused:
        Log.open(folder)
    assert "audit" in refused.value.text.en
    assert "audit" in refused.value.text.ja


def test_another_story_signs_nothing(folder: Path, log_key: NoteKey, key: SoftKey, tmp_path: Path) -> None:
    for name, entries in (("one", batch(0, 300)), ("two", batch(1, 300))):
        with Log.create(tmp_path / name, log_key) as log:
            log.append(entries)
            log.checkpoint(key)
    for copy in ("checkpoint", "checkpoint.kept"):
        shutil.copy(tmp_path / "two" / copy, tmp_path / "one" / copy)
        with pytest.raises(LogForked):
            Log.open(tmp_path / "one")
        shutil.copy(tmp_path / "one" / _other(copy), tmp_path / "one" / copy)
    Log.open(tmp_path / "one").close()


def _other(copy: str) -> str:
    return "checkpoint" if copy == "checkpoint.kept" else "checkpoint.kept"


@pytest.mark.parametrize("copy", ["checkpoint", "checkpoint.kept"])
@pytest.mark.parametrize("content", [None, b"", b"torn"])
def test_one_damaged_copy_of_the_checkpoint_is_healed(
    folder: Path, log_key: NoteKey, key: SoftKey, copy: str, content: bytes | None
) -> None:
    with Log.create(folder, log_key) as log:
        fill(log, 10)
        signed = log.checkpoint(key)
    (folder / copy).unlink()
    if content is not None:
        (folder / copy).write_bytes(content)
    assert LogReader(folder).last == signed
    with Log.open(folder) as log:
        assert log.last == signed
    assert (folder / copy).read_bytes() == signed.raw
    for name in ("checkpoint", "checkpoint.kept"):
        (folder / name).write_bytes(b"torn")
    with pytest.raises(Damaged):
        Log.open(folder)


def test_any_damage_of_a_tile_is_found(folder: Path, log_key: NoteKey, key: SoftKey) -> None:
    with Log.create(folder, log_key) as log:
        fill(log, 1000)
        log.checkpoint(key)
    tiles = sorted(path for path in (folder / "tile").rglob("*") if path.is_file())
    for path in (
        *tiles[:2],
        *tiles[-4:],
        folder / "tile/0/000",
        folder / "tile/entries/x000",
        folder / "tile/2/000.p/1",
    ):
        if not path.exists():
            continue
        whole = path.read_bytes()
        for wrong in (bytes([whole[40 % len(whole)] ^ 1]) + whole[1:], whole[:-1], None):
            path.unlink()
            if wrong is not None:
                path.write_bytes(wrong if wrong != whole else bytes([wrong[0] ^ 1]) + wrong[1:])
            found = audit(folder)
            assert not found.fine, path
            path.write_bytes(whole)
    assert audit(folder).fine


def test_a_tile_that_the_next_ones_need_stops_the_log(folder: Path, log_key: NoteKey, key: SoftKey) -> None:
    with Log.create(folder, log_key) as log:
        fill(log, 1000)
        log.checkpoint(key)
    path = folder / "tile/0/001"
    whole = path.read_bytes()
    path.write_bytes(whole[:5] + b"\0" + whole[6:])
    with pytest.raises(LogForked):
        Log.open(folder)
    path.unlink()
    with pytest.raises(Damaged) as refused:
        Log.open(folder)
    assert "001" in refused.value.text.en


@pytest.mark.parametrize("at", [0, 5, 20, 30, 60, -1])
def test_a_damaged_journal_is_said(folder: Path, log_key: NoteKey, at: int) -> None:
    with Log.create(folder, log_key) as log:
        fill(log, 30, 10)
    raw = bytearray((folder / "journal").read_bytes())
    raw[at] ^= 1
    (folder / "journal").write_bytes(raw)
    with pytest.raises(Damaged) as refused:
        Log.open(folder)
    assert "journal" in refused.value.text.en
    assert "backup" in refused.value.text.en
    (folder / "journal").unlink()
    with pytest.raises(Damaged):
        Log.open(folder)


def test_a_journal_that_was_cut_keeps_whole_batches(folder: Path, log_key: NoteKey) -> None:
    ends = []
    with Log.create(folder, log_key) as log:
        for start in range(0, 50, 10):
            log.append(batch(start, 10))
            ends.append((folder / "journal").stat().st_size)
    raw = (folder / "journal").read_bytes()
    for length in range(ends[0], len(raw) + 1, 7):
        (folder / "journal").write_bytes(raw[:length])
        with Log.open(folder) as log:
            assert log.size == 10 * sum(end <= length for end in ends)


class Full(Disk):
    """A disk that refuses the *at*-th thing that it is asked to write, and all after it while it is full."""

    def __init__(self, at: int) -> None:
        self.left = at

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(28, "No space left on device")

    def append(self, handle: int, content: bytes) -> None:
        try:
            self._step()
        except OSError:
            import os

            os.write(handle, content[: len(content) // 2])
            raise
        super().append(handle, content)

    def sync(self, handle: int) -> None:
        self._step()
        super().sync(handle)

    def cut(self, handle: int, length: int) -> None:
        import os

        os.ftruncate(handle, length)

    def place(self, path: Path, content: bytes) -> None:
        self._step()
        super().place(path, content)


@pytest.mark.parametrize("breaking", [False, True])
@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.long)])
def test_a_full_disk_at_every_write_in_turn(
    folder: Path, log_key: NoteKey, key: SoftKey, *, breaking: bool, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanso.workspace.ledger.log._FOLD_TILES", 2)
    Log.create(folder, log_key).close()
    last, told = None, 0
    for at in range(0, 80, step):
        disk = Full(at)
        if breaking:
            monkeypatch.setattr(disk, "cut", _refuse)
        acknowledged = _size(folder)
        try:
            with Log.open(folder, disk) as log:
                for _ in range(6):
                    log.append(batch(acknowledged, 200))
                    acknowledged += 200
                    last = log.checkpoint(key)
        except DiskFull:
            told += 1
        with Log.open(folder) as log:
            assert log.size >= acknowledged
            assert log.size - acknowledged in (0, 200)  # a batch of which nobody was told may be there, whole
            if last is not None:
                assert log.last is not None
                assert log.last.checkpoint.size >= last.checkpoint.size
    with Log.open(folder) as log:
        size = log.checkpoint(key).checkpoint.size
    assert size > 600
    assert told > 50 // step
    assert audit(folder).fine


def _refuse(handle: int, length: int) -> None:
    raise OSError(28, "No space left on device")


def _size(folder: Path) -> int:
    with Log.open(folder) as log:
        return log.size


def test_after_a_full_disk_the_same_writer_goes_on(folder: Path, log_key: NoteKey, key: SoftKey) -> None:
    disk = Full(10**6)
    with Log.create(folder, log_key, disk) as log:
        log.append(batch(0, 5))
        disk.left = 0
        with pytest.raises(StoreError):
            log.append(batch(5, 5))
        with pytest.raises(StoreError):
            log.checkpoint(key)
        disk.left = 10**6
        assert log.append(batch(5, 5)) == range(5, 10)
        assert log.checkpoint(key).checkpoint.root == root(10)
    assert audit(folder).fine


def test_a_limit_on_the_size_of_files(folder: Path, log_key: NoteKey) -> None:
    Log.create(folder, log_key).close()
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=killed_writer.write_within_a_limit, args=(folder, theirs))
    process.start()
    theirs.close()
    assert ours.poll(20)
    told = ours.recv()
    process.join()
    assert told == ["full", "added"]
    with Log.open(folder) as log:
        assert log.size == 10


def _put_back(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)
