"""Tell where a history does not agree with its own digests: rows rewritten, taken out, put in, or contents changed.

What it cannot see: that the newest versions were taken away together with the head that names them. Whoever needs
that keeps the hash of the newest version elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sanso.model.text import Text
from sanso.workspace.blobs import read_contents
from sanso.workspace.contents import Remembered
from sanso.workspace.errors import Damaged
from sanso.workspace.files import MAX_BYTES, files_digest
from sanso.workspace.rows import digests_of
from sanso.workspace.versions import BEGINNING, Version, chained

__all__ = ["Break", "broken_chain", "broken_contents"]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the history is broken: the version, and what is wrong with it."""

    seq: int
    what: Text


def broken_chain(oldest_first: Sequence[Version], head: int) -> Iterator[Break]:
    """Give the breaks in numbers, hashes and head."""
    previous, due = BEGINNING, 1
    for version in oldest_first:
        if version.seq != due:
            yield Break(due, Text(en="this version is missing", ja="この版がありません"))
        if version.previous != previous:
            yield Break(version.seq, Text(en="it does not follow the version before", ja="前の版とつながっていません"))
        if version.hash != chained(version):
            yield Break(
                version.seq, Text(en="its entry was changed afterwards", ja="記録があとから書き換えられています")
            )
        previous, due = version.hash, version.seq + 1
    if due != head + 1:
        yield Break(head, Text(en="the newest version is not where it should be", ja="最新の版の位置が合いません"))


def broken_contents(connection: Connection, oldest_first: Sequence[Version]) -> Iterator[Break]:
    """Give the versions whose files are missing or do not agree with the digest."""
    by_seq = {version.seq: version for version in oldest_first}
    remembered = Remembered(MAX_BYTES)
    sound: set[str] = set()
    for version in oldest_first:
        of = by_seq.get(version.content_of)
        digests = digests_of(connection, version)
        if of is None or of.digest != version.digest or files_digest(version.main, digests) != version.digest:
            yield Break(
                version.seq, Text(en="its list of files was changed", ja="ファイルの一覧が書き換えられています")
            )
        elif version.content_of == version.seq:
            try:
                read_contents(connection, version.workspace, set(digests.values()) - sound, remembered)
                sound.update(digests.values())
            except Damaged as error:
                yield Break(version.seq, error.text)
