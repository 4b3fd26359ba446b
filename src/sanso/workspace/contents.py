r"""Contents of files kept as differences: what an edit leaves alone at both ends is taken from the blob before.

A blob is whole (no base) or says how many bytes it takes from the beginning and from the end of its base and
what stands between. Chains are short: after `MAX_DEPTH` differences a blob is whole again.

>>> before, after = b"name: bus\nid: 1\n", b"name: car\nid: 1\n"
>>> blob = packed("a" * 64, after, Base("b" * 64, before, 0))
>>> blob.start, blob.stop, unpacked(blob, before) == after
(6, 7, True)
"""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sanso.model.text import Text
from sanso.workspace.errors import Damaged
from sanso.workspace.files import MAX_BYTES, content_digest

__all__ = ["MAX_DEPTH", "Base", "Blob", "Remembered", "checked", "packed", "unpacked"]

MAX_DEPTH = 40
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Blob:
    """A content as it is kept: whole, or what differs from the blob *base*."""

    digest: str
    base: str | None
    start: int
    stop: int
    data: bytes
    depth: int


@dataclass(frozen=True, slots=True)
class Base:
    """A content that is kept already and has *depth* differences below it."""

    digest: str
    content: bytes
    depth: int


def packed(digest: str, content: bytes, base: Base | None) -> Blob:
    """Return *content* as a blob; a difference from *base* where that saves more than half of the bytes."""
    if base is not None and base.depth < MAX_DEPTH:
        start = _common_start(base.content, content)
        stop = _common_end(base.content, content, min(len(base.content), len(content)) - start)
        if start + stop > len(content) // 2:
            middle = content[start : len(content) - stop]
            return Blob(digest, base.digest, start, stop, zlib.compress(middle, _LEVEL), base.depth + 1)
    return Blob(digest, None, 0, 0, zlib.compress(content, _LEVEL), 0)


def unpacked(blob: Blob, base: bytes | None) -> bytes:
    """Return the content of *blob*, given the content of its base; `checked` tells whether it is the right one.

    Raises:
        Damaged: the kept bytes cannot be unpacked.

    """
    try:
        inflater = zlib.decompressobj()
        middle = inflater.decompress(blob.data, MAX_BYTES + 1)
    except zlib.error as error:
        raise _damaged(blob.digest) from error
    if base is None:
        return middle
    held = memoryview(base)
    return b"".join((held[: blob.start], middle, held[len(base) - blob.stop :]))


def checked(digest: str, content: bytes) -> bytes:
    """Return *content*.

    Raises:
        Damaged: it does not agree with *digest*.

    """
    if content_digest(content) != digest:
        raise _damaged(digest)
    return content


def _damaged(digest: str) -> Damaged:
    return Damaged(
        Text(
            en="A kept file does not agree with its digest ({digest}…): the database was damaged or changed by hand. "
            "Restore it from a backup.",
            ja="保存されたファイルがダイジェスト({digest}…)と一致しません。データベースが壊れたか、直接書き換えられて"
            "います。バックアップから復元してください。",
        ).fill(digest=digest[:12])
    )


def _common_start(one: bytes, other: bytes) -> int:
    """Return how many first bytes are the same."""
    return _longest(min(len(one), len(other)), lambda low, high: one[low:high] == other[low:high])


def _common_end(one: bytes, other: bytes, limit: int) -> int:
    """Return how many last bytes are the same, at most *limit*."""
    long, short = len(one), len(other)
    return _longest(limit, lambda low, high: one[long - high : long - low] == other[short - high : short - low])


def _longest(limit: int, same: Callable[[int, int], bool]) -> int:
    """Return the largest n up to *limit* for which the stretch from 0 to n is the same, by halving."""
    low, step = 0, limit
    while step:
        if low + step <= limit and same(low, low + step):
            low += step
        else:
            step //= 2
    return low


class Remembered:
    """The contents that were used last, by digest; at most *room* bytes of them; safe among threads."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, workspace: str, digest: str) -> bytes | None:
        """Return the content of *digest*, or None where it is not held."""
        with self._lock:
            content = self._held.get((workspace, digest))
            if content is not None:
                self._held.move_to_end((workspace, digest))
            return content

    def put(self, workspace: str, digest: str, content: bytes) -> None:
        """Hold *content*; what was not used for longest makes room."""
        with self._lock:
            if (workspace, digest) in self._held or len(content) > self._room:
                return
            self._held[workspace, digest] = content
            self._size += len(content)
            while self._size > self._room:
                _, gone = self._held.popitem(last=False)
                self._size -= len(gone)
