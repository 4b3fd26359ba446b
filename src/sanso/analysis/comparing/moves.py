"""What differs between two assessments, before anything is explained: harms, categories, trust, incidents.

A higher category, a higher required trust and an incident on more elements are *worse*: more can happen, more is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from sanso.analysis.comparing.result import (
    DIRECTIONS,
    CategoryMove,
    Direction,
    HarmMove,
    IncidentMove,
    Presence,
    TrustMove,
)
from sanso.analysis.comparing.sides import Side
from sanso.facts import AxisPosition
from sanso.iotssf.result import HarmLevels, Placement
from sanso.model.text import Text

__all__ = [
    "category_moves",
    "directed",
    "harm_moves",
    "incident_moves",
    "label",
    "order",
    "paired",
    "presence_of",
    "trust_moves",
]

_K = TypeVar("_K")
_V = TypeVar("_V")
_NOWHERE = AxisPosition()
_HUMAN = (None, "none", "limited", "serious", "fatal")
_ECONOMIC = (None, "none", "limited", "serious", "catastrophic")


def directed(worse: object, better: object) -> Direction:
    """Return the direction of a move of which something is *worse* and something is *better*."""
    if worse and better:
        return "mixed"
    return "worse" if worse else "better" if better else "neutral"


def presence_of(one: object, other: object) -> Presence:
    """Tell on which sides a thing is there."""
    return "new" if one is None else "old" if other is None else "both"


def order(direction: Direction) -> int:
    """Return the place of a direction: what got worse comes first."""
    return DIRECTIONS.index(direction)


def label(ident: str | None, old: Side, new: Side) -> Text:
    """Return the name of a thing as the new side writes it, or else the old one."""
    if ident is None:
        return Text(en="nobody", ja="責任者なし")
    side = new if new.whole.thing(ident) is not None else old
    return side.whole.label(ident)


def paired(old: Iterable[_V], new: Iterable[_V], key: Callable[[_V], _K]) -> Mapping[_K, tuple[_V | None, _V | None]]:
    """Set what has the same key beside each other."""
    before, after = {key(item): item for item in old}, {key(item): item for item in new}
    keys = [*after, *(found for found in before if found not in after)]
    return {found: (before.get(found), after.get(found)) for found in keys}


def harm_moves(old: Side, new: Side) -> tuple[HarmMove, ...]:
    """Return the harms whose levels differ, worse ones first."""
    found = []
    pairs = paired(old.assessment.summary.harms, new.assessment.summary.harms, lambda levels: levels.harm)
    for harm, (one, other) in pairs.items():
        before, after = _levels(one), _levels(other)
        if one is not None and other is not None and before == after:
            continue
        ranks = [
            (_HUMAN.index(before[0]), _HUMAN.index(after[0])),
            (_ECONOMIC.index(before[1]), _ECONOMIC.index(after[1])),
        ]
        found.append(
            HarmMove(
                harm=harm,
                name=label(harm, old, new),
                presence=presence_of(one, other),
                direction=directed(any(b > a for a, b in ranks), any(b < a for a, b in ranks)),
                old_human=before[0],
                new_human=after[0],
                old_economic=before[1],
                new_economic=after[1],
                because=(),
            )
        )
    return tuple(
        sorted(found, key=lambda m: (order(m.direction), -max(_rank(m.new_human), _rank(m.old_human)), m.harm))
    )


def _levels(levels: HarmLevels | None) -> tuple[str | None, str | None]:
    return (levels.human, levels.economic) if levels is not None else (None, None)


def _rank(level: str | None) -> int:
    return _HUMAN.index(level)


def category_moves(old: Side, new: Side) -> tuple[CategoryMove, ...]:
    """Return the components and systems whose category differs, without reasons."""
    found = []
    pairs = paired(old.assessment.iotssf, new.assessment.iotssf, lambda placement: placement.element)
    for element, (one, other) in pairs.items():
        before, after = _category(one), _category(other)
        if before == after:
            continue
        found.append(
            CategoryMove(
                element=element,
                name=label(element, old, new),
                presence=presence_of(one, other),
                direction=directed((after or 0) > (before or 0), (after or 0) < (before or 0)),
                old=before,
                new=after,
                old_human=one.human if one else _NOWHERE,
                new_human=other.human if other else _NOWHERE,
                old_economic=one.economic if one else _NOWHERE,
                new_economic=other.economic if other else _NOWHERE,
                because=(),
            )
        )
    return tuple(sorted(found, key=lambda m: (order(m.direction), -max(m.new or 0, m.old or 0), m.element)))


def _category(placement: Placement | None) -> int | None:
    return placement.category if placement is not None else None


def trust_moves(old: Side, new: Side) -> tuple[TrustMove, ...]:
    """Return the subjects whose required trust differs, without reasons."""
    found = []
    for subject, (one, other) in paired(old.assessment.trust, new.assessment.trust, lambda row: row.subject).items():
        before, after = one.required if one else None, other.required if other else None
        if before == after:
            continue
        row = other or one
        found.append(
            TrustMove(
                subject=subject,
                name=label(subject, old, new),
                kind=row.kind if row else "",
                presence=presence_of(one, other),
                direction=directed((after or 0) > (before or 0), (after or 0) < (before or 0)),
                old=before,
                new=after,
                old_because=one.because if one else None,
                new_because=other.because if other else None,
                because=(),
            )
        )
    return tuple(sorted(found, key=lambda m: (order(m.direction), -max(m.new or 0, m.old or 0), m.subject)))


def incident_moves(old: Side, new: Side) -> tuple[IncidentMove, ...]:
    """Return the incidents that apply to other elements than before."""
    found = []
    pairs = paired(old.assessment.incidents, new.assessment.incidents, lambda row: (row.id, row.type))
    for (ident, kind), (one, other) in pairs.items():
        row = other or one
        before, after = set(one.elements if one else ()), set(other.elements if other else ())
        if row is None or before == after:
            continue
        come, gone = tuple(sorted(after - before)), tuple(sorted(before - after))
        found.append(IncidentMove(ident, row.layer, kind, row.title, directed(come, gone), come, gone))
    return tuple(sorted(found, key=lambda m: (order(m.direction), m.id, m.type)))
