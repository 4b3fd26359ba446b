"""The evidence of a workspace: trust lists, status lists, claims, proofs and files, with who put them there and when.

Every change is an entry of an append-only chain; the newest entry of a path says what stands there. Contents are kept
by digest beside those of the model. What a claim is worth is not kept: it is judged anew whenever somebody looks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, delete, func, insert, select

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.blobs import add_blobs, read_contents
from sanso.workspace.contents import Blob, Remembered, packed
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere, Refused
from sanso.workspace.files import content_digest
from sanso.workspace.rows import found_workspace, newest
from sanso.workspace.tables import evidence_changes, trust_pins
from sanso.workspace.versions import BEGINNING, Author

__all__ = ["MOST_BYTES", "MOST_FILES", "EvidenceChange", "EvidenceStore"]

MOST_FILES = 2_000
"""Files of the evidence of one workspace."""
MOST_BYTES = 256 * 2**20
"""Bytes of all of them together."""
_REMEMBERED = 32 * 2**20
_MAX_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """One entry: at *path* stands the content *digest*; nothing where that is None."""

    workspace: str
    seq: int
    path: str
    digest: str | None
    size: int
    author: Author
    at: dt.datetime
    previous: str
    hash: str = ""

    def sealed(self) -> str:
        """Return the hash that the entry must carry."""
        moment = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        who = [self.author.account, self.author.name]
        told = [self.workspace, self.seq, self.path, self.digest, self.size, who, moment, self.previous]
        return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


class EvidenceStore:
    """The evidence of all workspaces of a database; safe among threads and processes."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock
        self._remembered = Remembered(_REMEMBERED)

    def head(self, workspace: str) -> int:
        """Return the number of the newest entry; 0 where nothing was ever put in."""
        with self._database.reading() as connection:
            return _head(connection, workspace)

    def files(self, workspace: str) -> dict[str, EvidenceChange]:
        """Return what stands there, by path in alphabetical order."""
        with self._database.reading() as connection:
            return _standing(connection, workspace)

    def contents(self, workspace: str, digests: Iterable[str]) -> dict[str, bytes]:
        """Return contents by digest.

        Raises:
            Damaged: one is missing or does not agree with its digest.

        """
        with self._database.reading() as connection:
            return read_contents(connection, workspace, digests, self._remembered)

    def changes(self, workspace: str, before: int | None = None, most: int = 50) -> tuple[EvidenceChange, ...]:
        """Return at most *most* entries, the newest first, only those *before* one if given."""
        asked = select(evidence_changes).where(evidence_changes.c.workspace == workspace)
        if before is not None:
            asked = asked.where(evidence_changes.c.seq < before)
        with self._database.reading() as connection:
            found_workspace(connection, workspace)
            rows = connection.execute(asked.order_by(evidence_changes.c.seq.desc()).limit(most))
            return tuple(map(_change, rows))

    def named(self, workspace: str, digest: str) -> EvidenceChange | None:
        """Return the newest entry that put the content *digest* in, also where it was taken away since."""
        mine = (evidence_changes.c.workspace == workspace) & (evidence_changes.c.blob == digest)
        asked = select(evidence_changes).where(mine).order_by(evidence_changes.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(asked).first()
        return _change(row) if row is not None else None

    def broken(self, workspace: str) -> tuple[int, ...]:
        """Return the numbers of the entries that are missing, were changed or do not follow the one before."""
        with self._database.reading() as connection:
            asked = select(evidence_changes).where(evidence_changes.c.workspace == workspace)
            found = [_change(row) for row in connection.execute(asked.order_by(evidence_changes.c.seq))]
        wrong, previous = [], BEGINNING
        for due, one in enumerate(found, 1):
            if one.seq != due or one.previous != previous or one.hash != one.sealed():
                wrong.append(one.seq)
            previous = one.hash
        return tuple(wrong)

    def put(self, workspace: str, contents: Mapping[str, bytes], author: Author) -> tuple[str, ...]:
        """Put files in, over those of the same path; return the paths that changed.

        Raises:
            Refused: too many or too large, or the workspace is archived.
            NotThere: there is no such workspace.

        """
        packs = _packs(contents)
        return self._database.written(lambda connection: self._put(connection, workspace, packs, author))

    def beginning(
        self, contents: Mapping[str, bytes], pins: Iterable[str], author: Author
    ) -> Callable[[Connection, str], None]:
        """Return what puts files and pins into a workspace within the transaction that makes it.

        What is returned raises `Refused` where the files are too many or too large.
        """
        packs, wanted = _packs(contents), sorted(set(pins))

        def work(connection: Connection, workspace: str) -> None:
            self._put(connection, workspace, packs, author)
            if wanted:
                self._pin(connection, workspace, wanted, author.account)

        return work

    def _put(
        self, connection: Connection, workspace: str, packs: Mapping[str, tuple[Blob, int]], author: Author
    ) -> tuple[str, ...]:
        newest(connection, workspace)
        standing = _standing(connection, workspace)
        fresh = {
            path: (blob.digest, size)
            for path, (blob, size) in packs.items()
            if path not in standing or standing[path].digest != blob.digest
        }
        _check_room(standing, fresh)
        add_blobs(connection, workspace, [packs[path][0] for path in fresh])
        self._append(connection, workspace, fresh, author)
        return tuple(sorted(fresh))

    def take_away(self, workspace: str, path: str, author: Author) -> None:
        """Take a file away; its content stays in the history.

        Raises:
            NotThere: no such file stands there.
            Refused: the workspace is archived.

        """

        def work(connection: Connection) -> None:
            newest(connection, workspace)
            if path not in _standing(connection, workspace):
                raise NotThere(Text(en="There is no such file of evidence.", ja="該当する証跡ファイルがありません。"))
            self._append(connection, workspace, {path: (None, 0)}, author)

        self._database.written(work)

    def pins(self, workspace: str) -> tuple[str, ...]:
        """Return the thumbprints of the keys that must have signed the first trust list."""
        asked = select(trust_pins.c.thumbprint).where(trust_pins.c.workspace == workspace)
        with self._database.reading() as connection:
            return tuple(connection.execute(asked.order_by(trust_pins.c.thumbprint)).scalars())

    def pin(self, workspace: str, thumbprints: Iterable[str], by: str) -> None:
        """Let exactly *thumbprints* be the pinned keys.

        Raises:
            Refused: the workspace is archived.
            NotThere: there is no such workspace.

        """
        wanted = sorted(set(thumbprints))
        self._database.written(lambda connection: self._pin(connection, workspace, wanted, by or None))

    def _pin(self, connection: Connection, workspace: str, wanted: Sequence[str], by: str | None) -> None:
        newest(connection, workspace)
        now = self._clock()
        connection.execute(delete(trust_pins).where(trust_pins.c.workspace == workspace))
        rows = [{"workspace": workspace, "thumbprint": one, "account": by, "at": now} for one in wanted]
        if rows:
            connection.execute(insert(trust_pins), rows)
        organization = found_workspace(connection, workspace).organization
        note(connection, now, "pins-changed", organization=organization, account=by, about=workspace)

    def _append(
        self,
        connection: Connection,
        workspace: str,
        changed: Mapping[str, tuple[str | None, int]],
        author: Author,
    ) -> None:
        last = connection.execute(
            select(evidence_changes.c.seq, evidence_changes.c.hash)
            .where(evidence_changes.c.workspace == workspace)
            .order_by(evidence_changes.c.seq.desc())
            .limit(1)
        ).first()
        seq, previous = (last.seq, last.hash) if last else (0, BEGINNING)
        who = Author(author.account, printable(author.name, _MAX_AUTHOR)[:_MAX_AUTHOR])
        rows, now = [], self._clock().astimezone(dt.UTC)
        for path, (digest, size) in sorted(changed.items()):
            seq += 1
            made = EvidenceChange(workspace, seq, path, digest, size, who, now, previous)
            made = replace(made, hash=made.sealed())
            previous = made.hash
            rows.append(_row(made))
        if rows:
            connection.execute(insert(evidence_changes), rows)


def _packs(contents: Mapping[str, bytes]) -> dict[str, tuple[Blob, int]]:
    """Return the blob and the size in bytes of each content."""
    return {path: (packed(content_digest(raw), raw, None), len(raw)) for path, raw in contents.items()}


def _head(connection: Connection, workspace: str) -> int:
    asked = select(func.max(evidence_changes.c.seq)).where(evidence_changes.c.workspace == workspace)
    return connection.execute(asked).scalar() or 0


def _standing(connection: Connection, workspace: str) -> dict[str, EvidenceChange]:
    mine = evidence_changes.c.workspace == workspace
    last = select(func.max(evidence_changes.c.seq)).where(mine).group_by(evidence_changes.c.path)
    asked = select(evidence_changes).where(mine, evidence_changes.c.blob.is_not(None), evidence_changes.c.seq.in_(last))
    return {one.path: one for one in sorted(map(_change, connection.execute(asked)), key=lambda one: one.path)}


def _check_room(standing: Mapping[str, EvidenceChange], fresh: Mapping[str, tuple[str, int]]) -> None:
    count = len(standing.keys() | fresh.keys())
    size = sum(one.size for path, one in standing.items() if path not in fresh) + sum(n for _, n in fresh.values())
    if count > MOST_FILES or size > MOST_BYTES:
        said = Text(
            en="The evidence would have {count} files with {size} MiB; the limit is {files} files with {most} MiB.",
            ja="証跡が{count}ファイル、{size} MiBになります。上限は{files}ファイル、{most} MiBです。",
        )
        raise Refused(said.fill(count=count, size=-(-size // 2**20), files=MOST_FILES, most=MOST_BYTES // 2**20))


def _change(row: Row[tuple[object, ...]]) -> EvidenceChange:
    who = Author(row.account, row.author)
    return EvidenceChange(row.workspace, row.seq, row.path, row.blob, row.size, who, row.at, row.previous, row.hash)


def _row(one: EvidenceChange) -> dict[str, object]:
    return {
        "workspace": one.workspace,
        "seq": one.seq,
        "path": one.path,
        "blob": one.digest,
        "size": one.size,
        "account": one.author.account,
        "author": one.author.name,
        "at": one.at,
        "previous": one.previous,
        "hash": one.hash,
    }
