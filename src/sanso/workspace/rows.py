"""Rows of workspaces and versions as values, and the one way in which a version is added."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.blobs import add_blobs
from sanso.workspace.contents import Blob
from sanso.workspace.errors import NotThere, Refused, Stale
from sanso.workspace.tables import version_files, versions, workspaces
from sanso.workspace.versions import Author, Kind, Places, Version, chained

__all__ = [
    "Workspace",
    "add_version",
    "backwards",
    "base_checked",
    "digests_of",
    "found_workspace",
    "mark_mirrored",
    "newest",
    "no_workspace",
    "of_organization",
    "sealed",
    "version_at",
    "versions_before",
]

_FIRST_PAGE = 6
_PAGE = 400
_MAX_AUTHOR = 200
_MAX_WHAT = 2000


@dataclass(frozen=True, slots=True)
class Workspace:
    """A model with its history: *head* is the newest version, made at *changed*; *linked* is the file it mirrors."""

    id: str
    organization: str
    name: str
    head: int
    sample: bool
    linked: str | None
    linked_head: int | None
    created: dt.datetime
    changed: dt.datetime
    archived: dt.datetime | None


def found_workspace(connection: Connection, workspace: str) -> Workspace:
    """Return one workspace.

    Raises:
        NotThere: there is none.

    """
    row = connection.execute(_with_change().where(workspaces.c.id == workspace)).one_or_none()
    if row is None:
        raise no_workspace()
    return _workspace(row)


def of_organization(connection: Connection, organization: str, *, archived: bool) -> list[Workspace]:
    """Return the workspaces of *organization*, in use or archived; those changed last come first."""
    put_aside = workspaces.c.archived.is_not(None) if archived else workspaces.c.archived.is_(None)
    asked = _with_change().where(workspaces.c.organization == organization, put_aside)
    found = [_workspace(row) for row in connection.execute(asked)]
    return sorted(found, key=lambda one: (one.changed, one.id), reverse=True)


def no_workspace() -> NotThere:
    """Say that there is no such workspace."""
    return NotThere(
        Text(
            en="There is no such workspace or version, or it is not yours to see.",
            ja="そのワークスペースまたは版はないか、閲覧の権限がありません。",
        )
    )


def version_at(connection: Connection, workspace: str, seq: int) -> Version:
    """Return one version.

    Raises:
        NotThere: there is none.

    """
    row = connection.execute(
        select(versions).where(versions.c.workspace == workspace, versions.c.seq == seq)
    ).one_or_none()
    if row is None:
        raise no_workspace()
    return _version(row)


def versions_before(connection: Connection, workspace: str, before: int | None, most: int) -> list[Version]:
    """Return at most *most* versions, the newest first, only those *before* one if given."""
    asked = select(versions).where(versions.c.workspace == workspace).order_by(versions.c.seq.desc()).limit(most)
    if before is not None:
        asked = asked.where(versions.c.seq < before)
    return [_version(row) for row in connection.execute(asked)]


def backwards(connection: Connection, workspace: str) -> Iterator[Version]:
    """Give all versions, the newest first; only as many as are used are read, by the page."""
    before: int | None = None
    most = _FIRST_PAGE
    while page := versions_before(connection, workspace, before, most):
        yield from page
        before, most = page[-1].seq, min(2 * most, _PAGE)


def newest(connection: Connection, workspace: str) -> Version:
    """Return the newest version, and keep other writers away from the workspace until the transaction ends.

    Raises:
        NotThere: there is no such workspace.
        Refused: it is archived.

    """
    locked = select(workspaces.c.head, workspaces.c.archived).where(workspaces.c.id == workspace).with_for_update()
    row = connection.execute(locked).one_or_none()
    if row is None:
        raise no_workspace()
    if row.archived is not None:
        raise Refused(
            Text(
                en="This workspace is archived and cannot be changed. Take it into use again first.",
                ja="このワークスペースはアーカイブされているため、変更できません。先に使用中へ戻してください。",
            )
        )
    return version_at(connection, workspace, row.head)


def base_checked(connection: Connection, head: Version, base: int) -> None:
    """Make sure that *base* is the newest version.

    Raises:
        Stale: others came after it.
        NotThere: there is no such version.

    """
    if base == head.seq:
        return
    version_at(connection, head.workspace, base)
    asked = select(versions).where(versions.c.workspace == head.workspace, versions.c.seq > base)
    since = tuple(_version(row) for row in connection.execute(asked.order_by(versions.c.seq)))
    raise Stale(head, since)


def sealed(
    before: Version,
    *,
    content: Version | None,
    main: str,
    digest: str,
    kind: Kind,
    what: Text,
    places: Places,
    author: Author,
    at: dt.datetime,
) -> Version:
    """Return the version that follows *before*, with its hash; it restates *content* unless that is None."""
    seq = before.seq + 1
    said = Text(en=printable(what.show("en"), _MAX_WHAT), ja=printable(what.show("ja"), _MAX_WHAT))
    version = Version(
        workspace=before.workspace,
        seq=seq,
        content_of=seq if content is None else content.content_of,
        main=main,
        kind=kind,
        what=said,
        places=places,
        author=Author(author.account, printable(author.name, _MAX_AUTHOR)[:_MAX_AUTHOR]),
        at=at.astimezone(dt.UTC),
        digest=digest,
        previous=before.hash,
        hash="",
    )
    return replace(version, hash=chained(version))


def add_version(
    connection: Connection, version: Version, packs: Iterable[Blob] = (), digests: Mapping[str, str] | None = None
) -> None:
    """Add *version* with the blobs and digests of its files, and make it the newest.

    Raises:
        NotThere: the workspace is not at the version before.

    """
    add_blobs(connection, version.workspace, packs)
    row = {
        "workspace": version.workspace,
        "seq": version.seq,
        "content_of": version.content_of,
        "main": version.main,
        "kind": version.kind,
        "what": json.dumps({"en": version.what.en, "ja": version.what.ja}),
        "places": json.dumps(version.places),
        "account": version.author.account,
        "author": version.author.name,
        "at": version.at,
        "digest": version.digest,
        "previous": version.previous,
        "hash": version.hash,
    }
    connection.execute(insert(versions).values(**row))
    if digests:
        files = [
            {"workspace": version.workspace, "seq": version.seq, "path": path, "blob": digest}
            for path, digest in digests.items()
        ]
        connection.execute(insert(version_files), files)
    moved = connection.execute(
        update(workspaces)
        .where(workspaces.c.id == version.workspace, workspaces.c.head == version.seq - 1)
        .values(head=version.seq)
    )
    if moved.rowcount != 1:
        raise no_workspace()


def mark_mirrored(connection: Connection, workspace: str, seq: int) -> None:
    """Note that the file on disk holds version *seq*."""
    connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(linked_head=seq))


def digests_of(connection: Connection, version: Version) -> dict[str, str]:
    """Return the digest of each file of *version*, by path."""
    asked = select(version_files.c.path, version_files.c.blob).where(
        version_files.c.workspace == version.workspace, version_files.c.seq == version.content_of
    )
    return {row.path: row.blob for row in connection.execute(asked.order_by(version_files.c.path))}


def _with_change() -> Select[tuple[object, ...]]:
    newest = (versions.c.workspace == workspaces.c.id) & (versions.c.seq == workspaces.c.head)
    changed = func.coalesce(versions.c.at, workspaces.c.created).label("changed")
    return select(workspaces, changed).outerjoin(versions, newest)


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(**row._mapping)


def _version(row: Row[tuple[object, ...]]) -> Version:
    return Version(
        workspace=row.workspace,
        seq=row.seq,
        content_of=row.content_of,
        main=row.main,
        kind=row.kind,
        what=Text.model_validate_json(row.what),
        places=tuple(tuple(place) for place in json.loads(row.places)),
        author=Author(row.account, row.author),
        at=row.at,
        digest=row.digest,
        previous=row.previous,
        hash=row.hash,
    )
