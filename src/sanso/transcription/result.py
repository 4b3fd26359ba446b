"""What is known about the trust in every transcription: answers to the five questions, and what is left open.

Everything is stated and nothing is proven: that is what *stage* says, until there is evidence. A status is one of

* ``stated``: something that counts is stated;
* ``not-counted``: something is stated and does not hold here (overdue, not independent, below the required level);
* ``no``: it is stated that there is none;
* ``not-stated``: nothing is said, which is never shown as met.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sanso.catalogue.transcription import PointId, QuestionId, TranscriptionKind
from sanso.model.text import Text

__all__ = [
    "STATUSES",
    "Answer",
    "Fact",
    "Hop",
    "PointAnswer",
    "Status",
    "Transcription",
    "TranscriptionFinding",
    "TranscriptionRow",
]

Status = Literal["no", "not-stated", "not-counted", "stated"]

STATUSES: tuple[Status, ...] = ("no", "not-stated", "not-counted", "stated")
"""Worst to best."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is stated: *source* is a field of the model or the id of a requirement."""

    source: str
    text: Text


@dataclass(frozen=True, slots=True)
class Hop:
    """One leg of the way between the device and where is decided, with what is stated about it."""

    connection: str
    from_: str
    to: str
    status: Status
    text: Text


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """The answer to one point; *reasons* say why something does not count."""

    point: PointId
    required: bool
    status: Status
    facts: tuple[Fact, ...] = ()
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: the worst of its required points, else of all its points.

    *asked* is False where the question makes no sense for the connection; it then has no points.
    """

    question: QuestionId
    asked: bool
    required: bool
    status: Status
    points: tuple[PointAnswer, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the question is required and not answered by something that counts."""
        return self.required and self.status != "stated"


@dataclass(frozen=True, slots=True)
class TranscriptionRow:
    """One connection of layer 2: its device, what is at the other end, the device's category, and the five answers.

    *category* is None where the device can cause none of the harms. *hops* lead from the device to the first place
    that decides or stores, for orders backwards from the device to who gives them.
    """

    connection: str
    kind: TranscriptionKind
    device: str
    other: str
    category: int | None
    hops: tuple[Hop, ...]
    answers: tuple[Answer, ...]
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptionFinding:
    """A required point that nothing answers: what is lacking in *text*, why in *reasons*.

    *due* is the day on which a calibration ended, where it is overdue.
    """

    connection: str
    device: str
    question: QuestionId
    point: PointId
    category: int
    status: Status
    text: Text
    reasons: tuple[Text, ...]
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Transcription:
    """All transcriptions of a model on one day.

    *counts* says per question how many connections have which state: ``stated``, ``open`` (required and not answered),
    ``not-required`` and ``not-asked``. *findings* come with the highest category first.
    """

    rows: tuple[TranscriptionRow, ...]
    findings: tuple[TranscriptionFinding, ...]
    counts: Mapping[QuestionId, Mapping[str, int]]
    stage: Literal["stated"] = "stated"
