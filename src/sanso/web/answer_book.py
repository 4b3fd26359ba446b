"""A filled requirement workbook beside a model held in memory: what it would change there.

The workbook lies in a private folder while it is read; its name is the only thing of it that pages show.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sanso.formats.answers import AnswerImport, FilledWorkbook, changes_of, merged, read_filled
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, has_errors, printable
from sanso.model.editing import Change
from sanso.model.text import Text
from sanso.verbs.state import State
from sanso.web.editing.written import written_of
from sanso.web.uploading import file_name

__all__ = ["Book", "book_beside"]

_ALL_OR_NOTHING = frozenset({"answers-twice", "answers-key-twice"})
"""Faults that leave open which of two rows holds."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook would change: *made* with its faults, and the *changes* of the files for its sound rows."""

    made: AnswerImport
    changes: tuple[Change, ...]

    @property
    def faulty(self) -> bool:
        """Whether any row is at fault."""
        return has_errors(self.made.diagnostics)

    @property
    def partly(self) -> bool:
        """Whether the sound rows may be taken alone."""
        return self.faulty and bool(self.changes) and not self._contradicts

    @property
    def _contradicts(self) -> bool:
        return any(found.code in _ALL_OR_NOTHING for found in self.made.diagnostics)


def book_beside(state: State, name: str, content: bytes) -> Book:
    """Compare the workbook *content*, called *name*, with the model of *state*.

    Raises:
        InputRefused: the workbook cannot be used, belongs to another model, or to rows that are gone.

    """
    book = _read(file_name(name, "answers.xlsx"), content)
    own = state if book.at == state.day else State.open(state.contents, state.main, state.catalogue, book.at)
    evaluation = own.evaluation
    titles = {ident: record.title for ident, record in state.catalogue.requirements.items()}
    made = merged(book, evaluation.model, evaluation.assessment, titles)
    return Book(made, tuple(changes_of(made, written_of(state))))


def _read(name: str, content: bytes) -> FilledWorkbook:
    with tempfile.TemporaryDirectory(prefix="sanso-answers-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            book = read_filled(path)
        except InputRefused as refused:
            raise InputRefused(_told(refused.diagnostics, folder)) from None
        rows = [list(cells) for cells in book.sheet]
    table = replace(book.sheet, source=lambda: iter(rows))
    return replace(book, path=Path(name), sheet=table, remarks=_told(book.remarks, folder))


def _told(found: Iterable[Diagnostic], folder: str) -> tuple[Diagnostic, ...]:
    """Return diagnostics that name the file as people know it."""
    starts = [f"{printable(str(one))}/" for one in (Path(folder), Path(folder).resolve())]

    def short(text: str) -> str:
        for start in starts:
            text = text.replace(start, "")
        return text

    def said(text: Text) -> Text:
        return Text(en=short(text.show("en")), ja=short(text.show("ja")))

    return tuple(
        replace(
            one,
            place=Place(short(one.place.file), one.place.line, one.place.column),
            message=said(one.message),
            hint=said(one.hint) if one.hint is not None else None,
        )
        for one in found
    )
