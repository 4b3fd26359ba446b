"""Keys: published vectors, JSON Web Keys, points of small order, the two forms of a signature."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from tests.envelope.external import outside

from sanso.envelope import base64url
from sanso.envelope.keys import PublicKey, SoftKey, new_key, pair_of, sequence_of
from sanso.envelope.malformed import Malformed

KEYS = [SoftKey.from_secret("Ed25519", bytes(range(32))), SoftKey.from_secret("ES256", bytes(range(1, 33)))]
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NUMBERS = st.integers(0, 2**256 - 1) | st.integers(0, 2**40) | st.integers(2**255 - 5, 2**255 + 5)


@pytest.mark.external
def test_wycheproof_ed25519() -> None:
    groups = json.loads(outside("trust", "wycheproof", "ed25519_test.json").read_bytes())["testGroups"]
    cases = [(group["publicKey"]["pk"], case) for group in groups for case in group["tests"]]
    wrong = [
        case["tcId"]
        for raw, case in cases
        if PublicKey("Ed25519", bytes.fromhex(raw)).verifies(bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]))
        != (case["result"] == "valid")
    ]
    assert len(cases) == 151
    assert not wrong


@pytest.mark.external
def test_wycheproof_es256() -> None:
    groups = json.loads(outside("trust", "wycheproof", "ecdsa_secp256r1_sha256_test.json").read_bytes())["testGroups"]
    cases = [(group["publicKey"]["uncompressed"], case) for group in groups for case in group["tests"]]
    wrong = [case["tcId"] for raw, case in cases if _verifies_sequence(raw, case) != (case["result"] == "valid")]
    assert len(cases) == 484
    assert not wrong


def _verifies_sequence(raw: str, case: dict[str, Any]) -> bool:
    key = PublicKey("ES256", bytes.fromhex(raw))
    try:
        pair = pair_of(bytes.fromhex(case["sig"]))
    except Malformed:
        return False
    return key.verifies(pair, bytes.fromhex(case["msg"]))


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_a_key_verifies_what_it_signed_and_nothing_else(key: SoftKey) -> None:
    signature = key.sign(b"inspected")
    assert len(signature) == 64
    assert key.sign(b"inspected") == signature
    assert key.public.verifies(signature, b"inspected")
    assert not key.public.verifies(signature, b"Inspected")
    assert not key.public.verifies(signature + b"\0", b"inspected")
    assert not key.public.verifies(b"", b"inspected")
    assert not key.public.verifies(bytes(64), b"inspected")
    for bit in range(512):
        flipped = (int.from_bytes(signature) ^ 1 << bit).to_bytes(64)
        assert not key.public.verifies(flipped, b"inspected")


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_jwk_round_trip(key: SoftKey) -> None:
    jwk = key.public.jwk()
    assert PublicKey.from_jwk(jwk) == key.public
    assert PublicKey.from_jwk({**jwk, "kid": "x", "use": "sig", "key_ops": ["verify"], "alg": key.public.algorithm})
    members = json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()
    assert key.public.thumbprint == base64url.encode(hashlib.sha256(members).digest())


def test_published_keys() -> None:
    rfc8037 = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert PublicKey.from_jwk(rfc8037).thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert SoftKey.from_secret("Ed25519", secret).public == PublicKey.from_jwk(rfc8037)


def test_rfc_6979_signature() -> None:
    """RFC 6979 A.2.5, P-256 with SHA-256."""
    key = SoftKey.from_secret(
        "ES256", bytes.fromhex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
    )
    r = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
    s = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    assert key.sign(b"sample") == bytes.fromhex(r + s)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"d": "AA"}, "jwk-private"),
        ({"kty": "RSA"}, "key-kind"),
        ({"crv": "P-384"}, "key-kind"),
        ({"crv": "secp256k1"}, "key-kind"),
        ({"alg": "ES384"}, "key-kind"),
        ({"alg": "none"}, "key-kind"),
        ({"alg": ["ES256"]}, "key-kind"),
        ({"use": "enc"}, "jwk-use"),
        ({"key_ops": ["sign"]}, "jwk-use"),
        ({"key_ops": "verify"}, "jwk-use"),
        ({"x": 5}, "key"),
        ({"x": ""}, "key"),
        ({"x": "A" * 43}, "key"),
        ({"x": "A" * 42 + "="}, "base64url"),
        ({"x": "A" * 42 + "B"}, "base64url"),
        ({"y": "A" * 44}, "key"),
    ],
)
def test_other_jwks_are_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Malformed) as caught:
        PublicKey.from_jwk({**KEYS[1].public.jwk(), **change})
    assert caught.value.code == code


def test_points_of_small_order_are_no_keys() -> None:
    """The eight of them, and the texts that stand for them in other ways; anybody can sign for these."""
    p = 2**255 - 19
    d = -121665 * pow(121666, -1, p) % p
    ordinates = {0, 1, p - 1}
    for root in _roots(1 + d, p):
        # order eight: 2P has y = 0, thus x^2 = y^2 on the twisted curve: y^2 = ±(sqrt(1 + d) ± 1) / d
        for square in ((root - 1) * pow(d, -1, p) % p, (root + 1) * pow(d, -1, p) % p, (1 - root) * pow(d, -1, p) % p):
            ordinates.update(y for y in _roots(square, p) if _order_eight(y, p, d))
    assert len(ordinates) == 5
    texts = {value | sign << 255 for y in ordinates for value in (y, y + p) if value < 2**255 for sign in (0, 1)}
    for text in texts:
        with pytest.raises(Malformed):
            PublicKey("Ed25519", text.to_bytes(32, "little"))


def _roots(square: int, p: int) -> list[int]:
    root = pow(square, (p + 3) // 8, p)
    if root * root % p != square % p:
        root = root * pow(2, (p - 1) // 4, p) % p
    return sorted({root, p - root}) if root * root % p == square % p else []


def _order_eight(y: int, p: int, d: int) -> bool:
    square = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
    return bool(_roots(square, p)) and (y * y + square) % p * (1 - d * square * y * y) % p == 0


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33), (2**255 - 19).to_bytes(32, "little"), b"\xff" * 32])
def test_bytes_that_are_no_ed25519_key(raw: bytes) -> None:
    with pytest.raises(Malformed, match="not a usable key"):
        PublicKey("Ed25519", raw)


@pytest.mark.parametrize("raw", [b"", bytes(65), b"\4" + bytes(64), b"\4" + bytes(range(64)), b"\2" + bytes(32), b"\0"])
def test_bytes_that_are_no_es256_key(raw: bytes) -> None:
    with pytest.raises(Malformed, match="not a usable key"):
        PublicKey("ES256", raw)


@given(NUMBERS, NUMBERS)
def test_a_pair_of_numbers_and_their_sequence(r: int, s: int) -> None:
    pair = r.to_bytes(32) + s.to_bytes(32)
    assert sequence_of(pair) == encode_dss_signature(r, s)
    assert pair_of(sequence_of(pair)) == pair


@given(st.binary(max_size=80))
def test_only_the_shortest_sequence_is_one(raw: bytes) -> None:
    try:
        pair = pair_of(raw)
    except Malformed:
        return
    assert sequence_of(pair) == raw


def test_secrets_out_of_range() -> None:
    for secret in (b"", bytes(31), bytes(32), N.to_bytes(32), bytes(33)):
        with pytest.raises(Malformed):
            SoftKey.from_secret("ES256", secret)
    with pytest.raises(Malformed):
        SoftKey.from_secret("Ed25519", bytes(31))


def test_fresh_keys_differ_and_do_not_show_themselves() -> None:
    for algorithm, kind in (("ES256", ec.EllipticCurvePrivateKey), ("Ed25519", ed25519.Ed25519PrivateKey)):
        one, other = new_key(algorithm), new_key(algorithm)  # type: ignore[arg-type]
        assert one.public != other.public
        assert isinstance(one.private, kind)
        assert repr(one) == f"SoftKey({algorithm}, {one.public.thumbprint})"


def test_a_key_is_its_bytes() -> None:
    one = PublicKey("Ed25519", KEYS[0].public.raw)
    assert one == KEYS[0].public
    assert {one: 1}[KEYS[0].public] == 1
    assert one != KEYS[1].public
