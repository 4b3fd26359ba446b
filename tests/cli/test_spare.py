"""What is read is never overwritten, and a demo folder holds one model."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def copy(model_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_bytes(model_file.read_bytes())
    return path


@pytest.mark.parametrize(
    "words",
    [("map", "--svg"), ("layers", "--svg"), ("assess", "--sarif"), ("assess", "--junit")],
)
def test_an_output_over_the_model_is_refused(run: Run, copy: Path, words: tuple[str, str]) -> None:
    before = copy.read_bytes()
    ran = run(words[0], copy, words[1], copy)
    assert (ran.code, copy.read_bytes()) == (2, before)
    assert "nothing is overwritten" in ran.err
    assert run(words[0], copy, words[1], copy, "--lang", "ja").code == 2


def test_a_report_over_the_model_is_refused(run: Run, copy: Path, tmp_path: Path) -> None:
    model = copy.rename(tmp_path / "report.html")
    before = model.read_bytes()
    assert run("report", model, "--out", tmp_path).code == 2
    assert model.read_bytes() == before


def test_two_outputs_in_one_file_are_refused(run: Run, copy: Path, tmp_path: Path) -> None:
    ran = run("assess", copy, "--sarif", tmp_path / "x", "--junit", tmp_path / "x")
    assert (ran.code, "two outputs" in ran.err) == (2, True)
    assert not (tmp_path / "x").exists()


def test_a_demo_does_not_mix_with_another(run: Run, tmp_path: Path) -> None:
    assert run("demo", "factory", "--attacker", "none", "--out", tmp_path / "d").code == 0
    ran = run("demo", "bus-operation", "--out", tmp_path / "d")
    assert (ran.code, "already holds the model factory.yaml" in ran.err) == (2, True)
    assert [path.name for path in (tmp_path / "d").glob("*.yaml")] == ["factory.yaml"]
