"""Files of evidence looked for in a folder: by digest, whatever they are called, and by name where the digest differs.

A claim names its evidence by digest and size and never carries it along. Signed statements about files (in-toto in
DSSE) that lie in the folder are read along. Nothing is fetched, and links are not followed.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "report.txt").write_bytes(b"seen")
...     piece = Evidence("sha-256:" + hashlib.sha256(b"seen").hexdigest(), "text/plain", 4, "elsewhere.txt")
...     [one.state for one in EvidenceFolder(Path(folder)).look_for([piece])]
['found']
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Literal, TypeAlias

from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json
from sanso.model.text import Text
from sanso.trust.chain.evidence_notes import EvidenceNote, read_evidence_note
from sanso.trust.claims.claim import Evidence
from sanso.trust.members import time_text
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["EvidenceFolder", "EvidenceState", "FoundEvidence", "digest_of"]

EvidenceState: TypeAlias = Literal["found", "different", "missing"]
"""*Found*: a file with this digest. *Different*: a file of this name, with another content. *Missing*: neither."""
_CHUNK: Final = 2**20
_MOST: Final = 100_000
_NOTES: Final = (".intoto.json", ".dsse.json", ".dsse")
_LARGEST_NOTE: Final = 4 * 2**20


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """One piece of evidence, and what lies in the folder."""

    evidence: Evidence
    state: EvidenceState
    file: str = ""
    """Where it was found, within the folder; or the file of its name that has another content."""
    size: int | None = None
    """Bytes of that file."""
    digest: str = ""
    """Digest of that file."""
    notes: tuple[EvidenceNote, ...] = ()
    """Signed statements about how the file came about."""

    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        return {
            "digest": self.evidence.digest,
            "size": self.evidence.size,
            "place": self.evidence.place,
            "state": self.state,
            "file": self.file or None,
            "found_size": self.size,
            "found_digest": self.digest or None,
            "statements": [
                {
                    "signer": note.signer,
                    "method": note.made.method,
                    "made_by": note.made.made_by,
                    "made": time_text(note.made.made),
                    "tool": note.made.tool or None,
                }
                for note in self.notes
            ],
        }


class EvidenceFolder:
    """The files of a folder, hashed once and only where their size or their name is asked for."""

    def __init__(self, folder: Path) -> None:
        """List the files.

        Raises:
            Malformed: there are too many.
            OSError: the folder cannot be read.

        """
        self._folder = folder
        self._digests: dict[str, tuple[str, int]] = {}
        self._sizes: dict[int, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        for count, (name, size) in enumerate(_files(folder)):
            if count >= _MOST:
                said = Text(
                    en="more than {most} files in the folder", ja="フォルダーのファイルが{most}件を超えています"
                )
                raise Malformed("folder-size", said.fill(most=f"{_MOST:,}"), str(folder))
            self._sizes.setdefault(size, []).append(name)
            self._names.setdefault(PurePosixPath(name).name, []).append(name)

    def look_for(self, pieces: Iterable[Evidence], notes: Sequence[EvidenceNote] = ()) -> tuple[FoundEvidence, ...]:
        """Return for each of *pieces* what lies in the folder, with those of *notes* that are about it.

        Raises:
            OSError: a file cannot be read.

        """
        return tuple(self._look(one, notes) for one in pieces)

    def notes(self, verifier: Verifier) -> tuple[tuple[EvidenceNote, ...], tuple[tuple[str, Malformed], ...]]:
        """Return the statements about files that the folder holds, and those that can not be used with the reason.

        Raises:
            OSError: a file cannot be read.

        """
        good, bad = [], []
        for name in sorted(name for names in self._sizes.values() for name in names if name.endswith(_NOTES)):
            with (self._folder / name).open("rb") as file:
                raw = file.read(_LARGEST_NOTE + 1)
            try:
                good.append(read_evidence_note(verifier, raw))
            except Malformed as problem:
                bad.append((name, problem))
        return tuple(good), tuple(bad)

    def _look(self, one: Evidence, notes: Sequence[EvidenceNote]) -> FoundEvidence:
        for name in self._sizes.get(one.size, ()):
            digest, size = self._digest(name)
            if digest == one.digest:
                about = tuple(note for note in notes if any(file.digest == digest for file in note.files))
                return FoundEvidence(one, "found", name, size, digest, about)
        named = PurePosixPath(one.place.replace("\\", "/")).name
        for name in self._names.get(named, ()) if named else ():
            digest, size = self._digest(name)
            return FoundEvidence(one, "different", name, size, digest)
        return FoundEvidence(one, "missing")

    def _digest(self, name: str) -> tuple[str, int]:
        if name not in self._digests:
            self._digests[name] = digest_of(self._folder / name)
        return self._digests[name]


def digest_of(path: Path) -> tuple[str, int]:
    """Return the digest of the file *path* as claims write it, and its size in bytes.

    Raises:
        OSError: it cannot be read.

    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return f"sha-256:{digest.hexdigest()}", size


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the files below *folder* with their size, in one order.

    Raises:
        OSError: the folder cannot be read.

    """

    def refuse(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path.stat().st_size
