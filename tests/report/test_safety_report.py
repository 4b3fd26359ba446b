"""Security and safety in page and workbook: what is there in both languages, hostile names, nothing without cause."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sanso import verbs
from sanso.model.text import Language
from sanso.report.html import render_html
from sanso.report.safety_words import SAFETY_WORDS
from sanso.report.workbook import render_workbook
from sanso.verbs import Evaluation

from .factory import HOSTILE, empty, small

LANGUAGES: tuple[Language, ...] = ("en", "ja")
EXAMPLE = Path(__file__).parents[2] / "src/sanso/examples/incident-triton-2017/incident-triton-2017.yaml"


@cache
def triton() -> Evaluation:
    return verbs.evaluate(EXAMPLE, at=dt.date(2026, 11, 1))


@cache
def page(lang: Language) -> str:
    made = triton()
    text = render_html(made.model, made.assessment, made.catalogue, lang)
    start = text.index('<section id="safety"')
    return text[start : text.index("</section>", start)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_section_holds_pictures_floors_and_conflicts(lang: Language) -> None:
    section = page(lang)
    assert section.count("<figure>") == len(triton().model.harms)
    for key in ("safety", "safety_conflicts", "safety_one_side", "safety_table", "safety_function"):
        assert SAFETY_WORDS[key].show(lang) in section
    for record in (
        triton().catalogue.conflict_kinds[k] for k in ("stop-against-availability", "remote-against-local-reset")
    ):
        assert record.title.show(lang) in section
        assert record.ways_out[0].text.show(lang) in section
    assert "components/sis-logic/reset" in section


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets(lang: Language) -> None:
    made = triton()
    book = load_workbook(io.BytesIO(render_workbook(made.model, made.assessment, made.catalogue, lang)))
    rows = {
        key: list(book[SAFETY_WORDS[key].show(lang)].iter_rows(min_row=2, values_only=True))
        for key in ("sheet_bowties", "sheet_mitigations", "sheet_floors", "sheet_conflicts")
    }
    report = verbs.safety_evaluated(made)
    causes = {(tie.harm, line.number) for tie in report.harms for line in tie.lines}
    assert {(row[0], row[2]) for row in rows["sheet_bowties"]} == causes
    assert len(rows["sheet_mitigations"]) == sum(len(tie.mitigations) for tie in report.harms)
    assert len(rows["sheet_conflicts"]) == len(report.conflicts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_are_escaped(lang: Language) -> None:
    model, assessment, catalogue = small()
    text = render_html(model, assessment, catalogue, lang)
    start = text.index('<section id="safety"')
    section = text[start : text.index("</section>", start)]
    assert HOSTILE["script"] not in section
    assert "onerror=alert" not in section.replace("onerror=alert(1)&gt;", "")
    book = load_workbook(io.BytesIO(render_workbook(model, assessment, catalogue, lang)))
    cells = [cell for row in book[SAFETY_WORDS["sheet_bowties"].show(lang)].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_a_model_without_harms_has_no_section() -> None:
    model, assessment, catalogue = empty()
    assert 'id="safety"' not in render_html(model, assessment, catalogue, "en")
