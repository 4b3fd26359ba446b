"""The bow-tie: no label on another in any language and size, shapes for verdicts, words in both languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso import verbs
from sanso.analysis.bowties import SafetyReport
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.pictures import bowtie_words, draw_bowtie, text_boxes
from sanso.safety import Barrier, BowTie, CauseLine, Floor, Judgement, Mitigation, OriginCount, Reached

from .checks import assert_sound

LANGUAGES = ("en", "ja")
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
EXAMPLES = Path(__file__).parents[3] / "src/sanso/examples"
NAMES = ("bus-operation", "factory", "incident-triton-2017", "seed-devices")


@cache
def reported(name: str) -> tuple[Model, SafetyReport]:
    made = verbs.evaluate(EXAMPLES / name / f"{name}.yaml")
    return made.model, verbs.safety_evaluated(made)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_examples(name: str, lang: str) -> None:
    model, report = reported(name)
    assert report.harms
    for bowtie in report.harms:
        assert_sound(draw_bowtie(model, bowtie, lang))


def made_up(
    causes: int, barriers: int, mitigations: int, words: str = "Long name of something", *, floors: bool = True
) -> tuple[Model, BowTie]:
    ids = [f"e{n}" for n in range(max(causes, barriers, 1))]
    model = Model.model_validate(
        {
            "sanso": 1,
            "id": "m",
            "components": {ident: {"kind": "controller", "name": f"{words} {ident}"} for ident in ids},
            "conditions": {"c": {"name": words, "probability": 0.5}},
            "harms": {"h": {"name": words * 3, "cause": {"element": "e0", "effect": "stopped"}}},
        }
    )
    told = Text.of(words * 4)
    shown = tuple(
        Barrier(
            ids[n],
            "cross-check",
            True,
            (),
            tuple(Judgement(origin, verdict, (told, told)) for origin, verdict in zip(ORIGINS, VERDICTS, strict=True)),
        )
        for n in range(barriers)
    )
    lines = tuple(
        CauseLine(n + 1, ids[n], "stopped", told, ORIGINS, ("c",), (Reached(ids[0], None),), shown)
        for n in range(causes)
    )
    right = tuple(Mitigation("safe-state", told, None, "stated", already=True) for _ in range(mitigations))
    own = (Floor("iso13849", "d", "e", "proposal", told, told), Floor("iec62443", "3", "3", "proposal", told, told))
    counts = tuple(OriginCount(origin, 0, 1, ()) for origin in ORIGINS)
    return model, BowTie("h", "fatal", None, ORIGINS, told, lines, counts, right, own if floors else (), ())


ORIGINS: Any = ("attack", "fault", "misuse", "nature")
VERDICTS: Any = ("counts", "zero", "open", "counts")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("shape", [(1, 0, 0), (1, 9, 1), (12, 3, 12), (12, 0, 0), (40, 9, 40), (0, 0, 0), (2, 1, 30)])
@pytest.mark.parametrize("words", ["x", "WWWWWW MMMM", "長い名前の構成要素と安全機能の組み合わせ"])
def test_sizes(shape: tuple[int, int, int], words: str, lang: str) -> None:
    svg = draw_bowtie(*made_up(*shape, words), lang)
    assert_sound(svg)
    if shape[0] > 14:
        assert any(str(shape[0] - 14) in box.text for box in text_boxes(svg)), "what is left out is counted"


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=120).filter(lambda text: text.strip()), st.integers(0, 6), st.integers(0, 6))
def test_any_name(words: str, causes: int, barriers: int) -> None:
    svg = draw_bowtie(*made_up(causes, barriers, 3, "n" + words), "en")
    ElementTree.fromstring(svg)
    assert_sound(svg)


def test_a_verdict_is_a_shape_and_a_word() -> None:
    model, bowtie = made_up(1, 0, 0)
    drawn = {}
    for verdict, cls in (("counts", "mark"), ("zero", "hollow"), ("open", "asked")):
        barrier = Barrier("e0", "partner", True, (), (Judgement("attack", verdict),))  # type: ignore[arg-type]
        line = CauseLine(1, "e0", "stopped", Text.of("x"), ("attack",), (), (), (barrier,))
        tie = BowTie("h", None, None, ("attack",), Text.of("x"), (line,), (), (), (), ())
        svg = draw_bowtie(model, tie, "en")
        drawn[verdict] = svg.count(f'class="{cls}"')
        words = bowtie_words.VERDICT[verdict].en
        assert f"attack: {words}" in [box.text for box in text_boxes(svg)]
    assert drawn == {"counts": 2, "zero": 2, "open": 2}, "one in the legend, one on the barrier"
    assert bowtie


def test_frame_is_accessible_and_of_its_own_scope() -> None:
    svg = draw_bowtie(*made_up(2, 1, 1), "ja")
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root[0].text
    assert root[1].text
    assert not re.search(r"""\b(id|href|url)\s*[=(]""", svg)
    style = re.search(r"<style>(.*?)</style>", svg, re.S)
    assert style
    rules = re.sub(r"@media [^{]*\{(.*?\})\}", r"\1", style[1])
    for selectors in re.findall(r"([^{}]+)\{", rules):
        assert all(one.strip().startswith(".sanso-bowtie") for one in selectors.split(","))
    assert set(re.findall(r"var\(--(\w+)\)", svg)) <= set(re.findall(r"--(\w+):", svg))
    assert "proven" not in svg.replace("nothing proven", "")


@pytest.mark.parametrize(
    "table",
    [
        bowtie_words.WORDS,
        bowtie_words.BARRIER,
        bowtie_words.COMPARISON,
        bowtie_words.MITIGATION,
        bowtie_words.ORIGIN,
        bowtie_words.STATUS,
        bowtie_words.VERDICT,
    ],
)
def test_words_are_there_in_both_languages(table: dict[str, Text]) -> None:
    for text in table.values():
        assert text.en
        assert not JAPANESE.search(text.en)
        assert JAPANESE.search(text.ja)
        assert sorted(set(re.findall(r"{(\w+)}", text.en))) == sorted(set(re.findall(r"{(\w+)}", text.ja)))
