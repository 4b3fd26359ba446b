"""How much of a population the cause of a harm strikes at once."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sanso.model.amounts import parse_amount
from sanso.model.harms import EffectCause, Harm
from sanso.model.mentions import causes
from sanso.model.structure import Structure

__all__ = ["leaves", "loss_times", "struck", "units"]


def leaves(harm: Harm) -> Iterator[EffectCause]:
    """Yield the effects that a harm's cause names."""
    for _, leaf in causes(harm.cause):
        if isinstance(leaf, EffectCause):
            yield leaf


def struck(leaf: EffectCause, structure: Structure) -> int | None:
    """Return how many instances the leaf strikes at once: ⌈share × n⌉, or what makes up its capacity.

    1 where it names neither; None where a capacity cannot be counted in units.
    """
    instances = structure.containment.instances.get(leaf.element, 1)
    if leaf.share is not None:
        return max(1, math.ceil(round(leaf.share * instances, 9)))
    if leaf.capacity is None:
        return 1
    thing = structure.model.components.get(leaf.element) or structure.model.systems.get(leaf.element)
    if thing is None or thing.capacity is None:
        return None
    wanted, unit = parse_amount(leaf.capacity)
    each, own_unit = parse_amount(thing.capacity)
    if unit != own_unit or each <= 0:
        return None
    return max(1, math.ceil(wanted / each))


def loss_times(harm: Harm, structure: Structure) -> int:
    """Return how many times the stated loss of *harm* counts: persons affected, instances struck, or once."""
    if harm.loss is None or harm.loss.per == "event":
        return 1
    if harm.loss.per == "person":
        return (harm.affects.count or 1) if harm.affects is not None else 1
    return max((units(leaf, structure) for leaf in leaves(harm)), default=1)


def units(leaf: EffectCause, structure: Structure) -> int:
    """Return how many instances the loss of a leaf counts: those struck at once, else all there are."""
    if leaf.share is None and leaf.capacity is None:
        return structure.containment.instances.get(leaf.element, 1)
    return struck(leaf, structure) or 1
