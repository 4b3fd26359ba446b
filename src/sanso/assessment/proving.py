"""Which proven answer counts: the strongest that is shown, and never more than what is stated.

What is shown counts at the place that the model answers at, and at every place nearer to the element. Where the model
answers nowhere along the chain, what is shown anywhere on it counts. *None* needs no proof; *not applicable* needs a
claim that says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeAlias, get_args

from sanso.assessment.result import Answer, ProvenAnswer
from sanso.facts.proof import ShownMeasure
from sanso.model.answers import AnswerLevel, Basis, Measure
from sanso.model.text import Text

__all__ = ["Shown", "Worth", "settled"]

Shown: TypeAlias = tuple[str, ShownMeasure]
"""The place, and what is shown there."""
Worth: TypeAlias = Mapping[str, Basis | None]
"""What claims count as, by digest, other than their measures say; None: not at all."""

_LEVELS: tuple[AnswerLevel, ...] = ("basic", "advanced", "high-advanced")
_RANK = {level: rank for rank, level in enumerate(_LEVELS, 1)}
_BASES: tuple[Basis, ...] = get_args(Basis)
_CLAIMED = Text(en="a verified claim says so", ja="検証済みの主張による")


def settled(
    shown: Iterable[Shown], place: str | None, stated: Measure | None, day: dt.date, worth: Worth
) -> Answer | None:
    """Return the answer that is proven, where the model answers at *place* by *stated*, or nowhere (None).

    Returns None where neither is anything stated nor shown.
    """
    counting = [(where, one, basis) for where, one in shown if (basis := worth.get(one.claim, one.basis)) is not None]
    if stated is None or place is None:
        return _best(counting, None)
    holds = stated.valid_until is None or stated.valid_until >= day
    if holds and stated.level == "none":
        return Answer(place, "none", stated.basis, stated.by, None, expired=False, reason=stated.reason)
    limit: int | None = None
    if holds and stated.level == "not-applicable" and stated.reason is not None:
        counting = [found for found in counting if found[1].level == "not-applicable"]
    elif holds and stated.level != "not-applicable":
        limit = _RANK[stated.level]
        counting = [found for found in counting if found[1].level in _RANK]
    return _best(counting, limit, stated.reason) or _unproven(place)


def _unproven(place: str) -> Answer:
    """Return the answer of a place that states something which nothing proves: judged as *not stated*."""
    return Answer(place, "not-applicable", None, None, None, expired=False, reason=None)


def _best(
    counting: list[tuple[str, ShownMeasure, Basis]], limit: int | None, reason: Text | None = None
) -> ProvenAnswer | None:
    """Return the strongest, at most at *limit*: by level, then by basis, then the one that holds longest."""
    if not counting:
        return None

    def strength(found: tuple[str, ShownMeasure, Basis]) -> tuple[int, int, dt.date, str, str]:
        place, one, basis = found
        rank = _RANK.get(one.level, len(_RANK) + 1)
        return (rank if limit is None else min(rank, limit), _BASES.index(basis), one.until, one.claim, place)

    place, one, basis = max(counting, key=strength)
    level = one.level
    if limit is not None and _RANK[level] > limit:
        level = _LEVELS[limit - 1]
    why = (reason or _CLAIMED) if level == "not-applicable" else None
    return ProvenAnswer(place, level, basis, one.by, one.until.isoformat(), expired=False, reason=why, claim=one.claim)
