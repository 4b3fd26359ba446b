"""Which sectors hold for an element, and from where: its own, its nearest container's, its organization's, the model's.

The nearest statement holds alone; it narrows what stands above it. A requirement that a contract passes on keeps the
sectors of the element: what it is used for counts, not who does the work.

>>> from sanso.catalogue import load_catalogue
>>> from sanso.model.process import Model
>>> kinds = {kind for kind, record in load_catalogue().connections.items() if record.control}
>>> model = Model(sanso=1, id="m", sectors=["building"], components={"lift": {"kind": "controller"}})
>>> sectors_of(Structure.of(model, kinds), "lift")
Holding(sectors=('building',), by='m', level='model')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sanso.model.structure import Structure

__all__ = ["Holding", "sectors_of"]


@dataclass(frozen=True, slots=True)
class Holding:
    """The sectors of an element, ordered; *by* is the id of whoever states them, *level* what that is."""

    sectors: tuple[str, ...]
    by: str
    level: Literal["element", "container", "organization", "model"]


def sectors_of(structure: Structure, ident: str) -> Holding:
    """Return the sectors that hold for the element *ident*."""
    model = structure.model
    for holder in (ident, *structure.containment.ancestors(ident)):
        thing = model.components.get(holder) or model.systems.get(holder) or model.organizations.get(holder)
        if thing is not None and thing.sectors is not None:
            return Holding(_ordered(thing.sectors), holder, "element" if holder == ident else "container")
    organization = structure.responsibility.get(ident)
    owner = model.organizations.get(organization or "")
    if owner is not None and organization is not None and owner.sectors is not None:
        return Holding(_ordered(owner.sectors), organization, "organization")
    return Holding(_ordered(model.sectors), model.id, "model")


def _ordered(sectors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(sectors)))
