"""What stands on an attack path and where: cards of the steps in three lanes, gates between them, words beside.

The attack runs from top to bottom; the lane of a card is the layer of its step. Heights follow from the words.
All lengths are pixels of the view box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.attack_words import STOP, tell
from sanso.report.pictures.lettering import fit, fit_width, wrap
from sanso.report.quantities import chance_text, days_text

if TYPE_CHECKING:
    from sanso.attack.result import AttackPath, PathStep, Stop

__all__ = [
    "CARD",
    "LANE",
    "LANES",
    "LEFT",
    "SAID",
    "WORDS_LEFT",
    "WORDS_WIDTH",
    "Card",
    "Said",
    "cards",
    "lane_x",
    "told_steps",
]

LEFT = 28.0
LANE = 262.0
LANES = 3
CARD = 246.0
WORDS_LEFT = 838.0
WORDS_WIDTH = 414.0
_STOPS = 3
"""Measures that are written out per step."""

_TEXT = CARD - 40 - 8
_LINE, _SMALL = 17.0, 16.0
_BEFORE = 26.0
_GATE = 20.0
_AFTER = 16.0
SAID = 54.0
"""Height of a measure in words."""


@dataclass(frozen=True, slots=True)
class Said:
    """One measure in words: its status, the requirement with its title, whose it is, how well it works."""

    status: str
    title: str
    owner: str
    works: str


@dataclass(frozen=True, slots=True)
class Card:
    """One step at its place: *top* of the card, *height*, *gates* the height of each gate above it."""

    number: int
    layer: int | None
    lane: int
    top: float
    height: float
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    tip: str
    said: tuple[Said, ...]
    more: int
    gates: tuple[float, ...]
    bottom: float
    """Where the next row begins: below the card and below the words beside it."""


def told_steps(model: Model, path: AttackPath) -> tuple[PathStep, ...]:
    """Return the steps between the entry and the harm.

    A path may begin with a step of the attacker's own, which is the entry, and end with the harm itself; both have a
    mark of their own.
    """
    steps = path.steps
    if steps and steps[0].incident is None and model.thing(steps[0].subject) is None:
        steps = steps[1:]
    if steps and steps[-1].subject == path.harm:
        steps = steps[:-1]
    return steps


def lane_x(lane: int) -> float:
    """Return the middle of a lane; lanes are 1, 2 and 3 from the left."""
    return LEFT + (lane - 0.5) * LANE


def cards(model: Model, path: AttackPath, catalogue: Catalogue, lang: Language, top: float) -> list[Card]:
    """Return the cards of all steps of *path*, the first row beginning at *top*."""
    found: list[Card] = []
    steps = told_steps(model, path)
    lane = next((step.layer for step in steps if step.layer in (1, 2, 3)), 3) or 3
    for index, step in enumerate(steps, 1):
        lane = step.layer if step.layer in (1, 2, 3) else lane
        card = _card(model, step, catalogue, lang, (index, lane, top))
        found.append(card)
        top = card.bottom
    return found


def _card(model: Model, step: PathStep, catalogue: Catalogue, lang: Language, at: tuple[int, int, float]) -> Card:
    number, lane, row = at
    text = step.text.show(lang)
    lines = wrap(text, _TEXT, 13, 4)
    name = model.label(step.subject).show(lang) if model.thing(step.subject) is not None else ""
    time = f"≈ {days_text(step.days).show(lang)}" if step.days is not None else ""
    ids = " · ".join(part for part in (step.incident, step.technique) if part)
    facts = f"{ids} · {time}" if ids and time else ids or time
    last = [facts] if fit_width(facts, 12) <= _TEXT else [ids, time]
    fleet = tell("fleet", lang) if step.fleet else ""
    notes = tuple(fit(note, _TEXT, 12) for note in (name, fleet, *last) if note)
    shut = step.stops[:_STOPS]
    first = row + _BEFORE
    gates = tuple(first + index * _GATE for index in range(len(shut)))
    begin = row + _BEFORE + (len(shut) * _GATE if shut else 0) - (6 if shut else 10) + _AFTER
    height = max(12 + len(lines) * _LINE + len(notes) * _SMALL + 10, 60.0)
    more = len(step.stops) - len(shut)
    words = first - 10 + len(shut) * SAID + (_SMALL if more else 0) + 8 if shut else row
    return Card(
        number, step.layer, lane, begin, height, lines, notes, _tip(step, name, catalogue, lang),
        _said(model, shut, catalogue, lang), more, gates, max(begin + height, words),
    )  # fmt: skip


def _tip(step: PathStep, name: str, catalogue: Catalogue, lang: Language) -> str:
    lines = [line for line in (step.text.show(lang), name) if line]
    incident = catalogue.incidents.get(step.incident or "")
    if incident is not None:
        lines.append(f"{incident.id}: {incident.title.show(lang)}")
    if step.technique:
        lines.append(f"ATT&CK for ICS {step.technique}")
    if step.days is not None:
        lines.append(tell("takes", lang, t=days_text(step.days).show(lang)))
    return "\n".join(lines)


def _said(model: Model, stops: Sequence[Stop], catalogue: Catalogue, lang: Language) -> tuple[Said, ...]:
    """Return the words of each measure, fitted into the column beside the lanes."""
    found, room = [], WORDS_WIDTH - 26
    for stop in stops:
        record = catalogue.requirements.get(stop.requirement)
        title = f"{stop.requirement} {record.title.show(lang)}" if record is not None else stop.requirement
        owner = model.label(stop.owner).show(lang) if stop.owner else tell("owner_unknown", lang)
        status = STOP.get(stop.status, STOP["not-stated"]).show(lang)
        level = catalogue.levels.get(stop.level or "") if stop.status == "stated" else None
        words = f"{status}: {level.title.show(lang)}" if level is not None else status
        works = ""
        if stop.status != "not-applicable":
            key = "works" if stop.status == "stated" else "works_if"
            works = fit(tell(key, lang, p=chance_text(stop.works).show(lang)), room, 12)
        name = fit(owner, max(room - fit_width(f" · {words}", 12), 60), 12)
        found.append(Said(stop.status, fit(title, room, 13), fit(f"{name} · {words}", room, 12), works))
    return tuple(found)
