"""What a user may choose for an attack run."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AttackOptions", "Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """A measure that is assumed: *requirement* at *place* (organization, element or connection) at *level*."""

    requirement: str
    place: str
    level: str

    def __str__(self) -> str:
        return f"{self.requirement}@{self.place}={self.level}"


@dataclass(frozen=True, slots=True)
class AttackOptions:
    """How to compute.

    *horizon_days* is how long a campaign lasts, the attacker's own persistence where None. *changes* and *without*
    (ids of things that are left out) make a what-if, computed in the same worlds as the model as it stands.
    *expand* lists populations whose instances are told apart. *workers* processes share the worlds; *scheduler* is
    the address of a Dask scheduler. More than *memory* bytes are refused beforehand.
    """

    attacker: str = "organised-crime"
    worlds: int = 10_000
    seed: int = 1
    horizon_days: float | None = None
    paths: int = 5
    changes: tuple[Change, ...] = ()
    without: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    workers: int = 1
    scheduler: str | None = None
    memory: int | None = None
