"""Incident replay: the published way is among the most likely ones, and stating what was missing drives it out.

One catalogue for all incidents. The control is a what-if: the requirements that `expected.yaml` calls main, and the
contributing ones that it marks as stated, are taken to be met where they were missing; all else stays as it was.
The seed is one of several for which this holds; ways that are nearly as likely may change places with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanso.analysis.assessing import assess, structure_of
from sanso.analysis.measure_book import AssessedMeasures
from sanso.attack.attacking import Attack, begin
from sanso.attack.attempts import PathFinder
from sanso.attack.options import AttackOptions
from sanso.attack.result import AttackPath
from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.answers import Measure
from sanso.model.loading import load
from sanso.model.process import Model

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)
DAY = dt.date(2026, 11, 22)
MOST_LIKELY = 5
WORLDS = 4_000

pytestmark = pytest.mark.long


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return load_catalogue()


def model_of(name: str) -> Model:
    with as_file(files("sanso.examples") / name) as folder:
        return load(folder / f"{name}.yaml", catalogue().vocabulary()).require()


def missing(expected: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return the level that the control assumes, by requirement and place."""
    return {
        (entry["requirement"], place): entry["level"]
        for entry in expected["missing"]
        if entry["role"] == "main" or entry.get("stated")
        for place in entry["of"]
    }


def assuming(model: Model, levels: Mapping[tuple[str, str], str]) -> Model:
    measures = {place: dict(answers) for place, answers in model.measures.items()}
    for (requirement, place), level in levels.items():
        measures.setdefault(place, {})[requirement] = Measure.model_validate({"level": level})
    return model.model_copy(update={"measures": measures})


def attacked(model: Model, attacker: str, assumed: Sequence[tuple[str, str]] = ()) -> Attack:
    structure = structure_of(model, catalogue())
    rows = assess(model, catalogue(), at=DAY).requirements
    book = AssessedMeasures.index(structure, rows, DAY, list(assumed))
    return begin(structure, catalogue(), book, AttackOptions(attacker=attacker, worlds=WORLDS))


def most_likely(begun: Attack, harm: str) -> tuple[AttackPath, ...]:
    finder = PathFinder(begun.scene, begun.round)
    return finder.told(finder.ways([harm], MOST_LIKELY))


def visits(path: AttackPath, places: Sequence[str]) -> bool:
    """Tell whether *path* visits *places* in this order, perhaps others between."""
    left = iter(path.elements)
    return all(place in left for place in places)


def is_published(path: AttackPath, expected: Mapping[str, Any]) -> bool:
    ways = [expected["path"], *expected["also"]]
    return path.elements[0] in expected["starts_at"] and any(visits(path, way) for way in ways)


def shown(paths: Sequence[AttackPath]) -> str:
    return "\n".join(f"{path.share.value:.3f} {path.entry}: {' > '.join(path.elements)}" for path in paths)


@pytest.mark.parametrize("name", EXPECTED)
def test_published_way_is_among_the_most_likely(name: str) -> None:
    expected = EXPECTED[name]
    begun = attacked(model_of(name), expected["attacker"])
    happens = {outcome.harm: outcome.likelihood.campaign.value for outcome in begun.harms if outcome.reachable}
    assert happens[expected["consequence"]] > 0
    paths = most_likely(begun, expected["consequence"])
    assert len(paths) == MOST_LIKELY
    assert any(is_published(path, expected) for path in paths), shown(paths)


@pytest.mark.parametrize("name", EXPECTED)
def test_stating_what_was_missing_drives_it_out(name: str) -> None:
    expected = EXPECTED[name]
    levels = missing(expected)
    begun = attacked(assuming(model_of(name), levels), expected["attacker"], list(levels))
    paths = most_likely(begun, expected["consequence"])
    assert len(paths) == MOST_LIKELY
    assert not any(is_published(path, expected) for path in paths), shown(paths)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_way_not_taken_is_what_remains(name: str) -> None:
    """Otherwise the control would show no more than that nothing is left."""
    expected = EXPECTED[name]
    levels = missing(expected)
    begun = attacked(assuming(model_of(name), levels), expected["attacker"], list(levels))
    paths = most_likely(begun, expected["consequence"])
    assert any(set(path.elements) & set(expected["decoys"]) for path in paths), shown(paths)
