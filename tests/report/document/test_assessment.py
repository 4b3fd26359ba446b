from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import Any

import pytest

from sanso.model.text import Language
from sanso.report.document import Document, Figure, Heading, Run, Table, plain, runs
from sanso.report.document.assessment import assessment_document
from sanso.report.document.blocks import BulletList, Callout, Paragraph
from sanso.report.page import Limits
from sanso.report.words import WORDS

from ..attack_factory import bus, report
from ..factory import DAY, HOSTILE, big, empty, small

LANGS: tuple[Language, ...] = ("en", "ja")


@cache
def made(lang: Language) -> Document:
    return assessment_document(*small(), lang)


def words(document: Document) -> str:
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Heading(text=text):
                found.append(text)
            case Paragraph(content=content) | Callout(content=content):
                found.append(plain(content))
            case BulletList(items=items):
                found += map(plain, items)
            case Table():
                found += [block.caption, block.left_out, *(column.head for column in block.columns)]
                found += [plain(cell) for row in block.rows for cell in row.cells]
            case Figure():
                found.append(block.alt)
            case _:
                pass
    return "\n".join(found)


def under(document: Document, anchor: str) -> list[Any]:
    """The blocks between a heading and the next one of its level."""
    start = next(n for n, one in enumerate(document.blocks) if isinstance(one, Heading) and one.anchor == anchor)
    level = document.blocks[start].level  # type: ignore[union-attr]
    rest = document.blocks[start + 1 :]
    ends = (n for n, one in enumerate(rest) if isinstance(one, Heading) and one.level <= level)
    return list(rest[: next(ends, len(rest))])


@pytest.mark.parametrize("lang", LANGS)
def test_every_chapter_of_the_page_is_there(lang: Language) -> None:
    chapters = [block.text for block in made(lang).blocks if isinstance(block, Heading) and block.level == 1]
    chain = "summary layers map harms safety transcription perspectives trust requirements incidents notes method"
    keys = chain.split()
    assert chapters[: len(keys)] == [WORDS[key].show(lang) for key in keys]
    assert made(lang).day == DAY
    assert made(lang).running == WORDS["stated_not_proven"].show(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_headings_do_not_skip_a_level_and_anchors_are_unique(lang: Language) -> None:
    headings = [block for block in made(lang).blocks if isinstance(block, Heading)]
    assert headings[0].level == 1
    assert all(after.level - before.level <= 1 for before, after in itertools.pairwise(headings))
    assert Counter(one.anchor for one in headings).most_common(1)[0][1] == 1


@pytest.mark.parametrize("lang", LANGS)
def test_every_requirement_row_is_told_or_named_with_its_status(lang: Language) -> None:
    _, assessment, _ = small()
    asked = [row for row in assessment.requirements if row.status != "not-required"]
    printed: list[tuple[str, str | None]] = []
    told = 0
    for block in under(made(lang), "requirements"):
        if isinstance(block, Table) and block.columns[0].head == WORDS["requirement"].show(lang):
            told += len(block.rows)
            for row in block.rows:
                status = next(run.mark for run in runs(row.cells[2]) if run.mark)
                printed.append((runs(row.cells[0])[0].text, status))
        elif isinstance(block, Paragraph) and runs(block.content)[0].mark != "soft" and len(runs(block.content)) == 3:
            first, _, idents = runs(block.content)
            printed += [(ident, first.mark) for ident in idents.text.split(", ")]
    assert told
    assert Counter(printed) == Counter((row.id, row.status) for row in asked)


@pytest.mark.parametrize("lang", LANGS)
def test_every_placement_and_harm_is_printed(lang: Language) -> None:
    _, assessment, _ = small()
    tables = [block for block in under(made(lang), "placements") if isinstance(block, Table)]
    marks = Counter(
        next((run.mark for run in runs(row.cells[1]) if run.mark), None) for table in tables for row in table.rows
    )
    expected = Counter("soft" if p.category is None else f"category-{p.category}" for p in assessment.iotssf)
    assert marks == expected
    harms = next(block for block in under(made(lang), "harms") if isinstance(block, Table))
    assert len(harms.rows) == len(assessment.summary.harms)


@pytest.mark.parametrize("lang", LANGS)
def test_names_stay_as_they_are(lang: Language) -> None:
    found = words(made(lang))
    for name in HOSTILE.values():
        assert name in found or name in made(lang).title or lang == "ja", name


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_say_what_they_show(lang: Language) -> None:
    pictures = [block for block in made(lang).blocks if isinstance(block, Figure)]
    assert len(pictures) == 2 + len(small()[1].summary.harms)
    assert all(len(one.alt) > 20 for one in pictures)


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_model_has_a_document(lang: Language) -> None:
    document = assessment_document(*empty(), lang)
    assert WORDS["no_harms"].show(lang) in words(document)
    assert WORDS["no_requirements"].show(lang) in words(document)


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    model, assessment, catalogue = small()
    limits = Limits(
        requirement_rows=1, organizations=1, placements=2, elements=3, connections=1, harms=0, trust=1, findings=0
    )
    for module in ("strength", "requirements", "sources"):
        monkeypatch.setattr(f"sanso.report.document.{module}.LIMITS", limits)
    document = assessment_document(model, assessment, catalogue, "en")
    table = next(block for block in under(document, "placements") if isinstance(block, Table))
    assert len(table.rows) == 2
    assert f"{len(assessment.iotssf) - 2:,} more" in table.left_out
    assert "The workbook also holds" in words(document)


def test_a_big_model_stays_printable() -> None:
    document = assessment_document(*big(6, 400), "ja")
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    assert rows < 5000
    assert any("ほか" in block.left_out for block in document.blocks if isinstance(block, Table))


@pytest.mark.parametrize("lang", LANGS)
def test_the_attack_has_chapters(lang: Language) -> None:
    attack_report = report()
    document = assessment_document(*bus(), lang, attack_report)
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    for key in ("attack", "paths", "rests"):
        assert WORDS[key].show(lang) in chapters
    likely = next(block for block in under(document, "likelihood") if isinstance(block, Table))
    reached = [one for one in attack_report.result.harms if one.reachable]
    assert len(likely.rows) == len(reached)
    assert all(any(isinstance(r, Run) and r.strong for r in runs(row.cells[1])) for row in likely.rows)
    steps = [block for block in under(document, "paths") if isinstance(block, Table)]
    assert steps
