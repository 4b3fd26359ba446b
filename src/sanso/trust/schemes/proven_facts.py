"""What claims show of a device's facts: an item answered for one scheme settles its facts for every scheme.

With claims at hand a statement counts as the self-declaration that it is, and higher only where a claim shows it. Of
an item that is met, every fact holds; where some of several need not apply, the item alone is settled. Where claims
and statements say different things, the worse counts. Recognition between schemes is not looked at here.

>>> from sanso.catalogue import load_catalogue
>>> day = dt.date(2026, 11, 1)
>>> shown = ShownItem("uk.psti/2", "met", "third-party", dt.date(2027, 3, 31), "sha-256:1", "lab")
>>> found = proven_facts(load_catalogue(), DeviceCheck(element="camera"), [shown], day)
>>> found.facts, [fill.fills[0] for fill in found.fills]
(('disclosure.policy',), ['etsi.en-303-645/5.2-1'])
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.model.answers import Basis
from sanso.trust.claims.claim import Result
from sanso.trust.schemes.device_checks import DeviceCheck, FactStatement, implied
from sanso.trust.schemes.items import BASIS_RANK, Settled, fact_states, item_state

__all__ = ["ClaimFill", "ProvenFacts", "ShownItem", "proven_facts"]

_DENIED: tuple[Result, ...] = ("none", "partial")


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What a claim that counts says of an *item* about the device: on which *basis*, until and with the day *until*."""

    item: str
    result: Result
    basis: Basis
    until: dt.date
    claim: str
    """Digest of what the issuer signed."""
    issuer: str


@dataclass(frozen=True, slots=True)
class ClaimFill:
    """What one claim settles: the *items* that it answers as met, their *facts*, and items of other schemes.

    *fills* are those that are met by these facts alone: the crosswalk, at work.
    """

    claim: str
    issuer: str
    basis: Basis
    until: dt.date
    items: tuple[str, ...]
    facts: tuple[str, ...]
    fills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProvenFacts:
    """A device check as claims bear it out.

    *check*: what counts. *settled*: items as claims answer them. *facts*: those that claims show. *unproven*: facts
    stated on a higher basis than they count on. *contradicted*: facts of which the worse of two answers counts.
    """

    check: DeviceCheck
    settled: Mapping[str, Settled]
    facts: tuple[str, ...]
    unproven: tuple[str, ...]
    contradicted: tuple[str, ...]
    fills: tuple[ClaimFill, ...]


def proven_facts(catalogue: Catalogue, check: DeviceCheck, shown: Iterable[ShownItem], day: dt.date) -> ProvenFacts:
    """Return *check* as *shown* bears it out on *day*; items that the catalogue does not hold are passed over."""
    known = sorted(
        {one for one in shown if one.item in catalogue.scheme_items and day <= one.until},
        key=lambda one: (one.claim, one.item, one.result, one.basis, one.until, one.issuer),
    )
    denied = {fact: one for one in known if one.result in _DENIED for fact in _single(catalogue, one)}
    held = _held(catalogue, known)
    stated_no = {fact for fact, one in check.facts.items() if one.answer == "no" and not _lapsed(one, day)}
    against = stated_no | denied.keys()
    stated_yes = {fact for fact, one in check.facts.items() if one.answer == "yes"}
    fallen = {fact for fact in held if against.intersection((fact, *implied(catalogue, fact)))}
    fallen |= {fact for fact in stated_yes if denied.keys() & {fact, *implied(catalogue, fact)}}
    counted = check.model_copy(update={"facts": _counted(check, held, denied, fallen)})
    states = fact_states(catalogue, counted, day)
    unproven = tuple(
        fact
        for fact, one in check.facts.items()
        if one.answer == "yes" and not _lapsed(one, day) and _rank(one.basis) > _rank(states[fact].basis)
    )
    return ProvenFacts(
        counted,
        _settled(known),
        tuple(fact for fact in catalogue.device_facts if fact in held and fact not in fallen),
        unproven,
        tuple(fact for fact in catalogue.device_facts if fact in fallen),
        tuple(_fills(catalogue, known, counted, fallen, day)),
    )


