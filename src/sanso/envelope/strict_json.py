"""JSON that has one reading only: what two parsers could understand in two ways is refused.

UTF-8 without a byte order mark, no member twice, no NaN or infinity, no fractions unless they are allowed, whole
numbers that every reader holds exactly (RFC 7493 §2.2), no halves of a surrogate pair, bounded depth and size.

Most texts are written without spaces: what a fast reader understands is written again, and where that gives the same
bytes, nothing was lost in reading. Any other text goes to a reader that looks at every member and number.

>>> read_json(b'{"result": "met", "count": 3}')
{'result': 'met', 'count': 3}
>>> read_json(b'{"a": 1, "a": 2}')
Traceback (most recent call last):
    ...
sanso.envelope.malformed.Malformed: the JSON object has the same member twice ('a')
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn, TypeAlias, cast

import msgspec

from sanso.envelope.malformed import Malformed
from sanso.model.problems import problem_text
from sanso.model.text import Text

__all__ = ["LARGEST", "Json", "Limits", "read_json"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""A value of JSON."""
LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly (RFC 7493 §2.2)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before it is refused."""

    size: int = 4 * 1024 * 1024
    """Bytes."""
    depth: int = 32
    """Objects and arrays within one another."""
    floats: bool = False
    """Whether numbers with a fraction or an exponent are read."""


_USUAL = Limits()
_MARK = b"\xef\xbb\xbf"
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"|([\[{])|([\]}])', re.DOTALL)


def read_json(raw: bytes, limits: Limits = _USUAL) -> Json:
    """Return what *raw* says.

    Raises:
        Malformed: where it is not JSON, has more than one reading, or exceeds *limits*.

    """
    if len(raw) > limits.size:
        raise _too_large(len(raw), limits.size)
    if raw.count(b"[") + raw.count(b"{") > limits.depth:
        _check_depth(_decoded(raw), limits.depth)
    value = _as_written(raw)
    return _slowly(raw, limits) if value is _OTHERWISE else cast("Json", value)


def _as_written(raw: bytes) -> object:
    """Return what *raw* says where writing it again gives the same bytes; `_OTHERWISE` where it has to be looked at.

    Of two members with one name, the writer has the last only. What it writes of long numbers and of fractions would
    be the same again: these are left to the slow reader.
    """
    if raw.translate(_DIGITS).find(_LONG_NUMBER) >= 0:
        return _OTHERWISE
    try:
        value = _FAST.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _OTHERWISE
    return value if _WRITER.encode(value) == raw else _OTHERWISE


def _slowly(raw: bytes, limits: Limits) -> Json:
    text = _decoded(raw)
    decoder = _WITH_FLOATS if limits.floats else _WHOLE
    try:
        value: Json = decoder.decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(raw, error) from error
    if _ESCAPED_SURROGATE.search(text):
        _check_surrogates(value)
    return value


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        said = Text(en="the text is not UTF-8", ja="テキストがUTF-8ではありません")
        raise Malformed("json-utf8", said, f"byte {error.start}") from error


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        said = Text(
            en="the JSON object has the same member twice", ja="JSONのオブジェクトに同じ名前のメンバーが二つあります"
        )
        raise Malformed("json-twice", said, ascii(twice[:64]))
    return members


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(number := int(digits)) > LARGEST:
        said = Text(
            en="the JSON text holds a whole number beyond 2^53 - 1, which not every reader holds exactly",
            ja="2^53 - 1を超える整数があります。読み手によっては正確に扱えません",
        )
        raise Malformed("json-large-number", said, digits[:24])
    return number


def _no_fraction(digits: str) -> NoReturn:
    said = Text(
        en="the JSON text holds a number with a fraction or an exponent; whole numbers only",
        ja="小数または指数表記の数値があります。整数しか使えません",
    )
    raise Malformed("json-fraction", said, digits[:24])


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        _no_constant(digits[:24])
    return number


def _no_constant(name: str) -> NoReturn:
    said = Text(en="the JSON text holds a number that is not finite", ja="有限でない数値があります")
    raise Malformed("json-not-finite", said, name)


def _decoder(fraction: Callable[[str], float]) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_once, parse_int=_whole, parse_float=fraction, parse_constant=_no_constant
    )


def _left_to_the_slow_reader(_digits: str) -> NoReturn:
    raise ValueError


_WHOLE = _decoder(_no_fraction)
_WITH_FLOATS = _decoder(_finite)
_FAST = msgspec.json.Decoder(float_hook=_left_to_the_slow_reader)
_WRITER = msgspec.json.Encoder()
_OTHERWISE: Final = object()
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_LONG_NUMBER = b"0" * len(str(LARGEST))


def _check_depth(text: str, most: int) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found.lastindex == 1:
            depth += 1
            if depth > most:
                said = Text(
                    en="the JSON text has more than {most} objects and arrays within one another",
                    ja="JSONのオブジェクトと配列の入れ子が{most}段を超えています",
                )
                raise Malformed("json-depth", said.fill(most=most))
        elif found.lastindex == 2:
            depth -= 1


def _check_surrogates(value: Json) -> None:
    waiting: list[Json] = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            waiting.extend(here)
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, str) and _SURROGATE.search(here):
            said = Text(
                en="the JSON text holds half of a surrogate pair", ja="サロゲートペアの片方だけの文字があります"
            )
            raise Malformed("json-surrogate", said, ascii(here[:32]))


def _too_large(size: int, most: int) -> Malformed:
    said = Text(en="the JSON text is larger than {most} bytes", ja="JSONが{most}バイトを超えています")
    return Malformed("json-size", said.fill(most=most), str(size))


def _not_json(raw: bytes, error: json.JSONDecodeError) -> Malformed:
    if raw.startswith(_MARK):
        said = Text(en="the JSON text begins with a byte order mark", ja="JSONの先頭にバイト順マーク(BOM)があります")
        return Malformed("json-mark", said)
    said = Text(en="not JSON: {problem}", ja="JSONではありません: {problem}").fill(problem=problem_text(error.msg))
    return Malformed("json", said, f"line {error.lineno}, column {error.colno}")
