"""One sequence of bytes for every value: canonical JSON (RFC 8785) and the digest of it.

Signatures do not need this, they cover bytes as they are. It serves digests of our own records, which hold no
fractions: those are refused unless they are asked for.

>>> canonical({"b": 1, "a": [True, None]})
b'{"a":[true,null],"b":1}'
>>> digest_of({})
'sha-256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import rfc8785

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = ["canonical", "digest_of"]

_DEEPEST = 64


def canonical(value: object, *, floats: bool = False) -> bytes:
    """Return the canonical form of *value* (RFC 8785); with *floats*, numbers with a fraction too.

    Raises:
        Malformed: where *value* has no canonical form.

    """
    _check(value, _DEEPEST, floats=floats)
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise _no_form(str(error)) from error


def digest_of(value: object) -> str:
    """Return ``sha-256:`` and the digest, in hexadecimal, of the canonical form of *value*.

    Raises:
        Malformed: where *value* has no canonical form.

    """
    return "sha-256:" + hashlib.sha256(canonical(value)).hexdigest()


def _check(value: object, depth: int, *, floats: bool) -> None:
    if isinstance(value, str):
        if not value.isascii():
            _check_text(value)
    elif isinstance(value, float):
        if not floats:
            raise _no_form(f"{value!r} is not a whole number")
    elif isinstance(value, Mapping | list | tuple):
        if depth == 0:
            raise _no_form(f"more than {_DEEPEST} objects and arrays within one another")
        if isinstance(value, Mapping):
            for name in value:
                if not isinstance(name, str):
                    raise _no_form(f"the name of a member is {name!r}")
                _check(name, depth, floats=floats)
        for part in value.values() if isinstance(value, Mapping) else value:
            _check(part, depth - 1, floats=floats)


def _check_text(value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _no_form("half of a surrogate pair") from error


def _no_form(detail: str) -> Malformed:
    said = Text(
        en="the record has no canonical form, so no digest either",
        ja="正規形が定まらないため、ダイジェストを計算できません",
    )
    return Malformed("canonical", said, detail)
