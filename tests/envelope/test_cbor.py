"""CBOR that is read is written again as it was; everything else is refused in the words of whoever reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.cbor import read_cbor
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

MOST = 64
INNER = Malformed("inner", Text.of("a person"))


@dataclass(frozen=True)
class Share:
    """The *part* of a *whole*, as numbers."""

    part: int
    whole: int

    @property
    def raw(self) -> bytes:
        """As CBOR."""
        return cbor2.dumps([self.part, self.whole])


def share(found: Any) -> Share:
    """Take a share from what was read."""
    if found == "person":
        raise INNER
    part, whole = found
    _ = part / whole
    return Share(part.__index__(), whole.__index__())


def refused(detail: str) -> Malformed:
    """Refuse."""
    return Malformed("share", Text.of("no share"), detail)


def read(raw: bytes) -> Share:
    """Read a share."""
    return read_cbor(raw, share, refused, most=MOST)


@given(st.integers(), st.integers().filter(bool))
def test_what_is_written_is_read(part: int, whole: int) -> None:
    made = Share(part, whole)
    if len(made.raw) <= MOST:
        assert read(made.raw) == made


@given(st.binary(max_size=MOST + 8))
def test_what_is_read_was_written_so(raw: bytes) -> None:
    try:
        made = read(raw)
    except Malformed:
        return
    assert made.raw == raw


@pytest.mark.parametrize(
    ("raw", "detail"),
    [
        (bytes(MOST + 1), "65 bytes"),
        (b"", "CBORDecodeEOF"),
        (b"\x82\x01\x02\x00", "not the one way to write it"),
        (b"\x82\x18\x01\x02", "not the one way to write it"),
        (b"\x9f\x01\x02\xff", "not the one way to write it"),
        (b"\x82\x01\xf5", "not the one way to write it"),
        (cbor2.dumps([1]), "ValueError"),
        (cbor2.dumps(7), "TypeError"),
        (cbor2.dumps(["1", 2]), "TypeError"),
        (cbor2.dumps([1.5, 2]), "AttributeError"),
        (cbor2.dumps([1, 0]), "ZeroDivisionError"),
    ],
)
def test_refusals_say_what_is_wrong(raw: bytes, detail: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(raw)
    assert (caught.value.code, caught.value.detail) == ("share", detail)


def test_a_refusal_from_within_is_left_as_it_is() -> None:
    with pytest.raises(Malformed) as caught:
        read(cbor2.dumps("person"))
    assert caught.value is INNER
