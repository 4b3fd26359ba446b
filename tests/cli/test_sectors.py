"""``sanso sectors`` and ``sanso compare-sectors``: what they print, what they refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from sanso import verbs

from .conftest import Run

EXAMPLES = Path(__file__).parents[2] / "src/sanso/examples"
FACTORY = EXAMPLES / "factory/factory.yaml"
COMPARE = ("compare-sectors", FACTORY, "robot-control", "--at", "2026-11-01", "--sectors")
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("sectors", ("sectors", FACTORY, "--at", "2026-11-01")),
        ("compare-sectors", (*COMPARE, "smart-home,building")),
    ],
)
def test_json_follows_its_schema(run: Run, schema: str, words: tuple[object, ...]) -> None:
    ran = run(*words, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert data["format"] == f"sanso-{schema}/1"
    assert list(jsonschema_rs.validator_for(verbs.schema(schema)).iter_errors(data)) == []
    assert json.loads(run(*words, "--json", "--lang", "ja").out) == data


def test_sectors_are_told_in_english(run: Run) -> None:
    ran = run("sectors", FACTORY, "--at", "2026-11-01")
    assert (ran.code, ran.err) == (0, "")
    for said in (
        "None published",
        "AUT-01",
        "Guideline for factory systems",
        "FAC-07",
        "place not stated",
        "never the guideline's own",
    ):
        assert said in ran.out, said


def test_sectors_are_told_in_japanese(run: Run) -> None:
    ran = run("sectors", FACTORY, "--lang", "ja")
    for said in ("公表なし", "工場システムにおけるサイバー", "場所の記載なし", "Sanso の読み取り"):
        assert said in ran.out, said


def test_lines_stay_within_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for lang in ("en", "ja"):
        ran = run(*COMPARE, "building,factory", "--lang", lang)
        assert all(len(line) + len(JAPANESE.findall(line)) <= 80 for line in ran.out.splitlines())


def test_items_that_concern_nothing_are_named_once(run: Run) -> None:
    short, full = run("sectors", FACTORY), run("sectors", FACTORY, "--all")
    assert "nothing concerned: AUT-04, AUT-05" in short.out
    assert "nothing concerned: AUT-04" not in full.out
    assert "nothing in the model is concerned" in full.out


def test_a_comparison_says_what_differs_and_what_does_not(run: Run) -> None:
    ran = run(*COMPARE, "smart-home,defence")
    assert ran.code == 0
    for said in (
        "Category 3 under each of them",
        "no sector changes it",
        "Levels that differ",
        "Smart home",
        "Defence",
    ):
        assert said in ran.out, said
    assert "カテゴリはいずれでも 3" in run(*COMPARE, "smart-home、defence", "--lang", "ja").out


@pytest.mark.parametrize(
    ("element", "named", "said"),
    [
        ("robot-contrl", "auto,factory", "`robot-control`"),
        ("robot-control", "auto,factry", "`factory`"),
        ("robot-control", "auto", "two sectors or more"),
        ("robot-control", ",,", "two sectors or more"),
    ],
)
def test_what_is_not_there_is_refused(run: Run, element: str, named: str, said: str) -> None:
    ran = run("compare-sectors", FACTORY, element, "--sectors", named)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    told = json.loads(run("compare-sectors", FACTORY, element, "--sectors", named, "--json").out)
    assert told[0]["severity"] == "error"


def test_faults_of_the_model_are_shown(run: Run, faulty_file: Path) -> None:
    for words in (("sectors", faulty_file), ("compare-sectors", faulty_file, "pump", "--sectors", "auto,factory")):
        ran = run(*words)
        assert ran.code == 3
        assert "3 errors" in ran.err


def test_a_comparison_needs_sectors(run: Run) -> None:
    assert run("compare-sectors", FACTORY, "robot-control").code == 2


def test_a_model_without_sectors_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("sanso: 1\nid: m\ncomponents: {pump: {kind: actuator}}\n", encoding="utf-8")
    assert "No sector is stated" in run("sectors", path).out
    assert "分野の記載はない" in run("sectors", path, "--lang", "ja").out


def test_a_sector_of_an_own_catalogue_can_be_compared(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "sectors:\n  rail: {title: {en: Railways, ja: 鉄道}, note: {en: Ours., ja: 独自。}, source: Ours, "
        "edition: '1', "
        "confidence: derived, deltas: [{requirements: [CPS.AC-2, CPS.AM-6], level: high-advanced, "
        "reason: {en: Tracks are long, ja: 線路は長い}, source: Our paper, confidence: derived}]}\n",
        encoding="utf-8",
    )
    ran = run(*COMPARE, "rail,auto", "--catalogue", own)
    assert (ran.code, ran.err) == (0, "")
    for said in ("CPS.AM-6", "High-Advanced", "Railways, Our paper: Tracks are long", "None comes in."):
        assert said in ran.out, said
