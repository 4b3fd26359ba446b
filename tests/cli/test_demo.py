"""The examples, from model to report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sanso import examples

from .conftest import Run

NAMES = (
    "bus-operation",
    "building-operation",
    "connected-car",
    "defence-supplier",
    "factory",
    "incident-jeep-2015",
    "incident-mirai-2016",
    "incident-toyota-kojima-2022",
    "incident-triton-2017",
    "incident-ukraine-grid-2015",
    "power-aggregation",
    "seed-devices",
    "smart-home",
)


def test_the_listing_names_every_example(run: Run) -> None:
    ran = run("demo", "--list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines() if not line.startswith(" ")] == list(NAMES)
    assert "バス運行監視" in run("demo", "--list", "--lang", "ja").out
    assert [entry["name"] for entry in json.loads(run("demo", "--list", "--json").out)] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_writes_model_and_results(run: Run, name: str, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    ran = run("demo", name, "--out", out, "--attacker", "none", "--lang", "ja")
    assert (ran.code, ran.err) == (0, "")
    assert {path.name for path in out.glob("*.yaml")} == {f"{name}.yaml"}
    for written in ("report.html", "assessment.xlsx", "assessment.json", "model.schema.json"):
        assert (out / written).stat().st_size > 1000
    assert str(out / "report.html") in ran.out
    assert (f"--evidence {out / 'evidence'} --at 2026-11-16" in ran.out) is bool(examples.evidence(name))
    assert "警告" not in ran.out
    for inner, content in examples.files(name).items():
        assert (out / inner).read_bytes() == content
    assert run("check", out / f"{name}.yaml").out == "0 errors, 0 warnings\n"


def test_a_demo_shows_the_attack_of_its_attacker(run: Run, tmp_path: Path) -> None:
    assert run("demo", "incident-toyota-kojima-2022", "--out", tmp_path).code == 0
    attack = json.loads((tmp_path / "attack.json").read_bytes())
    assert attack["result"]["run"]["attacker"] == "organised-crime"
    assert "How an attack gets there" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_edited_model_is_kept_and_assessed(run: Run, tmp_path: Path) -> None:
    assert run("demo", "seed-devices", "--attacker", "none", "--out", tmp_path).code == 0
    model = tmp_path / "seed-devices.yaml"
    text = model.read_text(encoding="utf-8")
    edited = text.replace("id: seed-devices", "id: my-devices", 1)
    assert edited != text
    model.write_text(edited, encoding="utf-8")
    ran = run("demo", "seed-devices", "--attacker", "none", "--out", tmp_path, "--json")
    assert json.loads(ran.out)["kept"] == [str(model)]
    assert model.read_text(encoding="utf-8") == edited
    assert json.loads((tmp_path / "assessment.json").read_bytes())["model"]["id"] == "my-devices"
    assert f"{model} was edited" in run("demo", "seed-devices", "--attacker", "none", "--out", tmp_path).out


def test_an_edited_model_with_errors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seed-devices.yaml").write_text("sanso: 2\n", encoding="utf-8")
    ran = run("demo", "seed-devices", "--attacker", "none", "--out", tmp_path)
    assert ran.code == 3
    assert "seed-devices.yaml:1:" in ran.err
    assert not (tmp_path / "report.html").exists()


def test_a_file_where_the_folder_should_be(run: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("", encoding="utf-8")
    ran = run("demo", "--out", blocked)
    assert ran.code == 2
    assert "folder" in ran.err
