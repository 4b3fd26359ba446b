"""Horizons: how long a campaign lasts, from text with a unit to ticks (minutes).

A number and a unit (``min``, ``h``, ``d``, ``w``, ``y``, or the words in English or Japanese), or an ISO 8601
duration without months. A year is 365 days. A number alone is refused, and so are months, which have no fixed length.

>>> ticks_of("365d"), ticks_of("12 h"), ticks_of("P30D"), ticks_of("2週間")
(525600, 720, 43200, 20160)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from sanso.attack.refusals import AttackRefused, refusal
from sanso.attack.worlds.play import NEVER
from sanso.attack.worlds.years import TICKS_PER_DAY

__all__ = ["ticks_of"]

_WORDS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: ("min", "minute", "minutes", "分"),
        60: ("h", "hour", "hours", "時間"),
        TICKS_PER_DAY: ("d", "day", "days", "日", "日間"),
        7 * TICKS_PER_DAY: ("w", "week", "weeks", "週", "週間"),
        365 * TICKS_PER_DAY: ("y", "year", "years", "年", "年間"),
    }
)
_UNITS = {word: ticks for ticks, words in _WORDS.items() for word in words}
_MONTHS = ("m", "mo", "month", "months", "月", "か月", "ヶ月", "カ月")
_PLAIN = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)\s*([^\d\s.]*)", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?)?", re.ASCII
)
_ISO_UNITS = (365 * TICKS_PER_DAY, 0, 7 * TICKS_PER_DAY, TICKS_PER_DAY, 60, 1)


def ticks_of(text: str) -> int:
    """Return the ticks of a horizon, rounded to whole minutes.

    Raises:
        AttackRefused: there is no unit, it is a month, the text cannot be read, or it is out of range.

    """
    ticks = _iso(text) if text.strip().startswith(("P", "p")) else _plain(text)
    if not 1 <= ticks < NEVER:
        raise _refused("attack-horizon-range", text, most=(NEVER - 1) // TICKS_PER_DAY)
    return ticks


def _plain(text: str) -> int:
    found = _PLAIN.fullmatch(text.strip())
    if found is None:
        raise _refused("attack-horizon", text)
    number, unit = Decimal(found[1]), found[2].lower()
    if not unit:
        raise _refused("attack-horizon-unit", text, number=found[1])
    if unit in _MONTHS:
        raise _refused("attack-horizon-months", text, days=round(number * Decimal("30.4")))
    if unit not in _UNITS:
        raise _refused("attack-horizon", text)
    return round(number * _UNITS[unit])


def _iso(text: str) -> int:
    found = _ISO.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()):
        raise _refused("attack-horizon", text)
    if found[2]:
        raise _refused("attack-horizon-months", text, days=round(int(found[2]) * 30.4))
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), _ISO_UNITS, strict=True))


def _refused(code: str, text: str, **values: str | int) -> AttackRefused:
    return AttackRefused([refusal(code, "horizon", None, horizon=text, **values)])
