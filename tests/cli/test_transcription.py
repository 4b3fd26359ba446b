"""``sanso transcription`` on the shipped bus: table, JSON, exit codes, both languages, bad input."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from sanso import verbs

from .conftest import Run

AT = ("--at", "2026-11-22")


@pytest.fixture(scope="module")
def bus() -> Path:
    with as_file(files("sanso.examples") / "bus-operation") as folder:
        return Path(folder) / "bus-operation.yaml"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("nothing is proven", "Door moved", "required and open", "Left open")),
        ("ja", ("証明されたものではありません", "扉の開閉", "要求あり・未充足", "未充足の点")),
    ],
)
def test_shows_answers_and_what_is_open(run: Run, bus: Path, lang: str, words: tuple[str, ...]) -> None:
    ran = run("transcription", bus, *AT, "--lang", lang)
    assert ran.code == 0
    assert all(word in ran.out for word in words)


def test_json_follows_the_published_schema(run: Run, bus: Path) -> None:
    ran = run("transcription", bus, *AT, "--json")
    result = json.loads(ran.out)
    validator_for(verbs.schema("transcription")).validate(result)
    assert result["schema"] == "sanso-transcription/1"
    assert {row["kind"] for row in result["result"]["rows"]} == {"senses", "actuates", "displays", "operates"}
    assert result["result"]["stage"] == "stated"


@pytest.mark.parametrize(
    ("gate", "code"), [("finding", 1), ("category-4", 1), ("category-1", 1), (None, 0), ("category-5", 2), ("all", 2)]
)
def test_fail_on(run: Run, bus: Path, gate: str | None, code: int) -> None:
    words = ("--fail-on", gate) if gate is not None else ()
    assert run("transcription", bus, *AT, *words).code == code


def test_without_findings_the_gate_stays_open(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("sanso: 1\nid: m\ncomponents:\n  gauge: {kind: sensor}\n", encoding="utf-8")
    ran = run("transcription", path, "--fail-on", "finding")
    assert ran.code == 0
    assert "No connection between physical and cyber space" in ran.out


@pytest.mark.parametrize("as_json", [False, True])
def test_bad_input_is_refused_with_its_faults(run: Run, faulty_file: Path, *, as_json: bool) -> None:
    ran = run("transcription", faulty_file, *(("--json",) if as_json else ()))
    assert ran.code == 3
    assert "unknown-key" in ran.out + ran.err


def test_a_missing_file(run: Run, tmp_path: Path) -> None:
    assert run("transcription", tmp_path / "none.yaml").code == 3


def test_an_overdue_calibration_is_told(run: Run, bus: Path) -> None:
    early = run("transcription", bus, "--at", "2026-11-22", "--all").out
    late = run("transcription", bus, "--at", "2027-11-22", "--all").out
    assert "calibration overdue since 2027-04-01" not in early
    assert "calibration overdue since 2027-04-01" in late


def test_the_verb_gives_the_same(bus: Path) -> None:
    import datetime as dt

    import sanso

    report = sanso.transcription(bus, at=dt.date(2026, 11, 22))
    assert report.result.findings
    assert report.model.id == "bus-operation"
