"""The words of the framework that a model is checked against, passed in from the catalogue.

The model room does not know the catalogue; it is handed a `Vocabulary` and checks references against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["ConnectionRule", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class ConnectionRule:
    """What a connection kind may link and carry (table T2).

    *from_* and *to* hold element type letters, ``F`` for physical things and ``X`` for product types.
    """

    layer: int | None
    from_: str
    to: str
    subject: str = ""
    control: bool = False
    needs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ids that references into the framework may name.

    *effects* is keyed by what the effect happens to: an element type letter, or ``safety-function``.
    A data category may be narrowed by a dot (``personal.location``); *data_categories* holds the known ones.
    *regulations* are the schemes and duties that a thing may be subject to.
    """

    requirements: frozenset[str] = frozenset()
    connections: Mapping[str, ConnectionRule] = field(default_factory=dict)
    effects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    data_categories: frozenset[str] = frozenset()
    regulations: frozenset[str] = frozenset()
