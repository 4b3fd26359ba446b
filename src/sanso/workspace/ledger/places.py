"""Where the parts of a log stand in its folder, and how they are read.

``log.json`` names the log and its key; ``tile/`` holds tiles and bundles as C2SP tlog-tiles lays them out, so that the
folder can be published as it is; ``checkpoint`` is the last one signed and ``checkpoint.kept`` its second copy;
``journal`` and ``lock`` are the writer's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sanso.envelope.canonical import canonical
from sanso.envelope.checkpoints import SignedCheckpoint, open_checkpoint
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import NoteKey, read_note_key
from sanso.envelope.strict_json import read_json
from sanso.envelope.tiles import WIDTH, TileNodes, bundle_path, check_tile, read_bundle, tile_path
from sanso.model.text import Text
from sanso.workspace.errors import Damaged, NotThere
from sanso.workspace.ledger.faults import away, damaged, malformed_at

__all__ = ["Places"]

_FORMAT = "sanso-log/1"
_HASH = 32


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of one log."""

    folder: Path

    @property
    def about(self) -> Path:
        """The file that names the log and its key."""
        return self.folder / "log.json"

    @property
    def journal(self) -> Path:
        """The journal."""
        return self.folder / "journal"

    @property
    def lock(self) -> Path:
        """The file that the one writer locks."""
        return self.folder / "lock"

    @property
    def checkpoints(self) -> tuple[Path, Path]:
        """The last signed checkpoint, twice; the second copy is written first."""
        return self.folder / "checkpoint", self.folder / "checkpoint.kept"

    def describe(self, key: NoteKey) -> bytes:
        """Return what ``log.json`` says of a log with this key."""
        return canonical({"format": _FORMAT, "key": key.text}) + b"\n"

    def key(self) -> NoteKey:
        """Return the key of the log, which carries its name.

        Raises:
            NotThere: there is no log in the folder.
            Damaged: the file that names it is not what was written.
            FileAway: it cannot be read.

        """
        raw = self.read(self.about)
        if raw is None:
            said = Text(
                en="There is no log in {folder}. `sanso ledger init` makes one.",
                ja="{folder} にログはありません。`sanso ledger init` で作れます。",
            )
            raise NotThere(said.fill(folder=self.folder))
        try:
            value = read_json(raw)
            if not isinstance(value, dict) or value.get("format") != _FORMAT or not isinstance(value.get("key"), str):
                raise damaged(self.about, _FORMAT)
            return read_note_key(str(value["key"]))
        except Malformed as error:
            raise malformed_at(self.about, error) from error

    def read(self, path: Path) -> bytes | None:
        """Return what stands in the file; None where there is none.

        Raises:
            FileAway: it cannot be read.

        """
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise away(path, error) from error

    def signed(self, key: NoteKey) -> tuple[SignedCheckpoint, ...]:
        """Return the copies of the last signed checkpoint that are whole, the larger first; none where none is there.

        Raises:
            Damaged: there are copies, and none of them is whole.

        """
        found: list[SignedCheckpoint] = []
        wrong: Damaged | None = None
        for path in self.checkpoints:
            raw = self.read(path)
            if raw is None:
                continue
            try:
                found.append(open_checkpoint(raw, key))
            except Malformed as error:
                wrong = malformed_at(path, error)
        if wrong is not None and not found:
            raise wrong
        return tuple(sorted(found, key=lambda one: (one.checkpoint.size, len(one.note.lines)), reverse=True))

    def tile(self, level: int, index: int, width: int = WIDTH) -> bytes:
        """Return the first *width* hashes of a tile, from the file of that width or from the full one.

        Raises:
            Damaged: the file is missing or has the wrong length.

        """
        return self._first(tile_path(level, index, width), tile_path(level, index), width)

    def bundle(self, index: int, width: int = WIDTH) -> tuple[bytes, ...]:
        """Return the first *width* entries of a bundle, from the file of that width or from the full one.

        Raises:
            Damaged: the file is missing or is not what was written.

        """
        for path, count in ((bundle_path(index, width), width), (bundle_path(index), WIDTH)):
            raw = self.read(self.folder / path)
            if raw is not None:
                try:
                    return read_bundle(raw, count)[:width]
                except Malformed as error:
                    raise malformed_at(self.folder / path, error) from error
        raise damaged(self.folder / bundle_path(index, width), "missing")

    def nodes(self, size: int) -> TileNodes:
        """Return the nodes of the tree at *size*."""
        return TileNodes(self.tile, size)

    def _first(self, exact: str, full: str, width: int) -> bytes:
        for path, count in ((exact, width), (full, WIDTH)):
            raw = self.read(self.folder / path)
            if raw is not None:
                try:
                    return check_tile(raw, count)[: width * _HASH]
                except Malformed as error:
                    raise malformed_at(self.folder / path, error) from error
        raise damaged(self.folder / exact, "missing")
