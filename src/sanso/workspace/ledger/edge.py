"""The right edge of a log: tiles and bundle that are not full yet, and full ones that still wait to be written.

It needs at most one tile of every level in memory, however long the log is.

>>> from sanso.envelope.merkle import leaf_hash, node_hash
>>> edge = Edge(0, [])
>>> edge.add([b"a", b"b"])
>>> edge.size, edge.root() == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
(2, True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from sanso.envelope.merkle import root_at
from sanso.envelope.tiles import (
    WIDTH,
    bundle_of,
    bundle_path,
    subtree_root,
    tile_path,
    tile_width,
)

__all__ = ["Edge"]

_HASH = 32
_HEIGHT = 8


class Edge:
    """What grows of a log."""

    def __init__(self, size: int, levels: Sequence[bytes]) -> None:
        """*size* is a multiple of 256; *levels* are the tiles of level 1 and up that are not full at that size."""
        self.size = size
        self.waiting: dict[str, bytes] = {}
        """Full tiles and bundles that are not written yet, by path."""
        self._levels = [bytearray(), *map(bytearray, levels)]
        self._entries: list[bytes] = []

    @classmethod
    def at(cls, size: int, tile: Callable[[int, int], bytes]) -> Edge:
        """Return the edge at *size*, a multiple of 256, from the full tiles, which *tile* gives by level and index."""
        levels: list[bytes] = []
        level = 1
        while count := size >> (_HEIGHT * level):
            start = count - count % WIDTH
            levels.append(b"".join(subtree_root(tile(level - 1, index)) for index in range(start, count)))
            level += 1
        return cls(size, levels)

    @property
    def pending(self) -> tuple[bytes, ...]:
        """The entries of the bundle that is not full yet."""
        return tuple(self._entries)

    def add(self, entries: Sequence[bytes]) -> None:
        """Add entries at the end."""
        for start, end in _runs(self.size % WIDTH, len(entries)):
            run = entries[start:end]
            self._entries.extend(run)
            self._levels[0] += b"".join([sha256(b"\0" + entry).digest() for entry in run])
            self.size += len(run)
            if self.size % WIDTH == 0:
                self.waiting[bundle_path(self.size // WIDTH - 1)] = bundle_of(self._entries)
                self._entries.clear()
                self._climb()

    def _climb(self) -> None:
        level = 0
        while len(full := self._levels[level]) == WIDTH * _HASH:
            index = (self.size >> (_HEIGHT * (level + 1))) - 1
            self.waiting[tile_path(level, index)] = bytes(full)
            if level + 1 == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level + 1] += subtree_root(bytes(full))
            full.clear()
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """Return the root of a complete subtree that stands in a tile of the edge."""
        height, inner = divmod(level, _HEIGHT)
        start = (index << inner) % WIDTH * _HASH
        return subtree_root(bytes(self._levels[height][start : start + (_HASH << inner)]))

    def root(self) -> bytes:
        """Return the root of the whole tree.

        Raises:
            Malformed: there is no entry.

        """
        return root_at(self, self.size)

    def partial(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of the tiles and the bundle that are not full."""
        for level, hashes in enumerate(self._levels):
            index = (self.size >> (_HEIGHT * level)) // WIDTH
            if width := tile_width(level, index, self.size):
                yield tile_path(level, index, width), bytes(hashes)
        if self._entries:
            yield bundle_path(self.size // WIDTH, len(self._entries)), bundle_of(self._entries)


def _runs(filled: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of *count* entries, each of which fills a bundle up or ends them."""
    start = 0
    while start < count:
        end = min(count, start + WIDTH - filled)
        yield start, end
        start, filled = end, 0
