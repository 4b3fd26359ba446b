"""Make folders, and write files whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

__all__ = ["make_folder", "write_all", "write_whole"]


def make_folder(path: Path) -> None:
    """Make a folder with its parents, unless it is there.

    Raises:
        OSError: it cannot be made.

    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* beside its place first and move it there when it is on disk.

    Raises:
        OSError: it cannot be written; an earlier file stands as it was.

    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to move
        path.write_bytes(content)
        return
    target = path.resolve()
    fresh = target.with_name(f".sanso-{secrets.token_hex(6)}")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise type(error)(error.errno, error.strerror, str(path)) from error
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write all files with the folders that they need, or none of them.

    Raises:
        OSError: one cannot be written; what was written before holds what it held, and new folders are gone.

    """
    before: dict[Path, bytes | None] = {}
    folders: list[Path] = []
    try:
        for path, content in contents.items():
            missing = [one for one in path.parents if not one.exists()]
            make_folder(path.parent)
            folders += reversed(missing)
            held = path.read_bytes() if path.is_file() else None
            write_whole(path, content)
            before[path] = held
    except BaseException:
        for path, held in before.items():
            if held is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, held)
        for folder in reversed(folders):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise
