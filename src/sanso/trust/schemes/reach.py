"""Which labels are within a device's reach, which items stand in the way, and what one examination buys.

A level is *reachable* when every item of it is filled on a basis that its evaluation takes; everything else says what
is lacking. Recognition is looked up along single edges from labels that the device holds, never along two.

>>> from sanso.catalogue import load_catalogue
>>> check = DeviceCheck.model_validate({
...     "element": "camera",
...     "facts": {"password.unique": "yes", "password.unguessable": "yes", "disclosure.policy": "yes"},
... })
>>> level = reach(load_catalogue(), check, dt.date(2026, 11, 1)).at("uk.psti", "1")
>>> level.state, level.missing
('open', ('support.period',))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from sanso.catalogue import Catalogue, Recognition, Scheme, SchemeItem, SchemeLevel
from sanso.model.answers import Basis
from sanso.model.dates import parse_day
from sanso.trust.schemes.device_checks import DeviceCheck
from sanso.trust.schemes.items import BASIS_RANK, FactState, ItemState, Settled, fact_states, item_state

__all__ = ["LevelReach", "Purchase", "Reach", "State", "in_force", "items_asked", "reach"]

State = Literal["reachable", "filled-as-far-as-held", "needs-confirmation", "open", "blocked", "not-held", "closed"]


@dataclass(frozen=True, slots=True)
class LevelReach:
    """A level of a scheme for one device.

    *state*: reachable; filled as far as its items are held here; needs confirmation of the facts in *weak* on the
    basis *basis*; open; blocked; its items are not held here; closed: the scheme takes none.
    *blocked*, *open* and *not_applicable* are items, *missing* facts and *undecided* conditions without an answer,
    *bare* facts without evidence. *held*: the device holds it; *recognised_by*: edges by which a held label counts.
    """

    scheme: str
    level: str
    state: State
    basis: Basis | None
    complete: bool
    asked: int
    met: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    held: bool = False
    recognised_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The level as ``SCHEME/LEVEL``."""
        return f"{self.scheme}/{self.level}"


