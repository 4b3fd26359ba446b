"""Status lists: bits where they belong, bounded unpacking, and nothing that is not exactly such a list."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import DAY, START, key, status

from sanso.envelope import base64url
from sanso.envelope.canonical import canonical
from sanso.envelope.jws import Jws, sign_compact
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.trust.lists.status_list import LEAST, TYPE, StatusList, bits_of, read_status, sign_status

KEY = key("tuv")


def of(bits: bytes) -> StatusList:
    return StatusList("urn:list", "tuv", "revocation", START, START + DAY, bits)


@given(st.sets(st.integers(0, LEAST - 1), max_size=20))
@settings(deadline=None, max_examples=40)
def test_exactly_the_named_places_are_set(places: set[int]) -> None:
    found = read_status(sign_status(of(bits_of(places)), KEY)).verified(KEY.public)
    assert found == of(bits_of(places))
    assert all(found.has(place) for place in places)
    assert sum(byte.bit_count() for byte in found.bits) == len(places)


def test_the_first_place_is_the_highest_bit() -> None:
    assert bits_of([0])[0] == 0x80
    assert bits_of([LEAST - 1])[-1] == 1
    with pytest.raises(IndexError):
        of(bits_of([])).has(LEAST)
    with pytest.raises(IndexError):
        of(bits_of([])).has(-1)
    with pytest.raises(ValueError, match="no place"):
        bits_of([LEAST])
    with pytest.raises(ValueError, match="at least"):
        bits_of([], 8)


@given(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 99)))
def test_a_list_keeps_another_when_it_holds_all_its_places(one: set[int], other: set[int]) -> None:
    assert of(bits_of(one)).keeps(of(bits_of(other))) == (other <= one)


def test_a_longer_list_is_another_list() -> None:
    assert not of(bits_of([], LEAST * 2)).keeps(of(bits_of([])))


def test_a_list_signed_by_somebody_else() -> None:
    with pytest.raises(WrongSignature):
        read_status(status()).verified(key("part").public)


def packed(raw: bytes) -> str:
    return "u" + base64url.encode(gzip.compress(raw, mtime=0))


def changed(**changes: Any) -> str:
    value = json.loads(Jws.read(status()).payload)
    inner = changes.pop("subject", {})
    value["credentialSubject"].update(inner)
    value.update(changes)
    return sign_compact(canonical({k: v for k, v in value.items() if v is not ...}), KEY, typ=TYPE)


GOOD = packed(bits_of([3]))


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": {"encodedList": packed(bytes(LEAST // 8 - 1))}},
        {"subject": {"encodedList": packed(bytes(4 * 1024 * 1024 + 1))}},
        {"subject": {"encodedList": GOOD[1:]}},
        {"subject": {"encodedList": "z" + GOOD[1:]}},
        {"subject": {"encodedList": GOOD[:-8]}},
        {"subject": {"encodedList": "u" + base64url.encode(base64url.decode(GOOD[1:]) + b"\0")}},
        {"subject": {"encodedList": "u" + base64url.encode(gzip.compress(bits_of([])) * 2)}},
        {"subject": {"encodedList": "u" + base64url.encode(b"no gzip")}},
        {"subject": {"encodedList": 7}},
        {"subject": {"statusPurpose": "message"}},
        {"subject": {"statusPurpose": ["revocation", "suspension"]}},
        {"subject": {"id": "urn:other"}},
        {"subject": {"statusSize": 2}},
        {"subject": {"ttl": 1}},
        {"validUntil": ...},
        {"validUntil": "2026-10-01T00:00:00Z"},
        {"issuer": ["tuv"]},
        {"name": "more"},
        {"type": ["VerifiableCredential", "SansoClaim"]},
    ],
)
def test_what_is_not_exactly_a_status_list_is_refused(changes: dict[str, Any]) -> None:
    assert read_status(changed(subject={"encodedList": GOOD})).status.has(3)
    with pytest.raises(Malformed):
        read_status(changed(**changes))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(bytes(64 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(Malformed, match="can not be unpacked"):
        read_status(changed(subject={"encodedList": bomb}))
