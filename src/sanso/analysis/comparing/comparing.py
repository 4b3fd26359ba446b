"""Compare two assessments: what changed in the model, what that does, and why.

Order: renames, changes of the model, harms, categories and trust with their reasons, requirement rows, mixes,
incidents, open points, totals. Pure: both sides come assessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sanso.analysis.comparing.demands import requirement_moves
from sanso.analysis.comparing.mixes import mix_moves
from sanso.analysis.comparing.moves import category_moves, harm_moves, incident_moves, trust_moves
from sanso.analysis.comparing.renaming import find_renames, rename
from sanso.analysis.comparing.result import (
    DIRECTIONS,
    Comparison,
    Count,
    Direction,
    SideSummary,
    Totals,
)
from sanso.analysis.comparing.sides import Side, side_of
from sanso.analysis.comparing.things import model_changes
from sanso.analysis.comparing.trials import Trials
from sanso.analysis.comparing.why import Reasons
from sanso.analysis.result import OpenPoint
from sanso.catalogue import Catalogue
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.loading import paused_collection

__all__ = ["COMPARISON_FORMAT", "compare"]

COMPARISON_FORMAT = "sanso-diff/1"


def compare(old: Side, new: Side, catalogue: Catalogue) -> Comparison:
    """Compare the side *new* with the side *old*."""
    with paused_collection():
        return _compose(old, new, catalogue)


def _compose(given: Side, new: Side, catalogue: Catalogue) -> Comparison:
    renames = find_renames(given.whole, new.whole)
    old = _renamed(given, renames, catalogue) if renames else given
    changes = model_changes(old, new, renames)
    reasons = Reasons(old, new, changes, Trials(old, new, catalogue, changes))
    categories = reasons.explained(category_moves(old, new))
    trust = reasons.explained(trust_moves(old, new))
    requirements = requirement_moves(old, new, catalogue, reasons)
    mixes = mix_moves(old, new, catalogue, reasons)
    harms = tuple(reasons.of_harm(move) for move in harm_moves(old, new))
    moves = (*harms, *categories, *trust, *requirements, *mixes)
    before, after = ({point.id for point in side.points} for side in (old, new))
    return Comparison(
        format=COMPARISON_FORMAT,
        old=_summary(given),
        new=_summary(new),
        diagnostics=tuple(_noticed(given, new)),
        changes=changes,
        harms=harms,
        categories=categories,
        trust=trust,
        requirements=requirements,
        mixes=mixes,
        incidents=incident_moves(old, new),
        points_gone=_only(old.points, after),
        points_new=_only(new.points, before),
        totals=Totals(_counts(old, new), _directions(move.direction for move in moves)),
    )


def _renamed(side: Side, renames: dict[str, str], catalogue: Catalogue) -> Side:
    """Return a side with the ids of the other one."""
    chosen = tuple(renames.get(ident, ident) for ident in side.chosen)
    digest = side.assessment.model.digest
    return side_of(rename(side.whole, renames), catalogue, at=side.day, chosen=chosen, digest=digest)


def _summary(side: Side) -> SideSummary:
    model = side.assessment.model
    return SideSummary(model.id, model.name, model.digest, model.at, side.chosen, model.absent)


def _noticed(old: Side, new: Side) -> Iterable[Diagnostic]:
    if old.whole.id != new.whole.id:
        yield diagnose("diff-other-model", Place(""), old=old.whole.id, new=new.whole.id)


def _only(points: Iterable[OpenPoint], others: set[str]) -> tuple[OpenPoint, ...]:
    return tuple(point for point in points if point.id not in others)


def _counts(old: Side, new: Side) -> tuple[Count, ...]:
    """Return the numbers that differ."""
    found = []
    one, other = old.assessment, new.assessment
    groups = (
        ("model", one.model.counts, other.model.counts),
        ("category", one.summary.categories, other.summary.categories),
        ("status", one.summary.status["all"], other.summary.status["all"]),
        (
            "open-points",
            {"all": one.summary.open_points_total},
            {"all": other.summary.open_points_total},
        ),
    )
    for group, before, after in groups:
        for key in dict.fromkeys((*before, *after)):
            number = before.get(key, 0), after.get(key, 0)
            if number[0] != number[1]:
                found.append(Count(group, key, *number))  # type: ignore[arg-type]
    return tuple(found)


def _directions(moves: Iterable[Direction]) -> dict[Direction, int]:
    number = Counter(moves)
    return {direction: number[direction] for direction in DIRECTIONS}
