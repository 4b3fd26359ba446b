"""What can go wrong with what is kept; every error carries a text for people in both languages.

- StoreError
  - DatabaseAway: the database does not answer, or is too busy, for now
    - Contended: another transaction was in the way; the whole transaction may be tried again
  - DatabaseUnfit: this database cannot be used by this program as it is configured
  - Damaged: what is kept does not agree with its digest
  - DiskFull: there is no room
  - FileAway: a file on disk that a workspace mirrors cannot be read or written
  - NotThere: no such workspace, version or row
  - Refused: what is to be kept breaks a limit or a rule
  - Stale: somebody else changed it first
"""

from __future__ import annotations

from sanso.model.text import Text
from sanso.workspace.versions import Version

__all__ = [
    "Contended",
    "Damaged",
    "DatabaseAway",
    "DatabaseUnfit",
    "DiskFull",
    "FileAway",
    "NotThere",
    "Refused",
    "Stale",
    "StoreError",
]


class StoreError(Exception):
    """Something could not be kept or read; *text* says what, and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.show("en"))


class DatabaseAway(StoreError):
    """The database does not answer now; the same call may succeed later."""


class Contended(DatabaseAway):
    """Another transaction was in the way and nothing was written; the whole transaction may be tried again."""


class DatabaseUnfit(StoreError):
    """The address is wrong, the driver is missing, or the database is newer than the program."""


class Damaged(StoreError):
    """What is kept does not agree with its digest, or the database file is broken."""


class DiskFull(StoreError):
    """There is no room on the disk of the database or of the file; nothing was written."""


class FileAway(StoreError):
    """A file on disk that a workspace mirrors cannot be read or written now; the history holds everything."""


class NotThere(StoreError):
    """There is no such workspace, version or row."""


class Refused(StoreError):
    """What is to be kept breaks a limit or a rule of names."""


class Stale(StoreError):
    """Somebody else changed the workspace first: *head* is the newest version, *since* all that came after the base."""

    def __init__(self, head: Version, since: tuple[Version, ...]) -> None:
        self.head = head
        self.since = since
        super().__init__(
            Text(
                en="{who} changed this in the meantime: {what}. Nothing of your change was kept; "
                "look at the newest version and make it again.",
                ja="その間に {who} が変更しました: {what}。あなたの変更は保存されていません。"
                "最新の版を確かめて、もう一度変更してください。",
            ).fill(who=head.author.name, what=head.what)
        )
