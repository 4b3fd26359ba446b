"""Money with its currency, in minor units, also written the Japanese way.

Currencies are never converted and never compared with one another.

>>> parse_money("3億円")
Money(minor=300000000, currency='JPY')
>>> parse_money("2.5 kEUR").minor
250000
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["MONEY_PATTERN", "Amount", "Money", "parse_money"]

_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0}
"""ISO 4217: digits after the point where they are not two."""

_SCALE = {"": 0, "k": 3, "M": 6, "G": 9, "B": 9, "T": 12}
_LATIN = re.compile(r"^(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[kMGBT]?)\s?(?P<currency>[A-Z]{3})$")
_JAPANESE = re.compile(r"^(?:¥\s*)?(?P<body>\d[\d,]*(?:\.\d+)?(?:[兆億万千]+\d[\d,]*(?:\.\d+)?)*[兆億万千]*)\s*円?$")
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)([兆億万千]*)")
_KANJI = {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
_FULL_WIDTH = str.maketrans("0123456789,.\uffe5", "0123456789,.¥")
_LARGEST = 10**18

_DIGITS = r"[0-90-9][0-90-9,,]*([..][0-90-9]+)?"
_YEN = rf"{_DIGITS}([兆億万千]+{_DIGITS})*[兆億万千]*\s*"
MONEY_PATTERN = rf"^\s*({_DIGITS}\s*[kMGBT]?\s?[A-Z]{{3}}|[¥¥]\s*{_YEN}円?|{_YEN}円)\s*$"
"""The same for a JSON Schema, where ``\\d`` knows no full-width digits."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units of *currency* (ISO 4217 code)."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-_MINOR_DIGITS.get(self.currency, 2))

    def times(self, factor: int) -> Money:
        """Return the amount taken *factor* times."""
        return Money(self.minor * factor, self.currency)

    def __str__(self) -> str:
        major = self.major
        for scale, power in (("T", 12), ("G", 9), ("M", 6), ("k", 3)):
            if major >= 10**power:
                return f"{_plain(major.scaleb(-power))} {scale}{self.currency}"
        return f"{_plain(major)} {self.currency}"


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_money(text: str) -> Money:
    """Read ``5 MJPY``, ``1,200.50 EUR``, ``¥500`` or ``3億5000万円``.

    Raises:
        ValueError: *text* is not an amount, or has no currency.

    """
    stripped = text.strip().translate(_FULL_WIDTH)
    if match := _LATIN.match(stripped):
        currency = match["currency"]
        number = Decimal(match["number"].replace(",", "")).scaleb(_SCALE[match["scale"]])
    elif ("円" in stripped or "¥" in stripped) and (match := _JAPANESE.match(stripped)):
        currency, number = "JPY", _japanese(match["body"])
    else:
        raise ValueError(f"{text!r} is not an amount of money with a currency")
    minor = number.scaleb(_MINOR_DIGITS.get(currency, 2))
    if minor != minor.to_integral_value() or minor > _LARGEST:
        raise ValueError(f"{text!r} is finer than the currency's smallest coin, or too large")
    return Money(int(minor), currency)


def _japanese(body: str) -> Decimal:
    total = Decimal(0)
    for digits, marks in _PART.findall(body):
        value = Decimal(digits.replace(",", ""))
        for mark in marks:
            value *= _KANJI[mark]
        total += value
    return total


def _validate(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, str):
        try:
            return parse_money(value)
        except ValueError:
            pass
    raise PydanticCustomError("money", "not an amount of money with a currency")


Amount = Annotated[
    Money,
    BeforeValidator(_validate),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": MONEY_PATTERN, "examples": ["5 MJPY", "3億円", "20 kEUR"]}),
]
"""A field that takes an amount of money with its currency."""
