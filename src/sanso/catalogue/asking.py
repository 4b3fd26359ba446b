"""Records for asking partners: kinds of evidence that answer a requirement, and rules on whoever asks.

Which evidence shows what is a Sanso proposal. The rules are pointers to what authorities have published, with the day
from which they hold; nothing here is legal advice.
"""

from __future__ import annotations

from pydantic import Field

from sanso.catalogue.provenance import Line, Record, Word
from sanso.model.answers import Basis
from sanso.model.text import LocalText

__all__ = ["AskingRule", "EvidenceKind"]


class EvidenceKind(Record):
    """A kind of evidence: what it is, which requirements it can answer, and how strong it can be at most."""

    categories: tuple[Word, ...] = Field((), description="Categories of requirements that it fits; any where empty.")
    most: Basis = Field(description="The strongest basis that it can support.")
    look: LocalText = Field(description="What it should show.")


class AskingRule(Record):
    """What law or an authority says of those who ask partners for security measures."""

    jurisdiction: Line
    since: Line = Field(description="Day from which it holds, or on which it was published.")
    authority: LocalText
    says: LocalText = Field(description="What follows for whoever asks, in short.")
    address: Line | None = Field(None, description="Where it was published.")
