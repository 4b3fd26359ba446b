"""What the pictures of an attack say, apart from where their labels stand."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from sanso.analysis.attacking import harm_likelihoods
from sanso.attack.result import AttackResult, BearerLoss
from sanso.facts import AxisPosition, Chance, HarmLikelihood
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.pictures import (
    attack_words,
    draw_assumptions,
    draw_curve,
    draw_map,
    draw_path,
    draw_surface,
    text_boxes,
)
from sanso.report.pictures.attack_words import ATTACKER, ENTRY, STOP, WORDS
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.odds import Risk
from sanso.report.pictures.scales import Linear, Log, short_amount
from sanso.report.pictures.surface import organizations
from sanso.report.pictures.tornado import ordered

from ..attack_factory import bus, empty_result, loss, path, result
from .factory import placement

LANGUAGES = ("en", "ja")
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def texts(svg: str) -> list[str]:
    return [box.text for box in text_boxes(svg)]


def every(lang: str, made: AttackResult) -> list[str]:
    model, assessment, content = bus()
    return [
        draw_path(model, path(), content, lang),
        draw_curve(made, lang),
        draw_surface(made, model, lang),
        draw_assumptions(made, lang),
        draw_map(model, assessment, content, lang, harm_likelihoods(made)),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_accessible_frame_and_nothing_clashes_on_a_page(lang: str) -> None:
    scopes = ("sanso-path", "sanso-curve", "sanso-surface", "sanso-tornado", "sanso-risk")
    for made in (result(), empty_result()):
        for svg, scope in zip(every(lang, made), scopes, strict=True):
            root = ElementTree.fromstring(svg)
            assert root.attrib["role"] == "img"
            assert root[0].text
            assert root[1].text
            assert not re.search(r"""\b(id|href|url)\s*[=(]""", svg)
            style = re.search(r"<style>(.*?)</style>", svg, re.S)
            assert style
            rules = re.sub(r"@media [^{]*\{(.*?\})\}", r"\1", style[1])
            for selectors in re.findall(r"([^{}]+)\{", rules):
                assert all(one.strip().startswith(f".{scope}") for one in selectors.split(","))
            assert set(re.findall(r"var\(--(\w+)\)", svg)) <= set(re.findall(r"--(\w+):", svg))
            assert "proven" not in svg


@pytest.mark.parametrize("table", [WORDS, ENTRY, STOP, ATTACKER])
def test_words_are_there_in_both_languages(table: dict[str, Text]) -> None:
    for text in table.values():
        assert text.en
        assert not JAPANESE.search(text.en)
        assert JAPANESE.search(text.ja) or not re.search("[a-z]{4}", text.ja)
        assert sorted(set(re.findall(r"{(\w+)}", text.en))) == sorted(set(re.findall(r"{(\w+)}", text.ja)))


def test_no_word_is_unused() -> None:
    folder = Path(attack_words.__file__).parent
    source = "".join(one.read_text(encoding="utf-8") for one in folder.glob("*.py") if one.name != "attack_words.py")
    used = {name.replace("_", "-") for name in re.findall(r"[\"'](\w+)[\"']", source)}
    dynamic = ("lane-", "band-")
    assert [key for key in WORDS if key not in used and not key.startswith(dynamic)] == []


def test_a_path_says_every_step_with_layer_incident_technique_and_time() -> None:
    model, _, content = bus()
    shown = texts(draw_path(model, path(), content, "en"))
    joined = " ".join(shown)
    for number in range(1, 9):
        assert str(number) in shown
    for words in ("L1_1_a", "T0865", "≈ 4 days", "all units at once", "by a message to staff", "Layer 3"):
        assert words in joined
    assert "Harm: Passenger caught in door" in shown
    assert any(text.startswith("human damage: fatal") for text in shown)


def test_measures_stand_beside_the_step_they_stop() -> None:
    model, _, content = bus()
    shown = texts(draw_path(model, path(), content, "en"))
    assert any(text.startswith("CPS.AT-1 ") for text in shown)
    assert "Telematics maker · stated: Basic" in shown
    assert "35 % effective" in shown
    assert "would be 50 % effective" in shown
    assert "and 1 more" in shown


@pytest.mark.parametrize(("status", "cls"), [("stated", "shut"), ("none", "post"), ("not-stated", "asked")])
def test_what_is_stated_is_a_shape(status: str, cls: str) -> None:
    model, _, content = bus()
    made = path(2)
    steps = tuple(
        replace(step, stops=tuple(replace(stop, status=status) for stop in step.stops[:1])) for step in made.steps
    )
    svg = draw_path(model, replace(made, steps=steps), content, "en")
    legend = 2 if cls == "post" else 1
    assert svg.count(f'class="{cls}"') == (4 + 1) * legend


def test_a_path_keeps_the_levels_it_is_given() -> None:
    model, assessment, content = bus()
    levels = next(one for one in assessment.summary.harms if one.harm == "caught-in-door")
    given = draw_path(model, path(), content, "en", replace(levels, human=None, economic="catastrophic"))
    assert "human damage: not stated · economic impact: catastrophic" in given
    alone = draw_path(model, path(), content, "en")
    assert "human damage: fatal · loss JPY 5 million – JPY 150 million" in alone


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "No loss in any of the 4,096 simulated years."), ("ja", "計算した4,096年のいずれでも損失なし。")],
)
def test_no_loss_is_said(lang: str, words: str) -> None:
    assert words in texts(draw_curve(empty_result(), lang))


def test_currencies_are_never_added() -> None:
    made = replace(result(), losses=(*result().losses, BearerLoss(None, True, loss("EUR", 0.01))))
    assert list(total_losses(made)) == ["JPY", "EUR"]
    assert "JPY 3.1 million" in texts(draw_curve(made, "en"))
    assert "EUR 31 thousand" in texts(draw_curve(made, "en", "EUR"))
    assert "JPY 3.1 million" not in texts(draw_curve(made, "en", "EUR"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("100M", "1 in 1,000 years", "Value at risk 99 %", "all absent: JPY 9.4 million")),
        ("ja", ("1億", "1,000年に1回", "バリュー・アット・リスク 99%", "すべて未実施: 940万円")),
    ],
)
def test_a_curve_has_marks_and_ticks_of_the_language(lang: str, words: tuple[str, ...]) -> None:
    shown = texts(draw_curve(result(), lang))
    assert set(words) <= set(shown)


def test_the_surface_counts_by_layer_and_organization() -> None:
    model, _, _ = bus()
    shown = texts(draw_surface(result(), model, "en"))
    assert [shown[shown.index("All") + step] for step in (1, 2, 3)] == ["3 of 5 used", "0 of 7 used", "3 of 3 used"]
    assert "4 points" in shown
    assert "1 point" in shown
    assert organizations(result())[0] == "telematics"


def test_who_uses_an_entry_is_a_shape() -> None:
    model, _, _ = bus()
    svg = draw_surface(result(), model, "en")
    opened = sum(row.open for row in result().surface)
    assert svg.count('class="used"') == opened + 1
    assert svg.count('class="unused"') == len(result().surface) - opened + 1


def test_the_strongest_assumption_comes_first() -> None:
    spans = [abs(one.loss_high - one.loss_low) for one in ordered(result())]
    assert spans == sorted(spans, reverse=True)
    still = replace(result().assumptions[0], loss_low=1.0, loss_high=1.0)
    assert ordered(replace(result(), assumptions=(still,))) == []


def _chance(value: float, high: float | None = None) -> Chance:
    return Chance(value, value / 2, value if high is None else high)


def _risk(**years: Chance) -> Risk:
    model = Model.model_validate({"sanso": 1, "id": "m"})
    return Risk(model, {harm: HarmLikelihood(harm, year, year) for harm, year in years.items()})


@pytest.mark.parametrize(
    ("chance", "band", "words"),
    [
        (_chance(0.2), 4, "20 % a year"),
        (_chance(0.02), 3, "2 % a year"),
        (_chance(0.002), 2, "0.2 % a year"),
        (_chance(2e-5), 1, "< 0.01 % a year"),
        (_chance(0, 3e-4), 1, "none seen"),
        (_chance(0), 0, "no way leads there"),
    ],
)
def test_bands_of_likelihood(chance: Chance, band: int, words: str) -> None:
    row = replace(placement("c", 3), human=AxisPosition("serious", "h"))
    (odds,) = _risk(h=chance).of([row], "en")
    assert (odds.band, odds.words) == (band, words)


def test_each_axis_has_its_own_likelihood_where_two_harms_decide() -> None:
    row = replace(placement("c", 4), human=AxisPosition("fatal", "deadly"), economic=AxisPosition("serious", "dear"))
    both = _risk(deadly=_chance(2e-5), dear=_chance(0.03)).of([row], "en")
    assert [one.words for one in both] == ["human: < 0.01 %", "econ.: 3 %"]
    assert [one.band for one in both] == [1, 3]


def test_what_was_not_computed_is_not_harmless() -> None:
    row = replace(placement("c", 4), human=AxisPosition("fatal", "other"))
    (odds,) = _risk().of([row], "en")
    assert (odds.band, odds.words) == (None, "not computed")


def test_unrated_elements_have_no_likelihood() -> None:
    assert _risk().of([placement("c", None)], "en") == ()


def test_consequence_mode_is_unchanged_by_risk_mode() -> None:
    model, assessment, content = bus()
    assert "step-on" not in draw_map(model, assessment, content, "en")
    assert "step-on" in draw_map(model, assessment, content, "en", harm_likelihoods(result()))


def test_scales() -> None:
    log = Log(3e5, 2e8, 0, 100)
    assert log.at(3e5) == 0
    assert log.at(2e8) == pytest.approx(100)
    assert log.at(1) == 0
    assert log.decades == [1e6, 1e7, 1e8]
    assert all(3e5 < value < 2e8 for value in log.between)
    linear = Linear(0, 8.7e6, 0, 100)
    assert linear.ticks == [0, 2e6, 4e6, 6e6, 8e6]


@pytest.mark.parametrize(
    ("value", "currency", "lang", "words"),
    [
        (1e8, "JPY", "ja", "1億"),
        (5e4, "JPY", "ja", "5万"),
        (1e7, "JPY", "ja", "1,000万"),
        (1e7, "EUR", "ja", "10M"),
        (2.5e6, "JPY", "en", "2.5M"),
        (500, "JPY", "en", "500"),
        (0, "JPY", "ja", "0"),
    ],
)
def test_short_amounts(value: float, currency: str, lang: str, words: str) -> None:
    assert short_amount(value, currency, lang) == words


def test_a_likely_loss_beside_the_bars_is_not_drawn() -> None:
    assert "as likely: JPY 3.1 million" in texts(draw_assumptions(result(), "en"))
    moved = tuple(replace(one, loss_low=one.loss_low * 9, loss_high=one.loss_high * 9) for one in result().assumptions)
    assert "as likely" not in " ".join(texts(draw_assumptions(replace(result(), assumptions=moved), "en")))


def test_the_attackers_own_step_and_the_harm_have_their_own_marks() -> None:
    model, _, content = bus()
    made = path(4)
    own = replace(made.steps[0], subject="/attacker", incident=None, layer=None, stops=())
    end = replace(made.steps[0], subject=made.harm, incident=None, layer=None, stops=())
    whole = replace(made, steps=(own, *made.steps, end))
    assert draw_path(model, whole, content, "en") == draw_path(model, made, content, "en")
