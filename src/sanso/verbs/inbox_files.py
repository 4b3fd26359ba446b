"""What partners send and what an evidence folder holds, told apart by content and never by the name of a file.

A trust list is not among what is taken in: whose word counts is decided by whoever names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.formats.claims.subject_map import SubjectMap
    from sanso.verbs.labels import Grounds

__all__ = [
    "Incoming",
    "Kind",
    "by_age",
    "folder_grounds",
    "folder_map",
    "held_contents",
    "held_files",
    "incoming",
    "incoming_contents",
    "kind_of",
    "why_unread",
]

Kind = Literal["claim", "relay", "derived", "status-list", "trust-list", "proof", "other"]
_LARGEST = 8 * 2**20
_MOST = 20_000
_FOLDERS = ("claims", "relays", "derived", "proofs", "status", "trust")
_LONGEST_HEADER = 4096
"""Characters in which the header of a token is looked for."""
_UNREAD: Final = Text(
    en="this looks like {kind}, but can not be read: {problem}", ja="{kind}のようですが、読めません: {problem}"
)
_CLAIM: Final = Text(en="a claim", ja="主張")
_STATUS: Final = Text(en="a status list", ja="失効情報")
_STATEMENT: Final = Text(en="a signed statement", ja="署名付きステートメント")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file."""

    path: Path
    kind: Kind
    raw: bytes = field(repr=False)
    named: bool = True
    """Whether the file itself was named, not only the folder that holds it."""

    @property
    def text(self) -> str:
        """The content as text, without blanks around it."""
        return self.raw.decode("utf-8", "replace").strip()


def incoming(paths: Sequence[Path]) -> list[Incoming]:
    """Return the files at *paths*, those of folders included, each place once.

    Raises:
        OSError: one cannot be read.

    """
    found: dict[Path, Incoming] = {}
    for path in paths:
        inner = (
            sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())[:_MOST]
            if path.is_dir()
            else [path]
        )
        for one in inner:
            key = one.resolve()
            if key not in found:
                raw = _read(one)
                found[key] = Incoming(one, kind_of(raw, one), raw, named=one is path)
    return list(found.values())


def incoming_contents(files: Iterable[tuple[str, bytes]], *, named: bool = True) -> list[Incoming]:
    """Return *files*, names with contents, as `incoming` does those on the disk; *named* tells that each was meant."""
    found = []
    for name, content in files:
        path, raw = Path(name), content[: _LARGEST + 1]
        found.append(Incoming(path, kind_of(raw, path), raw, named))
    return found


def held_contents(files: Mapping[str, bytes]) -> list[Incoming]:
    """Return what evidence, *files* by their places in it, holds in its known places, as `held_files` does."""
    places = {name: PurePosixPath(name).parts for name in sorted(files)}
    known = [name for name, parts in places.items() if len(parts) == 2 and parts[0] in _FOLDERS]
    return incoming_contents((name, files[name]) for name in known)


def held_files(folder: Path) -> list[Incoming]:
    """Return what the evidence folder *folder* holds in its known places; nothing where there is none.

    Raises:
        OSError: a file cannot be read.

    """
    found = []
    for name in _FOLDERS:
        for path in sorted((folder / name).glob("*")) if (folder / name).is_dir() else ():
            if path.is_file():
                raw = _read(path)
                found.append(Incoming(path, kind_of(raw, path), raw))
    return found


def folder_map(folder: Path | None) -> SubjectMap:
    """Return what is remembered of subjects in *folder*.

    Raises:
        Malformed: the file is damaged.
        OSError: it cannot be read.

    """
    from sanso.formats.claims.subject_map import SUBJECT_MAP_FILE, SubjectMap, read_subject_map

    path = folder / SUBJECT_MAP_FILE if folder is not None else None
    return read_subject_map(_read(path)) if path is not None and path.is_file() else SubjectMap({})


