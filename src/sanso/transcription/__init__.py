"""Trust in transcription (転写): for every sensing and actuation five questions, as required and as stated.

This room judges what a model states. It does not compute categories (they come from `iotssf`) or answers to
requirements (they come as a `MeasureBook`), and it proves nothing.
"""

from sanso.transcription.case import Room
from sanso.transcription.examining import examine, examine_one
from sanso.transcription.result import (
    STATUSES,
    Answer,
    Fact,
    Hop,
    PointAnswer,
    Status,
    Transcription,
    TranscriptionFinding,
    TranscriptionRow,
)

__all__ = [
    "STATUSES",
    "Answer",
    "Fact",
    "Hop",
    "PointAnswer",
    "Room",
    "Status",
    "Transcription",
    "TranscriptionFinding",
    "TranscriptionRow",
    "examine",
    "examine_one",
]
