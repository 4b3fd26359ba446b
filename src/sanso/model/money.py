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
from decimal import Context, Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from sanso.model.text import Text

__all__ = ["MONEY_PATTERN", "Amount", "Money", "parse_money"]

_WITHOUT = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
)
_WITH_THREE = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_MINOR_DIGITS = {
    **dict.fromkeys(_WITHOUT, 0),
    **dict.fromkeys(_WITH_THREE, 3),
}
"""ISO 4217: digits after the point where they are not two."""

_SCALE = {"": 0, "k": 3, "M": 6, "G": 9, "B": 9, "T": 12}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_LATIN = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<scale>[kMGBT]?)\s?(?P<currency>[A-Z]{{3}})")
_JAPANESE = re.compile(rf"(?:¥\s*)?(?P<body>{_NUMBER}(?:[兆億万千百]+{_NUMBER})*[兆億万千百]*)\s*円?")
_PART = re.compile(rf"({_NUMBER})([兆億万千百]*)")
_MARKS = {
    "": 0,
    "百": 2,
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "億": 8,
    "百億": 10,
    "千億": 11,
    "兆": 12,
    "百兆": 14,
    "千兆": 15,
}
_FULL_WIDTH = {**{0xFF10 + digit: str(digit) for digit in range(10)}, 0xFF0C: ",", 0xFF0E: ".", 0xFFE5: "\u00a5"}
"""Full-width digits, comma, point and yen sign."""

_LARGEST = 10**18
_LONGEST = 60
_EXACT = Context(prec=120)

_DIGITS = (
    "([0-9\uff10-\uff19]{1,3}([,\uff0c][0-9\uff10-\uff19]{3})+|[0-9\uff10-\uff19]+)([.\uff0e][0-9\uff10-\uff19]+)?"
)
_YEN_SIGN = "[\u00a5\uffe5]"
_YEN = rf"{_DIGITS}([兆億万千百]+{_DIGITS})*[兆億万千百]*\s*"
MONEY_PATTERN = rf"^\s*({_DIGITS}\s*[kMGBT]?\s?[A-Z]{{3}}|{_YEN_SIGN}\s*{_YEN}円?|{_YEN}円)\s*$"
"""The same for a JSON Schema, where ``\\d`` knows no full-width digits."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units of *currency* (ISO 4217 code)."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """The amount in major units, exact."""
        return _shifted(Decimal(self.minor), -_MINOR_DIGITS.get(self.currency, 2))

    def times(self, factor: int) -> Money:
        """Return the amount taken *factor* times."""
        return Money(self.minor * factor, self.currency)

    def text(self) -> Text:
        """Write the amount for people.

        English takes the largest word that needs two decimals at most; yen in Japanese take 兆, 億 and 万.

        >>> Money(4_500_000_000, "JPY").text()
        Text(en='JPY 4.5 billion', ja='45億円')
        """
        major = self.major
        en = f"{self.currency} {_plain(major)}"
        for word, power in (("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)):
            scaled = major.scaleb(-power)
            if scaled >= 1 and scaled == round(scaled, 2):
                en = f"{self.currency} {_plain(scaled)} {word}"
                break
        if self.currency != "JPY":
            return Text.of(en)
        parts, rest = [], self.minor
        for mark, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
            number, rest = divmod(rest, size)
            if number:
                parts.append(f"{number:,}{mark}")
        return Text(en=en, ja=f"{''.join(parts) or '0'}円")

    def __str__(self) -> str:
        major = self.major
        for scale, power in (("T", 12), ("G", 9), ("M", 6), ("k", 3)):
            if major >= 10**power:
                return f"{_plain(_shifted(major, -power))} {scale}{self.currency}"
        return f"{_plain(major)} {self.currency}"


def _shifted(number: Decimal, power: int) -> Decimal:
    return number.scaleb(power, _EXACT)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_money(text: str) -> Money:
    """Read ``5 MJPY``, ``1,200.50 EUR``, ``¥500`` or ``3億5000万円``.

    A comma parts thousands and nothing else; Japanese marks go from large to small.

    Raises:
        ValueError: *text* is not an amount, or has no currency.

    """
    stripped = text.strip().translate(_FULL_WIDTH)
    currency, number = "JPY", None
    if len(stripped) <= _LONGEST:
        if match := _LATIN.fullmatch(stripped):
            currency = match["currency"]
            number = _shifted(Decimal(match["number"].replace(",", "")), _SCALE[match["scale"]])
        elif ("円" in stripped or "¥" in stripped) and (match := _JAPANESE.fullmatch(stripped)):
            number = _japanese(match["body"])
    if number is None:
        raise ValueError(f"{text[:80]!r} is not an amount of money with a currency")
    minor = _shifted(number, _MINOR_DIGITS.get(currency, 2))
    if minor != minor.to_integral_value() or minor > _LARGEST:
        raise ValueError(f"{text!r} is finer than the currency's smallest coin, or too large")
    return Money(int(minor), currency)


def _japanese(body: str) -> Decimal | None:
    """Return the sum of the parts; None where a part is not smaller than the mark before it."""
    total, above = Decimal(0), Decimal(_LARGEST)
    for digits, marks in _PART.findall(body):
        if marks not in _MARKS:
            return None
        value = _shifted(Decimal(digits.replace(",", "")), _MARKS[marks])
        if total and value >= above:
            return None
        total, above = total + value, Decimal(10 ** _MARKS[marks])
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
