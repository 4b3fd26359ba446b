r"""The files of a workspace at one version, held in memory.

>>> files = Files("process.yaml", {"process.yaml": b"sanso: 1\n"})
>>> files.size, len(files.digest)
(9, 64)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from sanso.model.text import Text
from sanso.workspace.errors import Refused

__all__ = ["MAX_BYTES", "MAX_FILES", "MAX_PATH", "Files", "content_digest", "files_digest"]

MAX_FILES = 1000
"""Files of one version of a workspace."""

MAX_BYTES = 64 * 2**20
"""Bytes of all files of one version of a workspace together."""

MAX_PATH = 500
"""Characters of the path of a file."""


@dataclass(frozen=True)
class Files:
    """A model file *main* among *contents*; the paths are relative POSIX paths that stay inside their folder."""

    main: str
    contents: Mapping[str, bytes]

    def __post_init__(self) -> None:
        object.__setattr__(self, "contents", MappingProxyType(dict(self.contents)))

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(map(len, self.contents.values()))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of each file."""
        return {path: content_digest(content) for path, content in self.contents.items()}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the main path, all paths and all contents."""
        return files_digest(self.main, self.digests)

    def check(self) -> None:
        """Refuse files that cannot be kept.

        Raises:
            Refused: too many, too large, a path that is no relative POSIX path, or no main file.

        """
        if len(self.contents) > MAX_FILES:
            raise Refused(
                Text(
                    en="{count} files are too many; the limit is {limit}.",
                    ja="ファイルが多すぎます({count} 個)。上限は {limit} 個です。",
                ).fill(count=len(self.contents), limit=MAX_FILES)
            )
        if self.size > MAX_BYTES:
            raise Refused(
                Text(
                    en="The files have {size} MiB together; the limit is {limit} MiB.",
                    ja="ファイルの合計が {size} MiB あります。上限は {limit} MiB です。",
                ).fill(size=-(-self.size // 2**20), limit=MAX_BYTES // 2**20)
            )
        for path in self.contents:
            if not _is_inside(path):
                raise Refused(
                    Text(
                        en="{path} cannot be the name of a file here; use a relative path such as parts/site.yaml.",
                        ja="{path} はファイル名に使えません。parts/site.yaml のような相対パスにしてください。",
                    ).fill(path=repr(path[:200]))
                )
        if self.main not in self.contents:
            raise Refused(
                Text(
                    en="The model file {path} is not among the files.",
                    ja="モデルファイル {path} がファイルの中にありません。",
                ).fill(path=repr(self.main[:200]))
            )


def content_digest(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def files_digest(main: str, digests: Mapping[str, str]) -> str:
    """Return the SHA-256 over the main path and the digest of each file."""
    told = json.dumps([main, sorted(digests.items())], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        0 < len(path) <= MAX_PATH
        and path.isprintable()
        and "\\" not in path
        and ":" not in parts[0]
        and not any(part in ("", ".", "..") for part in parts)
    )
