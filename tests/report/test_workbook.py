from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sanso.analysis.answer_places import answer_rows
from sanso.model.text import Language
from sanso.report import render_workbook
from sanso.report.sheets import cell_text, row_height, safe_name
from sanso.report.workbook import KEY_SHEET, WORKBOOK_FORMAT

from .factory import HOSTILE, big, empty, small


@pytest.fixture(params=["en", "ja"])
def lang(request: pytest.FixtureRequest) -> Language:
    value: Language = request.param
    return value


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@pytest.fixture
def book(lang: Language) -> Workbook:
    return opened(render_workbook(*small(), lang))


def requirement_sheet(book: Workbook) -> Any:
    return book.worksheets[1]


def test_sheets_in_order(book: Workbook, lang: Language) -> None:
    names = {
        "en": [
            *("Summary", "Requirements", "IoT-SSF", "Trust", "Incidents", "Harms", "Open points"),
            *("Perspectives", "Bow-ties", "Mitigations", "Safety floors", "Transcription", "Transcription, open"),
            "Sources",
        ],
        "ja": [
            *("概要", "対策要件", "IoT-SSF", "求められる信頼", "インシデント", "被害シナリオ", "未対応事項"),
            *("四つの観点", "ボウタイ", "緩和策", "水準の下限", "転写", "転写の未充足"),
            "出典",
        ],
    }
    assert book.sheetnames == [*names[lang], KEY_SHEET]


def test_no_cell_is_a_formula_or_a_link(book: Workbook) -> None:
    seen = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                seen.add(cell.value)
    for name in ("plus", "at", "script"):
        assert any(HOSTILE[name] in value for value in seen if isinstance(value, str))


def test_formula_is_kept_as_text() -> None:
    sheet = requirement_sheet(opened(render_workbook(*small(), "en")))
    organizations = {cell.value for cell in sheet["E"]}
    assert HOSTILE["formula"] in organizations


def test_requirements_have_filters_and_frozen_heads(book: Workbook) -> None:
    for sheet in book.worksheets[1:-1]:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_area
    assert requirement_sheet(book).freeze_panes == "E2"


def test_owner_columns_have_drop_downs(book: Workbook, lang: Language) -> None:
    sheet = requirement_sheet(book)
    last = len(list(answer_rows(small()[1].requirements))) + 1
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {f"{column}2:{column}{last}" for column in "IKNP"}
    levels = {
        "en": "none,Basic,Advanced,High-Advanced,not applicable",
        "ja": "なし,Basic,Advanced,High-Advanced,適用外",
    }
    assert rules[f"I2:I{last}"].formula1 == f'"{levels[lang]}"'
    assert rules[f"N2:N{last}"].type == rules[f"P2:P{last}"].type == "date"
    for column in "IJKLMNOPQ":
        assert sheet[f"{column}1"].value.startswith("▶")
        assert not sheet[f"{column}2"].protection.locked


def test_keys_are_hidden_and_lead_back(book: Workbook, lang: Language) -> None:
    sheet, keys = requirement_sheet(book), book[KEY_SHEET]
    assert sheet.column_dimensions["A"].hidden
    assert keys.sheet_state == "hidden"
    pairs = {row[0].value: row[1].value for row in keys.iter_rows()}
    assert pairs["format"] == WORKBOOK_FORMAT
    assert pairs["model"] == "home"
    assert pairs["digest"] == "sha256:0123456789abcdef"
    assert pairs["lang"] == lang
    found = {cell.value for cell in sheet["A"][1:]}
    wanted = {f"{row.id}@{row.organization or 'nobody'}" for row in small()[1].requirements}
    assert found == wanted | {"CPS.AM-1@op@unit"}, "what an element answers for itself is a row of its own"


def test_what_is_stated_already_is_filled_in(book: Workbook, lang: Language) -> None:
    sheet = requirement_sheet(book)
    rows = {row[0].value: [cell.value for cell in row[8:17]] for row in sheet.iter_rows(min_row=2)}
    basis = {"en": "third-party confirmation", "ja": "第三者確認"}[lang]
    assert rows["CPS.AM-1@op"] == ["Advanced", None, basis, "<i>auditor</i>", *[None] * 5]
    assert rows["CPS.AM-1@op@unit"] == ["Basic", *[None] * 8]
    assert rows["CPS.MA-1@op"][1] == HOSTILE["minus"]
    assert [str(value)[:10] for value in rows["CPS.AC-1@op"]][5] == "2026-03-31"
    assert rows["CPS.RA-2@op"] == [None] * 9


def test_only_the_columns_to_fill_in_are_open(book: Workbook) -> None:
    sheet = requirement_sheet(book)
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    assert not sheet.protection.formatColumns
    for row in sheet.iter_rows(min_row=2):
        open_ = {cell.column_letter for cell in row if not cell.protection.locked}
        assert open_ == set("IJKLMNOPQ"), row[0].value


def test_every_status_has_a_style(book: Workbook) -> None:
    ranges = requirement_sheet(book).conditional_formatting
    column = [rule for found in ranges for rule in found.rules if str(found.sqref).startswith("G2")]
    assert len(column) == 6


def test_bytes_are_repeatable(lang: Language) -> None:
    assert render_workbook(*small(), lang) == render_workbook(*small(), lang)


def test_created_on_the_day_of_the_assessment(book: Workbook) -> None:
    created = book.properties.created
    assert created is not None
    assert created.date() == small()[1].model.at


def test_empty_model_gives_a_workbook(lang: Language) -> None:
    book = opened(render_workbook(*empty(), lang))
    assert requirement_sheet(book).max_row == 1


def test_japanese_font() -> None:
    sheet = requirement_sheet(opened(render_workbook(*small(), "ja")))
    assert sheet["D2"].font.name == "Yu Gothic"


def test_cells_hold_what_excel_can_hold() -> None:
    assert cell_text("a\ud800b") == "a?b"
    assert len(cell_text("x" * 100_000)) < 32_767
    assert safe_name("A & B") == "A && B"


def test_row_height_has_a_limit() -> None:
    from sanso.report.columns import POINTS

    row = (1, "long " * 4000, 3, 4, "o", "w", "i")
    assert row_height(POINTS, row, "en") < 100
    assert row_height(POINTS, (1, "short", 3, 4, "o", "w", "i"), "en") < 20


@pytest.mark.long
def test_big_model_is_written_whole() -> None:
    model, assessment, catalogue = big()
    book = opened(render_workbook(model, assessment, catalogue, "en"))
    assert requirement_sheet(book).max_row == len(list(answer_rows(assessment.requirements))) + 1
