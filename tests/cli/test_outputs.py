"""Pictures, reports, schemas and the catalogue on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanso.catalogue import load_catalogue
from sanso.cli.show.records import KIND_NAMES

from .conftest import Run


@pytest.mark.parametrize("command", ["layers", "map"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_picture(run: Run, model_file: Path, tmp_path: Path, command: str, lang: str) -> None:
    path = tmp_path / "picture.svg"
    ran = run(command, model_file, "--svg", path, "--lang", lang, "--json", "--at", "2026-11-22")
    assert (ran.code, json.loads(ran.out)) == (0, {"svg": str(path)})
    assert ElementTree.parse(path).getroot().tag.endswith("svg")
    assert ("ポンプ" in path.read_text(encoding="utf-8")) == (lang == "ja")
    assert [entry.name for entry in tmp_path.iterdir()] == ["picture.svg"]


@pytest.mark.parametrize("command", ["layers", "map"])
def test_a_picture_that_cannot_be_written(run: Run, model_file: Path, tmp_path: Path, command: str) -> None:
    assert run(command, model_file, "--svg", tmp_path).code == 2
    assert run(command, model_file, "--svg", tmp_path / "no" / "x.svg").code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_report(run: Run, model_file: Path, tmp_path: Path) -> None:
    ran = run("report", model_file, "--out", tmp_path / "r", "--lang", "ja", "--json")
    assert ran.code == 0
    names = [Path(path).name for path in json.loads(ran.out)["files"]]
    assert names == ["report.html", "assessment.xlsx", "assessment.json"]


def test_a_report_that_cannot_be_written(run: Run, model_file: Path) -> None:
    ran = run("report", model_file, "--out", model_file)
    assert ran.code == 2
    assert "Earlier files are unchanged" in ran.err


def test_no_report_of_a_refused_model(run: Run, faulty_file: Path, tmp_path: Path) -> None:
    assert run("report", faulty_file, "--out", tmp_path / "r").code == 3
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("kind", ["model", "assessment", "diagnostics"])
def test_schemas_are_published(run: Run, kind: str) -> None:
    found = json.loads(run("schema", kind).out)
    assert found["$id"] == f"urn:sanso:schema:{kind}:1"
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"]
    assert found["x-version"] == "1"


def test_the_kinds_of_the_catalogue(run: Run) -> None:
    kinds = load_catalogue().kinds
    assert set(KIND_NAMES) == set(kinds)
    found = json.loads(run("catalogue", "--json").out)
    assert {entry["kind"].replace("-", "_"): entry["records"] for entry in found} == {
        kind: len(records) for kind, records in kinds.items()
    }
    assert "対策要件" in run("catalogue", "--lang", "ja").out


@pytest.mark.parametrize("kind", list(KIND_NAMES))
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_kind_and_its_first_record(run: Run, kind: str, lang: str) -> None:
    records = load_catalogue().kinds[kind]
    listed = run("catalogue", kind.replace("_", "-"), "--lang", lang)
    assert listed.code == 0
    assert all(ident in listed.out for ident in records)
    first = next(iter(records.values()))
    shown = run("catalogue", kind, first.id, "--lang", lang).out
    assert first.title.show("en").split()[0] in shown
    assert first.title.show("ja")[:4] in shown


def test_all_requirements_have_source_and_confidence(run: Run) -> None:
    found = json.loads(run("catalogue", "requirements", "--json").out)
    assert len(found) == 104
    assert all(entry["source"] and entry["confidence"] for entry in found)
    assert json.loads(run("catalogue", "requirements", "am-1", "--json").out)["id"] == "CPS.AM-1"


def test_an_override_is_marked(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("requirements: {CPS.AM-1: {title: {en: Our register, ja: 当社の台帳}}}\n", encoding="utf-8")
    line = next(
        line for line in run("catalogue", "requirements", "--catalogue", own).out.splitlines() if "CPS.AM-1 " in line
    )
    assert "Our register (own file)" in line
    assert "replaced by" in run("catalogue", "requirements", "CPS.AM-1", "--catalogue", own).out
