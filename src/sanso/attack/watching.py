"""What is watched in a stage: every element in the attacker's hands, every effect on it, every harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanso.attack.cpsf.harming import EFFECTS
from sanso.attack.cpsf.staging import Stage
from sanso.attack.tally import Watches

__all__ = ["TAKEN", "Watch", "watches", "watching"]

TAKEN: Mapping[str, tuple[str, ...]] = {
    "Organization": ("inside", "betrayedTrust"),
    "People": ("workplaceTaken", "treacherous", "deceived"),
    "Procedure": ("falsified", "skipped"),
    "Data": ("leaked", "altered", "withheld"),
}
"""Steps by which an element counts as taken; of components it is ``controlled``."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Steps that are watched together: *what* is ``taken``, an effect's word or ``harm``; *fleet*: all instances."""

    subject: str
    what: str
    fleet: bool
    steps: tuple[int, ...]


def watching(stage: Stage) -> tuple[Watch, ...]:
    """Return everything to watch, elements in the order of the model, then harms."""
    cast = stage.cast
    sections = (cast.organizations, cast.people, cast.units, cast.procedures, cast.data)
    found: list[Watch] = []
    for objects in sections:
        for ident, index in objects.items():
            alike = (index, *cast.copies.get(ident, ()))
            found.extend(_of_element(stage, ident, alike, fleet=False))
            if ident in cast.fleets:
                found.extend(_of_element(stage, ident, (cast.fleets[ident],), fleet=True))
    for ident in cast.model.systems:
        if ident not in cast.units:
            found.extend(_of_system(stage, ident))
    found.extend(Watch(ident, "harm", False, (_step(stage, index, "happens"),)) for ident, index in stage.harms.items())
    return tuple(found)


def watches(known: Iterable[Watch], size: int) -> Watches:
    """Return *known* as arrays for a graph of *size* steps."""
    listed = list(known)
    harms = [number for number, watch in enumerate(listed) if watch.what == "harm"]
    return Watches.of(size, [watch.steps for watch in listed], harms)


def _of_element(stage: Stage, ident: str, objects: tuple[int, ...], *, fleet: bool) -> Iterator[Watch]:
    type_ = stage.graph.objects.types[objects[0]]
    names = stage.graph.language.assets[type_].steps
    taken = [name for name in TAKEN.get(type_, ("controlled",)) if name in names]
    yield Watch(ident, "taken", fleet, tuple(_step(stage, index, name) for index in objects for name in taken))
    for word in EFFECTS:
        if word in names:
            yield Watch(ident, word, fleet, tuple(_step(stage, index, word) for index in objects))


def _of_system(stage: Stage, ident: str) -> Iterator[Watch]:
    """Watch a system: it is taken, and an effect is on it, as soon as any one of its components is."""
    cast = stage.cast
    merged: dict[str, list[int]] = {}
    for part in cast.devices(ident, acting=False):
        for watch in _of_element(stage, part, cast.of_one(part), fleet=False):
            merged.setdefault(watch.what, []).extend(watch.steps)
    for what, steps in merged.items():
        yield Watch(ident, what, False, tuple(steps))


def _step(stage: Stage, index: int, name: str) -> int:
    steps = stage.graph.language.assets[stage.graph.objects.types[index]].steps
    return int(stage.graph.first[index]) + list(steps).index(name)
