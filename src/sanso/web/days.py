"""The day that an address asks for."""

from __future__ import annotations

import datetime as dt

from fastapi import Request

from sanso.model.text import Text
from sanso.web.failures import Refused
from sanso.web.service import service_of

__all__ = ["day_of"]

_NO_DAY = Text(en="Write the day like 2026-04-01.", ja="日付は2026-04-01のように書いてください。")


def day_of(request: Request, day: str) -> dt.date:
    """Read the day that an address asks for; today where it says nothing.

    Raises:
        Refused: it cannot be read.

    """
    try:
        return dt.date.fromisoformat(day) if day else service_of(request).today()
    except ValueError:
        raise Refused(422, _NO_DAY) from None
