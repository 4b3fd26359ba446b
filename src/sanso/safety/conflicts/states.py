"""Opposite safe states: of one element, or of two that act on the same thing, on events that can coincide.

Within one element also two different words that the catalogue does not know count as a conflict, because nobody has
said that they can hold together; between two elements only states that are known to be opposite do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sanso.catalogue import Catalogue
from sanso.model.elements import Component, System
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.barriers import BarrierFinder
from sanso.safety.result import Conflict, Side
from sanso.safety.state_words import can_coincide, event_text, oppose, state_of, state_text

__all__ = ["opposite_states"]

_KIND = "opposite-states"
_ASKS = Text(en="on {event}: {state}", ja="{event}時は{state}")
_ONE = Text(
    en="{who} must be {first} and {second} at once if both events happen together",
    ja="両方の事象が重なると、{who}は{first}と{second}を同時に求められる",
)
_UNKNOWN = Text(
    en="{who} must take two states, {first} and {second}; whether both can hold is not known",
    ja="{who}は{first}と{second}の二つの状態を求められるが、両立するか分からない",
)
_TWO = Text(
    en="both act on {thing}; {first} and {second} cannot hold together",
    ja="どちらも{thing}に作用するが、{first}と{second}は両立しない",
)


@dataclass(frozen=True, slots=True)
class _Demand:
    """An element takes a state on an event."""

    element: str
    section: str
    event: str
    state: str

    def side(self, catalogue: Catalogue) -> Side:
        return Side(
            self.element,
            f"{self.section}/{self.element}/safe_states/{self.event}",
            _ASKS.fill(event=event_text(self.event, catalogue), state=state_text(self.state, catalogue)),
        )


def opposite_states(structure: Structure, catalogue: Catalogue, finder: BarrierFinder) -> Iterator[Conflict]:
    """Yield the conflicts of states."""
    demands: dict[str, list[_Demand]] = {}
    by_thing: dict[str, list[str]] = {}
    for section in ("components", "systems"):
        things: dict[str, Component | System] = getattr(structure.model, section)
        for ident, thing in things.items():
            if thing.safe_states:
                demands[ident] = [_Demand(ident, section, event, state) for event, state in thing.safe_states.items()]
                reached = set(finder.acts_on(ident))
                if isinstance(thing, Component):
                    reached.update(thing.protects)
                for acted in sorted(reached):
                    by_thing.setdefault(acted, []).append(ident)
    settled: set[tuple[str, frozenset[str]]] = set()
    for ident, own in demands.items():
        for one, other in combinations(own, 2):
            conflict = _within(structure, catalogue, one, other)
            if conflict is not None:
                settled.add((ident, frozenset((one.event, other.event))))
                yield conflict
    yield from _between(structure, catalogue, demands, by_thing, settled)


def _within(structure: Structure, catalogue: Catalogue, one: _Demand, other: _Demand) -> Conflict | None:
    if one.state.casefold() == other.state.casefold() or not can_coincide(one.event, other.event, catalogue):
        return None
    first, second = state_of(one.state, catalogue), state_of(other.state, catalogue)
    known = first is not None and second is not None
    if first is not None and second is not None and not oppose(first, second):
        return None
    words = {
        "who": structure.model.label(one.element),
        "first": state_text(one.state, catalogue),
        "second": state_text(other.state, catalogue),
    }
    return Conflict(_KIND, one.side(catalogue), other.side(catalogue), (_ONE if known else _UNKNOWN).fill(**words))


def _between(
    structure: Structure,
    catalogue: Catalogue,
    demands: dict[str, list[_Demand]],
    by_thing: dict[str, list[str]],
    settled: set[tuple[str, frozenset[str]]],
) -> Iterator[Conflict]:
    done: set[tuple[str, str]] = set()
    order = sorted(by_thing, key=lambda thing: (thing not in structure.model.physical, thing))
    for thing in order:
        for one, other in combinations(by_thing[thing], 2):
            if (one, other) in done:
                continue
            done.add((one, other))
            for first in demands[one]:
                for second in demands[other]:
                    events = frozenset((first.event, second.event))
                    if (one, events) in settled or (other, events) in settled:
                        continue
                    if _clash(first, second, catalogue):
                        why = _TWO.fill(
                            thing=structure.model.label(thing),
                            first=state_text(first.state, catalogue),
                            second=state_text(second.state, catalogue),
                        )
                        yield Conflict(_KIND, first.side(catalogue), second.side(catalogue), why)


def _clash(first: _Demand, second: _Demand, catalogue: Catalogue) -> bool:
    one, other = state_of(first.state, catalogue), state_of(second.state, catalogue)
    if one is None or other is None or not oppose(one, other):
        return False
    return can_coincide(first.event, second.event, catalogue)
