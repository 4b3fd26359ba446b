"""What a log holds: small records that name something by its digest and never hold personal data.

The same thing always makes the same entry, so that whoever has it finds out what must stand in the log.

>>> entry = Entry.of("claim", b"signed bytes")
>>> entry.raw[:27], read_entry(entry.raw) == entry
(b'{"digest":"sha-256:d6eade34', True)
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal, get_args

from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import leaf_hash
from sanso.model.text import Text

__all__ = ["KINDS", "Entry", "EntryKind", "read_entry"]

EntryKind = Literal["claim", "withdrawal", "trust-list", "status-list"]
"""What is logged: an issued claim, its withdrawal, a new trust list, a new status list."""

KINDS: tuple[EntryKind, ...] = get_args(EntryKind)
_KIND = {kind.encode(): kind for kind in KINDS}
_FORM = re.compile(rb'\{"digest":"(sha-256:[0-9a-f]{64})","kind":"(' + b"|".join(_KIND) + rb')"\}')


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a log."""

    kind: EntryKind
    digest: str
    """``sha-256:`` and the digest of the signed bytes, in hexadecimal."""

    @classmethod
    def of(cls, kind: EntryKind, signed: bytes) -> Entry:
        """Return the entry for *signed*, the bytes as they were signed and sent."""
        return cls(kind, "sha-256:" + hashlib.sha256(signed).hexdigest())

    @property
    def raw(self) -> bytes:
        """The entry as bytes: canonical JSON (RFC 8785)."""
        return f'{{"digest":"{self.digest}","kind":"{self.kind}"}}'.encode()

    @property
    def leaf(self) -> bytes:
        """The hash of its leaf."""
        return leaf_hash(self.raw)


def read_entry(raw: bytes) -> Entry:
    """Return the entry that *raw* is.

    Raises:
        Malformed: it is none, or is not written in the one way.

    """
    match = _FORM.fullmatch(raw)
    if match is not None:
        return Entry(_KIND[match[2]], match[1].decode())
    said = Text(
        en="not an entry of a log of claims: kind and digest are wanted, in canonical form",
        ja="ログのエントリーではありません(種類とダイジェストを正規形で書きます)",
    )
    raise Malformed("log-entry", said, ascii(raw[:64]))
