"""The attack on the page, in the workbook, as JSON and as lines of text."""

from __future__ import annotations

import io
import itertools
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sanso.analysis.attacking import AttackReport
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import (
    ATTACK_FILE,
    REPORT_FILES,
    attack_json_schema,
    attack_to_json,
    path_lines,
    render_html,
    render_workbook,
    write_report,
)
from sanso.report.attack_sentences import attack_sentences, frequency_text

from .attack_factory import bus, path, report
from .factory import HOSTILE
from .test_html import outline
from .test_json_out import faults

LANGUAGES: tuple[Language, ...] = ("en", "ja")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Language:
    value: Language = request.param
    return value


@pytest.fixture(params=["full", "empty"])
def attack(request: pytest.FixtureRequest) -> AttackReport:
    return report(empty=request.param == "empty")


def hostile() -> AttackReport:
    """Return a report whose texts and ids try to break out."""
    made, bad = report().result, HOSTILE["script"]
    paths = tuple(
        replace(one, entry=bad, steps=tuple(replace(step, text=Text.of(bad), incident=bad) for step in one.steps))
        for one in made.paths
    )
    return AttackReport(
        report().model,
        replace(
            made,
            paths=paths,
            notes=(Text.of(HOSTILE["attribute"]),),
            surface=tuple(replace(row, entry=HOSTILE["formula"]) for row in made.surface),
            assumptions=tuple(replace(one, title=Text.of(HOSTILE["plus"]), kind=bad) for one in made.assumptions),
            run=replace(made.run, attacker=bad, what_if=(HOSTILE["template"],)),
        ),
    )


def test_the_page_without_an_attack_says_nothing_of_it(lang: Language) -> None:
    page = render_html(*bus(), lang)
    assert 'id="attack"' not in page
    assert "sanso-path" not in page


def test_the_page_nests_and_stays_script_free(attack: AttackReport, lang: Language) -> None:
    page = render_html(*bus(), lang, attack)
    parsed = outline(page)
    assert parsed.faults == []
    assert parsed.open == []
    assert not parsed.named("script")
    assert "url(" not in "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    ids = [attrs["id"] for _, attrs in parsed.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"attack", "paths", "rests"} <= set(ids)
    links = {attrs["href"] for tag, attrs in parsed.elements if tag in ("a", "use") and "href" in attrs}
    assert links <= {f"#{ident}" for ident in ids}
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_table_stands_beside_every_picture(lang: Language) -> None:
    page = render_html(*bus(), lang, report())
    begin = page.index('id="attack"')
    pieces = page[begin : page.index('id="trust"')].split("</figure>")[1:]
    assert len(pieces) == 1 + len(report().result.paths) + 3
    for after in pieces:
        assert "<table" in after.split("<figure>")[0]
    for table in re.findall(r"<table.*?</table>", page[begin:], re.DOTALL):
        assert "<caption" in table
        assert all("scope=" in cell for cell in re.findall(r"<th\b[^>]*>", table))


def test_every_harm_is_listed_with_its_reason(lang: Language) -> None:
    page = render_html(*bus(), lang, report())
    section = page[page.index('id="attack"') : page.index('id="paths"')]
    for harm in report().result.harms:
        assert harm.harm in section
        if harm.reason is not None:
            assert harm.reason.show(lang) in section


def test_no_false_zero_on_the_page(attack: AttackReport, lang: Language) -> None:
    page = render_html(*bus(), lang, attack)
    section = page[page.index('id="attack"') : page.index('id="trust"')]
    assert not re.search(r"(?<![\d.])0\.0+ ?%|\bnan\b|\binf\b", section)


def test_a_partial_run_is_marked(lang: Language) -> None:
    page = render_html(*bus(), lang, report(empty=True))
    assert {"en": "partial result", "ja": "途中結果"}[lang] in page[page.index('id="attack"') :]


def test_several_currencies_have_several_curves() -> None:
    made = report().result
    euro = replace(made.losses[0], loss=replace(made.losses[0].loss, currency="EUR"))
    page = render_html(*bus(), "en", AttackReport(report().model, replace(made, losses=(*made.losses, euro))))
    assert page.count('class="sanso-curve"') == 2


def test_hostile_texts_stay_text(lang: Language) -> None:
    page = render_html(*bus(), lang, hostile())
    assert HOSTILE["script"] not in page
    assert HOSTILE["attribute"] not in page
    assert not outline(page).named("script")
    book = load_workbook(io.BytesIO(render_workbook(*bus(), lang, hostile())))
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_sentences_name_attacker_harms_loss_and_what_is_open() -> None:
    model, _, content = bus()
    said = " ".join(text.en for text in attack_sentences(model, report(), content))
    for words in (
        "organised crime",
        "10,000 years",
        "seed 1",
        "60 days",
        "Part of fleet stopped",
        "118",
        "JPY 3.1 mill",
    ):
        assert words in said
    assert "途中結果" in attack_sentences(model, report(empty=True), content)[0].ja