def folder_grounds(held: Sequence[Incoming], named: Grounds) -> tuple[Grounds, list[Incoming]]:
    """Return *named* with the trust lists of an evidence folder before those that were named, and all status lists.

    The status lists come apart, for whoever wants to try them one by one.

    Raises:
        Malformed: a file that was named is none.
        OSError: it cannot be read.

    """
    from dataclasses import replace

    from sanso.trust.lists.trust_list import open_list

    lists: dict[bytes, tuple[int, Path]] = {}
    every = [(one.path, one.raw) for one in held if one.kind == "trust-list"]
    for path, raw in (*every, *((path, _read(path)) for path in named.trust)):
        lists.setdefault(raw.strip(), (open_list(raw).version, path))
    trust = [path for _, path in sorted(lists.values(), key=lambda one: one[0])]
    status = [one for one in held if one.kind == "status-list"]
    status += [Incoming(path, "status-list", _read(path)) for path in named.status]
    return replace(named, trust=trust, status=()), status


def by_age(files: Sequence[Incoming]) -> Iterator[Incoming]:
    """Yield status lists, each content once, the oldest first.

    Raises:
        Malformed: one of them is none.

    """
    from sanso.trust.lists.status_list import read_status

    dated = {one.text: (read_status(one.text).status.valid_from, one) for one in reversed(files)}
    yield from (one for _, one in sorted(dated.values(), key=lambda pair: pair[0]))


def kind_of(raw: bytes, path: Path) -> Kind:
    """Return what *raw* is, without a look at any signature."""
    from sanso.envelope.malformed import Malformed
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.trust.claims.credential import read_claim
    from sanso.trust.lists.status_list import read_status

    if path.suffix == ".proof":
        return "proof"
    if raw.lstrip().startswith(b"{"):
        return _kind_of_envelope(raw)
    text = raw.decode("utf-8", "replace").strip()
    try:
        if "~" in text:
            read_claim(SdJwt.read(text).unverified)
            return "claim"
        read_status(text)
    except Malformed:
        return "other"
    return "status-list"


def why_unread(raw: bytes) -> Text | None:
    """Return why *raw*, of no kind that is known, can not be read as what it looks like; None if like nothing known."""
    from sanso.envelope.dsse import read_envelope
    from sanso.envelope.malformed import Malformed
    from sanso.envelope.sd_jwt import TYPE, SdJwt
    from sanso.envelope.strict_json import read_json
    from sanso.trust.claims.credential import read_claim
    from sanso.trust.lists.status_list import TYPE as STATUS_TYPE
    from sanso.trust.lists.status_list import read_status

    text = raw.decode("utf-8", "replace").strip()
    kind = None
    try:
        if text.startswith("{"):
            kind = _STATEMENT if '"payloadType"' in text else None
            read_json(read_envelope(raw).payload)
        elif (typ := _type_of(text)) == TYPE:
            kind = _CLAIM
            read_claim(SdJwt.read(text).unverified)
        elif typ == STATUS_TYPE:
            kind = _STATUS
            read_status(text)
    except Malformed as problem:
        said, detail = problem.text, f" ({problem.detail})" if problem.detail else ""
        told = Text(en=said.en + detail, ja=said.ja + detail)
        return None if kind is None else _UNREAD.fill(kind=kind, problem=told)
    return None


def _type_of(token: str) -> str:
    """Return the type that *token* names in its header; empty where it names none, or is no token."""
    from sanso.envelope import base64url
    from sanso.envelope.malformed import Malformed
    from sanso.envelope.strict_json import read_json

    try:
        header = read_json(base64url.decode(token[:_LONGEST_HEADER].partition(".")[0]))
    except Malformed:
        return ""
    found = header.get("typ") if isinstance(header, dict) else None
    return found if isinstance(found, str) else ""


def _kind_of_envelope(raw: bytes) -> Kind:
    from sanso.envelope.dsse import read_envelope
    from sanso.envelope.malformed import Malformed
    from sanso.envelope.strict_json import read_json
    from sanso.trust.claims.statements import DERIVED, RELAY
    from sanso.trust.lists.list_format import FORMAT

    try:
        payload = read_json(read_envelope(raw).payload)
    except Malformed:
        return "other"
    if not isinstance(payload, dict):
        return "other"
    if payload.get("format") == FORMAT:
        return "trust-list"
    kinds: dict[object, Kind] = {RELAY: "relay", DERIVED: "derived"}
    return kinds.get(payload.get("predicateType"), "other")


def _read(path: Path) -> bytes:
    """Return the content of *path*, no more of it than a claim or a list may have.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)
