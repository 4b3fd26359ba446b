r"""CBOR from outside (RFC 8949) where there is one way only to write a thing: what is read is written again, as it was.

>>> from dataclasses import dataclass
>>> from sanso.model.text import Text
>>> @dataclass
... class Place:
...     number: int
...     @property
...     def raw(self) -> bytes:
...         return bytes([self.number])
>>> read_cbor(b"\x05", Place, lambda detail: Malformed("place", Text.of("no place"), detail), most=9).number
5
>>> read_cbor(b"\x18\x05", Place, lambda detail: Malformed("place", Text.of("no place"), detail), most=9)
Traceback (most recent call last):
sanso.envelope.malformed.Malformed: no place (not the one way to write it)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sanso.envelope.malformed import Malformed

__all__ = ["Written", "read_cbor"]


class Written(Protocol):
    """What can be written again."""

    @property
    def raw(self) -> bytes:
        """The bytes, in the one way to write them."""
        ...


_Read = TypeVar("_Read", bound=Written)


def read_cbor(raw: bytes, made: Callable[[Any], _Read], refused: Callable[[str], Malformed], *, most: int) -> _Read:
    """Return what *made* makes of the CBOR in *raw*, of *most* bytes at most.

    *made* may stumble over what it does not expect, as long as it does so by an error of lookup, type, value or
    arithmetic.

    Raises:
        Malformed: made by *refused* from what is wrong, where it is too long, not CBOR, nothing that *made* takes, or
            written in another way than what was made of it writes itself.

    """
    import cbor2

    if len(raw) > most:
        raise refused(f"{len(raw)} bytes")
    try:
        read = made(cbor2.loads(raw))
        same = read.raw == raw
    except (cbor2.CBORError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise refused(type(error).__name__) from error
    if not same:
        raise refused("not the one way to write it")
    return read
