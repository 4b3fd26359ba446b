"""Pictures and reports with evidence on the command line."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from .conftest import Run

BUS = Path(str(files("sanso.examples"))) / "bus-operation" / "bus-operation.yaml"
EVIDENCE = BUS.parent / "evidence"
DAY = ("--at", "2026-11-20")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_trust_gap_with_and_without_evidence(run: Run, tmp_path: Path, lang: str) -> None:
    gap = ("map", BUS, "--view", "trust-gap", *DAY, "--lang", lang, "--json")
    assert json.loads(run(*gap, "--svg", tmp_path / "a.svg").out) == {"svg": str(tmp_path / "a.svg")}
    assert run(*gap, "--out", tmp_path / "b.svg", "--evidence", EVIDENCE).code == 0
    before, after = (tmp_path / name for name in ("a.svg", "b.svg"))
    word = {"en": "Stated, not proven", "ja": "申告であり、証明ではない"}[lang]
    assert word in before.read_text(encoding="utf-8")
    assert word not in after.read_text(encoding="utf-8")
    assert {"en": "of 28 claims count", "ja": "主張 28 件のうち"}[lang] in after.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["map", "layers"])
def test_evidence_changes_map_and_layers(run: Run, tmp_path: Path, command: str) -> None:
    assert run(command, BUS, "--svg", tmp_path / "a.svg", *DAY).code == 0
    assert run(command, BUS, "--svg", tmp_path / "b.svg", *DAY, "--evidence", EVIDENCE).code == 0
    assert "partly proven" not in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "partly proven" in (tmp_path / "b.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "begins"), [("g.png", b"\x89PNG"), ("g.PDF", b"%PDF-")])
def test_the_name_says_the_format(run: Run, model_file: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    out = tmp_path / name
    for _ in range(2):
        ran = run("map", model_file, "--view", "trust-gap", "--out", out, "--json", *DAY)
        assert json.loads(ran.out) == {name[2:].lower(): str(out)}
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name one file for the picture"),
        (("--svg", "a.svg", "--out", "b.svg"), "name one file for the picture"),
        (("--out", "a.gif"), "must end in .svg, .png or .pdf"),
        (("--out", "a.svg", "--view", "trust-gab"), "did you mean trust-gap"),
        (("--out", "a.svg", "--view", "trust-gap", "--attacker", "state"), "--attacker goes with --view map"),
    ],
)
def test_what_cannot_be_drawn_is_said(run: Run, model_file: Path, words: tuple[str, ...], said: str) -> None:
    ran = run("map", model_file, *words, "--lang", "en")
    assert (ran.code, said in ran.err) == (2, True)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_report_with_evidence(run: Run, tmp_path: Path, lang: str) -> None:
    assert run("report", BUS, "--evidence", EVIDENCE, *DAY, "--out", tmp_path, "--lang", lang).code == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'id="gap"' in page
    assert page.count('class="st-met st4"') > 28
    assert 'class="st-missing st4"' in page
