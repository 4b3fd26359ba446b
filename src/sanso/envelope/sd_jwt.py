"""A signed record whose members can be shown one by one: SD-JWT (RFC 9901).

The issuer signs digests in place of hidden members; whoever holds the record passes on the members (disclosures) that
the receiver may see. Reading is strict: a disclosure that no digest asks for, a digest or a disclosure that occurs
twice, a reserved name or a fraction is refused. Key binding is not used. Whether a record is still valid is not looked
at: ``exp`` and ``nbf`` are values like others.

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> record = {"sub": "onboard", "answers": ["met", "open"]}
>>> salts = iter([b"a" * 16, b"b" * 16]).__next__
>>> full = SdJwt.read(issue(record, [("answers", 0), ("answers", 1)], key, salts))
>>> full.verified(key.public)
{'sub': 'onboard', 'answers': ['met', 'open']}
>>> SdJwt.read(full.showing([("answers", 1)])).verified(key.public)
{'sub': 'onboard', 'answers': ['open']}
"""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias, cast

from sanso.envelope.disclosures import (
    ALG,
    ELEMENT,
    NOTHING_HIDDEN,
    RESERVED,
    SD,
    Disclosed,
    Disclosure,
    Path,
    disclose,
    show_path,
)
from sanso.envelope.jws import Jws, sign_compact
from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json, read_json
from sanso.model.text import Text

__all__ = ["TYPE", "Path", "Salts", "SdJwt", "issue"]

TYPE: Final = "vc+sd-jwt"
"""The type of a credential in this form (VC-JOSE-COSE §3.2.1)."""
Salts: TypeAlias = Callable[[], bytes]
"""Gives a fresh salt of at least 16 bytes at every call, such as `secrets.token_bytes`."""


class SdJwt(NamedTuple):
    """A record as it was received: read, not verified."""

    jws: Jws
    token: str
    """What the issuer signed, without disclosures."""
    unverified: dict[str, Json]
    """What the record says with the members that are shown, whoever signed it; it is not to be changed."""
    disclosed: Disclosed
    """What could be hidden: what of it is shown, and what is not."""

    @classmethod
    def read(cls, text: str) -> SdJwt:
        """Return the record that *text* holds: a token and disclosures, each followed by ``~``.

        Raises:
            Malformed: where it is none.

        """
        token, *parts = text.split("~")
        if not parts or parts.pop():
            raise _malformed(
                "sd-jwt",
                "not an SD-JWT: the token and every disclosure end with a tilde, and nothing follows",
                "SD-JWTではありません(トークンと各開示データの末尾にチルダが必要で、その後に続くものがあってはなりません)",
            )
        jws = Jws.read(token)
        payload = read_json(jws.payload)
        if not isinstance(payload, dict):
            raise _malformed("sd-jwt-payload", "the record is no JSON object", "記録がJSONのオブジェクトではありません")
        if payload.pop(ALG, "sha-256") != "sha-256":
            raise _malformed(
                "sd-jwt-hash", "only sha-256 is used for disclosures", "開示データのハッシュはsha-256だけです"
            )
        disclosed = NOTHING_HIDDEN
        if parts or _may_hide(jws.payload):
            disclosed = disclose(payload, [Disclosure.read(part) for part in parts])
        return cls(jws, token, payload, disclosed)

    @property
    def kid(self) -> str:
        """The name of the key that the record says signed it.

        Raises:
            Malformed: where it names none.

        """
        return self.jws.kid

    @property
    def hidden_paths(self) -> tuple[Path, ...]:
        """Places of the members that are shown here and that `showing` may leave out."""
        return tuple(self.disclosed.shown)

    def verified(self, key: PublicKey, *, typ: str = TYPE) -> dict[str, Json]:
        """Return the record with the members that are shown; it is not to be changed.

        Raises:
            Malformed: where the token is one of another type or algorithm.
            WrongSignature: where *key* did not sign it.

        """
        self.jws.check(key, typ)
        return self.unverified

    def showing(self, paths: Iterable[Path]) -> str:
        """Return the record with these members shown, and those that they lie within; all others are left out.

        Raises:
            Malformed: where a path names no member that can be shown.

        """
        wanted: set[Path] = set()
        for path in paths:
            if path not in self.disclosed.shown:
                raise _malformed("sd-jwt-path", "no such member to show", "開示できる項目がありません", show_path(path))
            wanted.update(path[:end] for end in range(1, len(path) + 1))
        texts = [shown.text for path, shown in self.disclosed.shown.items() if path in wanted]
        return "~".join([self.token, *texts, ""])


def issue(
    payload: Mapping[str, Json],
    hidden: Iterable[Path],
    signer: Signer,
    salts: Salts,
    *,
    typ: str = TYPE,
    kid: str | None = None,
) -> str:
    """Return *payload* signed, with the members at *hidden* behind digests and all their disclosures added.

    Salts are drawn for the deepest members first, and otherwise in the order of *hidden*.

    Raises:
        Malformed: where the payload can not be signed so, or has nothing at one of the places.

    """
    raw = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    record = read_json(raw)
    _check_names(record)
    places = list(dict.fromkeys(hidden))
    made: dict[Path, Disclosure] = {}
    used: set[bytes] = set()
    for place in sorted(places, key=len, reverse=True):
        salt = salts()
        if len(salt) < 16 or salt in used:
            raise ValueError("every disclosure needs a fresh salt of at least 16 bytes")
        used.add(salt)
        made[place] = _hide(record, place, salt)
    if places and isinstance(record, dict):
        record[ALG] = "sha-256"
    signed = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    text = "~".join([sign_compact(signed, signer, typ=typ, kid=kid), *(made[place].text for place in places), ""])
    SdJwt.read(text)
    return text


def _may_hide(payload: bytes) -> bool:
    """Return whether a reserved name can stand in *payload*: as it is, or behind an escape."""
    if b"\\" in payload or (b"_" in payload and b'"_sd' in payload):
        return True
    return b'"..."' in payload


def _hide(record: Json, place: Path, salt: bytes) -> Disclosure:
    parent = record
    for step in place[:-1]:
        parent = _part(parent, step, place)
    name = place[-1] if place else ""
    value = _part(parent, name, place)
    if isinstance(parent, dict):
        made = Disclosure.made(salt, str(name), value)
        del parent[str(name)]
        insort(cast("list[str]", parent.setdefault(SD, [])), made.digest)
    else:
        made = Disclosure.made(salt, None, value)
        cast("list[Json]", parent)[int(name)] = {ELEMENT: made.digest}
    return made


def _part(value: Json, step: str | int, place: Path) -> Json:
    if isinstance(value, dict) and isinstance(step, str) and step in value and step not in RESERVED:
        return value[step]
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    raise _malformed("sd-jwt-path", "nothing to hide at this place", "隠す対象がありません", show_path(place))


def _check_names(value: Json) -> None:
    if isinstance(value, dict):
        if not RESERVED.isdisjoint(value):
            raise _malformed(
                "sd-jwt-reserved", "a reserved name is used as a member", "予約された名前のメンバーがあります"
            )
        for part in value.values():
            _check_names(part)
    elif isinstance(value, list):
        for part in value:
            _check_names(part)


def _malformed(code: str, en: str, ja: str, detail: str = "") -> Malformed:
    return Malformed(code, Text(en=en, ja=ja), detail)
