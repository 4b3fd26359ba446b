"""No label covers another one or leaves the view: examples, generated and large models, both languages."""

from __future__ import annotations

import datetime as dt
import functools
from importlib.resources import as_file, files

import pytest
from hypothesis import HealthCheck, given, settings

from sanso.analysis import assess
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue, load_catalogue
from sanso.examples import names as examples
from sanso.model.loading import load
from sanso.model.process import Model
from sanso.report.pictures import draw_layers, draw_map, draw_trust_gap

from ..proof_factory import with_proof
from .checks import assert_sound
from .factory import assessment_of, bus
from .generated import assessed
from .large import plant

LANGUAGES = ("en", "ja")


@functools.cache
def catalogue() -> Catalogue:
    return load_catalogue()


@functools.cache
def example(name: str) -> tuple[Model, Assessment]:
    with as_file(files("sanso.examples") / name) as folder:
        model = load(folder / f"{name}.yaml", catalogue().vocabulary()).require()
    return model, assess(model, catalogue(), at=dt.date(2026, 11, 22))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", examples())
def test_examples(name: str, lang: str) -> None:
    model, assessment = example(name)
    assert_sound(draw_layers(model, assessment, lang))
    assert_sound(draw_map(model, assessment, catalogue(), lang))
    assert_sound(draw_trust_gap(model, assessment, catalogue(), lang))
    with_evidence(model, assessment, lang)


def with_evidence(model: Model, assessment: Assessment, lang: str) -> None:
    proven = with_proof(model, assessment)
    assert_sound(draw_layers(model, proven, lang))
    assert_sound(draw_map(model, proven, catalogue(), lang))
    assert_sound(draw_trust_gap(model, proven, catalogue(), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bus(lang: str) -> None:
    model = bus()
    assert_sound(draw_layers(model, assessment_of(model), lang))
    assert_sound(draw_map(model, assessment_of(model), catalogue(), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("components", [1, 60, 200, 400, 3000])
def test_sizes(components: int, lang: str) -> None:
    model = plant(components, max(1, components // 40))
    assert_sound(draw_layers(model, assessment_of(model), lang))
    assert_sound(draw_map(model, assessment_of(model), catalogue(), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("components", [1, 60, 5000])
def test_sizes_with_evidence(components: int, lang: str) -> None:
    model = plant(components, max(1, components // 40))
    assessment = assessment_of(model)
    assert_sound(draw_trust_gap(model, assessment, catalogue(), lang))
    with_evidence(model, assessment, lang)


@given(assessed())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated(case: tuple[Model, Assessment]) -> None:
    model, assessment = case
    for lang in LANGUAGES:
        assert_sound(draw_layers(model, assessment, lang))
        assert_sound(draw_map(model, assessment, catalogue(), lang))
        assert_sound(draw_trust_gap(model, assessment, catalogue(), lang))
        with_evidence(model, assessment, lang)
