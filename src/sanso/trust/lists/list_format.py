"""How a trust list is written as JSON: version 1 of the format, read strictly.

The name of an issuer is a text, or one text for each language. Keys are JSON Web Keys with their algorithm; keys of
logs and witnesses are the one word ``name+id+key`` of C2SP notes. A key belongs to one issuer only, so that nobody
signs in two names.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, TypeVar, get_args

from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import NoteKey, NoteKind, read_note_key
from sanso.envelope.strict_json import Json
from sanso.model.answers import Basis
from sanso.model.text import Text
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.list_record import Root, TrustList
from sanso.trust.members import Members, bad_member, check_text, day_text, time_text

__all__ = ["FORMAT", "list_json", "read_list_json"]

FORMAT: Final = "sanso-trust-list/1"
"""Name and version of the format."""
_BASES: Final[tuple[Basis, ...]] = get_args(Basis)
_MOST_ROOT_KEYS = 32
_MOST = 10_000
_MOST_WITNESSES = 32
_Item = TypeVar("_Item")


def list_json(found: TrustList) -> dict[str, Json]:
    """Return *found* as JSON."""
    return {
        "format": FORMAT,
        "version": found.version,
        "issued": time_text(found.issued),
        "expires": time_text(found.expires),
        "roles": {
            "root": {"keys": [_jwk(key) for key in found.root.keys], "threshold": found.root.threshold},
        },
        "issuers": [_issuer_json(issuer) for issuer in found.issuers],
        "schemes": [
            {"id": one.id, "edition": one.edition, **_days(one.since, one.until)}
            | {"levels": {level: {"evaluated": basis} for level, basis in one.levels.items()}}
            for one in found.schemes
        ],
        "logs": [{"origin": log.name, "key": log.text} for log in found.logs],
        "witnesses": [{"name": witness.name, "key": witness.text} for witness in found.witnesses],
        "quorum": found.quorum,
        "status_lists": [{"id": name, "issuer": issuer} for name, issuer in found.status_lists.items()],
    }


def _jwk(key: PublicKey) -> dict[str, Json]:
    return {**key.jwk(), "alg": key.algorithm}


def _days(since: dt.date, until: dt.date | None) -> dict[str, Json]:
    days: dict[str, Json] = {"from": day_text(since)}
    return days if until is None else days | {"to": day_text(until)}


def _issuer_json(issuer: Issuer) -> Json:
    return {
        "id": issuer.id,
        "name": _name_json(issuer.name),
        "keys": [{"jwk": _jwk(key.public), **_days(key.since, key.until)} for key in issuer.keys.values()],
        "accreditations": [_accreditation_json(one) for one in issuer.accreditations],
    }


def _name_json(name: str | Text) -> Json:
    return name if isinstance(name, str) else {lang: text for lang, text in (("en", name.en), ("ja", name.ja)) if text}


def _accreditation_json(one: Accreditation) -> Json:
    made: dict[str, Json] = {"scheme": one.scheme, "basis": one.basis, **_days(one.since, one.until)}
    if one.items:
        made["items"] = list(one.items)
    if one.appointed_by:
        made["appointed_by"] = one.appointed_by
    return made


def read_list_json(value: Json) -> TrustList:
    """Return the list that *value* holds.

    Raises:
        Malformed: where it holds none, contradicts itself, or has unknown members.

    """
    members = Members(value, "list")
    members.fixed("format", FORMAT)
    version = members.number("version", 1, 2**31)
    issued, expires = members.time("issued"), members.time("expires")
    if expires <= issued:
        raise bad_member("list/expires", "a time after that of issue", "発行より後の時刻")
    roles = members.inner("roles")
    root = _read_root(roles.inner("root"))
    roles.end()
    schemes = tuple(map(_read_scheme, members.objects("schemes", _MOST)))
    issuers = tuple(map(_read_issuer, members.objects("issuers", _MOST)))
    logs = tuple(_read_note_key(one, "origin", "signature") for one in members.objects("logs", _MOST_WITNESSES))
    witnesses = tuple(
        _read_note_key(one, "name", "cosignature") for one in members.objects("witnesses", _MOST_WITNESSES)
    )
    quorum = members.number("quorum", 0, len(witnesses))
    statuses = [_read_status(one) for one in members.objects("status_lists", _MOST)]
    members.end()
    found = TrustList(version, issued, expires, root, issuers, schemes, logs, witnesses, quorum, dict(statuses))
    _check_once("list/status_lists", [name for name, _ in statuses])
    _check_whole(found)
    return found


def _check_whole(found: TrustList) -> None:
    _check_once("list/issuers", [issuer.id for issuer in found.issuers])
    _check_once("list/issuers/keys", [key for issuer in found.issuers for key in issuer.keys])
    _check_once("list/schemes", [(scheme.id, scheme.edition) for scheme in found.schemes])
    _check_once("list/logs", [log.name for log in found.logs])
    _check_once("list/logs", [log.public.raw for log in found.logs])
    _check_once("list/witnesses", [one.public.raw for one in (*found.logs, *found.witnesses)])
    schemes = {scheme.id for scheme in found.schemes}
    known = {issuer.id for issuer in found.issuers}
    for issuer in found.issuers:
        for one in issuer.accreditations:
            if one.scheme not in schemes:
                raise _dangling(one.scheme)
    for name in found.status_lists.values():
        if name not in known:
            raise _dangling(name)


def _dangling(name: str) -> Malformed:
    said = Text(en="the trust list refers to what it does not hold", ja="トラストリストにないものを参照しています")
    return Malformed("list-reference", said, ascii(name[:64]))


def _check_once(where: str, names: list[_Item]) -> None:
    if len(set(names)) != len(names):
        raise bad_member(where, "every name and every key once", "重複のない名前と鍵")


def _read_root(members: Members) -> Root:
    keys = tuple(_read_key(one) for one in members.objects("keys", _MOST_ROOT_KEYS))
    _check_once(members.place("keys"), [key.thumbprint for key in keys])
    root = Root(keys, members.number("threshold", 1, len(keys)))
    members.end()
    return root


def _read_key(members: Members) -> PublicKey:
    names = [name for name in ("kty", "crv", "x", "y", "alg") if name in members]
    key = PublicKey.from_jwk({name: members.take(name) for name in names})
    if "alg" not in names:
        members.take("alg")
    members.end()
    return key


def _read_days(members: Members) -> tuple[dt.date, dt.date | None]:
    since = members.day("from")
    until = members.day("to") if "to" in members else None
    if until is not None and until < since:
        raise bad_member(members.place("to"), "a day not before the first", "開始日以後の日付")
    return since, until


def _read_issuer(members: Members) -> Issuer:
    keys: dict[str, IssuerKey] = {}
    for one in members.objects("keys", _MOST_ROOT_KEYS):
        key = IssuerKey(_read_key(one.inner("jwk")), *_read_days(one))
        one.end()
        if key.public.thumbprint in keys:
            raise bad_member(members.place("keys"), "every key once", "重複のない鍵")
        keys[key.public.thumbprint] = key
    accreditations = tuple(map(_read_accreditation, members.objects("accreditations", _MOST)))
    issuer = Issuer(members.name("id"), members.text_or_texts("name"), keys, accreditations)
    members.end()
    return issuer


def _read_accreditation(members: Members) -> Accreditation:
    since, until = _read_days(members)
    limited = "items" in members
    items = members.names("items", _MOST)
    if limited and not items:
        raise bad_member(members.place("items"), "at least one item, or no such member", "1件以上の項目(なければ省略)")
    one = Accreditation(
        members.name("scheme"),
        members.word("basis", _BASES),
        items,
        since,
        until,
        members.text("appointed_by", ""),
    )
    members.end()
    return one


def _read_scheme(members: Members) -> Scheme:
    levels = members.take("levels")
    if not isinstance(levels, dict) or len(levels) > _MOST:
        raise bad_member(members.place("levels"), "an object", "オブジェクト")
    evaluated: dict[str, Basis] = {}
    for level, value in levels.items():
        inner = Members(value, members.place("levels"))
        evaluated[check_text(level, members.place("levels"))] = inner.word("evaluated", _BASES)
        inner.end()
    since, until = _read_days(members)
    scheme = Scheme(members.name("id"), members.text("edition"), evaluated, since, until)
    members.end()
    return scheme


def _read_status(members: Members) -> tuple[str, str]:
    pair = members.name("id"), members.name("issuer")
    members.end()
    return pair


def _read_note_key(members: Members, name: str, kind: NoteKind) -> NoteKey:
    key = read_note_key(members.text("key"))
    if members.text(name) != key.name or key.kind != kind:
        raise bad_member(members.place(name), "the name and the kind of the key", "鍵の名前と種類")
    members.end()
    return key
