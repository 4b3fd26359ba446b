"""A proof that something stands in a log, complete in itself: place, hashes and checkpoint (C2SP tlog-proof@v1).

It is checked offline, years later, against the key of the log and those of the witnesses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sanso.envelope.checkpoints import Checkpoint, open_checkpoint, read_checkpoint
from sanso.envelope.cosignatures import witnessed
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import root_from_inclusion
from sanso.envelope.notes import Note, NoteKey, decode_base64, encode_base64, read_note
from sanso.model.text import Text

__all__ = ["LogProof", "Logged", "check_log_proof", "read_log_proof"]

_HEAD = b"c2sp.org/tlog-proof@v1\n"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_LARGEST = 80 * 1024


@dataclass(frozen=True, slots=True)
class LogProof:
    """Where an entry stands, the hashes from its leaf to the root, and the checkpoint with that root."""

    index: int
    hashes: tuple[bytes, ...]
    note: Note

    @property
    def raw(self) -> bytes:
        """The proof as bytes."""
        lines = "".join(f"{encode_base64(one)}\n" for one in self.hashes)
        return _HEAD + f"index {self.index}\n{lines}\n".encode() + self.note.raw

    @property
    def origin(self) -> str:
        """The log that the proof names; whether it signed is another question.

        Raises:
            Malformed: the note is no checkpoint.

        """
        return read_checkpoint(self.note).origin


@dataclass(frozen=True, slots=True)
class Logged:
    """What a good proof shows."""

    index: int
    checkpoint: Checkpoint
    witnesses: Mapping[NoteKey, dt.datetime]
    """Who cosigned the checkpoint, and when."""


def read_log_proof(raw: bytes) -> LogProof:
    """Return the proof; whether it proves anything is asked afterwards. Extra data, which nobody signs, is refused.

    Raises:
        Malformed: it is not written as a proof.

    """
    if not raw.startswith(_HEAD) or len(raw) > _LARGEST:
        raise _bad("head")
    head, found, note = raw[len(_HEAD) :].partition(b"\n\n")
    try:
        index, *hashes = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise _bad("ASCII") from error
    match = _INDEX.fullmatch(index)
    if not found or match is None or len(hashes) > 63:
        raise _bad(ascii(index[:64]))
    steps = tuple(map(decode_base64, hashes))
    if any(len(one) != 32 for one in steps):
        raise _bad("32 bytes")
    return LogProof(int(match[1]), steps, read_note(note))


def check_log_proof(proof: LogProof, leaf: bytes, log: NoteKey, witnesses: Iterable[NoteKey] = ()) -> Logged:
    """Return what *proof* shows for the hash of a leaf: its place, the checkpoint, and which witnesses cosigned.

    Raises:
        Malformed: the log did not sign the checkpoint, or the leaf does not stand there.

    """
    checkpoint = open_checkpoint(proof.note.raw, log).checkpoint
    if root_from_inclusion(proof.index, checkpoint.size, leaf, proof.hashes) != checkpoint.root:
        said = Text(
            en="the proof is for something else, or this does not stand in the log",
            ja="別のものの証明か、ログに記録されていません",
        )
        raise Malformed("log-proof-leaf", said, f"index {proof.index}")
    return Logged(proof.index, checkpoint, witnessed(proof.note, witnesses))


def _bad(detail: str) -> Malformed:
    said = Text(en="not a proof from a transparency log", ja="透明性ログの証明ではありません")
    return Malformed("log-proof", said, detail)
