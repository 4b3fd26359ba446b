"""The files of a model on disk: read whole within limits, and replaced one by one, each whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from sanso.model.files import read_sources
from sanso.model.problems import reason_text
from sanso.model.text import Text
from sanso.workspace.errors import DiskFull, FileAway, Refused
from sanso.workspace.failures import is_no_room, no_room
from sanso.workspace.files import MAX_BYTES, Files

__all__ = ["Stamp", "content_at", "place_of", "read_files", "stamped", "write_file"]

Stamp = tuple[tuple[int, int, int] | None, ...]
"""When each file was changed, how long it is and which file it is; None for one that is not there."""


def read_files(main: Path, known: Iterable[str]) -> Files:
    """Return the model file *main*, what it includes, and what is kept of imports beside it.

    Where the model is faulty, the *known* files beside it are returned too.

    Raises:
        FileAway: the model file is missing or a file cannot be read.
        Refused: the files are too many or too large to be kept.

    """
    raw = content_at(main)
    if raw is None:
        raise FileAway(
            Text(
                en="The file {file} is not there any more. Put it back; what was in it is kept in the history.",
                ja="ファイル {file} が見つかりません。元の場所に戻してください。内容は履歴に残っています。",
            ).fill(file=main)
        )
    contents = {main.name: raw, **_imports(main)}
    if b"include" in raw:
        contents |= _included(main, known)
    files = Files(main.name, contents)
    files.check()
    return files


def _included(main: Path, known: Iterable[str]) -> dict[str, bytes]:
    sources = read_sources(main)
    paths = {os.path.normpath(os.path.relpath(path, main.parent)) for path in sources.files}
    if not sources.complete:
        paths.update(known)
    found = {Path(path).as_posix(): content_at(main.parent / path) for path in sorted(paths)}
    return {path: content for path, content in found.items() if content is not None and path != main.name}


def _imports(main: Path) -> dict[str, bytes]:
    """Return what is kept of imported ledgers: mappings and values in the folder ``NAME.import`` beside the model."""
    folder = main.with_name(f"{main.stem}.import")
    if folder.is_symlink() or not folder.is_dir():
        return {}
    kept = (path for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".jsonl") and not path.is_symlink())
    found = {f"{folder.name}/{path.name}": content_at(path) for path in kept if path.is_file()}
    return {path: content for path, content in found.items() if content is not None}


def content_at(path: Path) -> bytes | None:
    """Return what stands in the file at *path*; None where there is none.

    Raises:
        FileAway: it cannot be read.
        Refused: it is too large to be kept.

    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise FileAway(
            Text(en="The file {file} cannot be read: {reason}.", ja="ファイル {file} を読めません: {reason}。").fill(
                file=path, reason=reason_text(error)
            )
        ) from error
    if len(content) > MAX_BYTES:
        raise Refused(
            Text(
                en="The file {file} is larger than {limit} MiB, which is the limit of a workspace.",
                ja="ファイル {file} がワークスペースの上限 {limit} MiB を超えています。",
            ).fill(file=path, limit=MAX_BYTES // 2**20)
        )
    return content


def place_of(main: Path, path: str) -> Path:
    """Return where the file *path* beside *main* is really written.

    Raises:
        FileAway: that would be outside the folder of *main*.

    """
    try:
        target = (main.parent / path).resolve()
        inside = path == main.name or target.is_relative_to(main.parent.resolve())
    except RuntimeError as error:  # links that lead round in a circle
        raise _unwritable(main.parent / path, OSError(errno.ELOOP, "")) from error
    except OSError as error:
        raise _unwritable(main.parent / path, error) from error
    if not inside:
        raise FileAway(
            Text(
                en="{file} leads out of the folder of the model and is not written.",
                ja="{file} はモデルのフォルダーの外を指しているため、書き込みません。",
            ).fill(file=main.parent / path)
        )
    return target


def stamped(paths: Iterable[Path]) -> Stamp:
    """Return by what one sees whether the files at *paths* were changed."""
    return tuple(map(_stamp, paths))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def write_file(target: Path, content: bytes, over: bytes | None) -> bool:
    """Replace the file at *target* if it holds *over* (None: there is none); tell whether it did.

    When this returns, the file is on disk. A kill leaves the old or the new one.

    Raises:
        DiskFull: there is no room; the old one stands.
        FileAway: it cannot be written; the old one stands.

    """
    fresh = target.with_name(f".{target.name[:100]}.sanso-new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)  # of a write that was killed
        with fresh.open("xb") as file:
            if target.exists():
                fresh.chmod(target.stat().st_mode & 0o777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if content_at(target) != over:
            fresh.unlink()
            return False
        fresh.replace(target)
        _sync_folder(target.parent)
        return True
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        if is_no_room(error):
            raise DiskFull(no_room()) from error
        raise _unwritable(target, error) from error


def _sync_folder(folder: Path) -> None:
    """Put the entry of a replaced file on disk, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError) -> FileAway:
    return FileAway(
        Text(
            en="The file {file} cannot be written: {reason}. Your change is kept in the history and is written as "
            "soon as that works again.",
            ja="ファイル {file} に書き込めません: {reason}。変更は履歴に残っており、書き込めるようになると"
            "反映されます。",
        ).fill(file=path, reason=reason_text(error))
    )
