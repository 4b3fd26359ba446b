"""Private keys in files: only under a passphrase, and one clear message for all else."""

from __future__ import annotations

import base64
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from sanso.envelope.key_file import read_key, write_key
from sanso.envelope.keys import Algorithm, SoftKey
from sanso.envelope.malformed import Malformed

PHRASE = "正しい馬 battery staple"
KEYS = [SoftKey.from_secret("Ed25519", bytes(range(32))), SoftKey.from_secret("ES256", bytes(range(1, 33)))]


def chance(size: int) -> bytes:
    return b"s" * size


def pem(
    key: PrivateKeyTypes, *, phrase: str | None = PHRASE, form: ser.PrivateFormat = ser.PrivateFormat.PKCS8
) -> bytes:
    scheme = ser.NoEncryption() if phrase is None else ser.BestAvailableEncryption(phrase.encode())
    return key.private_bytes(ser.Encoding.PEM, form, scheme)


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_round_trip(key: SoftKey) -> None:
    written = write_key(key, PHRASE)
    assert read_key(written, PHRASE).public == key.public
    assert written != write_key(key, PHRASE)
    assert write_key(key, PHRASE, chance) == write_key(key, PHRASE, chance)
    plain = (
        key.private.private_bytes(ser.Encoding.Raw, ser.PrivateFormat.Raw, ser.NoEncryption())
        if isinstance(key.private, ed25519.Ed25519PrivateKey)
        else key.private.private_numbers().private_value.to_bytes(32)
    )
    assert plain not in written


def test_the_passphrase_is_stretched() -> None:
    whole = b"".join(write_key(KEYS[0], PHRASE, chance).splitlines()[1:-1])
    assert (600_000).to_bytes(3) in base64.b64decode(whole)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_openssl_reads_it() -> None:
    command = ["openssl", "pkey", "-passin", f"pass:{PHRASE}"]
    for key in KEYS:
        plain = subprocess.run(command, input=write_key(key, PHRASE), capture_output=True, check=True).stdout
        read = ser.load_pem_private_key(plain, None)
        assert isinstance(read, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey)
        assert SoftKey(read).public == key.public


def test_keys_of_other_tools_are_read() -> None:
    for key in KEYS:
        assert read_key(b"\n" + pem(key.private), PHRASE).public == key.public


@pytest.mark.parametrize("phrase", ["", "wrong", PHRASE + " ", PHRASE.upper(), "\ud800" * 12])
def test_a_wrong_passphrase_is_said(phrase: str) -> None:
    with pytest.raises(Malformed, match="passphrase is wrong") as caught:
        read_key(pem(KEYS[0].private), phrase)
    assert caught.value.code == "key-file-passphrase"
    assert "パスフレーズ" in caught.value.text.ja


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_a_key_in_the_open_is_refused_with_the_way_out(key: SoftKey) -> None:
    with pytest.raises(Malformed, match="lies in the open") as caught:
        read_key(pem(key.private, phrase=None), PHRASE)
    assert "openssl pkcs8" in caught.value.text.en
    assert "openssl pkcs8" in caught.value.text.ja
    with pytest.raises(Malformed, match="lies in the open"):
        read_key(pem(KEYS[1].private, phrase=None, form=ser.PrivateFormat.TraditionalOpenSSL), PHRASE)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (ec.derive_private_key(7, ec.SECP384R1()), "secp384r1"),
        (ec.derive_private_key(7, ec.SECP256K1()), "secp256k1"),
        (ed448.Ed448PrivateKey.from_private_bytes(bytes(57)), "Ed448"),
        (x25519.X25519PrivateKey.from_private_bytes(bytes(32)), "X25519"),
        (rsa.generate_private_key(65537, 2048), "RSA"),
        (dsa.generate_private_key(1024), "DSA"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_algorithms_are_refused_by_name(key: PrivateKeyTypes, name: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_key(pem(key), PHRASE)
    assert caught.value.code == "key-file-kind"
    assert name in caught.value.detail


@pytest.mark.parametrize(
    "raw", [b"", b"key", b"\xff" * 99, b"-----BEGIN CERTIFICATE-----\n", b"-----BEGIN PUBLIC KEY-----"]
)
def test_other_files_are_refused(raw: bytes) -> None:
    with pytest.raises(Malformed, match="not a file with a private key"):
        read_key(raw, PHRASE)


def test_damaged_and_endless_files() -> None:
    good = pem(KEYS[0].private)
    for raw in (good[:100], good[:-30], good.replace(b"M", b"N", 1), b"-----BEGIN ENCRYPTED PRIVATE KEY-----"):
        with pytest.raises(Malformed, match="damaged"):
            read_key(raw, PHRASE)
    with pytest.raises(Malformed, match="not a file"):
        read_key(good + b"\n" * 70_000, PHRASE)


@pytest.mark.parametrize("phrase", ["", "short", "x" * 11])
def test_short_passphrases_are_refused_for_new_files(phrase: str) -> None:
    with pytest.raises(Malformed, match="at least 12"):
        write_key(KEYS[0], phrase)


def test_algorithms_are_kept() -> None:
    wanted: tuple[Algorithm, ...] = ("Ed25519", "ES256")
    assert tuple(read_key(pem(key.private), PHRASE).public.algorithm for key in KEYS) == wanted


@pytest.mark.parametrize(
    ("rounds", "code"), [(b"\x7f\xff\xff", "key-file-rounds"), (b"\x00\x00\x01", "key-file-passphrase")]
)
def test_nobody_is_kept_busy_by_the_number_of_rounds(rounds: bytes, code: str) -> None:
    lines = write_key(KEYS[0], PHRASE, chance).splitlines()
    der = base64.b64decode(b"".join(lines[1:-1])).replace((600_000).to_bytes(3), rounds)
    with pytest.raises(Malformed) as caught:
        read_key(b"\n".join([lines[0], base64.b64encode(der), lines[-1]]), PHRASE)
    assert caught.value.code == code
