"""What was typed into the requirement sheet, as changes of the model: read and judged as a filled workbook is.

Each cell tells what it said before, so that nobody writes over what somebody else has written meanwhile. Rows do not
depend on one another: one that is at fault, or meets somebody else's change, keeps none of the others from being taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sanso.analysis.answer_places import ANSWER_FIELDS, LONGEST_CELL, AnswerRow, cells_of, mark, marks
from sanso.formats.answers import FilledWorkbook, changes_of, merged
from sanso.formats.answers.filled import FilledRow
from sanso.formats.answers.values import said
from sanso.formats.tables import Cell, Table
from sanso.formats.tables.values import folded
from sanso.model.diagnostics import Diagnostic
from sanso.model.editing import Change, Drop
from sanso.model.text import Language, Text
from sanso.report import terms
from sanso.verbs.state import State
from sanso.web.editing.written import written_of
from sanso.web.sheet import Sheet

__all__ = ["CellEdit", "CellFault", "CellMeeting", "Judged", "judge"]

_COLUMNS = {name: at for at, name in enumerate(("key", "place", "marks", "requirement", *ANSWER_FIELDS), 1)}
_GONE = Text(
    en="This row is not there any more: the model has changed. Load the page again.",
    ja="モデルが変更され、この行はなくなりました。ページを読み込み直してください。",
)
_WITHDRAW = Text(
    en="To withdraw the answer, empty the other cells of the row as well; without a level nothing is answered.",
    ja="回答を取り下げるには、その行のほかのセルも空にしてください。水準のない回答はありません。",
)
_WHICH = Text(
    en="“{word}” does not say at which level. Choose one of: {choices}.",
    ja="「{word}」では水準が分かりません。{choices}から選んでください。",
)
_LONG = Text(en="Too long: up to {most:,} characters.", ja="長すぎます({most:,}字まで)。").fill(most=LONGEST_CELL)
_NOBODY = Text(
    en="Nobody is responsible for these elements, so the answer has no place. State an owner or operator first.",
    ja="これらの構成要素に責任を負うソシキがなく、回答の置き場所がありません。先に所有者か運用者を申告してください。",
)
_NO_LEVEL = Text(
    en="Choose a level too: an answer needs one. “{none}” says that nothing is in place yet.",
    ja="回答には水準が必要です。水準も選んでください。未実施であれば「{none}」です。",
)

_LANGS: tuple[Language, ...] = ("en", "ja")
_UNSAID = frozenset(
    map(folded, ("実施", "実施済", "実施済み", "対応", "対応済", "対応済み", "済", "はい", "○", "〇", "yes", "done"))
)
"""Words that claim something without a level; which one is not guessed."""
_OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "level": {
        **dict.fromkeys(map(folded, ("未実施", "未対応", "実施なし", "missing", "not in place", "no", "×")), "none"),
        **dict.fromkeys(map(folded, ("対象外", "該当なし", "非該当", "n/a", "na")), "not-applicable"),
        folded("高度"): "high-advanced",
    },
    "basis": {
        **dict.fromkeys(map(folded, ("自己申告", "自己適合宣言", "自己", "self")), "self-declaration"),
        **dict.fromkeys(map(folded, ("第三者", "第三者認証", "third party")), "third-party"),
        **dict.fromkeys(map(folded, ("公的", "公的な認証", "certified", "certification")), "public-certification"),
    },
}


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that was filled in: *was* is what it said when it was, *now* what was typed."""

    key: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell is not taken."""

    key: str
    field: str
    words: Text


@dataclass(frozen=True, slots=True)
class CellMeeting:
    """A cell that somebody else has changed since: what it says now, and for which place and requirement."""

    key: str
    field: str
    theirs: str
    place: str
    requirement: str


@dataclass(slots=True)
class Judged:
    """What comes of edits: the changes of the model, what was taken, and what was not."""

    changes: list[Change] = field(default_factory=list)
    taken: list[CellEdit] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    meetings: list[CellMeeting] = field(default_factory=list)

    def refused(self, words: Text) -> Judged:
        """Return the same where nothing could be saved, for the reason given."""
        faults = [CellFault(edit.key, edit.field, words) for edit in self.taken]
        return Judged(faults=[*self.faults, *faults], meetings=self.meetings)


@dataclass(frozen=True, slots=True)
class _Page(FilledWorkbook):
    """The rows that were edited, as if they stood in a workbook; cells are named as people see them."""

    names: tuple[str, ...] = ()

    def cell(self, number: int, field: str = "") -> str:  # noqa: ARG002 -- as in the workbook
        """Name a row; what it is about stands beside the message in any case."""
        return self.names[number - 2]


@dataclass(slots=True)
class _Row:
    """A row with what is to stand in it; *edits* are those that may be taken."""

    asked: AnswerRow
    now: dict[str, str]
    edits: dict[str, CellEdit] = field(default_factory=dict)


def judge(state: State, sheet: Sheet, edits: Iterable[CellEdit], day: dt.date) -> Judged:
    """Compare *edits* with the model of *state*, whose rows stand in *sheet*.

    Raises:
        InputRefused: the model has errors.

    """
    made = Judged()
    rows = _rows(state, sheet, edits, made)
    book = _book(state, sheet, day, rows)
    for row in [row for row in rows.values() if _meets(row, book, made)]:
        if not row.edits:
            del rows[row.asked.key]
    for key, row in list(rows.items()):
        if _withdraws(row, made):
            del rows[key]
    _merge(state, sheet, day, rows, made)
    return made


def _rows(state: State, sheet: Sheet, edits: Iterable[CellEdit], made: Judged) -> dict[str, _Row]:
    """Return the rows that *edits* are about; what cannot be read is a fault already."""
    model = state.evaluation.model
    rows: dict[str, _Row] = {}
    for edit in edits:
        asked = sheet.asked.get(edit.key)
        fault = _GONE if asked is None or edit.field not in ANSWER_FIELDS else _fault_of(edit, asked, sheet)
        if fault is not None or asked is None:
            made.faults.append(CellFault(edit.key, edit.field, fault or _GONE))
            continue
        row = rows.get(edit.key)
        if row is None:
            measure = model.measures.get(asked.place or "", {}).get(asked.row.id)
            row = rows[edit.key] = _Row(asked, cells_of(measure, sheet.lang))
        row.edits[edit.field] = edit
    return rows


def _fault_of(edit: CellEdit, asked: AnswerRow, sheet: Sheet) -> Text | None:
    if asked.place is None:
        return _NOBODY
    if len(edit.now) > LONGEST_CELL:
        return _LONG
    if edit.field == "level" and folded(edit.now) in _UNSAID:
        choices = ("、" if sheet.lang == "ja" else ", ").join(sheet.words["level"].values())
        return _WHICH.fill(word=edit.now.strip(), choices=choices)
    return None


def _typed(edit: CellEdit) -> str:
    """Return what was typed, with other words for a code understood."""
    return _OTHER_WORDS.get(edit.field, {}).get(folded(edit.now), edit.now)


def _meets(row: _Row, book: _Page, made: Judged) -> bool:
    """Take out the edits of cells that somebody else has changed since, unless to the same; tell whether there were."""
    values, _ = said(book, _filled(1, row))
    met = False
    for name, edit in list(row.edits.items()):
        theirs = row.now[name]
        if mark(theirs) in (mark(edit.was), mark(values[name] if values[name] else edit.now)):
            continue
        asked = row.asked
        made.meetings.append(CellMeeting(edit.key, name, theirs, asked.place or "", asked.row.id))
        del row.edits[name]
        met = True
    return met


def _withdraws(row: _Row, made: Judged) -> bool:
    """Take care of a row whose level was emptied: the whole answer goes, or nothing does."""
    edit = row.edits.get("level")
    if edit is None or edit.now.strip() or not row.now["level"]:
        return False
    after = {**row.now, **{name: one.now.strip() for name, one in row.edits.items()}}
    if any(after.values()):
        made.faults.append(CellFault(edit.key, "level", _WITHDRAW))
        return True
    made.changes.append(Drop(("measures", row.asked.place or "", row.asked.row.id)))
    made.taken += row.edits.values()
    return True


def _merge(state: State, sheet: Sheet, day: dt.date, rows: Mapping[str, _Row], made: Judged) -> None:
    """Let the rows go the way of a filled workbook."""
    if not rows:
        return
    book = _book(state, sheet, day, rows)
    evaluation = state.evaluation
    found = merged(book, evaluation.model, evaluation.assessment)
    made.changes = [*changes_of(found, written_of(state)), *made.changes]
    keys = list(rows)
    faulty: set[str] = set()
    for one in found.diagnostics:
        if one.severity == "error":
            key = keys[one.place.line - 2]
            faulty.add(key)
            made.faults.append(CellFault(key, _field(one, rows[key]), _words(one, book.cell(one.place.line))))
    made.taken += [edit for key, row in rows.items() if key not in faulty for edit in row.edits.values()]


def _field(found: Diagnostic, row: _Row) -> str:
    name = next((name for name, at in _COLUMNS.items() if at == found.place.column), "level")
    return name if name in ANSWER_FIELDS else next(iter(row.edits), "level")


def _words(found: Diagnostic, cell: str) -> Text:
    """Return a message as a sentence that begins without the name of the *cell*: it stands beside that anyway."""
    if found.code == "answers-half":
        return _NO_LEVEL.fill(none=terms.LEVEL["none"])
    parts = (found.message, *((found.hint,) if found.hint is not None else ()))
    english, japanese = ([part.show(lang).removeprefix(f"{cell}: ").rstrip(".。") for part in parts] for lang in _LANGS)
    return Text(en=" – ".join(english) + ".", ja="。".join(japanese) + "。")


def _book(state: State, sheet: Sheet, day: dt.date, rows: Mapping[str, _Row]) -> _Page:
    names = tuple(f"{row.asked.row.id} / {sheet.whose(sheet.rows[key])}" for key, row in rows.items())
    evaluation = state.evaluation
    table = Table("", lambda: _lines(list(rows.values())), len(_COLUMNS))
    return _Page(
        path=Path("sheet"),
        model=evaluation.model.id,
        digest=evaluation.assessment.model.digest,
        at=day,
        lang=sheet.lang,
        words={name: {word: code for code, word in sheet.words[name].items()} for name in ("level", "basis")},
        sheet=table,
        columns=_COLUMNS,
        names=names,
    )


def _lines(rows: Sequence[_Row]) -> Iterator[list[Cell]]:
    yield list(_COLUMNS)
    for number, row in enumerate(rows, 2):
        filled = _filled(number, row)
        yield [filled.key, filled.place, " ".join(filled.marks), filled.requirement, *filled.cells.values()]


def _filled(number: int, row: _Row) -> FilledRow:
    typed = {name: _typed(edit) for name, edit in row.edits.items()}
    cells = {name: typed.get(name, row.now[name]) for name in ANSWER_FIELDS}
    asked = row.asked
    return FilledRow(number, asked.key, asked.place or "", asked.row.id, tuple(marks(row.now).split()), cells)
