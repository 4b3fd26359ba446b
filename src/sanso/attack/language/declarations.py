"""What a MAL text says, before inheritance and names are looked into; every name knows its place.

What it deliberately does not know: syntax trees, and whether anything that is said makes sense.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanso.attack.language.expressions import Expression
from sanso.attack.language.language import StepKind
from sanso.attack.language.ttc import Ttc
from sanso.model.diagnostics import Place

__all__ = [
    "AssetDeclaration",
    "AssociationDeclaration",
    "Declarations",
    "Define",
    "EndDeclaration",
    "Located",
    "StepDeclaration",
    "VariableDeclaration",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Word:
    """A name where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Located:
    """An expression, where it begins, and its operands in order, located too."""

    expression: Expression
    place: Place
    parts: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True)
class StepDeclaration:
    """One declaration of a step; *reaches* is None where neither ``->`` nor ``+>`` is written.

    *adds* says whether the arrow is ``+>``. *fresh* says whether the declaration starts the step anew (``->``).
    """

    name: Word
    kind: StepKind
    tags: frozenset[str] = frozenset()
    ttc: Ttc | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    requires: tuple[Located, ...] = ()
    reaches: tuple[Located, ...] | None = None
    adds: bool = False

    @property
    def fresh(self) -> bool:
        """Whether nothing of an inherited declaration is kept."""
        return self.reaches is not None and not self.adds


@dataclass(frozen=True, slots=True)
class VariableDeclaration:
    """``let name = value``."""

    name: Word
    value: Located


@dataclass(frozen=True, slots=True)
class AssetDeclaration:
    """An asset type with what its own body says."""

    name: Word
    category: str
    abstract: bool = False
    parent: Word | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[StepDeclaration, ...] = ()
    variables: tuple[VariableDeclaration, ...] = ()


@dataclass(frozen=True, slots=True)
class EndDeclaration:
    """One end of an association."""

    asset: Word
    field: Word
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class AssociationDeclaration:
    """An association as it is written."""

    name: Word
    left: EndDeclaration
    right: EndDeclaration
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Define:
    """``#name: "value"``."""

    name: Word
    value: str


@dataclass(slots=True)
class Declarations:
    """Everything that the files of a language declare, in the order in which it is read.

    An included file counts as standing where it is first included. *whole* says that every file could be read.
    """

    defines: list[Define] = field(default_factory=list)
    assets: list[AssetDeclaration] = field(default_factory=list)
    associations: list[AssociationDeclaration] = field(default_factory=list)
    whole: bool = True
