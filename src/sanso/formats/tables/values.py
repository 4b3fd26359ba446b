"""What stands in a cell, read as text, a day, a count or money; the Japanese ways of writing them included.

>>> read_day("令和8年4月1日"), read_day("R8.4")
(datetime.date(2026, 4, 1), datetime.date(2026, 4, 1))
>>> read_count("１２ 台")
12
>>> str(read_money("3,000", unit="万円"))
'30 MJPY'
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from functools import lru_cache

from sanso.formats.tables.table import Cell
from sanso.model.money import Money, parse_money
from sanso.model.yaml_reader import UNWRITABLE

__all__ = ["folded", "plain", "read_count", "read_day", "read_money", "spoken"]

_ERAS = {
    "令和": (2018, dt.date(2019, 5, 1)),
    "平成": (1988, dt.date(1989, 1, 8)),
    "昭和": (1925, dt.date(1926, 12, 25)),
}
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}
_ERA_DAY = re.compile(r"(令和|平成|昭和|[RHS])(\d{1,2}|元)(?:年|[./-])(?:(\d{1,2})(?:月|[./-]?)(?:(\d{1,2})日?)?)?")
_DAY = re.compile(r"(\d{4})(?:年|[./-])(\d{1,2})(?:月|[./-]?)(?:(\d{1,2})日?)?(?:T?\s?\d{1,2}:\d{2}(?::\d{2})?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:台|個|式|本|基|枚|組|人|名|セット|件|pcs|units?|sets?|ea)?")
_WEEKDAY = re.compile(r"\([月火水木金土日]\)$")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_NO_NUMBERS = (bool, dt.date, dt.time, dt.timedelta)
_MOST_KNOWN = 2**14
"""So many texts that a ledger repeats are remembered with what they say."""


def plain(value: Cell) -> str:
    r"""Return the text of a cell as it is shown: whole numbers without a point, days as ISO dates, one line.

    >>> plain(12.0), plain(" 搬送\n ロボット "), plain(True)
    ('12', '搬送 ロボット', 'TRUE')
    """
    if isinstance(value, str):
        tidy = value.isprintable() and "  " not in value and value == value.strip()
        return value if tidy else _tidy(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value)


@lru_cache(maxsize=_MOST_KNOWN)
def _tidy(value: str) -> str:
    text = " ".join(value.split())
    return text if text.isprintable() else " ".join(UNWRITABLE.sub("", text).split())


@lru_cache(maxsize=_MOST_KNOWN)
def folded(text: str) -> str:
    """Return *text* for comparison: full-width and half-width signs alike, no capitals, no blanks.

    >>> folded("ＩＰ アドレス") == folded("ip ｱﾄﾞﾚｽ")
    True
    """
    alike = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(alike.split()).casefold()


def spoken(value: Cell) -> str:
    """Return the text of a cell with full-width and half-width signs made alike."""
    text = plain(value)
    return text if text.isascii() else " ".join(unicodedata.normalize("NFKC", text).split())


def read_day(value: Cell, *, last: bool = False) -> dt.date:
    """Return the day in a cell; a month stands for its first day, or its *last* one.

    A number is not taken for a day: what it means depends on the workbook's date system. Days that could be read
    in two ways (``4/1/2026``) are not taken either.

    Raises:
        ValueError: it is no day.

    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise ValueError("a number is no day")
    return _day(value, last=last)


@lru_cache(maxsize=_MOST_KNOWN)
def _day(value: str, *, last: bool) -> dt.date:
    text = _WEEKDAY.sub("", spoken(value).replace(" 00:00:00", "")).replace("年 ", "年").replace("月 ", "月")
    if match := _ERA_DAY.fullmatch(text):
        era = _LETTERS.get(match[1], match[1])
        offset, begin = _ERAS[era]
        year = offset + (1 if match[2] == "元" else int(match[2]))
        day = _on(year, match[3], match[4], last=last)
        if (day.year, day.month) < (begin.year, begin.month):
            raise ValueError(f"{text} lies before the era began")
        return day
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _on(int(match[1]), match[2], match[3], last=last)
    raise ValueError(f"{text!r} is no day")


def _on(year: int, month: str | None, day: str | None, *, last: bool) -> dt.date:
    if month is None:
        return dt.date(year, 12 if last else 1, 31 if last else 1)
    if day is None:
        number = int(month)
        if not 1 <= number <= 12:
            raise ValueError(f"there is no month {number}")
        return dt.date(year, number, calendar.monthrange(year, number)[1] if last else 1)
    return dt.date(year, int(month), int(day))


def read_count(value: Cell) -> int:
    """Return the whole number in a cell.

    Raises:
        ValueError: it is none.

    """
    if isinstance(value, str):
        return _count(value)
    if isinstance(value, _NO_NUMBERS):
        raise ValueError("no number")
    if value != int(value):
        raise ValueError("no whole number")
    return int(value)


@lru_cache(maxsize=_MOST_KNOWN)
def _count(value: str) -> int:
    match = _COUNT.fullmatch(spoken(value).replace(" ", "").casefold())
    if match is None:
        raise ValueError(f"{value!r} is no number")
    return int(match[1].replace(",", ""))


def read_money(value: Cell, *, unit: str = "") -> Money:
    """Return the amount in a cell; *unit* (``千円``, ``万円`` …) is what its heading counts a bare number in.

    Raises:
        ValueError: it is no amount with a currency.

    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    else:
        text = spoken(value)
    if _NUMBER.fullmatch(text):
        text += unit or "円"
    return parse_money(text.replace("約", "").strip())
