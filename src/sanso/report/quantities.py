"""Probabilities, times and estimated sums of money in words.

Numbers are rounded to what they are worth: two digits of a probability, three of a loss. A probability is never
written as ``0.00 %``: what is too small for a percentage is told in years, and what no world showed is told by
its upper bound.

>>> from sanso.facts import Chance
>>> estimate_text(Chance(0.0231, 0.0187, 0.0279)).en
'2.3 % (1.9–2.8 %)'
>>> days_text(0.25).en, days_text(40).ja
('6 hours', '6週間')
"""

from __future__ import annotations

from typing import Protocol

from sanso.model.money import parse_money
from sanso.model.text import Text

__all__ = [
    "Interval",
    "chance_text",
    "counted_days",
    "days_text",
    "estimate_text",
    "loss_interval_text",
    "loss_range_text",
    "loss_text",
    "number_text",
    "percent_text",
    "rounded",
]

_SMALLEST = 1e-4
"""Probabilities below are told in years."""

_UNITS = (
    (1 / 24, 1 / 1440, "minute", "分"),
    (1.0, 1 / 24, "hour", "時間"),
    (14.0, 1.0, "day", "日"),
    (70.0, 7.0, "week", "週間"),
    (730.0, 30.4375, "month", "か月"),
    (float("inf"), 365.25, "year", "年"),
)
"""Times in days up to the first number are told in the unit of so many days."""


class Interval(Protocol):
    """A value between two bounds."""

    @property
    def value(self) -> float:
        """The value itself."""

    @property
    def low(self) -> float:
        """Lower bound."""

    @property
    def high(self) -> float:
        """Upper bound."""


