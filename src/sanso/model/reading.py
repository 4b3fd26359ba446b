r"""Where the files of a model are read from: a disk, or contents held in memory.

>>> held = Held({"m.yaml": b"sanso: 1\n", "more/a.yaml": b""})
>>> held.joined(Path("m.yaml"), "more/../more/a.yaml").as_posix(), held.size(Path("m.yaml"))
('more/a.yaml', 9)
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

__all__ = ["Disk", "Held", "Reader"]


class Reader(Protocol):
    """Gives the bytes of files by their path."""

    def joined(self, path: Path, name: str) -> Path:
        """Return the path of the file that the file at *path* includes as *name*."""
        ...

    def resolved(self, path: Path) -> Path:
        """Return the path that tells two files apart, however they are named."""
        ...

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything at *path*."""
        ...

    def is_file(self, path: Path) -> bool:
        """Tell whether there is a file at *path*."""
        ...

    def size(self, path: Path) -> int:
        """Return the size of a file in bytes."""
        ...

    def open(self, path: Path) -> BinaryIO:
        """Open a file for reading.

        Raises:
            OSError: it cannot be read.

        """
        ...


class Disk:
    """Files of the machine."""

    def joined(self, path: Path, name: str) -> Path:
        """Return *name* as seen from the folder of *path*."""
        return path.parent / name

    def resolved(self, path: Path) -> Path:
        """Follow links as far as possible."""
        try:
            return path.resolve()
        except (OSError, RuntimeError, ValueError):
            return path

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything at *path*."""
        return path.exists()

    def is_file(self, path: Path) -> bool:
        """Tell whether there is a file at *path*."""
        return path.is_file()

    def size(self, path: Path) -> int:
        """Return the size of a file in bytes."""
        return path.stat().st_size

    def open(self, path: Path) -> BinaryIO:
        """Open a file for reading.

        Raises:
            OSError: it cannot be read.

        """
        return path.open("rb")


class Held:
    """Contents by relative POSIX path; nothing outside of them is ever reached."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def joined(self, path: Path, name: str) -> Path:
        """Return *name* as seen from the folder of *path*, without ``.`` and ``..`` as far as possible."""
        return Path(posixpath.normpath(posixpath.join(posixpath.dirname(path.as_posix()), name)))

    def resolved(self, path: Path) -> Path:
        """Return *path* without ``.`` and ``..``; what leaves the contents stands outside of every folder of theirs."""
        return Path(posixpath.normpath(posixpath.join("/", "contents", path.as_posix())))

    def exists(self, path: Path) -> bool:
        """Tell whether there is a file or a folder called *path*."""
        folder = f"{path.as_posix()}/"
        return self.is_file(path) or any(name.startswith(folder) for name in self._contents)

    def is_file(self, path: Path) -> bool:
        """Tell whether there is a file called *path*."""
        return path.as_posix() in self._contents

    def size(self, path: Path) -> int:
        """Return the size of a file in bytes."""
        return len(self._contents[path.as_posix()])

    def open(self, path: Path) -> BinaryIO:
        """Return the contents of a file as a stream."""
        return BytesIO(self._contents[path.as_posix()])
