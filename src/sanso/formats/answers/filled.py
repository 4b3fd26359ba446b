"""Read a filled requirement workbook: the hidden sheet says what it belongs to, headings say which column is which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sanso.analysis.answer_places import ANSWER_FIELDS, WORKBOOK_FORMAT
from sanso.formats.opening import ANSWER_SHEET
from sanso.formats.tables import Cell, Table, address, open_tables, plain
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, printable
from sanso.model.text import Language, Text

__all__ = ["FilledRow", "FilledWorkbook", "read_filled"]

_KEY_ROWS = 200
"""Lines of the hidden sheet that are looked at."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: its number in the sheet, its hidden keys, and the cells that may be filled in, by field."""

    number: int
    key: str
    place: str
    requirement: str
    marks: tuple[str, ...]
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A workbook that came back: what it belongs to, and its requirement sheet with its columns.

    *words* leads from (field, word in the language of the workbook) to the code; *columns* from fields to columns,
    counted from 1.
    """

    path: Path
    model: str
    digest: str
    at: dt.date
    lang: Language
    words: Mapping[str, Mapping[str, str]]
    sheet: Table
    columns: Mapping[str, int]
    remarks: tuple[Diagnostic, ...] = ()

    def cell(self, number: int, field: str = "") -> str:
        """Return the address of a cell, or of a row: ``Requirements!H12``."""
        return self.sheet.path(number, self.columns[field] if field else 0)

    def fault(
        self, code: str, number: int, field: str = "level", *, hint: Text | None = None, **values: object
    ) -> Diagnostic:
        """Make the diagnostic of a cell."""
        cell = self.cell(number, field)
        place = Place(printable(str(self.path)), number, self.columns[field])
        return diagnose(code, place, cell, hint=hint, cell=cell, **values)

    def has_formula(self, number: int, field: str) -> bool:
        """Tell whether a cell holds a formula or the error of one."""
        spot = address(number, self.columns[field])
        return spot in self.sheet.formulas or spot in self.sheet.errors

    def rows(self) -> Iterator[FilledRow]:
        """Yield the rows below the heading that hold anything."""
        for number, cells in enumerate(self.sheet, 1):
            if number == 1 or not any(cell != "" for cell in cells):
                continue
            found = {name: cells[at - 1] if at <= len(cells) else "" for name, at in self.columns.items()}
            yield FilledRow(
                number,
                plain(found["key"]),
                plain(found["place"]),
                plain(found["requirement"]),
                tuple(plain(found["marks"]).split()),
                {name: found[name] for name in ANSWER_FIELDS},
            )


def read_filled(path: Path) -> FilledWorkbook:
    """Open the filled workbook at *path*.

    Raises:
        InputRefused: it cannot be read safely, is no requirement workbook, or has lost its sheets, columns or keys.

    """
    opened = open_tables(path)
    shown = printable(str(path))
    keys = next((table for table in opened.tables if table.name == ANSWER_SHEET), None)
    if keys is None:
        raise _refused("answers-sheet", shown, file=shown, sheet=ANSWER_SHEET)
    pairs = _pairs(keys)
    if pairs.get("format") != WORKBOOK_FORMAT:
        found = printable(pairs.get("format", "?"), 60)
        raise _refused("answers-format", shown, found=found, wanted=WORKBOOK_FORMAT)
    for name in ("model", "at", "lang", "sheet"):
        if name not in pairs:
            raise _refused("answers-damaged", shown, what=name)
    try:
        day = dt.date.fromisoformat(pairs["at"])
    except ValueError:
        raise _refused("answers-damaged", shown, what="at") from None
    sheet = _sheet(opened.tables, pairs["sheet"], shown)
    words = {field: _words(pairs, kind) for field, kind in (("level", "answer"), ("basis", "basis"))}
    if not all(words.values()):
        raise _refused("answers-damaged", shown, what="answer / basis")
    return FilledWorkbook(
        path=path,
        model=pairs["model"],
        digest=pairs.get("digest", ""),
        at=day,
        lang="ja" if pairs["lang"] == "ja" else "en",
        words=words,
        sheet=sheet,
        columns=_columns(sheet, pairs, shown),
        remarks=opened.remarks,
    )


def _refused(code: str, shown: str, **values: object) -> InputRefused:
    return InputRefused([diagnose(code, Place(shown), "", hint=None, **values)])


def _pairs(table: Table) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for number, row in enumerate(table):
        if number >= _KEY_ROWS:
            break
        if len(row) > 1 and row[0] != "":
            pairs[plain(row[0])] = plain(row[1])
    return pairs


def _sheet(tables: tuple[Table, ...], name: str, shown: str) -> Table:
    """Return the requirement sheet: by its name, or by its hidden headings where it was renamed."""
    for table in tables:
        if table.name == name:
            return table
    for table in tables:
        head = next(iter(table), [])
        if table.name != ANSWER_SHEET and {"key", "place", "marks"} <= {plain(cell) for cell in head}:
            return table
    raise _refused("answers-sheet", shown, file=shown, sheet=name)


def _words(pairs: Mapping[str, str], kind: str) -> dict[str, str]:
    return {word: key.partition(":")[2] for key, word in pairs.items() if key.startswith(f"{kind}:") and word}


def _columns(sheet: Table, pairs: Mapping[str, str], shown: str) -> dict[str, int]:
    head = [plain(cell) for cell in next(iter(sheet), [])]
    wanted = {"key": "key", "place": "place", "marks": "marks"}
    wanted |= {name: pairs.get(f"column:{name}", name) for name in ("requirement", *ANSWER_FIELDS)}
    missing = [heading for heading in wanted.values() if heading not in head]
    if missing:
        place = Place(shown, 1, 1)
        raise InputRefused(
            [diagnose("answers-column", place, sheet.name, sheet=sheet.name, column=name) for name in missing]
        )
    return {name: head.index(heading) + 1 for name, heading in wanted.items()}
