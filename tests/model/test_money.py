"""Money in both ways of writing, exact and never without a currency."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.money import MONEY_PATTERN, Money, parse_money

FULL_WIDTH = str.maketrans("0123456789,.¥", "".join(map(chr, [*range(0xFF10, 0xFF1A), 0xFF0C, 0xFF0E, 0xFFE5])))


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("3億円", 300_000_000, "JPY"),
        ("500万円", 5_000_000, "JPY"),
        ("1億2000万円", 120_000_000, "JPY"),
        ("3億5千万円", 350_000_000, "JPY"),
        ("1兆2億3万4円", 1_000_200_030_004, "JPY"),
        ("1.5億円", 150_000_000, "JPY"),
        ("2百万円", 2_000_000, "JPY"),
        ("500千円", 500_000, "JPY"),
        ("5,000円", 5_000, "JPY"),
        ("¥5,000", 5_000, "JPY"),
        ("¥ 5,000円", 5_000, "JPY"),
        ("0円", 0, "JPY"),
        ("5 MJPY", 5_000_000, "JPY"),
        ("30 GJPY", 30_000_000_000, "JPY"),
        ("20 kEUR", 2_000_000, "EUR"),
        ("1,200.50 EUR", 120_050, "EUR"),
        ("0.01 USD", 1, "USD"),
        ("100 MXN", 10_000, "MXN"),
        ("5 GBP", 500, "GBP"),
        ("1 M GBP", 100_000_000, "GBP"),
        ("2 B USD", 200_000_000_000, "USD"),
        ("1.234 KWD", 1_234, "KWD"),
        (" 7 USD ", 700, "USD"),
    ],
)
def test_reads(text: str, minor: int, currency: str) -> None:
    assert parse_money(text) == Money(minor, currency)
    assert parse_money(text.translate(FULL_WIDTH)) == Money(minor, currency)
    assert re.search(MONEY_PATTERN, text)
    assert re.search(MONEY_PATTERN, text.translate(FULL_WIDTH))


@pytest.mark.parametrize(
    "text",
    [
        "", "500", "5万", "5 M", "JPY", "円", "¥", "万円", "-5 USD", "5 usd", "5 EURO", "5 US", "$5", "5,5 EUR",
        "1,50 EUR", "12,34,567 JPY", "1,,000 JPY", ",5 USD", "5. USD", ".5 USD", "5 USD 6", "0.5 JPY", "0.001 USD",
        "0.5円", "3万5億円", "5千5千円", "1千2百万円", "3兆億円", "1万1.5万円", "1億円2", "1" * 61 + " JPY",
        "9" * 19 + " JPY", "9" * 17 + " EUR", "5 MJPY\n6", "nan USD", "inf JPY", "1e9 JPY", "5\x00 USD",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an amount|finer than"):
        parse_money(text)


@pytest.mark.parametrize("text", ["1" * 40 + "x円", "1," * 5000 + "円円", "1億" * 5000 + "x円", "9" * 10**6 + " JPY"])
def test_refuses_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError, match="not an amount"):
        parse_money(text)
    assert time.process_time() - began < 0.5


CURRENCIES = st.sampled_from(["JPY", "EUR", "USD", "KWD", "MXN", "GBP", "TND", "KRW"])


@given(st.integers(0, 10**18), CURRENCIES)
def test_text_comes_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert parse_money(str(money)) == money


@given(st.integers(0, 10**18), CURRENCIES, st.integers(0, 10**12))
def test_reckoning_is_exact(minor: int, currency: str, factor: int) -> None:
    money = Money(minor, currency)
    digits = {"JPY": 0, "KRW": 0, "KWD": 3, "TND": 3}.get(currency, 2)
    assert money.times(factor).minor == minor * factor
    assert Decimal(f"{minor * factor}E-{digits}") == money.times(factor).major


@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_japanese_marks_add_up(billions: int, tens: int, ones: int) -> None:
    assert parse_money(f"{billions}億{tens}万{ones}円").minor == billions * 10**8 + tens * 10**4 + ones


@given(st.text(alphabet="0123456789,.億万千百兆円¥ JPYMk", max_size=14))
def test_schema_and_reader_take_the_same_signs(text: str) -> None:
    try:
        parse_money(text)
    except ValueError:
        return
    assert re.search(MONEY_PATTERN, text)
