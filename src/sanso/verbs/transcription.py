"""Ask the five questions of trust in transcription."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.analysis.transcribing import TranscriptionReport
    from sanso.model.process import Model

__all__ = ["transcription", "transcription_evaluated"]


def transcription(model: Model | Path | str, **options: Any) -> TranscriptionReport:
    """Return the answers to the five questions for every connection of layer 2, and what is left open.

    *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    return transcription_evaluated(evaluate(model, **options))


def transcription_evaluated(made: Evaluation) -> TranscriptionReport:
    """Examine the transcriptions of a model that has been assessed."""
    from sanso.analysis.transcribing import transcribe

    return transcribe(made.model, made.catalogue, made.assessment)
