"""The least that remains to be done for up to three levels at once.

Every level can be reached by its own items, or by one recognition from another level that is reached by its own
items. Edges are never joined, and one that leaves something to do is not counted on. All combinations are tried, so
the plan is exact: fewest changes to the device first, then fewest examinations, then fewest facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sanso.catalogue import Catalogue
from sanso.trust.schemes.items import missing_facts
from sanso.trust.schemes.reach import LevelReach, Reach, in_force

__all__ = ["MOST_TARGETS", "Plan", "Way", "plan"]

MOST_TARGETS = 3
"""More levels at once are not planned for."""


@dataclass(frozen=True, slots=True)
class Way:
    """How *target* is reached: by the items of *through*; over the recognition *edge* where that is another level."""

    target: str
    through: str
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What remains for *targets*: facts to *change* from no to yes, to *answer*, and to *confirm* on a higher basis.

    *out_of_reach* are targets for which neither items nor a recognition are known; nothing is planned for them.
    """

    targets: tuple[str, ...]
    ways: tuple[Way, ...]
    change: tuple[str, ...]
    answer: tuple[str, ...]
    confirm: tuple[str, ...]
    examinations: tuple[str, ...]
    out_of_reach: tuple[str, ...]

    @property
    def cost(self) -> tuple[int, int, int]:
        """Changes, examinations, facts to answer or confirm: what is kept least, in this order."""
        return len(self.change), len(self.examinations), len(self.answer) + len(self.confirm)


def plan(catalogue: Catalogue, reached: Reach, targets: Sequence[str]) -> Plan:
    """Return the least that remains to be done so that the device of *reached* gets *targets* (``SCHEME/LEVEL``).

    Raises:
        ValueError: no target is named, or more than `MOST_TARGETS`.
        KeyError: there is no such level.

    """
    wanted = tuple(dict.fromkeys(targets))
    if not 1 <= len(wanted) <= MOST_TARGETS:
        raise ValueError(f"1 to {MOST_TARGETS} targets, not {len(wanted)}")
    levels = {level.name: level for level in reached.levels}
    choices = {name: _ways(catalogue, reached, levels, levels[name]) for name in wanted}
    lost = tuple(name for name in wanted if not choices[name])
    found = (
        _planned(catalogue, reached, levels, wanted, ways, lost)
        for ways in product(*(choices[name] for name in wanted if choices[name]))
    )
    return min(found, key=lambda one: (*one.cost, one.ways != (), [way.edge or "" for way in one.ways]))


def _ways(catalogue: Catalogue, reached: Reach, levels: dict[str, LevelReach], target: LevelReach) -> tuple[Way, ...]:
    own = (Way(target.name, target.name),) if _own(target) or target.held else ()
    over = tuple(
        Way(target.name, name, edge.id)
        for edge in catalogue.recognitions.values()
        if (edge.to.scheme, edge.to.level) == (target.scheme, target.level)
        and edge.partial is None
        and in_force(edge, reached.day)
        for name in (f"{edge.from_.scheme}/{level}" for level in edge.from_.levels)
        if levels[name].held or _own(levels[name])
    )
    return own + over


def _own(level: LevelReach) -> bool:
    return level.asked > 0 and level.state not in ("not-held", "closed")


def _planned(
    catalogue: Catalogue,
    reached: Reach,
    levels: dict[str, LevelReach],
    targets: tuple[str, ...],
    ways: tuple[Way, ...],
    lost: tuple[str, ...],
) -> Plan:
    states = {one.item: one for one in reached.items}
    through = [levels[way.through] for way in ways if not levels[way.through].held]
    change = dict.fromkeys(fact for level in through for item in level.blocked for fact in states[item].denied)
    answer = dict.fromkeys(fact for level in through for fact in _unanswered(catalogue, reached, level))
    confirm = dict.fromkeys(fact for level in through for fact in level.weak)
    facts = [*change, *answer, *confirm]
    return Plan(
        targets,
        ways,
        tuple(change),
        tuple(fact for fact in answer if fact not in change),
        tuple(confirm),
        tuple(dict.fromkeys(catalogue.device_facts[fact].examined_by for fact in facts)),
        lost,
    )


def _unanswered(catalogue: Catalogue, reached: Reach, level: LevelReach) -> tuple[str, ...]:
    """Return the facts of open and blocked items of *level* that are left to answer."""
    states = {one.fact: one for one in reached.facts}
    items = (catalogue.scheme_items[name] for name in (*level.open, *level.blocked))
    return tuple(fact for item in items for fact in missing_facts(item, states) if states[fact].answer != "no")
