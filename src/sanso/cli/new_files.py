"""New files that a command writes, all or none and over nothing that is there; and the time at which it signs."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Mapping
from pathlib import Path

from sanso.cli.faults import Fault, explain, writing_to

__all__ = ["named_out", "signing_time", "write_new"]


def named_out(out: Path | None) -> Path:
    """Return the file to write.

    Raises:
        Fault: none was named.

    """
    if out is None:
        raise Fault("name the file to write: --out", "--out で書き出し先のファイルを指定してください")
    return out


def signing_time(at: str | None) -> dt.datetime:
    """Return the time of signing: now, or the first second of the day *at*, in UTC.

    Raises:
        Fault: *at* is not a date.

    """
    from sanso.cli.options import day

    named = day(at)
    return dt.datetime.now(dt.UTC) if named is None else dt.datetime(named.year, named.month, named.day, tzinfo=dt.UTC)


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write files, all or none, over none that is there.

    Raises:
        Fault: one of them is there already, or cannot be written.

    """
    from sanso.verbs.writing import write_all

    for path in contents:
        if os.path.lexists(path):
            raise explain(FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)), path)
        if not path.parent.is_dir():
            raise explain(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)), path)
    with writing_to(next(iter(contents))):
        write_all(contents)
