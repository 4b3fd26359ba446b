"""A transparency log on disk: entries are added in batches, each acknowledged after one write that is on disk.

The one writer keeps the right edge of the tree in memory. A batch goes into the journal first; full tiles and bundles
follow later, all of them put on disk together before the journal gives them up. A kill at any moment leaves every
acknowledged entry. The log signs no tree that is smaller than, or does not begin with, the last one that it signed; an
older backup of the whole folder, both copies of the checkpoint included, is what witnesses are for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sanso.envelope.checkpoints import Checkpoint, SignedCheckpoint, sign_checkpoint
from sanso.envelope.keys import Signer
from sanso.envelope.merkle import root_at
from sanso.envelope.notes import Note, NoteKey
from sanso.envelope.tiles import TileNodes, tile_path
from sanso.model.text import Text
from sanso.workspace.errors import Refused
from sanso.workspace.ledger.disk import Disk, lock, unlock
from sanso.workspace.ledger.edge import Edge
from sanso.workspace.ledger.faults import away, broken, damaged, forked
from sanso.workspace.ledger.journal import BATCH_BYTES, frame_of, frames
from sanso.workspace.ledger.places import Places

__all__ = ["Log"]

_FOLD_TILES = 512
"""Full tiles and bundles that may wait: 65,536 entries."""

_MOST_LINES = 33
"""Signatures under a checkpoint: the log's and those of 32 witnesses."""


