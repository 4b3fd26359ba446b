"""What an SD-JWT hides and shows: single members with the salt that keeps them from being guessed (RFC 9901 §4.2).

>>> shown = Disclosure.made(b"a" * 16, "result", "met")
>>> Disclosure.read(shown.text).value, len(shown.digest)
('met', 43)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from sanso.envelope import base64url
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json, read_json
from sanso.model.text import Text

__all__ = [
    "ALG",
    "ELEMENT",
    "NOTHING_HIDDEN",
    "RESERVED",
    "SD",
    "Disclosed",
    "Disclosure",
    "Path",
    "disclose",
    "show_path",
]

Path: TypeAlias = tuple[str | int, ...]
"""Names of members and places in lists, from the top; places count hidden elements too."""
SD: Final = "_sd"
"""Member that holds the digests of an object's hidden members."""
ALG: Final = "_sd_alg"
"""Member at the top that names the hash."""
ELEMENT: Final = "..."
"""Member that holds the digest of a list's hidden element."""
RESERVED: Final = frozenset({SD, ALG, ELEMENT})
"""Names that no member of a record may have."""
_DEEPEST = 32


class Disclosure(NamedTuple):
    """A member of an object, or an element of a list, that can be shown."""

    text: str
    """As it travels: base64url."""
    digest: str
    """SHA-256 of the text, base64url."""
    name: str | None
    """The name of the member; an element of a list has none."""
    value: Json

    @classmethod
    def made(cls, salt: bytes, name: str | None, value: Json) -> Disclosure:
        """Return the disclosure of *value*."""
        parts = [base64url.encode(salt), *([] if name is None else [name]), value]
        text = base64url.encode(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode())
        return cls(text, _digest(text), name, value)

    @classmethod
    def read(cls, text: str) -> Disclosure:
        """Return the disclosure that *text* stands for.

        Raises:
            Malformed: where it is none.

        """
        parts = read_json(base64url.decode(text))
        if isinstance(parts, list) and parts and isinstance(parts[0], str):
            if len(parts) == 2:
                return cls(text, _digest(text), None, parts[1])
            name = parts[1] if len(parts) == 3 else None
            if isinstance(name, str) and name not in RESERVED:
                return cls(text, _digest(text), name, parts[2])
        raise _malformed(
            "sd-jwt-disclosure",
            "a disclosure is a list of a salt, the name of a member and its value, or of a salt and an element",
            "開示データは、ソルト・メンバー名・値、またはソルト・要素のリストでなければなりません",
        )


class Disclosed(NamedTuple):
    """What a record shows and what it hides, by place."""

    shown: Mapping[Path, Disclosure]
    hidden: Sequence[Path]
    """Elements that are not shown, and every ``_sd``, which can hold digests of nothing."""


NOTHING_HIDDEN: Final = Disclosed(MappingProxyType({}), ())
"""A record of which all is in the open."""


def disclose(record: dict[str, Json], disclosures: Sequence[Disclosure]) -> Disclosed:
    """Put the disclosed values into *record*, in place, take the digests out, and return what was disclosed where.

    The rules are those of RFC 9901 §7.1; members `RESERVED` are refused everywhere else.

    Raises:
        Malformed: where a disclosure does not fit, belongs to nothing, or something occurs twice.

    """
    reading = _Reading(disclosures)
    reading.fill_object(record, (), _DEEPEST)
    if reading.waiting:
        raise _malformed(
            "sd-jwt-unasked",
            "a disclosure belongs to nothing in the record",
            "記録のどこにも対応しない開示データがあります",
        )
    return Disclosed(reading.shown, reading.hidden)


