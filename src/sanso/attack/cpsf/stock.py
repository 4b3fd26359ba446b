"""Collects the objects of `cpsf.mal` and what each of them stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sanso.attack.graph.objects import Objects
from sanso.attack.language.language import Language

__all__ = ["Asset", "Stock"]


@dataclass(frozen=True, slots=True)
class Asset:
    """What an object stands for.

    *subject* is an id of the model (element, product, connection, harm, condition), None for the attacker;
    *fleet* tells all instances of a population at once from one of them; *answers* lists the ids whose measures
    count for it, nearest first.
    """

    id: str
    type: str
    subject: str | None
    fleet: bool = False
    answers: tuple[str, ...] = ()


@dataclass(slots=True)
class Stock:
    """Objects in the making; every link is entered once."""

    assets: list[Asset] = field(default_factory=list)
    links: dict[str, dict[tuple[int, int], None]] = field(default_factory=dict)
    days: dict[tuple[int, str], float] = field(default_factory=dict)
    absent: dict[int, float] = field(default_factory=dict)

    def add(
        self,
        ident: str,
        type_: str,
        subject: str | None,
        *,
        fleet: bool = False,
        answers: tuple[str, ...] | None = None,
    ) -> int:
        """Add an object and return its index; its own *subject* answers for it unless *answers* says otherwise."""
        given = answers if answers is not None else ((subject,) if subject is not None else ())
        self.assets.append(Asset(ident, type_, subject, fleet, given))
        return len(self.assets) - 1

    def link(self, association: str, left: int, right: int) -> None:
        """Link two objects by the *association* of that name."""
        self.links.setdefault(association, {})[left, right] = None

    def objects(self, language: Language) -> Objects:
        """Return the objects as arrays."""
        ends = {known.name: (known.name, known.left.field, known.right.field) for known in language.associations}
        return Objects(
            ids=tuple(asset.id for asset in self.assets),
            types=tuple(asset.type for asset in self.assets),
            links={ends[name]: np.array(list(pairs), dtype=np.int32) for name, pairs in self.links.items()},
            defences={(index, "absent"): chance for index, chance in self.absent.items()},
        )
