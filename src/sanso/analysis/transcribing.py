"""Trust in the transcriptions of an assessed model: categories and answers to requirements come from the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sanso.analysis.assessing import structure_of
from sanso.analysis.measure_book import Asked, AssessedMeasures
from sanso.analysis.result import Assessment, ModelSummary
from sanso.assessment.answers import AnswerBook
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.structure import Structure
from sanso.transcription import Room, Transcription, TranscriptionRow, examine, examine_one

__all__ = ["TRANSCRIPTION_FORMAT", "Examiner", "TranscriptionReport", "transcribe"]

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
    result = examine(structure, catalogue, book, _categories(assessment), assessment.model.at)
    return TranscriptionReport(TRANSCRIPTION_FORMAT, assessment.model, result)


@dataclass(frozen=True, slots=True)
class Examiner:
    """Examines single devices and connections of one assessed model, where not all of them are wanted."""

    room: Room
    categories: Mapping[str, int | None]

    @classmethod
    def of(
        cls, structure: Structure, catalogue: Catalogue, assessment: Assessment, asked: Asked | None = None
    ) -> Examiner:
        """Index what the examinations share; *structure* is that of the model of the assessed day.

        *asked* is the index of its requirement rows, where it is at hand.
        """
        day = assessment.model.at
        if asked is None:
            asked = Asked(assessment.requirements)
        book = AssessedMeasures(structure, AnswerBook.of(structure, day), asked)
        return cls(Room.of(structure, catalogue, book, day), _categories(assessment))

    def rows(self, ident: str) -> tuple[TranscriptionRow, ...]:
        """Return what `transcribe` says of the connection *ident*, or of those of the device *ident*."""
        return examine_one(self.room, self.categories, ident)


def _categories(assessment: Assessment) -> dict[str, int | None]:
    return {row.element: row.category for row in assessment.iotssf}
