"""Days, counts and money as people write them in cells."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.formats.tables import plain, read_count, read_day, read_money


@pytest.mark.parametrize(
    "text",
    [
        "令和8年4月1日",
        "R8.4.1",
        "Ｒ８．４．１",
        "2026/4/1",
        "2026-04-01",
        "２０２６年４月１日",
        "20260401",
        "2026.4.1",
        "2026年4月",
        "令和8年4月1日(水)",
    ],
)
def test_days_as_they_are_written(text: str) -> None:
    assert read_day(text) == dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", dt.date(2019, 5, 1)),
        ("H30.12.31", dt.date(2018, 12, 31)),
        ("昭和60年4月", dt.date(1985, 4, 1)),
    ],
)
def test_eras(text: str, day: dt.date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text", ["4/1/2026", "令和8年13月1日", "2026/2/30", "H0.1.1", "令和元年4月1日", "明日", "46113"]
)
def test_what_is_no_day_or_could_be_two(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- any reason
        read_day(text)


def test_a_bare_number_is_no_day() -> None:
    with pytest.raises(ValueError, match="number"):
        read_day(46113.0)


def test_months_end_on_their_last_day() -> None:
    assert read_day("令和8年2月", last=True) == dt.date(2026, 2, 28)


@given(st.dates(dt.date(2019, 5, 1), dt.date(2099, 12, 31)), st.booleans())
def test_every_day_of_the_era_comes_back(day: dt.date, wide: bool) -> None:
    text = f"令和{day.year - 2018}年{day.month}月{day.day}日"
    if wide:
        text = text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert read_day(text) == day


@pytest.mark.parametrize(("cell", "number"), [("１２台", 12), ("1,000", 1000), (3.0, 3), ("2 units", 2), ("4", 4)])
def test_counts(cell: str | float, number: int) -> None:
    assert read_count(cell) == number


@pytest.mark.parametrize("cell", [1.5, "約3", True, "三台", "-1"])
def test_no_counts(cell: str | float) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- any reason
        read_count(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "minor"),
    [
        ("３億円", "", 300_000_000),
        (9800.0, "万円", 98_000_000),
        ("1,200", "千円", 1_200_000),
        ("5 MJPY", "", 5_000_000),
    ],
)
def test_money(cell: str | float, unit: str, minor: int) -> None:
    assert read_money(cell, unit=unit).minor == minor


@given(st.text(max_size=60))
def test_the_text_of_a_cell_is_one_writable_line(text: str) -> None:
    from sanso.model.yaml_reader import UNWRITABLE

    shown = plain(text)
    assert shown == plain(shown)
    assert "\n" not in shown
    assert not UNWRITABLE.search(shown)
