"""A verdict on a claim: four marks with reasons, and never one tick for all of them.

>>> str(Mark.of("valid", age=dt.timedelta(days=3)))
'good: valid as of 3 days ago'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sanso.envelope.strict_json import Json
from sanso.model.answers import Basis
from sanso.model.dates import day_text, minute_text
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.members import time_text
from sanso.trust.verdicts.reasons import REASONS, State

__all__ = ["BASIS_TEXTS", "Mark", "Verdict", "age_text", "span_text"]

_AGAINST_A_LIMIT = frozenset({"status-old"})
"""Reasons that hold an age against a limit: rounded down to days, it would look like the limit."""

BASIS_TEXTS: Final[Mapping[Basis, Text]] = MappingProxyType(
    {
        "self-declaration": Text(en="self-declaration", ja="自己宣言"),
        "third-party": Text(en="third-party confirmation", ja="第三者確認"),
        "public-certification": Text(en="public certification", ja="公的認証"),
    }
)
"""The bases, for a person."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a verdict."""

    state: State
    code: str
    """The reason, one of `REASONS`."""
    values: tuple[tuple[str, object], ...] = ()
    """What fills the reason's text: a length of time is shown as an age, a time to the minute, a day in full."""

    @classmethod
    def of(cls, code: str, **values: object) -> Mark:
        """Return the mark for a reason."""
        return cls(REASONS[code].state, code, tuple(values.items()))

    @property
    def text(self) -> Text:
        """The reason, for a person."""
        return self._told(minute_text, day_text)

    @property
    def plain(self) -> Text:
        """The reason, for a program: times and days stand in it as `sanso.trust.members` writes them."""
        return self._told(time_text, dt.date.isoformat)

    @property
    def good(self) -> bool:
        """Whether it is shown to be right."""
        return self.state == "good"

    def record(self) -> dict[str, Json]:
        """Return the mark as JSON."""
        text = self.plain
        return {"state": self.state, "code": self.code, "text": {"en": text.en, "ja": text.ja}}

    def __str__(self) -> str:
        return f"{self.state}: {self.text.en}"

    def _told(self, time: Callable[[dt.datetime], object], day: Callable[[dt.date], object]) -> Text:
        """Return the reason with times and days written as *time* and *day* do."""
        age = _since_text if self.code in _AGAINST_A_LIMIT else age_text

        def shown(value: object) -> object:
            if isinstance(value, dt.timedelta):
                return age(value)
            if isinstance(value, dt.datetime):
                return time(value)
            return day(value) if isinstance(value, dt.date) else value

        return REASONS[self.code].text.fill(**{name: shown(value) for name, value in self.values})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim is worth at one time, part by part."""

    signature: Mark
    """Did the issuer sign exactly this?"""
    authority: Mark
    """May the issuer say so?"""
    status: Mark
    """Does it hold now, as far as is known?"""
    log: Mark
    """Has everybody been shown it?"""
    claim: Claim | None = None
    """What the claim says; None where the signature is not good."""
    basis: Basis | None = None
    """What it counts as; None where it counts for nothing."""
    counts: bool = False
    """Whether signature, authority and status are good, and the log as the policy asks."""
    digest: str = ""
    """Digest of what the issuer signed: one for the claim and all presentations of it."""
    hidden: int = 0
    """How many answers are hidden."""
    log_time: dt.datetime | None = None
    """When the witness that completed the quorum saw the log with this claim in it."""

    @property
    def marks(self) -> tuple[Mark, Mark, Mark, Mark]:
        """Signature, authority, status, log."""
        return self.signature, self.authority, self.status, self.log

    def record(self) -> dict[str, Json]:
        """Return the verdict as JSON; the same verdict always gives the same."""
        return {
            "signature": self.signature.record(),
            "authority": self.authority.record(),
            "status": self.status.record(),
            "log": self.log.record(),
            "claim": self.claim.id if self.claim else None,
            "digest": self.digest,
            "basis": self.basis,
            "counts": self.counts,
            "hidden": self.hidden,
        }


def age_text(age: dt.timedelta) -> Text:
    """Return how long ago something was: minutes below an hour, hours below two days, then days."""
    minutes = max(age // dt.timedelta(minutes=1), 0)
    if minutes < 1:
        return Text(en="now", ja="現在")
    if minutes < 60:
        return _ago(minutes, "minute", "分")
    if minutes < 2 * 24 * 60:
        return _ago(minutes // 60, "hour", "時間")
    return _ago(minutes // (24 * 60), "day", "日")


def span_text(span: dt.timedelta) -> Text:
    """Return a length of time in days, hours and minutes, as far as it has them."""
    minutes = span // dt.timedelta(minutes=1)
    hours, days = minutes // 60, minutes // (24 * 60)
    parts = ((days, "day", "日"), (hours % 24, "hour", "時間"), (minutes % 60, "minute", "分"))
    said = [part for part in parts if part[0]] or [(0, "minute", "分")]
    en = " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit, _ in said)
    return Text(en=en, ja="".join(f"{number}{unit}" for number, _, unit in said))


def _since_text(age: dt.timedelta) -> Text:
    """Return how long ago something was, to the hour from a day on, to the minute before, rounded up."""
    step = dt.timedelta(hours=1) if age > dt.timedelta(days=1) else dt.timedelta(minutes=1)
    return Text(en="{span} ago", ja="{span}前").fill(span=span_text(-(-age // step) * step))


def _ago(number: int, unit: str, ja: str) -> Text:
    return Text(en=f"{number} {unit}{'' if number == 1 else 's'} ago", ja=f"{number}{ja}前")
