"""What stated facts make of a device's facts and of the items of schemes.

Three-valued: a fact is yes if it or a fact that implies it is stated so; no if it or a fact that it implies is; else
unknown, unless stated not to apply. An item is the conjunction of its facts under its conditions. A no counts while
the condition is open: it stands in the way unless the condition turns out not to hold. A statement that has lapsed
is unknown. What a claim settles of an item as a whole counts where its facts leave the item open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sanso.catalogue import Catalogue, SchemeItem
from sanso.model.answers import Basis
from sanso.trust.claims.claim import Result
from sanso.trust.schemes.device_checks import Answer, DeviceCheck, FactStatement, implied

__all__ = ["BASIS_RANK", "FactState", "ItemState", "Settled", "Value", "fact_states", "item_state", "missing_facts"]

Value = Literal["met", "open", "blocked", "not-applicable"]

BASIS_RANK: Mapping[Basis, int] = MappingProxyType({"self-declaration": 0, "third-party": 1, "public-certification": 2})
"""Bases, weakest first."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a claim that counts answers an item, and on which basis."""

    result: Result
    basis: Basis

    @property
    def weight(self) -> tuple[int, int]:
        """What decides between two answers: the worse one, then the higher basis."""
        return _WORSE.index(self.result), BASIS_RANK[self.basis]


_WORSE: tuple[Result, ...] = ("not-applicable", "met", "partial", "none")


@dataclass(frozen=True, slots=True)
class FactState:
    """What is known of a fact; *by* is the stated fact that answers it, *basis* the strongest one behind a yes."""

    fact: str
    answer: Answer
    by: str | None = None
    basis: Basis | None = None
    evidence: tuple[str, ...] = ()
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class ItemState:
    """Whether an item is filled, and by what or why not.

    *denied* and *missing* are facts; *undecided* are conditions without an answer; *ruled_out* are conditions by
    whose answer the item does not apply. *shown* is the basis on which a claim shows it met as a whole.
    """

    item: str
    value: Value
    denied: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    shown: Basis | None = None


def fact_states(catalogue: Catalogue, check: DeviceCheck, day: dt.date) -> dict[str, FactState]:
    """Return the state of every fact of *catalogue* on *day*."""
    closure = {fact: implied(catalogue, fact) for fact in catalogue.device_facts}
    stronger: dict[str, list[str]] = {fact: [] for fact in closure}
    for fact, weaker in closure.items():
        for other in weaker:
            if other in stronger:
                stronger[other].append(fact)
    lapsed = {fact for fact, one in check.facts.items() if one.until is not None and one.until < day}
    stated = {fact: one for fact, one in check.facts.items() if fact not in lapsed}
    return {
        fact: _fact(fact, stated, (fact, *stronger[fact]), (fact, *closure[fact]), lapsed=fact in lapsed)
        for fact in closure
    }


def _fact(
    fact: str,
    stated: Mapping[str, FactStatement],
    sources: tuple[str, ...],
    consequences: tuple[str, ...],
    *,
    lapsed: bool,
) -> FactState:
    yes = [other for other in sources if other in stated and stated[other].answer == "yes"]
    if yes:
        best = max(yes, key=lambda other: BASIS_RANK[stated[other].basis])
        evidence = tuple(dict.fromkeys(name for other in yes for name in stated[other].evidence))
        return FactState(fact, "yes", best, stated[best].basis, evidence)
    for other in consequences:
        if other in stated and stated[other].answer == "no":
            return FactState(fact, "no", other)
    own = stated.get(fact)
    answer = own.answer if own is not None else "unknown"
    return FactState(fact, answer, fact if own is not None else None, lapsed=lapsed)


def item_state(
    item: SchemeItem, facts: Mapping[str, FactState], conditions: Mapping[str, str], settled: Settled | None = None
) -> ItemState:
    """Return the state of *item* by the state of *facts*, the answers to *conditions* and what a claim *settled*."""
    answers = {when.condition: conditions.get(when.condition, "unknown") for when in item.conditions}
    ruled_out = tuple(w.condition for w in item.conditions if answers[w.condition] not in (w.answer, "unknown"))
    if ruled_out:
        return ItemState(item.id, "not-applicable", ruled_out=ruled_out)
    undecided = tuple(name for name, answer in answers.items() if answer == "unknown")
    denied = tuple(fact for fact in item.facts if facts[fact].answer == "no")
    if not denied and settled is not None and settled.result in ("none", "partial"):
        denied = tuple(fact for fact in item.facts if facts[fact].answer != "yes") or item.facts
    if denied:
        return ItemState(item.id, "blocked", denied=denied, undecided=undecided)
    shown = settled.basis if settled is not None and settled.result == "met" else None
    if shown is not None:
        return ItemState(item.id, "met", undecided=undecided, shown=shown)
    missing = missing_facts(item, facts)
    if missing and settled is not None and (item.may_not_apply or item.conditions):
        return ItemState(item.id, "not-applicable", undecided=undecided)
    if missing:
        return ItemState(item.id, "open", missing=missing, undecided=undecided)
    said = any(facts[fact].answer == "yes" for fact in item.facts)
    return ItemState(item.id, "met" if said else "not-applicable", undecided=undecided)


def missing_facts(item: SchemeItem, facts: Mapping[str, FactState]) -> tuple[str, ...]:
    """Return the facts without which *item* is not met: those without a yes, but for those that need not apply."""
    enough = ("yes", "not-applicable") if item.may_not_apply else ("yes",)
    return tuple(fact for fact in item.facts if facts[fact].answer not in enough)
