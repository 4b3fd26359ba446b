"""Blobs of a workspace on a connection: read contents back through their bases, add the ones that are new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, Row, insert, select

from sanso.model.text import Text
from sanso.workspace.contents import Base, Blob, Remembered, checked, packed, unpacked
from sanso.workspace.errors import Damaged
from sanso.workspace.tables import blobs

__all__ = ["add_blobs", "pack_files", "read_contents"]

_AT_ONCE = 400  # questions about many digests are asked in portions


def read_contents(
    connection: Connection, workspace: str, digests: Iterable[str], remembered: Remembered
) -> dict[str, bytes]:
    """Return the content of each of *digests*.

    Raises:
        Damaged: one is missing or does not agree with its digest.

    """
    held: dict[str, bytes] = {}
    rows: dict[str, Blob] = {}
    wanted = set(digests)
    asked = frozenset(wanted)
    while wanted:
        known = {digest: content for digest in wanted if (content := remembered.get(workspace, digest)) is not None}
        held |= known
        found = {row.digest: _blob(row) for row in _rows(connection, workspace, wanted - known.keys())}
        rows |= found
        if missing := wanted - known.keys() - found.keys():
            raise _missing(min(missing))
        wanted = {blob.base for blob in found.values() if blob.base is not None} - held.keys() - rows.keys()
    for blob in sorted(rows.values(), key=lambda blob: blob.depth):
        if blob.base is not None and blob.base not in held:
            raise _missing(blob.base)
        held[blob.digest] = unpacked(blob, None if blob.base is None else held[blob.base])
    contents = {digest: checked(digest, held[digest]) if digest in rows else held[digest] for digest in asked}
    for digest, content in contents.items():
        remembered.put(workspace, digest, content)
    return contents


def pack_files(
    connection: Connection,
    workspace: str,
    contents: Mapping[str, bytes],
    digests: Mapping[str, str],
    before: Mapping[str, str],
    remembered: Remembered,
) -> list[Blob]:
    """Return the blobs of the files that differ from *before* (digests by path), each against the one before."""
    changed = [path for path, digest in digests.items() if before.get(path) != digest]
    bases = {before[path] for path in changed if path in before}
    base_contents = read_contents(connection, workspace, bases, remembered)
    depths = {row.digest: row.depth for row in _rows(connection, workspace, bases)} if bases else {}
    packs: dict[str, Blob] = {}
    for path in changed:
        base = before.get(path)
        whole = None if base is None else Base(base, base_contents[base], depths[base])
        if digests[path] not in packs:
            packs[digests[path]] = packed(digests[path], contents[path], whole)
    return list(packs.values())


def add_blobs(connection: Connection, workspace: str, packs: Iterable[Blob]) -> None:
    """Add the blobs that are not there yet."""
    by_digest = {blob.digest: blob for blob in packs}
    for portion in _portions(by_digest):
        there = select(blobs.c.digest).where(blobs.c.workspace == workspace, blobs.c.digest.in_(portion))
        for digest in connection.execute(there).scalars().all():
            del by_digest[digest]
    if by_digest:
        connection.execute(insert(blobs), [_row(workspace, blob) for blob in by_digest.values()])


def _rows(connection: Connection, workspace: str, digests: Iterable[str]) -> Iterator[Row[tuple[object, ...]]]:
    for portion in _portions(digests):
        yield from connection.execute(select(blobs).where(blobs.c.workspace == workspace, blobs.c.digest.in_(portion)))


def _portions(digests: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(digests)
    for at in range(0, len(listed), _AT_ONCE):
        yield listed[at : at + _AT_ONCE]


def _blob(row: Row[tuple[object, ...]]) -> Blob:
    return Blob(row.digest, row.base, row.start, row.stop, bytes(row.data), row.depth)


def _row(workspace: str, blob: Blob) -> dict[str, object]:
    return {
        "workspace": workspace,
        "digest": blob.digest,
        "base": blob.base,
        "start": blob.start,
        "stop": blob.stop,
        "data": blob.data,
        "depth": blob.depth,
    }


def _missing(digest: str) -> Damaged:
    return Damaged(
        Text(
            en="A kept file is missing from the database ({digest}…). Restore the database from a backup.",
            ja="保存されたファイル({digest}…)がデータベースにありません。バックアップから復元してください。",
        ).fill(digest=digest[:12])
    )