class _Reading:
    """Disclosures that wait for their digests, and the digests seen so far."""

    __slots__ = ("hidden", "seen", "shown", "waiting")

    def __init__(self, disclosures: Sequence[Disclosure]) -> None:
        self.waiting = {disclosure.digest: disclosure for disclosure in disclosures}
        self.seen: set[str] = set()
        self.shown: dict[Path, Disclosure] = {}
        self.hidden: list[Path] = []
        if len(self.waiting) != len(disclosures):
            raise _malformed("sd-jwt-twice", "a disclosure occurs twice", "同じ開示データが二つあります")

    def fill_object(self, members: dict[str, Json], path: Path, depth: int) -> None:
        if depth == 0:
            raise _too_deep()
        digests: Json = None
        hides = SD in members
        if hides:
            digests = members.pop(SD)
            self.hidden.append((*path, SD))
        if ELEMENT in members or ALG in members:
            raise _malformed(
                "sd-jwt-reserved", "a reserved name is used as a member", "予約された名前のメンバーがあります"
            )
        for name, part in members.items():
            if isinstance(part, str):
                continue
            if isinstance(part, dict):
                self.fill_object(part, (*path, name), depth - 1)
            elif isinstance(part, list):
                self.fill_list(part, (*path, name), depth - 1)
        if hides:
            if not isinstance(digests, list):
                raise _no_digest(path)
            self._fill_hidden(members, digests, path, depth)

    def _fill_hidden(self, members: dict[str, Json], digests: Iterable[Json], path: Path, depth: int) -> None:
        for digest in digests:
            found = self._found(digest, path)
            if found is None:
                continue
            name = found.name
            if name is None or name in members:
                raise _misplaced(path)
            place = (*path, name)
            self.shown[place] = found
            members[name] = value = found.value
            if isinstance(value, dict):
                self.fill_object(value, place, depth - 1)
            elif isinstance(value, list):
                self.fill_list(value, place, depth - 1)

    def fill_list(self, elements: list[Json], path: Path, depth: int) -> None:
        if depth == 0:
            raise _too_deep()
        left_out: list[int] = []
        for index, element in enumerate(elements):
            if isinstance(element, str):
                continue
            value: Json = element
            if isinstance(element, dict) and ELEMENT in element:
                found = self._found(element[ELEMENT] if len(element) == 1 else None, path)
                if found is None:
                    left_out.append(index)
                    self.hidden.append((*path, index))
                    continue
                if found.name is not None:
                    raise _misplaced(path)
                self.shown[*path, index] = found
                elements[index] = value = found.value
            if isinstance(value, dict):
                self.fill_object(value, (*path, index), depth - 1)
            elif isinstance(value, list):
                self.fill_list(value, (*path, index), depth - 1)
        if left_out:
            gone = set(left_out)
            elements[:] = [element for index, element in enumerate(elements) if index not in gone]

    def _found(self, digest: Json, path: Path) -> Disclosure | None:
        if not isinstance(digest, str):
            raise _no_digest(path)
        if digest in self.seen:
            raise _malformed("sd-jwt-twice", "a digest occurs twice", "同じダイジェストが二つあります")
        self.seen.add(digest)
        return self.waiting.pop(digest, None)


def _too_deep() -> Malformed:
    return _malformed("sd-jwt-depth", "the record is nested too deeply", "記録の入れ子が深すぎます")


def _misplaced(path: Path) -> Malformed:
    return _malformed(
        "sd-jwt-place", "a disclosure does not fit its place", "開示データがその場所に合いません", show_path(path)
    )


def _no_digest(path: Path) -> Malformed:
    return _malformed(
        "sd-jwt-digest", "no digest where one should be", "ダイジェストがあるべき場所にありません", show_path(path)
    )


def show_path(path: Path) -> str:
    """Return *path* with slashes, for messages."""
    return ascii("/".join(map(str, path))[:120])


def _malformed(code: str, en: str, ja: str, detail: str = "") -> Malformed:
    return Malformed(code, Text(en=en, ja=ja), detail)


def _digest(text: str) -> str:
    return base64url.encode(sha256(text.encode("ascii")).digest())
