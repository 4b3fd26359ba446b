"""The log that a server shows to everybody, read from its folder; its last checkpoint decides what is shown.

Looking an entry up by its digest walks through the log; what was found is remembered for the next who ask.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.envelope.log_entries import KINDS, Entry, EntryKind
from sanso.envelope.tiles import WIDTH, tile_width
from sanso.workspace.ledger import LogReader

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["MEDIA", "PublicLog", "Tile", "public_log", "tile_at"]

MEDIA = "application/octet-stream"
"""Media type of tiles and bundles."""
_MOST_FOUND = 4_096
_PART = re.compile(r"x[0-9]{3}")
_LAST = re.compile(r"[0-9]{3}")
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile or, where *level* is None, a bundle of entries; *width* is what it holds."""

    level: int | None
    index: int
    width: int


def tile_at(path: str) -> Tile | None:
    """Return what the path behind ``tile/`` names, in the one way it is written (C2SP tlog-tiles); None for nothing.

    >>> tile_at("0/x001/x234/067"), tile_at("entries/004.p/17"), tile_at("0/67"), tile_at("0/x000/001")
    (Tile(level=0, index=1234067, width=256), Tile(level=None, index=4, width=17), None, None)
    """
    first, _, rest = path.partition("/")
    if first != "entries" and not (
        first.isascii() and first.isdecimal() and len(first) <= 2 and str(int(first)) == first
    ):
        return None
    number, partial, width = rest.partition(".p/")
    sound = not partial or (width.isascii() and width.isdecimal() and len(width) < 4 and 0 < int(width) < WIDTH)
    if not sound or (partial and str(int(width)) != width):
        return None
    *parts, last = number.split("/")
    if len(parts) >= _MOST_PARTS or not all(map(_PART.fullmatch, parts)) or not _LAST.fullmatch(last):
        return None
    if parts and parts[0] == "x000":
        return None
    index = int("".join(part[1:] for part in parts) + last)
    return Tile(None if first == "entries" else int(first), index, int(width) if partial else WIDTH)


@dataclass(frozen=True, slots=True)
class PublicLog:
    """The log in *folder*."""

    folder: Path
    _found: OrderedDict[bytes, int] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _walk: threading.Lock = field(default_factory=threading.Lock)

    def reader(self) -> LogReader:
        """Return the log as its last checkpoint shows it.

        Raises:
            StoreError: there is no log, it has no checkpoint yet, or it cannot be read.

        """
        return LogReader(self.folder)

    def tile(self, tile: Tile) -> bytes | None:
        """Return a tile or a bundle that the last checkpoint covers; None where it covers none of that width.

        Raises:
            StoreError: it is damaged or cannot be read.

        """
        reader = self.reader()
        held = tile_width(tile.level or 0, tile.index, reader.size)
        if not 0 < tile.width <= held:
            return None
        if tile.level is not None:
            return reader.places.tile(tile.level, tile.index, tile.width)
        entries = reader.places.bundle(tile.index, tile.width)
        return b"".join(len(entry).to_bytes(2) + entry for entry in entries)

    def find(self, digest: str) -> tuple[EntryKind, int] | None:
        """Return kind and index of the first entry for *digest*; one walk at a time.

        Raises:
            StoreError: the log is damaged or cannot be read.

        """
        wanted = {Entry(kind, digest).raw: kind for kind in KINDS}
        reader = self.reader()
        with self._lock:
            known = next(((kind, self._found[raw]) for raw, kind in wanted.items() if raw in self._found), None)
        if known is not None and known[1] < reader.size:
            return known
        with self._walk:
            for index, raw in reader.entries():
                if raw in wanted:
                    with self._lock:
                        self._found[raw] = index
                        while len(self._found) > _MOST_FOUND:
                            self._found.popitem(last=False)
                    return wanted[raw], index
        return None


def public_log(app: FastAPI) -> PublicLog | None:
    """Return the log that *app* shows; None where it shows none."""
    folder = app.state.service.settings.public.log
    if folder is None:
        return None
    if not hasattr(app.state, "public_log"):
        app.state.public_log = PublicLog(folder)
    log: PublicLog = app.state.public_log
    return log
