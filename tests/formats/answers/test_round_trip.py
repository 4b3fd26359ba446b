"""A filled workbook, taken over, comes back in the next report as it was filled in."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanso import verbs
from sanso.model.answers import Measure
from sanso.model.loading import load
from sanso.model.process import Model
from sanso.model.text import Language

from .filling import DAY, MODEL, Filled, model_file, written

LEVELS = st.sampled_from(["none", "basic", "advanced", "high-advanced", "not-applicable"])
TEXTS = st.one_of(
    st.none(),
    st.sampled_from(["山田", "=1+1", "+81-3", "'quoted", "a\nb", "{x: 1}", "NO", "012", "# no comment", "-", "😀"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=12),
)  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(dt.date(2000, 1, 1), dt.date(2199, 12, 31)))
KEYS = st.sampled_from(
    [
        "CPS.AC-1@op",
        "CPS.GV-1@op",
        "CPS.AM-3@op",
        "CPS.AM-1@op",
        "CPS.AM-1@op@hub",
        "CPS.DS-7@op@unit-x",
        "CPS.RA-1@op",
        "CPS.GV-1@maker",
    ]
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {
        "level": draw(LEVELS),
        "basis": draw(st.sampled_from([None, "self-declaration", "third-party", "public-certification"])),
        **{field: draw(TEXTS) for field in ("reason", "by", "evidence", "owner", "comment")},
        **{field: draw(DAYS) for field in ("valid_until", "due")},
    }
    if made["level"] == "not-applicable" and not (made["reason"] or "").strip():
        made["reason"] = "none of it here"
    return made


def stated(model: Model, lang: Language) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the measures of a model by place and requirement, as one language says them."""
    return {
        (place, requirement): _said(measure, lang)
        for place, measures in model.measures.items()
        for requirement, measure in measures.items()
    }


def _said(measure: Measure, lang: Language) -> dict[str, Any]:
    plain = measure.model_dump(exclude_none=True)
    for field in ("reason", "comment"):
        text = getattr(measure, field)
        if text is not None:
            plain[field] = text.show(lang)
    return plain


def expected(answer: dict[str, Any]) -> dict[str, Any]:
    texts = {key: value.strip() if isinstance(value, str) else value for key, value in answer.items()}
    return {key: value for key, value in texts.items() if value not in (None, "")}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, answers(), max_size=4), st.sampled_from(["en", "ja"]))
def test_what_is_filled_in_comes_back(filled: dict[str, dict[str, Any]], lang: Language) -> None:
    with tempfile.TemporaryDirectory() as folder:
        model = model_file(Path(folder))
        before = stated(load(model).require(), lang)
        book = Filled.of(model, lang)
        places = {key: book.cell(key, "place").value for key in filled}
        for key, answer in filled.items():
            book.fill(key, **answer)
        made = verbs.import_answers(book.save(), model, apply=True)
        assert not made.diagnostics
        after = {(places[key], key.split("@")[0]): expected(answer) for key, answer in filled.items()}
        assert stated(load(model).require(), lang) == before | after
        assert "# our plant\n" in model.read_text()
        again = Filled.of(model, lang)
        for key, answer in filled.items():
            shown = {field: value for field, value in again.shown(key).items() if value is not None}
            wanted = {field: value.isoformat() if isinstance(value, dt.date) else value
                      for field, value in expected(answer).items()}  # fmt: skip
            for field in ("level", "basis"):
                if field in wanted:
                    wanted[field] = again.word(field, wanted[field])
            assert shown == wanted
        idle = verbs.import_answers(again.save(), model)
        assert not idle.changes
        assert not idle.diagnostics


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_untouched_workbook_changes_nothing(tmp_path: Path, lang: Language) -> None:
    model = model_file(tmp_path)
    before = model.read_bytes()
    made = verbs.import_answers(Filled.of(model, lang).save(), model, apply=True)
    assert (made.changes, made.diagnostics, made.files, made.applied) == ((), (), (), False)
    assert made.unchanged > 100
    assert model.read_bytes() == before


def test_signs_that_workbooks_escape_are_left_as_they_are(tmp_path: Path) -> None:
    odd = {"level": "basic", "by": "_x0041_ _x000D_", "evidence": "  a\tb ", "comment": "long " * 8000}
    model = model_file(tmp_path, {**MODEL, "measures": {"op": {"CPS.AC-1": odd}}})
    book = tmp_path / "fresh.xlsx"
    book.write_bytes(written(model))
    made = verbs.import_answers(book, model)
    assert (made.changes, made.diagnostics) == ((), ())


