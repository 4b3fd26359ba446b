"""What a filled workbook would change in a model, or has changed."""

from __future__ import annotations

from dataclasses import dataclass

from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text

__all__ = ["AnswerChange", "AnswerImport", "FieldChange"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an answer: what the model says and what the workbook says; None where nothing is said.

    *field* is the field of the measure; levels and bases are codes, days ISO dates.
    """

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """The answer to one requirement, stated for *place*: an organization, or an element that answers for itself.

    *cell* is the row in the workbook, *organization* who is responsible for it; *elements* are those that the answer
    covers. *title* names the requirement, *name* the place.
    """

    cell: str
    requirement: str
    title: Text
    organization: str | None
    place: str
    name: Text
    elements: tuple[str, ...]
    fields: tuple[FieldChange, ...]

    @property
    def is_new(self) -> bool:
        """Whether nothing was stated before."""
        return any(change.field == "level" and change.before is None for change in self.fields)


@dataclass(frozen=True, slots=True)
class AnswerImport:
    """A filled workbook beside the model *model*: what it changes, how many rows it leaves as they are, its faults.

    *applied* tells whether *files* were written; with an error among the *diagnostics* nothing is.
    """

    file: str
    sheet: str
    model: str
    at: str
    lang: str
    changes: tuple[AnswerChange, ...]
    unchanged: int
    diagnostics: tuple[Diagnostic, ...]
    applied: bool = False
    files: tuple[str, ...] = ()
