"""What follows from a model alone and every analysis needs: containment, responsibility, control."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from sanso.model.containment import Containment
from sanso.model.control import ControlGraph
from sanso.model.difference import Difference, Reads
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility

__all__ = ["Structure"]

Derived = TypeVar("Derived", Containment, Responsibility, ControlGraph)

_CONTAINMENT: Reads = {"systems": ("contains", "count"), "components": ("contains", "count")}
_RESPONSIBILITY: Reads = {
    "organizations": (),
    "people": ("employer",),
    "data": ("owner",),
    "procedures": ("performed_by",),
    "systems": ("roles",),
    "components": ("roles",),
}
_CONTROL: Reads = {
    "connections": ("kind", "from_", "to", "subject", "data"),
    "procedures": ("performed_by", "acts_on"),
    "products": ("contains",),
    "organizations": (),
    "components": ("kind", "product", "roles"),
    "systems": ("roles",),
}


@dataclass(frozen=True, slots=True)
class Structure:
    """The derived views of one model."""

    model: Model
    containment: Containment
    responsibility: Responsibility
    control: ControlGraph

    @classmethod
    def of(cls, model: Model, control_kinds: Collection[str]) -> Structure:
        """Derive the views of *model*; *control_kinds* are the connection kinds that are control."""
        containment = Containment.of(model)
        responsibility = Responsibility.of(model, containment)
        return cls(
            model, containment, responsibility, ControlGraph.of(model, containment, responsibility, control_kinds)
        )

    def extends(self, before: Structure) -> bool:
        """Tell whether about everything that stood in *before* the same follows, so that at most things came."""
        return (
            self.containment.parent is before.containment.parent
            and self.containment.parts is before.containment.parts
            and self.control is before.control
            and _holds(self.containment.instances, before.containment.instances)
            and _holds(self.responsibility.organization, before.responsibility.organization)
            and not any(before.model.thing(i) for i in self._answered_for() - before._answered_for())
        )

    def _answered_for(self) -> Set[str]:
        return self.responsibility.organization.keys()

    def again(self, model: Model, differs: Difference, control_kinds: Collection[str]) -> Structure:
        """Return the views of *model*, which *differs* so from the one of these; what is the same is kept."""
        containment, responsibility, control = self.containment, self.responsibility, self.control
        if differs.touches(_CONTAINMENT):
            containment = _kept(containment, Containment.of(model))
        if containment.parent is not self.containment.parent or differs.touches(_RESPONSIBILITY):
            responsibility = _kept(responsibility, Responsibility.of(model, containment))
        if (
            containment.parts is not self.containment.parts
            or responsibility is not self.responsibility
            or differs.touches(_CONTROL)
        ):
            control = _kept(control, ControlGraph.of(model, containment, responsibility, control_kinds))
        return Structure(model, containment, responsibility, control)


def _holds(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return one is other or all(one.get(key) == value for key, value in other.items())


def _kept(old: Derived, new: Derived) -> Derived:
    """Return *old* where *new* says the same, else *new* with those parts of *old* that are the same."""
    parts = {name.name: getattr(old, name.name) for name in fields(old)}
    own = {name: part if _alike(part, getattr(new, name)) else getattr(new, name) for name, part in parts.items()}
    return old if all(own[name] is part for name, part in parts.items()) else replace(new, **own)


def _alike(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return one == other and list(one) == list(other)
