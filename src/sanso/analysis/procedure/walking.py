"""Walk the four steps over a model."""

from __future__ import annotations

from sanso.analysis.assessing import structure_of
from sanso.analysis.perspectives import perspectives
from sanso.analysis.procedure.preparing import missing_in_preparation, prepare
from sanso.analysis.procedure.rating import assess_harms, missing_in_assessment
from sanso.analysis.procedure.result import Procedure, StepName, StepState, Todo
from sanso.analysis.procedure.reviewing import missing_in_review, review
from sanso.analysis.procedure.treating import missing_in_treatment, treat
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["PROCEDURE_FORMAT", "procedure"]

PROCEDURE_FORMAT = "sanso-iotssf/1"
"""Version of the result format."""


def procedure(model: Model, catalogue: Catalogue, assessment: Assessment, whole: Model | None = None) -> Procedure:
    """Return the procedure on *model*, which is that of the assessed day; *whole* also has what is not there then."""
    day = assessment.model.at
    structure = structure_of(model, catalogue)
    categories = {placed.element: placed.category for placed in assessment.iotssf}
    prepared = prepare(structure, catalogue, categories)
    rated = assess_harms(model, catalogue, assessment)
    looked = perspectives(model, catalogue, at=day)
    treated = treat(structure, catalogue, assessment, looked, rated, day)
    reviewed = review(whole if whole is not None else model, structure, day)
    steps = (
        _state("prepare", tuple(missing_in_preparation(prepared))),
        _state("assess", tuple(missing_in_assessment(rated, model))),
        _state("treat", tuple(missing_in_treatment(treated, model))),
        _state("review", tuple(missing_in_review(reviewed))),
    )
    name = model.name or Text.of(model.id)
    return Procedure(PROCEDURE_FORMAT, model.id, name, day, steps, prepared, rated, treated, reviewed)


def _state(step: StepName, missing: tuple[Todo, ...]) -> StepState:
    return StepState(step, not missing, missing)
