"""What changed between two assessments: one value, published as JSON (``sanso schema diff``).

Ids are those of the new side; a thing that was renamed carries its old id. What is said to be *worse* or *better*
follows from the numbers alone, and comparing the other way round swaps the two words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sanso.analysis.result import Because, OpenPoint
from sanso.facts import AxisPosition
from sanso.iotssf.result import Shortfall
from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text

__all__ = [
    "DIRECTIONS",
    "By",
    "CategoryMove",
    "Change",
    "Comparison",
    "Count",
    "Direction",
    "FieldChange",
    "HarmMove",
    "IncidentMove",
    "MixMove",
    "Presence",
    "RequirementMove",
    "SideSummary",
    "Totals",
    "TrustMove",
    "What",
    "Why",
]

Direction = Literal["worse", "mixed", "better", "neutral"]
DIRECTIONS: tuple[Direction, ...] = ("worse", "mixed", "better", "neutral")
"""In the order in which they are shown."""

What = Literal["added", "removed", "changed", "renamed"]
By = Literal["edit", "day", "choice"]
"""Why the model differs: it was written differently, the day is another one, or other alternatives are chosen."""

Presence = Literal["both", "old", "new"]
"""On which sides the thing is there."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; of a list, what is gone and what has come (*several*)."""

    path: Annotated[str, Field(description="Path inside the thing, such as `roles.maintainer`.")]
    old: Text | None
    new: Text | None
    several: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of the models: one thing, one answer, one confirmation, or one field of the head of the model."""

    key: Annotated[str, Field(description="`section/id`; other parts of the result refer to it.")]
    section: str
    id: str
    what: What
    by: By
    name: Text
    fields: tuple[FieldChange, ...] = ()
    was: Annotated[str | None, Field(description="The old id of what was renamed.")] = None


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of a move.

    *change* is the key of the change of the model behind it; None where the day alone is the reason. *necessary*:
    computed without this change, the result is as before. *sufficient*: computed with this change alone, it is as
    after. Both are None where that was not computed.
    """

    code: str
    text: Text
    change: str | None = None
    necessary: bool | None = None
    sufficient: bool | None = None


@dataclass(frozen=True, slots=True)
class HarmMove:
    """A harm scenario whose levels differ, or that is there on one side only."""

    harm: str
    name: Text
    presence: Presence
    direction: Direction
    old_human: str | None
    new_human: str | None
    old_economic: str | None
    new_economic: str | None
    because: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class CategoryMove:
    """A component or system whose category differs, with what decides each axis before and after."""

    element: str
    name: Text
    presence: Presence
    direction: Direction
    old: int | None
    new: int | None
    old_human: AxisPosition
    new_human: AxisPosition
    old_economic: AxisPosition
    new_economic: AxisPosition
    because: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class TrustMove:
    """An organization, people or data whose required trust differs."""

    subject: str
    name: Text
    kind: str
    presence: Presence
    direction: Direction
    old: int | None
    new: int | None
    old_because: Because | None
    new_because: Because | None
    because: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class RequirementMove:
    """A requirement on an organization whose required level or status differs, as a whole or for some elements.

    *elements* are those that moved. Level and status of the row are None on the side where there is no such row.
    """

    id: str
    title: Text
    organization: str | None
    name: Text
    presence: Presence
    direction: Direction
    category: int
    old_level: str | None
    new_level: str | None
    old_status: str | None
    new_status: str | None
    elements: tuple[str, ...]
    because: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class MixMove:
    """An element or organization whose gap to the nearest accepted mix differs."""

    subject: str
    name: Text
    presence: Presence
    direction: Direction
    category: int
    old_nearest: str | None
    new_nearest: str | None
    gone: tuple[Shortfall, ...]
    new: tuple[Shortfall, ...]
    because: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class IncidentMove:
    """An incident that applies to other elements of one type than before."""

    id: str
    layer: int
    type: str
    title: Text
    direction: Direction
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideSummary:
    """What stood on one side."""

    id: str
    name: Text
    digest: str
    at: dt.date
    chosen: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One number before and after; *group* is ``model``, ``category``, ``status`` or ``open-points``."""

    group: Literal["model", "category", "status", "open-points"]
    key: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers that differ, and how many moves there are per direction."""

    counts: tuple[Count, ...]
    directions: Annotated[
        dict[Direction, int], Field(description="Moves of categories, trust, requirements, mixes and harms.")
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The full result of `sanso.diff`: changes of the model, and what they do to the assessment."""

    format: str
    old: SideSummary
    new: SideSummary
    diagnostics: tuple[Diagnostic, ...]
    changes: tuple[Change, ...]
    harms: tuple[HarmMove, ...]
    categories: tuple[CategoryMove, ...]
    trust: tuple[TrustMove, ...]
    requirements: tuple[RequirementMove, ...]
    mixes: tuple[MixMove, ...]
    incidents: tuple[IncidentMove, ...]
    points_gone: tuple[OpenPoint, ...]
    points_new: tuple[OpenPoint, ...]
    totals: Totals

    @property
    def empty(self) -> bool:
        """Tell whether nothing at all differs but, maybe, the day."""
        parts = (self.changes, self.harms, self.categories, self.trust, self.requirements, self.mixes)
        return not any((*parts, self.incidents, self.points_gone, self.points_new))
