"""JWS: read by two other libraries, and nothing accepted that was changed or names another algorithm."""

from __future__ import annotations

import json

import joserfc.jwk
import joserfc.jws
import jwcrypto.jwk
import jwcrypto.jws
import pytest

from sanso.envelope import base64url
from sanso.envelope.jws import Jws, kid_of, open_compact, sign_compact
from sanso.envelope.keys import PublicKey, SoftKey
from sanso.envelope.malformed import Malformed, WrongSignature

KEYS = [SoftKey.from_secret("Ed25519", bytes(range(32))), SoftKey.from_secret("ES256", bytes(range(1, 33)))]
PAYLOAD = '{"result":"met","場所":"車庫"}'.encode()
each_key = pytest.mark.parametrize("key", KEYS, ids=lambda key: key.public.algorithm)


def signed_with(key: SoftKey, header: dict[str, object] | bytes) -> str:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    message = f"{base64url.encode(raw)}.{base64url.encode(PAYLOAD)}"
    return f"{message}.{base64url.encode(key.sign(message.encode()))}"


@each_key
def test_round_trip(key: SoftKey) -> None:
    token = sign_compact(PAYLOAD, key, typ="vc+jwt")
    assert open_compact(token, key.public, typ="vc+jwt") == PAYLOAD
    assert kid_of(token) == key.public.thumbprint
    assert kid_of(sign_compact(b"", key, typ="x", kid="quality#1", cty="vc")) == "quality#1"
    assert open_compact(sign_compact(b"", key, typ="x"), key.public, typ="x") == b""


@each_key
def test_joserfc_reads_ours_and_we_read_theirs(key: SoftKey) -> None:
    registry = joserfc.jws.JWSRegistry(algorithms=[key.public.algorithm])
    public = joserfc.jwk.import_key({**key.public.jwk()})
    read = joserfc.jws.deserialize_compact(sign_compact(PAYLOAD, key, typ="vc+jwt"), public, registry=registry)
    assert read.payload == PAYLOAD
    secret = joserfc.jwk.import_key(_private_jwk(key))
    header = {"alg": key.public.algorithm, "typ": "vc+jwt", "kid": "k"}
    theirs = joserfc.jws.serialize_compact(header, PAYLOAD, secret, registry=registry)
    assert open_compact(theirs, key.public, typ="vc+jwt") == PAYLOAD


@each_key
def test_jwcrypto_reads_ours_and_we_read_theirs(key: SoftKey) -> None:
    name = "EdDSA" if key.public.algorithm == "Ed25519" else "ES256"
    secret = jwcrypto.jwk.JWK(**_private_jwk(key))
    theirs = jwcrypto.jws.JWS(PAYLOAD)
    theirs.add_signature(secret, protected=json.dumps({"alg": name, "typ": "vc+jwt"}))
    assert open_compact(theirs.serialize(compact=True), key.public, typ="vc+jwt") == PAYLOAD
    ours = jwcrypto.jws.JWS()
    ours.deserialize(signed_with(key, {"alg": name, "typ": "vc+jwt"}))
    ours.verify(jwcrypto.jwk.JWK(**key.public.jwk()))
    assert ours.payload == PAYLOAD


def _private_jwk(key: SoftKey) -> dict[str, str]:
    secret = bytes(range(32)) if key.public.algorithm == "Ed25519" else bytes(range(1, 33))
    return {**key.public.jwk(), "d": base64url.encode(secret)}


@each_key
def test_no_flipped_bit_is_accepted(key: SoftKey) -> None:
    token = sign_compact(PAYLOAD, key, typ="vc+jwt").encode()
    for place in range(len(token) * 8):
        flipped = bytearray(token)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(Malformed):
            open_compact(flipped.decode("latin-1"), key.public, typ="vc+jwt")


