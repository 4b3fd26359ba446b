"""Cosignatures: a witness says when it found a checkpoint in line with all it saw before (C2SP tlog-cosignature, v1).

What is signed is the time and the whole text of the checkpoint; 0x04 marks the kind of key. Witnesses are counted by
key, so that one key under two names counts once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sanso.envelope.checkpoints import read_checkpoint
from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import Note, NoteKey, NoteLine
from sanso.model.text import Text

__all__ = ["cosign", "cosigned_at", "witnessed"]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LAST = int((dt.datetime(9999, 12, 31, tzinfo=dt.UTC) - _EPOCH).total_seconds())


def cosign(note: Note, name: str, signer: Signer, now: dt.datetime) -> Note:
    """Return the checkpoint in *note* with the line of the witness *name* at *now* added; an older one is replaced.

    Raises:
        Malformed: the note is no checkpoint, or name, key or time do not suit it.

    """
    read_checkpoint(note)
    key = NoteKey(name, signer.public, "cosignature")
    seconds = (now - _EPOCH) // dt.timedelta(seconds=1)
    if not 0 <= seconds <= _LAST:
        raise Malformed("cosignature-time", Text(en="the time cannot be signed", ja="署名できない時刻です"), str(now))
    made = NoteLine(name, key.key_id, seconds.to_bytes(8) + signer.sign(_message(note, seconds)))
    others = tuple(line for line in note.lines if (line.name, line.key_id) != (name, key.key_id))
    return Note(note.text, (*others, made))


def cosigned_at(note: Note, witness: NoteKey) -> dt.datetime | None:
    """Return when *witness* cosigned the checkpoint last; None where it did not, or where a line of it is wrong."""
    if witness.kind != "cosignature":
        return None
    found: list[int] = []
    for line in note.lines:
        if line.name != witness.name or line.key_id != witness.key_id:
            continue
        seconds = int.from_bytes(line.signature[:8])
        if seconds > _LAST or not witness.public.verifies(line.signature[8:], _message(note, seconds)):
            return None
        found.append(seconds)
    return _EPOCH + dt.timedelta(seconds=max(found)) if found else None


def witnessed(note: Note, witnesses: Iterable[NoteKey]) -> Mapping[NoteKey, dt.datetime]:
    """Return which of *witnesses* cosigned the checkpoint and when; a key under several names counts once."""
    found: dict[bytes, tuple[NoteKey, dt.datetime]] = {}
    for witness in witnesses:
        time = cosigned_at(note, witness)
        if time is not None and (witness.public.raw not in found or found[witness.public.raw][1] < time):
            found[witness.public.raw] = witness, time
    return dict(found.values())


def _message(note: Note, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
