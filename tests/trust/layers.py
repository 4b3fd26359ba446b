"""How signed bytes are taken apart and put together again, so that what lies within can be changed on purpose."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

import cbor2

from sanso.envelope import base64url
from sanso.envelope.dsse import read_envelope, seal
from sanso.envelope.jws import sign_compact
from sanso.envelope.keys import Signer

__all__ = ["Layer", "cbor", "changed_bytes", "changed_tree", "compact", "dsse", "form", "inner_cbor", "text_lines"]

ODD: tuple[Any, ...] = (
    None, True, False, -1, 0, 2**31, 2**53, 2**70, 1.5, "", " ", "x" * 5000, "\u202e", "\ud800", "...", "_sd",
    "_sd_alg", "2026-13-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "sha-256:" + 64 * "g", [], {},
    [[]], {"": ""}, [None] * 30, {"...": "x"}, {"_sd": []}, "Ａ１", "١٢", "²",
)  # fmt: skip
PIECES = (
    b"",
    b"~",
    b".",
    b'"',
    b"{",
    b"[[",
    b"\\u",
    b"\\ud800",
    b"null",
    b"\xff",
    b"\n",
    b"\n\n",
    b"=",
    b"\0",
    b"1e9",
    b"NaN",
)


class Layer(NamedTuple):
    """What lies within, and the bytes that carry it."""

    open: Callable[[bytes], Any]
    close: Callable[[Any], bytes]


def _dumps(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode() if text.isprintable() else json.dumps(value, separators=(",", ":")).encode()


form = Layer(json.loads, _dumps)


def _lines_of(raw: bytes) -> Any:
    return raw.decode("latin-1").split("\n")


def _joined(lines: Any) -> bytes:
    text = "\n".join(map(str, lines)) if isinstance(lines, list) else str(lines)
    return text.encode("latin-1", "replace")


text_lines = Layer(_lines_of, _joined)


def compact(typ: str, signer: Signer) -> Layer:
    """Return the layer of a signed token, with disclosures or without."""

    held: list[str] = []

    def take(raw: bytes) -> Any:
        token, *parts = raw.decode().split("~")
        held[:] = [_digest(one) for one in parts if one]
        shown = [json.loads(base64url.decode(one)) for one in parts if one]
        return [json.loads(base64url.decode(token.split(".")[1])), shown, bool(parts)]

    def put(value: Any) -> bytes:
        payload, shown, tilde = value if isinstance(value, list) and len(value) == 3 else [value, [], True]
        parts = [base64url.encode(_dumps(one)) for one in (shown if isinstance(shown, list) else [shown])]
        content = _dumps(payload)
        for before, part in zip(held, parts, strict=False):
            content = content.replace(before.encode(), _digest(part).encode())
        token = sign_compact(content, signer, typ=typ)
        return ("~".join([token, *parts, ""]) if tilde else token).encode()

    return Layer(take, put)


def _digest(part: str) -> str:
    return base64url.encode(hashlib.sha256(part.encode()).digest())


def dsse(kind: str, signers: Iterable[Signer]) -> Layer:
    """Return the layer of a sealed JSON document."""
    by = tuple(signers)
    return Layer(lambda raw: json.loads(read_envelope(raw).payload), lambda value: seal(_dumps(value), kind, by))


def inner_cbor(index: int) -> Layer:
    """Return the layer of CBOR that lies as bytes at *index* of the list of a COSE_Sign1."""
    held: list[Any] = []

    def take(raw: bytes) -> Any:
        held[:] = _thawed(cbor2.loads(raw)).value
        return _thawed(cbor2.loads(held[index]))

    def put(value: Any) -> bytes:
        return _frozen(cbor2.CBORTag(18, [*held[:index], _frozen(value), *held[index + 1 :]]))

    return Layer(take, put)


def _thawed(value: Any) -> Any:
    """Return *value* with lists and dicts in the place of what can not be changed."""
    if isinstance(value, cbor2.CBORTag):
        return cbor2.CBORTag(value.tag, _thawed(value.value))
    if isinstance(value, Mapping):
        return {name: _thawed(one) for name, one in value.items()}
    return [_thawed(one) for one in value] if isinstance(value, (list, tuple)) else value


def _frozen(value: Any) -> bytes:
    try:
        return cbor2.dumps(value)
    except UnicodeEncodeError:
        return b"\xd2\x61\xed"


cbor = Layer(lambda raw: _thawed(cbor2.loads(raw)), _frozen)


def changed_bytes(rng: random.Random, raw: bytes) -> bytes:
    """Return *raw* with one piece overwritten, cut out, doubled, moved or put in, or one bit turned."""
    start = rng.randrange(len(raw) + 1)
    end = min(len(raw), start + rng.choice((0, 1, 2, 4, 9, 40, len(raw))))
    how = rng.randrange(6)
    if how == 0 and start < len(raw):
        return raw[:start] + bytes([raw[start] ^ 1 << rng.randrange(8)]) + raw[start + 1 :]
    if how == 1:
        return raw[:start] + raw[start:end] * 2 + raw[end:]
    if how == 2:
        other = rng.randrange(len(raw) + 1)
        return raw[:other] + raw[start:end] + raw[other:]
    if how == 3:
        return raw[:start] + rng.randbytes(rng.randrange(1, 7)) + raw[end:]
    return raw[:start] + rng.choice(PIECES) + raw[end:]


def changed_tree(rng: random.Random, tree: Any) -> Any:
    """Return *tree* with one part left out, doubled, renamed, wrapped, moved, or something odd in its place."""
    places: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        here = here.value if isinstance(here, cbor2.CBORTag) else here
        inner: list[tuple[Any, Any]] = []
        if isinstance(here, (dict, list)):
            inner = list(here.items() if isinstance(here, dict) else enumerate(here))
        places += [(here, name) for name, _ in inner]
        waiting += [value for _, value in inner]
    if not places:
        return deepcopy(rng.choice(ODD))
    parent, name = rng.choice(places)
    how = rng.randrange(8)
    if how == 0:
        del parent[name]
    elif how == 1 and isinstance(parent, list):
        parent.insert(rng.randrange(len(parent) + 1), parent[name])
    elif how == 1:
        parent[rng.choice(("", "_sd", "...", "ext", 7, -70000))] = parent[name]
    elif how == 2:
        parent[name] = [parent[name]]
    elif how == 3:
        other, its = rng.choice(places)
        parent[name] = deepcopy(other[its])
    elif how == 4 and isinstance(parent[name], str):
        parent[name] = changed_bytes(rng, parent[name].encode("utf-8", "surrogatepass")).decode("latin-1")
    elif how == 4 and isinstance(parent[name], bytes):
        parent[name] = changed_bytes(rng, parent[name])
    else:
        parent[name] = deepcopy(rng.choice(ODD))
    return tree
