"""Records of security and safety together: floors, risk matrices, words of states and events, kinds of conflict.

Floors and words are proposals of Sanso and may be replaced; a floor is a suggestion with a reason and never says that
a level of one standard equals one of another.

>>> from sanso.catalogue import load_catalogue
>>> floor = load_catalogue().integrity_floors["fatal"]
>>> floor.levels["iso13849"].low, floor.levels["iso13849"].high, floor.confidence
('d', 'e', 'derived')
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanso.catalogue.provenance import Rank, Record, Word, Yes
from sanso.model.base import Part
from sanso.model.text import LocalText

__all__ = [
    "ConflictKind",
    "FloorRange",
    "IntegrityFloor",
    "RiskProfile",
    "SafeStateWord",
    "SafetyEvent",
    "WayOut",
    "WordedRecord",
    "by_words",
]

StandardFamily = Literal["iso13849", "iec61508", "iso26262", "iec62443"]
"""PL, SIL, ASIL, SL."""


class FloorRange(Part):
    """From which level to which; equal where there is one."""

    low: Word
    high: Word


class IntegrityFloor(Record):
    """What is suggested where a harm reaches a human level; the id is that level."""

    levels: Mapping[StandardFamily, FloorRange] = Field(description="Suggested level by family of standards.")
    reason: LocalText


class RiskProfile(Record):
    """A matrix of which public copies disagree, under a name."""

    table: Literal["iso21434-risk", "iso21434-cal"]
    columns: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(description="Words of the columns, in order.")
    rows: Mapping[Word, tuple[int | None, ...]] = Field(description="Values by the word of the row.")

    @model_validator(mode="after")
    def _full(self) -> Self:
        if any(len(values) != len(self.columns) for values in self.rows.values()):
            raise PydanticCustomError("value_error", "every row needs a value for every column")
        return self


class WordedRecord(Record):
    """A record that a model names in free words."""

    words: tuple[Word, ...] = Field((), description="Other words for it.")


class SafeStateWord(WordedRecord):
    """A safe state: the words that mean it, whether it stops a service, which states cannot hold with it."""

    stops: Yes = Field(False, description="The service of the element ends in this state.")
    opposes: tuple[Word, ...] = Field((), description="States that cannot hold at the same time.")


class SafetyEvent(WordedRecord):
    """An event on which a safe state is taken; *apart* lists events that cannot happen at the same time."""

    apart: tuple[Word, ...] = Field((), description="Events that cannot coincide with it.")


class WayOut(Part):
    """A way that people take out of a conflict, and where it is described."""

    text: LocalText
    source: LocalText


class ConflictKind(Record):
    """A kind of conflict between security and safety; *order* is that of lists, no rank of severity."""

    order: Rank
    why: LocalText
    ways_out: Annotated[tuple[WayOut, ...], Field(min_length=1)]
    within_days: float | None = Field(None, gt=0, description="Up to which time the conflict counts, in days.")


Worded = TypeVar("Worded", bound=WordedRecord)


def by_words(text: str, records: Iterable[Worded]) -> Worded | None:
    """Return the record that *text* names by its id or one of its words, whatever case and width; None if none."""
    folded = _folded(text)
    return next((one for one in records if folded in (_folded(one.id), *map(_folded, one.words))), None)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").replace("_", " ").split())