def test_an_answer_stands_where_the_row_was_answered(tmp_path: Path) -> None:
    model = model_file(tmp_path)
    book = Filled.of(model)
    book.fill("CPS.AM-1@op@hub", level="basic", owner="hub team")
    book.fill("CPS.AC-1@op", level="advanced")
    book.fill("CPS.RA-1@op", level="basic")
    made = verbs.import_answers(book.save(), model, apply=True)
    assert {(change.requirement, change.place) for change in made.changes} == {
        ("CPS.AM-1", "hub"),
        ("CPS.AC-1", "op"),
        ("CPS.RA-1", "op"),
    }
    covers = {change.requirement: set(change.elements) for change in made.changes}
    assert covers["CPS.AM-1"] == {"hub"}
    assert covers["CPS.AC-1"] == {"hub", "eye"}
    assert {change.requirement for change in made.changes if change.is_new} == {"CPS.RA-1"}
    text = model.read_text(encoding="utf-8")
    assert "CPS.AC-1: advanced   # since the audit\n" in text
    assert "CPS.AM-1: {level: basic, owner: hub team}" in text


def test_one_answer_of_a_product_covers_the_rows_of_all_its_organizations(tmp_path: Path) -> None:
    model = model_file(tmp_path)
    book = Filled.of(model)
    rows = [key for key in book.rows if key.startswith("CPS.DS-7@") and book.cell(key, "place").value == "unit-x"]
    assert rows == ["CPS.DS-7@maker@unit-x", "CPS.DS-7@op@unit-x"]
    for key in rows:
        book.fill(key, level="advanced")
    made = verbs.import_answers(book.save(), model)
    assert [change.place for change in made.changes] == ["unit-x"]
    assert set(made.changes[0].elements) == {"far", "hub"}
    book.fill(rows[0], level="none")
    faults = verbs.import_answers(book.save(), model).diagnostics
    assert [fault.code for fault in faults] == ["answers-twice"]


def test_an_emptied_answer_stays_and_an_emptied_detail_goes(tmp_path: Path) -> None:
    model = model_file(tmp_path)
    book = Filled.of(model)
    book.fill("CPS.AC-1@op", level=None)
    book.fill("CPS.GV-1@op", basis=None)
    made = verbs.import_answers(book.save(), model, apply=True)
    assert [(change.requirement, [field.field for field in change.fields]) for change in made.changes] == [
        ("CPS.GV-1", ["basis"])
    ]
    kept = load(model).require().measures["op"]
    assert kept["CPS.AC-1"].level == "basic"
    assert kept["CPS.GV-1"].basis is None
    assert kept["CPS.GV-1"].valid_until == dt.date(2027, 9, 30)
    assert "valid_until: 2027-09" in model.read_text(encoding="utf-8")


def test_a_text_in_two_languages_changes_in_the_one_that_was_filled_in(tmp_path: Path) -> None:
    model = model_file(tmp_path)
    verbs.import_answers(Filled.of(model, "ja").fill("CPS.GV-1@op", comment="改めた").save(), model, apply=True)
    comment = load(model).require().measures["op"]["CPS.GV-1"].comment
    assert comment is not None
    assert (comment.en, comment.ja) == ("in English", "改めた")


def test_drop_downs_and_protection_survive_filling_in(tmp_path: Path) -> None:
    book = Filled.of(model_file(tmp_path)).fill("CPS.AC-1@op", level="advanced")
    again = Filled(book.save())
    sheet = again.sheet
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.autoFilter, "filters are allowed"
    assert not sheet.protection.formatColumns, "widths may be changed"
    assert again.cell("CPS.AC-1@op", "key").protection.locked
    assert again.cell("CPS.AC-1@op", "place").protection.locked
    for field in again.columns.keys() - {"key", "place", "marks", "requirement"}:
        assert not again.cell("CPS.AC-1@op", field).protection.locked, field
        assert again.sheet.cell(1, again.columns[field]).value.startswith("▶")
    rules = {str(rule.sqref)[0]: rule.type for rule in sheet.data_validations.dataValidation}
    assert sorted(rules.values()) == ["date", "date", "list", "list"]


def office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.long
@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed (Debian: libreoffice-calc)")
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_workbook_saved_by_libreoffice_reads_the_same(tmp_path: Path, lang: Language) -> None:
    model = model_file(tmp_path)
    book = Filled.of(model, lang)
    book.fill("CPS.RA-1@op", level="advanced", owner="=A1", due=dt.date(2027, 3, 31), comment="一行\n二行", by="+81")
    path = book.save()
    saved = tmp_path / "saved"
    command = [office() or "", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    direct, through = verbs.import_answers(path, model), verbs.import_answers(saved / path.name, model)
    assert through.changes == direct.changes
    assert [field.after for field in direct.changes[0].fields] == [
        "advanced",
        "+81",
        "=A1",
        "2027-03-31",
        "一行\n二行",
    ]
    assert through.diagnostics == direct.diagnostics == ()
    assert through.at == DAY.isoformat()
    again = Filled(saved / path.name)
    assert again.sheet.protection.sheet
    assert len(again.sheet.data_validations.dataValidation) >= 4
