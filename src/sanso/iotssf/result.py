"""What the IoT-SSF room finds out per component and system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sanso.facts import AxisPosition
from sanso.model.text import Text

__all__ = ["Credit", "HarmLevels", "MixGap", "Placement", "Shortfall", "Stated"]


@dataclass(frozen=True, slots=True)
class HarmLevels:
    """The levels of one harm after ratings, loss and criteria; None is *not stated*.

    *human_from* and *economic_from* say where the level comes from: ``stated``, ``ratings``, ``loss`` or None.
    *economic_reason* says what the loss was compared with. *disagreement* names the axes on which raters differ.
    """

    harm: str
    human: str | None
    economic: str | None
    human_from: str | None
    economic_from: str | None
    single_economic: str | None
    disagreement: tuple[str, ...] = ()
    economic_reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Barrier credit of one harm: granted (one step down on the human axis) or refused, with reasons."""

    harm: str
    barrier: str
    element: str
    granted: bool
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One demand of a mix that is not stated: which, how much is demanded, what is stated, in words."""

    perspective: str
    demand: str
    required: str
    stated: str
    text: Text


@dataclass(frozen=True, slots=True)
class MixGap:
    """What one accepted mix still lacks; empty where it is reached."""

    mix: str
    category: int
    short: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """The strongest valid statement per demand, as words of the demand scales, with remarks on what does not count.

    *inspection* says why an inspection counts for less than it could: failed, overdue, part of the population.
    """

    product: str = "none"
    organization: str = "none"
    staff: str = "none"
    in_operation: str = "none"
    operators: str = "none"
    social_support: str = "none"
    remarks: tuple[Text, ...] = ()
    inspection: Text | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a component or system stands on the IoT-SSF map, and what that demands.

    *as_* says in which ways it can cause harm: ``named``, ``part``, ``control``, ``whole``, ``population``.
    *category* is None where no harm is in reach ("not rated"); *at_least* is set while an axis is not stated.
    *single_unit* is the category of one unit of a population. *short* is the gap to the nearest mix.
    """

    element: str
    as_: Annotated[tuple[str, ...], Field(serialization_alias="as")]
    category: int | None
    at_least: bool
    single_unit: int | None
    instances: int
    human: AxisPosition
    economic: AxisPosition
    harms: tuple[str, ...]
    no_control_path: bool
    credits: tuple[Credit, ...]
    mixes: tuple[MixGap, ...]
    stated: Stated
    nearest: str | None
    short: tuple[Shortfall, ...]
