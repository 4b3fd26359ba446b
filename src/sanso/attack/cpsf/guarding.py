"""The defences of a stage: which measure stands behind each, and how probably it holds.

A defence holds when its claim is true and the measure works. One claim covers all that it answers for, so its coin
is shared; whether the measure works is a coin per element. A measure that nobody states is absent, met or there with
the labelled prior probability, by *mode*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sanso.attack.cpsf.numbers import Numbers
from sanso.attack.cpsf.staging import Stage
from sanso.catalogue import Catalogue
from sanso.facts.measures import MeasureBook, StatedMeasure

__all__ = ["Guard", "Mode", "guards", "held"]

Mode = Literal["prior", "absent", "met"]
"""How measures that nobody states are taken."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A defence: its *step* of the graph, its *record* in the catalogue, the measure behind it."""

    step: int
    record: str
    subject: str
    measure: StatedMeasure

    @property
    def claim(self) -> str:
        """Text whose digest is the key of the claim's coin: equal for all that one claim covers."""
        return f"claim\0{self.measure.requirement}\0{self.speaker}"

    @property
    def speaker(self) -> str:
        """Who makes the claim, or would: who answered, who has to answer, else the guarded thing itself."""
        return self.measure.holder or self.measure.owner or self.subject


def guards(stage: Stage, catalogue: Catalogue, book: MeasureBook) -> tuple[Guard, ...]:
    """Return every defence of *stage* that stands for a requirement, with what *book* says is stated."""
    graph = stage.graph
    found: list[Guard] = []
    known: dict[tuple[str, tuple[str, ...]], StatedMeasure] = {}
    for number, (_, step) in enumerate(graph.steps):
        record = f"{step.declared_in}.{step.name}"
        if step.kind != "defense" or record not in catalogue.attack_defences:
            continue
        requirement = catalogue.attack_defences[record].requirement
        for index in np.flatnonzero(graph.step == number).tolist():
            asset = stage.assets[graph.asset[index]]
            key = (requirement, asset.answers)
            if key not in known:
                known[key] = book.of(requirement, asset.answers)
            found.append(Guard(index, record, asset.subject or asset.id, known[key]))
    return tuple(found)


def held(guard: Guard, catalogue: Catalogue, numbers: Numbers, mode: Mode) -> tuple[float, float]:
    """Return the probability that the claim of a defence is true, and that the measure works."""
    measure = guard.measure
    level: str = measure.level
    if level in ("none", "not-applicable") or (level == "not-stated" and mode == "absent"):
        return 0.0, 0.0
    truth = 1.0
    if level == "not-stated":
        level = measure.required if mode == "met" else "basic"
        basis = "not-stated" if mode == "prior" else None
    else:
        basis = None if measure.basis == "assumed" else measure.basis or "none-given"
    if basis is not None:
        truth = numbers.at("claim_truths", basis, "truth", catalogue.claim_truths[basis].truth)
    works = catalogue.attack_defences[guard.record].works.at(level)
    return truth, numbers.at("attack_defences", guard.record, "works", works)
