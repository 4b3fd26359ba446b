"""JSON with one reading: agrees with the standard library where it accepts, and refuses what has two readings."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import LARGEST, Limits, read_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)

SCALARS = st.sampled_from(
    [
        "0",
        "-0",
        "7",
        "1.0",
        "1e5",
        "9007199254740991",
        "9007199254740992",
        "true",
        "null",
        '"a"',
        '"é"',
        '"\\u0061"',
        '"\\n"',
        '"."',
    ]
)
WRITTEN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[{','.join(parts)}]")
        | st.lists(st.tuples(st.sampled_from(['"a"', '"b"', '"\\u0061"']), inner).map(":".join), max_size=3).map(
            lambda members: f"{{{','.join(members)}}}"
        )
    ),
    max_leaves=6,
)
"""Texts of JSON, with fractions, long numbers and members that occur twice."""


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_what_is_written_is_read(value: object, ascii_only: bool, indent: int | None) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    assert read_json(raw) == value
    assert read_json(b" \r\n\t" + raw + b"\n ") == value


@given(st.binary(max_size=60) | st.text(st.sampled_from('{}[]:,"\\u0dD89e.+- \n1taruefs'), max_size=24).map(str.encode))
def test_whatever_is_accepted_means_the_same_to_the_standard_library(raw: bytes) -> None:
    try:
        value = read_json(raw)
    except Malformed:
        return
    assert json.loads(raw) == value


def outcome(raw: bytes) -> str:
    try:
        return repr(read_json(raw))
    except Malformed as problem:
        return problem.code


@given(WRITTEN)
@settings(max_examples=400)
def test_a_space_behind_changes_nothing(text: str) -> None:
    assert outcome(text.encode()) == outcome(text.encode() + b" ")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"a":1,"a":1}', "json-twice"),
        (b'{"a":{"b":[{"c":1,"\\u0063":2}]}}', "json-twice"),
        (b'{"":0,"":0}', "json-twice"),
        (b"[NaN]", "json-not-finite"),
        (b"[Infinity]", "json-not-finite"),
        (b"[-Infinity]", "json-not-finite"),
        (b"[1.0]", "json-fraction"),
        (b"[1e2]", "json-fraction"),
        (b"[1E400]", "json-fraction"),
        (b"[9007199254740992]", "json-large-number"),
        (b"[-9007199254740992]", "json-large-number"),
        (b"[" + b"9" * 5000 + b"]", "json-large-number"),
        (b"[" * 33 + b"]" * 33, "json-depth"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "json-depth"),
        (b"[" * 100_000, "json-depth"),
        (b"\xef\xbb\xbf{}", "json-mark"),
        ('["\ud800"]'.encode("utf-8", "surrogatepass"), "json-utf8"),
        (rb'["\ud800"]', "json-surrogate"),
        (rb'["\uDC00\uD800"]', "json-surrogate"),
        (rb'{"\uDfFf":1}', "json-surrogate"),
        ('{"a":1}'.encode("utf-16"), "json-utf8"),
        ('{"a":1}'.encode("utf-16-le"), "json"),
        ('{"a":1}'.encode("utf-32-be"), "json"),
        (b"[\xc0\xaf]", "json-utf8"),
        (b'["\n"]', "json"),
        (b"[1,]", "json"),
        (b"{'a':1}", "json"),
        (b"[01]", "json"),
        (b"[+1]", "json"),
        (b"", "json"),
        (b"{}{}", "json"),
        (b"{} x", "json"),
        (b"\x0b{}", "json"),
        (b"{}\xc2\xa0", "json"),
        (b"[1]//", "json"),
    ],
)
def test_what_has_two_readings_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_json(raw)
    assert caught.value.code == code
    assert caught.value.text.en != caught.value.text.ja


def test_the_edges_are_accepted() -> None:
    assert read_json(b"[9007199254740991,-9007199254740991,-0]") == [LARGEST, -LARGEST, 0]
    assert read_json(rb'["\ud83d\ude00"]') == ["\U0001f600"]
    deep = read_json(b"[" * 32 + b"]" * 32)
    for _ in range(31):
        assert isinstance(deep, list)
        [deep] = deep
    assert deep == []


@given(TEXTS.map(lambda text: text + '[{"\\'), st.integers(0, 40))
def test_brackets_within_texts_do_not_count(text: str, times: int) -> None:
    value = [text * times] * 3
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


def test_limits_are_the_callers() -> None:
    assert read_json(b"[1.5,1e2]", Limits(floats=True)) == [1.5, 100.0]
    with pytest.raises(Malformed, match="not finite"):
        read_json(b"[1e999]", Limits(floats=True))
    with pytest.raises(Malformed, match="more than 1 "):
        read_json(b"[[]]", Limits(depth=1))
    with pytest.raises(Malformed, match="larger than 3 bytes"):
        read_json(b"[[]]", Limits(size=3))
    with pytest.raises(Malformed, match="4194304"):
        read_json(b" " * (4 * 1024 * 1024) + b"1")


def test_quotes_and_escapes_that_never_end_take_no_time() -> None:
    for raw in (b'"\\' * 500_000, b'["' + b"\\" * 999_999, b'[[[[[[{"' * 100_000):
        with pytest.raises(Malformed):
            read_json(raw, Limits(depth=8))
