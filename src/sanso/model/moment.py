"""A model as it stands on one day, with chosen alternatives.

What is not there on that day is left out, and so are references to it; both are listed. A connection whose
end is not there is not there either. The alternatives of a connection are inactive unless chosen; a chosen
one takes the place of the connection that names it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sanso.model.connections import Connection
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.harms import (
    AllOf,
    AnyOf,
    AtLeast,
    AtLeastCause,
    Cause,
    ConditionCause,
    EffectCause,
    Harm,
)
from sanso.model.process import NAMED_SECTIONS, Model

__all__ = ["Moment", "at_day"]


@dataclass(frozen=True, slots=True)
class Moment:
    """The model of one day, the ids that are absent on it, and what that left out."""

    model: Model
    day: dt.date
    absent: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def at_day(model: Model, day: dt.date, chosen: Collection[str] = (), file: str = "") -> Moment:
    """Return *model* as it stands on *day* with the connections *chosen* among alternatives."""
    found: list[Diagnostic] = []
    place = Place(file)
    gone: set[str] = set()
    for section in NAMED_SECTIONS:
        for ident, thing in getattr(model, section).items():
            valid = thing.valid
            if valid is not None and not (
                (valid.from_ is None or valid.from_ <= day) and (valid.to is None or day < valid.to)
            ):
                gone.add(ident)
                found.append(diagnose("absent", place, f"{section}/{ident}", id=ident, day=day))
    _alternatives(model, chosen, gone, found, place)
    if not gone:
        return Moment(model, day, (), tuple(found))
    for ident, connection in model.connections.items():
        if ident not in gone:
            for end in (connection.from_, connection.to):
                if end in gone:
                    gone.add(ident)
                    found.append(
                        diagnose("absent-reference", place, f"connections/{ident}", id=ident, other=end, day=day)
                    )
                    break
    pruned = _Pruner(gone, found, day, place).model(model)
    return Moment(pruned, day, tuple(sorted(gone)), tuple(found))


def _alternatives(model: Model, chosen: Collection[str], gone: set[str], found: list[Diagnostic], place: Place) -> None:
    for ident, connection in model.connections.items():
        picked = [other for other in connection.alternatives if other in chosen]
        inactive = [other for other in connection.alternatives if other not in chosen]
        if picked:
            gone.add(ident)
            found.append(diagnose("inactive-alternative", place, f"connections/{ident}", id=ident, other=picked[0]))
        for other in inactive:
            gone.add(other)
            found.append(diagnose("inactive-alternative", place, f"connections/{other}", id=other, other=ident))


class _Pruner:
    """Leaves out references to what is gone."""

    def __init__(self, gone: set[str], found: list[Diagnostic], day: dt.date, place: Place) -> None:
        self.gone = gone
        self.found = found
        self.day = day
        self.place = place

    def model(self, model: Model) -> Model:
        sections: dict[str, Any] = {}
        for section in NAMED_SECTIONS:
            things = getattr(model, section)
            sections[section] = {
                ident: self._thing(section, ident, thing) for ident, thing in things.items() if ident not in self.gone
            }
        sections["harms"] = {ident: harm for ident, harm in sections["harms"].items() if harm is not None}
        sections["measures"] = {k: v for k, v in model.measures.items() if k not in self.gone}
        sections["confirmations"] = tuple(c for c in model.confirmations if c.subject not in self.gone)
        header = {name: getattr(model, name) for name in model.model_fields_set if name not in sections}
        return Model.model_construct(**{**header, **sections})

    def _thing(self, section: str, ident: str, thing: Any) -> Any:
        if section == "harms":
            return self._harm(ident, thing)
        changes: dict[str, Any] = {}
        for field in thing.model_fields_set:
            value = getattr(thing, field)
            kept: Any = value
            if isinstance(thing, Connection) and field in ("requirements", "range", "alternatives"):
                continue
            if (
                isinstance(value, tuple)
                and value
                and isinstance(value[0], str)
                and field not in ("exposure", "categories", "sectors")
            ):
                kept = tuple(item for item in value if not self._is_gone(section, ident, item))
            elif isinstance(value, dict):
                kept = {key: item for key, item in value.items() if not self._is_gone(section, ident, key)}
            elif field in ("employer", "maker", "product", "owner") and self._is_gone(section, ident, value):
                kept = None
            elif field == "roles":
                gone = {role for role in value.model_fields_set if self._is_gone(section, ident, getattr(value, role))}
                kept = value.model_copy(update=dict.fromkeys(gone)) if gone else value
            if kept is not value and kept != value:
                changes[field] = kept
        return thing.model_copy(update=changes) if changes else thing

    def _is_gone(self, section: str, ident: str, other: object) -> bool:
        if isinstance(other, str) and other in self.gone:
            self.found.append(
                diagnose("absent-reference", self.place, f"{section}/{ident}", id=ident, other=other, day=self.day)
            )
            return True
        return False

    def _harm(self, ident: str, harm: Harm) -> Harm | None:
        cause = self._cause(ident, harm.cause)
        if cause is None:
            return None
        borne_by = None if self._is_gone("harms", ident, harm.borne_by) else harm.borne_by
        return harm.model_copy(update={"cause": cause, "borne_by": borne_by})

    def _cause(self, ident: str, cause: Cause) -> Cause | None:
        """Return the cause without what is gone; None where it can no longer happen."""
        if isinstance(cause, EffectCause):
            return None if self._is_gone("harms", ident, cause.element) else cause
        if isinstance(cause, ConditionCause):
            return None if self._is_gone("harms", ident, cause.condition) else cause
        if isinstance(cause, AllOf):
            parts = [self._cause(ident, part) for part in cause.all_of]
            whole = tuple(part for part in parts if part is not None)
            return AllOf(all_of=whole) if len(whole) == len(parts) else self._without_barriers(cause, whole)
        if isinstance(cause, AnyOf):
            left = tuple(p for p in (self._cause(ident, part) for part in cause.any_of) if p is not None)
            return AnyOf(any_of=left) if left else None
        left = tuple(p for p in (self._cause(ident, part) for part in cause.at_least.of) if p is not None)
        if len(left) < cause.at_least.n:
            return None
        return AtLeastCause(at_least=AtLeast(n=cause.at_least.n, of=left))

    @staticmethod
    def _without_barriers(cause: AllOf, left: tuple[Cause, ...]) -> Cause | None:
        """A barrier that is absent no longer needs to be defeated; an absent attacked element ends the harm."""
        lost = [part for part in cause.all_of if part not in left]
        barriers = ("defeated", "inhibited", "tripped")
        if left and all(isinstance(part, EffectCause) and part.effect in barriers for part in lost):
            return AllOf(all_of=left)
        return None
