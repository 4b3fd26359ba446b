"""Checkpoints: what a log says of itself — its name, its size, its root — as a signed note (C2SP tlog-checkpoint).

Extension lines are refused: nobody who watches the log could check them. An empty log signs nothing.

>>> from sanso.envelope.keys import SoftKey
>>> from sanso.envelope.notes import NoteKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> signed = sign_checkpoint(Checkpoint("log.example", 3, bytes(32)), key)
>>> open_checkpoint(signed.raw, NoteKey("log.example", key.public)).checkpoint.size
3
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.notes import Note, NoteKey, decode_base64, encode_base64, read_note, sign_note, signed_by
from sanso.model.text import Text

__all__ = ["Checkpoint", "SignedCheckpoint", "open_checkpoint", "read_checkpoint", "sign_checkpoint"]

_SIZE = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree of a log at a size of at least one entry."""

    origin: str
    """The name of the log."""
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with the note that carries it."""

    checkpoint: Checkpoint
    note: Note

    @property
    def raw(self) -> bytes:
        """The note as bytes."""
        return self.note.raw


def read_checkpoint(note: Note) -> Checkpoint:
    """Return what the text of *note* says; who signed it is another question.

    Raises:
        Malformed: it is not the text of a checkpoint.

    """
    lines = note.text[:-1].split("\n")
    if len(lines) != 3 or not lines[0] or _SIZE.fullmatch(lines[1]) is None:
        raise _bad(ascii(note.text[:64]))
    root = decode_base64(lines[2])
    if len(root) != 32:
        raise _bad("root")
    return Checkpoint(lines[0], int(lines[1]), root)


def open_checkpoint(raw: bytes, log: NoteKey) -> SignedCheckpoint:
    """Return the checkpoint that the log with the key *log* signed.

    Raises:
        Malformed: it is none, is of another log, or the signature is not right.

    """
    note = read_note(raw)
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != log.name:
        said = Text(en="the checkpoint is of another log", ja="別のログのチェックポイントです")
        raise Malformed("checkpoint-origin", said, ascii(checkpoint.origin[:64]))
    if not signed_by(note, log):
        raise WrongSignature(log.name)
    return SignedCheckpoint(checkpoint, note)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> SignedCheckpoint:
    """Return *checkpoint* signed under the name of its log.

    Raises:
        Malformed: the name cannot stand in a note, the key is not Ed25519, or there is no such tree.

    """
    if checkpoint.size < 1 or len(checkpoint.root) != 32:
        raise _bad(str(checkpoint.size))
    return SignedCheckpoint(checkpoint, sign_note(checkpoint.text, checkpoint.origin, signer))


def _bad(detail: str) -> Malformed:
    said = Text(en="not a checkpoint of a log", ja="ログのチェックポイントではありません")
    return Malformed("checkpoint", said, detail)
