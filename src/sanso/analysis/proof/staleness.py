"""Claims that do not count for one reason only: the status lists at hand are too old, or ended.

That is right, since a withdrawal may have come after them; but whoever looks should read how to make good for it, and
may look at the newest day that the lists do speak of.

>>> Stale(2, dt.date(2026, 11, 16), 7, elsewhen=True).short.en
'2 claims do not count because the status lists at hand are too old; the newest of these lists speaks as of 2026-11-16.'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.analysis.proof.shown import Judged
    from sanso.trust.verdicts.verdict import Verdict
    from sanso.trust.verdicts.verifying import Verifier

__all__ = ["Stale", "stale_of"]

_CODES = frozenset({"status-old", "status-ended"})
_ONE = Text(
    en="1 claim does not count because the status lists at hand are too old; ",
    ja="手元の失効情報が古いため、主張1件が有効になっていません",
)
_MANY = Text(
    en="{number:,} claims do not count because the status lists at hand are too old; ",
    ja="手元の失効情報が古いため、主張{number:,}件が有効になっていません",
)
_NEWEST = Text(
    en="the newest of these lists speaks as of {day}.",
    ja="(該当する失効情報のうち最新のものは{day}時点)。",
)
_TO_DO = Text(
    en="A status list is believed for {days} days at most. Put in newer ones from the issuers: whatever is not "
    "withdrawn counts again.",
    ja="失効情報が有効とみなされるのは長くても{days}日間です。発行者から新しい失効情報を入手して登録すると、"
    "取り消されていない主張は再び有効になります。",
)
_TO_DO_ONE_DAY = Text(
    en="A status list is believed for 1 day at most. Put in newer ones from the issuers: whatever is not "
    "withdrawn counts again.",
    ja="失効情報が有効とみなされるのは長くても1日間です。発行者から新しい失効情報を入手して登録すると、"
    "取り消されていない主張は再び有効になります。",
)


@dataclass(frozen=True, slots=True)
class Stale:
    """How many claims it concerns, and the newest day in UTC that their status lists speak of.

    *believed* is how many days a list is believed; *elsewhen* whether that day is another than the one judged for.
    """

    claims: int
    newest: dt.date
    believed: int
    elsewhen: bool

    @property
    def short(self) -> Text:
        """How many claims, and as of when the lists speak."""
        told = (_ONE if self.claims == 1 else _MANY).fill(number=self.claims)
        newest = _NEWEST.fill(day=self.newest)
        return Text(en=told.show("en") + newest.show("en"), ja=told.show("ja") + newest.show("ja"))

    @property
    def to_do(self) -> Text:
        """What to do."""
        return _TO_DO_ONE_DAY if self.believed == 1 else _TO_DO.fill(days=self.believed)


def stale_of(judged: Iterable[Judged], verifier: Verifier) -> Stale | None:
    """Return which claims count no more for the age of their status lists alone; None where there is no such claim."""
    found = [one.verdict for one in judged if _only_old(one.verdict, verifier)]
    times = [time for verdict in found for time in _speak(verdict, verifier)]
    if not times:
        return None
    newest = max(times).astimezone(dt.UTC).date()
    elsewhen = newest != verifier.now.astimezone(dt.UTC).date()
    return Stale(len(found), newest, verifier.policy.status_age.days, elsewhen)


def _only_old(verdict: Verdict, verifier: Verifier) -> bool:
    """Return whether *verdict* would count if the status were good."""
    others = verdict.signature.good and verdict.authority.good and verifier.policy.accepts_log(verdict.log)
    return others and not verdict.counts and verdict.status.code in _CODES


def _speak(verdict: Verdict, verifier: Verifier) -> Iterator[dt.datetime]:
    """Give the time of the newest list in effect at each place that the claim points to."""
    for pointer in verdict.claim.status if verdict.claim is not None else ():
        times = [one.valid_from for one in verifier.statuses.get(pointer.list, ()) if one.valid_from <= verifier.now]
        if times:
            yield max(times)
