"""Records of what connects and what happens: connection kinds (table T2) and effects."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sanso.catalogue.framework import LayerNumber
from sanso.catalogue.provenance import Record, Word, Yes
from sanso.model import connections
from sanso.model.vocabulary import ConnectionRule

__all__ = ["ConnectionKind", "Effect", "EffectTarget"]

Letters = Annotated[str, Field(strict=True, pattern="^[OPCDRSFX]*$")]
"""Element type letters; F physical things, X product types."""

EffectTarget = Literal["C", "safety-function", "D", "R", "P", "O"]


class ConnectionKind(Record):
    """What a kind of connection links and carries; *layer* is None for physical links."""

    id: connections.ConnectionKind
    layer: LayerNumber | None
    from_: Letters = Field(alias="from")
    to: Letters
    subject: Letters = ""
    control: Yes = Field(False, description="Who holds this connection can make the other end act.")
    needs: tuple[Word, ...] = Field((), description="Fields that must be stated.")
    carries: tuple[Word, ...] = Field((), description="Optional fields that make sense.")

    @property
    def rule(self) -> ConnectionRule:
        """The kind as the model room takes it."""
        return ConnectionRule(self.layer, self.from_, self.to, self.subject, self.control, self.needs, self.carries)


class Effect(Record):
    """Something that an attack or a fault does to an element; systems take the effects on components.

    A safety function takes its own three effects and those on components.
    """

    on: EffectTarget
    word: Word = Field(description="The word in models and in the attack language.")