def test_years_without_loss_are_not_said_to_exceed_zero(lang: Language) -> None:
    made = report().result
    total = replace(made.losses[0], loss=replace(made.losses[0].loss, value_at_risk=0.0))
    page = render_html(*bus(), lang, AttackReport(report().model, replace(made, losses=(total,))))
    assert {"en": "Most years bring none; the worst 1 %", "ja": "損失のない年が多く、最悪1%の年の平均は"}[lang] in page
    assert {"en": "it exceeds JPY 0", "ja": "回は0円を超える"}[lang] not in page


@pytest.mark.parametrize(
    ("frequency", "en", "ja"),
    [
        (0.0, "no campaign", "攻撃なし"),
        (1.0, "1 campaign a year", "年1回"),
        (12.0, "12 campaigns a year", "年12回"),
        (0.05, "one campaign in 20 years", "20年に1回"),
    ],
)
def test_frequencies(frequency: float, en: str, ja: str) -> None:
    said = frequency_text(frequency)
    assert (said.en, said.ja) == (en, ja)


def test_the_workbook_gains_sheets(lang: Language) -> None:
    book = load_workbook(io.BytesIO(render_workbook(*bus(), lang, report())))
    wanted = {
        "en": ["Harm likelihood", "Attack paths", "Criticality", "Attack surface", "Assumptions"],
        "ja": ["被害の起こりやすさ", "攻撃経路", "重要な構成要素", "攻撃起点", "計算の前提"],
    }[lang]
    assert book.sheetnames[7:12] == wanted
    for name in wanted:
        sheet = book[name]
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert sheet.max_row > 1
    likelihood = book[wanted[0]]
    assert likelihood["C2"].value == pytest.approx(0.034)
    assert "%" in likelihood["C2"].number_format
    assert book[wanted[1]].max_row == 1 + sum(len(one.steps) for one in report().result.paths)
    assert book[wanted[2]]["C2"].number_format == "#,##0"


def test_an_empty_attack_gives_a_workbook(lang: Language) -> None:
    book = load_workbook(io.BytesIO(render_workbook(*bus(), lang, report(empty=True))))
    assert len(book.sheetnames) == 22


def test_rendering_is_repeatable(lang: Language) -> None:
    assert render_html(*bus(), lang, report()) == render_html(*bus(), lang, report())
    assert render_workbook(*bus(), lang, report()) == render_workbook(*bus(), lang, report())


def test_json_keeps_to_its_schema(attack: AttackReport) -> None:
    data, schema = json.loads(attack_to_json(attack)), attack_json_schema()
    assert list(data)[:2] == ["format", "model"]
    assert set(data) == set(schema["properties"])
    loose = json.loads(json.dumps(schema).replace('"number"', '"string"'))
    assert [fault for fault in faults(data, loose, loose) if "string" not in fault] == []


def test_json_refuses_what_is_no_number() -> None:
    made = report().result
    broken = replace(made, run=replace(made.run, frequency=float("nan")))
    with pytest.raises(ValueError, match="JSON"):
        attack_to_json(AttackReport(report().model, broken))


def test_the_files_of_a_report_with_an_attack(tmp_path: Path) -> None:
    heard: list[str] = []
    paths = write_report(tmp_path, *bus(), "ja", heard.append, report())
    assert [one.name for one in paths] == [*REPORT_FILES, ATTACK_FILE]
    assert heard == [*REPORT_FILES, ATTACK_FILE]
    assert json.loads((tmp_path / ATTACK_FILE).read_text(encoding="utf-8"))["format"].startswith("sanso-attack/")
    assert 'id="attack"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_lines_of_a_path() -> None:
    model, _, content = bus()
    lines = path_lines(path(), model, "en", content)
    assert lines[0] == "Entry: by a message to staff"
    assert lines[1].startswith(
        "1. [layer 1] Staff of Telematics maker open a forged message (Telematics maker, L1_1_a,"
    )
    assert "stopped by: CPS.AT-1 (Telematics maker: stated Basic, 35 % effective); CPS.CM-1" in lines[2]
    assert lines[-2] == "Harm: Passenger caught in door (human damage: fatal)"
    assert len([line for line in lines if re.match(r"\d+\. ", line)]) == 8
    assert path_lines(path(), model, "ja")[-2] == "被害: 乗客が扉に挟まれる (回復困難性: 致命的)"


def test_lines_of_a_path_in_an_unknown_model() -> None:
    empty: Any = Model(sanso=1, id="nothing")
    assert path_lines(path(2), empty, "en")[-2] == "Harm: caught-in-door (human damage: not stated)"