class Log:
    """The writer of a log; close it, or use it in a ``with`` statement."""

    def __init__(self, places: Places, key: NoteKey, disk: Disk, handle: int) -> None:
        self._places, self._disk, self._lock = places, disk, handle
        self._journal = -1
        self._length = 0
        self._broken = False
        self._edge = Edge(0, [])
        self.key = key
        """The key of the log, which carries its name."""
        self.last: SignedCheckpoint | None = None
        """The last signed checkpoint."""

    @classmethod
    def create(cls, folder: Path, key: NoteKey, disk: Disk | None = None) -> Log:
        """Make an empty log in *folder*, which must not hold one, and open it.

        Raises:
            Refused: there is a log already.
            StoreError: the folder cannot be written, or another process is at it.

        """
        places, disk = Places(folder), disk or Disk()
        with _turned(folder):
            folder.mkdir(parents=True, exist_ok=True)
            handle = lock(places.lock)
            try:
                if places.about.exists():
                    said = Text(
                        en="There is a log in {folder} already; nothing is overwritten.",
                        ja="{folder} には既にログがあります。上書きはしません。",
                    )
                    raise Refused(said.fill(folder=folder))
                disk.replace(places.journal, frame_of(0, ()))
                disk.replace(places.about, places.describe(key))
            finally:
                unlock(handle)
        return cls.open(folder, disk)

    @classmethod
    def open(cls, folder: Path, disk: Disk | None = None) -> Log:
        """Open the log in *folder* for writing; what a kill left half-done is brought to its end.

        Raises:
            NotThere: there is no log.
            LogBusy: another process writes to it.
            Damaged: a file of it is not what was written.
            LogForked: the entries do not continue what the log has signed.
            StoreError: the folder cannot be used.

        """
        places = Places(folder)
        key = places.key()
        with _turned(folder):
            log = cls(places, key, disk or Disk(), lock(places.lock))
        try:
            with _turned(folder):
                log._recover()
        except BaseException:
            log.close()
            raise
        return log

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def size(self) -> int:
        """How many entries are acknowledged."""
        return self._edge.size

    def append(self, entries: Sequence[bytes]) -> range:
        """Add a batch; when this returns, the entries are on disk and will stay. Return their indices.

        Raises:
            Refused: the batch is empty or too large.
            Malformed: an entry is too long.
            DiskFull: there is no room; nothing of the batch is kept.
            StoreError: it could not be written.

        """
        self._check()
        frame = frame_of(self.size, entries)
        if not entries or len(frame) > BATCH_BYTES:
            said = Text(
                en="A batch holds at least one entry and at most {most} MiB.",
                ja="一度に追加できるのは 1 件以上、{most} MiB 以下です。",
            )
            raise Refused(said.fill(most=BATCH_BYTES // 2**20))
        with _turned(self._places.folder):
            if len(self._edge.waiting) >= _FOLD_TILES or self._length > BATCH_BYTES:
                self._fold()
            try:
                self._disk.append(self._journal, frame)
            except BaseException:
                self._take_back()
                raise
        self._length += len(frame)
        first = self.size
        self._edge.add(entries)
        return range(first, self.size)

    def checkpoint(self, signer: Signer) -> SignedCheckpoint:
        """Sign the tree of all acknowledged entries; where nothing was added since, return the last checkpoint.

        Raises:
            Refused: there is no entry, or the key is not that of the log.
            StoreError: it could not be written; nothing signed has left this function.

        """
        self._check()
        if signer.public != self.key.public:
            said = Text(en="The key is not that of the log {name}.", ja="この鍵は、ログ {name} の鍵ではありません。")
            raise Refused(said.fill(name=self.key.name))
        if not self.size:
            raise Refused(
                Text(
                    en="The log has no entries; there is nothing to sign yet.",
                    ja="ログにエントリーがありません。まだ署名するものがありません。",
                )
            )
        with _turned(self._places.folder):
            if self.last is not None and self.last.checkpoint.size == self.size:
                self._keep(self.last)
                return self.last
            self._fold(partial=True)
            signed = sign_checkpoint(Checkpoint(self.key.name, self.size, self._edge.root()), signer)
            self._keep(signed)
        return signed

    def cosigned(self, note: Note) -> SignedCheckpoint:
        """Add the lines of witnesses under *note* to the last checkpoint, which must say the same.

        Raises:
            Refused: it says something else.
            StoreError: it could not be written.

        """
        self._check()
        if self.last is None or self.last.note.text != note.text:
            said = Text(
                en="The cosignature is not for the last checkpoint of the log; ask the witness again.",
                ja="最新のチェックポイントへの連署ではありません。ウィットネスにもう一度依頼してください。",
            )
            raise Refused(said)
        own = (self.key.name, self.key.key_id)
        fresh = tuple(line for line in note.lines if (line.name, line.key_id) != own)
        known = {(line.name, line.key_id) for line in fresh}
        older = tuple(line for line in self.last.note.lines if (line.name, line.key_id) not in known)
        if len(older) + len(fresh) > _MOST_LINES:
            said = Text(
                en="A checkpoint carries at most {most} signatures.",
                ja="チェックポイントに付けられる署名は {most} 個までです。",
            )
            raise Refused(said.fill(most=_MOST_LINES))
        signed = SignedCheckpoint(self.last.checkpoint, Note(note.text, (*older, *fresh)))
        with _turned(self._places.folder):
            self._keep(signed)
        return signed

    def close(self) -> None:
        """Let others write."""
        for name in ("_journal", "_lock"):
            handle = getattr(self, name)
            if handle >= 0:
                os.close(handle)
                setattr(self, name, -1)
        self._broken = True

    def _check(self) -> None:
        if self._broken:
            raise broken(self._places.folder)

    def _recover(self) -> None:
        """Rebuild the edge from tiles and journal, and compare it with what was signed."""
        places = self._places
        if not places.journal.exists():
            raise damaged(places.journal, "missing")
        for first, entries, end in frames(places.journal):
            if not self._length:
                if first % 256:
                    raise damaged(places.journal, str(first))
                self._edge = Edge.at(first, places.tile)
            self._edge.add(entries)
            self._length = end
        if not self._length:
            raise damaged(places.journal, "empty")
        for signed in places.signed(self.key):
            self._compare(signed.checkpoint)
            self.last = self.last or signed
        self._fold()
        if self.last is not None:
            self._keep(self.last)

    def _compare(self, signed: Checkpoint) -> None:
        def tile(level: int, index: int, width: int) -> bytes:
            full = self._edge.waiting.get(tile_path(level, index))
            path = tile_path(level, index, width_at_end(level, index))
            return (full or here.get(path) or self._places.tile(level, index))[: width * 32]

        def width_at_end(level: int, index: int) -> int:
            return min(256, (self.size >> (8 * level)) - index * 256)

        here = dict(self._edge.partial())
        if signed.size > self.size or root_at(TileNodes(tile, signed.size), signed.size) != signed.root:
            raise forked(self._places.folder, self.size, signed.size)

    def _fold(self, *, partial: bool = False) -> None:
        """Write what waits, put it on disk, and begin a new journal with what is not in full tiles."""
        edge, folder = self._edge, self._places.folder
        content = {**edge.waiting, **dict(edge.partial())} if partial else edge.waiting
        for name, tile in content.items():
            self._disk.place(folder / name, tile)
        self._disk.settle([folder / name for name in content])
        frame = frame_of(edge.size - len(edge.pending), edge.pending)
        self._broken = True
        try:
            self._disk.replace(self._places.journal, frame)
        except OSError:
            self._broken = not self._same_journal()
            raise
        self._reopen(len(frame))
        for name in edge.waiting:
            shutil.rmtree(folder / f"{name}.p", ignore_errors=True)
        edge.waiting.clear()

    def _same_journal(self) -> bool:
        """Tell whether the open journal is still the one in the folder."""
        try:
            return self._journal >= 0 and os.path.samestat(os.fstat(self._journal), self._places.journal.stat())
        except OSError:
            return False

    def _reopen(self, length: int) -> None:
        self._broken = True
        if self._journal >= 0:
            os.close(self._journal)
            self._journal = -1
        self._journal = os.open(self._places.journal, os.O_WRONLY | os.O_APPEND)
        self._length, self._broken = length, False

    def _take_back(self) -> None:
        """Take an unacknowledged batch out of the journal; where that fails too, the log must be opened again."""
        self._broken = True
        try:
            self._disk.cut(self._journal, self._length)
        except OSError:
            return
        self._broken = False

    def _keep(self, signed: SignedCheckpoint) -> None:
        """Put both copies on disk, the second one first: nothing leaves that the log does not remember."""
        for path in reversed(self._places.checkpoints):
            if self._places.read(path) != signed.raw:
                self._disk.replace(path, signed.raw)
            self.last = signed


@contextmanager
def _turned(folder: Path) -> Iterator[None]:
    """Turn refusals of the file system into errors with words.

    Raises:
        StoreError: what the refusal means.

    """
    try:
        yield
    except OSError as error:
        raise away(Path(error.filename or folder), error) from error
