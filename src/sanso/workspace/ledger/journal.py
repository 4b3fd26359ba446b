"""The journal of a log: batches of entries that are acknowledged but do not stand in full tiles on disk yet.

A batch is one frame: mark, index of its first entry, number of entries, length, a check of that head, a digest of all,
and the entries as in a bundle. A frame that ends too early was never acknowledged (the machine stopped while it was
written) and is dropped; a frame that is whole but wrong is damage, and is said.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sanso.envelope.malformed import Malformed
from sanso.envelope.tiles import bundle_of, read_bundle
from sanso.workspace.ledger.faults import damaged

__all__ = ["BATCH_BYTES", "frame_of", "frames"]

_MARK = b"SLJ1"
_HEAD = struct.Struct(">4sQII")
_CHECK_BYTES = 8
_DIGEST_BYTES = 32
_BEFORE = _HEAD.size + _CHECK_BYTES + _DIGEST_BYTES
BATCH_BYTES = 64 * 1024 * 1024
"""The largest batch."""


def frame_of(first: int, entries: Sequence[bytes]) -> bytes:
    """Return the frame for *entries*, the first of which has the index *first*.

    Raises:
        Malformed: an entry is too long.

    """
    body = bundle_of(entries)
    head = _HEAD.pack(_MARK, first, len(entries), len(body))
    return head + _check(head) + hashlib.sha256(head + body).digest() + body


def frames(path: Path) -> Iterator[tuple[int, tuple[bytes, ...], int]]:
    """Yield for each frame the index of its first entry, the entries, and where the frame ends in the file.

    Raises:
        Damaged: a frame is whole but wrong, or frames do not follow one another.
        OSError: the file cannot be read.

    """
    with path.open("rb") as file:
        at, expected = 0, None
        while (found := _frame(file, path, at)) is not None:
            first, entries, at = found
            if expected is not None and first != expected:
                raise damaged(path, f"{first} != {expected}")
            expected = first + len(entries)
            yield first, entries, at


def _frame(file: BinaryIO, path: Path, at: int) -> tuple[int, tuple[bytes, ...], int] | None:
    before = file.read(_BEFORE)
    if len(before) < _HEAD.size + _CHECK_BYTES:
        return None
    head, check = before[: _HEAD.size], before[_HEAD.size : _HEAD.size + _CHECK_BYTES]
    mark, first, count, length = _HEAD.unpack(head)
    if mark != _MARK or check != _check(head) or length > BATCH_BYTES:
        raise damaged(path, f"byte {at}")
    body = file.read(length)
    if len(before) < _BEFORE or len(body) < length:
        return None
    try:
        if hashlib.sha256(head + body).digest() != before[-_DIGEST_BYTES:]:
            raise damaged(path, f"byte {at}")
        return first, read_bundle(body, count), at + _BEFORE + length
    except Malformed as error:
        raise damaged(path, f"byte {at}") from error


def _check(head: bytes) -> bytes:
    return hashlib.sha256(head).digest()[:_CHECK_BYTES]
