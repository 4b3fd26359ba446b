"""Coverage, rates and physical amounts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.amounts import Coverage, Rate, parse_amount, parse_coverage, parse_rate


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("118/120", Fraction(118, 120)),
        ("0/5", Fraction(0)),
        ("5 / 5", Fraction(1)),
        ("95 %", Fraction(95, 100)),
        ("100%", Fraction(1)),
        ("0 %", Fraction(0)),
        ("99.96 %", Fraction(9996, 10000)),
        ("33.333333 %", Fraction(33333333, 10**8)),
    ],
)
def test_coverage(text: str, share: Fraction) -> None:
    coverage = parse_coverage(text)
    assert Fraction(coverage.done, coverage.of) == share
    assert coverage.share == float(share)
    assert parse_coverage(str(coverage)) == coverage


def test_almost_all_is_not_all() -> None:
    assert parse_coverage("99.99 %").share < 1


def test_a_coverage_of_nothing_covers_nothing() -> None:
    assert parse_coverage("0/0").share == 0


@pytest.mark.parametrize(
    "text", ["", "5", "6/5", "101 %", "-1/5", "1/5/6", "5 %\n", "a/b", "1.5/2", "1/" + "9" * 13, "%", "100.1 %"]
)
def test_no_coverage(text: str) -> None:
    with pytest.raises(ValueError, match="cover"):
        parse_coverage(text)


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_coverage_comes_back(left: int, right: int) -> None:
    coverage = Coverage(min(left, right), max(left, right))
    assert parse_coverage(str(coverage)) == coverage


@pytest.mark.parametrize(
    ("text", "per_year"), [("3/year", 3), ("2/月", 24), ("0.5 / week", 26), ("1/日", 365), ("0/年", 0), ("1/day", 365)]
)
def test_rate(text: str, per_year: float) -> None:
    assert parse_rate(text) == Rate(per_year)


@pytest.mark.parametrize(
    "text", ["", "3", "3/decade", "-1/year", "3/Year", "1e3/year", "9" * 400 + "/year", "3/year\n"]
)
def test_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        parse_rate(text)


@given(st.decimals(0, 10**9, places=6), st.sampled_from(["year", "month", "week", "day"]))
def test_rate_comes_back(number: object, unit: str) -> None:
    rate = parse_rate(f"{number}/{unit}")
    assert parse_rate(str(rate)) == rate


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2 kW", (2000.0, "W")),
        ("2kW", (2000.0, "W")),
        ("1.5 MW", (1.5e6, "W")),
        ("3 m³", (3.0, "m³")),
        ("40 人", (40.0, "人")),
        ("5 kg", (5000.0, "g")),
        ("7 m/s", (7.0, "m/s")),
        (" 9 t ", (9.0, "t")),
    ],
)
def test_amount(text: str, amount: tuple[float, str]) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize("text", ["", "2", "kW", "-2 kW", "2 %", "9" * 400 + " W", "nan W", "2 k W x", "1e3 W"])
def test_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(text)
