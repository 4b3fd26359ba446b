"""When the status lists at hand must be renewed: the moment from which claims no longer count for want of newer lists.

A status list speaks until it ends, or is older than a list may be, whichever comes first; a newer one at hand that
begins by then goes on from there. Lists whose claims end or count for nothing anyhow are not waited for.

>>> Renewal(dt.datetime(2026, 11, 23, tzinfo=dt.UTC), dt.date(2026, 11, 23), 2).text.en
'The status lists at hand speak until 2026-11-23 00:00 (UTC): from 2026-11-23 on, 2 claims do not count unless newer \
lists are put in.'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.analysis.proof.days import end_of, lost_on
from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.analysis.proof.shown import Judged
    from sanso.trust.claims.claim import Claim
    from sanso.trust.lists.status_list import StatusList
    from sanso.trust.verdicts.verifying import Verifier

__all__ = ["Renewal", "renewal_of"]

_ONE = Text(
    en="The status lists at hand speak until {until} (UTC): from {day} on, 1 claim does not count unless newer lists "
    "are put in.",
    ja="手元の失効情報が有効なのは{until}(UTC)までです。新しい失効情報を登録しなければ、{day}以降は主張1件が有効でなくなります。",
)
_MANY = Text(
    en="The status lists at hand speak until {until} (UTC): from {day} on, {number:,} claims do not count unless newer "
    "lists are put in.",
    ja="手元の失効情報が有効なのは{until}(UTC)までです。新しい失効情報を登録しなければ、{day}以降は主張{number:,}件が"
    "有効でなくなります。",
)


@dataclass(frozen=True, slots=True)
class Renewal:
    """The moment until which all status lists that are needed speak, in UTC, and what becomes of claims after it.

    *day* is the first day at whose end they no longer do, *claims* how many claims do not count on that day for it.
    """

    until: dt.datetime
    day: dt.date
    claims: int

    @property
    def text(self) -> Text:
        """Until when the lists speak, and what is lost then."""
        told = _ONE if self.claims == 1 else _MANY
        return told.fill(until=f"{self.until:%Y-%m-%d %H:%M}", day=self.day, number=self.claims)


def renewal_of(judged: Iterable[Judged], verifier: Verifier) -> Renewal | None:
    """Return when the lists behind the claims that count must be renewed; None where no such claim rests on one."""
    ends = []
    for one in judged:
        claim = one.verdict.claim
        if claim is not None and one.verdict.counts and claim.status:
            end = _speak_until(claim, verifier)
            if end < claim.valid_until:
                ends.append(end)
    if not ends:
        return None
    until = min(ends).astimezone(dt.UTC)
    day = lost_on(until)
    return Renewal(until, day, sum(end < end_of(day) for end in ends))


def _speak_until(claim: Claim, verifier: Verifier) -> dt.datetime:
    """Return until when the lists at every place that *claim* points to speak of it."""
    age = verifier.policy.status_age
    return min(_chain(verifier.statuses.get(pointer.list, ()), verifier.now, age) for pointer in claim.status)


def _chain(lists: Sequence[StatusList], now: dt.datetime, age: dt.timedelta) -> dt.datetime:
    """Return until when *lists*, from the oldest, speak without a gap from *now* on."""
    end = now
    for one in lists:
        if one.valid_from <= max(end, now):
            end = min(one.valid_until, one.valid_from + age)
    return end
