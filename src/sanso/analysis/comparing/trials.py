"""What a single change does to categories and required trust: computed with it alone, and without it alone.

A trial rates a model in which one change is undone (or made). What a restored thing names and is not there is left
out of it, as it is on a day on which it is absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanso.analysis.assessing import structure_of
from sanso.analysis.comparing.naming import named
from sanso.analysis.comparing.result import Change
from sanso.analysis.comparing.sides import Side
from sanso.catalogue import Catalogue
from sanso.iotssf import rate
from sanso.model.diagnostics import Place
from sanso.model.findings import Findings
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.pruning import Pruner

__all__ = ["DECIDING", "Levels", "Trials"]

DECIDING = (*(name for name in NAMED_SECTIONS if name != "conditions"), "model")
"""Sections whose things can move a category or a required trust."""

_MOST_TRIALS = 60
_MOST_WORK = 40_000
"""Trials times elements: beyond it, reasons rest on the structure alone."""

Levels = Mapping[str, int | None]
"""Category of every component and system, required trust of every other subject."""


@dataclass(slots=True)
class Trials:
    """Undoes and makes single changes, most promising first, as long as that is cheap."""

    old: Side
    new: Side
    catalogue: Catalogue
    changes: tuple[Change, ...]
    _done: dict[str, tuple[Levels, Levels]] = field(default_factory=dict)

    def run(self, keys: Iterable[str]) -> None:
        """Try the changes called *keys*, in this order, up to what is affordable."""
        size = max(len(self.old.model.elements), len(self.new.model.elements), 1)
        most = min(_MOST_TRIALS, _MOST_WORK // (2 * size))
        changes = {change.key: change for change in self.changes if change.what != "renamed"}
        for key in keys:
            if len(self._done) >= most:
                return
            if key in changes and key not in self._done:
                change = changes[key]
                self._done[key] = (self._rated(change, self.new, self.old), self._rated(change, self.old, self.new))

    def verdict(self, key: str, subject: str, old: int | None, new: int | None) -> tuple[bool, bool, bool] | None:
        """Tell whether a change is necessary, sufficient, or of any influence on *subject*; None: not tried."""
        if key not in self._done:
            return None
        without, alone = (levels.get(subject) for levels in self._done[key])
        return without == old, alone == new, without != new or alone != old

    def _rated(self, change: Change, base: Side, source: Side) -> Levels:
        model = _with(base.model, source.model, change)
        rating = rate(structure_of(model, self.catalogue), self.catalogue, base.day, Place(""))
        placed = {placement.element: placement.category for placement in rating.placements}
        return placed | {ident: trust.category for ident, trust in rating.trust.items()}


def _with(base: Model, source: Model, change: Change) -> Model:
    """Return *base* with the thing of *change* as it is in *source*, and without what then leads nowhere."""
    fields = {name: getattr(base, name) for name in Model.model_fields if hasattr(base, name)}
    if change.section == "model":
        fields[change.id] = getattr(source, change.id, None)
        return Model.model_construct(**fields)
    section = dict(fields[change.section])
    theirs = getattr(source, change.section).get(change.id)
    if theirs is None:
        section.pop(change.id, None)
    else:
        section[change.id] = theirs
    fields[change.section] = section
    model = Model.model_construct(**fields)
    there = {ident for name in NAMED_SECTIONS for ident in getattr(model, name)}
    absent = {change.id} if theirs is None else {ident for _, ident in named(theirs)} - there
    return _without(model, absent) if absent else model


def _without(model: Model, absent: set[str]) -> Model:
    """Return *model* without references to what is not there, and without connections that cannot be without it."""
    lost = {
        ident
        for ident, link in model.connections.items()
        if {link.from_, link.to} & absent or (link.subject and absent.issuperset(link.subject))
    }
    return Pruner(absent | lost, Findings(), dt.date.min, Place("")).model(model)
