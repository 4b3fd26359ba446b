"""What is expected of the incident examples fits their models: ids, published path, missing requirements, decoys."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanso.examples import names
from sanso.model.loading import load
from sanso.model.process import Model

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)
BELOW = {"none", "basic", None}


def model_of(name: str) -> Model:
    with as_file(files("sanso.examples") / name) as folder:
        return load(folder / f"{name}.yaml").require()


def stated(model: Model, subject: str, requirement: str) -> str | None:
    measure = model.measures.get(subject, {}).get(requirement)
    return measure.level if measure is not None else None


def test_every_incident_is_expected() -> None:
    assert {name for name in names() if name.startswith("incident-")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_size_and_harms(name: str) -> None:
    model = model_of(name)
    assert len(model.elements) >= 30
    assert EXPECTED[name]["consequence"] in model.harms
    assert 3 <= len(model.harms) <= 5
    assert all(harm.rationale is not None and harm.loss is not None for harm in model.harms.values())


@pytest.mark.parametrize("name", EXPECTED)
def test_ids_are_there(name: str) -> None:
    model, expected = model_of(name), EXPECTED[name]
    known = set(model.elements) | set(model.products)
    ways = [expected["path"], *expected["also"]]
    assert {ident for way in ways for ident in way} <= known
    assert set(expected["starts_at"]) <= known
    assert len(expected["decoys"]) >= 2
    assert set(expected["decoys"]) <= known - {ident for way in ways for ident in way}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_missing_is_missing(name: str) -> None:
    model, expected = model_of(name), EXPECTED[name]
    assert any(entry["role"] == "main" for entry in expected["missing"])
    for entry in expected["missing"]:
        for subject in entry["of"]:
            assert model.thing(subject) is not None
            assert stated(model, subject, entry["requirement"]) in BELOW, (subject, entry["requirement"])
