"""Days of a proof: what ends at a moment counts no more on the first day (UTC) at whose end that moment has passed.

>>> lost_on(dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
datetime.date(2026, 11, 23)
>>> lost_on(end_of(dt.date(2026, 11, 23)))
datetime.date(2026, 11, 24)
"""

from __future__ import annotations

import datetime as dt

__all__ = ["end_of", "lost_on"]


def end_of(day: dt.date) -> dt.datetime:
    """Return the last second of *day*, as of which a day is judged."""
    return dt.datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=dt.UTC)


def lost_on(end: dt.datetime) -> dt.date:
    """Return the first day at whose end *end* has passed."""
    day = end.astimezone(dt.UTC).date()
    return day if end < end_of(day) else day + dt.timedelta(days=1)
