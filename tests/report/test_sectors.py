"""The sector section of the page and the sheet of the workbook."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any, get_args

import pytest
from openpyxl import load_workbook

from sanso.analysis import Assessment, assess
from sanso.assessment.sector_items import ITEM_STATUSES, When
from sanso.catalogue import Catalogue, load_catalogue
from sanso.catalogue.sectors import Force
from sanso.model.elements import Phase
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import render_html, render_workbook
from sanso.report.sectors_words import FORCE, HELD, ITEM_STATUS, PHASE, SECTOR_WORDS, WHEN
from sanso.report.words import WORDS

from .factory import DAY, HOSTILE, empty

LANGUAGES: tuple[Language, ...] = ("en", "ja")


@cache
def made(name: str = "Lift", **_: Any) -> tuple[Model, Assessment, Catalogue]:
    model = Model.model_validate(
        {
            "sanso": 1,
            "id": "tower",
            "sectors": ["building"],
            "organizations": {
                "firm": {"name": name, "scale": "sme"},
                "trader": {"scale": "sme", "sectors": ["electricity"]},
            },
            "components": {
                "lift": {"kind": "controller", "name": name, "place": "machine-room", "roles": {"owner": "firm"}},
                "meter": {"kind": "gateway", "roles": {"owner": "trader"}},
            },
            "measures": {"firm": {"CPS.AC-2": {"level": "basic"}}},
        }
    )
    return model, assess(model, load_catalogue(), at=DAY), load_catalogue()


def section(html: str) -> str:
    found = re.search(r'<section id="sectors".*?</section>', html, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_the_section(lang: Language) -> None:
    html = render_html(*made(), lang)
    told = section(html)
    assert 'href="#sectors"' in html
    catalogue = load_catalogue()
    for ident in ("building", "electricity"):
        sector = catalogue.sectors[ident]
        assert sector.title.show(lang) in told
        assert sector.note.show(lang) in told
        for guideline in sector.guidelines:
            assert catalogue.guidelines[guideline].title.show(lang) in told
    for item in catalogue.sector_items.values():
        assert (f"<code>{item.id}</code>" in told) == (item.sector in ("building", "electricity"))
    assert SECTOR_WORDS["sectors_intro"].show(lang) in told.replace("&#39;", "'")
    assert "Undefined" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_model_without_sectors_has_no_section(lang: Language) -> None:
    model, assessment, catalogue = empty()
    html = render_html(model, assessment, catalogue, lang)
    assert 'id="sectors"' not in html
    assert 'href="#sectors"' not in html
    names = load_workbook(io.BytesIO(render_workbook(model, assessment, catalogue, lang))).sheetnames
    assert SECTOR_WORDS["sheet_sectors"].show(lang) not in names


@pytest.mark.parametrize("name", sorted(HOSTILE.values()))
def test_names_are_escaped(name: str) -> None:
    told = section(render_html(*made(name), "en"))
    assert "<script>" not in told
    assert "<img" not in told
    for cell in cells(name, "en"):
        assert cell.data_type != "f"


def cells(name: str, lang: Language) -> list[Any]:
    book = load_workbook(io.BytesIO(render_workbook(*made(name), lang)))
    return [cell for row in book[SECTOR_WORDS["sheet_sectors"].show(lang)].iter_rows() for cell in row]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_has_a_row_for_everything(lang: Language) -> None:
    book = load_workbook(io.BytesIO(render_workbook(*made(), lang)))
    sheet = book[SECTOR_WORDS["sheet_sectors"].show(lang)]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    kinds = [row[SECTOR_WORDS["sector_kind"].show(lang)] for row in rows]
    assert set(kinds) == {SECTOR_WORDS[f"sector_kind_{kind}"].show(lang) for kind in ("raise", "narrow", "add")}
    idents = {row[WORDS["col_id"].show(lang)] for row in rows}
    every = {i.id for i in load_catalogue().sector_items.values() if i.sector in ("building", "electricity")}
    assert every <= idents
    for row in rows:
        for key in ("sector_guideline", "sector_edition", "sector_date", "sector_confidence"):
            assert row[SECTOR_WORDS[key].show(lang)], row


def test_every_word_is_there_in_both_languages() -> None:
    assert set(ITEM_STATUS) == set(ITEM_STATUSES)
    assert set(PHASE) == set(get_args(Phase))
    assert set(FORCE) == set(get_args(Force))
    assert set(WHEN) == set(get_args(When))
    assert set(HELD) == {"element", "container", "organization", "model"}
    for table in (ITEM_STATUS, PHASE, FORCE, WHEN, HELD, SECTOR_WORDS):
        assert all(text.en and text.ja for text in table.values())
