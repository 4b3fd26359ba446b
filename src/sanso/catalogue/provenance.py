"""What every record of the catalogue has in common: where it comes from and how sure that is.

Confidence is ``verified`` (seen in a source), ``recalled`` (remembered, not read again) or ``derived``
(worked out here; never METI's). A field may differ from its record.

>>> FieldProvenance(confidence="derived", strength="low").marked.en
'Sanso proposal, derived (low)'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, computed_field

from sanso.model.base import Part
from sanso.model.text import LocalText, Text

__all__ = ["Confidence", "FieldProvenance", "Line", "Rank", "Record", "Strength", "Word", "Yes"]

Confidence = Literal["verified", "recalled", "derived"]
Strength = Literal["high", "medium", "low"]

Word = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
"""A code or an id."""

Line = Annotated[str, Field(strict=True, min_length=1, max_length=1000)]
"""A short text that needs no translation."""

Rank = Annotated[int, Field(strict=True, ge=0, le=99)]
"""A place in an order, weakest or least first."""

Yes = Annotated[bool, Field(strict=True)]


def _mark(confidence: Confidence | None, strength: Strength | None) -> Text:
    en, ja = {
        "verified": ("seen in the source", "出典で確認"),
        "recalled": ("from memory, not checked against the original", "原典未照合(文言は Sanso の要約)"),
        "derived": ("Sanso proposal, derived", "Sanso の提案(導出)"),
        None: ("confidence not stated", "確かさの記載なし"),
    }[confidence]
    if strength is None:
        return Text(en=en, ja=ja)
    return Text(en=f"{en} ({strength})", ja=f"{ja}・確度{ {'high': '高', 'medium': '中', 'low': '低'}[strength] }")


class FieldProvenance(Part):
    """Where one field comes from, as far as that differs from its record; None is *not stated*."""

    confidence: Confidence | None = None
    strength: Strength | None = None
    source: LocalText | None = None
    edition: Line | None = None

    @property
    def marked(self) -> Text:
        """How sure the field is, in words."""
        return _mark(self.confidence, self.strength)


class Record(Part):
    """A piece of framework content.

    *overridden* names the fields that a user's own file replaced, *override_file* that file; *source_text* has
    both languages of what *source* says.
    """

    id: Word
    title: LocalText
    description: LocalText | None = None
    source_text: LocalText = Field(description="What the record rests on.")
    edition: Line
    confidence: Confidence
    strength: Strength | None = None
    fields: Mapping[str, FieldProvenance] = Field(default_factory=dict, description="Fields that differ.")
    overridden: tuple[str, ...] = ()
    override_file: str | None = None
    added: bool = Field(False, description="The whole record comes from the user's file.")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def source(self) -> str:
        """What the record rests on, in English; `source_text` has both languages."""
        return self.source_text.show("en")

    @property
    def marked(self) -> Text:
        """How sure the record is, in words; derived content is marked as ours, replaced content as the user's."""
        own = _mark(self.confidence, self.strength)
        if self.added:
            return Text(en=f"{own.en}; added by {self.override_file}", ja=f"{own.ja}。{self.override_file} による追加")
        if not self.overridden:
            return own
        names = ", ".join(self.overridden)
        return Text(
            en=f"{own.en}; replaced by {self.override_file}: {names}",
            ja=f"{own.ja}。{self.override_file} による置き換え: {names}",
        )

    def provenance(self, field: str) -> FieldProvenance:
        """Return where *field* comes from: its own provenance completed by the record's."""
        own = self.fields.get(field)
        if own is None:
            return FieldProvenance(
                confidence=self.confidence, strength=self.strength, source=self.source_text, edition=self.edition
            )
        if field in self.overridden:
            return own
        return own.model_copy(update={"source": own.source or self.source_text, "edition": own.edition or self.edition})
