"""No label of a picture of an attack covers another one or leaves the view: examples, lengths, long names."""

from __future__ import annotations

import functools
from dataclasses import replace
from importlib.resources import as_file, files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanso.analysis import Assessment, assess
from sanso.analysis.attacking import harm_likelihoods
from sanso.attack.result import AttackPath, AttackResult, BearerLoss, CurvePoint, LossDistribution
from sanso.facts import Chance, HarmLikelihood
from sanso.model.loading import load
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.pictures import draw_assumptions, draw_curve, draw_map, draw_path, draw_surface

from ..attack_factory import DAY, bus, catalogue, empty_result, estimate, long_path, loss, path, result
from .checks import assert_sound
from .factory import assessment_of
from .generated import assessed, names
from .large import plant

LANGUAGES = ("en", "ja")
LONG = {
    "latin": "WWWW mmmm " * 14,
    "word": "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
    "wide": "運行管理センター遠隔保守サーバー" * 6,
    "hostile": "</text><script>alert(1)</script>\x00\u202e&" * 3,
}


@functools.cache
def example(name: str) -> tuple[Model, Assessment]:
    with as_file(files("sanso.examples") / name) as folder:
        model = load(folder / f"{name}.yaml", catalogue().vocabulary()).require()
    return model, assess(model, catalogue(), at=DAY)


def over(model: Model, steps: int) -> AttackPath:
    """Return a path over the elements of *model* to its first harm."""
    made, idents = path(steps, next(iter(model.harms))), list(model.elements)
    return replace(
        made,
        steps=tuple(
            replace(
                step,
                subject=idents[7 * index % len(idents)],
                text=Text(
                    en=f"The attacker takes over {model.label(idents[7 * index % len(idents)]).en}",
                    ja=f"攻撃者が{model.label(idents[7 * index % len(idents)]).ja}を乗っ取る",
                ),
            )
            for index, step in enumerate(made.steps)
        ),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["bus-operation", "factory", "seed-devices"])
def test_examples(name: str, lang: str) -> None:
    model, assessment = example(name)
    levels = assessment.summary.harms
    for steps in range(2, 15):
        made = over(model, steps)
        level = next(one for one in levels if one.harm == made.harm)
        assert_sound(draw_path(model, made, catalogue(), lang, level))
    odds = (0.3, 0.02, 0.004, 2e-5, 0.0)
    likely = {
        harm: HarmLikelihood(harm, Chance(odds[i % 5], 0, odds[i % 5]), Chance(odds[i % 5], 0, odds[i % 5]))
        for i, harm in enumerate(model.harms)
    }
    assert_sound(draw_map(model, assessment, catalogue(), lang, likely))
    assert_sound(draw_map(model, assessment, catalogue(), lang, {}))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", LONG.values(), ids=list(LONG))
@pytest.mark.parametrize("steps", [0, 2, 7, 14])
def test_long_names(steps: int, words: str, lang: str) -> None:
    model, _, content = bus()
    made = long_path(steps, words)
    harm = model.harms[made.harm].model_copy(update={"name": Text.of(words)})
    assert_sound(draw_path(model.model_copy(update={"harms": {made.harm: harm}}), made, content, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", [result(), empty_result()], ids=["full", "empty"])
def test_the_other_pictures(made: AttackResult, lang: str) -> None:
    model, assessment, content = bus()
    assert_sound(draw_curve(made, lang))
    assert_sound(draw_surface(made, model, lang))
    assert_sound(draw_surface(made, model, lang, content))
    assert_sound(draw_assumptions(made, lang))
    assert_sound(draw_map(model, assessment, content, lang, harm_likelihoods(made)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", LONG.values(), ids=list(LONG))
def test_long_titles_and_ways_in(words: str, lang: str) -> None:
    model, _, _ = bus()
    made = result()
    assumptions = tuple(replace(one, title=Text.of(words)) for one in made.assumptions * 6)
    surface = tuple(replace(row, entry=words, organization=words) for row in made.surface)
    changed = replace(made, assumptions=assumptions, surface=surface, run=replace(made.run, attacker=words))
    assert_sound(draw_assumptions(changed, lang))
    assert_sound(draw_surface(changed, model, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD"])
@pytest.mark.parametrize("scale", [1e-6, 0.01, 1.0, 1e3, 1e6])
@pytest.mark.parametrize("chance", [1.0, 0.06, 3e-4])
def test_curves_of_all_sizes(chance: float, scale: float, currency: str, lang: str) -> None:
    made = replace(result(), losses=(BearerLoss(None, True, loss(currency, scale, chance)),))
    assert_sound(draw_curve(made, lang))


_amounts = st.lists(st.tuples(st.floats(1, 1e13), st.floats(1e-6, 1)), min_size=1, max_size=8)


@given(_amounts, st.floats(0, 1e13), st.floats(0, 1e13), st.floats(0, 1e13))
@settings(max_examples=60, deadline=None)
def test_any_curve(points: list[tuple[float, float]], mean: float, risk: float, tail: float) -> None:
    curve = tuple(CurvePoint(amount, chance) for amount, chance in points)
    drawn = LossDistribution("JPY", estimate(mean), estimate(0.1), {}, 0.99, risk, tail, curve)
    made = replace(result(), losses=(BearerLoss(None, True, drawn),))
    for lang in LANGUAGES:
        assert_sound(draw_curve(made, lang))


@given(st.lists(st.tuples(names, st.floats(0, 1e12), st.floats(0, 1e12)), max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_assumptions(rows: list[tuple[str, float, float]]) -> None:
    first = result().assumptions[0]
    made = tuple(replace(first, title=Text.of(name or "–"), loss_low=low, loss_high=high) for name, low, high in rows)
    for lang in LANGUAGES:
        assert_sound(draw_assumptions(replace(result(), assumptions=made), lang))


@given(assessed(), st.floats(0, 1))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_maps_in_risk_mode(case: tuple[Model, Assessment], chance: float) -> None:
    model, assessment = case
    likely = {"h": HarmLikelihood("h", Chance(chance, chance, chance), Chance(chance, chance, chance))}
    placements = tuple(replace(row, harms=("h",)) for row in assessment.iotssf)
    for lang in LANGUAGES:
        assert_sound(draw_map(model, replace(assessment, iotssf=placements), catalogue(), lang, likely))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("components", [1, 200, 3000])
def test_sizes_of_maps_in_risk_mode(components: int, lang: str) -> None:
    model = plant(components, max(1, components // 40))
    assessment = assessment_of(model)
    placements = tuple(replace(row, harms=("h",)) for row in assessment.iotssf)
    assert_sound(draw_map(model, replace(assessment, iotssf=placements), catalogue(), lang, {}))
