"""The starter checks, assesses without a warning, follows the schema, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from sanso import verbs

from .conftest import Run


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_starter_is_sound(run: Run, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "a" / "b"
    ran = run("new", out, "--lang", lang)
    assert ran.code == 0
    model = out / "model.yaml"
    assert str(model) in ran.out
    assert model.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=./model.schema.json\n")
    schema = json.loads((out / "model.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(
        json.loads(json.dumps(yaml.safe_load(model.read_bytes()), default=str))
    )
    found = verbs.assess(model)
    assert found.model.diagnostics == ()
    assert {row.layer for row in found.incidents} == {1, 2, 3}
    assert {row.status for row in found.requirements} >= {"met", "partial", "missing", "not-stated"}
    assert max(row.category or 0 for row in found.iotssf) == 2


def test_both_languages_are_the_same_model(tmp_path: Path) -> None:
    loaded = [verbs.load(verbs.new(tmp_path / lang, lang)[0]) for lang in ("en", "ja")]
    first, second = (model.model_dump(exclude={"people", "measures", "confirmations"}) for model in loaded)
    assert first == second


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("mine", encoding="utf-8")
    ran = run("new", tmp_path)
    assert ran.code == 2
    assert "nothing is overwritten" in ran.err
    assert (tmp_path / "model.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "model.schema.json").exists()


def test_paths_as_json(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("new", tmp_path / "m", "--json").out)
    assert [Path(path).name for path in found["files"]] == ["model.yaml", "model.schema.json"]
