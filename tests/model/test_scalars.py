"""Plain scalars by the core rules of YAML 1.2."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.scalars import resolve

TEXTS = [
    "NO", "no", "Yes", "yes", "on", "off", "y", "n", "012", "-012", "00", "1_000", "0o17", "0x1F", "0b1", "2026-04-01",
    "2026-04-01T12:00:00Z", "12:30:45", "1e", "e1", ".", "-", "+", "--1", "1.2.3", "=", "<<", "nULL", "tRue", "inf",
    "nan", ".Nan", "5 MJPY", "3億円", "\uff11\uff12", "1e1000", "9" * 19, "1\n", "true ",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_stays_text(text: str) -> None:
    assert resolve(text) == text
    assert isinstance(resolve(text), str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("-0", 0), ("12", 12), ("+12", 12), ("-7", -7), ("9" * 18, int("9" * 18)), ("1.5", 1.5), ("1.", 1.0),
        (".5", 0.5), ("-.5e3", -500.0), ("1e3", 1000.0), ("6.02E+23", 6.02e23), ("true", True), ("TRUE", True),
        ("False", False), ("null", None), ("~", None), ("", None), (".inf", math.inf), ("-.INF", -math.inf),
    ],
)  # fmt: skip
def test_becomes_a_value(text: str, value: object) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_nan_is_no_number() -> None:
    value = resolve(".nan")
    assert isinstance(value, float)
    assert math.isnan(value)


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_integers_come_back(number: int) -> None:
    assert resolve(str(number)) == number


@given(st.text(max_size=50))
def test_never_raises(text: str) -> None:
    value = resolve(text)
    assert value is None or isinstance(value, (str, bool, int, float))
