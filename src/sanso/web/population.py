"""What happens to the categories when a population is larger or smaller: the real rules on the model with that count.

Pure: nothing is saved. A population is the number of a component, a system or a group of people. Of people, harms that
strike all of them strike all of the new number too; harms that strike fewer stay as they are. A loss that is stated for
the event as a whole does not change with the number, unless it is asked for as an assumption (*growing*) that losses
of harms that strike a share of the population grow with it.

>>> from sanso.verbs.assessing import catalogue
>>> homes = Model(sanso=1, id="m", systems={"home": {"count": 100}})
>>> compare(homes, catalogue(), "home", 5000).subject
'home'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sanso.analysis.assessing import structure_of
from sanso.catalogue import Catalogue
from sanso.facts import AxisPosition
from sanso.iotssf.levels import largest_loss
from sanso.iotssf.placing import Positions, Spot, place_everything
from sanso.iotssf.result import HarmLevels
from sanso.model.containment import Containment
from sanso.model.diagnostics import Place
from sanso.model.editing import Put
from sanso.model.harms import Loss
from sanso.model.money import Money
from sanso.model.process import Model
from sanso.model.striking import leaves
from sanso.model.structure import Structure

__all__ = [
    "LEAST",
    "MOST",
    "Comparison",
    "Counted",
    "Moved",
    "Placed",
    "Stand",
    "changes_of",
    "compare",
    "count_of",
    "grows",
    "most_telling",
    "populations",
    "turning_points",
    "with_count",
]

LEAST, MOST = 100, 100_000
"""Ends of the slider."""

_STEPS = 12
"""Steps of the search for turning points before it halves."""
_SECTIONS = ("systems", "components", "people")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an element stands: category, per axis the level and the deciding harm, and the category of one unit."""

    category: int | None
    at_least: bool
    single: int | None
    human: AxisPosition
    economic: AxisPosition


