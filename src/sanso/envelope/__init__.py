"""Formats that carry signed bytes: strict parsing, keys, signatures, trees of hashes; what is signed is no matter here.

Nothing in this room reads files, looks at the clock or reaches a network: bytes, keys, salts and times are passed in.
Every parser of foreign bytes raises `Malformed` and nothing else.
"""

from sanso.envelope.malformed import Malformed, WrongSignature

__all__ = ["Malformed", "WrongSignature"]