def _rank(basis: Basis | None) -> int:
    return -1 if basis is None else BASIS_RANK[basis]


def _lapsed(one: FactStatement, day: dt.date) -> bool:
    return one.until is not None and one.until < day


def _single(catalogue: Catalogue, one: ShownItem) -> tuple[str, ...]:
    """Return the fact of an item that has no other; of several it is not known which one is meant."""
    facts = catalogue.scheme_items[one.item].facts
    return facts if len(facts) == 1 else ()


def _shown_facts(catalogue: Catalogue, one: ShownItem) -> tuple[str, ...]:
    """Return the facts that hold where the item is met."""
    item = catalogue.scheme_items[one.item]
    return () if item.may_not_apply and len(item.facts) > 1 else item.facts


def _held(catalogue: Catalogue, known: Iterable[ShownItem]) -> dict[str, list[ShownItem]]:
    """Return the facts that claims show, each with what shows it, the strongest first."""
    found: dict[str, list[ShownItem]] = {}
    for one in known:
        for fact in _shown_facts(catalogue, one) if one.result == "met" else ():
            found.setdefault(fact, []).append(one)
    for shows in found.values():
        shows.sort(key=lambda one: (-_rank(one.basis), -one.until.toordinal()))
    return found


def _counted(
    check: DeviceCheck, held: Mapping[str, list[ShownItem]], denied: Mapping[str, ShownItem], fallen: set[str]
) -> dict[str, FactStatement]:
    """Return what counts of every fact: statements as self-declarations, then what claims show, then what they deny."""
    counted = {
        fact: one.model_copy(update={"basis": "self-declaration"})
        for fact, one in check.facts.items()
        if fact not in fallen or one.answer == "no"
    }
    for fact, shows in held.items():
        if fact not in fallen:
            evidence = (
                *(counted[fact].evidence if fact in counted else ()),
                *dict.fromkeys(one.claim for one in shows),
            )
            counted[fact] = FactStatement(
                answer="yes", basis=shows[0].basis, evidence=evidence, by=shows[0].issuer, until=shows[0].until
            )
    for fact, one in denied.items():
        counted[fact] = FactStatement(answer="no", evidence=(one.claim,), by=one.issuer, until=one.until)
    return counted


def _settled(known: Iterable[ShownItem]) -> dict[str, Settled]:
    """Return the answer of claims to each item: the worst of them, on the highest basis on which it was given."""
    found: dict[str, Settled] = {}
    for one in known:
        answer = Settled(one.result, one.basis)
        before = found.get(one.item)
        found[one.item] = answer if before is None else max(before, answer, key=lambda of: of.weight)
    return found


def _fills(
    catalogue: Catalogue, known: Iterable[ShownItem], counted: DeviceCheck, fallen: set[str], day: dt.date
) -> Iterator[ClaimFill]:
    """Yield what each claim settles, as if nothing else were known."""
    by_claim: dict[str, list[ShownItem]] = {}
    for one in known:
        if one.result == "met":
            by_claim.setdefault(one.claim, []).append(one)
    for claim, shows in by_claim.items():
        facts = tuple(
            dict.fromkeys(fact for one in shows for fact in _shown_facts(catalogue, one) if fact not in fallen)
        )
        alone = DeviceCheck(element=counted.element, facts={fact: FactStatement(answer="yes") for fact in facts})
        states = fact_states(catalogue, alone, day)
        own = {catalogue.scheme_items[one.item].of for one in shows}
        fills = tuple(
            item.id
            for item in catalogue.scheme_items.values()
            if item.of not in own and item_state(item, states, counted.conditions).value == "met"
        )
        first = shows[0]
        items = tuple(one.item for one in shows)
        yield ClaimFill(claim, first.issuer, first.basis, first.until, items, facts, fills)
