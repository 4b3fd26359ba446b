"""The summary, JSON, gates and the files that gates read."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from sanso import verbs
from sanso.cli.show.summary import show_summary
from sanso.cli.voice import Voice
from sanso.model.text import Text

from .conftest import Run

KEYS = {"model", "incidents", "requirements", "iotssf", "trust", "summary"}


def test_the_summary_says_everything(run: Run, model_file: Path) -> None:
    ran = run("assess", model_file, "--at", "2026-11-22")
    assert ran.code == 0
    assert ran.err == ""
    for said in (
        "Town water pumping",
        "22 November 2026",
        "stated, not proven",
        "Layer 1: connections between organizations",
        "L2_1_a",
        "CPS.RA-4",
        "Main bursts: Pump ← Pump controller commands it (Pump drive)",
        "4  Required trust",
        "10 of ",
    ):
        assert said in ran.out


def test_the_summary_in_japanese(run: Run, model_file: Path) -> None:
    ran = run("assess", model_file, "--at", "2026-11-22", "--lang", "ja")
    for said in (
        "町の送水",
        "2026年11月22日",
        "証明されたものではありません",
        "第2層",
        "送水管の破裂",
        "まず取り組むこと",
    ):
        assert said in ran.out


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("columns", [100, 140])
def test_a_pipe_gets_plain_text_that_fits(
    run: Run, model_file: Path, monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    from sanso.cli.plain import cells

    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("assess", model_file, "--lang", lang).out.splitlines()
    assert not any(set(line) & set("\x1b─│╭━") for line in lines)
    assert all(line == line.rstrip() for line in lines)
    wide = [line for line in lines if cells(line) > columns]
    assert wide == []


def test_all_leaves_nothing_out(run: Run, model_file: Path) -> None:
    assert "use --all" in run("assess", model_file).out
    whole = run("assess", model_file, "--all").out
    assert "use --all" not in whole
    assert "CPS.SC-11" in whole


def test_json_follows_its_schema(run: Run, model_file: Path) -> None:
    ran = run("assess", model_file, "--json", "--at", "2026-11-22")
    found = json.loads(ran.out)
    assert set(found) == KEYS
    assert found["model"]["at"] == "2026-11-22"
    jsonschema_rs.validator_for(verbs.schema("assessment")).validate(found)


def test_refused_input_is_json_where_json_was_asked_for(run: Run, faulty_file: Path) -> None:
    ran = run("assess", faulty_file, "--json")
    assert ran.code == 3
    assert {finding["code"] for finding in json.loads(ran.out)} >= {"unknown-key", "missing-key", "out-of-range"}
    assert ran.err == ""


def test_refused_input_goes_to_standard_error(run: Run, faulty_file: Path) -> None:
    ran = run("assess", faulty_file)
    assert (ran.code, ran.out) == (3, "")
    assert "unknown-key" in ran.err


MEASURED = """
sanso: 1
id: m
organizations: {{me: {{scale: sme}}}}
measures: {{me: {{{measures}}}}}
"""


@pytest.mark.parametrize(
    ("left", "gates"),
    [
        ("met", {}),
        ("partial", {"partial"}),
        ("not-stated", {"partial", "not-stated"}),
        ("missing", {"partial", "not-stated", "missing"}),
    ],
)
def test_fail_on_a_status_or_worse(run: Run, tmp_path: Path, left: str, gates: set[str]) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(MEASURED.format(measures=""), encoding="utf-8")
    rows = verbs.assess(path).requirements
    answers = {row.id: row.level for row in rows if row.level != "not-required"}
    changed = next(iter(answers))
    if left == "partial":
        own = tmp_path / "own.yaml"
        own.write_text(f"scales: {{sme: {{levels: {{{changed}: {{level: advanced}}}}}}}}\n", encoding="utf-8")
    else:
        own = None
        answers |= {changed: {"met": answers[changed], "missing": "none"}.get(left, "")}  # type: ignore[dict-item]
    text = ", ".join(f"{ident}: {level}" for ident, level in answers.items() if level)
    path.write_text(MEASURED.format(measures=text), encoding="utf-8")
    for gate in ("missing", "not-stated", "partial"):
        ran = run("assess", path, "--fail-on", gate, *(["--catalogue", own] if own else []))
        assert ran.code == (1 if gate in gates else 0), gate
        assert (f"--fail-on {gate}: 1 finding\n" in ran.err) == (gate in gates)


@pytest.mark.parametrize(("gate", "code"), [("category-1", 1), ("category-2", 1), ("category-3", 0), ("category-4", 0)])
def test_fail_on_a_category(run: Run, model_file: Path, gate: str, code: int) -> None:
    assert run("assess", model_file, "--fail-on", gate).code == code


def test_sarif_points_at_lines_of_the_model(run: Run, model_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.sarif"
    assert run("assess", model_file, "--sarif", path).code == 0
    log = json.loads(path.read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert {"CPS.RA-4", "IoT-SSF.product"} <= set(rules)
    assert one["results"]
    lines = model_file.read_text(encoding="utf-8").splitlines()
    for result in one["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == model_file.as_uri()
        assert lines[place["region"]["startLine"] - 1].strip()
    missing = next(result for result in one["results"] if result["ruleId"] == "CPS.RA-4" and result["level"] == "error")
    assert "nothing is done" not in missing["message"]["text"]
    assert "High" not in missing["ruleId"]


def test_sarif_of_a_refused_model(run: Run, faulty_file: Path, tmp_path: Path) -> None:
    path, xml = tmp_path / "out.sarif", tmp_path / "out.xml"
    assert run("assess", faulty_file, "--sarif", path, "--junit", xml).code == 3
    (one,) = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert one["invocations"] == [{"executionSuccessful": False}]
    assert {result["ruleId"] for result in one["results"]} >= {"model.unknown-key", "model.out-of-range"}
    assert ElementTree.parse(xml).findall(".//error")


def test_junit_has_a_case_for_every_row(run: Run, model_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    assert run("assess", model_file, "--junit", path, "--lang", "ja").code == 0
    top = ElementTree.parse(path).getroot()
    rows = verbs.assess(model_file).requirements
    assert len(top.findall(".//testcase")) == len(rows)
    still = [row for row in rows if row.status in ("missing", "not-stated", "partial")]
    assert len(top.findall(".//failure")) == len(still)
    assert sum(int(suite.get("failures", "")) for suite in top) == len(still)


@pytest.mark.parametrize("option", ["--sarif", "--junit"])
def test_a_file_that_cannot_be_written(run: Run, model_file: Path, tmp_path: Path, option: str) -> None:
    assert "its folder does not exist" in run("assess", model_file, option, tmp_path / "no" / "x").err
    ran = run("assess", model_file, option, tmp_path)
    assert ran.code == 2
    assert "name a file" in ran.err


def test_choosing_what_is_no_alternative(run: Run, model_file: Path) -> None:
    ran = run("assess", model_file, "--choose", "uplink2")
    assert ran.code == 2
    assert "there is no alternative uplink2" in ran.err


def test_names_cannot_steer_the_terminal(model_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = verbs.load(model_file)
    pump = model.components["pump"].model_copy(update={"name": Text.of("Pump\x1b[2J\u202e\n[bold]x")})
    changed = model.model_copy(update={"components": {**model.components, "pump": pump}})
    show_summary(verbs.evaluate(changed), Voice("en"), whole=True)
    shown = capsys.readouterr().out
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "Pump\\x1b[2J\\u202e\\n[bold]x" in shown.replace("\n", " ")