@dataclass(frozen=True, slots=True)
class Moved:
    """An element whose category changes."""

    element: str
    before: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A harm whose loss is counted by the population: what it costs in all and its levels, before and now."""

    harm: str
    loss: Money | None
    loss_before: Money | None
    now: HarmLevels
    before: HarmLevels


@dataclass(frozen=True, slots=True)
class Comparison:
    """A population of *count* in place of *stored*: the element itself (None for people), harms, all that moves."""

    subject: str
    count: int
    stored: int
    now: Stand | None
    before: Stand | None
    harms: tuple[Counted, ...]
    moved: tuple[Moved, ...]


def populations(model: Model) -> Iterator[str]:
    """Yield what has a number that can be changed: first what there is more than one of."""
    found = [ident for section in _SECTIONS for ident in getattr(model, section)]
    counted = [ident for ident in found if count_of(model, ident) > 1]
    yield from counted
    known = frozenset(counted)
    yield from (ident for ident in found if ident not in known and ident not in model.people)


def count_of(model: Model, ident: str) -> int:
    """Return the stated number of *ident*; 1 where none is stated."""
    thing = model.systems.get(ident) or model.components.get(ident) or model.people.get(ident)
    return (thing.count if thing is not None else None) or 1


def changes_of(model: Model, ident: str, count: int, *, growing: bool = False) -> list[Put]:
    """Return the changes of the model that make *ident* so many.

    Raises:
        KeyError: it is neither a component nor a system nor people.

    """
    section = _section(model, ident)
    found = [Put((section, ident, "count"), count)]
    found += [Put(("harms", harm, "affects", "count"), count) for harm in _struck_whole(model, ident)]
    if growing and count != count_of(model, ident):
        for harm, loss in _grown(model, ident, count).items():
            found.append(Put(("harms", harm, "loss", "low"), str(loss.low)))
            found.append(Put(("harms", harm, "loss", "high"), str(loss.high)))
    return found


def _section(model: Model, ident: str) -> str:
    for section in _SECTIONS:
        if ident in getattr(model, section):
            return section
    raise KeyError(ident)


def _struck_whole(model: Model, ident: str) -> list[str]:
    """Return the harms that strike all of the people *ident*."""
    people = model.people.get(ident)
    if people is None or people.count is None:
        return []
    return [
        harm
        for harm, row in model.harms.items()
        if row.affects is not None and row.affects.people == ident and row.affects.count == people.count
    ]


def grows(model: Model, ident: str, containment: Containment | None = None) -> list[str]:
    """Return the harms whose loss, stated for the event, would grow with the number: they strike a share of it.

    *containment* of the model, where it is at hand, spares reading it.
    """
    inside = _inside(model, ident, containment)
    return [
        harm
        for harm, row in model.harms.items()
        if row.loss is not None
        and row.loss.per == "event"
        and any(
            leaf.element in inside and (leaf.share is not None or leaf.capacity is not None) for leaf in leaves(row)
        )
    ]


def most_telling(model: Model, containment: Containment | None = None) -> str | None:
    """Return the population with which a loss would grow: one that a harm strikes a share of."""
    containment = containment if containment is not None else Containment.of(model)
    for row in model.harms.values():
        if row.loss is None or row.loss.per == "person":
            continue
        for leaf in leaves(row):
            if row.loss.per == "instance" or leaf.share is not None or leaf.capacity is not None:
                chain = (leaf.element, *containment.ancestors(leaf.element))
                found = next((ident for ident in chain if count_of(model, ident) > 1), None)
                if found is not None:
                    return found
    return None


def _inside(model: Model, ident: str, containment: Containment | None = None) -> frozenset[str]:
    if ident in model.people:
        return frozenset()
    known = containment if containment is not None else Containment.of(model)
    return frozenset({ident, *known.descendants(ident)})


def _grown(model: Model, ident: str, count: int) -> dict[str, Loss]:
    """Return the losses that grow with the number, in proportion."""
    stored, found = count_of(model, ident), {}
    for harm in grows(model, ident):
        loss = model.harms[harm].loss
        if loss is not None:
            low, high = (Money(round(of.minor * count / stored), of.currency) for of in (loss.low, loss.high))
            found[harm] = loss.model_copy(update={"low": low, "high": high})
    return found


def with_count(model: Model, ident: str, count: int, *, growing: bool = False) -> Model:
    """Return *model* with so many of *ident*.

    Raises:
        KeyError: it is neither a component nor a system nor people.

    """
    section = _section(model, ident)
    fields = {name: getattr(model, name) for name in Model.model_fields}
    fields[section] = {**fields[section], ident: fields[section][ident].model_copy(update={"count": count})}
    harms = dict(fields["harms"])
    for harm in _struck_whole(model, ident):
        affects = harms[harm].affects.model_copy(update={"count": count})
        harms[harm] = harms[harm].model_copy(update={"affects": affects})
    for harm, loss in _grown(model, ident, count).items() if growing else ():
        harms[harm] = harms[harm].model_copy(update={"loss": loss})
    fields["harms"] = harms
    return Model.model_construct(**fields)


@dataclass(frozen=True, slots=True)
class Placed:
    """A model with the position of everything on the two axes."""

    structure: Structure
    positions: Positions

    @classmethod
    def of(cls, model: Model, catalogue: Catalogue) -> Placed:
        """Place everything in *model*."""
        structure = structure_of(model, catalogue)
        return cls(structure, place_everything(structure, catalogue, Place("")))

    def category(self, ident: str, catalogue: Catalogue) -> int | None:
        """Return the category of *ident*; None where it is not rated."""
        spot = self.positions.spots.get(ident)
        return spot.category(catalogue) if spot is not None else None


def compare(
    model: Model, catalogue: Catalogue, ident: str, count: int, *, growing: bool = False, before: Placed | None = None
) -> Comparison:
    """Return what a population of *count* changes; *before*, the model as it is placed now, spares placing it.

    Raises:
        KeyError: *ident* is neither a component nor a system nor people.

    """
    before = before if before is not None else Placed.of(model, catalogue)
    same = count == count_of(model, ident)
    now = before if same else Placed.of(with_count(model, ident, count, growing=growing), catalogue)
    device = ident not in model.people
    return Comparison(
        ident,
        count,
        count_of(model, ident),
        _stand(ident, now.positions.spots.get(ident), catalogue) if device else None,
        _stand(ident, before.positions.spots.get(ident), catalogue) if device else None,
        tuple(_counted(model, ident, before, now, growing=growing)),
        tuple(_moved(model, before, now, catalogue)),
    )


def _stand(ident: str, spot: Spot | None, catalogue: Catalogue) -> Stand:
    if spot is None:
        return Stand(None, False, None, AxisPosition(), AxisPosition())
    human, economic = spot.positions(ident)
    return Stand(spot.category(catalogue), spot.at_least, spot.single_category(catalogue), human, economic)


def _counted(model: Model, ident: str, before: Placed, now: Placed, *, growing: bool) -> Iterator[Counted]:
    """Yield the harms whose loss counts the population: per instance of it or of what is in it, or per person."""
    containment = before.structure.containment
    inside = _inside(model, ident, containment)
    whole = frozenset(_struck_whole(model, ident))
    grown = frozenset(grows(model, ident, containment) if growing else ())
    levels = {row.harm: row for row in before.positions.levels}
    for row in now.positions.levels:
        harm = model.harms[row.harm]
        if harm.loss is None:
            continue
        by_unit = harm.loss.per == "instance" and any(leaf.element in inside for leaf in leaves(harm))
        by_person = harm.loss.per == "person" and row.harm in whole
        if by_unit or by_person or row.harm in grown:
            losses = largest_loss(row.harm, now.structure), largest_loss(row.harm, before.structure)
            yield Counted(row.harm, *losses, row, levels[row.harm])


def _moved(model: Model, before: Placed, now: Placed, catalogue: Catalogue) -> Iterator[Moved]:
    for ident in (*model.systems, *model.components):
        was, becomes = before.category(ident, catalogue), now.category(ident, catalogue)
        if was != becomes:
            yield Moved(ident, was, becomes)


def turning_points(
    model: Model, catalogue: Catalogue, ident: str, *, growing: bool = False
) -> list[tuple[int, int | None]]:
    """Return from which count on which category applies, between the ends of the slider; people have none.

    Raises:
        KeyError: *ident* is neither a component nor a system nor people.

    """
    known: dict[int, int | None] = {}

    def category(count: int) -> int | None:
        if count not in known:
            changed = with_count(model, ident, count, growing=growing)
            known[count] = Placed.of(changed, catalogue).category(ident, catalogue)
        return known[count]

    counts = sorted({round(LEAST * (MOST / LEAST) ** (step / _STEPS)) for step in range(_STEPS + 1)})
    found = [(counts[0], category(counts[0]))]
    for low, high in pairwise(counts):
        while category(low) != category(high):
            left, right = low, high
            while right - left > 1:
                middle = (left + right) // 2
                left, right = (middle, right) if category(middle) == category(low) else (left, middle)
            found.append((right, category(right)))
            low = right
    return found
