"""Days and intervals as models write them, and days and times as people read them.

>>> parse_day("2031-03", last=True)
datetime.date(2031, 3, 31)
>>> parse_interval("P1Y").days_at_most
366
>>> day_text(dt.date(2026, 4, 1)).ja
'2026年4月1日'
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from sanso.model.text import Text

__all__ = ["Day", "Interval", "LastDay", "Period", "day_text", "minute_text", "parse_day", "parse_interval"]

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_INTERVAL = re.compile(
    r"P(?:(\d{1,7})Y)?(?:(\d{1,7})M)?(?:(\d{1,7})W)?(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,7})M)?)?"
)
_MOST_DAYS = 3_660_000


@dataclass(frozen=True, slots=True)
class Period:
    """An interval between two repetitions: calendar months plus days plus minutes (ISO 8601)."""

    months: int = 0
    days: int = 0
    minutes: int = 0

    @property
    def days_at_most(self) -> int:
        """The longest number of days that the interval can span, rounded up."""
        years, months = divmod(self.months, 12)
        return years * 366 + months * 31 + self.days + -(-self.minutes // 1440)

    @property
    def days_on_average(self) -> float:
        """The mean number of days that the interval spans."""
        return self.months * 365.25 / 12 + self.days + self.minutes / 1440

    def after(self, start: dt.date) -> dt.date:
        """Return the day on which the interval that begins at *start* ends; the last day there is, at most."""
        year, month = divmod(start.year * 12 + start.month - 1 + self.months, 12)
        if year > dt.MAXYEAR:
            return dt.date.max
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        try:
            return dt.date(year, month + 1, day) + dt.timedelta(days=self.days + self.minutes // 1440)
        except OverflowError:
            return dt.date.max

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        text = "P" + "".join(f"{n}{u}" for n, u in ((years, "Y"), (months, "M"), (self.days, "D")) if n)
        return text + (f"T{self.minutes}M" if self.minutes else "") if len(text) > 1 or self.minutes else "P0D"


def parse_day(text: str, *, last: bool = False) -> dt.date:
    """Read ``2026-04-01`` or ``2026-04`` (the first day of the month, or the *last*).

    Raises:
        ValueError: *text* is not a day of the calendar.

    """
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date")
    year, month = int(match[1]), int(match[2])
    if match[3]:
        return dt.date(year, month, int(match[3]))
    if not (1 <= month <= 12 and year >= 1):
        raise ValueError(f"{text!r} is not a month")
    return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def day_text(day: dt.date) -> Text:
    """Write a day in full."""
    return Text(en=f"{day.day} {day:%B} {day.year}", ja=f"{day.year}年{day.month}月{day.day}日")


def minute_text(time: dt.datetime) -> Text:
    """Write a time in full, to the minute and in UTC.

    >>> minute_text(dt.datetime(2026, 11, 8, 23, 59, 59, tzinfo=dt.UTC)).en
    '8 November 2026, 23:59 UTC'
    """
    there = time.astimezone(dt.UTC)
    day = day_text(there.date())
    return Text(en=f"{day.en}, {there:%H:%M} UTC", ja=f"{day.ja} {there:%H:%M} UTC")


def parse_interval(text: str) -> Period:
    """Read an ISO 8601 duration such as ``P1Y``, ``P30D`` or ``PT15M``.

    Raises:
        ValueError: *text* is not a duration, is empty, or is longer than the calendar.

    """
    match = _INTERVAL.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError(f"{text!r} is not an interval")
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    period = Period(years * 12 + months, weeks * 7 + days, hours * 60 + minutes)
    if period.days_at_most > _MOST_DAYS or max(period.months, period.days, period.minutes) > _MOST_DAYS:
        raise ValueError(f"{text!r} is longer than the calendar")
    return period


def _day(value: Any, *, last: bool) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str):
        try:
            return parse_day(value, last=last)
        except ValueError:
            pass
    raise PydanticCustomError("date", "not a date")


def _interval(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        try:
            return parse_interval(value)
        except ValueError:
            pass
    raise PydanticCustomError("interval", "not an interval")


_DAY_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$", "examples": ["2026-04-01", "2031-03"]}

Day = Annotated[dt.date, BeforeValidator(lambda v: _day(v, last=False)), WithJsonSchema(_DAY_SCHEMA)]
"""A field that takes a day, or a month that stands for its first day."""

LastDay = Annotated[dt.date, BeforeValidator(lambda v: _day(v, last=True)), WithJsonSchema(_DAY_SCHEMA)]
"""A field that takes a day, or a month that stands for its last day."""

Interval = Annotated[
    Period,
    BeforeValidator(_interval),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^P", "examples": ["P1Y", "P90D"]}),
]
"""A field that takes an ISO 8601 duration."""
