"""The requirement sheet: one row per requirement, responsible organization and place that answers, as values.

The page shows these rows, the island in it gets them as compact JSON, and the downloads hold them all.

>>> COLUMNS[0].key, COLUMNS[-1].key, EDITABLE[0]
('requirement', 'elements', 'level')
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sanso.analysis.answer_places import ANSWER_FIELDS, AnswerRow, answer_rows, cells_of
from sanso.assessment import RequirementRow
from sanso.model.answers import Measure
from sanso.model.text import Language, Text
from sanso.report import terms
from sanso.report.reader import Reader
from sanso.web.grids import Cell, Column, Grid
from sanso.web.heirlooms import SHEETS
from sanso.web.packed import compressed
from sanso.web.states import Shown

__all__ = [
    "COLUMNS",
    "EDITABLE",
    "OPEN",
    "PROVEN",
    "Proofs",
    "Sheet",
    "SheetRow",
    "columns_of",
    "folded_text",
    "grid_of",
    "sheet_of",
]

OPEN = ("missing", "not-stated", "partial")
"""Statuses that leave something to do."""

EDITABLE = ("level", "basis", "valid_until", "owner", "due", "comment", "reason", "by", "evidence")
"""Columns that are filled in, in the order in which they stand."""

COLUMNS: tuple[Column, ...] = (
    Column("requirement", Text(en="Requirement", ja="対策要件"), "id"),
    Column("organization", Text(en="Organization", ja="組織")),
    Column("title", Text(en="Title", ja="名称")),
    Column("required", Text(en="Required", ja="必要な水準")),
    Column("status", Text(en="Status", ja="状態"), "status"),
    Column("category", Text(en="Leaves open", ja="未解決のカテゴリ")),
    Column("level", Text(en="Stated level", ja="回答の水準")),
    Column("basis", Text(en="Basis", ja="確認の方法")),
    Column("valid_until", Text(en="Valid until", ja="有効期限"), "day"),
    Column("owner", Text(en="Owner", ja="担当")),
    Column("due", Text(en="Due", ja="期限"), "day"),
    Column("comment", Text(en="Comment", ja="コメント")),
    Column("reason", Text(en="Reason", ja="適用外の理由")),
    Column("by", Text(en="Confirmed by", ja="確認者")),
    Column("evidence", Text(en="Evidence", ja="証跡")),
    Column("layers", Text(en="Layers", ja="層")),
    Column("elements", Text(en="Elements", ja="構成要素数"), "number"),
)

PROVEN = Column("proven", Text(en="Proven", ja="証明"), "status")
"""The column that stands behind the stated status where the workspace has evidence."""

Proofs = Mapping[str, tuple[str, str]]
"""Proven status and its words, by key of a row."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: codes where there are words for them, days as ISO dates, empty text where nothing is said.

    *organization* is empty where nobody is responsible, *place* where an answer has no place. *category* is what the
    row leaves open; None where nothing is open.
    """

    key: str
    requirement: str
    organization: str
    place: str
    required: str
    status: str
    category: int | None
    elements: tuple[str, ...]
    layers: tuple[int, ...]
    expired: bool
    cells: Mapping[str, str]

    def packed(self) -> list[Any]:
        """Return what the script of the page gets."""
        cells = [self.cells[name] for name in EDITABLE]
        return [
            self.key,
            self.requirement,
            self.organization,
            self.place,
            self.required,
            self.status,
            self.category,
            len(self.elements),
            self.layers,
            self.expired,
            cells,
        ]


class Sheet:
    """All rows of one version in one language, with the words that they are shown in.

    Rows that are in *before* already, the sheet of an earlier version, are taken from it.
    """

    def __init__(self, reader: Reader, before: Sheet | None = None) -> None:
        self.reader = reader
        self.lang: Language = reader.lang
        self.asked: dict[str, AnswerRow] = {}
        self.rows: dict[str, SheetRow] = {}
        self._made: dict[int, tuple[RequirementRow, tuple[_Made, ...]]] = {}
        known = before._made if before is not None and before.lang == reader.lang else {}
        measures = reader.model.measures
        for row in reader.assessment.requirements:
            was, made = known.get(id(row), (None, ()))
            if was is None or any(measures.get(one.shown.place, {}).get(row.id) is not one.measure for one in made):
                made = tuple(_Made.of(reader, asked) for asked in answer_rows((row,)))
            self._made[id(row)] = row, made  # the row is held, so that its id does not recur
            for one in made:
                self.asked[one.shown.key] = one.asked
                self.rows[one.shown.key] = one.shown

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of the requirements in use, in the order of the catalogue."""
        used = {row.requirement for row in self.rows.values()}
        known = [ident for ident in self.reader.catalogue.requirements if ident in used]
        return {ident: self.reader.requirement(ident) for ident in (*known, *sorted(used.difference(known)))}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of organizations and of what answers for itself; the empty id is nobody."""
        idents = dict.fromkeys(ident for row in self.rows.values() for ident in (row.organization, row.place) if ident)
        return {**{ident: self.reader.name(ident) for ident in idents}, "": self.reader.t(self.reader.phrase("nobody"))}

    @cached_property
    def organizations(self) -> list[tuple[str, str]]:
        """Who is responsible for rows, by name; nobody comes last."""
        idents = {row.organization for row in self.rows.values()}
        return sorted(((ident, self.names[ident]) for ident in idents), key=lambda pair: (not pair[0], pair[1]))

    @cached_property
    def owners(self) -> list[str]:
        """Who sees to anything."""
        return sorted({row.cells["owner"] for row in self.rows.values()} - {""})

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """Words of the codes, by column."""
        return {name: {code: text.show(self.lang) for code, text in table.items()} for name, table in _TABLES.items()}

    @cached_property
    def haystacks(self) -> dict[str, str]:
        """What the search for words looks through, by row."""
        return {row.key: self._haystack(row) for row in self.rows.values()}

    def _haystack(self, row: SheetRow) -> str:
        texts = (row.cells[name] for name in ("owner", "comment", "reason", "by", "evidence"))
        named = (self.titles[row.requirement], self.names[row.organization], self.names[row.place])
        return folded_text(" ".join((row.requirement, *named, *texts)))

    def value(self, row: SheetRow, column: str) -> str | int | None:
        """Return the value of a cell; None where it is empty."""
        if column == "title":
            return self.titles[row.requirement]
        if column == "organization":
            return self.whose(row)
        if column == "layers":
            return ", ".join(map(str, row.layers)) or None
        if column == "elements":
            return len(row.elements)
        if column in row.cells:
            return row.cells[column] or None
        value: str | int | None = getattr(row, column)
        return value

    def shown(self, row: SheetRow, column: str) -> str | None:
        """Return the word for a cell whose value is a code, or None where the value says itself."""
        value = self.value(row, column)
        return self.words[column].get(str(value)) if column in self.words and value is not None else None

    def whose(self, row: SheetRow) -> str:
        """Name who is responsible, and what answers for itself."""
        name = self.names[row.organization]
        return name if row.place == row.organization else f"{name} – {self.names[row.place]}"

    @cached_property
    def packed(self) -> bytes:
        """All rows with their words as compressed JSON."""
        content = {
            "columns": [[column.key, column.title.show(self.lang)] for column in COLUMNS],
            "editable": EDITABLE,
            "titles": self.titles,
            "names": self.names,
            "words": self.words,
            "rows": [row.packed() for row in self.rows.values()],
        }
        return compressed(content)


def sheet_of(shown: Shown, lang: Language, before: Sheet | None = None) -> Sheet:
    """Return the sheet of a version in *lang*; made once, quickly from the sheet of the version *before*."""
    key = ("requirement-sheet", lang)
    return shown.kept(key, lambda: Sheet(shown.reader(lang), before or shown.known_before(key)), SHEETS)


def folded_text(text: str) -> str:
    """Return *text* for a search: full-width and half-width signs alike, no capitals."""
    return unicodedata.normalize("NFKC", text).lower()


def columns_of(proofs: Proofs | None) -> tuple[Column, ...]:
    """Return the columns, with what is proven behind the status where there is evidence."""
    if proofs is None:
        return COLUMNS
    at = 1 + next(index for index, column in enumerate(COLUMNS) if column.key == "status")
    return (*COLUMNS[:at], PROVEN, *COLUMNS[at:])


def grid_of(sheet: Sheet, rows: Iterable[SheetRow], proofs: Proofs | None = None) -> Grid:
    """Return *rows* as a table to download."""
    columns = columns_of(proofs)

    def cell(row: SheetRow, column: Column) -> Cell:
        if column is PROVEN:
            return Cell(*(proofs or {}).get(row.key, (None, None)))
        return Cell(sheet.value(row, column.key), sheet.shown(row, column.key))

    made: Sequence[tuple[Cell, ...]] = [tuple(cell(row, column) for column in columns) for row in rows]
    return Grid("requirements", Text(en="Requirement sheet", ja="対策要件シート"), columns, made)


_LEVELS = ("none", "basic", "advanced", "high-advanced", "not-applicable")
_TABLES: Mapping[str, Mapping[str, Text]] = {
    "required": {code: terms.LEVEL[code] for code in ("basic", "advanced", "high-advanced", "not-required")},
    "status": {code: terms.STATUS[code] for code in terms.STATUS_ORDER},
    "level": {code: terms.LEVEL[code] for code in _LEVELS},
    "basis": terms.BASIS,
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A row with what it was made from."""

    asked: AnswerRow
    measure: Measure | None
    shown: SheetRow

    @classmethod
    def of(cls, reader: Reader, asked: AnswerRow) -> _Made:
        """Make the row that *asked* shows."""
        row, place = asked.row, asked.place
        measure = reader.model.measures.get(place or "", {}).get(row.id)
        part = row.parts[0] if row.parts else None
        cells = cells_of(measure, reader.lang)
        shown = SheetRow(
            key=asked.key,
            requirement=row.id,
            organization=row.organization or "",
            place=place or "",
            required=part.level if part is not None else row.level,
            status=row.status,
            category=(part.category if part is not None else row.category) if row.status in OPEN else None,
            elements=row.elements,
            layers=row.layers,
            expired=row.answer is not None and row.answer.expired,
            cells={name: cells[name] for name in ANSWER_FIELDS},
        )
        return cls(asked, measure, shown)
