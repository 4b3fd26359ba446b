"""Trust in the transcriptions of an assessed model: categories and answers to requirements come from the assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sanso.analysis.assessing import structure_of
from sanso.analysis.measure_book import AssessedMeasures
from sanso.analysis.result import Assessment, ModelSummary
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.transcription import Transcription, examine

__all__ = ["TRANSCRIPTION_FORMAT", "TranscriptionReport", "transcribe"]

TRANSCRIPTION_FORMAT = "sanso-transcription/1"


@dataclass(frozen=True, slots=True)
class TranscriptionReport:
    """The five questions for every connection of layer 2, with what was looked at and as of when."""

    schema: Annotated[str, Field(description="Version of this result format.")]
    model: ModelSummary
    result: Transcription


def transcribe(model: Model, catalogue: Catalogue, assessment: Assessment) -> TranscriptionReport:
    """Examine the transcriptions of *model*, which is the model of the assessed day."""
    structure = structure_of(model, catalogue)
    book = AssessedMeasures.index(structure, assessment.requirements, assessment.model.at)
    categories = {row.element: row.category for row in assessment.iotssf}
    result = examine(structure, catalogue, book, categories, assessment.model.at)
    return TranscriptionReport(TRANSCRIPTION_FORMAT, assessment.model, result)
