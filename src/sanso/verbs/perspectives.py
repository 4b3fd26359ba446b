"""Look at a model from the four perspectives of IoT-SSF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.analysis.perspectives import PerspectiveReport
    from sanso.model.process import Model

__all__ = ["perspectives", "perspectives_evaluated"]


def perspectives(model: Model | Path | str, **options: Any) -> PerspectiveReport:
    """Return what is stated for the four perspectives, until when, and what each way still asks.

    *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    return perspectives_evaluated(evaluate(model, **options))


def perspectives_evaluated(made: Evaluation) -> PerspectiveReport:
    """Return the perspectives of a model that has been assessed."""
    from sanso.analysis.perspectives import perspectives as compute

    return compute(made.model, made.catalogue, at=made.assessment.model.at)
