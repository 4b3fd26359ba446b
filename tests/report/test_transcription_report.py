"""The section, the sheets and the marks on transcription: present, in both languages, and sound."""

from __future__ import annotations

import io

import pytest

from sanso.analysis.transcribing import transcribe
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import render_html, render_workbook
from sanso.report.pictures import draw_layers, text_boxes
from sanso.report.pictures.answers import MARK_WIDTH, marks_of, words_of
from sanso.report.transcription_words import STATE, state_of
from sanso.transcription import Answer, Transcription

from .factory import empty, small
from .pictures.checks import assert_sound
from .pictures.test_labels import catalogue, example

LANGUAGES: tuple[Language, ...] = ("en", "ja")


def result_of(name: str) -> Transcription:
    model, assessment = example(name)
    return transcribe(model, catalogue(), assessment).result


@pytest.mark.parametrize(("lang", "word"), [("en", "Trust in transcription"), ("ja", "転写の信頼")])
def test_the_page_has_the_section_where_something_is_sensed(lang: Language, word: str) -> None:
    model, assessment = example("bus-operation")
    page = render_html(model, assessment, catalogue(), lang)
    assert f'<h2 id="transcription-h">{word}</h2>' in page
    assert 'href="#transcription"' in page


def test_the_page_has_no_section_where_nothing_is_sensed() -> None:
    assert "transcription-h" not in render_html(*empty(), "en")


def test_hostile_names_are_escaped() -> None:
    model, assessment, content = small()
    links = {"x": {"kind": "senses", "from": "room", "to": "s-script", "name": "<script>alert(2)</script>"}}
    raw = model.model_dump(by_alias=True, exclude_unset=True)
    physical = {**raw.get("physical", {}), "room": {}}
    changed = Model.model_validate({**raw, "physical": physical, "connections": {**raw["connections"], **links}})
    page = render_html(changed, assessment, content, "en")
    assert "<script>alert(2)" not in page
    assert "&lt;script&gt;alert(2)" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_has_a_row_per_connection_and_per_finding(lang: Language) -> None:
    from openpyxl import load_workbook

    model, assessment = example("factory")
    found = result_of("factory")
    book = load_workbook(io.BytesIO(render_workbook(model, assessment, catalogue(), lang)))
    answers, still = ({"en": ("Transcription", "Transcription, open"), "ja": ("転写", "転写の未充足")})[lang]
    assert book[answers].max_row == 1 + len(found.rows)
    assert book[still].max_row == 1 + len(found.findings)
    assert {cell.value for cell in book[answers]["A"]} >= {row.connection for row in found.rows}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["bus-operation", "factory"])
def test_marks_cover_no_label(name: str, lang: Language) -> None:
    model, assessment = example(name)
    svg = draw_layers(model, assessment, lang, result_of(name))
    assert_sound(svg)
    texts = [box.text for box in text_boxes(svg)]
    assert STATE["open"].show(lang) in texts
    assert {"en": "Transcription", "ja": "転写の信頼"}[lang] in texts


def test_a_mark_fits_beside_the_name() -> None:
    assert MARK_WIDTH <= 27


def test_the_picture_without_answers_is_as_before() -> None:
    model, assessment = example("factory")
    assert draw_layers(model, assessment, "en") == draw_layers(model, assessment, "en", None)
    assert 'class="miss"' not in draw_layers(model, assessment, "en")


def test_a_device_shows_the_worst_answer_of_its_connections() -> None:
    found = result_of("factory")
    marks = marks_of(found)
    worst = {"open": 0, "free": 1, "stated": 2, "none": 3}
    for row in found.rows:
        for shown, answer in zip(marks[row.device], row.answers, strict=True):
            assert worst[shown] <= worst[state_of(answer)]
    assert set(marks) == {row.device for row in found.rows}


def test_tips_say_it_in_words() -> None:
    model, assessment = example("factory")
    found = result_of("factory")
    svg = draw_layers(model, assessment, "en", found)
    for line in words_of(marks_of(found)["force-sensor"], "en"):
        assert line in svg


@pytest.mark.parametrize(
    ("asked", "required", "status", "state"),
    [
        (True, True, "stated", "stated"),
        (True, True, "not-counted", "open"),
        (True, True, "no", "open"),
        (True, True, "not-stated", "open"),
        (True, False, "not-stated", "free"),
        (True, False, "not-counted", "free"),
        (True, False, "stated", "stated"),
        (False, False, "not-stated", "none"),
    ],
)
def test_the_unknown_is_never_shown_as_stated(asked: bool, required: bool, status: str, state: str) -> None:
    answer = Answer("genuine", asked=asked, required=required, status=status)  # type: ignore[arg-type]
    assert state_of(answer) == state
