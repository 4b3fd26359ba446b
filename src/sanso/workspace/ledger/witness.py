"""What a witness keeps: the last checkpoint that it saw of each log, and alarms; nothing of the log itself.

What was seen is on disk before a cosignature is given away, so that a kill never makes a witness forget. An audit
keeps the same, by the same rules, so that both can share a store.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sanso.envelope.checkpoints import open_checkpoint
from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import Note, NoteKey
from sanso.trust.monitoring import Alarm, Judgement, Watched, judge, read_alarm, witness_line
from sanso.workspace.ledger.disk import Disk, lock, unlock
from sanso.workspace.ledger.faults import away, malformed_at, overtaken
from sanso.workspace.ledger.reading import LogReader

__all__ = ["Witness", "Witnessed"]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a witness found, and the cosigned checkpoint where it cosigned."""

    judgement: Judgement
    note: Note | None


class Witness:
    """The store of a witness in *folder*."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or Disk()

    def seen(self, log: NoteKey) -> Watched:
        """Return what was seen of *log*.

        Raises:
            Damaged: what is kept of it is not what was written.
            FileAway: it cannot be read.

        """
        path = self._place(log)
        try:
            return Watched(log, open_checkpoint(path.read_bytes(), log))
        except FileNotFoundError:
            return Watched(log)
        except OSError as error:
            raise away(path, error) from error
        except Malformed as error:
            raise malformed_at(path, error) from error

    def alarms(self) -> tuple[Alarm, ...]:
        """Return the alarms that are kept.

        Raises:
            Damaged: one is not what was written.
            FileAway: one cannot be read.

        """
        found = []
        for path in sorted((self.folder / "alarms").glob("*.json")):
            try:
                found.append(read_alarm(path.read_bytes()))
            except OSError as error:
                raise away(path, error) from error
            except Malformed as error:
                raise malformed_at(path, error) from error
        return tuple(found)

    def look(self, log: NoteKey, raw: bytes, proof: Sequence[bytes] = ()) -> Judgement:
        """Judge a checkpoint, and keep it or the alarm.

        Raises:
            Malformed: it is no checkpoint of the log.
            StoreError: the store cannot be read or written; nothing is told then.

        """
        with self._held():
            return self._kept(judge(self.seen(log), raw, proof))

    def follow(self, reader: LogReader) -> Judgement:
        """Judge the last checkpoint of a log with the proof that its tiles give, and keep it or the alarm.

        Raises:
            StoreError: log or store cannot be read or written; nothing is told then.

        """
        with self._held():
            return self._kept(judge(self.seen(reader.key), reader.last.raw, self._proof(reader)))

    def follow_audited(self, reader: LogReader) -> Judgement:
        """Do the same for a log that was just found to agree with what was seen.

        Raises:
            LogBusy: somebody saw a longer log since then; that says nothing against either.
            StoreError: log or store cannot be read or written; nothing is told then.

        """
        with self._held():
            watched = self.seen(reader.key)
            if watched.last is not None and watched.last.checkpoint.size > reader.size:
                raise overtaken(self.folder)
            return self._kept(judge(watched, reader.last.raw, self._proof(reader)))

    def keep(self, alarm: Alarm) -> Path:
        """Keep an alarm; the same one is kept once.

        Raises:
            StoreError: it cannot be written.

        """
        path = self.folder / "alarms" / f"{hashlib.sha256(alarm.raw).hexdigest()[:32]}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._disk.replace(path, alarm.raw)
        except OSError as error:
            raise away(path, error) from error
        return path

    def witness(self, reader: LogReader, name: str, signer: Signer, now: dt.datetime) -> Witnessed:
        """Judge the last checkpoint of a log with the proof that its tiles give, and cosign it where that is right.

        Raises:
            Malformed: name, key or time do not suit a cosignature.
            StoreError: log or store cannot be read or written.

        """
        NoteKey(name, signer.public, "cosignature")
        found = self.follow(reader)
        return Witnessed(found, witness_line(found, name, signer, now) if found.accepted else None)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Let nobody else write the store."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = lock(self.folder / "lock")
        except OSError as error:
            raise away(self.folder, error) from error
        try:
            yield
        except OSError as error:
            raise away(self.folder, error) from error
        finally:
            unlock(handle)

    def _kept(self, found: Judgement) -> Judgement:
        """Keep the alarm, or what continues what was seen."""
        if found.alarm is not None:
            self.keep(found.alarm)
        elif found.outcome in ("first", "newer"):
            path = self._place(found.watched.log)
            path.parent.mkdir(exist_ok=True)
            self._disk.replace(path, found.shown.raw)
        return found

    def _proof(self, reader: LogReader) -> tuple[bytes, ...]:
        last = self.seen(reader.key).last
        if last is None or last.checkpoint.size >= reader.size:
            return ()
        return reader.consistency(last.checkpoint.size)

    def _place(self, log: NoteKey) -> Path:
        return self.folder / "seen" / f"{hashlib.sha256(log.text.encode()).hexdigest()[:32]}.checkpoint"
