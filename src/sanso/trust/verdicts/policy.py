"""What a verifier asks for, and what it knows of its own: how old a status may be, whose product is whose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sanso.trust.verdicts.verdict import Mark

__all__ = ["LogDemand", "Policy", "Subjects"]

LogDemand: TypeAlias = Literal["wanted", "required"]
"""Whether a claim counts without proof from a log, or with one from a log that the trust list does not know.

With a proof that is wrong it never counts.
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is asked of a claim before it counts."""

    status_age: dt.timedelta = dt.timedelta(days=7)
    """The oldest status that is believed."""
    without_status: dt.timedelta = dt.timedelta(days=31)
    """The longest validity of a claim that names no status list."""
    log: LogDemand = "wanted"

    def accepts_log(self, mark: Mark) -> bool:
        """Return whether a claim with this mark for the log may count."""
        return mark.good or (self.log == "wanted" and mark.state == "unknown")


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the own model says of the subjects of claims, by identifier."""

    speakers: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Issuers that speak of the subject as of their own: its maker, its owner, who runs it."""
    models: Mapping[str, str] = field(default_factory=dict)
    """Digest of the version of the model in use."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Version of the product in use."""