@each_key
def test_no_cut_and_no_addition_is_accepted(key: SoftKey) -> None:
    token = sign_compact(PAYLOAD, key, typ="vc+jwt")
    for changed in [
        *(token[:end] for end in range(len(token))),
        *(token + more for more in ("A", ".", "=", "\n", "~", ".A")),
    ]:
        with pytest.raises(Malformed):
            open_compact(changed, key.public, typ="vc+jwt")


@each_key
def test_another_key_did_not_sign_it(key: SoftKey) -> None:
    other = SoftKey.from_secret(key.public.algorithm, bytes([7] * 32))
    with pytest.raises(WrongSignature) as caught:
        open_compact(sign_compact(PAYLOAD, key, typ="vc+jwt"), other.public, typ="vc+jwt")
    assert caught.value.code == "signature"
    assert "署名" in caught.value.text.ja


@each_key
@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "jws-algorithm"),
        ({"alg": "HS256"}, "jws-algorithm"),
        ({"alg": "es256"}, "jws-algorithm"),
        ({"alg": ""}, "jws-algorithm"),
        ({"alg": None}, "jws-header"),
        ({"typ": "jwt"}, "jws-type"),
        ({"typ": "VC+JWT"}, "jws-type"),
        ({"typ": 1}, "jws-header"),
        ({"crit": ["b64"]}, "jws-header"),
        ({"b64": False}, "jws-header"),
        ({"jwk": {}}, "jws-header"),
        ({"jku": "https://evil.example"}, "jws-header"),
        ({"x5c": "x"}, "jws-header"),
        ({"kid": 5}, "jws-header"),
        ({"kid": "k" * 2048}, "jws-size"),
    ],
)
def test_the_key_decides_not_the_header(key: SoftKey, header: dict[str, object], code: str) -> None:
    good = {"alg": key.public.algorithm, "typ": "vc+jwt", "kid": "k"}
    assert open_compact(signed_with(key, good), key.public, typ="vc+jwt") == PAYLOAD
    with pytest.raises(Malformed) as caught:
        open_compact(signed_with(key, good | header), key.public, typ="vc+jwt")
    assert caught.value.code == code


@each_key
def test_headers_with_two_readings(key: SoftKey) -> None:
    alg = key.public.algorithm.encode()
    for raw in (b'{"alg":"none","alg":"%b","typ":"vc+jwt"}' % alg, b"[]", b'"x"', b"", b"null"):
        with pytest.raises(Malformed):
            open_compact(signed_with(key, raw), key.public, typ="vc+jwt")


def test_the_other_algorithms_key_is_of_no_use() -> None:
    one, other = KEYS
    with pytest.raises(Malformed, match="another algorithm"):
        open_compact(sign_compact(PAYLOAD, one, typ="x"), other.public, typ="x")


def test_eddsa_is_the_older_name_of_ed25519_only() -> None:
    one, other = KEYS
    assert open_compact(signed_with(one, {"alg": "EdDSA", "typ": "x"}), one.public, typ="x") == PAYLOAD
    with pytest.raises(Malformed, match="another algorithm"):
        open_compact(signed_with(other, {"alg": "EdDSA", "typ": "x"}), other.public, typ="x")


def test_a_token_without_the_name_of_a_key() -> None:
    token = signed_with(KEYS[0], {"alg": "Ed25519", "typ": "x"})
    assert open_compact(token, KEYS[0].public, typ="x") == PAYLOAD
    with pytest.raises(Malformed, match="does not name the key"):
        kid_of(token)


def test_an_endless_token_is_refused_unread() -> None:
    with pytest.raises(Malformed, match="too long"):
        Jws.read("A" * (8 * 1024 * 1024 + 1))


def test_rfc_7515_example() -> None:
    """RFC 7515 A.3: the header has no type, so it is no token of ours; its signature is right."""
    key = PublicKey.from_jwk(
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    )
    token = (
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    )
    jws = Jws.read(token)
    assert key.verifies(jws.signature, jws.message)
    assert json.loads(jws.payload)["iss"] == "joe"
    with pytest.raises(Malformed, match="of another type"):
        open_compact(token, key, typ="jwt")
