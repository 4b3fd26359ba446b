"""Records of trust in transcription (転写): five questions, and the points that answer them.

Which question is asked from which category on, and what speaks for it, is a proposal and replaceable. A point that
is asked in one category is asked in every higher one.

>>> from sanso.catalogue import load_catalogue
>>> load_catalogue().transcription_points["calibration"].asked("senses", 3)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from sanso.catalogue.provenance import Record, Word
from sanso.model.answers import Basis
from sanso.model.base import Part
from sanso.model.text import LocalText

__all__ = ["PointId", "QuestionId", "Speaker", "TranscriptionKind", "TranscriptionPoint", "TranscriptionQuestion"]

TranscriptionKind = Literal["senses", "actuates", "displays", "operates"]
QuestionId = Literal["genuine", "untampered", "accurate", "plausible", "effect"]
PointId = Literal["genuine", "path", "accuracy", "calibration", "comparison", "confirmed", "safe-state"]
Where = Literal["device", "path", "receiver", "sender"]
FromCategory = Annotated[int, Field(strict=True, ge=1, le=4)]


class TranscriptionQuestion(Record):
    """One of the five questions."""

    id: QuestionId
    number: Annotated[int, Field(strict=True, ge=1, le=5)]


class Speaker(Part):
    """A requirement whose answer speaks for a point: at the *device*, on each leg of the *path*, or at an end of one.

    Of the connection kinds in *kinds* (all where empty), and up to the category *up_to*.
    """

    requirement: Word
    where: Where = "device"
    kinds: tuple[TranscriptionKind, ...] = ()
    up_to: FromCategory = 4


class TranscriptionPoint(Record):
    """A point under a question: from which category on it is asked, and what speaks for it.

    *fields* are the fields of the connection that state it, *denied_by* those whose "none" is a no. *confirmation* is
    the weakest basis on which a confirmation of the product speaks for it, up to the category *confirmation_up_to*;
    a dedicated signal line needs no further protection up to *signal_line_up_to*; from *independent_from* on only
    what is independent counts.
    """

    id: PointId
    question: QuestionId
    required_from: Mapping[TranscriptionKind, FromCategory]
    reason: LocalText = Field(description="Why it is asked from there on.")
    missing: LocalText = Field(description="What is lacking where nothing is stated.")
    fields_of: Mapping[TranscriptionKind, tuple[Word, ...]] = Field(default_factory=dict)
    denied_by: tuple[Word, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    confirmation: Basis | None = None
    confirmation_up_to: FromCategory = 4
    signal_line_up_to: FromCategory | None = None
    independent_from: FromCategory | None = None

    def makes_sense(self, kind: str) -> bool:
        """Tell whether the point is ever asked of connections of *kind*."""
        return kind in self.required_from

    def asked(self, kind: str, category: int | None) -> bool:
        """Tell whether the point is required of a connection of *kind* in *category*; None is not rated."""
        first = dict(self.required_from).get(kind)  # type: ignore[call-overload]
        return first is not None and category is not None and category >= first

    def needs_independence(self, category: int | None) -> bool:
        """Tell whether in *category* only what is independent counts."""
        return self.independent_from is not None and category is not None and category >= self.independent_from
