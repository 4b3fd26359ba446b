"""A small plant that senses and acts, a book of answers, and what the examination says of one connection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sanso.catalogue import Catalogue, load_catalogue
from sanso.facts.measures import MeasureLevel, StatedMeasure
from sanso.model.process import Model
from sanso.model.structure import Structure
from sanso.transcription import Answer, PointAnswer, Transcription, TranscriptionRow, examine

DAY = dt.date(2026, 11, 22)

THINGS: dict[str, Any] = {
    "organizations": {
        name: {} for name in ("plant", "maker-1", "maker-2", "maker-3", "keeper-1", "keeper-2", "keeper-3")
    },
    "products": {f"p{n}": {"maker": f"maker-{n}"} for n in (1, 2, 3)},
    "physical": {"tank": {}},
    "components": {
        "gauge": {"kind": "sensor", "product": "p1", "roles": {"maintainer": "keeper-1"}},
        "second": {"kind": "sensor", "product": "p2", "roles": {"maintainer": "keeper-2"}},
        "valve": {"kind": "actuator", "roles": {"maintainer": "keeper-1"}},
        "plc": {"kind": "controller", "product": "p3", "roles": {"maintainer": "keeper-3"}},
        "relay": {"kind": "gateway"},
        "guard": {"kind": "safety-function", "product": "p2", "roles": {"maintainer": "keeper-2"}},
    },
    "connections": {
        "read": {"kind": "senses", "from": "tank", "to": "gauge"},
        "move": {"kind": "actuates", "from": "valve", "to": "tank"},
        "leg-1": {"kind": "transmits", "from": "gauge", "to": "relay"},
        "leg-2": {"kind": "transmits", "from": "relay", "to": "plc"},
        "order": {"kind": "commands", "from": "plc", "to": "valve"},
    },
}


@dataclass
class Book:
    """Answers by (requirement, subject)."""

    answers: Mapping[tuple[str, str], MeasureLevel] = field(default_factory=dict)
    required: str = "basic"

    def of(self, requirement: str, subjects: Sequence[str]) -> StatedMeasure:
        for subject in subjects:
            level = self.answers.get((requirement, subject))
            if level is not None:
                return StatedMeasure(requirement, "plant", subject, level, None, self.required)
        return StatedMeasure(requirement, "plant", None, "not-stated", None, self.required)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def model(**connections: dict[str, Any]) -> Model:
    """The plant with fields added to its connections, or with further ones (dashes written as underlines)."""
    sections = {section: dict(entries) for section, entries in THINGS.items()}
    for name, fields in connections.items():
        ident = name.replace("_", "-")
        sections["connections"][ident] = {**sections["connections"].get(ident, {}), **fields}
    return Model.model_validate({"sanso": 1, "id": "m", **sections})


def examined(
    made: Model, category: int | None = 4, book: Book | None = None, at: dt.date = DAY, **categories: int | None
) -> Transcription:
    control = {kind for kind, record in catalogue().connections.items() if record.control}
    every: dict[str, int | None] = dict.fromkeys((*made.components, *made.systems), category)
    return examine(Structure.of(made, control), catalogue(), book or Book(), {**every, **categories}, at)


def row(found: Transcription, connection: str) -> TranscriptionRow:
    return next(one for one in found.rows if one.connection == connection)


def answer(found: Transcription, connection: str, question: str) -> Answer:
    return next(one for one in row(found, connection).answers if one.question == question)


def point(found: Transcription, connection: str, ident: str) -> PointAnswer:
    return next(p for one in row(found, connection).answers for p in one.points if p.point == ident)


def reasons(found: Transcription, connection: str, ident: str) -> list[str]:
    return [reason.en for reason in point(found, connection, ident).reasons]
