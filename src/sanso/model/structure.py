"""What follows from a model alone and every analysis needs: containment, responsibility, control."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sanso.model.containment import Containment
from sanso.model.control import ControlGraph
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility

__all__ = ["Structure"]


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
