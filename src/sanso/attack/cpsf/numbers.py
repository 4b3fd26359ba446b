"""The numbers of an attack as they are taken: likely, or one of them at an end of its range.

>>> Numbers().at("claim_truths", "third-party", "truth", Range(low=0.8, likely=0.9, high=0.95))
0.9
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sanso.catalogue.attack import Range

__all__ = ["AssumptionKey", "Numbers"]

AssumptionKey = tuple[str, str, str]
"""Catalogue kind, record id, field."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which assumptions stand at their *low* or *high* end; all others are taken as likely."""

    ends: Mapping[AssumptionKey, Literal["low", "high"]] = field(default_factory=dict)

    def at(self, kind: str, ident: str, name: str, range_: Range) -> float:
        """Return the number to take for a field of a record."""
        end = self.ends.get((kind, ident, name))
        return range_.likely if end is None else getattr(range_, end)
