"""Safe stop against availability: the safe state is a stop, and the stop is a harm or hurts those who depend on it.

Looked at are harms that a stop of the element, or of what it protects, brings about, and dependants whose stated
tolerance is short (``within_days`` of the kind). A tolerance that is not stated is not taken for short.
"""

from __future__ import annotations

from collections.abc import Iterator

from sanso.catalogue import Catalogue
from sanso.model.connections import Connection
from sanso.model.dates import Period
from sanso.model.harms import EffectCause
from sanso.model.striking import leaves
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.result import Conflict, Side
from sanso.safety.state_words import event_text, state_text, stops

__all__ = ["stops_against_availability"]

_KIND = "stop-against-availability"
_STOPS = ("stopped", "tripped")
_ASKS = Text(en="safe state: {state}", ja="安全状態: {state}")
_ON_EVENT = Text(en="safe state: {state} ({event})", ja="安全状態: {state}({event}時)")
_STAYS = Text(en="must not stop: {harm}", ja="止まってはならない: {harm}")
_WITHIN = Text(en="{who} goes on without it for {time} at most", ja="{who}がこれなしで続けられるのは最長 {time}")
_HARM = Text(
    en="going to its safe state brings about what this harm scenario describes",
    ja="安全状態への移行が、この被害シナリオの事象そのものになる",
)
_DEPENDENT = Text(
    en="going to its safe state takes away what {who} needs",
    ja="安全状態への移行により、{who}が必要とするものが失われる",
)
_MINUTES = Text(en="{n} min", ja="{n}分")
_HOURS = Text(en="{n} h", ja="{n}時間")
_DAYS = Text(en="{n} days", ja="{n}日")


def stops_against_availability(structure: Structure, catalogue: Catalogue) -> Iterator[Conflict]:
    """Yield the conflicts of stops."""
    limit = catalogue.conflict_kinds[_KIND].within_days or 1.0
    by_element: dict[str, list[tuple[str, EffectCause]]] = {}
    for harm, record in structure.model.harms.items():
        for leaf in leaves(record):
            if leaf.effect in _STOPS:
                for ident in _stopping(structure, leaf):
                    by_element.setdefault(ident, []).append((harm, leaf))
    dependants = _dependants(structure, limit)
    for ident, side in _stopped(structure, catalogue):
        component = structure.model.components.get(ident)
        protected = component.protects if component is not None else ()
        for target in dict.fromkeys((ident, *protected)):
            for harm, leaf in by_element.get(target, ()):
                asks = _STAYS.fill(harm=structure.model.label(harm))
                yield Conflict(_KIND, side, Side(leaf.element, f"harms/{harm}/cause", asks), _HARM)
            for name, dependant, tolerance in dependants.get(target, ()):
                who = structure.model.label(dependant)
                asks = _WITHIN.fill(who=who, time=_time(tolerance))
                other = Side(dependant, f"connections/{name}/tolerance", asks)
                yield Conflict(_KIND, side, other, _DEPENDENT.fill(who=who))


def _stopped(structure: Structure, catalogue: Catalogue) -> Iterator[tuple[str, Side]]:
    """Yield every element whose safe state is a stop, once per place where that is said."""
    model = structure.model
    for section, things in (("components", model.components), ("systems", model.systems)):
        for ident, thing in things.items():
            if stops(thing.safe_state, catalogue):
                yield (
                    ident,
                    Side(
                        ident,
                        f"{section}/{ident}/safe_state",
                        _ASKS.fill(state=state_text(thing.safe_state or "", catalogue)),
                    ),
                )
            for event, state in thing.safe_states.items():
                if stops(state, catalogue):
                    source = f"{section}/{ident}/safe_states/{event}"
                    yield ident, Side(ident, source, _asks_on(state, event, catalogue))
    for name, connection in model.connections.items():
        if connection.kind == "actuates" and stops(connection.safe_state, catalogue):
            asks = _ASKS.fill(state=state_text(connection.safe_state or "", catalogue))
            yield connection.from_, Side(connection.from_, f"connections/{name}/safe_state", asks)


def _stopping(structure: Structure, leaf: EffectCause) -> tuple[str, ...]:
    """Return the elements whose stop is the effect that *leaf* names: itself, or the parts that it names."""
    if leaf.through:
        return tuple(p for whole in leaf.through for p in (whole, *structure.containment.descendants(whole)))
    return (leaf.element,)


def _dependants(structure: Structure, limit: float) -> dict[str, list[tuple[str, str, Period]]]:
    found: dict[str, list[tuple[str, str, Period]]] = {}
    for name, connection in structure.model.connections.items():
        needed, dependant = _needs(connection)
        tolerance = connection.tolerance
        if needed is not None and tolerance is not None and tolerance.days_on_average <= limit:
            found.setdefault(needed, []).append((name, dependant, tolerance))
    return found


def _needs(connection: Connection) -> tuple[str | None, str]:
    if connection.kind == "depends-on":
        return connection.to, connection.from_
    return (connection.from_ if connection.kind == "feeds" else None), connection.to


def _time(tolerance: Period) -> Text:
    minutes = round(tolerance.days_on_average * 1440)
    if minutes < 120:
        return _MINUTES.fill(n=minutes)
    return _HOURS.fill(n=round(minutes / 60)) if minutes < 2880 else _DAYS.fill(n=round(minutes / 1440))


def _asks_on(state: str, event: str, catalogue: Catalogue) -> Text:
    return _ON_EVENT.fill(state=state_text(state, catalogue), event=event_text(event, catalogue))
