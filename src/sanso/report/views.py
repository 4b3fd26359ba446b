"""What a report shows beside the assessment: results that several files of one report share, each computed once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sanso.analysis.assessing import all_open_points
from sanso.analysis.result import Assessment, OpenPoint
from sanso.catalogue import Catalogue
from sanso.model.loading import paused_collection
from sanso.model.process import Model

if TYPE_CHECKING:
    from sanso.analysis.bowties import SafetyReport
    from sanso.analysis.perspectives import PerspectiveReport
    from sanso.analysis.sectors import SectorReport
    from sanso.transcription import Transcription

__all__ = ["Views"]


class Views:
    """The further results on one assessed model, computed when they are first asked for."""

    def __init__(self, model: Model, assessment: Assessment, catalogue: Catalogue) -> None:
        self._model = model
        self._assessment = assessment
        self._catalogue = catalogue

    @cached_property
    def perspectives(self) -> PerspectiveReport:
        """The four perspectives in full."""
        from sanso.analysis.perspectives import perspectives

        with paused_collection():
            return perspectives(self._model, self._catalogue, at=self._assessment.model.at)

    @cached_property
    def safety(self) -> SafetyReport:
        """Security and safety together."""
        from sanso.analysis.bowties import safety

        with paused_collection():
            return safety(self._model, self._catalogue, self._assessment)

    @cached_property
    def sectors(self) -> SectorReport:
        """What the sectors bring with them."""
        from sanso.analysis.sectors import sectors

        with paused_collection():
            return sectors(self._model, self._catalogue, self._assessment)

    @cached_property
    def transcription(self) -> Transcription:
        """Trust in the transcriptions of layer 2."""
        from sanso.analysis.transcribing import transcribe

        with paused_collection():
            return transcribe(self._model, self._catalogue, self._assessment).result

    @cached_property
    def points(self) -> tuple[OpenPoint, ...]:
        """Every open point, in order."""
        return all_open_points(self._assessment, self._model, self._catalogue)
