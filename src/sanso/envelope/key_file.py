"""Private keys in files: PKCS#8 under a passphrase (RFC 5958, RFC 8018 PBES2), which openssl reads too.

The passphrase is stretched by PBKDF2 with SHA-256 and 600,000 rounds; AES-256 in CBC mode hides the key. A key that
lies in the open is refused, with the command that puts it under a passphrase.

>>> from sanso.envelope.keys import new_key
>>> key = new_key("Ed25519")
>>> read_key(write_key(key, "correct horse battery"), "correct horse battery").public == key.public
True
"""

from __future__ import annotations

import secrets
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from sanso.envelope.keys import SoftKey
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = ["SHORTEST_PASSPHRASE", "read_key", "write_key"]

SHORTEST_PASSPHRASE: Final = 12
"""Characters of a passphrase for a new file."""
_ROUNDS: Final = 600_000
_MOST_ROUNDS: Final = 5_000_000
"""Some seconds; a file that asks for more is damaged, or made to keep the reader busy."""
_LARGEST: Final = 64 * 1024
_ENCRYPTED: Final = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"
_OPEN: Final = (b"-----BEGIN PRIVATE KEY-----", b"-----BEGIN EC PRIVATE KEY-----", b"-----BEGIN RSA PRIVATE KEY-----")
_PBES2: Final = bytes.fromhex("06092a864886f70d01050d")
_PBKDF2: Final = bytes.fromhex("06092a864886f70d01050c")
_HMAC_SHA256: Final = bytes.fromhex("300c06082a864886f70d02090500")
_AES_256_CBC: Final = bytes.fromhex("060960864801650304012a")
_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04


def write_key(key: SoftKey, passphrase: str, chance: Callable[[int], bytes] = secrets.token_bytes) -> bytes:
    """Return the file of *key* under *passphrase*; *chance* gives salt and initial vector.

    Raises:
        Malformed: where the passphrase is shorter than `SHORTEST_PASSPHRASE`.

    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise _malformed(
            "key-file-short",
            f"the passphrase needs at least {SHORTEST_PASSPHRASE} characters",
            f"パスフレーズは{SHORTEST_PASSPHRASE}文字以上にしてください",
        )
    salt, vector = chance(16), chance(16)
    plain = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    secret = PBKDF2HMAC(SHA256(), 32, salt, _ROUNDS).derive(passphrase.encode())
    padder, cipher = PKCS7(128).padder(), Cipher(algorithms.AES(secret), modes.CBC(vector)).encryptor()
    hidden = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    rounds = _ROUNDS.to_bytes(3)
    stretch = _der(_SEQUENCE, _der(_OCTETS, salt) + _der(_INTEGER, rounds) + _HMAC_SHA256)
    scheme = _der(_SEQUENCE, _PBKDF2 + stretch) + _der(_SEQUENCE, _AES_256_CBC + _der(_OCTETS, vector))
    whole = _der(_SEQUENCE, _der(_SEQUENCE, _PBES2 + _der(_SEQUENCE, scheme)) + _der(_OCTETS, hidden))
    text = b2a_base64(whole, newline=False)
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return b"\n".join([_ENCRYPTED, *lines, b"-----END ENCRYPTED PRIVATE KEY-----", b""])


def read_key(pem: bytes, passphrase: str) -> SoftKey:
    """Return the key in the file *pem*.

    Raises:
        Malformed: where the passphrase is wrong, the key lies in the open, is of another algorithm, or is none at all.

    """
    head = pem.lstrip()
    if len(pem) > _LARGEST or not head.startswith((_ENCRYPTED, *_OPEN)):
        raise _malformed(
            "key-file", "not a file with a private key (PKCS#8, PEM)", "秘密鍵のファイル(PKCS#8、PEM)ではありません"
        )
    if not head.startswith(_ENCRYPTED):
        raise _malformed(
            "key-file-open",
            "the private key lies in the open; put it under a passphrase: "
            "openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000 -in KEY -out NEW",
            "秘密鍵が暗号化されていません。パスフレーズを付けてください: "
            "openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000 -in 鍵 -out 新しい鍵",
        )
    _check_rounds(head)
    try:
        private = load_pem_private_key(pem, passphrase.encode())
    except UnsupportedAlgorithm as error:
        raise _other_kind(str(error)[:80]) from error
    except (ValueError, TypeError) as error:
        raise _damaged() from error
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return SoftKey(private)
    if isinstance(private, ec.EllipticCurvePrivateKey) and isinstance(private.curve, ec.SECP256R1):
        return SoftKey(private)
    raise _other_kind(_name_of(private))


def _check_rounds(head: bytes) -> None:
    """Refuse what asks for hours of stretching: the number that follows the salt of PBKDF2 (RFC 8018 §A.2)."""
    body = head.partition(b"-----END")[0].partition(_ENCRYPTED)[2]
    try:
        der = a2b_base64(body)
    except Error:
        return
    _, found, rest = der.partition(_PBKDF2)
    if not found:
        return
    salt = 4 + int.from_bytes(rest[3:4])
    rounds = int.from_bytes(rest[salt + 2 :][: int.from_bytes(rest[salt + 1 : salt + 2])])
    if bytes((*rest[0:1], *rest[2:3], *rest[salt : salt + 1])) != bytes((_SEQUENCE, _OCTETS, _INTEGER)):
        raise _damaged()
    if rounds > _MOST_ROUNDS:
        raise _malformed(
            "key-file-rounds",
            f"the key file asks for {rounds} rounds to open it; at most {_MOST_ROUNDS} are done",
            f"鍵ファイルを開くために{rounds}回の反復が必要とされています。上限は{_MOST_ROUNDS}回です",
        )


def _name_of(private: object) -> str:
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return private.curve.name
    return type(private).__name__.removesuffix("PrivateKey").lstrip("_")


def _damaged() -> Malformed:
    return _malformed(
        "key-file-passphrase",
        "the passphrase is wrong, or the file is damaged",
        "パスフレーズが違うか、ファイルが壊れています",
    )


def _other_kind(name: str) -> Malformed:
    return _malformed(
        "key-file-kind",
        "keys of this kind are not used; ES256 (P-256) and Ed25519 are",
        "この種類の鍵は使えません。使えるのはES256(P-256)とEd25519です",
        name,
    )


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x81" + bytes([size]) if size < 256 else b"\x82" + size.to_bytes(2)
    return bytes([tag]) + length + content


def _malformed(code: str, en: str, ja: str, detail: str = "") -> Malformed:
    return Malformed(code, Text(en=en, ja=ja), detail)