def rounded(value: float, digits: int) -> float:
    """Return *value* with so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


def percent_text(value: float) -> str:
    """Write a probability as a percentage with two digits, without the sign of the percentage."""
    percent = 100 * value
    if percent > 99.95:
        return "100" if value >= 1 else "99.9"
    if percent >= 98.95:
        return f"{percent:.1f}"
    text = f"{rounded(percent, 2):.6f}".rstrip("0").rstrip(".")
    return text or "0"


_LONGEST = 1_000_000
"""Years; what is rarer is told as rarer than that."""


def _years(value: float) -> Text:
    years = min(int(rounded(1 / value, 1)), _LONGEST)
    return Text(en=f"{years:,}", ja=f"{years // 10_000}万" if years % 10_000 == 0 else f"{years:,}")


def chance_text(value: float, *, yearly: bool = True) -> Text:
    """Say a probability; a tiny one in years where it is one per year, else as less than 0.01 %."""
    if value <= 0:
        return Text(en="none seen", ja="発生なし")
    if value >= _SMALLEST:
        return Text(en=f"{percent_text(value)} %", ja=f"{percent_text(value)}%")
    if yearly and value <= 1 / _LONGEST:
        return Text(en="less than 1 in 1,000,000 years", ja="100万年に1回未満")
    if yearly:
        return Text(en=f"about 1 in {_years(value).en} years", ja=f"約{_years(value).ja}年に1回")
    return Text(en="less than 0.01 %", ja="0.01%未満")


def estimate_text(estimate: Interval, *, yearly: bool = True) -> Text:
    """Say an estimated probability with its 95 % interval."""
    value = chance_text(estimate.value, yearly=yearly)
    if estimate.value <= 0:
        if estimate.high <= 0:
            return value
        most = chance_text(max(estimate.high, _SMALLEST))
        return Text(en=f"{value.en} (less than {most.en})", ja=f"{value.ja}({most.ja}未満)")
    if estimate.value < _SMALLEST:
        return _seldom(estimate, value) if yearly and estimate.value > 1 / _LONGEST else value
    low, high = percent_text(max(estimate.low, 0.0)), percent_text(min(estimate.high, 1.0))
    if 0 < estimate.low < _SMALLEST:
        low = "0.01"
    return Text(en=f"{value.en} ({low}–{high} %)", ja=f"{value.ja}({low}–{high}%)")


def _seldom(estimate: Interval, value: Text) -> Text:
    """Say a yearly probability that is told in years, with its interval in years."""
    often = _years(estimate.high)
    if estimate.low <= 0:
        return Text(en=f"{value.en} (at most 1 in {often.en})", ja=f"{value.ja}(多くても{often.ja}年に1回)")
    seldom = _years(estimate.low)
    return Text(en=f"{value.en} (1 in {often.en}–{seldom.en})", ja=f"{value.ja}({often.ja}–{seldom.ja}年に1回)")


def days_text(days: float | None) -> Text:
    """Say a time that is given in days: minutes, hours, days, weeks, months or years.

    Nothing said where *days* is None; less than a minute is at once.
    """
    if days is None:
        return Text(en="not stated", ja="未算出")
    if days < 1 / 1440:
        return Text(en="at once", ja="即時")
    for most, size, noun, mark in _UNITS:
        number = days / size
        shown = f"{number:.1f}" if number < 2.95 and most > 1 else f"{number:.0f}"
        shown = shown.removesuffix(".0")
        if days < most and not (most <= 1 and float(shown) >= most / size):
            return Text(en=f"{shown} {noun}{'' if shown == '1' else 's'}", ja=f"{shown}{mark}")
    raise AssertionError(days)


def counted_days(days: float) -> Text:
    """Say a number of days as it was chosen: ``1 day``, ``60 days``."""
    shown = f"{days:,.6g}" if days < 1e6 else f"{days:,.0f}"
    return Text(en=f"{shown} day{'' if shown == '1' else 's'}", ja=f"{shown}日")


def loss_text(value: float, currency: str) -> Text:
    """Say an estimated sum of money, rounded to three digits.

    >>> loss_text(123_456_789, "JPY").ja
    '1億2,300万円'
    """
    short = rounded(value, 3)
    if short < 0:
        positive = loss_text(-value, currency)
        return Text(en=f"−{positive.en}", ja=f"−{positive.ja}")
    if short < 1:
        least = parse_money(f"1 {currency}").text()
        zero = parse_money(f"0 {currency}").text()
        return zero if value <= 0 else Text(en=f"less than {least.en}", ja=f"{least.ja}未満")
    if short >= 1e15:
        return Text(en=f"more than {currency} 1,000 trillion", ja=f"{currency} 1,000兆以上")
    return parse_money(f"{short:.0f} {currency}").text()


def loss_interval_text(estimate: Interval, currency: str) -> Text:
    """Say an estimated sum of money with its 95 % interval."""
    value = loss_text(estimate.value, currency)
    if estimate.low == estimate.high:
        return value
    span = loss_range_text(estimate.low, estimate.high, currency)
    return Text(en=f"{value.en} ({span.en})", ja=f"{value.ja}({span.ja})")


def loss_range_text(low: float, high: float, currency: str) -> Text:
    """Say the range between two sums of money, each of them once.

    >>> loss_range_text(2.73e6, 3.47e6, "JPY").en
    'JPY 2.73–3.47 million'
    """
    first, last = loss_text(low, currency), loss_text(high, currency)
    one, other = first.en.split(" "), last.en.split(" ")
    short = len(one) == len(other) and [one[0], *one[2:]] == [other[0], *other[2:]] and one[0] == currency
    en = f"{currency} {one[1]}–{' '.join(other[1:])}" if short else f"{first.en} – {last.en}"
    return Text(en=en, ja=f"{first.ja}~{last.ja}")


def number_text(estimate: Interval) -> str:
    """Write an estimated number of people: 0.12, 3.4, 120."""
    value = estimate.value
    if value <= 0:
        return "0"
    if value < 0.001:
        return "< 0.001"
    return f"{rounded(value, 2):,.3f}".rstrip("0").rstrip(".")
