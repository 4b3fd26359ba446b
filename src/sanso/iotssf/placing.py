"""Where everything stands on the two axes: per axis the maximum over the harms it can cause.

Human levels take barrier credit. Beside it stands the single unit: an effect that needs more units at once than one
unit of the element has in its hands does not count for it, and of losses per instance it has its own share only.
Never an average; ties go to the harm with the smaller id, so that the order of input does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sanso.catalogue import Catalogue
from sanso.facts import AxisPosition
from sanso.iotssf.barriers import Barriers, Weighed
from sanso.iotssf.levels import ECONOMIC, HUMAN, Scale, harm_levels, single_level
from sanso.iotssf.reach import Reach, Reacher
from sanso.iotssf.result import Credit, HarmLevels
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.striking import leaves, struck
from sanso.model.structure import Structure

__all__ = ["Positions", "Spot", "place_everything"]


@dataclass(slots=True)
class _Axis:
    """The highest level so far with the reach that gave it; -1 while nothing is stated."""

    rank: int = -1
    harm: str | None = None
    reach: Reach | None = None
    unstated: bool = False

    def take(self, rank: int, harm: str, reach: Reach) -> None:
        if rank > self.rank:
            self.rank, self.harm, self.reach = rank, harm, reach

    def position(self, ident: str, order: tuple[str, ...] | list[str]) -> AxisPosition:
        if self.rank < 0 or self.reach is None:
            return AxisPosition()
        return AxisPosition(order[self.rank], self.harm, self.reach.via(ident))


@dataclass(slots=True)
class Spot:
    """One element on the axes: for all its instances, and for a single unit if it can cause anything *alone*."""

    human: _Axis = field(default_factory=_Axis)
    economic: _Axis = field(default_factory=_Axis)
    alone: bool = False
    single_human: int = -1
    single_economic: int = -1
    manners: set[str] = field(default_factory=set)
    harms: list[str] = field(default_factory=list)

    def category(self, catalogue: Catalogue) -> int:
        """Return the category of the cell; an axis that is not stated counts as none."""
        return catalogue.category_of(_word(HUMAN, self.human.rank), _word(ECONOMIC, self.economic.rank))

    def single_category(self, catalogue: Catalogue) -> int | None:
        """Return the category of one unit; None where a single unit causes nothing."""
        if not self.alone:
            return None
        return catalogue.category_of(_word(HUMAN, self.single_human), _word(ECONOMIC, self.single_economic))

    @property
    def at_least(self) -> bool:
        """Whether an unstated axis could still raise the position."""
        return (self.human.unstated and self.human.rank < len(HUMAN) - 1) or (
            self.economic.unstated and self.economic.rank < len(ECONOMIC) - 1
        )

    def positions(self, ident: str) -> tuple[AxisPosition, AxisPosition]:
        """Return the human and the economic position with their ways."""
        return self.human.position(ident, list(HUMAN)), self.economic.position(ident, list(ECONOMIC))


@dataclass(frozen=True, slots=True)
class Positions:
    """All spots by element id, the levels and credits of the harms, and what was noticed."""

    spots: Mapping[str, Spot]
    levels: tuple[HarmLevels, ...]
    credits: Mapping[str, tuple[Credit, ...]]
    diagnostics: tuple[Diagnostic, ...]
    weighed: Mapping[str, tuple[HarmLevels, list[Diagnostic], Weighed]] = field(default_factory=dict, repr=False)
    reacher: Reacher | None = field(default=None, repr=False, compare=False)


def _word(order: Iterable[str], rank: int) -> str | None:
    return tuple(order)[rank] if rank >= 0 else None


def place_everything(
    structure: Structure,
    catalogue: Catalogue,
    place: Place,
    before: Positions | None = None,
    changed: Collection[str] = (),
) -> Positions:
    """Return the position of every element that can cause a harm.

    With *before*, the positions of a model that differs in nothing that is read here but the harms *changed*, only
    these are weighed anew.
    """
    scale = Scale.of(structure, catalogue)
    reacher = before.reacher if before is not None and before.reacher is not None else Reacher(structure)
    known = before.weighed if before is not None else {}
    barriers = Barriers.of(structure, reacher)
    spots: dict[str, Spot] = {}
    judged, found = {}, []
    for ident in sorted(structure.model.harms):
        if ident in known and ident not in changed:
            judged[ident] = known[ident]
        else:
            level, noticed = harm_levels(ident, structure, catalogue, scale, place)
            judged[ident] = level, noticed, barriers.weigh(ident, structure.model.harms[ident])
        level, noticed, weighed = judged[ident]
        found.extend(noticed)
        found.extend(_spread(level, weighed, structure, scale, reacher, spots, place))
    levels = tuple(level for level, _, _ in judged.values())
    given = {ident: weighed.credits for ident, (_, _, weighed) in judged.items()}
    return Positions(spots, levels, given, tuple(found), judged, reacher)


def _spread(
    level: HarmLevels,
    weighed: Weighed,
    structure: Structure,
    scale: Scale,
    reacher: Reacher,
    spots: dict[str, Spot],
    place: Place,
) -> list[Diagnostic]:
    """Carry the levels of one harm to everyone in reach of its leaves."""
    found = []
    ident, within = level.harm, structure.containment.within
    human, economic = _rank(HUMAN, level.human), _rank(ECONOMIC, level.economic)
    for position, leaf in enumerate(leaves(structure.model.harms[ident])):
        units = struck(leaf, structure)
        if units is None:
            found.append(diagnose("capacity-not-comparable", place, f"harms/{ident}", harm=ident, element=leaf.element))
        own = human - 1 if position in weighed.lowered and human > 1 else human
        reach = reacher.reach(leaf)
        for element in reach.back:
            spot = spots.get(element)
            if spot is None:
                spot = spots[element] = Spot()
            spot.human.take(own, ident, reach)
            spot.economic.take(economic, ident, reach)
            spot.human.unstated |= level.human is None
            spot.economic.unstated |= level.economic is None
            spot.manners.add(reach.manner(element))
            if units is not None and units > 1 and within(element, leaf.element) < units:
                spot.manners.add("population")
            else:
                spot.alone = True
                spot.single_human = max(spot.single_human, own)
                single = single_level(level, element, structure, scale)
                spot.single_economic = max(spot.single_economic, _rank(ECONOMIC, single))
            if not spot.harms or spot.harms[-1] != ident:
                spot.harms.append(ident)
    return found


def _rank(order: Sequence[str], level: str | None) -> int:
    return order.index(level) if level is not None else -1
