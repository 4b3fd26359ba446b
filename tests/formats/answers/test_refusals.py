"""Workbooks of another model, version or layout are refused with the reason; faults are told by cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sanso import verbs
from sanso.formats.opening import ANSWER_SHEET
from sanso.model.diagnostics import InputRefused
from sanso.model.loading import load

from .filling import MODEL, Filled, model_file


def keyed(book: Filled, key: str, value: Any) -> None:
    """Set a value of the hidden sheet."""
    for row in book.book[ANSWER_SHEET].iter_rows():
        if row[0].value == key:
            row[1].value = value


def refusal(book: Path, model: Path) -> Any:
    before = model.read_bytes()
    with pytest.raises(InputRefused) as refused:
        verbs.import_answers(book, model, apply=True)
    assert model.read_bytes() == before
    (found,) = refused.value.diagnostics
    assert found.message.en != found.message.ja
    return found


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return model_file(tmp_path)


def test_another_model(model: Path) -> None:
    book = Filled.of(model)
    keyed(book, "model", "other-plant")
    found = refusal(book.save(), model)
    assert found.code == "answers-model"
    assert "other-plant" in found.message.en
    assert "plant" in found.message.ja


@pytest.mark.parametrize("layout", ["sanso-workbook/1", "sanso-workbook/3", None])
def test_another_layout(model: Path, layout: str | None) -> None:
    book = Filled.of(model)
    keyed(book, "format", layout)
    assert refusal(book.save(), model).code == "answers-format"


@pytest.mark.parametrize(("key", "value"), [("at", "yesterday"), ("at", None), ("model", None), ("answer:none", None)])
def test_a_damaged_hidden_sheet(model: Path, key: str, value: str | None) -> None:
    book = Filled.of(model)
    if key == "answer:none":
        for code in ("none", "basic", "advanced", "high-advanced", "not-applicable"):
            keyed(book, f"answer:{code}", None)
    keyed(book, key, value)
    assert refusal(book.save(), model).code in ("answers-damaged", "answers-model")


@pytest.mark.parametrize("sheet", [ANSWER_SHEET, "Requirements"])
def test_a_deleted_sheet(model: Path, sheet: str) -> None:
    found = refusal(Filled.of(model).save(lambda book: book.remove(book[sheet])), model)
    assert found.code == "answers-sheet"
    assert sheet in found.message.en


def test_a_renamed_sheet_is_found(model: Path) -> None:
    book = Filled.of(model).fill("CPS.RA-1@op", level="basic")
    book.sheet.title = "March"
    made = verbs.import_answers(book.save(), model)
    assert [change.cell for change in made.changes] == [f"March!{book.rows['CPS.RA-1@op']}"]


def test_a_deleted_column(model: Path) -> None:
    book = Filled.of(model)
    book.sheet.delete_cols(book.columns["owner"])
    found = refusal(book.save(), model)
    assert found.code == "answers-column"
    assert "Owner" in found.message.en


def test_a_moved_column_is_found_by_its_heading(model: Path) -> None:
    book = Filled.of(model)
    book.sheet.insert_cols(3)
    book.sheet.cell(1, 3).value = "my notes"
    book = Filled(book.save()).fill("CPS.RA-1@op", level="basic", owner="me")
    made = verbs.import_answers(book.save(), model)
    assert {field.field: field.after for field in made.changes[0].fields} == {"level": "basic", "owner": "me"}


def test_an_ordinary_workbook(tmp_path: Path, model: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "plain.xlsx")
    assert refusal(tmp_path / "plain.xlsx", model).code == "answers-sheet"


def faults(model: Path, book: Filled) -> list[tuple[str, str]]:
    """Return code and cell of every fault; none of them lets anything be written."""
    before = model.read_bytes()
    made = verbs.import_answers(book.save(), model, apply=True)
    assert not made.applied
    assert model.read_bytes() == before
    for fault in made.diagnostics:
        assert fault.path in fault.message.en
        assert fault.path in fault.message.ja
        assert fault.place.line > 1
    return [(fault.code, fault.path) for fault in made.diagnostics]


def at(book: Filled, key: str, field: str) -> str:
    return f"Requirements!{book.cell(key, field).coordinate}"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"level": "Basik"}, "answers-word", "level"),
        ({"level": 3}, "answers-word", "level"),
        ({"level": "basic", "basis": "trust me"}, "answers-word", "basis"),
        ({"level": "basic", "due": "2027-02-31"}, "answers-date", "due"),
        ({"level": "basic", "due": 3.5}, "answers-date", "due"),
        ({"level": "basic", "due": "next week"}, "answers-date", "due"),
        ({"level": "basic", "valid_until": dt.date(1999, 12, 31)}, "answers-date", "valid_until"),
        ({"level": "not-applicable"}, "answers-reason", "reason"),
        ({"owner": "me"}, "answers-half", "level"),
        ({"due": dt.date(2027, 1, 1)}, "answers-half", "level"),
    ],
)
def test_faulty_cells(model: Path, values: dict[str, Any], code: str, field: str) -> None:
    book = Filled.of(model).fill("CPS.RA-1@op", **values)
    assert faults(model, book) == [(code, at(book, "CPS.RA-1@op", field))]


def test_a_formula_is_not_evaluated(model: Path) -> None:
    book = Filled.of(model)
    book.cell("CPS.RA-1@op", "level").value = '="Basic"'
    assert faults(model, book) == [("answers-formula", at(book, "CPS.RA-1@op", "level"))]


def test_every_fault_is_told_at_once_and_sound_rows_are_shown(model: Path) -> None:
    book = Filled.of(model)
    book.fill("CPS.RA-1@op", level="?").fill("CPS.RA-2@op", due="?", level="basic").fill("CPS.RA-4@op", level="basic")
    assert len(faults(model, book)) == 2
    assert [change.requirement for change in verbs.import_answers(book.path, model).changes] == ["CPS.RA-4"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "CPS.XX-1@op"),
        ("key", None),
        ("place", "maker"),
        ("place", None),
        ("marks", "-"),
        ("requirement", "CPS.RA-2"),
    ],
)
def test_edited_keys(model: Path, field: str, value: str | None) -> None:
    book = Filled.of(model)
    book.fill("CPS.RA-1@op", level="basic").cell("CPS.RA-1@op", field).value = value
    assert faults(model, book) == [("answers-key", at(book, "CPS.RA-1@op", "key"))]


def test_a_row_that_stands_twice(model: Path) -> None:
    book = Filled.of(model)
    book.cell("CPS.RA-2@op", "key").value = "CPS.RA-1@op"
    assert faults(model, book)[0][0] == "answers-key-twice"


def test_rows_that_nobody_is_responsible_for(model: Path) -> None:
    book = Filled.of(model)
    key = next(key for key in book.rows if key.endswith("@nobody"))
    book.fill(key, level="basic")
    assert faults(model, book) == [("answers-nobody", at(book, key, "level"))]


def test_sorted_rows_read_the_same(model: Path) -> None:
    book = Filled.of(model).fill("CPS.RA-1@op", level="basic")
    straight = verbs.import_answers(book.save(), model)
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            book.sheet.cell(number, column).value = value
    turned = verbs.import_answers(book.save(), model)
    assert [change.fields for change in turned.changes] == [change.fields for change in straight.changes]
    assert not turned.diagnostics


def test_a_model_that_grew_is_taken_with_a_warning(model: Path) -> None:
    book = Filled.of(model).fill("CPS.RA-1@op", level="basic").save()
    model.write_text(model.read_text().replace("  stray:", "  extra: {kind: sensor, roles: {owner: op}}\n  stray:"))
    made = verbs.import_answers(book, model, apply=True)
    assert [(d.code, d.severity) for d in made.diagnostics] == [("answers-model-changed", "warning")]
    assert made.applied
    assert load(model).require().measures["op"]["CPS.RA-1"].level == "basic"


def test_a_model_that_lost_rows_refuses_the_workbook(model: Path) -> None:
    book = Filled.of(model).fill("CPS.RA-1@op", level="basic").save()
    fewer = {**MODEL, "organizations": {"op": {"scale": "large"}, "other": {}}}
    text = model_file(
        model.parent,
        {
            **fewer,
            "products": {},
            "components": {"hub": {"kind": "controller", "roles": {"owner": "op"}}},
            "measures": {},
        },
    )
    found = refusal(book, text)
    assert found.code == "answers-outdated"
    assert "@maker" in found.message.en


def test_what_both_changed_is_a_conflict(model: Path) -> None:
    book = Filled.of(model).fill("CPS.AC-1@op", level="advanced")
    path = book.save()
    model.write_text(model.read_text().replace("CPS.AC-1: basic", "CPS.AC-1: none"))
    made = verbs.import_answers(path, model, apply=True)
    assert [d.code for d in made.diagnostics] == ["answers-model-changed", "answers-conflict"]
    assert made.diagnostics[1].path == at(book, "CPS.AC-1@op", "level")
    assert not made.applied
    model.write_text(model.read_text().replace("CPS.AC-1: none", "CPS.AC-1: advanced"))
    assert not verbs.import_answers(path, model).changes


def test_what_only_the_model_changed_is_kept(model: Path) -> None:
    path = Filled.of(model).fill("CPS.RA-1@op", level="basic").save()
    model.write_text(model.read_text().replace("CPS.AC-1: basic", "CPS.AC-1: high-advanced"))
    made = verbs.import_answers(path, model, apply=True)
    assert [change.requirement for change in made.changes] == ["CPS.RA-1"]
    assert load(model).require().measures["op"]["CPS.AC-1"].level == "high-advanced"


@pytest.mark.parametrize("day", ["2027/3/31", "令和9年3月31日", "R9.3.31", "2027年3月31日", "2027-03-31"])
def test_days_as_people_write_them(model: Path, day: str) -> None:
    book = Filled.of(model).fill("CPS.RA-1@op", level="basic", due=day)
    made = verbs.import_answers(book.save(), model)
    assert {field.field: field.after for field in made.changes[0].fields}["due"] == "2027-03-31"


@pytest.mark.parametrize("word", ["BASIC", " basic ", "Ｂａｓｉｃ"])
def test_words_as_people_write_them(model: Path, word: str) -> None:
    book = Filled.of(model, "ja")
    book.cell("CPS.RA-1@op", "level").value = word
    assert verbs.import_answers(book.save(), model).changes[0].fields[0].after == "basic"
