"""Tiles: the hashes and entries of a log as files that never change once they are full (C2SP tlog-tiles).

A tile of level L holds up to 256 hashes of subtrees of 256^L leaves; a bundle holds up to 256 entries. A tile that is
not full yet says in its path how many it holds.

>>> tile_path(0, 1234067), tile_path(1, 0, 17), bundle_path(4)
('tile/0/x001/x234/067', 'tile/1/000.p/17', 'tile/entries/004')
>>> read_bundle(bundle_of([b"a", b""]))
(b'a', b'')
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from hashlib import sha256

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = [
    "ENTRY_BYTES",
    "WIDTH",
    "TileNodes",
    "bundle_of",
    "bundle_path",
    "check_tile",
    "read_bundle",
    "subtree_root",
    "tile_path",
    "tile_width",
]

HEIGHT = 8
WIDTH = 256
"""Hashes of a full tile, entries of a full bundle."""
ENTRY_BYTES = 65_535
"""The largest entry."""
HASH_BYTES = 32


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Return where the tile stands in the folder of the log."""
    return f"tile/{level}/{_number(index)}{_partial(width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Return where the bundle of entries stands in the folder of the log."""
    return f"tile/entries/{_number(index)}{_partial(width)}"


def tile_width(level: int, index: int, size: int) -> int:
    """Return how many hashes the tile holds in a log of *size* entries; 0 where there is no such tile.

    >>> tile_width(0, 1, 300), tile_width(1, 0, 300), tile_width(1, 1, 300)
    (44, 1, 0)
    """
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH))


def bundle_of(entries: Iterable[bytes]) -> bytes:
    """Return the bundle: each entry after its length in two bytes.

    Raises:
        Malformed: an entry is too long.

    """
    pieces = []
    for entry in entries:
        if len(entry) > ENTRY_BYTES:
            said = Text(en="an entry of the log is too long", ja="ログのエントリーが長すぎます")
            raise Malformed("entry-size", said, str(len(entry)))
        pieces.append(len(entry).to_bytes(2) + entry)
    return b"".join(pieces)


def read_bundle(raw: bytes, width: int | None = None) -> tuple[bytes, ...]:
    """Return the entries of a bundle, which are *width* if that is given.

    Raises:
        Malformed: it ends within an entry, or holds another number of entries.

    """
    found, at = [], 0
    while at < len(raw):
        end = at + 2 + int.from_bytes(raw[at : at + 2])
        if end > len(raw) or at + 2 > len(raw):
            raise _bad_bundle(f"byte {at}")
        found.append(raw[at + 2 : end])
        at = end
    if width is not None and len(found) != width:
        raise _bad_bundle(f"{len(found)}/{width}")
    return tuple(found)


def check_tile(raw: bytes, width: int) -> bytes:
    """Return the tile if it holds *width* hashes.

    Raises:
        Malformed: it holds another number.

    """
    if len(raw) != width * HASH_BYTES:
        said = Text(en="a tile of the log has the wrong length", ja="ログのタイルの長さが正しくありません")
        raise Malformed("tile", said, f"{len(raw)}/{width * HASH_BYTES}")
    return raw


def subtree_root(hashes: bytes) -> bytes:
    """Return the root over hashes that stand one after the other; their number is a power of two."""
    while len(hashes) > HASH_BYTES:
        hashes = b"".join(
            [sha256(b"\1" + hashes[at : at + 64]).digest() for at in range(0, len(hashes), 2 * HASH_BYTES)]
        )
    return hashes


class TileNodes:
    """The nodes of a tree of *size* leaves, read from its tiles; a few tiles are kept in memory."""

    __slots__ = ("_kept", "_most", "_read", "size")

    def __init__(self, read: Callable[[int, int, int], bytes], size: int, most: int = 64) -> None:
        """*read* returns the tile of a level, an index and a width."""
        self.size = size
        self._read = read
        self._most = most
        self._kept: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def node(self, level: int, index: int) -> bytes:
        """Return the root of the *index*-th complete subtree of 2^*level* leaves.

        Raises:
            Malformed: a tile is not what it should be, or the subtree is not complete.

        """
        height, inner = divmod(level, HEIGHT)
        first = index << inner
        tile = self._tile(height, first // WIDTH)
        start = first % WIDTH * HASH_BYTES
        part = tile[start : start + (HASH_BYTES << inner)]
        if len(part) != HASH_BYTES << inner:
            said = Text(en="the log is not that long", ja="ログはそこまで達していません")
            raise Malformed("tile-node", said, f"{level}/{index}")
        return subtree_root(part)

    def _tile(self, level: int, index: int) -> bytes:
        tile = self._kept.get((level, index))
        if tile is None:
            width = tile_width(level, index, self.size)
            tile = check_tile(self._read(level, index, width), width) if width else b""
            self._kept[level, index] = tile
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end((level, index))
        return tile


def _number(index: int) -> str:
    text = f"{index % 1000:03}"
    while index := index // 1000:
        text = f"x{index % 1000:03}/{text}"
    return text


def _partial(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"


def _bad_bundle(detail: str) -> Malformed:
    said = Text(en="a bundle of entries of the log is damaged", ja="ログのエントリー束が壊れています")
    return Malformed("bundle", said, detail)
