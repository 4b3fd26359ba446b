"""A model without some of its things, and without the references to them.

What a reference is needed for goes with it: a cause whose attacked element is absent, a cover of absent harms only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sanso.model.answers import Confirmation
from sanso.model.diagnostics import Place
from sanso.model.elements import Roles
from sanso.model.findings import Findings
from sanso.model.harms import (
    AllOf,
    AnyOf,
    AtLeast,
    AtLeastCause,
    Cause,
    ConditionCause,
    EffectCause,
    Harm,
    Mitigation,
)
from sanso.model.iotssf_record import IotSsfRecord
from sanso.model.mentions import causes, of_record
from sanso.model.process import NAMED_SECTIONS, Model

__all__ = ["Pruner"]


class Pruner:
    """Leaves out references to what is gone."""

    def __init__(self, gone: Collection[str], found: Findings, day: dt.date, place: Place) -> None:
        self.gone = gone
        self.found = found
        self.day = day
        self.place = place

    def model(self, model: Model) -> Model:
        """Return *model* without what is gone."""
        sections: dict[str, Any] = {}
        for section in NAMED_SECTIONS:
            things = {i: thing for i, thing in getattr(model, section).items() if i not in self.gone}
            if section == "harms":
                harms = {ident: self._harm(ident, harm) for ident, harm in things.items()}
                sections[section] = {ident: harm for ident, harm in harms.items() if harm is not None}
            else:
                sections[section] = {ident: self._thing(section, ident, thing) for ident, thing in things.items()}
        sections["measures"] = {k: v for k, v in model.measures.items() if not self._is_gone("", f"measures/{k}", k)}
        stated = (self._confirmation(index, given) for index, given in enumerate(model.confirmations))
        sections["confirmations"] = tuple(kept for kept in stated if kept is not None)
        header = {name: getattr(model, name) for name in model.model_fields_set if name not in sections}
        if "iotssf" in header:
            header["iotssf"] = self._record(model.iotssf)
        return Model.model_construct(**{**header, **sections})

    def _thing(self, section: str, ident: str, thing: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in sorted(thing.model_fields_set & _NAMING[section]):
            value = getattr(thing, field)
            kept: Any = value
            if isinstance(value, tuple):
                kept = self._left(section, ident, value)
            elif isinstance(value, dict):
                kept = {key: item for key, item in value.items() if not self._is_gone(section, ident, key)}
            elif isinstance(value, Roles):
                roles = sorted(value.model_fields_set)
                gone = [role for role in roles if self._is_gone(section, ident, getattr(value, role))]
                kept = value.model_copy(update=dict.fromkeys(gone)) if gone else value
            elif self._is_gone(section, ident, value):
                kept = None
            if kept != value:
                changes[field] = kept
        return thing.model_copy(update=changes) if changes else thing

    def _left(self, section: str, ident: str, named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other for other in named if not self._is_gone(section, ident, other))

    def _is_gone(self, section: str, ident: str, other: object) -> bool:
        if isinstance(other, str) and other in self.gone:
            path = f"{section}/{ident}" if section else ident
            self.found.report("absent-reference", self.place, path, id=ident, other=other, day=self.day)
            return True
        return False

    def _confirmation(self, index: int, stated: Confirmation) -> Confirmation | None:
        """Return what is stated about things that are there; a cover of absent harms only covers nothing."""
        path = f"confirmations/{index}"
        if self._is_gone("", path, stated.subject):
            return None
        covers = self._left("", path, stated.covers)
        if covers == stated.covers:
            return stated
        return stated.model_copy(update={"covers": covers}) if covers else None

    def _harm(self, ident: str, harm: Harm) -> Harm | None:
        cause = self._cause(ident, harm.cause)
        if cause is _FALLEN:
            cause = self._still_there(harm.cause)
        if cause is None:
            return None
        changes: dict[str, Any] = {"cause": cause} if cause is not harm.cause else {}
        if self._is_gone("harms", ident, harm.borne_by):
            changes["borne_by"] = None
        if harm.affects is not None and self._is_gone("harms", ident, harm.affects.people):
            changes["affects"] = None
        if (left := self._mitigated(ident, harm.mitigations)) != harm.mitigations:
            changes["mitigations"] = left
        for field in ("excludes", "includes"):
            value = getattr(harm, field)
            if (others := self._left("harms", ident, value)) != value:
                changes[field] = others
        return harm.model_copy(update=changes) if changes else harm

    def _record(self, record: IotSsfRecord) -> IotSsfRecord:
        """Return the record of the IoT-SSF procedure without what it says of things that are absent."""
        gone: dict[str, set[int]] = {}
        for steps, ident, _ in of_record(record):
            if "counts" not in steps and self._is_gone("", f"iotssf/{steps[0]}", ident):
                gone.setdefault(str(steps[0]), set()).add(int(steps[1]))
        kept = {
            field: tuple(item for index, item in enumerate(getattr(record, field)) if index not in lost)
            for field, lost in gone.items()
        }
        return record.model_copy(update=kept) if kept else record

    def _mitigated(self, ident: str, mitigations: tuple[Mitigation, ...]) -> tuple[Mitigation, ...]:
        return tuple(one for one in mitigations if not self._is_gone("harms", ident, one.by))

    def _still_there(self, cause: Cause) -> Cause | None:
        """Return what is left of a cause whose barriers are all gone: any of its effects brings the harm about."""
        present = tuple(
            leaf for _, leaf in causes(cause) if isinstance(leaf, EffectCause) and leaf.element not in self.gone
        )
        return AnyOf(any_of=present) if present else None

    def _cause(self, ident: str, cause: Cause) -> Cause | None:
        """Return the cause without what is gone: None where it can no longer happen, fallen where it always holds."""
        if isinstance(cause, EffectCause):
            return self._effect(ident, cause)
        if isinstance(cause, ConditionCause):
            return None if self._is_gone("harms", ident, cause.condition) else cause
        if isinstance(cause, AllOf):
            parts, needed = cause.all_of, len(cause.all_of)
        elif isinstance(cause, AnyOf):
            parts, needed = cause.any_of, 1
        else:
            parts, needed = cause.at_least.of, cause.at_least.n
        left = [self._cause(ident, part) for part in parts]
        if all(new is old for new, old in zip(left, parts, strict=True)):
            return cause
        open_ = tuple(part for part in left if part is not None and part is not _FALLEN)
        needed -= sum(part is _FALLEN for part in left)
        if needed <= 0:
            return _FALLEN
        if len(open_) < needed:
            return None
        if isinstance(cause, AllOf):
            return AllOf(all_of=open_)
        return AnyOf(any_of=open_) if isinstance(cause, AnyOf) else AtLeastCause(at_least=AtLeast(n=needed, of=open_))

    def _effect(self, ident: str, cause: EffectCause) -> EffectCause | None:
        """What guards or cross-checks and is absent need not be overcome; an absent attacked element ends the cause."""
        if self._is_gone("harms", ident, cause.element):
            return _FALLEN if cause.effect in _BARRIER_EFFECTS else None
        through = self._left("harms", ident, cause.through)
        if through == cause.through:
            return cause
        return cause.model_copy(update={"through": through}) if through else None


_BARRIER_EFFECTS = ("defeated", "inhibited", "lies")
_FALLEN = EffectCause(element="absent-barrier", effect="defeated")
"""Stands for a cause that holds because a barrier is not there."""

_NAMING: Mapping[str, frozenset[str]] = {
    "organizations": frozenset(),
    "people": frozenset({"employer"}),
    "products": frozenset({"maker", "contains"}),
    "components": frozenset({"product", "roles", "contains", "protects", "independent_of"}),
    "systems": frozenset({"roles", "contains"}),
    "procedures": frozenset({"performed_by", "acts_on"}),
    "data": frozenset({"owner", "subjects", "produced_by", "stored_in"}),
    "physical": frozenset({"people_exposed"}),
    "connections": frozenset({"subject", "data", "cross_check", "confirmed_by"}),
    "conditions": frozenset(),
}
"""The fields of a thing that name others."""
