"""Which items of other schemes the facts of an item fill: computed from the facts, never written down twice.

>>> from sanso.catalogue import load_catalogue
>>> rows = crosswalk(load_catalogue(), "jp.jc-star/S1.1-05")
>>> [(row.item, row.relation) for row in rows if row.item.startswith(("etsi", "uk"))]
[('etsi.en-303-645/5.2-1', 'same'), ('uk.psti/2', 'same')]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sanso.catalogue import Catalogue, SchemeItem
from sanso.trust.schemes.device_checks import implied

__all__ = ["CrosswalkRow", "Relation", "crosswalk", "requirements_of"]

Relation = Literal["same", "fills", "filled-by", "shares", "near"]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """How another *item* stands to the one looked at.

    same: each fills the other; fills: the one looked at fills it; filled-by: it fills the one looked at; shares: some
    facts are asked by both; near: related, and neither fills the other. *facts* are those that both ask for.
    """

    item: str
    relation: Relation
    facts: tuple[str, ...] = ()


def crosswalk(catalogue: Catalogue, item: str) -> tuple[CrosswalkRow, ...]:
    """Return every item of another scheme that has to do with *item*, in the order of the catalogue.

    Conditions are left aside: an item may not apply where the other one does.

    Raises:
        KeyError: there is no such item.

    """
    one = catalogue.scheme_items[item]
    mine = _all_facts(catalogue, one)
    found = []
    for other in catalogue.scheme_items.values():
        if other.of == one.of:
            continue
        fills, filled = mine.issuperset(other.facts), _all_facts(catalogue, other).issuperset(one.facts)
        shared = tuple(fact for fact in one.facts if fact in other.facts)
        relation = _relation(fills=fills, filled=filled, shared=bool(shared), near=_near(one, other))
        if relation is not None:
            found.append(CrosswalkRow(other.id, relation, shared))
    return tuple(found)


def requirements_of(catalogue: Catalogue, item: str) -> tuple[str, ...]:
    """Return the requirements of CPSF that the facts of *item* relate to: a reading of ours, derived.

    Raises:
        KeyError: there is no such item.

    """
    facts = (catalogue.device_facts[fact] for fact in catalogue.scheme_items[item].facts)
    return tuple(dict.fromkeys(requirement for fact in facts for requirement in fact.requirements))


def _all_facts(catalogue: Catalogue, item: SchemeItem) -> set[str]:
    return {*item.facts, *(other for fact in item.facts for other in implied(catalogue, fact))}


def _near(one: SchemeItem, other: SchemeItem) -> bool:
    return other.id in one.near or one.id in other.near


def _relation(*, fills: bool, filled: bool, shared: bool, near: bool) -> Relation | None:
    if fills:
        return "same" if filled else "fills"
    if filled:
        return "filled-by"
    if shared:
        return "shares"
    return "near" if near else None
