"""How strong security and safety must be, and why: what `iotssf` tells the other rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["AxisPosition", "RequiredTrust", "Step", "StrengthDemand"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way from what a cause names back to who can cause it.

    *relation* is ``named``, ``part``, ``whole``, a connection kind, ``acts-on``, ``performs``, a role,
    ``makes``, ``built-into``, ``employs`` or ``carries``; *through* is the connection or product behind it.
    """

    element: str
    relation: str
    through: str | None = None


@dataclass(frozen=True, slots=True)
class AxisPosition:
    """A level on one axis with the harm that decides it; *level* is None where no harm states one.

    *via* leads from the element that the cause names to the element that is placed.
    """

    level: str | None = None
    harm: str | None = None
    via: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredTrust:
    """The trust required of an organization, of people or of data: the highest category it can reach.

    *category* is None where no harm is in reach and no floor applies ("not rated"); *economic* is the harm that
    decides the economic axis.
    """

    category: int | None
    element: str | None = None
    harm: str | None = None
    via: tuple[Step, ...] = ()
    floor: int = 0
    economic: str | None = None


@dataclass(frozen=True, slots=True)
class StrengthDemand:
    """Required category per element and subject, as assessment needs it to raise levels."""

    categories: Mapping[str, int] = field(default_factory=dict)

    def of(self, ident: str | None) -> int:
        """Return the category of *ident*; 0 where it is not rated."""
        return self.categories.get(ident, 0) if ident is not None else 0
