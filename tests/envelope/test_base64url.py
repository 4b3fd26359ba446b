"""Base64url: one text for every sequence of bytes."""

from __future__ import annotations

import base64
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.base64url import decode, encode
from sanso.envelope.malformed import Malformed

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.binary(max_size=200))
def test_what_is_encoded_is_decoded_and_agrees_with_the_standard_library(raw: bytes) -> None:
    text = encode(raw)
    assert decode(text) == raw
    assert text == base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@given(st.text(st.sampled_from(LETTERS + "=+/ \n\r\té"), max_size=12) | st.text(max_size=12))
def test_only_what_encode_writes_is_accepted(text: str) -> None:
    try:
        raw = decode(text)
    except Malformed:
        return
    assert encode(raw) == text


def test_every_ending_is_right() -> None:
    for ending in itertools.product(LETTERS, repeat=2):
        text = "".join(ending)
        try:
            assert encode(decode(text)) == text
        except Malformed:
            assert LETTERS.index(ending[1]) % 16, "refused though no bit is stray"


@pytest.mark.parametrize(
    "text", ["AA==", "AA=", "A", "AAA A", " AA", "AA\n", "AB", "AAB", "+/8", "AA\0", "ＡＡ", "AA=A", "===="]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(Malformed, match="base64url"):
        decode(text)


def test_nothing_is_nothing() -> None:
    assert decode("") == b""
    assert encode(b"") == ""
