"""Days, months and intervals."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.model.dates import Period, parse_day, parse_interval


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-04-01", (2026, 4, 1), (2026, 4, 1)),
        ("2026-04", (2026, 4, 1), (2026, 4, 30)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2100-02", (2100, 2, 1), (2100, 2, 28)),
        ("0001-01-01", (1, 1, 1), (1, 1, 1)),
        ("9999-12", (9999, 12, 1), (9999, 12, 31)),
        ("2024-02-29", (2024, 2, 29), (2024, 2, 29)),
    ],
)
def test_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert parse_day(text) == dt.date(*first)
    assert parse_day(text, last=True) == dt.date(*last)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-2-30", "2026-02-30", "2025-02-29", "0000-01-01", "0000-01", "2026-13", "2026-00", "2026-04-00",
     "26-04-01", "2026/04/01", "2026-04-01T00:00", "2026-04-01\n", "-2026-04", "12026-01-01"],
)  # fmt: skip
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the calendar has sentences of its own
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("P1Y", Period(12)),
        ("P1Y6M", Period(18)),
        ("P2W", Period(0, 14)),
        ("P30D", Period(0, 30)),
        ("PT15M", Period(0, 0, 15)),
        ("PT2H30M", Period(0, 0, 150)),
        ("P1DT1H", Period(0, 1, 60)),
        ("P0D", Period()),
        ("P9999Y", Period(119_988)),
    ],
)
def test_intervals(text: str, period: Period) -> None:
    assert parse_interval(text) == period


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1YT", "1Y", "P1", "P-1D", "P1.5Y", "P1H", "PT1D", "P1D1Y", "p1y", "P1Y\n", "P99999999Y",
     "P9999999Y", "P9999999W", "PT9999999H", "P" + "9" * 5000 + "D"],
)  # fmt: skip
def test_no_intervals(text: str) -> None:
    with pytest.raises(ValueError, match=r"interval|calendar"):
        parse_interval(text)


DAYS = st.dates()
PERIODS = st.builds(Period, st.integers(0, 120_000), st.integers(0, 3_660_000), st.integers(0, 3_660_000)).filter(
    lambda period: period.days_at_most <= 3_660_000
)


@given(PERIODS)
def test_intervals_come_back(period: Period) -> None:
    assert parse_interval(str(period)) == period


@given(DAYS, PERIODS)
def test_after_stays_in_the_calendar(start: dt.date, period: Period) -> None:
    end = period.after(start)
    assert start <= end <= dt.date.max
    if end < dt.date.max:
        assert (end - start).days <= period.days_at_most


@given(DAYS, st.integers(0, 1200))
def test_months_end_on_the_same_day_or_the_last(start: dt.date, months: int) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > 9999:
        return
    end = Period(months).after(start)
    assert (end.year, end.month) == (year, month + 1)
    assert end.day == min(start.day, calendar.monthrange(year, month + 1)[1])


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-12-31", "P1D", "2027-01-01"),
        ("2026-04-01", "PT23H", "2026-04-01"),
        ("2026-04-01", "PT24H", "2026-04-02"),
        ("9999-12-31", "P1D", "9999-12-31"),
        ("2026-01-01", "P9999Y", "9999-12-31"),
    ],
)
def test_after(start: str, text: str, end: str) -> None:
    assert parse_interval(text).after(parse_day(start)) == parse_day(end)
