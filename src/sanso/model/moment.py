"""A model as it stands on one day, with chosen alternatives.

What is not there on that day is left out, and so are references to it; both are listed. A connection whose
end is not there is not there either. The alternatives of a connection are inactive unless chosen; a chosen
one takes the place of the connection that names it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sanso.model.base import Thing
from sanso.model.connections import Connection
from sanso.model.diagnostics import Diagnostic, Place
from sanso.model.findings import Findings
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.pruning import Pruner

__all__ = ["Moment", "at_day"]


@dataclass(frozen=True, slots=True)
class Moment:
    """The model of one day, the ids that are absent on it, and what that left out."""

    model: Model
    day: dt.date
    absent: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def at_day(
    model: Model, day: dt.date, chosen: Collection[str] = (), file: str = "", without: Collection[str] = ()
) -> Moment:
    """Return *model* as it stands on *day* with the connections *chosen* among alternatives, *without* some things."""
    found = Findings()
    place = Place(file)
    gone: set[str] = set(without)
    for section in NAMED_SECTIONS:
        for ident, thing in getattr(model, section).items():
            if not _is_there(thing, day):
                gone.add(ident)
                found.report("absent", place, f"{section}/{ident}", id=ident, day=day)
    _alternatives(model, chosen, gone, found, place)
    if not gone:
        return Moment(model, day, (), tuple(found.all(file)))
    without = {ident: lost for ident, link in model.connections.items() if (lost := _lost(link, gone)) is not None}
    for ident, lost in without.items():
        if ident not in gone:
            found.report("absent-reference", place, f"connections/{ident}", id=ident, other=lost, day=day)
    gone.update(without)
    pruned = Pruner(gone, found, day, place).model(model)
    return Moment(pruned, day, tuple(sorted(gone)), tuple(found.all(file)))


def _is_there(thing: Thing, day: dt.date) -> bool:
    valid = thing.valid
    return valid is None or ((valid.from_ is None or valid.from_ <= day) and (valid.to is None or day < valid.to))


def _lost(connection: Connection, gone: Collection[str]) -> str | None:
    """Return what a connection cannot be without and is *gone*: an end, all it is about, all that is shared."""
    for end in (connection.from_, connection.to):
        if end in gone:
            return end
    for named in (connection.subject, connection.data if connection.kind == "shares" else ()):
        if named and all(ident in gone for ident in named):
            return named[0]
    return None


def _alternatives(model: Model, chosen: Collection[str], gone: set[str], found: Findings, place: Place) -> None:
    for ident, connection in model.connections.items():
        picked = [other for other in connection.alternatives if other in chosen]
        inactive = [other for other in connection.alternatives if other not in chosen]
        if picked:
            gone.add(ident)
            found.report("inactive-alternative", place, f"connections/{ident}", id=ident, other=picked[0])
        for other in inactive:
            gone.add(other)
            found.report("inactive-alternative", place, f"connections/{other}", id=other, other=ident)
