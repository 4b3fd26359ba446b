"""Workbooks as people fill them in: opened with openpyxl, cells set by field, saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from sanso import verbs
from sanso.formats.opening import ANSWER_SHEET
from sanso.model.editing import write_model
from sanso.model.text import Language
from sanso.report.workbook import render_workbook

__all__ = ["DAY", "MODEL", "Filled", "model_file", "written"]

DAY = dt.date(2026, 11, 22)

MODEL: dict[str, Any] = {
    "sanso": 1,
    "id": "plant",
    "organizations": {
        "op": {"name": {"en": "Operator", "ja": "事業者"}, "scale": "large"},
        "maker": {"name": "=1+1", "scale": "sme"},
    },
    "products": {"unit-x": {"maker": "maker"}},
    "components": {
        "hub": {"kind": "controller", "product": "unit-x", "roles": {"owner": "op"}},
        "eye": {"kind": "sensor", "roles": {"owner": "op"}},
        "stray": {"kind": "sensor"},
        "far": {"kind": "controller", "product": "unit-x", "roles": {"owner": "maker"}},
    },
    "measures": {
        "op": {
            "CPS.AC-1": "basic",
            "CPS.GV-1": {
                "level": "advanced",
                "basis": "third-party",
                "by": "Auditor / 監査人",
                "evidence": "ISMS",
                "valid_until": "2027-09",
                "owner": "CISO",
                "due": "2027-01-31",
                "comment": {"en": "in English", "ja": "日本語\nで二行"},
            },
            "CPS.AM-3": {"level": "not-applicable", "reason": {"en": "no goods", "ja": "物品なし"}},
        },
        "hub": {"CPS.AM-1": "none"},
        "unit-x": {"CPS.DS-7": "basic"},
    },
}
"""A model whose rows are answered at an organization, at an element and at a product, or not at all."""


def model_file(folder: Path, model: Mapping[str, Any] = MODEL) -> Path:
    """Write a model with comments into *folder*."""
    path = folder / "plant.yaml"
    text = write_model(model).decode().replace("CPS.AC-1: basic", "CPS.AC-1: basic   # since the audit")
    path.write_text("# our plant\n" + text, encoding="utf-8")
    return path


def written(model: Path, lang: Language = "en") -> bytes:
    """Return the workbook that a report of *model* holds."""
    made = verbs.evaluate(model, at=DAY)
    return render_workbook(made.model, made.assessment, made.catalogue, lang)


class Filled:
    """A workbook that is being filled in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path)
        self.keys = {str(row[0].value): str(row[1].value or "") for row in self.book[ANSWER_SHEET].iter_rows()}
        self.sheet: Any = self.book[self.keys["sheet"]]
        heads = {cell.value: cell.column for cell in self.sheet[1]}
        self.columns: dict[str, int] = {name: heads[name] for name in ("key", "place", "marks")}
        self.columns |= {key[7:]: heads[word] for key, word in self.keys.items() if key.startswith("column:")}
        self.rows = {str(row[0].value): int(row[0].row) for row in self.sheet.iter_rows(min_row=2) if row[0].value}

    @classmethod
    def of(cls, model: Path, lang: Language = "en") -> Filled:
        """Write the workbook of *model* beside it, and open it."""
        path = model.with_name(f"answers-{lang}.xlsx")
        path.write_bytes(written(model, lang))
        return cls(path)

    def cell(self, key: str, field: str) -> Any:
        """Return a cell by the key of its row."""
        return self.sheet.cell(self.rows[key], self.columns[field])

    def word(self, field: str, code: str) -> str:
        """Return the word of a code in the language of the workbook."""
        return self.keys[f"{'answer' if field == 'level' else 'basis'}:{code}"]

    def fill(self, key: str, **values: Any) -> Filled:
        """Fill in a row; levels and bases are given as codes, None empties a cell."""
        for field, value in values.items():
            known = field in ("level", "basis") and f"{'answer' if field == 'level' else 'basis'}:{value}" in self.keys
            cell = self.cell(key, field)
            cell.value = self.word(field, value) if known else value
            if isinstance(value, str):
                cell.data_type = "s"  # as in Excel, where a column of text takes =1+1 for text
        return self

    def shown(self, key: str) -> dict[str, Any]:
        """Return what the cells of a row say, days as ISO dates."""
        found = {}
        for field in self.columns.keys() - {"key", "place", "marks", "requirement"}:
            value = self.cell(key, field).value
            found[field] = value.date().isoformat() if isinstance(value, dt.datetime) else value
        return found

    def save(self, change: Callable[[Workbook], None] | None = None) -> Path:
        """Save the workbook where it was."""
        if change is not None:
            change(self.book)
        self.book.save(self.path)
        return self.path
