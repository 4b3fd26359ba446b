"""What a trust list holds: issuers with their keys and accreditations, schemes, logs, witnesses. Days are days in UTC.

>>> accreditation = Accreditation("cpsf", "third-party", ("CPS.DS-*",), since=dt.date(2026, 4, 1))
>>> accreditation.covers("CPS.DS-10", dt.date(2026, 5, 1)), accreditation.covers("CPS.AC-1", dt.date(2026, 5, 1))
(True, False)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sanso.envelope.keys import PublicKey
from sanso.model.answers import Basis
from sanso.model.text import Text

__all__ = ["Accreditation", "Issuer", "IssuerKey", "Scheme", "holds_on"]


def holds_on(day: dt.date, since: dt.date, until: dt.date | None) -> bool:
    """Return whether *day* lies from *since* to *until*, both included; without *until* there is no end."""
    return since <= day and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class Accreditation:
    """What an issuer may confirm of others, and how much that is worth."""

    scheme: str
    basis: Basis
    """The highest basis that the issuer's confirmation can give."""
    items: tuple[str, ...] = ()
    """Items that it covers; a star at the end stands for any ending; none listed: all of the scheme."""
    since: dt.date = dt.date.min
    until: dt.date | None = None
    """Last day."""
    appointed_by: str = ""

    def covers(self, item: str, day: dt.date) -> bool:
        """Return whether the accreditation holds for *item* on *day*."""
        return holds_on(day, self.since, self.until) and self.covers_item(item)

    def covers_item(self, item: str) -> bool:
        """Return whether *item* is within the scope."""
        return not self.items or any(
            item.startswith(one[:-1]) if one.endswith("*") else item == one for one in self.items
        )


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key of an issuer and the days on which it signs."""

    public: PublicKey
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Somebody who signs claims, bound to keys."""

    id: str
    name: str | Text
    """What people call it: one word for all readers, or one for each language."""
    keys: Mapping[str, IssuerKey]
    """By thumbprint."""
    accreditations: tuple[Accreditation, ...] = ()

    def key_on(self, kid: str, day: dt.date) -> PublicKey | None:
        """Return the key of that name where it signs on *day*."""
        key = self.keys.get(kid)
        return key.public if key and holds_on(day, key.since, key.until) else None


@dataclass(frozen=True, slots=True)
class Scheme:
    """An edition of a scheme, and how each of its levels is evaluated."""

    id: str
    edition: str
    levels: Mapping[str, Basis]
    """By level; ``*`` stands for those that are not named."""
    since: dt.date = dt.date.min
    until: dt.date | None = None
    """Last day on which claims under this edition count."""

    def evaluated(self, level: str) -> Basis | None:
        """Return on what an evaluation at *level* rests; None where the list does not say."""
        return self.levels.get(level) or self.levels.get("*")