@dataclass(frozen=True, slots=True)
class Purchase:
    """What one examination buys: the open *facts* that it settles, the *items* these are asked by, and their schemes.

    *unlocks* are levels for which nothing else is left to answer.
    """

    examination: str
    facts: tuple[str, ...]
    items: tuple[str, ...]
    schemes: tuple[str, ...]
    unlocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything that follows from what is stated about one device on *day*; *lapsed* are facts out of date."""

    element: str
    day: dt.date
    levels: tuple[LevelReach, ...]
    items: tuple[ItemState, ...]
    facts: tuple[FactState, ...]
    buys: tuple[Purchase, ...]
    lapsed: tuple[str, ...]

    def at(self, scheme: str, level: str) -> LevelReach:
        """Return what is said of a level.

        Raises:
            KeyError: there is no such level.

        """
        for one in self.levels:
            if (one.scheme, one.level) == (scheme, level):
                return one
        raise KeyError(f"{scheme}/{level}")


_NOTHING: Final[Mapping[str, Settled]] = MappingProxyType({})


def reach(catalogue: Catalogue, check: DeviceCheck, day: dt.date, settled: Mapping[str, Settled] = _NOTHING) -> Reach:
    """Return which levels of the schemes of *catalogue* the device of *check* can reach on *day*.

    *settled* are answers of claims to items as a whole.
    """
    facts = fact_states(catalogue, check, day)
    items = {
        one.id: item_state(one, facts, check.conditions, settled.get(one.id)) for one in catalogue.scheme_items.values()
    }
    levels = tuple(
        _level(catalogue, scheme, level, items, facts, check, day)
        for scheme in catalogue.schemes.values()
        for level in scheme.levels
    )
    lapsed = tuple(fact for fact, one in facts.items() if one.lapsed)
    return Reach(
        check.element,
        day,
        levels,
        tuple(items.values()),
        tuple(facts.values()),
        _buys(catalogue, levels, items),
        lapsed,
    )


def items_asked(catalogue: Catalogue, scheme: Scheme, level: SchemeLevel) -> tuple[SchemeItem, ...]:
    """Return the items that a level asks for, with those of the levels that belong to it."""
    found: dict[str, SchemeItem] = {}
    for name in level.includes:
        found.update((item.id, item) for item in items_asked(catalogue, scheme, scheme.level(name)))
    for ask in level.asks:
        for item in catalogue.scheme_items.values():
            named = not ask.numbers or item.number in ask.numbers
            if item.of == ask.of and named and (item.force == "mandatory" or ask.force == "recommended"):
                found[item.id] = item
    return tuple(found.values())


def in_force(edge: Recognition, day: dt.date) -> bool:
    """Tell whether a recognition counts on *day*."""
    began = _day(edge.since, last=False) <= day
    return began and (edge.until is None or day <= _day(edge.until, last=True))


def _day(text: str, *, last: bool) -> dt.date:
    if len(text) == len("2026"):
        text = f"{text}-12" if last else f"{text}-01"
    return parse_day(text, last=last)


def _level(
    catalogue: Catalogue,
    scheme: Scheme,
    level: SchemeLevel,
    items: Mapping[str, ItemState],
    facts: Mapping[str, FactState],
    check: DeviceCheck,
    day: dt.date,
) -> LevelReach:
    asked = items_asked(catalogue, scheme, level)
    states = [items[item.id] for item in asked]
    used = {fact: facts[fact] for item in asked if items[item.id].value != "not-applicable" for fact in item.facts}
    yes = {fact: one for fact, one in used.items() if one.answer == "yes"}
    weak = _weak(asked, items, facts, level.basis)
    held = {(label.scheme, label.level) for label in check.labels if label.until is None or day <= label.until}
    values: dict[str, tuple[str, ...]] = {
        value: tuple(one.item for one in states if one.value == value)
        for value in ("met", "blocked", "open", "not-applicable")
    }
    return LevelReach(
        scheme.id,
        level.level,
        _state(scheme, level, states, weak),
        level.basis,
        level.complete,
        len(asked),
        values["met"],
        values["blocked"],
        values["open"],
        values["not-applicable"],
        _joined(one.missing for one in states),
        _joined(one.undecided for one in states if one.value in ("open", "blocked")),
        weak,
        tuple(fact for fact, one in yes.items() if not one.evidence),
        (scheme.id, level.level) in held,
        tuple(_recognised(catalogue, scheme.id, level.level, held, day)),
    )


def _state(scheme: Scheme, level: SchemeLevel, states: list[ItemState], weak: tuple[str, ...]) -> State:
    values = {one.value for one in states}
    if scheme.open is False:
        return "closed"
    if not states:
        return "not-held"
    if "blocked" in values:
        return "blocked"
    if "open" in values:
        return "open"
    if weak:
        return "needs-confirmation"
    return "reachable" if level.complete else "filled-as-far-as-held"


def _weak(
    asked: Iterable[SchemeItem], items: Mapping[str, ItemState], facts: Mapping[str, FactState], wanted: Basis | None
) -> tuple[str, ...]:
    """Return the facts that hold on too low a basis, unless a claim on a sufficient one shows the item as a whole."""
    found: dict[str, None] = {}
    for item in asked:
        state = items[item.id]
        if state.value == "not-applicable" or (state.shown is not None and not _below(state.shown, wanted)):
            continue
        for fact in item.facts:
            one = facts[fact]
            counts = one.answer == "yes" or (state.shown is not None and one.answer == "unknown")
            if counts and _below(one.basis, wanted):
                found[fact] = None
    return tuple(found)


def _below(basis: Basis | None, wanted: Basis | None) -> bool:
    return wanted is not None and (basis is None or BASIS_RANK[basis] < BASIS_RANK[wanted])


def _joined(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _recognised(
    catalogue: Catalogue, scheme: str, level: str, held: set[tuple[str, str]], day: dt.date
) -> Iterator[str]:
    """Yield the edges from a label that is held, and from nothing else, to the level."""
    for edge in catalogue.recognitions.values():
        into = (edge.to.scheme, edge.to.level) == (scheme, level)
        if into and in_force(edge, day) and any((edge.from_.scheme, name) in held for name in edge.from_.levels):
            yield edge.id


def _buys(catalogue: Catalogue, levels: tuple[LevelReach, ...], items: Mapping[str, ItemState]) -> tuple[Purchase, ...]:
    """Return what each examination buys: by the number of schemes, then of levels unlocked, then of items."""
    wanted = [level for level in levels if level.state == "open"]
    asked = dict.fromkeys(name for level in wanted for name in level.open)
    found = []
    for examination in catalogue.examinations:
        settles = {fact.id for fact in catalogue.device_facts.values() if fact.examined_by == examination}
        filled = tuple(name for name in asked if settles.intersection(items[name].missing))
        if not filled:
            continue
        facts = _joined(tuple(fact for fact in items[name].missing if fact in settles) for name in filled)
        schemes = tuple(dict.fromkeys(level.scheme for level in wanted if set(filled) & set(level.open)))
        unlocks = tuple(level.name for level in wanted if settles.issuperset(level.missing))
        found.append(Purchase(examination, facts, filled, schemes, unlocks))
    return tuple(
        sorted(found, key=lambda one: (-len(one.schemes), -len(one.unlocks), -len(one.items), one.examination))
    )
