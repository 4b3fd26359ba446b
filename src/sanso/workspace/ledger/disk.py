"""How a log touches the disk; one place, so that tests can let every single write fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from sanso.workspace.ledger.faults import busy

__all__ = ["Disk", "lock", "unlock"]


class Disk:
    """Writes files so that a kill leaves each of them as it was or whole."""

    def append(self, handle: int, content: bytes) -> None:
        """Add *content* at the end of an open file and put it on disk.

        Raises:
            OSError: it could not be written whole.

        """
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        self.sync(handle)

    def sync(self, handle: int) -> None:
        """Put what was written to an open file on disk."""
        os.fsync(handle)

    def cut(self, handle: int, length: int) -> None:
        """Take away what stands behind *length* bytes, on disk too."""
        os.ftruncate(handle, length)
        self.sync(handle)

    def place(self, path: Path, content: bytes) -> None:
        """Put a whole file in place; `settle` puts it on disk.

        Raises:
            OSError: it could not be written; an earlier file stands as it was.

        """
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        with fresh.open("wb") as file:
            file.write(content)
        fresh.replace(path)

    def settle(self, paths: Iterable[Path]) -> None:
        """Put placed files on disk: all at once where the system can, for one by one takes milliseconds each.

        Raises:
            OSError: they could not be put there.

        """
        if sys.platform.startswith("linux"):
            os.sync()
            return
        for path in paths:
            with path.open("rb+") as file:
                os.fsync(file.fileno())

    def replace(self, path: Path, content: bytes) -> None:
        """Replace a file; when this returns, the new one is on disk.

        Raises:
            OSError: it could not be written; an earlier file stands as it was.

        """
        fresh = path.with_name(f".{path.name}.new")
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            self.sync(file.fileno())
        fresh.replace(path)
        self._sync_folder(path.parent)

    def _sync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            self.sync(handle)
        finally:
            os.close(handle)


def lock(path: Path) -> int:
    """Return an open file that nobody else has locked; the system unlocks it when the process ends, however it ends.

    Raises:
        LogBusy: another process holds it.
        OSError: the file cannot be made.

    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise busy(path.parent) from error
    return handle


def unlock(handle: int) -> None:
    """Let others write."""
    os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
