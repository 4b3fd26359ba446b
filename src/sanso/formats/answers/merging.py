"""A filled workbook beside the model as it is now: what changes, what conflicts, what is faulty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sanso.analysis.answer_places import ANSWER_FIELDS, AnswerRow, answer_rows, cells_of, mark
from sanso.analysis.result import Assessment
from sanso.formats.answers.filled import FilledRow, FilledWorkbook
from sanso.formats.answers.result import AnswerChange, AnswerImport, FieldChange
from sanso.formats.answers.values import said
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, printable
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["merged"]

_NAMED = 5


def merged(
    book: FilledWorkbook, model: Model, assessment: Assessment, titles: Mapping[str, Text] = MappingProxyType({})
) -> AnswerImport:
    """Compare *book* with *model*, whose *assessment* is of the day of the workbook; *titles* name requirements.

    Raises:
        InputRefused: the workbook belongs to another model, or to a version of it in which other rows were asked.

    """
    shown = printable(str(book.path))
    if book.model != model.id:
        raise InputRefused([diagnose("answers-model", Place(shown), found=printable(book.model, 80), wanted=model.id)])
    merger = _Merger(book, model, {row.key: row for row in answer_rows(assessment.requirements)}, titles)
    same = bool(book.digest) and book.digest == assessment.model.digest
    rows = list(book.rows())
    if not same:
        gone = [row.key for row in rows if row.key not in merger.asked]
        if gone:
            names = ", ".join(gone[:_NAMED]) + (" …" if len(gone) > _NAMED else "")
            place = Place(shown)
            raise InputRefused([diagnose("answers-outdated", place, number=len(gone), rows=names)])
        merger.faults.append(diagnose("answers-model-changed", Place(shown)))
    for row in rows:
        merger.take(row)
    return AnswerImport(
        file=shown,
        sheet=book.sheet.name,
        model=model.id,
        at=book.at.isoformat(),
        lang=book.lang,
        changes=tuple(merger.changes.values()),
        unchanged=merger.unchanged,
        diagnostics=(*book.remarks, *merger.faults),
    )


class _Merger:
    def __init__(
        self, book: FilledWorkbook, model: Model, asked: Mapping[str, AnswerRow], titles: Mapping[str, Text]
    ) -> None:
        self.book = book
        self.titles = titles
        self.model = model
        self.asked = asked
        self.changes: dict[tuple[str, str], AnswerChange] = {}
        self.faults: list[Diagnostic] = []
        self.unchanged = 0
        self.seen: dict[str, int] = {}

    def take(self, row: FilledRow) -> None:
        """Take one row of the workbook."""
        asked = self._asked(row)
        if asked is None:
            return
        values, faults = said(self.book, row)
        if faults:
            self.faults += faults
            return
        filled = [name for name, base in zip(ANSWER_FIELDS, row.marks, strict=True) if mark(values[name]) != base]
        if not values["level"]:
            if any(values[name] for name in filled):
                self.faults.append(self.book.fault("answers-half", row.number))
            else:
                self.unchanged += 1
        elif not filled:
            self.unchanged += 1
        elif not row.place:
            self.faults.append(self.book.fault("answers-nobody", row.number))
        elif values["level"] == "not-applicable" and not values["reason"]:
            self.faults.append(self.book.fault("answers-reason", row.number, "reason"))
        else:
            self._change(row, asked, values, filled)

    def _asked(self, row: FilledRow) -> AnswerRow | None:
        """Return the row of the assessment that *row* answers, after a look at its keys."""
        asked = self.asked.get(row.key)
        other = self.seen.setdefault(row.key, row.number)
        if other != row.number and asked is not None:
            self.faults.append(self.book.fault("answers-key-twice", row.number, "key", other=self.book.cell(other)))
            return None
        sound = asked is not None and row.requirement == asked.row.id and len(row.marks) == len(ANSWER_FIELDS)
        if not sound or asked is None or row.place != (asked.place or ""):
            self.faults.append(self.book.fault("answers-key", row.number, "key"))
            return None
        return asked

    def _change(self, row: FilledRow, asked: AnswerRow, values: dict[str, str], filled: list[str]) -> None:
        measure = self.model.measures.get(row.place, {}).get(asked.row.id)
        now = cells_of(measure, self.book.lang)
        fields: list[FieldChange] = []
        for name in filled:
            base = row.marks[ANSWER_FIELDS.index(name)]
            if mark(now[name]) == mark(values[name]):
                continue
            if mark(now[name]) != base:
                shown, new = now[name][:80] or "–", values[name][:80] or "–"
                self.faults.append(self.book.fault("answers-conflict", row.number, name, now=shown, filled=new))
                return
            fields.append(FieldChange(name, now[name] or None, values[name] or None))
        if fields:
            self._add(row, asked, fields)
        else:
            self.unchanged += 1

    def _add(self, row: FilledRow, asked: AnswerRow, fields: list[FieldChange]) -> None:
        spot = (row.place, asked.row.id)
        elements = asked.row.elements
        change = AnswerChange(
            cell=self.book.cell(row.number),
            requirement=asked.row.id,
            title=self.titles.get(asked.row.id) or Text.of(asked.row.id),
            organization=asked.row.organization,
            place=row.place,
            name=self.model.label(row.place),
            elements=elements,
            fields=tuple(fields),
        )
        held = self.changes.get(spot)
        if held is None:
            self.changes[spot] = change
            return
        known = {one.field: one.after for one in held.fields}
        for field in fields:
            if known.setdefault(field.field, field.after) != field.after:
                self.faults.append(
                    self.book.fault("answers-twice", row.number, field.field, other=held.cell, where=row.place)
                )
                return
        more = tuple(field for field in fields if field not in held.fields)
        every = tuple(dict.fromkeys((*held.elements, *elements)))
        self.changes[spot] = replace(held, elements=every, fields=(*held.fields, *more))
