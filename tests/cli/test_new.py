"""The starter checks, assesses without a warning, follows the schema, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import jsonschema_rs
import pytest
import yaml

from sanso import verbs
from sanso.model.answers import Perspective
from sanso.model.elements import Sector

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


def test_every_sector_has_a_starter() -> None:
    assert set(verbs.starter_sectors()) == set(get_args(Sector))


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("sector", verbs.starter_sectors())
def test_the_starter_of_a_sector_is_sound(run: Run, tmp_path: Path, sector: str, lang: str) -> None:
    assert run("new", tmp_path / "m", "--sector", sector, "--lang", lang).code == 0
    model = tmp_path / "m" / "model.yaml"
    assert run("check", model).out == "0 errors, 0 warnings\n"
    schema = json.loads((tmp_path / "m" / "model.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(_document(model))
    made = verbs.evaluate(model)
    assert made.model.sectors == (sector,)
    assert 12 <= len(made.model.elements) <= 24
    assert {row.layer for row in made.assessment.incidents} == {1, 2, 3}
    assert {row.status for row in made.assessment.requirements} >= {"met", "partial", "missing", "not-stated"}
    assert len({place.category for place in made.assessment.iotssf if place.category}) >= 2
    assert {confirmation.perspective for confirmation in made.model.confirmations} == set(get_args(Perspective))


class _Yaml12(yaml.SafeLoader):
    """Takes ``on`` for a word, as YAML 1.2 does."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _document(model: Path) -> object:
    return json.loads(json.dumps(yaml.load(model.read_bytes(), Loader=_Yaml12), default=str))


@pytest.mark.parametrize("sector", verbs.starter_sectors())
def test_a_starter_teaches_in_its_language(tmp_path: Path, sector: str) -> None:
    comments = {}
    for lang in ("en", "ja"):
        text = verbs.new(tmp_path / lang, lang, sector=sector)[0].read_text(encoding="utf-8")
        comments[lang] = [line for line in text.splitlines() if line.lstrip().startswith("# ")][1:]
    assert len(comments["en"]) == len(comments["ja"]) >= 10
    assert not any(_japanese(line) for line in comments["en"])
    assert all(_japanese(line) for line in comments["ja"])


def _japanese(text: str) -> bool:
    return any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("sector", verbs.starter_sectors())
def test_both_languages_of_a_sector_are_the_same_model(tmp_path: Path, sector: str) -> None:
    loaded = [verbs.load(verbs.new(tmp_path / lang, lang, sector=sector)[0]) for lang in ("en", "ja")]
    for part in ("organizations", "components", "systems", "connections", "harms", "conditions"):
        first, second = (getattr(model, part) for model in loaded)
        assert list(first) == list(second), part
    first, second = ([(place.element, place.category) for place in verbs.assess(m).iotssf] for m in loaded)
    assert first == second


def test_a_sector_without_a_starter(run: Run, tmp_path: Path) -> None:
    ran = run("new", tmp_path / "m", "--sector", "bulding")
    assert ran.code == 2
    assert "did you mean building?" in ran.err
    assert not (tmp_path / "m").exists()
    with pytest.raises(KeyError):
        verbs.new(tmp_path / "m", sector="../starter")
