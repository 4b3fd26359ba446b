"""Numbers in words: never a false zero, plurals right, amounts as people write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.facts import Chance
from sanso.report.quantities import (
    chance_text,
    counted_days,
    days_text,
    estimate_text,
    loss_interval_text,
    loss_text,
    number_text,
)


@pytest.mark.parametrize(
    ("value", "en", "ja"),
    [
        (1.0, "100 %", "100%"),
        (0.9999, "99.9 %", "99.9%"),
        (0.234, "23 %", "23%"),
        (0.0231, "2.3 %", "2.3%"),
        (0.00021, "0.021 %", "0.021%"),
        (2e-5, "about 1 in 50,000 years", "約5万年に1回"),
        (1.4e-4, "0.014 %", "0.014%"),
        (1e-9, "less than 1 in 1,000,000 years", "100万年に1回未満"),
        (0.0, "none seen", "発生なし"),
    ],
)
def test_yearly_chances(value: float, en: str, ja: str) -> None:
    said = chance_text(value)
    assert (said.en, said.ja) == (en, ja)


def test_a_tiny_chance_per_campaign_is_not_told_in_years() -> None:
    assert chance_text(2e-5, yearly=False).en == "less than 0.01 %"
    assert estimate_text(Chance(2e-5, 1e-5, 3e-5), yearly=False).ja == "0.01%未満"


@pytest.mark.parametrize(
    ("chance", "en", "ja"),
    [
        (Chance(0.0231, 0.0187, 0.0279), "2.3 % (1.9–2.8 %)", "2.3%(1.9–2.8%)"),
        (Chance(0, 0, 3.7e-4), "none seen (less than 0.037 %)", "発生なし(0.037%未満)"),
        (Chance(0, 0, 0), "none seen", "発生なし"),
        (Chance(2e-5, 1.6e-5, 2.5e-5), "about 1 in 50,000 years (1 in 40,000–60,000)", "約5万年に1回(4万–6万年に1回)"),
        (Chance(2e-5, 0, 1e-4), "about 1 in 50,000 years (at most 1 in 10,000)", "約5万年に1回(多くても1万年に1回)"),
        (Chance(2e-4, 5e-5, 6e-4), "0.02 % (0.01–0.06 %)", "0.02%(0.01–0.06%)"),
    ],
)
def test_estimates_carry_their_interval(chance: Chance, en: str, ja: str) -> None:
    said = estimate_text(chance)
    assert (said.en, said.ja) == (en, ja)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_no_false_zero_and_no_exponent(one: float, two: float, three: float, yearly: bool) -> None:
    low, value, high = sorted((one, two, three))
    said = estimate_text(Chance(value, low, high), yearly=yearly)
    for text in (said.en, said.ja):
        assert not re.search(r"(?<![\d.])0\.0+ ?%|e-|nan|inf", text)


@pytest.mark.parametrize(
    ("days", "en", "ja"),
    [
        (0, "at once", "即時"),
        (1 / 1440, "1 minute", "1分"),
        (1 / 24, "1 hour", "1時間"),
        (0.25, "6 hours", "6時間"),
        (1, "1 day", "1日"),
        (1.5, "1.5 days", "1.5日"),
        (13, "13 days", "13日"),
        (28, "4 weeks", "4週間"),
        (90, "3 months", "3か月"),
        (1461, "4 years", "4年"),
    ],
)
def test_times(days: float, en: str, ja: str) -> None:
    said = days_text(days)
    assert (said.en, said.ja) == (en, ja)


@given(st.floats(0, 1e5))
def test_every_time_has_a_number_and_the_right_plural(days: float) -> None:
    said = days_text(days).en
    assert said == "at once" or re.fullmatch(r"1 [a-z]+[^s]|(?!1 )[\d.]+ [a-z]+s", said)


def test_days_as_they_were_chosen() -> None:
    assert counted_days(60).en == "60 days"
    assert counted_days(1).en == "1 day"
    assert counted_days(0.5).ja == "0.5日"


@pytest.mark.parametrize(
    ("value", "currency", "en", "ja"),
    [
        (123_456_789, "JPY", "JPY 123 million", "1億2,300万円"),
        (0, "JPY", "JPY 0", "0円"),
        (0.2, "JPY", "less than JPY 1", "1円未満"),
        (45_678, "EUR", "EUR 45.7 thousand", "EUR 45.7 thousand"),
        (-1.2e6, "JPY", "−JPY 1.2 million", "−120万円"),
        (5e16, "JPY", "more than JPY 1,000 trillion", "JPY 1,000兆以上"),
    ],
)
def test_losses_are_rounded(value: float, currency: str, en: str, ja: str) -> None:
    said = loss_text(value, currency)
    assert (said.en, said.ja) == (en, ja)


def test_a_loss_with_its_interval() -> None:
    said = loss_interval_text(Chance(3.1e6, 2.73e6, 3.47e6), "JPY")
    assert said.en == "JPY 3.1 million (JPY 2.73–3.47 million)"
    assert said.ja == "310万円(273万円~347万円)"
    mixed = loss_interval_text(Chance(1e6, 9e5, 1.1e6), "JPY")
    assert mixed.en == "JPY 1 million (JPY 900 thousand – JPY 1.1 million)"


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (2e-5, "< 0.001"), (0.123, "0.12"), (34.5, "34"), (1234, "1,200")]
)
def test_numbers_of_people(value: float, said: str) -> None:
    assert number_text(Chance(value, value, value)) == said
