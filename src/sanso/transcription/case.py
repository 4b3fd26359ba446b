"""One connection of layer 2 under examination, with everything that the points look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from sanso.catalogue import Catalogue
from sanso.catalogue.transcription import Speaker, TranscriptionKind, TranscriptionPoint
from sanso.facts.measures import MeasureBook
from sanso.model.answers import Confirmation
from sanso.model.connections import Connection
from sanso.model.independence import IndependenceJudge
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.transcription.result import STATUSES, Fact, Status
from sanso.transcription.ways import Leg, Ways

__all__ = ["Case", "Heard", "Room", "best", "measured"]

_LEVELS = ("none", "basic", "advanced", "high-advanced")
_MEASURE = Text(en="{requirement} {title}: {level} ({who})", ja="{requirement} {title}: {level}({who})")
_BELOW = Text(
    en="{requirement} is answered at level {level}, {required} is asked for",
    ja="{requirement} の申告は {level} で、求められる {required} に届かない",
)
_ABSENT = Text(en="{requirement} {title} is stated as not done", ja="{requirement} {title}は未実施と申告されている")


@dataclass(frozen=True, slots=True)
class Heard:
    """What one source says about a point."""

    status: Status
    facts: tuple[Fact, ...] = ()
    reasons: tuple[Text, ...] = ()


def best(heard: Iterable[Heard]) -> Heard:
    """Return the best of what is heard, with the facts and reasons of all that say the same.

    Whatever counts wins over what does not; a no wins over silence, so that it is told.
    """
    known = list(heard)
    rank = {"stated": 3, "not-counted": 2, "no": 1, "not-stated": 0}
    top = max((one.status for one in known), key=lambda status: rank[status], default="not-stated")
    same = [one for one in known if one.status == top]
    facts = tuple(dict.fromkeys(fact for one in same for fact in one.facts))
    return Heard(cast("Status", top), facts, tuple(dict.fromkeys(r for one in same for r in one.reasons)))


def worst(statuses: Iterable[Status]) -> Status:
    """Return the worst status."""
    return min(statuses, key=STATUSES.index)


@dataclass(frozen=True, slots=True)
class Room:
    """What all examinations of one model share; *guarding* has the places in *guards* of those that protect a thing."""

    structure: Structure
    catalogue: Catalogue
    book: MeasureBook
    day: dt.date
    ways: Ways
    judge: IndependenceJudge
    confirmations: dict[str, tuple[Confirmation, ...]]
    guards: tuple[str, ...]
    guarding: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, structure: Structure, catalogue: Catalogue, book: MeasureBook, day: dt.date) -> Room:
        """Index what several connections need."""
        confirmations: dict[str, list[Confirmation]] = {}
        for one in structure.model.confirmations:
            if one.perspective == "before-operation" and one.of == "product":
                confirmations.setdefault(one.subject, []).append(one)
        components = structure.model.components
        guards = tuple(ident for ident, component in components.items() if component.kind == "safety-function")
        guarding: dict[str, list[int]] = {}
        for number, guard in enumerate(guards):
            for thing in components[guard].protects:
                guarding.setdefault(thing, []).append(number)
        held = {subject: tuple(many) for subject, many in confirmations.items()}
        numbers = {thing: tuple(many) for thing, many in guarding.items()}
        ways, judge = Ways.of(structure), IndependenceJudge.of(structure)
        return cls(structure, catalogue, book, day, ways, judge, held, guards, numbers)


@dataclass(frozen=True, slots=True)
class Case:
    """One connection: its *device* in category *category* (None: not rated), *legs* of its way, who commands it."""

    room: Room
    ident: str
    connection: Connection
    device: str
    category: int | None
    legs: tuple[Leg, ...]
    commanders: tuple[str, ...]

    @property
    def kind(self) -> TranscriptionKind:
        """The kind of the connection."""
        return cast("TranscriptionKind", self.connection.kind)

    @classmethod
    def of(cls, room: Room, ident: str, connection: Connection, category: int | None) -> Case:
        """Collect what the points of a connection look at."""
        reads = connection.kind in ("senses", "operates")
        device = connection.to if reads else connection.from_
        if connection.kind in ("senses", "actuates") and room.ways.decides(device):
            return cls(room, ident, connection, device, category, (), ())
        legs = room.ways.onward(device) if reads else room.ways.orders(device)
        return cls(room, ident, connection, device, category, legs, () if reads else room.ways.commanders(device))

    def speakers(self, point: TranscriptionPoint, *where: str) -> tuple[Speaker, ...]:
        """Return the requirements that may speak for *point* here, about one of *where*."""
        return tuple(
            one
            for one in point.speakers
            if one.where in where and (not one.kinds or self.kind in one.kinds) and (self.category or 0) <= one.up_to
        )

    def around(self) -> tuple[str, ...]:
        """Return the device and what contains it, from inside out."""
        return (self.device, *self.room.structure.containment.ancestors(self.device))


def measured(case: Case, requirement: str, subjects: Sequence[str]) -> Heard:
    """Return what the answer to *requirement* at the first of *subjects* that has one says."""
    room = case.room
    found = room.book.of(requirement, subjects)
    record = room.catalogue.requirements[requirement]
    if found.level in ("not-stated", "not-applicable"):
        return Heard("not-stated")
    if found.level == "none":
        return Heard("no", reasons=(_ABSENT.fill(requirement=requirement, title=record.title),))
    words = {key: level.title for key, level in room.catalogue.levels.items()}
    level, required = words.get(found.level, found.level), words.get(found.required, found.required)
    who = room.structure.model.label(found.holder) if found.holder is not None else requirement
    said = _MEASURE.fill(requirement=requirement, title=record.title, level=level, who=who)
    facts = (Fact(requirement, said),)
    asked = found.required if found.required in _LEVELS else "basic"
    if _LEVELS.index(found.level) >= _LEVELS.index(asked):
        return Heard("stated", facts)
    return Heard("not-counted", facts, (_BELOW.fill(requirement=requirement, level=level, required=required),))
