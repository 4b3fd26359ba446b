"""Workspaces and their history: append-only versions, each accepted only on top of the newest one.

A save names the version that it is based on. If somebody else was faster, nothing is written and `Stale` tells who
changed what. What `save` returns is on disk.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from sanso.workspace.tables import organizations
>>> now, sato = dt.datetime(2026, 11, 23, tzinfo=dt.UTC), Author(None, "Sato")
>>> with TemporaryDirectory() as folder:
...     database = Database.open(Path(folder) / "sanso.db")
...     with database.writing() as connection:
...         _ = connection.execute(insert(organizations).values(id="o", name="Bus company", created=now))
...     workspaces = Workspaces(database, lambda: now, lambda: "w")
...     bus = workspaces.create("o", "Bus", Files("bus.yaml", {"bus.yaml": b"id: bus"}), sato)
...     files = Files("bus.yaml", {"bus.yaml": b"id: bus-2"})
...     said = Text(en="text edited", ja="テキストを編集")
...     version = workspaces.save(bus.id, bus.head, files, author=sato, kind="text", what=said)
...     print(version.seq, workspaces.undo(bus.id, version.seq, sato).what.en)
...     database.close()
2 undone: text edited (Sato)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.blobs import pack_files, read_contents
from sanso.workspace.contents import Remembered, packed
from sanso.workspace.database import Database
from sanso.workspace.errors import Refused
from sanso.workspace.files import Files
from sanso.workspace.rows import (
    Workspace,
    add_version,
    backwards,
    base_checked,
    digests_of,
    found_workspace,
    mark_mirrored,
    newest,
    no_workspace,
    of_organization,
    sealed,
    version_at,
    versions_before,
)
from sanso.workspace.tables import workspaces
from sanso.workspace.undoing import Undoing, undoing
from sanso.workspace.verifying import Break, broken_chain, broken_contents
from sanso.workspace.versions import Author, Kind, Places, Version, first

__all__ = ["MAX_NAME", "Author", "Kind", "Places", "Version", "Workspace", "Workspaces"]

MAX_NAME = 200
"""Characters of the name of a workspace."""

_REMEMBERED_BYTES = 64 * 2**20

_RESTATED: Mapping[Kind, Text] = MappingProxyType(
    {
        "undo": Text(en="undone: {what} ({who})", ja="元に戻した: {what}({who})"),
        "redo": Text(en="made again: {what} ({who})", ja="やり直した: {what}({who})"),
        "restore": Text(en="version {seq} restored: {what}", ja="第{seq}版を復元: {what}"),
    }
)


class Workspaces:
    """All workspaces of a database; safe among threads and processes."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime], new_id: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._remembered = Remembered(_REMEMBERED_BYTES)

    def create(
        self,
        organization: str,
        name: str,
        files: Files,
        author: Author,
        kind: Kind = "start",
        what: Text | None = None,
        *,
        sample: bool = False,
        linked: str | None = None,
        also: Callable[[Connection, str], object] | None = None,
    ) -> Workspace:
        """Make a workspace of *organization* with *files* as its first version; return it.

        Where another process has just made the one that mirrors *linked*, that one is returned. *also* is done with the
        id of the new one in the same transaction, so that both are kept or neither.

        Raises:
            Refused: the name or the files cannot be kept.
            NotThere: there is no such organization.
            StoreError: the database does not answer or has no room.

        """
        files.check()
        now = self._clock()
        made = Workspace(
            self._new_id(), organization, _name(name), 0, sample, linked, 1 if linked else None, now, now, None
        )
        version = sealed(
            first(made.id),
            content=None,
            main=files.main,
            digest=files.digest,
            kind=kind,
            what=what or Text(en="started", ja="開始"),
            places=(),
            author=author,
            at=now,
        )
        packs = [packed(files.digests[path], content, None) for path, content in files.contents.items()]

        def work(connection: Connection) -> str:
            mirrors = _mirroring(connection, organization, linked) if linked else None
            if mirrors:
                return mirrors
            row = {column.name: getattr(made, column.name) for column in workspaces.c}
            connection.execute(insert(workspaces).values(**row))
            add_version(connection, version, packs, files.digests)
            if also is not None:
                also(connection, made.id)
            return made.id

        try:
            kept = self._database.written(work)
        except IntegrityError as error:
            raise no_workspace() from error
        return replace(made, head=1) if kept == made.id else self.find(kept)

    def find(self, workspace: str) -> Workspace:
        """Return the workspace with this id.

        Raises:
            NotThere: there is none.

        """
        with self._database.reading() as connection:
            return found_workspace(connection, workspace)

    def of_organization(self, organization: str, *, archived: bool = False) -> tuple[Workspace, ...]:
        """Return the workspaces of *organization* in use, or the *archived* ones; those changed last come first."""
        with self._database.reading() as connection:
            return tuple(of_organization(connection, organization, archived=archived))

    def rename(self, workspace: str, name: str) -> None:
        """Give the workspace another name.

        Raises:
            Refused: the name is empty or too long.
            NotThere: there is no such workspace.

        """
        self._set(workspace, name=_name(name))

    def archive(self, workspace: str) -> None:
        """Put the workspace aside: it can be read but not changed.

        Raises:
            NotThere: there is no such workspace.

        """
        self._set(workspace, archived=self._clock())

    def unarchive(self, workspace: str) -> None:
        """Take the workspace into use again.

        Raises:
            NotThere: there is no such workspace.

        """
        self._set(workspace, archived=None)

    def version(self, workspace: str, seq: int) -> Version:
        """Return one version.

        Raises:
            NotThere: there is no such workspace or version.

        """
        with self._database.reading() as connection:
            return version_at(connection, workspace, seq)

    def versions(self, workspace: str, before: int | None = None, most: int = 50) -> tuple[Version, ...]:
        """Return at most *most* versions, the newest first, only those *before* a version if given.

        Raises:
            NotThere: there is no such workspace.

        """
        with self._database.reading() as connection:
            found_workspace(connection, workspace)
            return tuple(versions_before(connection, workspace, before, most))

    def files(self, workspace: str, seq: int) -> Files:
        """Return the files of one version.

        Raises:
            NotThere: there is no such workspace or version.
            Damaged: what is kept does not agree with its digest.

        """
        with self._database.reading() as connection:
            version = version_at(connection, workspace, seq)
            return self._files(connection, version)

    def save(
        self,
        workspace: str,
        base: int,
        files: Files,
        *,
        author: Author,
        kind: Kind,
        what: Text,
        places: Places = (),
    ) -> Version:
        """Keep *files*, which were made from version *base*; return the new version, or the newest if it is the same.

        Raises:
            Stale: another version came after *base*; nothing was written.
            Refused: the files cannot be kept, or the workspace is archived.
            NotThere: there is no such workspace or version.
            StoreError: the database does not answer or has no room.

        """
        self._before_change(workspace)
        version = self._kept(workspace, base, files, author, kind, what, places)
        self._after_change(workspace)
        return version

    def _kept(
        self,
        workspace: str,
        base: int,
        files: Files,
        author: Author,
        kind: Kind,
        what: Text,
        places: Places,
        *,
        mirrored: bool = False,
    ) -> Version:
        """Save; the file on disk holds the version already if it is *mirrored*."""
        files.check()
        with self._database.reading() as connection:
            before = digests_of(connection, version_at(connection, workspace, base))
            packs = pack_files(connection, workspace, files.contents, files.digests, before, self._remembered)

        def work(connection: Connection) -> Version:
            head = newest(connection, workspace)
            if head.digest == files.digest:
                return head
            base_checked(connection, head, base)
            if mirrored:
                mark_mirrored(connection, workspace, head.seq + 1)
            version = sealed(
                head,
                content=None,
                main=files.main,
                digest=files.digest,
                kind=kind,
                what=what,
                places=places,
                author=author,
                at=self._clock(),
            )
            add_version(connection, version, packs, files.digests)
            return version

        version = self._database.written(work)
        for path, digest in files.digests.items():
            self._remembered.put(workspace, digest, files.contents[path])
        return version

    def undoing(self, workspace: str) -> Undoing:
        """Return what undo and redo would do now.

        Raises:
            NotThere: there is no such workspace.

        """
        with self._database.reading() as connection:
            found_workspace(connection, workspace)
            return undoing(backwards(connection, workspace))

    def undo(self, workspace: str, base: int, author: Author) -> Version:
        """Take back the newest change that stands; return the version that does.

        Raises:
            Refused: there is nothing to undo, or the workspace is archived.
            Stale: another version came after *base*.
            NotThere: there is no such workspace or version.

        """

        def chosen(connection: Connection) -> tuple[Version, Version]:
            steps = undoing(backwards(connection, workspace))
            if steps.undo is None or steps.back_to is None:
                raise Refused(Text(en="There is nothing to undo.", ja="元に戻す変更がありません。"))
            return steps.back_to, steps.undo

        return self._restate(workspace, base, author, "undo", chosen)

    def redo(self, workspace: str, base: int, author: Author) -> Version:
        """Let the change that was undone last stand again; return the version that does.

        Raises:
            Refused: there is nothing to redo, or the workspace is archived.
            Stale: another version came after *base*.
            NotThere: there is no such workspace or version.

        """

        def chosen(connection: Connection) -> tuple[Version, Version]:
            step = undoing(backwards(connection, workspace)).redo
            if step is None:
                raise Refused(Text(en="There is nothing to redo.", ja="やり直す変更がありません。"))
            return step, step

        return self._restate(workspace, base, author, "redo", chosen)

    def restore(self, workspace: str, base: int, seq: int, author: Author) -> Version:
        """Let the content of version *seq* stand again as the newest; return that version.

        Raises:
            Stale: another version came after *base*.
            Refused: the workspace is archived.
            NotThere: there is no such workspace or version.

        """

        def chosen(connection: Connection) -> tuple[Version, Version]:
            version = version_at(connection, workspace, seq)
            return version, version

        return self._restate(workspace, base, author, "restore", chosen)

    def verify(self, workspace: str) -> tuple[Break, ...]:
        """Return every place where the history does not agree with its digests; none where it is whole.

        Raises:
            NotThere: there is no such workspace.

        """
        with self._database.reading() as connection:
            head = found_workspace(connection, workspace).head
            chain = list(backwards(connection, workspace))[::-1]
            return (*broken_chain(chain, head), *broken_contents(connection, chain))

    def _restate(
        self,
        workspace: str,
        base: int,
        author: Author,
        kind: Kind,
        chosen: Callable[[Connection], tuple[Version, Version]],
    ) -> Version:
        """Append a version with the content of the first version that is *chosen*, telling of the second one."""

        def work(connection: Connection) -> Version:
            head = newest(connection, workspace)
            base_checked(connection, head, base)
            content, about = chosen(connection)
            if content.digest == head.digest:
                return head
            said = _RESTATED[kind].fill(what=about.what, who=about.author.name, seq=about.seq)
            version = sealed(
                head,
                content=content,
                main=content.main,
                digest=content.digest,
                kind=kind,
                what=said,
                places=() if kind == "restore" else about.places,
                author=author,
                at=self._clock(),
            )
            add_version(connection, version)
            return version

        self._before_change(workspace)
        version = self._database.written(work)
        self._after_change(workspace)
        return version

    def _before_change(self, workspace: str) -> None:
        """Do what must come before each change."""

    def _after_change(self, workspace: str) -> None:
        """Do what must follow each change that has been kept."""

    def _files(self, connection: Connection, version: Version) -> Files:
        digests = digests_of(connection, version)
        contents = read_contents(connection, version.workspace, digests.values(), self._remembered)
        return Files(version.main, {path: contents[digest] for path, digest in digests.items()})

    def _set(self, workspace: str, **values: object) -> None:
        def work(connection: Connection) -> int:
            return connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(**values)).rowcount

        if not self._database.written(work):
            raise no_workspace()


def _mirroring(connection: Connection, organization: str, linked: str) -> str | None:
    """Return the workspace of an organization that mirrors the file *linked*; None where there is none."""
    mine = (workspaces.c.organization == organization) & (workspaces.c.linked == linked)
    found = connection.scalar(select(workspaces.c.id).where(mine, workspaces.c.archived.is_(None)))
    return str(found) if found else None


def _name(name: str) -> str:
    """Return *name* as it is kept.

    Raises:
        Refused: it is empty or too long.

    """
    kept = printable(" ".join(name.split()), MAX_NAME + 1)
    if not kept:
        raise Refused(Text(en="Give the workspace a name.", ja="ワークスペースの名前を入力してください。"))
    if len(kept) > MAX_NAME:
        raise Refused(
            Text(
                en="The name is too long; at most {limit} characters.", ja="名前が長すぎます。{limit} 文字までです。"
            ).fill(limit=MAX_NAME)
        )
    return kept
