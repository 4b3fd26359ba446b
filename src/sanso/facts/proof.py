"""What verified claims show about measures: what trust tells the assessment of the proven model.

>>> shown = ShownMeasure("sha-256:00", "advanced", "third-party", "tuv", dt.date(2027, 3, 31))
>>> ProvenMeasure.of(None, [shown]).shown[0].level
'advanced'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sanso.model.answers import AnswerLevel, Basis, Measure

__all__ = ["ProvenMeasure", "ShownMeasure"]


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One counting claim about a requirement at a place.

    *claim* is its digest, *by* its issuer, *until* the last day on which it counts at its end; *basis* is the verified
    one, and None where the claim does not count now but may later.
    """

    claim: str
    level: AnswerLevel
    basis: Basis | None
    by: str
    until: dt.date


class ProvenMeasure(Measure):
    """The measure of a proven model: what is *stated* at the place (None: nothing), and what is *shown* about it.

    Its *level* is that of the statement, or ``none``; what counts is worked out along the chain of who could answer.
    """

    stated: Measure | None = None
    shown: tuple[ShownMeasure, ...] = ()

    @classmethod
    def of(cls, stated: Measure | None, shown: Iterable[ShownMeasure]) -> ProvenMeasure:
        """Return the measure of a proven model; the order in which claims come makes no difference."""
        ordered = tuple(sorted(set(shown), key=lambda one: (one.claim, one.level, one.basis or "", one.by, one.until)))
        level = stated.level if stated is not None else "none"
        return cls.model_construct(level=level, stated=stated, shown=ordered)
