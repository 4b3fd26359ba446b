"""The chapters on perspectives, transcription, security and safety, and sectors, against the results they show."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from sanso.analysis import Assessment, assess
from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.loading import load
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.document import Figure, Heading, Inline, Paragraph, Table, plain, runs
from sanso.report.document import perspectives as perspectives_chapter
from sanso.report.document.assessment import assessment_document
from sanso.report.document.perspectives import perspectives
from sanso.report.document.safety import safety
from sanso.report.document.sectors import sectors
from sanso.report.document.transcribed import transcription
from sanso.report.pdf import find_fonts
from sanso.report.reader import Reader
from sanso.report.views import Views
from sanso.report.word import render_word
from sanso.report.words import WORDS

from ..factory import empty
from .office import pages_of

LANGS: tuple[Language, ...] = ("en", "ja")
DAY = dt.date(2026, 11, 1)


@cache
def tower() -> tuple[Model, Assessment, Catalogue, Views]:
    catalogue = load_catalogue()
    with as_file(files("sanso.examples") / "building-operation") as folder:
        model = load(folder / "building-operation.yaml", catalogue.vocabulary()).require()
    assessment = assess(model, catalogue, at=DAY)
    return model, assessment, catalogue, Views(model, assessment, catalogue)


def reader(lang: Language) -> Reader:
    model, assessment, catalogue, views = tower()
    return Reader(model, assessment, catalogue, lang, views)


def tables(blocks: list[Any]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def words(blocks: list[Any]) -> str:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            found += [block.caption, block.left_out, *(plain(cell) for row in block.rows for cell in row.cells)]
        elif isinstance(block, Paragraph):
            found.append(plain(block.content))
        elif isinstance(block, Heading):
            found.append(block.text)
    return "\n".join(found)


def marked(cell: Inline) -> str | None:
    return next((run.mark for run in runs(cell) if run.mark not in (None, "soft", "code")), None)


@pytest.mark.parametrize("lang", LANGS)
def test_every_subject_stands_in_the_perspectives_once(lang: Language) -> None:
    told = words(list(perspectives(reader(lang))))
    for view in reader(lang).views.perspectives.subjects:
        assert reader(lang).name(view.subject) in told


@pytest.mark.parametrize("lang", LANGS)
def test_the_open_demands_of_the_nearest_mix_are_told(lang: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perspectives_chapter, "_MOST", 10_000)
    blocks = list(perspectives(reader(lang)))
    table = tables(blocks)[0]
    assert len(tables(blocks)) == 1
    expected = set()
    for view in reader(lang).views.perspectives.subjects:
        for part in view.parts:
            if part.required != "none" and not part.met:
                expected.add((view.category, part.part, part.required, part.stated != "none"))
    rows = [row for row in table.rows if not row.group]
    assert {marked(row.cells[0]) for row in rows} <= {"partial", "not-stated"}
    assert len(rows) >= len(expected) > 0
    shown = {(plain(row.cells[0]), plain(row.cells[2])) for row in rows}
    assert all(cell.strip() for pair in shown for cell in pair)


@pytest.mark.parametrize("lang", LANGS)
def test_subjects_beyond_the_first_stand_in_one_table(lang: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perspectives_chapter, "_MOST", 2)
    first, rest = tables(list(perspectives(reader(lang))))
    assert sum(row.group for row in first.rows) == 2
    shown = {plain(row.cells[0]).split("\n")[0] for row in rest.rows}
    every = {reader(lang).name(view.subject) for view in reader(lang).views.perspectives.subjects}
    assert shown < every
    assert len(shown) >= len(every) - 2 * 12


@pytest.mark.parametrize("lang", LANGS)
def test_every_transcription_has_five_answers_with_signs(lang: Language) -> None:
    result = reader(lang).views.transcription
    answers = tables(list(transcription(reader(lang))))[0]
    assert len(answers.rows) == len(result.rows)
    shown = Counter(marked(cell) for row in answers.rows for cell in row.cells[3:])
    stated = sum(answer.asked and answer.status == "stated" for row in result.rows for answer in row.answers)
    assert shown["met"] == stated
    assert shown["not-applicable"] == sum(not answer.asked for row in result.rows for answer in row.answers)
    opened = sum(answer.open for row in result.rows for answer in row.answers)
    assert shown["partial"] + shown["missing"] + shown["not-stated"] == opened


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_open_in_transcription_is_told_once_with_all_its_connections(lang: Language) -> None:
    result = reader(lang).views.transcription
    opened = tables(list(transcription(reader(lang))))[1]
    told = words([opened])
    assert 0 < len(opened.rows) < len(result.findings)
    for one in result.findings:
        assert reader(lang).t(one.text) in told
        assert reader(lang).name(one.connection) in told


@pytest.mark.parametrize("lang", LANGS)
def test_the_worst_harms_are_drawn_and_the_others_named(lang: Language) -> None:
    blocks = list(safety(reader(lang)))
    report = reader(lang).views.safety
    drawn = [block for block in blocks if isinstance(block, Figure)]
    assert len(drawn) == min(8, len(report.harms))
    assert all(picture.large and picture.most for picture in drawn)
    headings = [block.anchor for block in blocks if isinstance(block, Heading)]
    left = [tie.harm for tie in report.harms if f"bowtie-{tie.harm}" not in headings]
    assert left
    for harm in left:
        assert reader(lang).name(harm) in words(blocks)


@pytest.mark.parametrize("lang", LANGS)
def test_every_barrier_and_conflict_is_told_with_its_reason(lang: Language) -> None:
    blocks = list(safety(reader(lang)))
    told, report = words(blocks), reader(lang).views.safety
    drawn = {block.anchor.removeprefix("bowtie-") for block in blocks if isinstance(block, Heading)}
    barriers = [b for tie in report.harms if tie.harm in drawn for line in tie.lines for b in line.barriers]
    assert barriers
    for barrier in barriers:
        for judgement in barrier.judgements:
            assert all(reader(lang).t(reason).rstrip("。") in told for reason in judgement.reasons)
    assert len(report.conflicts) < 60
    for conflict in report.conflicts:
        assert reader(lang).t(conflict.why) in told


@pytest.mark.parametrize("lang", LANGS)
def test_every_item_of_a_sector_is_told_or_named(lang: Language) -> None:
    told = words(list(sectors(reader(lang))))
    report = reader(lang).views.sectors
    assert {one.id for one in report.sectors} >= {"building"}
    for view in report.sectors:
        assert reader(lang).t(view.title) in told
        for guideline in view.guidelines:
            assert reader(lang).t(guideline.name) in told
        for item in view.items:
            assert item.id in told
        for raised in view.raised:
            assert raised.requirement in told


def test_english_chapters_hold_no_japanese_of_ours() -> None:
    """Japanese in them comes from the model alone: its names and what it quotes."""
    quoted = tower()[0].model_dump_json()
    for chapter in (perspectives, safety, transcription, sectors):
        for found in re.findall("[぀-ヿ一-鿿]+", words(list(chapter(reader("en"))))):
            assert found in quoted
    assert re.search("[぀-ヿ]", words(list(safety(reader("ja")))))


def test_an_empty_model_has_none_of_the_chapters() -> None:
    bare = Reader(*empty(), "en")
    for chapter in (perspectives, transcription, safety, sectors):
        assert list(chapter(bare)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_chapters_say_that_nothing_is_proven(lang: Language) -> None:
    for chapter in (perspectives, transcription, safety, sectors):
        assert WORDS["stated_lead"].show(lang) in words(list(chapter(reader(lang))))


@pytest.mark.long
@pytest.mark.skipif(find_fonts().japanese is None, reason="no Japanese font is installed")
def test_libreoffice_shows_every_heading_and_no_empty_page(tmp_path: Path) -> None:
    model, assessment, catalogue, views = tower()
    document = assessment_document(model, assessment, catalogue, "ja", views=views)
    pages = pages_of(render_word(document), tmp_path)
    assert len(pages) > 20
    assert min(map(len, pages)) > 60
    found = "".join(pages)
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level < 3]
    assert all("".join(heading.split()) in found for heading in headings)
