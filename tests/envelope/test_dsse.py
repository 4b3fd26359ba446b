"""DSSE: read and written by securesystemslib, and nothing accepted that was changed."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import serialization as ser
from securesystemslib.dsse import Envelope as TheirEnvelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

from sanso.envelope.dsse import Envelope, Signature, pae, read_envelope, seal, signers_of
from sanso.envelope.keys import PublicKey, SoftKey
from sanso.envelope.malformed import Malformed

KEYS = [SoftKey.from_secret("Ed25519", bytes(range(32))), SoftKey.from_secret("ES256", bytes(range(1, 33)))]
TYPE = "application/vnd.in-toto+json"
PAYLOAD = '{"試験":"合格"}'.encode()
PUBLIC = [key.public for key in KEYS]
BOTH = frozenset(key.thumbprint for key in PUBLIC)


def theirs(key: PublicKey) -> SSlibKey:
    loaded = ser.load_pem_public_key(_pem(key))
    return SSlibKey.from_crypto(loaded, keyid=key.thumbprint)  # type: ignore[arg-type]


def _pem(key: PublicKey) -> bytes:
    soft = next(soft for soft in KEYS if soft.public == key)
    return soft.private.public_key().public_bytes(ser.Encoding.PEM, ser.PublicFormat.SubjectPublicKeyInfo)


def test_published_pre_authentication_encoding() -> None:
    assert (
        pae("http://example.com/HelloWorld", b"hello world")
        == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("型", b"") == b"DSSEv1 3 \xe5\x9e\x8b 0 "


def test_round_trip_and_distinct_signers() -> None:
    envelope = read_envelope(seal(PAYLOAD, TYPE, [*KEYS, KEYS[0]]))
    assert (envelope.payload, envelope.payload_type, len(envelope.signatures)) == (PAYLOAD, TYPE, 3)
    assert signers_of(envelope, PUBLIC) == BOTH
    assert signers_of(envelope, PUBLIC[:1]) == {PUBLIC[0].thumbprint}
    assert signers_of(envelope, []) == frozenset()


def test_securesystemslib_reads_ours() -> None:
    envelope = TheirEnvelope.from_dict(json.loads(seal(PAYLOAD, TYPE, KEYS)))
    assert envelope.payload == PAYLOAD
    assert set(envelope.verify([theirs(key) for key in PUBLIC], 2)) == BOTH
    envelope.payload += b" "
    with pytest.raises(VerificationError):
        envelope.verify([theirs(key) for key in PUBLIC], 1)


def test_we_read_securesystemslibs() -> None:
    envelope = TheirEnvelope(PAYLOAD, TYPE, {})
    for key in KEYS:
        envelope.sign(CryptoSigner(key.private, theirs(key.public)))
    read = read_envelope(json.dumps(envelope.to_dict()).encode())
    assert read.payload == PAYLOAD
    assert signers_of(read, PUBLIC) == BOTH


def test_keys_under_names_of_their_own() -> None:
    raw = seal(PAYLOAD, TYPE, [KEYS[0]]).replace(PUBLIC[0].thumbprint.encode(), b"lab-7")
    assert signers_of(read_envelope(raw), PUBLIC) == frozenset()
    assert signers_of(read_envelope(raw), {"lab-7": PUBLIC[0]}) == {PUBLIC[0].thumbprint}
    assert signers_of(read_envelope(raw), {"lab-7": PUBLIC[1]}) == frozenset()


def test_no_flipped_bit_is_accepted() -> None:
    for key in KEYS:
        raw = seal(PAYLOAD, TYPE, [key])
        for place in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[place // 8] ^= 1 << place % 8
            try:
                read = read_envelope(bytes(flipped))
            except Malformed:
                continue
            assert signers_of(read, PUBLIC) == frozenset(), bytes(flipped)


def test_one_key_under_many_signatures_counts_once() -> None:
    envelope = read_envelope(seal(PAYLOAD, TYPE, [KEYS[0]]))
    many = Envelope(envelope.payload, envelope.payload_type, envelope.signatures * 5)
    assert signers_of(many, PUBLIC) == {PUBLIC[0].thumbprint}
    wrong_first = Envelope(PAYLOAD, TYPE, (Signature(PUBLIC[0].thumbprint, bytes(64)), *envelope.signatures))
    assert signers_of(wrong_first, PUBLIC) == {PUBLIC[0].thumbprint}


def test_a_bare_pair_of_numbers_is_no_signature_here() -> None:
    bare = Signature(PUBLIC[1].thumbprint, KEYS[1].sign(pae(TYPE, PAYLOAD)))
    assert signers_of(Envelope(PAYLOAD, TYPE, (bare,)), PUBLIC) == frozenset()


GOOD = {"payload": "e30=", "payloadType": TYPE, "signatures": [{"keyid": "a", "sig": "AA=="}]}


def test_members_that_dsse_does_not_know_are_passed_over() -> None:
    assert read_envelope(json.dumps({**GOOD, "more": 1}).encode()) == read_envelope(json.dumps(GOOD).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"payload": None},
        {"payload": "e30"},
        {"payload": "e31="},
        {"payload": "e3 0="},
        {"payload": "e30=\n"},
        {"payload": "-_8="},
        {"payload": "é"},
        {"payloadType": ""},
        {"payloadType": 1},
        {"signatures": []},
        {"signatures": {}},
        {"signatures": ["x"]},
        {"signatures": [{"sig": 1}]},
        {"signatures": [{"keyid": "a"}]},
        {"signatures": [{"keyid": 1, "sig": "AA=="}]},
        {"signatures": [{"keyid": "a", "sig": "AB=="}]},
        {"signatures": [{"keyid": "a", "sig": "AA=="}] * 65},
    ],
)
def test_what_is_no_envelope(change: dict[str, object]) -> None:
    with pytest.raises(Malformed, match="DSSE"):
        read_envelope(json.dumps(GOOD | change).encode())


def test_other_json_is_no_envelope() -> None:
    for raw in (b"[]", b"1", b"null", b"{}"):
        with pytest.raises(Malformed, match="DSSE"):
            read_envelope(raw)
