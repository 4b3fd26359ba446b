"""Keys in tokens: against a token in software where there is one, and against a stand-in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sanso.envelope.jws import open_compact, sign_compact
from sanso.envelope.keys import PublicKey, SoftKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.token_key import key_in, token_key

pkcs11 = pytest.importorskip("pkcs11")
EC_P256 = bytes.fromhex("06082a8648ce3d030107")
ED25519 = bytes.fromhex("06032b6570")
KEYS = {"ed": SoftKey.from_secret("Ed25519", bytes(range(32))), "ec": SoftKey.from_secret("ES256", bytes(range(1, 33)))}


class Private:
    """A private key as a token has it: it signs digests by ECDSA, and whole messages by EdDSA."""

    def __init__(self, key: SoftKey) -> None:
        self.key = key

    def sign(self, data: bytes, *, mechanism: object) -> bytes:
        from cryptography.hazmat.primitives.asymmetric import ec, utils
        from cryptography.hazmat.primitives.hashes import SHA256

        if mechanism == pkcs11.Mechanism.EDDSA and self.key.public.algorithm == "Ed25519":
            return self.key.sign(data)
        if mechanism == pkcs11.Mechanism.ECDSA and isinstance(self.key.private, ec.EllipticCurvePrivateKey):
            made = self.key.private.sign(data, ec.ECDSA(utils.Prehashed(SHA256())))
            r, s = utils.decode_dss_signature(made)
            return r.to_bytes(32) + s.to_bytes(32)
        raise pkcs11.MechanismInvalid


class Session:
    """A session that holds one key."""

    def __init__(self, key: SoftKey, curve: bytes, point: bytes) -> None:
        self.private = Private(key)
        self.shown: Mapping[Any, bytes] = {pkcs11.Attribute.EC_PARAMS: curve, pkcs11.Attribute.EC_POINT: point}

    def get_key(self, *, object_class: object, label: str) -> object:
        if label != "claims":
            raise pkcs11.NoSuchKey
        return self.private if object_class == pkcs11.ObjectClass.PRIVATE_KEY else self.shown


def session(name: str, point: bytes | None = None, curve: bytes | None = None) -> Any:
    raw = KEYS[name].public.raw
    return Session(KEYS[name], curve or (ED25519 if name == "ed" else EC_P256), point or bytes((4, len(raw))) + raw)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_in_a_token_signs_as_a_key_in_memory_does(name: str) -> None:
    key = key_in(session(name), "claims")
    assert key.public == KEYS[name].public
    token = sign_compact(b"{}", key, typ="vc+jwt")
    assert open_compact(token, KEYS[name].public, typ="vc+jwt") == b"{}"
    assert repr(key) == f"TokenKey({key.public.algorithm}, {key.public.thumbprint})"


def test_all_forms_of_a_point_are_read() -> None:
    raw = KEYS["ed"].public.raw
    for point in (raw, b"\x04\x20" + raw, b"\x03\x21\x00" + raw):
        assert key_in(session("ed", point), "claims").public.raw == raw
    assert key_in(session("ed", curve=b"\x13\x0cedwards25519"), "claims").public.raw == raw
    for point in (raw + b"\0", b"\x04\x21" + raw, b"\x03\x21\x01" + raw, raw[:-1]):
        with pytest.raises(Malformed, match="not a usable key"):
            key_in(session("ed", point), "claims")


def test_what_a_token_may_refuse() -> None:
    with pytest.raises(Malformed, match="NoSuchKey"):
        key_in(session("ec"), "other")
    with pytest.raises(Malformed, match="keys of this kind"):
        key_in(session("ec", curve=bytes.fromhex("06052b81040022")), "claims")
    mixed = key_in(session("ec", KEYS["ed"].public.raw, ED25519), "claims")
    with pytest.raises(Malformed, match="the token refuses"):
        mixed.sign(b"x")


def test_a_token_that_shows_another_public_key_is_found_out() -> None:
    other = SoftKey.from_secret("ES256", bytes(range(2, 34))).public
    assert isinstance(other, PublicKey)
    with pytest.raises(Malformed, match="does not fit the public key"):
        key_in(session("ec", other.raw), "claims").sign(b"x")


def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    missing = token_key(str(tmp_path / "none.so"), token="t", pin="1", label="claims")
    with pytest.raises(Malformed, match="the token refuses"), missing:
        pass


@pytest.fixture
def soft_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    places = [
        os.environ.get("SOFTHSM2_MODULE", ""),
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
    ]
    library = next((place for place in places if place and Path(place).exists()), None)
    if library is None:
        pytest.skip("SoftHSM is not installed")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    command = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "quality",
        "--so-pin",
        "12345678",
        "--pin",
        "87654321",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return library


MADE = {
    "ES256": (pkcs11.KeyType.EC, "06082a8648ce3d030107", pkcs11.Mechanism.EC_KEY_PAIR_GEN),
    "Ed25519": (pkcs11.KeyType.EC_EDWARDS, "130c656477617264733235353139", pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN),
    "Ed25519 by number": (pkcs11.KeyType.EC_EDWARDS, "06032b6570", pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN),
}
"""Keys by label, their curves as DER, and how they are made."""


def test_soft_token(soft_token: str) -> None:
    with pkcs11.lib(soft_token).get_token(token_label="quality").open(rw=True, user_pin="87654321") as opened:
        for label, (family, curve, mechanism) in MADE.items():
            wanted = {pkcs11.Attribute.EC_PARAMS: bytes.fromhex(curve)}
            domain = opened.create_domain_parameters(family, wanted, local=True)
            domain.generate_keypair(mechanism=mechanism, label=label, store=True)
    for label in MADE:
        with token_key(soft_token, token="quality", pin="87654321", label=label) as key:
            assert key.public.algorithm == label.partition(" ")[0]
            assert key.public.verifies(key.sign(b"inspected"), b"inspected")
    wrong = token_key(soft_token, token="quality", pin="00000000", label="ES256")
    with pytest.raises(Malformed, match="PinIncorrect"), wrong:
        pass
