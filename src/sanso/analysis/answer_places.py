"""Where the answer to a requirement row is stated: what writes and what reads requirement workbooks shares.

A row is answered at its organization; what is answered nearer already (at an element, what contains it, its
product, a connection) is a row of its own, whose answer stands there. Cells are compared by marks, so that a
workbook that comes back tells what was filled in from what it was written with.

>>> mark("基本"), mark("")
('25c2fd63', '-')
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sanso.assessment.answers import LEVELS
from sanso.assessment.result import RequirementPart, RequirementRow
from sanso.model.answers import Measure
from sanso.model.text import Language

__all__ = ["ANSWER_FIELDS", "WORKBOOK_FORMAT", "AnswerRow", "answer_rows", "cells_of", "mark", "marks"]

WORKBOOK_FORMAT = "sanso-workbook/2"
"""Version of the layout of requirement workbooks, written into their hidden sheet."""

ANSWER_FIELDS = ("level", "reason", "basis", "by", "evidence", "valid_until", "owner", "due", "comment")
"""Fields of a measure in the order of the columns in which they are filled in."""

LONGEST_CELL = 32_000
"""Signs that a cell holds; longer text is cut where it is shown."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A requirement row, or the part of it that one place answers: its *key*, and the id at which it is stated.

    *place* is None where nobody is responsible and nothing answers.
    """

    key: str
    place: str | None
    row: RequirementRow


def answer_rows(rows: Iterable[RequirementRow]) -> Iterator[AnswerRow]:
    """Yield the rows of a requirement workbook: those of an assessment, parted where several places answer one."""
    for row in rows:
        parts: dict[str | None, list[RequirementPart]] = {}
        for part in row.parts:
            parts.setdefault(part.answer.from_ if part.answer is not None else row.organization, []).append(part)
        if len(parts) < 2:
            place = row.answer.from_ if row.answer is not None else row.organization
            yield AnswerRow(_key(row, place), place, row)
        else:
            for place, own in parts.items():
                yield AnswerRow(_key(row, place), place, _only(row, own))


def _key(row: RequirementRow, place: str | None) -> str:
    key = f"{row.id}@{row.organization or 'nobody'}"
    return key if place == row.organization else f"{key}@{place}"


def _only(row: RequirementRow, parts: list[RequirementPart]) -> RequirementRow:
    """Return *row* as far as *parts* go, the worst of which comes first."""
    return replace(
        row,
        level=max((part.level for part in parts), key=LEVELS.index),
        status=parts[0].status,
        category=max(part.category for part in parts),
        elements=tuple(element for part in parts for element in part.elements),
        answer=parts[0].answer,
        reasons=parts[0].reasons,
        parts=tuple(parts),
    )


def cells_of(measure: Measure | None, lang: Language) -> dict[str, str]:
    """Return what the cells of a measure say: codes, ISO dates, text in *lang*; empty where nothing is said."""
    if measure is None:
        return dict.fromkeys(ANSWER_FIELDS, "")
    return {
        "level": measure.level,
        "reason": measure.reason.show(lang) if measure.reason else "",
        "basis": measure.basis or "",
        "by": measure.by or "",
        "evidence": measure.evidence or "",
        "valid_until": measure.valid_until.isoformat() if measure.valid_until else "",
        "owner": measure.owner or "",
        "due": measure.due.isoformat() if measure.due else "",
        "comment": measure.comment.show(lang) if measure.comment else "",
    }


def mark(text: str) -> str:
    """Return a short mark of the text of a cell; line ends and blanks around it do not count."""
    cut = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
    core = cut.replace("\r\n", "\n").replace("\r", "\n").strip()
    return hashlib.sha256(core.encode("utf-8", "replace")).hexdigest()[:8] if core else "-"


def marks(cells: dict[str, str]) -> str:
    """Return the marks of all cells of a row in one text."""
    return " ".join(mark(cells[name]) for name in ANSWER_FIELDS)
