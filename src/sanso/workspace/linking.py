"""A workspace that mirrors a model file on disk, with what the file includes, for use by one person at a machine.

The database comes first: a change is kept there, then written to disk. What changes on disk becomes a version of the
kind *outside*. A file is written only over a content that the history holds, so nothing is lost on either side; what a
kill interrupted is finished at the next look. When both sides changed, the disk stands as the newest version and the
other one is the version before it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from sanso.model.text import Text
from sanso.workspace.database import Database
from sanso.workspace.disk import Stamp, content_at, place_of, read_files, stamped, write_file
from sanso.workspace.errors import DiskFull, FileAway, Refused, Stale, StoreError
from sanso.workspace.failures import busy
from sanso.workspace.files import content_digest
from sanso.workspace.history import MAX_NAME, Workspaces
from sanso.workspace.rows import Workspace, digests_of, found_workspace, mark_mirrored, newest, version_at
from sanso.workspace.tables import version_files
from sanso.workspace.versions import Author, Version

__all__ = ["LinkedWorkspaces", "Synced"]

_MAX_LINK = 4000
_TRIES = 5
_FRESH_NS = 200_000_000  # a file that was changed this shortly ago may change again without looking different

_OUTSIDE = Text(en="changed outside of Sanso", ja="Sanso の外で変更")
_BOTH = Text(
    en="changed outside of Sanso before version {seq} was written to the file; that version is kept in the history",
    ja="第{seq}版をファイルに書き込む前に Sanso の外で変更。第{seq}版は履歴に残っている",
)


@dataclass(frozen=True, slots=True)
class Synced:
    """What a look at the file on disk came to: versions that were made of it, and what stands in the way."""

    outside: Version | None = None
    trouble: Text | None = None


class LinkedWorkspaces(Workspaces):
    """Workspaces of which some mirror a file on disk; changes of these are written to it."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime], new_id: Callable[[], str]) -> None:
        super().__init__(database, clock, new_id)
        self._lock = threading.RLock()
        self._seen: dict[str, _Seen] = {}
        self._looked: dict[str, int] = {}  # when the last look at the files that came to its end began

    def open_linked(self, organization: str, file: Path, author: Author) -> Workspace:
        """Return the workspace of *organization* that mirrors *file*, made from the file if there is none yet.

        Raises:
            FileAway: there is no workspace yet and the file cannot be read.
            Refused: the files are too many or too large.
            StoreError: the database does not answer or has no room.

        """
        main = Path(os.path.abspath(file))  # noqa: PTH100 (links stay as they are named)
        if len(str(main)) > _MAX_LINK:
            raise Refused(Text(en="The path of the file is too long.", ja="ファイルのパスが長すぎます。"))
        with self._lock:
            there = [one for one in self.of_organization(organization) if one.linked == str(main)]
            if there:
                self.sync(there[0].id)
                return self.find(there[0].id)
            files = read_files(main, ())
            said = Text(en="opened {file}", ja="{file} を開いた").fill(file=main.name)
            return self.create(organization, main.stem[:MAX_NAME], files, author, what=said, linked=str(main))

    def sync(self, workspace: str) -> Synced:
        """Bring the workspace and its file together; cheap where neither has changed.

        Raises:
            NotThere: there is no such workspace.
            DatabaseAway: the database does not answer.

        """
        asked = time.monotonic_ns()
        if self._together(self.find(workspace)):
            return Synced()
        with self._lock:
            for _ in range(_TRIES):
                found = self.find(workspace)
                if self._together(found) or self._looked.get(workspace, asked) > asked:
                    return Synced()
                begun = time.monotonic_ns()
                try:
                    made = self._brought_together(found, Path(found.linked or ""))
                    self._looked[workspace] = begun
                    return made
                except Stale:  # another process was faster
                    continue
                except (DiskFull, FileAway, Refused) as error:
                    return Synced(trouble=error.text)
        return Synced(trouble=busy())

    def _together(self, found: Workspace) -> bool:
        """Tell whether a workspace mirrors nothing, or is known to say what its file says."""
        seen = self._seen.get(found.id)
        return found.linked is None or found.archived is not None or (seen is not None and seen.still_holds(found))

    def _before_change(self, workspace: str) -> None:
        self.sync(workspace)

    def _after_change(self, workspace: str) -> None:
        with contextlib.suppress(StoreError):  # the change is kept; the next look writes it out
            self.sync(workspace)

    def _brought_together(self, found: Workspace, main: Path) -> Synced:
        ahead = found.linked_head != found.head
        if ahead and self._written_out(found.id, main):
            return Synced()
        with self._database.reading() as connection:
            head = version_at(connection, found.id, found.head)
            known = digests_of(connection, head)
        at, paths = time.time_ns(), tuple(main.parent / path for path in known)
        stamp = stamped(paths)
        files = read_files(main, known)
        newest_there, outside = head, None
        if files.digest != head.digest:
            said = _BOTH.fill(seq=found.head) if ahead else _OUTSIDE
            newest_there = self._kept(
                found.id, found.head, files, Author(None, main.name), "outside", said, (), mirrored=True
            )
            outside = newest_there if newest_there.kind == "outside" else None  # else another process wrote it
        elif ahead:
            self._set(found.id, linked_head=found.head)
        if files.contents.keys() == known.keys():
            self._seen[found.id] = _Seen(newest_there.seq, paths, stamp, at)
        return Synced(outside)

    def _written_out(self, workspace: str, main: Path) -> bool:
        """Write the newest version over the one that the disk is known to hold; False where that is not there."""
        with self._database.writing() as connection:
            head = newest(connection, workspace)
            linked = found_workspace(connection, workspace).linked_head or head.seq
            wanted = self._files(connection, head).contents
            known = self._files(connection, version_at(connection, workspace, linked)).contents
            there = {path: content_at(place_of(main, path)) for path in sorted({*wanted, *known})}
            strange = [path for path, content in there.items() if content not in (known.get(path), wanted.get(path))]
            if any(path in known for path in strange):
                return False
            for path in strange:
                _check_kept(connection, workspace, main.parent / path, path, there[path])
            for path, content in wanted.items():
                if there[path] != content and not write_file(place_of(main, path), content, there[path]):
                    return False
            mark_mirrored(connection, workspace, head.seq)
        return True


@dataclass(frozen=True, slots=True)
class _Seen:
    """How the files looked, at a time in nanoseconds, when they held version *seq*."""

    seq: int
    paths: tuple[Path, ...]
    stamp: Stamp
    at: int

    def still_holds(self, found: Workspace) -> bool:
        """Tell whether the workspace is at that version and the files cannot have changed since."""
        settled = all(one is not None and one[0] + _FRESH_NS < self.at for one in self.stamp)
        return settled and self.seq == found.head == found.linked_head and stamped(self.paths) == self.stamp


def _check_kept(connection: Connection, workspace: str, shown: Path, path: str, content: bytes | None) -> None:
    """Make sure that what stands where a new file is to be written is in the history.

    Raises:
        FileAway: it is not.

    """
    asked = select(version_files.c.seq).where(
        version_files.c.workspace == workspace,
        version_files.c.path == path,
        version_files.c.blob == content_digest(content or b""),
    )
    if content is not None and connection.execute(asked.limit(1)).first() is None:
        raise FileAway(
            Text(
                en="{file} is on the disk already but is no part of the model, so it is not written over. Move it "
                "away; until then changes are kept in the history only.",
                ja="{file} はすでにディスクにありますが、モデルの一部ではないため上書きしません。別の場所に移して"
                "ください。それまで変更は履歴にだけ保存されます。",
            ).fill(file=shown)
        )
