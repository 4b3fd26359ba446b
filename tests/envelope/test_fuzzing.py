"""Every parser of foreign bytes, given rubbish and damaged goods: nothing but `Malformed` comes out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.envelope import base64url
from sanso.envelope.dsse import read_envelope, seal, signers_of
from sanso.envelope.jws import kid_of, open_compact, sign_compact
from sanso.envelope.key_file import read_key
from sanso.envelope.keys import PublicKey, SoftKey, pair_of
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import SdJwt, issue
from sanso.envelope.strict_json import Limits, read_json

KEY = SoftKey.from_secret("ES256", bytes(range(1, 33)))


def read_jwk(raw: bytes) -> None:
    """Read a JSON Web Key from bytes."""
    value = read_json(raw)
    if isinstance(value, dict):
        PublicKey.from_jwk(value)


def as_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda raw: read(raw.decode("utf-8", "surrogateescape"))


READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "base64url": (as_text(base64url.decode), b"AA-_"),
    "json": (read_json, b'{"a":[1,"\\ud83d\\ude00",null]}'),
    "json with fractions": (lambda raw: read_json(raw, Limits(floats=True)), b"[1.5e3,-0]"),
    "jwk": (read_jwk, json.dumps({**KEY.public.jwk(), "alg": "ES256", "use": "sig"}).encode()),
    "der": (pair_of, bytes.fromhex("3006020101020101")),
    "jws": (as_text(lambda text: open_compact(text, KEY.public, typ="x")), sign_compact(b"{}", KEY, typ="x").encode()),
    "kid": (as_text(kid_of), sign_compact(b"{}", KEY, typ="x").encode()),
    "dsse": (lambda raw: signers_of(read_envelope(raw), [KEY.public]), seal(b"{}", "t", [KEY])),
    "sd-jwt": (
        as_text(lambda text: SdJwt.read(text).verified(KEY.public)),
        issue({"a": [1, {"b": 2}]}, [("a", 1), ("a", 1, "b")], KEY, iter([b"s" * 16, b"t" * 16]).__next__).encode(),
    ),
    "key file": (lambda raw: read_key(raw, "p"), b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGj\n-----END"),
}


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """Return *good* with a few pieces overwritten, cut out, doubled or put in."""
    raw = good
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 9)))
        piece = draw(
            st.sampled_from([b"", raw[start:end] * 2, b"~", b".", b'"', b"{", b"[[", b"\\u", b"null", b"\xff"])
            | st.binary(max_size=6)
        )
        raw = raw[:start] + piece + raw[end:]
    return raw


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_nothing_but_malformed_comes_out(name: str, data: st.DataObject) -> None:
    read, good = READERS[name]
    raw = data.draw(damaged(good) | st.binary(max_size=80))
    with contextlib.suppress(Malformed):
        read(raw)


JSON = st.recursive(
    st.none() | st.integers(-3, 3) | st.sampled_from(["", "_sd", "...", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["_sd", "...", "_sd_alg", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.lists(JSON, max_size=2))
def test_signed_rubbish(payload: object, disclosures: list[object]) -> None:
    parts = [base64url.encode(json.dumps(one).encode()) for one in disclosures]
    text = "~".join([sign_compact(json.dumps(payload).encode(), KEY, typ="vc+sd-jwt"), *parts, ""])
    with contextlib.suppress(Malformed):
        read = json.dumps(SdJwt.read(text).verified(KEY.public))
        assert '"_sd":' not in read
        assert '"...":' not in read


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "alg", "use", "key_ops", "d"]), JSON))
def test_jwks_of_any_shape(jwk: dict[str, object]) -> None:
    with contextlib.suppress(Malformed):
        PublicKey.from_jwk({**KEY.public.jwk(), **jwk})


def test_the_goods_are_good() -> None:
    for name, (read, good) in READERS.items():
        if name != "key file":
            read(good)
