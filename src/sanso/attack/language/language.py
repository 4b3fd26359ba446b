"""A MAL language with everything resolved: inheritance applied, names checked.

What it deliberately does not know: files, syntax, models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sanso.attack.language.expressions import Expression
from sanso.attack.language.ttc import Ttc

__all__ = ["AssetType", "Association", "End", "Language", "Step", "StepKind"]

StepKind = Literal["or", "and", "defense", "exist", "notExist"]
"""``|`` ``&`` ``#`` ``E`` ``!E``, by the names that MAL tools share."""


@dataclass(frozen=True, slots=True)
class Step:
    """An attack step, defence or existence step of an asset type, inheritance applied.

    *reaches* are expressions that end in a `StepName`; *requires* (existence steps only) are expressions of assets.
    *declared_in* is the asset type whose declaration was the last to change the step.
    """

    name: str
    kind: StepKind
    ttc: Ttc | None = None
    tags: frozenset[str] = frozenset()
    meta: Mapping[str, str] = field(default_factory=dict)
    reaches: tuple[Expression, ...] = ()
    requires: tuple[Expression, ...] = ()
    declared_in: str = ""


@dataclass(frozen=True, slots=True)
class AssetType:
    """An asset type; *steps* and *variables* hold the inherited ones too, ancestors' first in order of declaration."""

    name: str
    category: str
    abstract: bool = False
    parent: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    variables: Mapping[str, Expression] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """One end of an association: the asset type there, the name by which the other end finds it, how many.

    *most* is None where there is no limit.
    """

    asset: str
    field: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Association:
    """``Left [field] multiplicity <-- Name --> multiplicity [field] Right``."""

    name: str
    left: End
    right: End
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Language:
    """Asset types by name, in order of declaration, and the associations between them."""

    id: str
    version: str
    assets: Mapping[str, AssetType]
    associations: tuple[Association, ...]
    defines: Mapping[str, str] = field(default_factory=dict)

    def lineage(self, asset: str) -> Iterator[str]:
        """Yield *asset* and its ancestors, nearest first."""
        current: str | None = asset
        while current is not None:
            yield current
            current = self.assets[current].parent

    def is_a(self, asset: str, ancestor: str) -> bool:
        """Return whether *asset* is *ancestor* or inherits from it."""
        return ancestor in self.lineage(asset)
