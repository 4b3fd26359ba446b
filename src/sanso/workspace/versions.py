"""A version of a workspace: what was changed, by whom and when; a chain of digests shows when it is rewritten.

Plain values; nothing here knows a database.

>>> Author(None, "Sato").name
'Sato'
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from sanso.model.text import Text

__all__ = ["BEGINNING", "RESTATING", "Author", "Kind", "Place", "Places", "Version", "chained", "first"]

Kind = Literal["start", "edit", "text", "import", "answers", "undo", "redo", "restore", "outside"]
"""How a version came about: the first one, a form, the text, an import, a filled workbook, undo, redo, an earlier
version restored, a change of the file on disk."""

RESTATING: frozenset[Kind] = frozenset({"undo", "redo", "restore"})
"""Kinds of versions that restate the content of an earlier one."""

Place = tuple[str | int, ...]
Places = tuple[Place, ...]
"""Paths in the model that a version changed, such as ``("components", "gps")``; none means: perhaps everything."""

BEGINNING = "0" * 64
"""What the first version has for the hash of the previous one."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change: the account (None: the program itself) and the name it has at that time."""

    account: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of a history; `content_of` is the version whose content it has: itself for a change."""

    workspace: str
    seq: int
    content_of: int
    main: str
    kind: Kind
    what: Text
    places: Places
    author: Author
    at: dt.datetime
    digest: str
    previous: str
    hash: str


def chained(version: Version) -> str:
    """Return the hash that *version* must have: SHA-256 over the previous hash and everything it says."""
    told = (
        version.previous,
        version.workspace,
        version.seq,
        version.content_of,
        version.main,
        version.kind,
        version.what.en,
        version.what.ja,
        version.places,
        version.author.account,
        version.author.name,
        version.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        version.digest,
    )
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def first(workspace: str) -> Version:
    """Return what comes before the first version of *workspace*: number 0 with the hash of the beginning."""
    nobody, nothing = Author(None, ""), Text(en="-", ja="-")
    at = dt.datetime.min.replace(tzinfo=dt.UTC)
    return Version(workspace, 0, 0, "", "start", nothing, (), nobody, at, "", "", BEGINNING)
